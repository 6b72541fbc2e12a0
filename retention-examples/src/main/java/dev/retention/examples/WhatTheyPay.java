package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.Contracts;
import dev.retention.movement.MonthlyFactor;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** "What do they pay, and how much of it stays?" From a billing system's subscriptions to net revenue retention. */
public final class WhatTheyPay {
    private WhatTheyPay() {}

    /**
     * Prints the recurring revenue of a month and what two formulas of retention say of it.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    // region rows
    /** What the billing system knows: a row for each state of a subscription. */
    record Row(
            String customer,
            String plan,
            LocalDate start,
            @Nullable LocalDate end,
            String price,
            boolean yearly) {
        static Row of(String customer, String plan, String start, @Nullable String end, String price) {
            return new Row(
                    customer,
                    plan,
                    LocalDate.parse(start),
                    end == null ? null : LocalDate.parse(end),
                    price,
                    plan.equals("yearly"));
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.of("Ann", "monthly", "2026-01-05", null, "100.00"),
            Row.of("Bob", "monthly", "2026-01-09", "2026-03-12", "100.00"), // moved to the yearly plan
            Row.of("Bob", "yearly", "2026-03-12", null, "960.00"),
            Row.of("Cleo", "monthly", "2026-01-20", "2026-03-10", "100.00"), // left, and came back
            Row.of("Cleo", "monthly", "2026-03-25", null, "100.00"),
            Row.of("Dan", "monthly", "2026-02-01", "2026-03-20", "100.00"),
            Row.of("Eve", "monthly", "2026-03-02", null, "100.00"));
    // endregion

    static void run(PrintStream out) {
        // region revenue
        HistoryStore<String> values = Contracts.of(Row::customer, (Row row) -> "subscription")
                .from(Row::start)
                .until(Row::end)
                .worth(row -> MonthlyFactor.YEAR_OF_52_WEEKS.monthly(
                        new BigDecimal(row.price()), row.yearly() ? BillingInterval.YEARLY : BillingInterval.MONTHLY))
                .read(ROWS, Currency.getInstance("EUR"), RoundingMode.HALF_EVEN);
        RevenueMovements<String>.InPeriod march = RecurringRevenue.over(Timeline.monthly(LocalDate.of(2026, 3, 31)))
                .of(values)
                .in("2026-03");
        out.println(march); // 2026-03: 400.00 + 100.00 new + 0.00 expansion + … − 100.00 churn = 380.00
        march.rate(RevenueFormula.NRR_COHORT).ifPresent(out::println); // 70.0 % (280.00 of 400.00, NRR_COHORT)
        march.rate(RevenueFormula.NRR_LEDGER).ifPresent(out::println); // 45.0 %: Cleo's days away count as lost
        out.println(march.members(RevenueItem.CHURN) + " against " + march.members(RevenueItem.LEDGER_CHURN));
        // endregion
    }
}
