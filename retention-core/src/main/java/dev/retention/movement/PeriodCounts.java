package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

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
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one period, whatever rule counted them: what churn and retention are made of, and the customers behind them.
 *
 * @param label the period, in words
 * @param counted what was counted
 * @param flow the counts, without days
 * @param days the counts together with what happened day by day, which may have to be counted first; null if that is not told
 * @param cells the cells whose customers, in none of them twice, are those of a count that the flow knows
 * @param amounts what each customer adds to some of the cells, a column for each
 * @param teller who tells the counts, to name it where it does not
 * @param amountsAreEvents whether amounts of counts of events are how many more events there were than customers, rather than money
 */
record PeriodCounts<K, C>(
        String label,
        Counted<K, C> counted,
        CustomerFlow flow,
        @Nullable Supplier<CustomerFlow> days,
        Function<CustomerCount, List<C>> cells,
        Function<List<C>, Measured<K>> amounts,
        String teller,
        boolean amountsAreEvents) {

    /** The counts with what is known of days. */
    CustomerFlow wholeFlow() {
        return days == null ? flow : days.get();
    }

    ChurnFigure<K> churn(ChurnFormula formula) {
        checkArgument(
                requireNonNull(formula, "formula") != ChurnFormula.RESCALED,
                "formula (%s) is made of another rate: take churn(formula).rate() and its rescaled(from, to)",
                formula);
        checkTold("formula", formula, formula.counts());
        checkArgument(
                days != null || formula.basis() == ChurnFormula.Basis.COUNTS,
                "formula (%s) needs days, which %s do not tell",
                formula,
                teller);
        return new ChurnFigure<>(this, formula);
    }

    Optional<RetentionRate> retention(RetentionFormula formula) {
        checkArgument(
                requireNonNull(formula, "formula") != RetentionFormula.ONE_MINUS_CHURN,
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
        Map<C, Integer> indexes = new LinkedHashMap<>();
        Side one = side(left, indexes);
        Side other = side(right, indexes);
        List<Measured<K>.Column> columns =
                amounts.apply(List.copyOf(indexes.keySet())).columns();
        HistoryStore<K> store = counted.store();
        List<ChurnReconciliation.Difference<K>> differences = new ArrayList<>();
        IntStream.Builder ofOne = IntStream.builder();
        IntStream.Builder ofOther = IntStream.builder();
        for (int customer = 0; customer < store.customers(); customer++) {
            long losses = one.losses(columns, customer);
            long otherLosses = other.losses(columns, customer);
            if (losses != otherLosses) {
                differences.add(new ChurnReconciliation.Difference<>(store.customer(customer), losses, otherLosses));
            }
            if (one.divides(columns, customer)) {
                ofOne.add(customer);
            }
            if (other.divides(columns, customer)) {
                ofOther.add(customer);
            }
        }
        return new ChurnReconciliation<>(
                left,
                rate(left),
                right,
                rate(right),
                List.copyOf(differences),
                Reconciliation.of(
                        left.name(),
                        store.members(ofOne.build().toArray()),
                        right.name(),
                        store.members(ofOther.build().toArray())));
    }

    private Side side(ChurnFormula formula, Map<C, Integer> indexes) {
        List<Part> numerator = new ArrayList<>();
        formula.numerator().signs().forEach((count, sign) -> {
            boolean events = amountsAreEvents && FlowCell.isOfEvents(count);
            for (int column : columns(Set.of(count), indexes)) {
                numerator.add(new Part(column, sign, events));
            }
        });
        return new Side(
                numerator.toArray(Part[]::new), columns(formula.denominator().terms(), indexes));
    }

    private int[] columns(Set<CustomerCount> counts, Map<C, Integer> indexes) {
        return counts.stream()
                .flatMap(count -> cells.apply(count).stream())
                .mapToInt(cell -> indexes.computeIfAbsent(cell, unused -> indexes.size()))
                .toArray();
    }

    Optional<ChurnRate> rate(ChurnFormula formula) {
        return (formula.basis() == ChurnFormula.Basis.COUNTS ? flow : wholeFlow()).findChurn(formula);
    }

    /** A column of a numerator, with its sign, and whether its amounts are further events. */
    private record Part(int column, int sign, boolean events) {}

    /** One formula in a comparison: what it counts of each customer, and whom it divides by. */
    private static final class Side {
        private final Part[] numerator;
        private final int[] denominator;

        Side(Part[] numerator, int[] denominator) {
            this.numerator = numerator;
            this.denominator = denominator;
        }

        <K> long losses(List<Measured<K>.Column> columns, int customer) {
            long losses = 0;
            for (Part part : numerator) {
                Measured<K>.Column column = columns.get(part.column);
                if (column.has(customer)) {
                    losses += part.sign * (part.events ? 1 + column.at(customer) : 1);
                }
            }
            return losses;
        }

        <K> boolean divides(List<Measured<K>.Column> columns, int customer) {
            for (int column : denominator) {
                if (columns.get(column).has(customer)) {
                    return true;
                }
            }
            return false;
        }
    }
}
