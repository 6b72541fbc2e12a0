package dev.retention.rule;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.service.Invoices;
import dev.retention.service.Journey;
import dev.retention.testkit.EventLog;
import dev.retention.testkit.EventRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random rows as bookings of invoices and as stages of a journey, some of which contradict each other. */
final class RandomService {
    static final List<String> STAGES = List.of("signed", "onboarded", "live");

    private static final List<String> OTHERS = List.of(
            Invoices.PAYMENT,
            Invoices.PAYMENT,
            Invoices.CREDIT_NOTE,
            Invoices.WRITTEN_OFF,
            Invoices.DISPUTE,
            Invoices.DISPUTE_SETTLED);

    private RandomService() {}

    static String booking(EventRow row) {
        return row.secondOfDay() % 2 == 0 ? Invoices.INVOICE : OTHERS.get(row.secondOfDay() / 2 % OTHERS.size());
    }

    static BigDecimal amount(EventRow row) {
        return BigDecimal.valueOf(Math.floorMod(row.cents(), 300) + 1, 2);
    }

    static @Nullable String number(EventRow row) {
        return row.secondOfDay() % 7 == 0 ? null : "no " + row.secondOfDay() % 3;
    }

    static @Nullable LocalDate due(EventRow row) {
        return row.secondOfDay() % 5 == 0 || !booking(row).equals(Invoices.INVOICE)
                ? null
                : row.day().plusDays(row.secondOfDay() % 90);
    }

    static HistoryStore<Long> invoices(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .amounts(RandomService::amount, EventLog.USD)
                .codes(RandomService::booking)
                .text(Invoices.NUMBER, RandomService::number)
                .plannedDay(Invoices.DUE, RandomService::due)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows)
                .named(Invoices.TRACK);
    }

    static Event invoice(EventRow row) {
        Event event = planned(Event.on(row.day()).worth(amount(row)).coded(booking(row)), row);
        String number = number(row);
        LocalDate due = due(row);
        event = number == null ? event : event.with(Invoices.NUMBER, number);
        return due == null ? event : event.with(Invoices.DUE, due);
    }

    static String stage(EventRow row) {
        int at = row.secondOfDay() % 7;
        return at == 6 ? Journey.LEFT : STAGES.get(at / 2);
    }

    static HistoryStore<Long> journey(List<EventRow> rows) {
        return HistoryStore.ofDates(EventRow::customer, EventRow::day)
                .codes(RandomService::stage)
                .amounts(row -> BigDecimal.ZERO, EventLog.USD)
                .text(EventLog.PLAN, EventRow::plan)
                .from(rows)
                .named(Journey.TRACK);
    }

    static Event entered(EventRow row) {
        return planned(Event.on(row.day()).worth(BigDecimal.ZERO).coded(stage(row)), row);
    }

    private static Event planned(Event event, EventRow row) {
        String plan = row.plan();
        return plan == null ? event : event.with(EventLog.PLAN, plan);
    }
}
