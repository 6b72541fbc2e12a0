package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
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
    private static final Grouping GROUP =
            Grouping.of("group", (Long customer) -> GROUPS[HandCohortBreakdown.group(customer)]);
    private static final Grouping CHANNEL = Grouping.ofCode("channel", Grouping.Reading.AT_ANCHOR, code -> code);

    /** The library by group of the customer. */
    @Benchmark
    public ByGroup<CohortTable<Long>> storeByGroup(Grouped grouped, Threads threads) {
        return grouped.table(threads.threads).by(GROUP);
    }

    /** By hand, from the customer's id. */
    @Benchmark
    public long[] handByGroup(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byGroup(grouped.events(), threads.threads);
    }

    /** The library by code of the start; returns of any code count. */
    @Benchmark
    public ByGroup<CohortTable<Long>> storeByStart(Grouped grouped, Threads threads) {
        return grouped.table(threads.threads).by(CHANNEL);
    }

    /** By hand, from the code of the first event. */
    @Benchmark
    public long[] handByStart(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byStart(grouped.events(), threads.threads);
    }

    /** The library by code of the start; returns must have the same. */
    @Benchmark
    public ByGroup<CohortTable<Long>> storeByStartAndReturn(Grouped grouped, Threads threads) {
        return grouped.tableOfAlike(threads.threads).by(CHANNEL);
    }

    /** By hand, from the code of each event. */
    @Benchmark
    public long[] handByStartAndReturn(Grouped grouped, Threads threads) {
        return HandCohortBreakdown.byStartAndReturn(grouped.events(), threads.threads);
    }

    /** The tables of some groups, one after the other. */
    private static long[] cells(ByGroup<CohortTable<Long>> breakdown, String... groups) {
        long[] cells = new long[groups.length * HandCohortTable.CELLS];
        for (int i = 0; i < groups.length; i++) {
            long[] group = HandCohortTable.cells(breakdown.inGroup(groups[i]));
            System.arraycopy(group, 0, cells, i * HandCohortTable.CELLS, group.length);
        }
        return cells;
    }

    static long[] cellsByGroup(ByGroup<CohortTable<Long>> breakdown) {
        return cells(breakdown, GROUPS);
    }

    static long[] cellsByCode(ByGroup<CohortTable<Long>> breakdown) {
        return cells(breakdown, Workload.CODES.toArray(String[]::new));
    }

    /** Events with codes grouped by customer, and tables of them by how many threads break them down. */
    public static class Grouped extends GroupedState {
        private List<CohortTable<Long>> tables;
        private List<CohortTable<Long>> tablesOfAlike;

        @Override
        protected Columns columns() {
            return Columns.CODES;
        }

        private CohortTable<Long> table(int threads) {
            return tables.get(threads - 1);
        }

        /** A return has the code of the start. */
        private CohortTable<Long> tableOfAlike(int threads) {
            return tablesOfAlike.get(threads - 1);
        }

        private List<CohortTable<Long>> oneThreadAndTwo(CohortRetention method) {
            return List.of(method.of(sweep(1)), method.of(sweep(2)));
        }

        @Override
        protected void check(Workload workload) {
            CohortRetention method = CohortRetention.over(Stores.MONTHS);
            tables = oneThreadAndTwo(method);
            tablesOfAlike = oneThreadAndTwo(method.returningAlike("channel", code -> code));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same(
                        "by group",
                        HandCohortBreakdown.byGroup(events(), threads),
                        cellsByGroup(table(threads).by(GROUP)));
                Check.same(
                        "by start",
                        HandCohortBreakdown.byStart(events(), threads),
                        cellsByCode(table(threads).by(CHANNEL)));
                Check.same(
                        "by start and return",
                        HandCohortBreakdown.byStartAndReturn(events(), threads),
                        cellsByCode(tableOfAlike(threads).by(CHANNEL)));
            }
        }
    }
}
