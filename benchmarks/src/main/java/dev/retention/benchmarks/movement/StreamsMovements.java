package dev.retention.benchmarks.movement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The movements as they are usually written with streams over one's own objects. */
final class StreamsMovements {
    private StreamsMovements() {}

    static long[] of(List<Order> orders) {
        Map<Long, TreeMap<YearMonth, Long>> histories = orders.stream()
                .collect(groupingBy(
                        Order::customer,
                        groupingBy(order -> YearMonth.from(order.day()), TreeMap::new, summingLong(Order::amount))));
        YearMonth start = YearMonth.from(Workload.START);
        YearMonth end = YearMonth.from(Workload.END);
        long[] cells = new long[HandMovements.CELLS];
        histories
                .values()
                .forEach(months -> months.forEach((month, amount) -> {
                    int kind = months.firstKey().equals(month)
                            ? HandMovements.NEW
                            : months.containsKey(month.minusMonths(1))
                                    ? HandMovements.RETAINED
                                    : HandMovements.REACTIVATED;
                    int index = (int) start.until(month, ChronoUnit.MONTHS);
                    cells[HandMovements.cell(index, kind)]++;
                    cells[HandMovements.cell(index, kind) + 1] += amount;
                    YearMonth next = month.plusMonths(1);
                    if (next.isBefore(end) && !months.containsKey(next)) {
                        cells[HandMovements.cell(index + 1, HandMovements.LOST)]++;
                        cells[HandMovements.cell(index + 1, HandMovements.LOST) + 1] += amount;
                    }
                }));
        return cells;
    }
}
