package dev.retention.examples;

import dev.retention.history.HistoryStore;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ContractValue;
import dev.retention.movement.Contracts;
import dev.retention.movement.ExpansionSplit;
import dev.retention.movement.MonthlyFactor;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCohorts;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueLossTable;
import dev.retention.movement.RevenueLosses;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Grouping;
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
            int seats,
            String start,
            @Nullable String end,
            String price, // of a seat
            BillingInterval interval,
            @Nullable String mode, // by what it ended
            @Nullable String reason) {
        static Row of(String customer, String plan, int seats, String start, @Nullable String end) {
            boolean yearly = plan.endsWith("yearly");
            return new Row(
                    customer,
                    plan,
                    seats,
                    start,
                    end,
                    yearly ? "288.00" : plan.equals("pro") ? "30.00" : "20.00",
                    yearly ? BillingInterval.YEARLY : BillingInterval.MONTHLY,
                    null,
                    null);
        }

        Row endedBy(String mode, String reason) {
            return new Row(customer, plan, seats, start, end, price, interval, mode, reason);
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.of("Ann", "basic", 5, "2026-01-05", "2026-03-09"),
            Row.of("Ann", "basic", 8, "2026-03-09", null), // three more seats
            Row.of("Bob", "pro", 4, "2026-01-09", "2026-03-12"),
            Row.of("Bob", "pro yearly", 4, "2026-03-12", null), // another plan
            Row.of("Cleo", "basic", 5, "2026-01-20", "2026-03-10").endedBy("failed payment", "card expired"),
            Row.of("Cleo", "basic", 5, "2026-03-25", null), // and back
            Row.of("Dan", "basic", 5, "2026-02-01", "2026-03-20").endedBy("cancelled", "too dear"),
            Row.of("Eve", "basic", 5, "2026-03-02", null));
    // endregion

    private static @Nullable LocalDate day(@Nullable String day) {
        return day == null ? null : LocalDate.parse(day);
    }

    static void run(PrintStream out) {
        // region revenue
        HistoryStore<String> values = Contracts.of(Row::customer, (Row row) -> "subscription")
                .from(row -> day(row.start()))
                .until(row -> day(row.end()))
                .worth(ContractValue.of(
                                (Row row) -> new BigDecimal(row.price()), Row::interval, MonthlyFactor.YEAR_OF_52_WEEKS)
                        .times(Row::seats))
                .plan(Row::plan)
                .endedBy(Row::mode)
                .reasons(Row::reason)
                .read(ROWS, Currency.getInstance("EUR"), RoundingMode.HALF_EVEN);
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        RevenueMovements<String>.InPeriod march =
                RecurringRevenue.over(months).of(values).inPeriod("2026-03");
        out.println(march); // 2026-03: 420.00 + 100.00 new + 60.00 expansion + … − 24.00 contraction − 100.00 churn
        march.rate(RevenueFormula.NRR_COHORT).ifPresent(out::println); // 84.8 % (356.00 of 420.00, NRR_COHORT)
        march.rate(RevenueFormula.NRR_LEDGER).ifPresent(out::println); // 61.0 %: theirs, who count Cleo's days away
        out.println(march.reconcile(RevenueFormula.NRR_COHORT, RevenueFormula.NRR_LEDGER)); // Cleo: 100 against 0
        // endregion
        // region split
        out.println(ExpansionSplit.over(months).of(values).inPeriod("2026-03")); // 60.00 quantity, -24.00 downgrade
        RevenueLossTable<String> losses = RevenueLosses.over(months)
                .mode("voluntary", "cancelled")
                .mode("involuntary", "failed payment")
                .of(values);
        losses.byMode().tables().forEach((mode, table) -> out.println(mode + " " + table.inPeriod("2026-03")));
        losses.by(Grouping.ofColumn(Contracts.REASON, Grouping.Reading.AT_ANCHOR))
                .tables()
                .forEach((reason, table) -> out.println(reason + " " + table.inPeriod("2026-03")));
        out.println(RevenueCohorts.over(months)
                .of(values)
                .inPeriod("2026-01")
                .cell(2)
                .valueKept()); // of January's
        // endregion
    }
}
