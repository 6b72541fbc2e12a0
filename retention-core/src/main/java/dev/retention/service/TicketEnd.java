package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.Timeline;
import java.time.LocalTime;

/** What a ticket waits for, and what is known of it. */
enum TicketEnd {
    ANSWERED(Tickets.ANSWERED, Tickets.MINUTES_TO_ANSWER),
    RESOLVED(Tickets.RESOLVED, Tickets.MINUTES_TO_RESOLVE);

    static final long MINUTES_A_DAY = 1440;
    static final long NONE = Long.MIN_VALUE;
    // Clocks are set forward and back by as many minutes at most.
    private static final long CLOCK = 120;

    private final String day;
    private final String minutes;

    TicketEnd(String day, String minutes) {
        this.day = day;
        this.minutes = minutes;
    }

    String words() {
        return day;
    }

    /** Refuses periods in which days cannot be told apart, and an end within a day, by whose end more may come. */
    static Timeline ofWholeDays(Timeline timeline) {
        checkArgument(
                ServiceDays.whole(timeline).completeBefore().toLocalTime().equals(LocalTime.MIDNIGHT),
                "timeline (%s) must end with a whole day",
                timeline);
        return timeline;
    }

    /** The fewest minutes that lie between two civil days, where no zone leaves out a day. */
    static long fewest(long days) {
        return Math.max(0, (days - 1) * MINUTES_A_DAY - CLOCK);
    }

    /** The most of them. */
    static long most(long days) {
        return (days + 1) * MINUTES_A_DAY + CLOCK;
    }

    void check(HistoryStore<?> store, boolean inMinutes) {
        checkColumn(store, day);
        if (inMinutes) {
            checkColumn(store, minutes);
        }
    }

    static void checkColumn(HistoryStore<?> store, String name) {
        HistoryStore<?> tickets = store.track(Tickets.TRACK);
        checkArgument(tickets.columns().contains(name), "store (%s) must have a column (%s) of tickets", tickets, name);
    }

    /** The event's own end if it is known, else a resolution, which is an answer. */
    private TicketEnd known(History tickets, int event) {
        boolean isTold = tickets.hasValue(tickets.column(day), event);
        return !isTold && this == ANSWERED && tickets.hasColumn(RESOLVED.day) ? RESOLVED : this;
    }

    /** The day on which it came, in days since 1970-01-01, or NONE; refuses one before the opening, as rows of others may have. */
    long day(History tickets, int event) {
        TicketEnd known = known(tickets, event);
        int column = tickets.column(known.day);
        if (!tickets.hasValue(column, event)) {
            return NONE;
        }
        long came = tickets.epochDayOf(column, event);
        checkArgument(
                came >= tickets.epochDay(event),
                "%s (day %s) must not lie before the ticket was opened (day %s)",
                known.day,
                came,
                tickets.epochDay(event));
        return came;
    }

    /** The minutes after which it came, of a ticket with a day; NONE if they are not told. */
    long minutes(History tickets, int event) {
        TicketEnd known = known(tickets, event);
        if (!tickets.hasColumn(known.minutes)) {
            return NONE;
        }
        int column = tickets.column(known.minutes);
        return tickets.hasValue(column, event) ? tickets.number(column, event) : NONE;
    }
}
