package dev.retention.rule;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.service.Tickets;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random rows as tickets beside orders: visits are complaints and refunds are praise. */
public final class RandomTickets {
    public static final String ORDERS = "orders";
    public static final String PROMISED = "promised";

    private RandomTickets() {}

    public static String trackOf(EventRow row) {
        return row.code().equals("order") ? ORDERS : Tickets.TRACK;
    }

    public static String kind(EventRow row) {
        return switch (row.code()) {
            case "visit" -> Tickets.COMPLAINT;
            case "refund" -> Tickets.PRAISE;
            default -> row.code();
        };
    }

    public static @Nullable String topic(EventRow row) {
        return row.cents() % 4 == 0 ? null : row.cents() % 4 == 1 ? "delivery" : "bill";
    }

    public static @Nullable String stage(EventRow row) {
        return row.secondOfDay() % 5 == 0 ? null : "stage " + row.secondOfDay() % 2;
    }

    public static @Nullable LocalDate answered(EventRow row) {
        return row.secondOfDay() % 3 == 0 ? null : row.day().plusDays(row.secondOfDay() % 7);
    }

    public static @Nullable LocalDate resolved(EventRow row) {
        return row.secondOfDay() % 4 == 0 ? null : row.day().plusDays(row.secondOfDay() % 7 + row.secondOfDay() % 40);
    }

    public static @Nullable Long minutes(EventRow row) {
        LocalDate answered = answered(row);
        return answered == null || row.secondOfDay() % 11 == 0
                ? null
                : 1440 * (answered.toEpochDay() - row.day().toEpochDay()) + row.secondOfDay() % 600;
    }

    public static @Nullable Long contacts(EventRow row) {
        return row.cents() % 7 == 0 ? null : Math.floorMod(row.cents(), 3) + 1L;
    }

    public static LocalDate promised(EventRow row) {
        return row.day().plusDays(row.secondOfDay() % 50);
    }

    private static Event with(Event event, String column, @Nullable Object value) {
        return value == null
                ? event
                : value instanceof Long number
                        ? event.with(column, number)
                        : value instanceof LocalDate day ? event.with(column, day) : event.with(column, (String) value);
    }

    static Event event(EventRow row) {
        Event event = Event.on(row.day()).worth(row.amount()).coded(kind(row));
        event = with(event, EventLog.PLAN, row.plan());
        if (trackOf(row).equals(ORDERS)) {
            return with(event, PROMISED, promised(row));
        }
        event = with(event, Tickets.TOPIC, topic(row));
        event = with(event, Tickets.STAGE, stage(row));
        event = with(event, Tickets.CAUSE, topic(row));
        event = with(event, Tickets.ANSWERED, answered(row));
        event = with(event, Tickets.RESOLVED, resolved(row));
        event = with(event, Tickets.MINUTES_TO_ANSWER, minutes(row));
        return with(event, Tickets.CONTACTS, contacts(row));
    }

    /** Orders with a promised day, and tickets with all that is told of them. */
    public static HistoryStore<Long> store(List<EventRow> rows) {
        HistoryStore<Long> orders = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(RandomTickets::kind)
                .plannedDay(PROMISED, RandomTickets::promised)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows.stream().filter(row -> trackOf(row).equals(ORDERS)).toList());
        HistoryStore<Long> tickets = HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(EventRow::amount, EventLog.USD)
                .codes(RandomTickets::kind)
                .text(Tickets.TOPIC, RandomTickets::topic)
                .text(Tickets.STAGE, RandomTickets::stage)
                .text(Tickets.CAUSE, RandomTickets::topic)
                .day(Tickets.ANSWERED, RandomTickets::answered)
                .day(Tickets.RESOLVED, RandomTickets::resolved)
                .number(Tickets.MINUTES_TO_ANSWER, RandomTickets::minutes)
                .number(Tickets.CONTACTS, RandomTickets::contacts)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows.stream()
                        .filter(row -> trackOf(row).equals(Tickets.TRACK))
                        .toList());
        return orders.named(ORDERS).and(tickets.named(Tickets.TRACK));
    }
}
