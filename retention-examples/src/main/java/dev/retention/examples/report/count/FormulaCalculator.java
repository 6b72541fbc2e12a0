package dev.retention.examples.report.count;

import dev.retention.SignedSum;
import dev.retention.examples.report.figures.FormulaFigures;
import dev.retention.examples.report.figures.FormulaFigures.ByFormula;
import dev.retention.examples.report.figures.FormulaFigures.Difference;
import dev.retention.examples.report.figures.ValueRate;
import dev.retention.history.HistoryStore;
import dev.retention.movement.RevenueCell;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueItem;
import dev.retention.movement.RevenueMovements;
import dev.retention.rule.Measured;
import dev.retention.rule.Resampled;
import dev.retention.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final String label;
    private final String words;
    private final boolean named;

    /** @param named whether customers may be named */
    FormulaCalculator(HistoryStore<String> store, RevenueWindow window, String label, String words, boolean named) {
        this.store = store;
        this.window = window;
        this.label = label;
        this.words = words;
        this.named = named;
    }

    /** Over the twelve months that end with the latest period that is over, or that period alone. */
    public static Optional<FormulaFigures> calculate(RevenueCounts counts, boolean named) {
        return counts.latest().flatMap(at -> {
            Period period = counts.periods().get(at).period();
            Optional<RevenueWindow> year = counts.yearTo(period);
            FormulaCalculator calculator = new FormulaCalculator(
                    counts.store(),
                    year.orElse(RevenueWindow.of(period)),
                    year.isPresent() ? "year to " + period.label() : period.label(),
                    (year.isPresent() ? "the twelve months that end with " : "")
                            + counts.grain().named(period.label()),
                    named);
            return calculator.calculate();
        });
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
        Map<String, Long> differences = formula == against ? Map.of() : differences(formula, against);
        List<Difference> largest = differences.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> each) -> -Math.abs(each.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(named ? FormulaFigures.NAMED : 0)
                .map(each -> new Difference(each.getKey(), store.major(each.getValue())))
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
    private Map<String, Long> differences(RevenueFormula formula, RevenueFormula against) {
        boolean ofBase = formula.numerator().equals(against.numerator());
        SignedSum<RevenueItem> left = ofBase ? formula.denominator() : formula.numerator();
        SignedSum<RevenueItem> right = ofBase ? against.denominator() : against.numerator();
        Set<RevenueItem> items = new LinkedHashSet<>(left.terms());
        items.addAll(right.terms());
        List<RevenueItem> order = List.copyOf(items);
        RevenueMovements<String> table = window.table(store);
        Period period = table.timeline().first();
        Measured<String> amounts = table.counted()
                .amountsOf(order.stream()
                        .map(item -> new RevenueCell(period, item))
                        .toList());
        Map<String, Long> differences = new LinkedHashMap<>();
        for (int customer = 0; customer < store.customers(); customer++) {
            long difference = 0;
            for (int i = 0; i < order.size(); i++) {
                Measured<String>.Column column = amounts.columns().get(i);
                long amount = column.has(customer) ? column.at(customer) : 0;
                int sign = left.signs().getOrDefault(order.get(i), 0)
                        - right.signs().getOrDefault(order.get(i), 0);
                difference = Math.addExact(difference, Math.multiplyExact(amount, (long) sign));
            }
            if (difference != 0) {
                differences.put(store.customer(customer), difference);
            }
        }
        return differences;
    }
}
