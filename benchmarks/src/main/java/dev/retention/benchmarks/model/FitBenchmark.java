package dev.retention.benchmarks.model;

import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.benchmarks.Timed;
import dev.retention.model.ModelFit;
import dev.retention.purchase.PurchaseSummary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Fitting a purchase model by maximum likelihood, with standard errors, to customers in whole days.
 *
 * <p>Before it is timed, the fit must have converged, must be reached from a start far away as well, and must be the one
 * found by hand, where there is one.
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

    /** Finding the distinct customers by hand. */
    @Benchmark
    public HandFit.Rows handSummary(ByHand customers) {
        return HandFit.Rows.of(customers.buyers);
    }

    /** Fitting by hand to the distinct customers. */
    @Benchmark
    public HandFit handFit(ByHand customers) {
        return HandFit.of(customers.rows, customers.everyPurchase());
    }

    /** Both by hand. */
    @Benchmark
    public HandFit handSummaryAndFit(ByHand customers) {
        return HandFit.of(HandFit.Rows.of(customers.buyers), customers.everyPurchase());
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

    /** Customers and one of the models that are fitted by hand as well. */
    @State(Scope.Benchmark)
    public static class ByHand {
        @Param({"2357", "1000000"})
        public int size;

        @Param({"BG_NBD", "MBG_NBD"})
        public Model model;

        private Buyers buyers;
        private HandFit.Rows rows;

        @Setup(Level.Trial)
        public void load() {
            buyers = Buyers.of(size);
            rows = HandFit.Rows.of(buyers);
            HandFit hand = HandFit.of(rows, everyPurchase());
            ModelFit<?> fit = model.fitter().fit(summary(buyers));
            check("log-likelihood", fit.logLikelihood(), hand.logLikelihood(), 1e-12);
            for (int i = 0; i < 4; i++) {
                Parameter parameter = fit.parameters().get(i);
                check(parameter.name(), parameter.estimate(), hand.parameters()[i], 1e-6);
                check("standard error", parameter.standardError().orElseThrow(), hand.standardErrors()[i], 1e-5);
            }
        }

        boolean everyPurchase() {
            return model == Model.MBG_NBD;
        }

        private static void check(String what, double expected, double actual, double tolerance) {
            if (!(Math.abs(expected - actual) <= tolerance * Math.abs(expected))) {
                throw new IllegalStateException(what + " by hand is " + actual + " instead of " + expected);
            }
        }
    }
}
