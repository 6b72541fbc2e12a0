package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.Workload.MONTHS;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The cohort table as it is usually written with streams over one's own objects. */
final class StreamsCohortTable {
    private StreamsCohortTable() {}

    static Map<YearMonth, Map<Long, Integer>> of(List<Order> orders) {
        Map<Long, YearMonth> cohorts = orders.stream()
                .collect(toMap(
                        Order::customer,
                        order -> YearMonth.from(order.day()),
                        BinaryOperator.minBy(Comparator.<YearMonth>naturalOrder())));
        return orders.stream()
                .collect(groupingBy(
                        order -> cohorts.get(order.customer()),
                        groupingBy(
                                order -> requireNonNull(cohorts.get(order.customer()))
                                        .until(YearMonth.from(order.day()), ChronoUnit.MONTHS),
                                mapping(Order::customer, collectingAndThen(toSet(), Set::size)))));
    }

    /** The table in the layout of {@link HandCohortTable}. */
    static long[] cells(Map<YearMonth, Map<Long, Integer>> table) {
        YearMonth start = YearMonth.from(Workload.START);
        long[] cells = new long[HandCohortTable.CELLS];
        table.forEach((cohort, ages) -> ages.forEach((age, customers) ->
                cells[(int) (start.until(cohort, ChronoUnit.MONTHS) * MONTHS + age)] = customers));
        return cells;
    }
}
