package dev.retention.examples;

import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.Axis;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** "What if my events have instants, kinds, and tickets beside them?" From a shop's own rows to rules that read all of them. */
public final class EventsOfMyShop {
    private EventsOfMyShop() {}

    /**
     * Prints what was left out, cohorts in a zone, and what became of those who complained.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region instants
        record Payment(@Nullable String customer, Instant at, String total, String kind, String plan) {}
        List<Payment> rows = List.of(
                new Payment(
                        "Ann", Instant.parse("2026-01-31T23:30:00Z"), "40.00", "order", "basic"), // in Berlin: February
                new Payment("Bob", Instant.parse("2026-02-10T10:00:00Z"), "25.00", "order", "basic"),
                new Payment("Bob", Instant.parse("2026-02-12T09:00:00Z"), "-25.00", "refund", "basic"),
                new Payment("Ann", Instant.parse("2026-03-05T12:00:00Z"), "60.00", "order", "pro"),
                new Payment(null, Instant.parse("2026-03-06T12:00:00Z"), "15.00", "order", "basic"));
        HistoryStore<String> payments = HistoryStore.ofInstants(Payment::customer, Payment::at)
                .amounts(payment -> new BigDecimal(payment.total()), Currency.getInstance("EUR"))
                .codes(Payment::kind)
                .text("plan", Payment::plan) // any number of further columns: text, number, money, day
                .lenient() // odd rows are left out and counted; otherwise the first is refused
                .from(rows);
        out.println(payments.exclusions());

        Timeline months = Timeline.of(Grain.MONTH, LocalDate.of(2026, 3, 31)).inZone(ZoneId.of("Europe/Berlin"));
        CohortTable<String> buyers = CohortRetention.over(months)
                .counting(EventFilter.of("order").refundedBy("refund"))
                .of(payments);
        out.println(buyers.cell("2026-02", 1)); // 2026-02 age 1: 50.0 % (1 of 2)
        // endregion

        // region tracks
        record Ticket(String customer, Instant opened) {}
        HistoryStore<String> tickets = HistoryStore.ofInstants(Ticket::customer, Ticket::opened)
                .from(List.of(
                        new Ticket("Ann", Instant.parse("2026-02-20T08:00:00Z")),
                        new Ticket("Bob", Instant.parse("2026-02-11T08:00:00Z")),
                        new Ticket("Cleo", Instant.parse("2026-02-25T08:00:00Z"))));
        HistoryStore<String> all = payments.named("payments").and(tickets.named("tickets"));

        Rule<String> complained = Rule.of(
                        "customers who complained, by whether they bought afterwards",
                        months.from(LocalDate.of(2026, 1, 1)),
                        Cells.of(Axis.of("afterwards", List.of("bought", "did not"))),
                        (bought, sink) -> { // the history on the first track that is named below
                            History opened = bought.track("tickets");
                            int last = bought.size() - 1;
                            if (opened.size() > 0) {
                                boolean after = last >= 0 && bought.epochDay(last) > opened.epochDay(0);
                                sink.add(after && bought.code(last).equals("order") ? 0 : 1);
                            }
                        })
                .on("payments", "tickets");
        Counted<String, String> afterwards = Sweep.over(all).count(complained);
        out.println(afterwards.members("bought")); // [Ann]
        out.println(afterwards.members("did not")); // [Bob, Cleo]
        // endregion

        // region measures
        Measure spend = Measure.of("spend, in cents", months, (history, sink) -> {
            sink.set(IntStream.range(0, history.size())
                    .mapToLong(history::amount)
                    .sum());
        });
        Measured<String> measured = Sweep.over(payments).threads(4).measure(spend); // the same on any number of threads
        out.println(measured.column().top(1).members()); // [Ann]
        out.println(measured.column().quantile(Measured.Quantile.LINEAR, 0.5)); // OptionalDouble[5000.0]
        // endregion

        // region groups
        ByGroup<CohortTable<String>> byPlan = buyers.by(Grouping.ofColumn("plan", Grouping.Reading.AT_ANCHOR));
        out.println(
                byPlan.inGroup("basic").cell("2026-02", 1)); // by the plan of the order that placed them in a cohort

        Measure ordered = Measure.of("orders so far", months, (history, sink) -> sink.set(history.size()));
        Movements<String> moves = CustomerMovements.over(months).of(payments);
        out.println(moves.by(Grouping.ofMeasure(ordered, Grouping.Reading.AT_PERIOD, 2)) // as known at each period
                .inGroup("1: below 2")
                .inPeriod("2026-02")
                .newCustomers()
                .members()); // [Ann]: Bob had two events by the end of the month
        // endregion

        // region threads
        Live<String> live = Live.from(all); // may be used by several threads; nothing else that changes is shared
        Live<String>.Table<String> current = live.track(complained);
        Event sale = Event.at(Instant.parse("2026-03-02T10:00:00Z"))
                .worth(new BigDecimal("30.00"))
                .coded("order");
        List.of("Bob", "Cleo").parallelStream().forEach(customer -> live.add(customer, "payments", sale));
        out.println(current.members("bought").size()); // 3
        out.println(Sweep.over(live.snapshot()).count(complained).tally().equals(current.tally())); // true
        // endregion
    }
}
