package dev.retention.examples;

import dev.retention.ProportionInterval;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.sheet.Json;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Sheet.Kind;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** "How do I show it?" Every table as text, as CSV and as JSON, and a table of one's own. */
public final class OnAPage {
    private OnAPage() {}

    private record Order(long customer, String day, String total) {}

    /**
     * Prints a table in each way.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        HistoryStore<Long> orders = HistoryStore.ofDates(Order::customer, (Order order) -> LocalDate.parse(order.day()))
                .amounts(order -> new BigDecimal(order.total()), Currency.getInstance("EUR"))
                .from(List.of(
                        new Order(1, "2026-01-03", "40.00"),
                        new Order(2, "2026-01-17", "25.00"),
                        new Order(3, "2026-01-29", "10.00"),
                        new Order(1, "2026-02-11", "35.00"),
                        new Order(4, "2026-02-20", "60.00"),
                        new Order(2, "2026-03-02", "20.00"),
                        new Order(4, "2026-03-05", "15.00")));
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 25)); // March is still running
        CohortTable<Long> cohorts = CohortRetention.over(months).of(orders);
        Movements<Long> moves = CustomerMovements.over(months).of(orders);
        ByGroup<CohortTable<Long>> byPlan =
                cohorts.by(Grouping.of("plan", (Long customer) -> customer == 1 ? "gold" : "basic"));
        // region text
        out.println(cohorts.toText());
        // cohort   size         0         1        2
        // 2026-01     3  100.0 %    33.3 %   33.3 %*
        // 2026-02     1  100.0 %   100.0 %*        ·
        // 2026-03     0         *         ·        ·
        // · not observed yet
        // * still running
        out.println(byPlan.toText()); // the same for each group, one after the other
        // Four of its 13 columns:
        out.println(moves.sheet().only("period", "new", "lost", "lost amount").toText());

        String csv = moves.toCsv(); // a line per period, for Files.writeString
        String json = cohorts.toJson(); // definition, timeline, rows with counts, states and intervals; no customers
        Sheet sheet =
                cohorts.sheet().withIntervals(ProportionInterval.WILSON, 0.95).withCustomers();
        out.println(sheet.toCsv()); // with bounds, and the customers behind each cell
        out.println(
                Json.of(cohorts.cell("2026-01", 1).rate())); // {"count": 1, "total": 3, "value": 0.3333333333333333}
        // endregion
        out.print(csv);
        out.println(json);
        // region own
        record Branch(String name, long visitors) {}
        Sheet branches = Sheet.of("Visitors by branch", List.of(new Branch("Bonn", 12), new Branch("Ulm", 7)))
                .column("branch", Kind.LABEL, Branch::name)
                .column("visitors", Kind.COUNT, Branch::visitors)
                .build();
        out.println(branches.toCsv());
        // endregion
    }
}
