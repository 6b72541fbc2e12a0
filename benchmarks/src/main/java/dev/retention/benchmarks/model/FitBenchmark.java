package dev.retention.benchmarks.model;

import dev.retention.PeriodsPerYear;
import dev.retention.benchmarks.Timed;
import dev.retention.model.ModelFit;
import dev.retention.model.PurchaseSummary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Fitting a purchase model by maximum likelihood, with standard errors, to customers in whole days.
 *
 * <p>Before it is timed, the fit must have converged and must be reached from a start far away as well.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar FitBenchmark
 * }</pre>
 */
// The state is filled by @Setup.
@SuppressWarnings("NullAway.Init")
public class FitBenchmark extends Timed {

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

    static PurchaseSummary summary(Buyers buyers) {
        return PurchaseSummary.fromDays(
                PeriodsPerYear.DAILY, 1, buyers.frequency(), buyers.recencyDays(), buyers.ageDays());
    }

    /** Customers and a model. */
    @State(Scope.Benchmark)
    public static class Customers {
        @Param({"2357", "1000000"})
        public int size;

        @Param
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
