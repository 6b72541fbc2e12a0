package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Timed;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.Columns;
import dev.retention.benchmarks.history.EventsState;
import dev.retention.benchmarks.history.GroupedState;
import dev.retention.benchmarks.history.LoadedState;
import dev.retention.benchmarks.history.OrdersState;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import java.time.YearMonth;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * The monthly cohort table: customers by the month of their first activity and age, over 24 months.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CohortBenchmark
 * }</pre>
 */
public class CohortBenchmark extends Timed {
    private static final CohortRetention METHOD = CohortRetention.over(Stores.MONTHS);

    /** The library over a store. */
    @Benchmark
    public CohortTable<Long> store(Grouped grouped, Threads threads) {
        return METHOD.of(grouped.sweep(threads));
    }

    /** By hand over a store's layout: a loop over the days. */
    @Benchmark
    public long[] handLoop(Grouped grouped, Threads threads) {
        return HandCohortTable.loop(grouped.events(), threads.threads);
    }

    /** By hand over a store's layout: months folded into bits. */
    @Benchmark
    public long[] handBits(Grouped grouped, Threads threads) {
        return HandCohortTable.bits(grouped.events(), threads.threads);
    }

    /** The library from the events as they come: a store is built for this table alone. */
    @Benchmark
    public CohortTable<Long> storeFromEvents(Events events) {
        return METHOD.of(Columns.DATES.store(events.events()));
    }

    /** By hand from the events as they come, for this table alone. */
    @Benchmark
    public long[] handFromEvents(Events events) {
        return HandCohortTable.ofEvents(events.shape, events.events());
    }

    /** A query on loaded events. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlCohortTable.of(loaded.database(), "dates");
    }

    /** Streams over objects. */
    @Benchmark
    public Map<YearMonth, Map<Long, Integer>> streams(Orders orders) {
        return StreamsCohortTable.of(orders.orders());
    }

    /** Events grouped by customer. */
    public static class Grouped extends GroupedState {
        @Override
        protected void check(Workload workload) {
            long[] expected = HandCohortTable.ofDenseEvents(workload);
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, HandCohortTable.cells(METHOD.of(sweep(threads))));
                Check.same("the loop", expected, HandCohortTable.loop(events(), threads));
                Check.same("the bits", expected, HandCohortTable.bits(events(), threads));
            }
        }
    }

    /** Events as they come. */
    public static class Events extends EventsState {
        @Override
        protected void check(Workload workload) {
            long[] expected = HandCohortTable.ofDenseEvents(Workload.dense(size));
            long[] fromStore = HandCohortTable.cells(METHOD.of(Columns.DATES.store(workload)));
            Check.same("the store from events", expected, fromStore);
            Check.same("by hand from events", expected, HandCohortTable.ofEvents(shape, workload));
        }
    }

    /** Events in a database. */
    public static class Loaded extends LoadedState {
        @Param({"DENSE", "SPARSE", "SORTED"})
        public Shape shape = Shape.DENSE;

        @Override
        protected Workload workload() {
            return shape.of(size);
        }

        @Override
        protected void check(Workload workload) {
            long[] expected = HandCohortTable.ofDenseEvents(Workload.dense(size));
            Check.same("DuckDB", expected, SqlCohortTable.of(database(), "dates"));
        }
    }

    /** Events as objects. */
    public static class Orders extends OrdersState {
        @Override
        protected void check(Workload workload) {
            long[] expected = HandCohortTable.ofDenseEvents(workload);
            Check.same("streams", expected, StreamsCohortTable.cells(StreamsCohortTable.of(orders())));
        }
    }
}
