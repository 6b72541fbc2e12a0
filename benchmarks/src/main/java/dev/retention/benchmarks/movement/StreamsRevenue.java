package dev.retention.benchmarks.movement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.movement.RevenueItem;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Recurring value as it is usually written with streams over one's own objects. */
final class StreamsRevenue {
    private static final YearMonth FIRST = YearMonth.from(Subscriptions.START);

    private final long[] cells = new long[Revenue.CELLS];

    private StreamsRevenue() {}

    static Revenue of(List<Order> changes) {
        Map<Long, TreeMap<LocalDate, Long>> histories = changes.stream()
                .collect(groupingBy(Order::customer, groupingBy(Order::day, TreeMap::new, summingLong(Order::amount))));
        StreamsRevenue revenue = new StreamsRevenue();
        histories.values().forEach(revenue::add);
        return Revenue.of(revenue.cells);
    }

    private void add(SortedMap<LocalDate, Long> changes) {
        TreeMap<YearMonth, Long> ends = new TreeMap<>();
        Map<YearMonth, Map<Integer, Long>> ledger = new TreeMap<>();
        long value = 0;
        YearMonth first = null;
        for (Map.Entry<LocalDate, Long> change : changes.entrySet()) {
            YearMonth month = YearMonth.from(change.getKey());
            long after = value + change.getValue();
            if (after != value && !month.isBefore(FIRST)) {
                ledger.computeIfAbsent(month, unused -> new TreeMap<>())
                        .merge(Revenue.movement(value, after, first != null), Math.abs(after - value), Long::sum);
            }
            value = after;
            ends.put(month, value);
            if (first == null && value > 0) {
                first = month;
            }
        }
        ledger.forEach((month, items) -> items.forEach((item, amount) -> add(month, Revenue.LEDGER + item, amount)));
        for (int i = 0; i < Subscriptions.MONTHS; i++) {
            YearMonth month = FIRST.plusMonths(i);
            Map.Entry<YearMonth, Long> before = ends.lowerEntry(month);
            long start = before == null ? 0 : before.getValue();
            long end = ends.getOrDefault(month, start);
            snapshot(month, start, end, first != null && first.isBefore(month));
        }
    }

    private void snapshot(YearMonth month, long start, long end, boolean known) {
        if (start > 0) {
            add(month, RevenueItem.START.ordinal(), start);
        }
        if (end > 0) {
            add(month, RevenueItem.END.ordinal(), end);
        }
        if (start > 0 && end > 0) {
            add(month, RevenueItem.SURVIVORS_START.ordinal(), start);
            add(month, RevenueItem.SURVIVORS_END.ordinal(), end);
            add(month, RevenueItem.KEPT.ordinal(), Math.min(start, end));
        }
        if (start != end) {
            add(month, Revenue.movement(start, end, known), Math.abs(end - start));
        }
    }

    private void add(YearMonth month, int item, long amount) {
        int at = Revenue.cell((int) FIRST.until(month, ChronoUnit.MONTHS), item);
        cells[at]++;
        cells[at + 1] += amount;
    }
}
