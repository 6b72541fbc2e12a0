package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
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
 * @param source the customers behind the counts
 * @param flow the counts, without what days tell
 * @param days all counts and what happened day by day, which may have to be counted first; null if that is not told
 * @param teller who tells the counts, to name it where it does not
 */
record PeriodCounts<K, C>(
        String label,
        Source<K, C> source,
        CustomerFlow flow,
        @Nullable Supplier<CustomerFlow> days,
        String teller) {

    /** Counts of windows of days, which need not begin with a period. */
    static final Set<CustomerCount> OF_DAYS =
            Sets.immutableEnumSet(CustomerCount.LIVE_30_DAYS_AGO, CustomerCount.LOSSES_IN_30_DAYS);

    /** The cells behind counts, and the customers behind cells. */
    interface Source<K, C> {
        /** Who was counted; refused where that is not known. */
        HistoryStore<K> store();

        /** The cells whose customers, in none of them twice unless they count twice, are those of a count; none if it is not told. */
        List<C> cells(CustomerCount count);

        /** Whether the amount of a customer's cell is how many more events there were than one. */
        boolean isOfEvents(C cell);

        Members<K> members(List<C> cells);

        /** What each customer adds to some cells, a column for each. */
        List<Measured<K>.Column> columns(List<C> cells);
    }

    /** Cells that count customers, each once. */
    record OfCustomers<K, C>(Counted<K, C> counted, Function<CustomerCount, List<C>> behind) implements Source<K, C> {
        @Override
        public HistoryStore<K> store() {
            return counted.store();
        }

        @Override
        public List<C> cells(CustomerCount count) {
            return behind.apply(count);
        }

        @Override
        public boolean isOfEvents(C cell) {
            return false;
        }

        @Override
        public Members<K> members(List<C> cells) {
            return counted.members(cells);
        }

        @Override
        public List<Measured<K>.Column> columns(List<C> cells) {
            return counted.amountsOf(cells).columns();
        }
    }

    /** The counts with what is known of days. */
    CustomerFlow wholeFlow() {
        return days == null ? flow : days.get();
    }

    ChurnFigure<K> churn(ChurnFormula formula) {
        checkArgument(
                requireNonNull(formula, "formula") != ChurnFormula.RESCALED,
                "formula (%s) is made of another rate: take churn(formula).rate() and its rescaled(from, to)",
                formula);
        checkTold("formula", formula, Sets.difference(formula.counts(), OF_DAYS));
        checkArgument(
                days != null || !needsDays(formula), "formula (%s) needs days, which %s do not tell", formula, teller);
        return new ChurnFigure<>(this, formula);
    }

    private static boolean needsDays(ChurnFormula formula) {
        return formula.basis() != ChurnFormula.Basis.COUNTS
                || formula.counts().stream().anyMatch(OF_DAYS::contains);
    }

    /** The cells behind a count, which must be told. */
    List<C> told(CustomerCount count) {
        List<C> cells = source.cells(requireNonNull(count, "count"));
        checkTold("count", count, count, !cells.isEmpty());
        return cells;
    }

    Optional<RetentionRate> retention(RetentionFormula formula) {
        checkArgument(
                requireNonNull(formula, "formula") != RetentionFormula.ONE_MINUS_CHURN,
                "formula (%s) is made of a churn rate: take churn(formula).rate() and its toRetention()",
                formula);
        checkTold("formula", formula, formula.counts());
        return flow.findRetention(formula);
    }

    private void checkTold(String what, Enum<?> name, Set<CustomerCount> counts) {
        counts.forEach(
                count -> checkTold(what, name, count, flow.findCount(count).isPresent()));
    }

    private void checkTold(String what, Enum<?> name, CustomerCount count, boolean told) {
        checkArgument(told, "%s (%s) needs %s, which %s do not tell", what, name.name(), count, teller);
    }

    Members<K> members(Collection<CustomerCount> counts) {
        return source.members(
                counts.stream().flatMap(count -> source.cells(count).stream()).toList());
    }

    ChurnReconciliation<K> reconcile(ChurnFormula left, ChurnFormula right) {
        Map<C, Integer> indexes = new LinkedHashMap<>();
        Side one = side(left, indexes);
        Side other = side(right, indexes);
        List<Measured<K>.Column> columns = source.columns(List.copyOf(indexes.keySet()));
        HistoryStore<K> store = source.store();
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
            for (C cell : source.cells(count)) {
                numerator.add(new Part(column(cell, indexes), sign, source.isOfEvents(cell)));
            }
        });
        int[] denominator = formula.denominator().terms().stream()
                .flatMap(count -> source.cells(count).stream())
                .mapToInt(cell -> column(cell, indexes))
                .toArray();
        return new Side(numerator.toArray(Part[]::new), denominator);
    }

    private static <C> int column(C cell, Map<C, Integer> indexes) {
        return indexes.computeIfAbsent(cell, unused -> indexes.size());
    }

    Optional<ChurnRate> rate(ChurnFormula formula) {
        return (needsDays(formula) ? wholeFlow() : flow).findChurn(formula);
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
