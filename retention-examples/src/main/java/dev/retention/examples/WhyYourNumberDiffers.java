package dev.retention.examples;

import dev.retention.ChurnFormula;
import dev.retention.cohort.CohortAverage;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.cohort.ReturnRule;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.movement.BillingInterval;
import dev.retention.movement.ChurnTable;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.MonthlyFactor;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.Spells;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** "Why does another tool show another number?" The month of docs/why-your-number-differs.md under every formula. */
public final class WhyYourNumberDiffers {
    private WhyYourNumberDiffers() {}

    /** What happened to a subscription, and by how much its value per month changed. */
    record Change(String customer, LocalDate day, String kind, BigDecimal delta) {
        static Change of(String customer, String day, String kind, String delta) {
            return new Change(customer, LocalDate.parse(day), kind, new BigDecimal(delta));
        }
    }

    private static List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String customer : List.of("C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10")) {
            changes.add(Change.of(customer, "2025-11-03", "started", "100"));
        }
        changes.addAll(List.of(
                Change.of("C06", "2026-03-16", "changed", "50"),
                Change.of("C07", "2026-03-17", "changed", "-40"),
                Change.of("C08", "2026-03-10", "ended", "-100"),
                Change.of("C09", "2026-03-12", "ended", "-100"),
                Change.of("C09", "2026-03-25", "started", "100"), // a change of mind
                Change.of("C10", "2026-03-05", "cancelled", "0"), // is paid to June
                Change.of("C11", "2026-03-08", "started", "100"),
                Change.of("C12", "2026-03-09", "started", "100"),
                Change.of("C12", "2026-03-20", "ended", "-100"),
                Change.of("C13", "2025-11-03", "started", "80"),
                Change.of("C13", "2026-01-20", "ended", "-80"),
                Change.of("C13", "2026-03-15", "started", "80"))); // is back
        return changes;
    }

    /**
     * Prints the month under every formula, and who makes two of them differ.
     *
     * @param args none
     */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        // region month
        HistoryStore<String> store = HistoryStore.ofDates(Change::customer, Change::day)
                .codes(Change::kind)
                .amounts(Change::delta, Currency.getInstance("EUR"))
                .from(changes());
        Timeline months = Timeline.monthly(LocalDate.of(2026, 3, 31));
        Spells paying = Spells.between("started", "ended").announcedBy("cancelled");
        ChurnTable<String>.InPeriod march =
                CustomerChurn.over(months, paying).of(store).inPeriod("2026-03");
        RevenueMovements<String>.InPeriod value =
                RecurringRevenue.over(months).of(store).inPeriod("2026-03");
        // endregion
        for (ChurnFormula formula : ChurnFormula.values()) {
            if (march.flow().findChurn(formula).isPresent()) {
                out.println(march.churn(formula));
            }
        }
        for (RevenueFormula formula : RevenueFormula.values()) {
            if (!formula.name().endsWith("RENEWAL_BASE")) { // which need terms
                value.rate(formula).ifPresent(out::println);
            }
        }

        // region reconcile
        out.println(march.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START_PLUS_NEW));
        out.println(value.reconcile(RevenueFormula.NRR_COHORT, RevenueFormula.NRR_MOVEMENTS_REACT));
        // endregion

        weekly().forEach((factor, monthly) -> out.println(factor + " " + monthly));
        averages().forEach((average, rate) -> out.println(average + " " + rate));
        out.println(orLater());
    }

    /** What 100 a week is a month. */
    static Map<MonthlyFactor, BigDecimal> weekly() {
        Map<MonthlyFactor, BigDecimal> monthly = new LinkedHashMap<>();
        for (MonthlyFactor factor : MonthlyFactor.values()) {
            // region weekly
            BigDecimal amount = factor.monthly(new BigDecimal("100.00"), BillingInterval.WEEKLY)
                    .rounded(2, RoundingMode.HALF_EVEN);
            // endregion
            monthly.put(factor, amount);
        }
        return monthly;
    }

    /** Two cohorts, of which 500 of 1,000 and 400 of 500 are back a month later, and a third that has just begun. */
    private static CohortTable<Long> cohorts(ReturnRule rule) {
        LongHistoryBuilder events = LongHistoryBuilder.ofDays();
        for (int i = 0; i < 1_500; i++) {
            long day = LocalDate.of(2026, i < 1_000 ? 1 : 2, 5).toEpochDay();
            events.add(i, day);
            if (i < 500 || (i >= 1_000 && i < 1_400)) {
                events.add(i, day + 30);
            }
        }
        for (int i = 0; i < 200; i++) { // of January's, seen again in March
            events.add(i, LocalDate.of(2026, 3, 20).toEpochDay());
        }
        return CohortRetention.over(Timeline.monthly(LocalDate.of(2026, 3, 31)))
                .returning(rule)
                .of(events.build());
    }

    static Map<CohortAverage, String> averages() {
        Map<CohortAverage, String> rates = new LinkedHashMap<>();
        for (CohortAverage average : CohortAverage.values()) {
            rates.put(
                    average,
                    cohorts(ReturnRule.IN_PERIOD)
                            .average(average, 1, CellState.OBSERVED)
                            .orElseThrow()
                            .toString());
        }
        return rates;
    }

    /** January's cohort by both rules of return. */
    static String orLater() {
        return cohorts(ReturnRule.IN_PERIOD).rows().get(0).cells() + " "
                + cohorts(ReturnRule.OR_LATER).rows().get(0).cells();
    }
}
