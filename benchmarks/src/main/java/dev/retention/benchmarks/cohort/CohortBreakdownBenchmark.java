package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.BreakdownSide;
import dev.retention.cohort.CohortBreakdown;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A cohort table that is there, broken down: by a group of the customer, or by the code of the event that started it.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CohortBreakdownBenchmark
 * }</pre>
 */
// The state is filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public class CohortBreakdownBenchmark extends Timed {
    private static final String[] GROUPS = IntStream.range(0, HandCohortBreakdown.GROUPS)
            .mapToObj(i -> "group " + i)
            .toArray(String[]::new);

    /** The library by group of the customer. */
    @Benchmark
    public CohortBreakdown<Long> storeByGroup(Grouped grouped, Threads threads) {
        return byGroup(grouped.table(threads.threads));
    }

    /** By hand, from the customer's id. */
    @Benchmark
    public long[] handByGroup(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byGroup(grouped.events(), threads.threads);
    }

    /** The library by code of the start; returns of any code count. */
    @Benchmark
    public CohortBreakdown<Long> storeByStart(Grouped grouped, Threads threads) {
        return byCode(grouped.table(threads.threads), BreakdownSide.ANCHOR_ONLY);
    }

    /** By hand, from the code of the first event. */
    @Benchmark
    public long[] handByStart(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byStart(grouped.events(), threads.threads);
    }

    /** The library by code of the start; returns must have the same. */
    @Benchmark
    public CohortBreakdown<Long> storeByStartAndReturn(Grouped grouped, Threads threads) {
        return byCode(grouped.table(threads.threads), BreakdownSide.BOTH);
    }

    /** By hand, from the code of each event. */
    @Benchmark
    public long[] handByStartAndReturn(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byStartAndReturn(grouped.events(), threads.threads);
    }

    private static CohortBreakdown<Long> byGroup(CohortTable<Long> table) {
        return table.by("group", customer -> GROUPS[HandCohortBreakdown.group(customer)]);
    }

    private static CohortBreakdown<Long> byCode(CohortTable<Long> table, BreakdownSide side) {
        return table.byCode("channel", side, code -> code);
    }

    /** The tables of some groups, one after the other. */
    private static long[] cells(CohortBreakdown<Long> breakdown, String... groups) {
        long[] cells = new long[groups.length * HandCohortTable.CELLS];
        for (int i = 0; i < groups.length; i++) {
            long[] group = HandCohortTable.cells(breakdown.group(groups[i]));
            System.arraycopy(group, 0, cells, i * HandCohortTable.CELLS, group.length);
        }
        return cells;
    }

    static long[] cellsByGroup(CohortBreakdown<Long> breakdown) {
        return cells(breakdown, GROUPS);
    }

    static long[] cellsByCode(CohortBreakdown<Long> breakdown) {
        return cells(breakdown, Workload.CODES.toArray(String[]::new));
    }

    /** Events with codes grouped by customer, and tables of them by how many threads break them down. */
    public static class Grouped extends GroupedState {
        private List<CohortTable<Long>> tables;

        @Override
        protected Columns columns() {
            return Columns.CODES;
        }

        private CohortTable<Long> table(int threads) {
            return tables.get(threads - 1);
        }

        @Override
        protected void check(Workload workload) {
            tables = IntStream.rangeClosed(1, 2)
                    .mapToObj(threads -> CohortRetention.over(Stores.MONTHS).of(sweep(threads)))
                    .toList();
            for (int threads = 1; threads <= 2; threads++) {
                CohortTable<Long> table = table(threads);
                Check.same("by group", HandCohortBreakdown.byGroup(events(), threads), cellsByGroup(byGroup(table)));
                Check.same(
                        "by start",
                        HandCohortBreakdown.byStart(events(), threads),
                        cellsByCode(byCode(table, BreakdownSide.ANCHOR_ONLY)));
                Check.same(
                        "by start and return",
                        HandCohortBreakdown.byStartAndReturn(events(), threads),
                        cellsByCode(byCode(table, BreakdownSide.BOTH)));
            }
        }
    }
}
