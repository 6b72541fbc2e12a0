package dev.retention.examples;

import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.model.BetaDiscreteWeibull;
import dev.retention.model.BgNbd;
import dev.retention.model.ModelFit;
import dev.retention.model.RenewalCounts;
import dev.retention.model.ShiftedBetaGeometric;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.io.PrintStream;
import java.util.Locale;
import java.util.SplittableRandom;

/** "Who is still there, what will they buy, and who will renew?" Models fitted to simulated buyers and to published cohorts. */
public final class WhatTheyWillDo {
    private WhatTheyWillDo() {}

    /**
     * Prints a fit with its standard errors and predictions.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** Customers of a shop who buy for a while and then, unseen, stop; each watched for 27 to 39 weeks. */
    static PurchaseSummary simulate(int customers, long seed) {
        BgNbd truth = BgNbd.of(PeriodsPerYear.WEEKLY, 0.25, 4.5, 0.8, 2.5);
        SplittableRandom random = new SplittableRandom(seed);
        PurchaseSummary.Builder summary = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        for (int i = 0; i < customers; i++) {
            summary.add(truth.simulate(27 + random.nextInt(85) / 7.0, random), 1);
        }
        return summary.build();
    }

    static void run(PrintStream out) {
        // region buyers
        PurchaseSummary buyers = simulate(4_000, 1); // or PurchaseCounting.weekly(asOf).of(orders).summary()
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(buyers);
        BgNbd model = fit.requireConverged();
        out.println(fit);

        PurchaseHistory loyal = PurchaseHistory.of(6, 30, 39); // 6 repeat purchases, the last after 30 of 39 weeks
        PurchaseHistory silent = PurchaseHistory.of(6, 12, 39);
        out.printf(
                Locale.ROOT, "alive: %.2f and %.2f%n", model.probabilityAlive(loyal), model.probabilityAlive(silent));
        // Of the expectation, whose parameters are estimated; what one buyer does varies far more
        Interval next = fit.interval(m -> m.expectedPurchases(loyal, 13), 0.95);
        out.printf(Locale.ROOT, "next quarter: %.2f purchases, %s%n", model.expectedPurchases(loyal, 13), next);
        DiscountRate tenPercent = DiscountRate.percentPerYear(10);
        out.printf(
                Locale.ROOT, "all to come, discounted: %.2f%n", model.discountedExpectedPurchases(loyal, tenPercent));
        // endregion

        // region renewals
        RenewalCounts highEnd = RenewalCounts.ofCohort(1000, 869, 743, 653, 593);
        ModelFit<ShiftedBetaGeometric> simple = ShiftedBetaGeometric.fitter().fit(highEnd);
        ModelFit<BetaDiscreteWeibull> flexible = BetaDiscreteWeibull.fitter().fit(highEnd);
        out.println(flexible.likelihoodRatioTest(simple));
        ShiftedBetaGeometric renewal = simple.requireConverged();
        out.printf(
                Locale.ROOT,
                "renewing: %.1f %% the first time, %.1f %% the fifth%n",
                100 * renewal.retentionRate(1),
                100 * renewal.retentionRate(5));
        // endregion
    }
}
