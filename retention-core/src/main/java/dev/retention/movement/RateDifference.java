package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.SignedSum;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A customer who adds to two rates of value what is not the same, from {@link RevenueMovements.InPeriod#reconcile} and {@link
 * RenewalTable.InPeriod#reconcile}: such as those who left and came back in a period, or whose renewal is pending, where it is taken for
 * lost in one rate and for won in the other.
 *
 * <p>Over all such customers the differences add up to that of the two numerators and that of the two denominators. This class is
 * immutable, and thread-safe if the key is.
 *
 * @param customer the key
 * @param left what it adds to the one rate
 * @param right and to the other
 * @param <K> the type of keys
 * @since 0.1.0
 */
public record RateDifference<K>(K customer, Share left, Share right) {
    /**
     * Refuses null.
     *
     * @param customer the key
     * @param left what it adds to the one rate
     * @param right and to the other
     */
    public RateDifference {
        requireNonNull(customer, "customer");
        requireNonNull(left, "left");
        requireNonNull(right, "right");
    }

    /**
     * What a customer adds to a rate: a number of customers, or amounts in major units.
     *
     * @param numerator to the upper number; below 0 where more is taken off
     * @param denominator to the lower number
     * @since 0.1.0
     */
    public record Share(BigDecimal numerator, BigDecimal denominator) {
        /**
         * Checks the amounts.
         *
         * @param numerator to the upper number
         * @param denominator to the lower number
         * @throws IllegalArgumentException if an amount passes the range of doubles
         */
        public Share {
            Checks.amount(numerator, "numerator");
            Checks.amount(denominator, "denominator");
        }

        /** Prints both, such as {@code 0/1}. */
        @Override
        public String toString() {
            return numerator.toPlainString() + "/" + denominator.toPlainString();
        }
    }

    /**
     * One of the two sides of a rate.
     *
     * @param items what is added up
     * @param ofCustomers whether customers are, and not their amounts
     */
    record Side<I>(SignedSum<I> items, boolean ofCustomers) {}

    /** A rate of a table, and the cells of its items. */
    record Rate<K, I, C>(Counted<K, C> counted, Side<I> numerator, Side<I> denominator, Function<I, C> cell) {
        /** What each customer adds to it. */
        Shares<K, I> shares() {
            List<I> items = Stream.of(numerator, denominator)
                    .flatMap(side -> side.items.terms().stream())
                    .distinct()
                    .toList();
            return new Shares<>(
                    this,
                    items,
                    counted.amountsOf(items.stream().map(cell).toList()).columns());
        }
    }

    /** The amounts of a rate's items, a column for each. */
    record Shares<K, I>(Rate<K, I, ?> rate, List<I> items, List<Measured<K>.Column> columns) {
        Share of(int customer) {
            return new Share(of(rate.numerator, customer), of(rate.denominator, customer));
        }

        private BigDecimal of(Side<I> side, int customer) {
            long sum = side.items.sum(item -> {
                Measured<K>.Column column = columns.get(items.indexOf(item));
                return !column.has(customer) ? 0 : side.ofCustomers ? 1 : column.at(customer);
            });
            return side.ofCustomers ? BigDecimal.valueOf(sum) : rate.counted.major(sum);
        }
    }

    /** The customers in the order of the store. */
    static <K> List<RateDifference<K>> between(Rate<K, ?, ?> left, Rate<K, ?, ?> right) {
        HistoryStore<K> store = left.counted.store();
        checkArgument(store == right.counted.store(), "other must be a table of the same store");
        Shares<K, ?> lefts = left.shares();
        Shares<K, ?> rights = right.shares();
        List<RateDifference<K>> differences = new ArrayList<>();
        for (int customer = 0; customer < store.customers(); customer++) {
            Share one = lefts.of(customer);
            Share other = rights.of(customer);
            if (!one.equals(other)) {
                differences.add(new RateDifference<>(store.customer(customer), one, other));
            }
        }
        return List.copyOf(differences);
    }

    /** Prints the customer and both sides, such as {@code ann: 0/1 against 1/1}. */
    @Override
    public String toString() {
        return customer + ": " + left + " against " + right;
    }
}
