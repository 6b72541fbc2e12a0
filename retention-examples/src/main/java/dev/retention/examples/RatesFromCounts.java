package dev.retention.examples;

import static dev.retention.RetentionFormula.HEADCOUNT;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerFlow;
import dev.retention.PeriodsPerYear;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import java.io.PrintStream;

/** "Counts are all I have. What is our retention, and how sure can I be?" */
public final class RatesFromCounts {
    private RatesFromCounts() {}

    /**
     * Prints the rates of a small business's year.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region counts
        CustomerFlow year = CustomerFlow.builder().start(20).acquired(5).end(24).build();
        out.println(year.retention(HEADCOUNT)); // 95.0 % (19 of 20, HEADCOUNT)
        out.println(year.retention(HEADCOUNT)
                .interval(ProportionInterval.WILSON, 0.95)
                .toPercentString());
        // endregion

        ChurnRate monthly = ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10);
        out.println(monthly.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY));

        Proportion withOffer = Proportion.of(56, 70);
        Proportion without = Proportion.of(48, 80);
        out.println("The offer kept " + withOffer + " against " + without + ": a difference of "
                + withOffer.comparedWith(without).differenceInterval(0.95).toPercentString());
    }
}
