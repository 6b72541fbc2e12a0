package dev.retention.benchmarks.model;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.HandRadixSort;
import dev.retention.benchmarks.history.Stores;
import dev.retention.history.HistoryStore;
import java.util.concurrent.TimeUnit;
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
 * Per customer what the purchase models read: repeat days, recency, age and mean spend of a repeat day.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar SummaryBenchmark
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
public class SummaryBenchmark {

    /** A loop of one's own over the histories of the library's store. */
    @Benchmark
    public HandSummary storeViews(Grouped grouped) {
        return HandSummary.ofViews(grouped.store);
    }

    /** By hand over a store's layout. */
    @Benchmark
    public HandSummary hand(Grouped grouped, Threads threads) {
        return HandSummary.of(grouped.events, threads.threads);
    }

    /** A query on loaded events. */
    @Benchmark
    public void duckDb(Loaded loaded) {
        SqlSummary.make(loaded.database);
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
            store = Stores.withAmounts(workload);
            events = HandRadixSort.denseWithAmounts(workload);
            double[] expected = HandSummary.of(events, 1).values();
            Check.close(
                    "by hand on two threads",
                    expected,
                    HandSummary.of(events, 2).values());
            Check.close("views", expected, HandSummary.ofViews(store).values());
        }
    }

    /** Events in a database. */
    @State(Scope.Benchmark)
    public static class Loaded {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"1", "2"})
        public int threads;

        private DuckDb database;

        @Setup(Level.Trial)
        public void load() {
            Workload workload = Workload.dense(size);
            database = DuckDb.of(threads);
            database.load(workload);
            double[] expected =
                    HandSummary.of(HandRadixSort.denseWithAmounts(workload), 1).values();
            SqlSummary.make(database);
            Check.close("DuckDB", expected, SqlSummary.read(database, workload.customerCount()));
        }

        @TearDown(Level.Trial)
        public void close() {
            database.close();
        }
    }
}
