package dev.retention.examples;

import dev.retention.Interval;
import dev.retention.model.GammaGamma;
import dev.retention.model.ModelFit;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** "What will they spend?" Two orders say less of a customer than twenty; the gamma-gamma model says how much less. */
public final class WhatTheyWillSpend {
    private WhatTheyWillSpend() {}

    /**
     * Prints the check of the model's supposition, the fit and the spend to expect.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    /** Repeat orders and their mean amount of simulated customers. */
    static List<SpendHistory> simulate(int customers, long seed) {
        GammaGamma truth = GammaGamma.of(6, 4, 15);
        SplittableRandom random = new SplittableRandom(seed);
        List<SpendHistory> spends = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            spends.add(truth.simulate(1 + random.nextInt(8), random));
        }
        return spends;
    }

    static void run(PrintStream out) {
        List<SpendHistory> customers = simulate(2_000, 1);
        // region spend
        SpendSummary spends = SpendSummary.of(customers, NonPositiveSpend.REFUSE);
        Interval correlation = spends.correlationInterval(0.95).orElseThrow();
        out.println(correlation.contains(0)); // true: who orders more often does not spend more each time

        ModelFit<GammaGamma> fit = GammaGamma.fitter().fit(spends);
        GammaGamma model = fit.requireConverged();
        out.println(fit);
        for (SpendHistory customer : List.of(SpendHistory.none(), SpendHistory.of(2, 90), SpendHistory.of(20, 90))) {
            out.printf(
                    Locale.ROOT,
                    "%d orders of %.0f: expect %.2f%n",
                    customer.transactions(),
                    customer.meanSpend(),
                    model.expectedSpend(customer).orElseThrow());
        }
        // endregion
    }
}
