package dev.retention.examples.report.count;

import dev.retention.Proportion;
import dev.retention.examples.report.figures.Flow;
import dev.retention.examples.report.figures.Rate;
import dev.retention.examples.report.figures.RevenueFigures;
import dev.retention.examples.report.figures.RevenuePeriod;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.movement.RecurringRevenue;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.movement.RevenueRate;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts into figures where recurring value came from and where it went. */
public final class RevenueCalculator {

    /** The net retention of the report: what those of the start are worth at the end. */
    public static final RevenueFormula NET = RevenueFormula.NRR_COHORT;

    /** The gross retention of the report: what was kept of their value, without growth. */
    public static final RevenueFormula GROSS = RevenueFormula.GRR_MIN;

    /** How many tables are drawn for the interval of a period before the latest that is over. */
    static final int OF_EARLIER = 500;

    private static final List<RevenueItem> ITEMS = List.of(
            RevenueItem.START,
            RevenueItem.NEW,
            RevenueItem.EXPANSION,
            RevenueItem.REACTIVATION,
            RevenueItem.CONTRACTION,
            RevenueItem.CHURN,
            RevenueItem.END);

    private final RevenueCounts counts;
    private final int drawn;

    /**
     * From these counts.
     *
     * @param drawn how many periods, the latest, have intervals
     */
    public RevenueCalculator(RevenueCounts counts, int drawn) {
        this.counts = counts;
        this.drawn = drawn;
    }

    /** The recurring value of every period. */
    public RevenueFigures calculate() {
        List<RevenuePeriod> periods = new ArrayList<>();
        Optional<Integer> latest = counts.latest();
        int size = counts.periods().size();
        for (int at = 0; at < size; at++) {
            boolean isLatest = latest.isPresent() && latest.get() == at;
            periods.add(period(
                    counts.periods().get(at), isLatest ? Resampled.REPLICATES : at >= size - drawn ? OF_EARLIER : 0));
        }
        return new RevenueFigures(
                periods,
                latest,
                latest.flatMap(at -> change(counts.periods().get(at).period())),
                latest.flatMap(this::half));
    }

    private RevenuePeriod period(RevenueMovements<String>.InPeriod in, int replicates) {
        Map<RevenueItem, Flow> items = new EnumMap<>(RevenueItem.class);
        ITEMS.forEach(item -> items.put(item, new Flow(in.customers(item), in.amount(item))));
        boolean over = in.state() == CellState.OBSERVED;
        Map<RevenueFormula, ValueRate> rates = over ? rates(RevenueWindow.of(in.period()), replicates) : Map.of();
        Map<RevenueFormula, ValueRate> year = over
                ? counts.yearTo(in.period())
                        .map(window -> rates(window, replicates))
                        .orElse(Map.of())
                : Map.of();
        return new RevenuePeriod(
                in.period().label(),
                in.state(),
                items,
                Optional.ofNullable(rates.get(NET)),
                Optional.ofNullable(rates.get(GROSS)),
                Optional.ofNullable(year.get(NET)),
                Optional.ofNullable(year.get(GROSS)),
                over ? churn(in).map(Rate::of) : Optional.empty());
    }

    private Map<RevenueFormula, ValueRate> rates(RevenueWindow window, int replicates) {
        if (replicates > 0) {
            return window.rates(counts.store(), List.of(NET, GROSS), replicates);
        }
        RevenueMovements<String>.InPeriod in = window.inPeriod(counts.store());
        Map<RevenueFormula, ValueRate> rates = new LinkedHashMap<>();
        for (RevenueFormula formula : List.of(NET, GROSS)) {
            in.rate(formula).ifPresent(rate -> rates.put(formula, RevenueWindow.with(rate, Optional.empty())));
        }
        return rates;
    }

    private static Optional<Proportion> churn(RevenueMovements<String>.InPeriod in) {
        long start = in.customers(RevenueItem.START);
        return start == 0 ? Optional.empty() : Optional.of(Proportion.of(in.customers(RevenueItem.CHURN), start));
    }

    /** The churn of customers of every period that is over, if anybody could be lost in one. */
    static Optional<PeriodRates> churn(RevenueCounts counts) {
        Map<Period, Proportion> rates = new LinkedHashMap<>();
        counts.periods().stream()
                .filter(each -> each.state() == CellState.OBSERVED)
                .forEach(each -> churn(each).ifPresent(rate -> rates.put(each.period(), rate)));
        return rates.isEmpty() ? Optional.empty() : Optional.of(PeriodRates.of(rates));
    }

    /** How net retention differs from that of the same period of the last year; the same customers are drawn for both. */
    private Optional<RevenueFigures.Change> change(Period period) {
        Optional<Period> earlier = PeriodRates.reference(period, Reference.LAST_YEAR)
                .filter(each -> each.firstDay().isAfter(counts.source().firstDate()))
                .filter(each -> !counts.source().snapshot());
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Timeline both = Timeline.of(period.grain(), period.plus(1).firstDay().minusDays(1))
                .from(earlier.get());
        RevenueMovements<String> table = RecurringRevenue.over(both).of(counts.store());
        Optional<Double> before = rate(table, earlier.get());
        return Resampled.of(table.by(Resampled.buckets()))
                .estimate(
                        each -> rate(each, period)
                                .flatMap(now -> rate(each, earlier.get()).map(then -> now - then)),
                        Rate.CONFIDENCE)
                .map(estimate ->
                        new RevenueFigures.Change(earlier.get().label(), before.orElseThrow(), estimate.interval()));
    }

    private static Optional<Double> rate(RevenueMovements<String> table, Period period) {
        return table.inPeriod(period).rate(NET).map(RevenueRate::asDouble);
    }

    /** How few customers make half of what was lost. */
    private Optional<Long> half(int at) {
        Period period = counts.periods().get(at).period();
        Measured<String> lost = counts.movements()
                .counted()
                .amountsOf(List.of(
                        new RevenueCell(period, RevenueItem.CHURN), new RevenueCell(period, RevenueItem.CONTRACTION)));
        List<Long> amounts = new ArrayList<>();
        for (Measured<String>.Column column : lost.columns()) {
            for (long amount : column.sorted()) {
                amounts.add(amount);
            }
        }
        amounts.sort((a, b) -> Long.compare(b, a));
        double all = amounts.stream().mapToDouble(Long::doubleValue).sum();
        double sum = 0;
        for (int i = 0; i < amounts.size(); i++) {
            sum += amounts.get(i);
            if (2 * sum >= all) {
                return Optional.of(i + 1L);
            }
        }
        return Optional.empty();
    }
}
