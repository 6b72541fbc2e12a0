package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Tenures;
import dev.retention.benchmarks.Threads;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
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

    /** The library from columns: the life table and the curve with its intervals. */
    @Benchmark
    public SurvivalCurve curve(Columns columns) {
        return curve(columns.tenures);
    }

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

    private static SurvivalCurve curve(Tenures tenures) {
        return KaplanMeier.withDefaults().estimate(LifeTable.ofPeriods(tenures.days(), tenures.ended()));
    }

    /** The curve's values; past the longest tenure, where it is unknown, it goes on as by hand. */
    static double[] values(SurvivalCurve curve) {
        return IntStream.rangeClosed(0, Tenures.LONGEST)
                .mapToDouble(day -> curve.at(Math.min(day, curve.lastTime())).orElseThrow())
                .toArray();
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
            double[] expected = HandKaplanMeier.of(tenures, 1);
            Check.close("by hand on two threads", expected, HandKaplanMeier.of(tenures, 2));
            Check.close("the curve", expected, values(curve(tenures)));
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
