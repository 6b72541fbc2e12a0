package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import java.io.PrintStream;

/** "Why is my churn 10 % and theirs 30 %?" One month of a subscription business under the formulas of several vendors. */
public final class WhyFiguresDiffer {
    private WhyFiguresDiffer() {}

    /**
     * Prints the churn of one month by every formula that its counts feed.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region formulas
        CustomerFlow month = CustomerFlow.builder()
                .start(10)
                .end(11)
                .lost(1)
                .returned(2)
                .count(CustomerCount.NEW, 2)
                .count(CustomerCount.LOSS_EVENTS, 3)
                .build();
        for (ChurnFormula formula : ChurnFormula.values()) {
            month.findChurn(formula).ifPresent(out::println);
        }
        // endregion
    }
}
