package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.ProportionComparison;
import dev.retention.cohort.CohortTable;
import dev.retention.internal.Checks;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Measured;
import dev.retention.value.AmountPerCustomer;
import dev.retention.value.LifetimeValueFormula;
import dev.retention.value.RealisedValues;
import dev.retention.value.ValueCell;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Customers who chose something, set beside those who did not: referred or not, members of a programme or not.
 *
 * <p>Such a difference is <em>selection</em>: who chooses is another customer to begin with, and nothing here tells what the choice itself
 * did. An effect needs an experiment in which chance decides who may choose. So the result says the word wherever it is printed.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param chosen the name of the group that chose, such as {@code referred}
 * @param what what is compared, such as {@code retention at age 3}
 * @param comparison the group that chose, compared with the others
 * @since 0.1.0
 */
public record SelfSelected(String chosen, String what, ProportionComparison comparison) {
    private static final double CONFIDENCE = 0.95;
    private static final String SELECTION = "; selection, since customers chose themselves: no effect is shown";

    /**
     * Checks that all is there.
     *
     * @param chosen the name of the group that chose
     * @param what what is compared
     * @param comparison the group that chose, compared with the others
     */
    public SelfSelected {
        requireNonNull(chosen, "chosen");
        requireNonNull(what, "what");
        requireNonNull(comparison, "comparison");
    }

    /**
     * Retention at like ages: over the cohorts in which both groups have customers observed at that age, pooled.
     *
     * @param byChoice the tables of a grouping that has one label, of those who chose, such as {@link Referrals#referred} or
     *     {@link Programme#joined}; the others are in {@link Group#MISSING}
     * @param chosen that label
     * @param age the column, from 0
     * @param <K> the type of customer keys
     * @return the comparison; empty if there is no such cohort
     * @throws IllegalArgumentException if nobody has the label {@code chosen} and somebody another, or of columns that are never OBSERVED, see {@link CohortTable#comparedWith}
     * @throws IndexOutOfBoundsException if the tables have no such column
     */
    public static <K> Optional<SelfSelected> retention(ByGroup<CohortTable<K>> byChoice, String chosen, int age) {
        CohortTable<K> those = chosen(byChoice, chosen);
        return those.comparedWith(byChoice.inGroup(Group.MISSING))
                .pooled(age)
                .map(comparison -> new SelfSelected(chosen, "retention at age " + age, comparison));
    }

    /**
     * Value within the same number of days: over the cohorts in which both groups have customers whose days are over, pooled.
     *
     * <pre>
     *   difference   x̄ − ȳ ± z √(s²/n + t²/m)
     * </pre>
     *
     * with the means, variances and numbers of customers of both groups and the normal quantile {@code z}; of few customers, or of amounts of
     * which few make most, it is too narrow. Takes two more passes over the store.
     *
     * @param byChoice the values {@linkplain dev.retention.value.RealisedValue#within within a number of days}, parted as for {@link
     *     #retention}
     * @param chosen the label of those who chose
     * @param confidence the level, inside (0, 1), such as 0.95
     * @param <K> the type of customer keys
     * @return the comparison; empty if a group has fewer than two customers in such cohorts
     * @throws IllegalArgumentException if nobody has the label {@code chosen} and somebody another, if the values are to date, when ages differ, or {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if the values were made from a tally
     */
    public static <K> Optional<Value> value(ByGroup<RealisedValues<K>> byChoice, String chosen, double confidence) {
        Checks.openUnit(confidence, "confidence");
        RealisedValues<K> those = chosen(byChoice, chosen);
        RealisedValues<K> others = byChoice.inGroup(Group.MISSING);
        checkArgument(
                those.total()
                        .map(value -> value.formula() != LifetimeValueFormula.HISTORIC)
                        .orElse(true),
                "byChoice (%s) must be values within a number of days, not to date",
                those);
        List<ValueCell> cells = those.counted().cells().stream()
                .filter(cell -> cell.maturity() == ValueCell.Maturity.COMPLETE)
                .filter(cell -> others.counted().count(cell) > 0)
                .toList();
        Optional<Currency> currency = those.counted().currency();
        if (cells.isEmpty() || currency.isEmpty()) {
            return Optional.empty();
        }
        Moments first = Moments.of(those.counted(), cells);
        Moments second = Moments.of(others.counted(), cells);
        if (first.count < 2 || second.count < 2) {
            return Optional.empty();
        }
        AmountPerCustomer mean = first.mean(those.counted(), currency.get());
        AmountPerCustomer reference = second.mean(others.counted(), currency.get());
        double error = Math.sqrt(first.varianceOfMean() + second.varianceOfMean())
                * those.counted().major(1).doubleValue();
        return Optional.of(new Value(
                chosen, mean, reference, Interval.normal(mean.asDouble() - reference.asDouble(), error, confidence)));
    }

