package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.Tenures;
import dev.retention.survival.LifeTable;
import dev.retention.survival.LogRank;
import dev.retention.survival.LogRankResult;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The log-rank test of two groups of tenures in whole days, up to 1,000.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar LogRankBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms8g", "-Xmx8g"})
@State(Scope.Benchmark)
// The fields are filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class LogRankBenchmark {
    /** Tenures in both groups together: a third in the first. */
    @Param({"1000000", "10000000"})
    public int size;

    private Tenures first;
    private Tenures second;

    @Setup(Level.Trial)
    public void load() {
        first = Tenures.of(size / 3);
        second = Tenures.of(size - size / 3);
        Check.close("the library", new double[] {hand()}, new double[] {test().chiSquared()});
    }

    /** The library from columns: two life tables and the test. */
    @Benchmark
    public LogRankResult<String> test() {
        return LogRank.withDefaults()
                .test(Map.of(
                        "first", LifeTable.ofPeriods(first.days(), first.ended()),
                        "second", LifeTable.ofPeriods(second.days(), second.ended())));
    }

    /** Two histograms by hand. */
    @Benchmark
    public double hand() {
        return HandLogRank.of(first, second);
    }
}
