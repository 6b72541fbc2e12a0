package dev.retention.examples;

import dev.retention.ProportionComparison;
import dev.retention.ProportionInterval;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Resampled;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** "Do they come back, and which ones?" From the application's own order objects to a table whose cells open. */
public final class CohortsOfMyOrders {
    private CohortsOfMyOrders() {}

    /**
     * Prints a cohort cell with its members and the movements of a month.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region cohorts
        record Order(long customer, String day, String total) {} // what the shop already has
        List<Order> rows = List.of(
                new Order(1, "2026-01-03", "40.00"),
                new Order(2, "2026-01-17", "25.00"),
                new Order(3, "2026-01-29", "10.00"),
                new Order(1, "2026-02-11", "35.00"),
                new Order(4, "2026-02-20", "60.00"),
                new Order(2, "2026-03-02", "20.00"),
                new Order(4, "2026-03-05", "15.00"));
        HistoryStore<Long> orders = HistoryStore.ofDates(Order::customer, (Order order) -> LocalDate.parse(order.day()))
                .amounts(order -> new BigDecimal(order.total()), Currency.getInstance("EUR"))
                .from(rows);
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31)); // the data end on that day

        CohortTable<Long>.Cell cell = CohortRetention.over(months).of(orders).cell("2026-01", 2);
        out.println(cell); // 2026-01 age 2: 33.3 % (1 of 3)
        out.println(cell.members()); // [2]
        out.println(cell.rate()
                .orElseThrow()
                .interval(ProportionInterval.WILSON, 0.95)
                .toPercentString());
        // endregion

        // region cells
        CohortTable<Long> cohorts = CohortRetention.over(months).of(orders);
        out.println(cohorts.cell("2026-02", 1)); // 2026-02 age 1: 100.0 % (1 of 1)
        out.println(cohorts.cell("2026-02", 2).state()); // UNOBSERVED: April is not zero, it has not come
        // A month that has begun and not ended is PARTIAL: its cells print "so far", and cell.state() tells
        for (CohortTable<Long>.Row row : cohorts.rows()) { // the triangle
            out.println(row + " "
                    + row.cells().stream()
                            .map(CohortTable.Cell::rate)
                            .flatMap(Optional::stream)
                            .toList());
        }
        out.println(cohorts.warnings()); // []; it would say which of the codes that you named no event has
        out.println(cohorts.counted().explain(1L)); // which events put customer 1 into which cells
        // endregion

        // region movements
        Movements<Long> moves = CustomerMovements.over(months).of(orders);
        out.println(moves.inPeriod("2026-02")); // 2026-02: 2 live, 1 new, 1 retained, 0 reactivated, 2 lost
        out.println(moves.inPeriod("2026-02").lost().members()); // [2, 3]
        // endregion

        // region amounts
        Resampled<Movements<Long>> drawn = Resampled.of(moves.by(Resampled.buckets()));
        Optional<Resampled.Estimate> february = drawn.estimate(
                table -> Optional.of(table.inPeriod("2026-02").amount().doubleValue()), 0.95);
        out.println(february.orElseThrow()); // 95, from where to where, and why four customers are too few to tell
        // endregion

        // region groups
        Map<Long, String> channels = Map.of(1L, "shop", 2L, "web", 3L, "web", 4L, "web");
        ByGroup<CohortTable<Long>> byChannel = cohorts.by(Grouping.of("channel", (Long id) -> channels.get(id)));
        ProportionComparison nextMonth = byChannel
                .inGroup("shop")
                .comparedWith(byChannel.inGroup("web"))
                .pooled(1) // over the cohorts that both have
                .orElseThrow();
        out.println(nextMonth.differenceInterval(0.95).toPercentString()); // few customers, so anything is possible
        // endregion
    }
}
