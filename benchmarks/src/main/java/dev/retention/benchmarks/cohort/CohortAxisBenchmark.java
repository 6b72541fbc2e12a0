package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortTable;
import dev.retention.rule.Tally;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The monthly cohort table on its dearer axes: other returns, other ages, other columns, amounts.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CohortAxisBenchmark
 * }</pre>
 */
public class CohortAxisBenchmark extends Timed {

    /** The library over a store. */
    @Benchmark
    public CohortTable<Long> store(Grouped grouped, Threads threads) {
        return grouped.axis.method().of(grouped.sweep(threads));
    }

    /** A loop by hand over a store's layout. */
    @Benchmark
    public long[] hand(Grouped grouped, Threads threads) {
        return HandCohortAxis.of(grouped.events(), grouped.axis.loop(), threads.threads);
    }

    /** The table in the layout of {@link HandCohortAxis}. */
    static long[] cells(CohortTable<?> table) {
        long[] counts = HandCohortTable.cells(table);
        if (table.counted().store().currency().isEmpty()) {
            return counts;
        }
        Tally<CohortCell> tally = table.counted().tally();
        long[] cells = Arrays.copyOf(counts, 2 * counts.length);
        for (int i = 0; i < counts.length; i++) {
            CohortCell cell = CohortCell.of(Stores.MONTHS.period(i / Workload.MONTHS), i % Workload.MONTHS);
            cells[counts.length + i] = tally.amount(cell);
        }
        return cells;
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Param
        public CohortAxis axis = CohortAxis.AMOUNTS;

        @Override
        protected Columns columns() {
            return axis.columns();
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandCohortAxis.of(events(), axis.loop(), 1);
            Check.same("by hand on two threads", expected, HandCohortAxis.of(events(), axis.loop(), 2));
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(axis.method().of(sweep(threads))));
            }
        }
    }
}
