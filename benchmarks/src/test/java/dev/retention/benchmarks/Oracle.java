package dev.retention.benchmarks;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The workloads' answers by their definitions, for sizes at which time does not matter. */
public final class Oracle {
    private static final YearMonth START = YearMonth.from(Workload.START);
    private static final YearMonth LAST = YearMonth.from(Workload.END).minusMonths(1);

    private Oracle() {}

    /** Per customer what was spent on each day. */
    public static Map<Long, SortedMap<LocalDate, Long>> histories(Workload workload) {
        Map<Long, SortedMap<LocalDate, Long>> histories = new HashMap<>();
        for (int i = 0; i < workload.events(); i++) {
            histories
                    .computeIfAbsent(workload.customers()[i], id -> new TreeMap<>())
                    .merge(LocalDate.ofEpochDay(workload.days()[i]), workload.amounts()[i], Long::sum);
        }
        return histories;
    }

    /** Per customer the days of the events, in order; a day with two events stands twice. */
    public static Map<Long, List<LocalDate>> events(Workload workload) {
        Map<Long, List<LocalDate>> events = new HashMap<>();
        for (int i = 0; i < workload.events(); i++) {
            events.computeIfAbsent(workload.customers()[i], id -> new ArrayList<>())
                    .add(LocalDate.ofEpochDay(workload.days()[i]));
        }
        events.values().forEach(Collections::sort);
        return events;
    }

    /** At {@code cohort × 24 + age} the customers. */
    public static long[] cohortTable(Workload workload) {
        long[] cells = new long[24 * 24];
        for (SortedMap<YearMonth, Long> months : months(workload)) {
            for (YearMonth month : months.keySet()) {
                cells[24 * index(months.firstKey()) + index(month) - index(months.firstKey())]++;
            }
        }
        return cells;
    }

    /** At {@code month × 8 + kind × 2} the customers, then their amount; kinds are new, retained, reactivated, lost. */
    public static long[] movements(Workload workload) {
        long[] cells = new long[24 * 8];
        for (SortedMap<YearMonth, Long> months : months(workload)) {
            for (YearMonth month = START; !month.isAfter(LAST); month = month.plusMonths(1)) {
                boolean active = months.containsKey(month);
                boolean before = months.containsKey(month.minusMonths(1));
                boolean ever = months.firstKey().isBefore(month);
                if (active || before) {
                    int kind = !active ? 3 : before ? 1 : ever ? 2 : 0;
                    cells[8 * index(month) + 2 * kind]++;
                    cells[8 * index(month) + 2 * kind + 1] +=
                            months.getOrDefault(active ? month : month.minusMonths(1), 0L);
                }
            }
        }
        return cells;
    }

    private static Iterable<SortedMap<YearMonth, Long>> months(Workload workload) {
        return histories(workload).values().stream()
                .map(days -> {
                    SortedMap<YearMonth, Long> months = new TreeMap<>();
                    days.forEach((day, amount) -> months.merge(YearMonth.from(day), amount, Long::sum));
                    return months;
                })
                .toList();
    }

    private static int index(YearMonth month) {
        return (int) START.until(month, ChronoUnit.MONTHS);
    }
}
