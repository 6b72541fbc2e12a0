package dev.retention.benchmarks.cohort;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The monthly cohort table: customers by the month of their first activity and age, over 24 months.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CohortBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms8g", "-Xmx8g"})
// The states are filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class CohortBenchmark {

    /** The library over a store. */
    @Benchmark
    public CohortTable<Long> store(Grouped grouped, Threads threads) {
        return table(grouped.store, threads.threads);
    }

    /** By hand over a store's layout: a loop over the days. */
    @Benchmark
    public long[] handLoop(Grouped grouped, Threads threads) {
        return HandCohortTable.loop(grouped.events, threads.threads);
    }

    /** By hand over a store's layout: months folded into bits. */
    @Benchmark
    public long[] handBits(Grouped grouped, Threads threads) {
        return HandCohortTable.bits(grouped.events, threads.threads);
    }

    /** The library from the events as they come: a store is built for this table alone. */
    @Benchmark
    public CohortTable<Long> storeFromEvents(Events events) {
        return table(Stores.ofDates(events.workload), 1);
    }

    /** By hand from the events as they come, for this table alone. */
    @Benchmark
    public long[] handFromEvents(Events events) {
        return HandCohortTable.ofEvents(events.shape, events.workload);
    }

    /** A query on loaded events. */
    @Benchmark
    public long[] duckDb(Loaded loaded) {
        return SqlCohortTable.of(loaded.database, "dates");
    }

    /** Streams over objects. */
    @Benchmark
    public Map<YearMonth, Map<Long, Integer>> streams(Objects objects) {
        return StreamsCohortTable.of(objects.orders);
    }

    private static CohortTable<Long> table(HistoryStore<Long> store, int threads) {
        return CohortRetention.over(Stores.MONTHS).of(Sweep.over(store).threads(threads));
    }

    static long[] cells(CohortTable<?> table) {
        Tally<CohortCell> tally = table.counted().tally();
        return IntStream.range(0, HandCohortTable.CELLS)
                .mapToLong(tally::countAt)
                .toArray();
    }

    /** Events grouped by customer. */
    @State(Scope.Benchmark)
    public static class Grouped {
        @Param({"1000000", "10000000"})
        public int size;

        private HistoryStore<Long> store;
        private GroupedEvents events;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            store = Stores.ofDates(workload);
            events = HandRadixSort.dense(workload);
            long[] expected = HandCohortTable.ofDenseEvents(workload);
            for (int threads = 1; threads <= 2; threads++) {
                Check.same("the store", expected, cells(table(store, threads)));
                Check.same("the loop", expected, HandCohortTable.loop(events, threads));
                Check.same("the bits", expected, HandCohortTable.bits(events, threads));
            }
        }
    }

    /** Events as they come. */
    @State(Scope.Benchmark)
    public static class Events {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"DENSE", "SPARSE", "SORTED"})
        public Shape shape;

        private Workload workload;

        @Setup(Level.Trial)
        public void load() {
            workload = shape.of(size);
            long[] expected = HandCohortTable.ofDenseEvents(Workload.dense(size));
            Check.same("the store from events", expected, cells(table(Stores.ofDates(workload), 1)));
            Check.same("by hand from events", expected, HandCohortTable.ofEvents(shape, workload));
        }
    }

    /** Events in a database. */
    @State(Scope.Benchmark)
    public static class Loaded {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"DENSE", "SPARSE", "SORTED"})
        public Shape shape;

        @Param({"1", "2"})
        public int threads;

        private DuckDb database;

        @Setup(Level.Trial)
        public void load() {
            database = DuckDb.of(threads);
            database.loadDates(shape.of(size));
            long[] expected = HandCohortTable.ofDenseEvents(Workload.dense(size));
            Check.same("DuckDB", expected, SqlCohortTable.of(database, "dates"));
        }

        @TearDown(Level.Trial)
        public void close() {
            database.close();
        }
    }

    /** Events as objects. */
    @State(Scope.Benchmark)
    public static class Objects {
        @Param("1000000")
        public int size;

        private List<Order> orders;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            orders = workload.orders();
            long[] expected = HandCohortTable.ofDenseEvents(workload);
            Check.same("streams", expected, StreamsCohortTable.cells(StreamsCohortTable.of(orders)));
        }
    }
}
