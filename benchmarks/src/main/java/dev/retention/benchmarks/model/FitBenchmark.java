package dev.retention.benchmarks.model;

import dev.retention.PeriodsPerYear;
import dev.retention.model.BgNbd;
import dev.retention.model.ModelFit;
import dev.retention.model.ParetoNbd;
import dev.retention.model.PurchaseModel;
import dev.retention.model.PurchaseModelFitter;
import dev.retention.model.PurchaseSummary;
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
 * Fitting a purchase model by maximum likelihood, with standard errors, to customers in whole days.
 *
 * <p>Before it is timed, the fit must have converged and must be reached from a start far away as well.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar FitBenchmark
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
public class FitBenchmark {

    /** Finding the distinct customers. */
    @Benchmark
    public PurchaseSummary summary(Customers customers) {
        return summary(customers.buyers);
    }

    /** Fitting to the distinct customers. */
    @Benchmark
    public ModelFit<?> fit(Customers customers) {
        return customers.model.fitter().fit(customers.summary);
    }

    /** Both. */
    @Benchmark
    public ModelFit<?> summaryAndFit(Customers customers) {
        return customers.model.fitter().fit(summary(customers.buyers));
    }

    private static PurchaseSummary summary(Buyers buyers) {
        return PurchaseSummary.fromDays(
                PeriodsPerYear.DAILY, 1, buyers.frequency(), buyers.recencyDays(), buyers.ageDays());
    }

    /** Which model. */
    public enum Model {
        BG_NBD {
            @Override
            PurchaseModelFitter<? extends PurchaseModel> fitter() {
                return BgNbd.fitter();
            }

            @Override
            PurchaseModelFitter<? extends PurchaseModel> fitterFromAfar() {
                return BgNbd.fitter().startingAt(BgNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 0.5));
            }
        },
        PARETO_NBD {
            @Override
            PurchaseModelFitter<? extends PurchaseModel> fitter() {
                return ParetoNbd.fitter();
            }

            @Override
            PurchaseModelFitter<? extends PurchaseModel> fitterFromAfar() {
                return ParetoNbd.fitter().startingAt(ParetoNbd.of(PeriodsPerYear.DAILY, 3, 5, 4, 5));
            }
        };

        abstract PurchaseModelFitter<? extends PurchaseModel> fitter();

        abstract PurchaseModelFitter<? extends PurchaseModel> fitterFromAfar();
    }

    /** Customers and a model. */
    @State(Scope.Benchmark)
    public static class Customers {
        @Param({"2357", "1000000"})
        public int size;

        @Param({"BG_NBD", "PARETO_NBD"})
        public Model model;

        private Buyers buyers;
        private PurchaseSummary summary;

        @Setup(Level.Trial)
        public void load() {
            buyers = Buyers.of(size);
            summary = summary(buyers);
            ModelFit<?> fit = model.fitter().fit(summary);
            ModelFit<?> fromAfar = model.fitterFromAfar().fit(summary);
            fit.requireConverged();
            fromAfar.requireConverged();
            if (!(Math.abs(fit.logLikelihood() - fromAfar.logLikelihood()) <= 1e-9 * Math.abs(fit.logLikelihood()))) {
                throw new IllegalStateException("two starts end differently: " + fit + " and " + fromAfar);
            }
        }
    }
}
