package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.value.AcquisitionCost;
import dev.retention.value.AmountPerCustomer;
import dev.retention.value.LifetimeValue;
import dev.retention.value.Payback;
import dev.retention.value.RetentionGain;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** "What is a customer worth, does the acquisition cost pay back, and what are five more points of retention worth?" */
public final class WhatTheyAreWorth {
    private WhatTheyAreWorth() {}

    /**
     * Prints values from rates.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region worth
        Currency usd = Currency.getInstance("USD");
        AmountPerCustomer arpa = AmountPerCustomer.of(new BigDecimal("1090.00"), 11, usd);
        LifetimeValue value = LifetimeValue.arpaOverChurn(arpa, ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10))
                .orElseThrow();
        out.println(value); // 990.91 USD, with its formula and what went into it

        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("900.00"), 10, usd);
        List<BigDecimal> marginByAge =
                List.of(new BigDecimal("400.00"), new BigDecimal("300.00"), new BigDecimal("250.00"));
        out.println(Payback.of(cost, 10, marginByAge)); // per acquired customer, lost ones included

        out.println(RetentionGain.of(0.75, 0.05)); // +25 %, and +94 % at 89.7 %
        // endregion
    }
}
