package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.ExactQuantile;
import dev.retention.internal.Fraction;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import java.io.Serializable;
import java.util.List;

/**
 * Customers in four groups by two numbers: those who bring much revenue and much profit, much of one alone, or little of both.
 *
 * <pre>{@code
 * Measure money = Measure.of("money", months, List.of("revenue", "profit"), (history, sink) -> {
 *     sink.set(0, revenueOf(history));
 *     sink.set(1, profitOf(history));
 * });
 * QuadrantTable<String> table = Quadrants.of(money, Cut.mean("revenue"), Cut.fixed("profit", 0)).of(orders);
 * table.inQuadrant(Quadrant.HIGH_LOW).members();          // much revenue, at a loss
 * table.stability(0.1).changed();                 // who would be elsewhere were a threshold 10 % lower or higher
 * }</pre>
 *
 * <p>A number is high if it is at least the threshold. Numbers may be below 0, and may be of anything: the two columns of any measure.
 * Customers who lack one of the numbers are in no group.
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe, and serialisable if its measure is.
 *
 * @since 0.1.0
 */
public final class Quadrants implements Serializable {
    private static final long serialVersionUID = 1;

    private final Measure measure;
    private final Cut first;
    private final Cut second;

    private Quadrants(Measure measure, Cut first, Cut second) {
        this.measure = measure;
        this.first = first;
        this.second = second;
    }

    /** One of the four groups, by the first number and the second. */
    public enum Quadrant {
        /** Both numbers are high. */
        HIGH_HIGH,
        /** The first number is high, the second low. */
        HIGH_LOW,
        /** The first number is low, the second high. */
        LOW_HIGH,
        /** Both numbers are low. */
        LOW_LOW;

        static Quadrant of(boolean firstIsHigh, boolean secondIsHigh) {
            return firstIsHigh ? (secondIsHigh ? HIGH_HIGH : HIGH_LOW) : (secondIsHigh ? LOW_HIGH : LOW_LOW);
        }

        String label(String first, String second) {
            return (this == HIGH_HIGH || this == HIGH_LOW ? "high " : "low ")
                    + first
                    + (this == HIGH_HIGH || this == LOW_HIGH ? ", high " : ", low ")
                    + second;
        }
    }

    /**
     * A column and from which number on it is high.
     *
     * @since 0.1.0
     */
    public static final class Cut implements Serializable {
        private static final long serialVersionUID = 1;

        private final String column;
        private final Finder finder;

        private Cut(String column, Finder finder) {
            this.column = requireNonNull(column, "column");
            this.finder = finder;
        }

        /**
         * A number of the caller's.
         *
         * @param column the name of the column
         * @param threshold the smallest number that is high, in the column's unit
         * @return the cut
         */
        public static Cut fixed(String column, long threshold) {
            return new Cut(column, new Finder.Fixed(threshold));
        }

        /**
         * The mean of all customers who have a number.
         *
         * @param column the name of the column
         * @return the cut
         */
        public static Cut mean(String column) {
            return new Cut(column, new Finder.Mean());
        }

        /**
         * A quantile of all customers who have a number, exactly: those at it are high.
         *
         * @param column the name of the column
         * @param type how it is read between the numbers
         * @param share the share of customers below, in [0, 1], such as 0.5 for the median; taken as the decimal that it is written as
         * @return the cut
         * @throws IllegalArgumentException if {@code share} is not in [0, 1]
         */
        public static Cut quantile(String column, Measured.Quantile type, double share) {
            requireNonNull(type, "type");
            checkArgument(share >= 0 && share <= 1, "share (%s) must be in [0, 1]", share);
            return new Cut(column, new Finder.OfShare(type, share));
        }

        /** {@return the name of the column} */
        public String column() {
            return column;
        }

        <K> Fraction inPeriod(Measured<K> measured) {
            return finder.find(measured.column(column));
        }

        /** Prints the column and how its threshold is found, such as {@code revenue at its mean}. */
        @Override
        public String toString() {
            return column + " at " + finder;
        }
    }

