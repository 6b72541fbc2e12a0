package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.FormulaFigures;
import dev.retention.examples.report.figures.FormulaFigures.ByFormula;
import dev.retention.examples.report.figures.FormulaFigures.Difference;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Resampled;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out why formulas for retention of value differ, and which customers make them. */
public final class FormulaCalculator {

    /** Each formula, that against which it is held, and what tells the two apart. */
    private static final Map<RevenueFormula, String> WHY = new LinkedHashMap<>();

    static {
        WHY.put(
                RevenueFormula.NRR_COHORT,
                "What those who paid at the start pay at the end; what public companies report.");
        WHY.put(
                RevenueFormula.NRR_MOVEMENTS_REACT,
                "Adds customers who did not pay at the start, and had before: won back, not kept.");
        WHY.put(
                RevenueFormula.NRR_LEDGER_REACT,
                "Adds up every change of the time, those won back with it, and those who joined meanwhile.");
        WHY.put(
                RevenueFormula.NRR_LEDGER,
                "Adds up every change, and leaves out what was won back: who left and returned counts as lost.");
        WHY.put(RevenueFormula.NRR_SURVIVORS, "Leaves the lost out of the base as well: flatters.");
        WHY.put(RevenueFormula.GRR_MIN, "What was kept of the start, no growth of anybody in it; at most 100 %.");
        WHY.put(
                RevenueFormula.GRR_LEDGER,
                "Takes every loss of the time off the start, those of who joined meanwhile too, and those won back.");
    }

    private final HistoryStore<String> store;
    private final RevenueWindow window;
    private final RevenueMovements<String>.InPeriod period;
    private final String label;
    private final String words;
    private final boolean named;

    /** @param named whether customers may be named */
    FormulaCalculator(HistoryStore<String> store, RevenueWindow window, String label, String words, boolean named) {
        this.store = store;
        this.window = window;
        this.period = window.table(store).periods().get(0);
        this.label = label;
        this.words = words;
        this.named = named;
    }

    /** Over the latest period that is over, and over the twelve months that end with it if that is known. */
    public static List<FormulaFigures> calculate(RevenueCounts counts, boolean named) {
        List<FormulaFigures> all = new ArrayList<>();
        counts.latest().ifPresent(at -> {
            Period period = counts.periods().get(at).period();
            String words = counts.grain().named(period.label());
            new FormulaCalculator(counts.store(), RevenueWindow.of(period), period.label(), words, named)
                    .calculate()
                    .ifPresent(all::add);
            counts.yearTo(period)
                    .flatMap(year -> new FormulaCalculator(
                                    counts.store(),
                                    year,
                                    "year to " + period.label(),
                                    "the twelve months that end with " + words,
                                    named)
                            .calculate())
                    .ifPresent(all::add);
        });
        return all;
    }

    private Optional<FormulaFigures> calculate() {
        Map<RevenueFormula, ValueRate> rates = window.rates(store, List.copyOf(WHY.keySet()), Resampled.REPLICATES);
        if (!rates.containsKey(RevenueFormula.NRR_COHORT)) {
            return Optional.empty();
        }
        List<ByFormula> all = new ArrayList<>();
        rates.forEach((formula, rate) -> all.add(byFormula(formula, rate)));
        return Optional.of(new FormulaFigures(label, words, all));
    }

    private ByFormula byFormula(RevenueFormula formula, ValueRate rate) {
        RevenueFormula against = against(formula);
        Map<String, BigDecimal> differences = formula == against ? Map.of() : differences(formula, against);
        List<Difference> largest = differences.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, BigDecimal> each) ->
                                        each.getValue().abs(),
                                Comparator.reverseOrder())
                        .thenComparing(Map.Entry::getKey))
                .limit(named ? FormulaFigures.NAMED : 0)
                .map(each -> new Difference(each.getKey(), each.getValue()))
                .toList();
        return new ByFormula(
                rate,
                WHY.getOrDefault(formula, ""),
                formula == against ? "" : against.name(),
                differences.size(),
                largest);
    }

    /** Net is held against net, gross against gross. */
    private static RevenueFormula against(RevenueFormula formula) {
        return formula.name().startsWith("GRR") ? RevenueFormula.GRR_MIN : RevenueFormula.NRR_COHORT;
    }

    /** By how much the upper amount of a formula is more than that of another, by customer; of survivors the lower one. */
    private Map<String, BigDecimal> differences(RevenueFormula formula, RevenueFormula against) {
        boolean ofBase = formula.numerator().equals(against.numerator());
        Map<String, BigDecimal> differences = new LinkedHashMap<>();
        period.reconcile(against, formula).forEach(each -> {
            BigDecimal more = ofBase
                    ? each.right().denominator().subtract(each.left().denominator())
                    : each.right().numerator().subtract(each.left().numerator());
            differences.put(each.customer(), more);
        });
        return differences;
    }
}