    /** The table of those who chose; refuses a label that nobody has where somebody has another. */
    private static <T> T chosen(ByGroup<T> byChoice, String chosen) {
        Group group = Group.of(requireNonNull(chosen, "chosen"));
        List<Group> labels = requireNonNull(byChoice, "byChoice").groups().stream()
                .filter(each -> !each.equals(Group.MISSING))
                .toList();
        checkArgument(
                labels.isEmpty() || labels.contains(group), "chosen (%s) must be one of the labels %s", chosen, labels);
        return byChoice.inGroup(group);
    }

    /** Numbers of customers, the sum of their amounts and of its squares, in minor units. */
    private record Moments(long count, BigInteger sum, BigInteger squares) {
        static <K> Moments of(Counted<K, ValueCell> counted, List<ValueCell> cells) {
            long count = 0;
            BigInteger sum = BigInteger.ZERO;
            BigInteger squares = BigInteger.ZERO;
            for (Measured<K>.Column column : counted.amountsOf(cells).columns()) {
                for (long amount : column.sorted()) {
                    BigInteger exact = BigInteger.valueOf(amount);
                    count++;
                    sum = sum.add(exact);
                    squares = squares.add(exact.multiply(exact));
                }
            }
            return new Moments(count, sum, squares);
        }

        AmountPerCustomer mean(Counted<?, ?> counted, Currency currency) {
            return AmountPerCustomer.of(counted.major(sum.longValueExact()), count, currency);
        }

        /** {@code (n Σx² − (Σx)²) / (n² (n − 1))}, with an exact numerator. */
        double varianceOfMean() {
            BigInteger n = BigInteger.valueOf(count);
            double numerator = n.multiply(squares).subtract(sum.multiply(sum)).doubleValue();
            return numerator / count / count / (count - 1);
        }
    }

    /**
     * What those who chose brought, beside the others. This class is immutable and thread-safe.
     *
     * @param chosen the name of the group that chose, such as {@code referred}
     * @param amount what they brought per customer
     * @param reference what the others brought per customer
     * @param difference the interval of the difference, in major units
     * @since 0.1.0
     */
    public record Value(String chosen, AmountPerCustomer amount, AmountPerCustomer reference, Interval difference) {
        /**
         * Checks that all is there.
         *
         * @param chosen the name of the group that chose
         * @param amount what they brought per customer
         * @param reference what the others brought per customer
         * @param difference the interval of the difference
         */
        public Value {
            requireNonNull(chosen, "chosen");
            requireNonNull(amount, "amount");
            requireNonNull(reference, "reference");
            requireNonNull(difference, "difference");
        }

        /** Prints both amounts, the interval of the difference, and that it is selection. */
        @Override
        public String toString() {
            return "value: " + chosen + " " + amount + ", others " + reference + ", difference " + difference
                    + SELECTION;
        }
    }

    /** Prints both shares, the difference with its 95 % interval, and that it is selection. */
    @Override
    public String toString() {
        return what + ": " + chosen + " " + comparison.first() + ", others " + comparison.reference()
                + ", difference " + comparison.differenceInterval(CONFIDENCE).toPercentString()
                + SELECTION;
    }
}