    /** How a threshold is found. */
    private sealed interface Finder extends Serializable {
        <K> Fraction find(Measured<K>.Column column);

        record Fixed(long number) implements Finder {
            private static final long serialVersionUID = 1;

            @Override
            public <K> Fraction find(Measured<K>.Column column) {
                return Fraction.of(number);
            }

            @Override
            public String toString() {
                return String.valueOf(number);
            }
        }

        record Mean() implements Finder {
            private static final long serialVersionUID = 1;

            @Override
            public <K> Fraction find(Measured<K>.Column column) {
                return Fraction.mean(column.sum(), column.size());
            }

            @Override
            public String toString() {
                return "its mean";
            }
        }

        record OfShare(Measured.Quantile type, double share) implements Finder {
            private static final long serialVersionUID = 1;

            @Override
            public <K> Fraction find(Measured<K>.Column column) {
                long[] sorted = column.sorted();
                return sorted.length == 0
                        ? Fraction.of(0)
                        : ExactQuantile.valueOf(type.name()).of(sorted, share);
            }

            @Override
            public String toString() {
                return "its quantile " + share + " (" + type + ")";
            }
        }
    }

    /**
     * Parts customers by two columns of a measure.
     *
     * @param measure the measure, such as of revenue and profit
     * @param first the column that comes first in names, and its threshold
     * @param second the other column and its threshold
     * @return the method
     * @throws IllegalArgumentException if the measure lacks a column, or both are the same
     */
    public static Quadrants of(Measure measure, Cut first, Cut second) {
        requireNonNull(measure, "measure");
        for (Cut cut : List.of(requireNonNull(first, "first"), requireNonNull(second, "second"))) {
            checkArgument(
                    measure.columns().contains(cut.column),
                    "column (%s) must be one of the columns %s of measure (%s)",
                    cut.column,
                    measure.columns(),
                    measure.definition());
        }
        checkArgument(!first.column.equals(second.column), "second (%s) must be of another column than first", second);
        return new Quadrants(measure, first, second);
    }

    /**
     * Measures all customers on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the four groups
     * @throws dev.retention.rule.RuleException if the measure fails; the message names the customer
     */
    public <K> QuadrantTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(requireNonNull(store, "store")));
    }

    /**
     * Measures all customers with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the four groups, the same on any number of threads
     * @throws dev.retention.rule.RuleException if the measure fails; the message names the customer
     */
    public <K> QuadrantTable<K> of(Sweep<K> sweep) {
        return of(requireNonNull(sweep, "sweep").measure(measure));
    }

    /**
     * Parts customers who were measured with others in one pass, or by a live store.
     *
     * @param measured what the measure says of them
     * @param <K> the type of customer keys
     * @return the four groups
     * @throws IllegalArgumentException if another measure was taken
     */
    public <K> QuadrantTable<K> of(Measured<K> measured) {
        checkArgument(
                requireNonNull(measured, "measured").measure().definition().equals(measure.definition()),
                "measured (%s) must be of the measure (%s)",
                measured.measure().definition(),
                measure.definition());
        return new QuadrantTable<>(this, measured, first.inPeriod(measured), second.inPeriod(measured));
    }

    Cut first() {
        return first;
    }

    Cut second() {
        return second;
    }

    /** By quadrants with thresholds that are known. */
    Grouping grouping(long leastFirst, long leastSecond, Grouping.Reading reading) {
        int one = measure.columns().indexOf(first.column);
        int other = measure.columns().indexOf(second.column);
        String firstName = first.column;
        String secondName = second.column;
        return Grouping.ofNumbers(
                firstName + " and " + secondName,
                measure,
                firstName + " high from " + leastFirst + ", " + secondName + " high from " + leastSecond,
                requireNonNull(reading, "reading"),
                numbers -> Quadrant.of(numbers[one] >= leastFirst, numbers[other] >= leastSecond)
                        .label(firstName, secondName));
    }

    /** Prints the measure and the cuts. */
    @Override
    public String toString() {
        return "quadrants of " + measure.definition() + ", " + first + " and " + second;
    }
}
