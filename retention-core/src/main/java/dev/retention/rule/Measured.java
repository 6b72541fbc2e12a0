package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.internal.ExactQuantile;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * What a {@link Measure} says of every customer of a store, column by column. This class is immutable and thread-safe.
 *
 * <pre>{@code
 * Measured<Long> measured = Sweep.over(orders).measure(Measure.of("orders", months, (history, sink) -> sink.set(history.size())));
 * measured.column().top(10).members();
 * }</pre>
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Measured<K> implements Tabular {
    private final Sweep<K> sweep;
    private final Measure measure;
    private final List<Column> columns;

    private Measured(Sweep<K> sweep, Measure measure, MeasureColumns numbers) {
        this.sweep = sweep;
        this.measure = measure;
        this.columns = IntStream.range(0, measure.columns().size())
                .mapToObj(i -> new Column(measure.columns().get(i), i, numbers))
                .toList();
    }

    static <K> Measured<K> of(Sweep<K> sweep, Measure measure, List<MeasureSink> parts) {
        return new Measured<>(
                sweep,
                measure,
                MeasureColumns.joined(parts.stream().map(MeasureSink::columns).toList()));
    }

    /** {@return the measure} */
    public Measure measure() {
        return measure;
    }

    /** {@return the sweep that measured} */
    public Sweep<K> sweep() {
        return sweep;
    }

    /**
     * The store that was measured.
     *
     * @return the store
     */
    public HistoryStore<K> store() {
        return sweep.store();
    }

    /**
     * All columns.
     *
     * @return the columns in the measure's order
     */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The first column.
     *
     * @return the column
     */
    public Column column() {
        return columns.get(0);
    }

    /**
     * A column.
     *
     * @param name the name of the column
     * @return the column
     * @throws IllegalArgumentException if the measure has no such column
     */
    public Column column(String name) {
        int index = measure.columns().indexOf(requireNonNull(name, "name"));
        checkArgument(index >= 0, "name (%s) must be one of the columns %s", name, measure.columns());
        return columns.get(index);
    }

    /**
     * Measures another state of the data and tells whose numbers changed.
     *
     * @param later the store with late, corrected or merged events
     * @return the customers whose numbers changed, in the order of this store, new ones last
     */
    public List<Change<K>> restate(HistoryStore<K> later) {
        return Restatement.changes(measure, store(), requireNonNull(later, "later"));
    }

    /**
     * How one customer's number changed.
     *
     * @param customer the key
     * @param column the name of the column
     * @param before the number before, empty if there was none
     * @param after the number after, empty if there is none
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Change<K>(K customer, String column, OptionalLong before, OptionalLong after) {
        /**
         * Checks the components.
         *
         * @param customer the key
         * @param column the name of the column
         * @param before the number before, empty if there was none
         * @param after the number after, empty if there is none
         * @throws NullPointerException if a component is null
         */
        public Change {
            requireNonNull(after, "after");
            requireNonNull(before, "before");
            requireNonNull(column, "column");
            requireNonNull(customer, "customer");
        }
    }

    /**
     * How a quantile is read between the numbers that are there, after Hyndman and Fan (1996, doi:10.1080/00031305.1996.10473566). A share
     * is the decimal that it is written as: at 0.07 of 101 numbers is the eighth, not one a hair above it.
     */
    public enum Quantile {
        /** Type 1: the smallest number that at least the share reaches; always one of the numbers. */
        INVERSE_ECDF,
        /** Type 7: linear between the numbers at {@code (n − 1)p}; what R and spreadsheets do unless told otherwise. */
        LINEAR,
        /** Type 8: linear at {@code (n + 1/3)p + 1/3}; median-unbiased whatever the distribution. */
        MEDIAN_UNBIASED;

        /** The quantile of ascending numbers. */
        private OptionalDouble of(long[] sorted, double share) {
            return sorted.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            ExactQuantile.valueOf(name()).of(sorted, share).doubleValue());
        }
    }

    /**
     * The customers with the largest numbers.
     *
     * @param members the customers, at least as many as asked for if there are so many: those tied with the last are all in
     * @param bound the smallest of their numbers
     * @param tied how many customers have that number
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Top<K>(Members<K> members, long bound, int tied) {
        /**
         * Checks the components.
         *
         * @param members the customers, at least as many as asked for if there are so many: those tied with the last are all in
         * @param bound the smallest of their numbers
         * @param tied how many customers have that number
         * @throws NullPointerException if a component is null
         */
        public Top {
            requireNonNull(members, "members");
        }
    }

    /**
     * One number of every customer who has it.
     *
     * @since 0.1.0
     */
    public final class Column {
        private final String name;
        private final int index;
        private final MeasureColumns numbers;

        private Column(String name, int index, MeasureColumns numbers) {
            this.name = name;
            this.index = index;
            this.numbers = numbers;
        }

        /**
         * What the numbers are.
         *
         * @return the name of the column
         */
        public String name() {
            return name;
        }

        /**
         * How many customers have a number.
         *
         * @return at least 0
         */
        public int size() {
            return numbers.size(index);
        }

        /**
         * The number of a customer.
         *
         * @param customer the key
         * @return the number, empty if the customer has none
         */
        public OptionalLong of(K customer) {
            int row = store().find(requireNonNull(customer, "customer")).orElse(-1);
            return row >= 0 && has(row) ? OptionalLong.of(at(row)) : OptionalLong.empty();
        }

        /**
         * Whether the customer with a number in the store has a value.
         *
         * @param customer the customer's number, from 0
         * @return whether there is one
         * @throws IndexOutOfBoundsException if there is no such customer
         */
        public boolean has(int customer) {
            return numbers.has(index, checkElementIndex(customer, numbers.rows(), "customer"));
        }

        /**
         * The value of the customer with a number in the store; only where {@link #has} says so.
         *
         * @param customer the customer's number, from 0
         * @return the value
         * @throws IndexOutOfBoundsException if there is no such customer
         */
        public long at(int customer) {
            return numbers.value(index, checkElementIndex(customer, numbers.rows(), "customer"));
        }

        /**
         * The numbers, ascending.
         *
         * @return a copy
         */
        public long[] sorted() {
            return numbers.ascending(index).clone();
        }

        Drawn drawn() {
            return Drawn.of(numbers, index, store()::customer);
        }

        /**
         * The sum of all numbers.
         *
         * @return the exact sum, 0 if nobody has a number
         */
        public BigInteger sum() {
            Sums sum = new Sums(1);
            Arrays.stream(numbers.ascending(index)).forEach(value -> sum.add(0, value));
            return sum.exact(0);
        }

        /**
         * A quantile of the numbers that are there. Takes constant time.
         *
         * @param type how it is read between the numbers
         * @param share the share of customers below, in [0, 1]
         * @return the quantile, empty if nobody has a number
         * @throws IllegalArgumentException if {@code share} is not in [0, 1]
         */
        public OptionalDouble quantile(Quantile type, double share) {
            requireNonNull(type, "type");
            checkArgument(share >= 0 && share <= 1, "share (%s) must be in [0, 1]", share);
            return type.of(numbers.ascending(index), share);
        }

        /**
         * The customers with the largest numbers.
         *
         * @param count how many, at least 1
         * @return all whose number is at least that of the {@code count}-th largest: more than asked for where some are tied
         *     with it, fewer if there are not so many
         * @throws IllegalArgumentException if {@code count < 1}, or nobody has a number
         */
        public Top<K> top(int count) {
            checkArgument(count >= 1, "count (%s) must be at least 1", count);
            long[] sorted = numbers.ascending(index);
            checkArgument(sorted.length > 0, "column %s must have a number of somebody", name);
            long bound = sorted[Math.max(0, sorted.length - count)];
            long tied = Arrays.stream(sorted).filter(value -> value == bound).count();
            return new Top<>(membersWhere(value -> value >= bound), bound, (int) tied);
        }

        /**
         * The customers with a number above a bound.
         *
         * @param bound any number
         * @return those whose number is larger than {@code bound}
         */
        public Members<K> membersAbove(long bound) {
            return membersWhere(value -> value > bound);
        }

        /**
         * The customers whose number fits a condition.
         *
         * @param condition the condition
         * @return those who have a number that fits
         */
        public Members<K> membersWhere(LongPredicate condition) {
            requireNonNull(condition, "condition");
            return store().members(IntStream.range(0, numbers.rows())
                    .filter(row -> numbers.has(index, row) && condition.test(numbers.value(index, row)))
                    .toArray());
        }

        /** Prints the name and how many have a number. */
        @Override
        public String toString() {
            return name + " of " + size() + " customers";
        }
    }

    /** {@return a row per column, with the sum and the least, the middle and the greatest number} */
    @Override
    public Sheet sheet() {
        return CountedSheet.of(this);
    }

    /** Prints the definition and the columns. */
    @Override
    public String toString() {
        return measure.definition() + ": " + columns;
    }
}
