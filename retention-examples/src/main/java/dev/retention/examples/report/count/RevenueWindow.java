package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Resampled;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch of time of any length as one period of recurring value.
 *
 * @param from its first day
 * @param end the day after its last
 */
record RevenueWindow(LocalDate from, LocalDate end) {

    /** The same stretch as a period. */
    static RevenueWindow of(Period period) {
        return new RevenueWindow(period.firstDay(), period.plus(1).firstDay());
    }

    /** The twelve months that end with a period. */
    static RevenueWindow yearTo(Period period) {
        LocalDate end = period.plus(1).firstDay();
        return new RevenueWindow(end.minusMonths(12), end);
    }

    /** The same stretch as the one period of a timeline that ends with it. */
    Timeline timeline() {
        int days = Math.toIntExact(ChronoUnit.DAYS.between(from, end));
        return Timeline.of(Grain.ofDays(days, from), end.minusDays(1)).from(from);
    }

    /** The recurring value of this stretch, in the one period that the table has. */
    RevenueMovements<String> table(HistoryStore<String> store) {
        return RecurringRevenue.over(timeline()).of(store);
    }

    RevenueMovements<String>.InPeriod inPeriod(HistoryStore<String> store) {
        return table(store).periods().get(0);
    }

    /**
     * Ratios by some formulas, with intervals; those that are undefined are not there.
     *
     * @param replicates how many tables are drawn for each
     */
    Map<RevenueFormula, ValueRate> rates(HistoryStore<String> store, List<RevenueFormula> formulas, int replicates) {
        RevenueMovements<String> table = table(store);
        Resampled<RevenueMovements<String>> drawn = Resampled.of(table.by(Resampled.buckets()));
        Map<RevenueFormula, ValueRate> rates = new LinkedHashMap<>();
        for (RevenueFormula formula : formulas) {
            table.periods()
                    .get(0)
                    .rate(formula)
                    .ifPresent(rate -> rates.put(formula, with(rate, estimate(drawn, formula, replicates))));
        }
        return rates;
    }

    private static Optional<Resampled.Estimate> estimate(
            Resampled<RevenueMovements<String>> drawn, RevenueFormula formula, int replicates) {
        return drawn.estimate(
                each -> each.periods().get(0).rate(formula).map(RevenueRate::asDouble),
                Rate.CONFIDENCE,
                Resampled.Method.PERCENTILE,
                replicates);
    }

    /** A ratio with its interval. */
    static ValueRate with(RevenueRate rate, Optional<Resampled.Estimate> estimate) {
        return new ValueRate(
                rate.formula(),
                rate.numerator(),
                rate.denominator(),
                rate.asDouble(),
                estimate.map(Resampled.Estimate::interval),
                estimate.flatMap(Resampled.Estimate::warning));
    }
}
