package dev.retention.benchmarks.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retention.benchmarks.Oracle;
import dev.retention.benchmarks.Small;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupTableBenchmarkTest {
    private final long[] expected = byDefinition(Workload.dense(Small.SIZE));
    private final GroupTableBenchmark benchmark = new GroupTableBenchmark();

    @Test
    void grouped() {
        // The states compare every competitor's cells, costs too; here are revenue and its change by definition.
        var grouped = Small.load(new GroupTableBenchmark.Grouped());
        for (Threads threads : Small.oneThreadAndTwo()) {
            assertArrayEquals(expected, withoutCosts(GroupTableBenchmark.cells(benchmark.store(grouped, threads))));
            assertArrayEquals(expected, withoutCosts(benchmark.hand(grouped, threads)));
            assertEquals(24, benchmark.whole(grouped, threads).periods().size());
        }
    }

    @Test
    void loaded() {
        var loaded = new GroupTableBenchmark.Loaded();
        loaded.threads = 2;
        Small.load(loaded);
        assertArrayEquals(expected, withoutCosts(benchmark.duckDb(loaded)));
        loaded.close();
    }

    private static long[] withoutCosts(long[] cells) {
        long[] some = cells.clone();
        for (int month = 0; month < Workload.MONTHS; month++) {
            for (int group = 0; group < HandGroups.GROUPS; group++) {
                some[HandGroups.cell(month, group, HandGroups.COST)] = 0;
                some[HandGroups.cell(month, group, HandGroups.COST) + 1] = 0;
            }
        }
        return some;
    }

    /** Every item of every month from what a customer spent in the months up to then. */
    private static long[] byDefinition(Workload workload) {
        long[] cells = new long[HandGroups.CELLS];
        Oracle.histories(workload).forEach((customer, days) -> {
            SortedMap<YearMonth, Long> spent = new TreeMap<>();
            days.forEach((day, amount) -> spent.merge(YearMonth.from(day), amount, Long::sum));
            for (int month = 0; month < Workload.MONTHS; month++) {
                YearMonth now = YearMonth.from(Workload.START).plusMonths(month);
                Long is = spent.get(now);
                Long was = spent.get(now.minusMonths(1));
                int group = groupAt(customer, days, now.plusMonths(1));
                int before = groupAt(customer, days, now);
                if (is != null) {
                    add(cells, month, group, HandGroups.REVENUE, is);
                }
                if (is != null && was == null) {
                    boolean isNew = spent.headMap(now).isEmpty();
                    add(cells, month, group, isNew ? HandGroups.NEW : HandGroups.REACTIVATED, is);
                } else if (is == null && was != null) {
                    add(cells, month, before, HandGroups.LOST, was);
                } else if (is != null && group != before) {
                    add(cells, month, group, HandGroups.MOVED_IN, is);
                    add(cells, month, before, HandGroups.MOVED_OUT, was);
                } else if (is != null && !is.equals(was)) {
                    add(cells, month, group, is > was ? HandGroups.MORE : HandGroups.LESS, Math.abs(is - was));
                }
            }
        });
        return cells;
    }

    private static int groupAt(long customer, SortedMap<LocalDate, Long> days, YearMonth month) {
        SortedMap<LocalDate, Long> known = days.headMap(month.atDay(1));
        return known.isEmpty()
                ? -1
                : Workload.code(customer, (int) known.lastKey().toEpochDay());
    }

    private static void add(long[] cells, int month, int group, int item, long amount) {
        cells[HandGroups.cell(month, group, item)]++;
        cells[HandGroups.cell(month, group, item) + 1] += amount;
    }
}
