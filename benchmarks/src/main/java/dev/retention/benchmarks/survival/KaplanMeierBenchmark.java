package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Tenures;
import dev.retention.benchmarks.Threads;
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
 * The Kaplan–Meier estimate of tenures in whole days, up to 1,000.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar KaplanMeierBenchmark
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
public class KaplanMeierBenchmark {

    /** A histogram by hand. */
    @Benchmark
    public double[] hand(Columns columns, Threads threads) {
        return HandKaplanMeier.of(columns.tenures, threads.threads);
    }

    /** A query on loaded tenures. */
    @Benchmark
    public double[] duckDb(Loaded loaded) {
        return SqlKaplanMeier.of(loaded.database);
    }

    /** Tenures in arrays. */
    @State(Scope.Benchmark)
    public static class Columns {
        @Param({"1000000", "10000000"})
        public int size;

        private Tenures tenures;

        @Setup(Level.Trial)
        public void load() {
            tenures = Tenures.of(size);
            Check.close("two threads", HandKaplanMeier.of(tenures, 1), HandKaplanMeier.of(tenures, 2));
        }
    }

    /** Tenures in a database. */
    @State(Scope.Benchmark)
    public static class Loaded {
        @Param({"1000000", "10000000"})
        public int size;

        @Param({"1", "2"})
        public int threads;

        private DuckDb database;

        @Setup(Level.Trial)
        public void load() {
            Tenures tenures = Tenures.of(size);
            database = DuckDb.of(threads);
            database.load(tenures);
            Check.close("DuckDB", HandKaplanMeier.of(tenures, 1), SqlKaplanMeier.of(database));
        }

        @TearDown(Level.Trial)
        public void close() {
            database.close();
        }
    }
}
