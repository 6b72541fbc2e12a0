package dev.retention.benchmarks.survival;

import dev.retention.benchmarks.Check;
import dev.retention.benchmarks.survival.Subscribers.Subscriber;
import dev.retention.survival.CoxCoefficient;
import dev.retention.survival.CoxFit;
import dev.retention.survival.CoxRegression;
import java.util.List;
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
 * Cox regression of tenures on five traits, from the caller's objects to coefficients with standard errors.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar CoxBenchmark
 * }</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"-Xms8g", "-Xmx8g"})
@State(Scope.Benchmark)
// The fields are filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class CoxBenchmark {
    @Param({"1000000"})
    public int size;

    @Param
    public Clock clock;

    private List<Subscriber> subscribers;

    @Setup(Level.Trial)
    public void load() {
        subscribers = Subscribers.of(size, clock);
        Check.close("the library", HandCox.of(subscribers), coefficients(fit()));
    }

    /** The library. */
    @Benchmark
    public CoxFit<Subscriber> fit() {
        return CoxRegression.of(Subscriber::tenure)
                .covariate("a", Subscriber::a)
                .covariate("b", Subscriber::b)
                .covariate("c", Subscriber::c)
                .covariate("d", Subscriber::d)
                .covariate("e", Subscriber::e)
                .fit(subscribers);
    }

    /** The textbook by hand. */
    @Benchmark
    public double[] hand() {
        return HandCox.of(subscribers);
    }

    static double[] coefficients(CoxFit<Subscriber> fit) {
        return fit.coefficients().stream().mapToDouble(CoxCoefficient::estimate).toArray();
    }
}
