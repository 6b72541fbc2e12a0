package dev.retention.benchmarks;

import dev.retention.CustomerFlow;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One retention rate from three counts: {@code (end − acquired) / start}.
 *
 * <p>A method whose name ends in {@code Value} reads the rate as a double at once; the others return the object, which
 * then has to be allocated.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar RateBenchmark -prof gc
 * }</pre>
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
public class RateBenchmark extends Timed {

    /** The division alone. */
    @Benchmark
    public double bareDoubleValue(Counts counts) {
        return (double) (counts.end - counts.acquired) / counts.start;
    }

    @Benchmark
    public double proportionValue(Counts counts) {
        return proportion(counts).asDouble();
    }

    @Benchmark
    public Proportion proportion(Counts counts) {
        return Proportion.of(counts.end - counts.acquired, counts.start);
    }

    @Benchmark
    public double retentionRateValue(Counts counts) {
        return retentionRate(counts).asDouble();
    }

    @Benchmark
    public RetentionRate retentionRate(Counts counts) {
        return RetentionRate.of(RetentionFormula.HEADCOUNT, counts.end - counts.acquired, counts.start);
    }

    /** By way of a flow, which checks all its counts against each other. */
    @Benchmark
    public RetentionRate customerFlow(Counts counts) {
        return CustomerFlow.builder()
                .start(counts.start)
                .acquired(counts.acquired)
                .end(counts.end)
                .build()
                .retention(RetentionFormula.HEADCOUNT);
    }

    /** Decimal arithmetic to 16 digits. */
    @Benchmark
    public BigDecimal bigDecimal(Counts counts) {
        return BigDecimal.valueOf(counts.end - counts.acquired)
                .divide(BigDecimal.valueOf(counts.start), MathContext.DECIMAL64);
    }

    /** Three counts that the compiler does not know. */
    @State(Scope.Benchmark)
    public static class Counts {
        private long start;
        private long acquired;
        private long end;

        @Setup(Level.Trial)
        public void load() {
            start = 44;
            acquired = 12;
            end = 43;
            RateBenchmark benchmark = new RateBenchmark();
            double[] rates = {
                benchmark.bareDoubleValue(this),
                benchmark.proportionValue(this),
                benchmark.retentionRateValue(this),
                benchmark.customerFlow(this).asDouble(),
                benchmark.bigDecimal(this).doubleValue()
            };
            double expected = 31.0 / 44;
            Check.close("a rate", new double[] {expected, expected, expected, expected, expected}, rates);
        }
    }
}
