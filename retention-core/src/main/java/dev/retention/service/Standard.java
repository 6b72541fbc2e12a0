package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * Counts which tickets met a standard of service, by the period in which they were opened, with those that are still open as bounds.
 *
 * <pre>{@code
 * Standard soon = Standard.answeredWithin(months, 2);
 * Standard.share(soon.of(tickets).inPeriod("2024-03"));       // 80.0 % to 85.0 % (80 met, 15 missed, 5 open)
 * soon.each(Tickets.AGENT, Sweep.over(tickets));        // by agent, topic, …
 * soon.ofKinds(Tickets.COMPLAINT).of(tickets);
 * Standard.resolvedAtFirstContact(months).of(tickets);  // first-contact resolution
 * }</pre>
 *
 * <ul>
 *   <li>In days, a ticket meets the standard if its day is at most so many days after that of the opening. In minutes, if it took at most so
 *       many.
 *   <li>A ticket that is still open has met and missed nothing, unless it is past the standard by the end of the data: then it is missed. In
 *       minutes, where the day of the opening is known and not its time, that is if it is so from the end of that day on, of days of 24
 *       hours.
 *   <li>A ticket that was resolved without an answer was answered by its resolution.
 *   <li>A ticket whose minutes nobody told is judged by its days where they leave no doubt, else it is in {@link Item#UNTOLD}, and so is one
 *       resolved in a number of contacts that nobody told. Between days clocks may be set forward or back by two hours.
 *   <li>Tickets of one customer are alike, and agents have many: an interval of a share takes them for independent and is too narrow. {@link
 *       dev.retention.rule.Resampled} draws customers instead.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Standard extends TicketMethod<Standard.Item, Standard> {
    private static final long serialVersionUID = 1;

    private final TicketEnd end;
    private final Unit unit;
    private final int bound;

    private Standard(Timeline timeline, TicketChoice choice, List<String> apart, TicketEnd end, Unit unit, int bound) {
        super(timeline, Item.class, choice, apart);
        this.end = end;
        this.unit = unit;
        this.bound = bound;
    }

    private enum Unit {
        DAYS,
        MINUTES,
        CONTACTS
    }

    /** What became of the cases of a period: customers who have one of the kind, and how many cases. */
    public enum Item {
        /** Those that met the standard. */
        MET,
        /** Those that did not, or can no more. */
        MISSED,
        /** Those that still may. */
        OPEN,
        /** Those that are over, and of which too little is told. */
        UNTOLD
    }

    private static Standard of(Timeline timeline, TicketEnd end, Unit unit, int bound) {
        return new Standard(timeline, TicketChoice.of(), List.of(), end, unit, bound);
    }

    /**
     * The standard of a first answer within some days.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @param days at most so many from the day of the opening, 0 for that day
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if {@code days < 0}, the periods are of hours, or the data end within a day
     */
    public static Standard answeredWithin(Timeline timeline, int days) {
        Checks.notNegative((long) days, "days");
        return of(timeline, TicketEnd.ANSWERED, Unit.DAYS, days);
    }

    /**
     * The standard of a first answer within some minutes.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @param minutes at most so many
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if {@code minutes < 0}, the periods are of hours, or the data end within a day
     */
    public static Standard answeredWithinMinutes(Timeline timeline, int minutes) {
        Checks.notNegative((long) minutes, "minutes");
        return of(timeline, TicketEnd.ANSWERED, Unit.MINUTES, minutes);
    }

    /**
     * The standard of a resolution within some days.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @param days at most so many from the day of the opening, 0 for that day
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if {@code days < 0}, the periods are of hours, or the data end within a day
     */
    public static Standard resolvedWithin(Timeline timeline, int days) {
        Checks.notNegative((long) days, "days");
        return of(timeline, TicketEnd.RESOLVED, Unit.DAYS, days);
    }

    /**
     * The standard of a resolution within some minutes.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @param minutes at most so many
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if {@code minutes < 0}, the periods are of hours, or the data end within a day
     */
    public static Standard resolvedWithinMinutes(Timeline timeline, int minutes) {
        Checks.notNegative((long) minutes, "minutes");
        return of(timeline, TicketEnd.RESOLVED, Unit.MINUTES, minutes);
    }

    /**
     * The standard of a resolution by the first contact, however long it took.
     *
     * @param timeline the periods; without a first period, they begin with the first ticket
     * @return the method, over tickets of all kinds
     * @throws IllegalArgumentException if the periods are of hours, or the data end within a day
     */
    public static Standard resolvedAtFirstContact(Timeline timeline) {
        return of(timeline, TicketEnd.RESOLVED, Unit.CONTACTS, 1);
    }

    /**
     * The share that met the standard; what is open and what is untold are its bounds.
     *
     * @param period the period of a table
     * @return the share of its cases; empty if it has none
     */
    public static Optional<BoundedShare> share(PeriodItems<?, Item>.InPeriod period) {
        long met = requireNonNull(period, "period").number(Item.MET);
        long missed = period.number(Item.MISSED);
        long open = Checks.sum(period.number(Item.OPEN), period.number(Item.UNTOLD), "open");
        return (met | missed | open) == 0 ? Optional.empty() : Optional.of(BoundedShare.of(met, missed, open));
    }

    @Override
    Standard with(TicketChoice chosen, List<String> parting) {
        return new Standard(timeline(), chosen, parting, end, unit, bound);
    }

    @Override
    String words() {
        return end.words() + " "
                + switch (unit) {
                    case DAYS -> "within " + bound + " days";
                    case MINUTES -> "within " + bound + " minutes";
                    case CONTACTS -> "at first contact";
                }
                + ":";
    }

    @Override
    protected void check(HistoryStore<?> store) {
        super.check(store);
        end.check(store, unit == Unit.MINUTES);
        if (unit == Unit.CONTACTS) {
            TicketEnd.checkColumn(store, Tickets.CONTACTS);
        }
    }

    /** A period is over once no case of it can be open for the standard's sake. */
    @Override
    protected CellState state(Timeline periods, Item item, Period period) {
        CellState state = super.state(periods, item, period);
        long lastDay = period.plus(1).firstDay().toEpochDay() - 1;
        long days =
                unit == Unit.DAYS ? bound : unit == Unit.MINUTES ? -Math.floorDiv(-bound, TicketEnd.MINUTES_A_DAY) : 0;
        return state == CellState.OBSERVED && periods.asOf().toEpochDay() < lastDay + days ? CellState.PARTIAL : state;
    }

    @Override
    protected void apply(Timeline periods, History tickets, CellSink sink) {
        boolean[] counts = choice.counts(tickets);
        long asOf = periods.asOf().toEpochDay();
        for (int event = 0; event < tickets.size(); event++) {
            if (tickets.period(event) >= 0 && choice.has(counts, tickets, event)) {
                anchor(event, sink);
                sink.add(verdict(tickets, event, asOf), tickets.period(event), 1);
            }
        }
    }

    private Item verdict(History tickets, int event, long asOf) {
        long opened = tickets.epochDay(event);
        long day = end.day(tickets, event);
        return switch (unit) {
            case DAYS -> ofDays(day == TicketEnd.NONE ? asOf - opened : day - opened, day != TicketEnd.NONE, bound);
            case CONTACTS -> day == TicketEnd.NONE ? Item.OPEN : ofContacts(tickets, event);
            case MINUTES ->
                ofMinutes(tickets, event, day == TicketEnd.NONE ? asOf - opened : day - opened, day != TicketEnd.NONE);
        };
    }

    /** By the days so far, at whose end it was over or is still open. */
    static Item ofDays(long days, boolean isOver, long bound) {
        return isOver ? days <= bound ? Item.MET : Item.MISSED : days >= bound ? Item.MISSED : Item.OPEN;
    }

    private static Item ofContacts(History tickets, int event) {
        int contacts = tickets.column(Tickets.CONTACTS);
        return !tickets.hasValue(contacts, event)
                ? Item.UNTOLD
                : tickets.number(contacts, event) == 1 ? Item.MET : Item.MISSED;
    }

    private Item ofMinutes(History tickets, int event, long days, boolean isOver) {
        if (!isOver) {
            return days * TicketEnd.MINUTES_A_DAY >= bound ? Item.MISSED : Item.OPEN;
        }
        long minutes = end.minutes(tickets, event);
        if (minutes != TicketEnd.NONE) {
            return minutes <= bound ? Item.MET : Item.MISSED;
        }
        return TicketEnd.most(days) <= bound ? Item.MET : TicketEnd.fewest(days) > bound ? Item.MISSED : Item.UNTOLD;
    }
}
