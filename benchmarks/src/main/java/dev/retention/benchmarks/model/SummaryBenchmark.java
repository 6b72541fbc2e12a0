package dev.retention.benchmarks.model;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Threads;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.HandRadixSort;
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

        private GroupedEvents events;

        @Setup(Level.Trial)
        public void load() {
            events = HandRadixSort.denseWithAmounts(Workload.dense(size));
            Check.close(
                    "two threads",
                    HandSummary.of(events, 1).values(),
                    HandSummary.of(events, 2).values());
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
