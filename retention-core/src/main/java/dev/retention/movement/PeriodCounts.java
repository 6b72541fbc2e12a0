package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.rule.Reconciliation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The counts of one period, whatever rule counted them: what churn and retention are made of, and the customers behind them.
 *
 * @param label the period, in words
 * @param counted what was counted
 * @param flow the counts
 * @param cells the cells whose customers, in none of them twice, are those of a count that the flow knows
 * @param teller who tells the counts, to name it where it does not
 * @param tellsDays whether the flow knows what happened day by day
 * @param amountsAreEvents whether amounts of counts of events are numbers of events, rather than money
 */
record PeriodCounts<K, C>(
        String label,
        Counted<K, C> counted,
        CustomerFlow flow,
        Function<CustomerCount, List<C>> cells,
        String teller,
        boolean tellsDays,
        boolean amountsAreEvents) {

    ChurnFigure<K> churn(ChurnFormula formula) {
        checkArgument(
                formula != ChurnFormula.RESCALED,
                "formula (%s) is made of another rate: take churn(formula).rate() and its rescaled(from, to)",
                formula);
        checkTold("formula", formula, formula.counts());
        checkArgument(
                tellsDays || !ChurnParts.needsDays(formula), "formula (%s) needs days, which %s do not tell", formula, teller);
        return new ChurnFigure<>(this, formula);
    }

    Optional<RetentionRate> retention(RetentionFormula formula) {
        checkArgument(
                formula != RetentionFormula.ONE_MINUS_CHURN,
                "formula (%s) is made of a churn rate: take churn(formula).rate() and its toRetention()",
                formula);
        checkTold("formula", formula, formula.counts());
        return flow.findRetention(formula);
    }

    void checkTold(String what, Enum<?> name, Set<CustomerCount> counts) {
        for (CustomerCount count : counts) {
            checkArgument(
                    flow.findCount(count).isPresent(),
                    "%s (%s) needs %s, which %s do not tell",
                    what,
                    name.name(),
                    count,
                    teller);
        }
    }

    Members<K> members(Collection<CustomerCount> counts) {
        return counted.members(
                counts.stream().flatMap(count -> cells.apply(count).stream()).toList());
    }

    ChurnReconciliation<K> reconcile(ChurnFormula left, ChurnFormula right) {
        Columns<K, C> columns = new Columns<>();
        Side<C> one = new Side<>(this, columns, left);
        Side<C> other = new Side<>(this, columns, right);
        columns.amounts = counted.amountsOf(List.copyOf(columns.indexes.keySet())).columns();
        HistoryStore<K> store = counted.store();
        List<ChurnReconciliation.Difference<K>> differences = new ArrayList<>();
        for (int customer = 0; customer < store.customers(); customer++) {
            long losses = one.losses(columns, customer);
            long otherLosses = other.losses(columns, customer);
            if (losses != otherLosses) {
                differences.add(new ChurnReconciliation.Difference<>(store.customer(customer), losses, otherLosses));
            }
        }
        return new ChurnReconciliation<>(
                left,
                flow.findChurn(left),
                right,
                flow.findChurn(right),
                List.copyOf(differences),
                Reconciliation.of(
                        left.name(), one.denominator(columns, store), right.name(), other.denominator(columns, store)));
    }

    Optional<ChurnRate> rate(ChurnFormula formula) {
        return flow.findChurn(formula);
    }

    /** What each customer adds to the cells of two formulas, a column for each cell. */
    private static final class Columns<K, C> {
        private final Map<C, Integer> indexes = new LinkedHashMap<>();
        private List<Measured<K>.Column> amounts = List.of();

        int of(C cell) {
            return indexes.computeIfAbsent(cell, unused -> indexes.size());
        }
    }

    /** One formula in a comparison: what it counts of each customer, and whom it divides by. */
    private static final class Side<C> {
        // The column, the sign, and whether the amount is a number of events: of each cell of the numerator.
        private final List<int[]> numerator = new ArrayList<>();
        private final List<Integer> denominator = new ArrayList<>();

        Side(PeriodCounts<?, C> counts, Columns<?, C> columns, ChurnFormula formula) {
            ChurnParts.numerator(formula).forEach((count, sign) -> {
                int events = counts.amountsAreEvents && FlowCell.isOfEvents(count) ? 1 : 0;
                counts.cells.apply(count).forEach(cell -> numerator.add(new int[] {columns.of(cell), sign, events}));
            });
            ChurnParts.denominator(formula)
                    .forEach(count -> counts.cells.apply(count).forEach(cell -> denominator.add(columns.of(cell))));
        }

        <K> long losses(Columns<K, C> columns, int customer) {
            long losses = 0;
            for (int[] part : numerator) {
                Measured<K>.Column column = columns.amounts.get(part[0]);
                if (column.has(customer)) {
                    losses += part[1] * (part[2] == 1 ? column.at(customer) : 1);
                }
            }
            return losses;
        }

        <K> Members<K> denominator(Columns<K, C> columns, HistoryStore<K> store) {
            return store.members(IntStream.range(0, store.customers())
                    .filter(customer -> denominator.stream()
                            .anyMatch(column -> columns.amounts.get(column).has(customer)))
                    .toArray());
        }
    }
}
