package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.SignedSum;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A customer who adds to two renewal rates what is not the same, from {@link RenewalTable.InPeriod#reconcile}: such as those whose
 * renewal is pending, where it is taken for lost in one rate and for won in the other. This class is immutable, and thread-safe if the
 * key is.
 *
 * @param customer the key
 * @param left what it adds to the one rate
 * @param right and to the other
 * @param <K> the type of keys
 * @since 0.1.0
 */
public record RenewalDifference<K>(K customer, Share left, Share right) {
    /**
     * Refuses null.
     *
     * @param customer the key
     * @param left what it adds to the one rate
     * @param right and to the other
     */
    public RenewalDifference {
        requireNonNull(customer, "customer");
        requireNonNull(left, "left");
        requireNonNull(right, "right");
    }

    /**
     * What a customer adds to a rate: 0 or 1 customers, or amounts in major units.
     *
     * @param numerator to the upper number
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

    /** The customers in the order of the store; {@code cells} are of one period, in the order of the items. */
    static <K> List<RenewalDifference<K>> between(
            Counted<K, RenewalCell> counted, List<RenewalCell> cells, RenewalFormula left, RenewalFormula right) {
        List<Measured<K>.Column> columns = counted.amountsOf(cells).columns();
        List<RenewalDifference<K>> differences = new ArrayList<>();
        for (int customer = 0; customer < counted.store().customers(); customer++) {
            Share one = share(counted, left, columns, customer);
            Share other = share(counted, right, columns, customer);
            if (!one.equals(other)) {
                differences.add(new RenewalDifference<>(counted.store().customer(customer), one, other));
            }
        }
        return List.copyOf(differences);
    }

    private static <K> Share share(
            Counted<K, RenewalCell> counted, RenewalFormula formula, List<Measured<K>.Column> columns, int customer) {
        return new Share(
                side(counted, formula, formula.numerator(), columns, customer),
                side(counted, formula, formula.denominator(), columns, customer));
    }

    private static <K> BigDecimal side(
            Counted<K, RenewalCell> counted,
            RenewalFormula formula,
            SignedSum<RenewalItem> items,
            List<Measured<K>.Column> columns,
            int customer) {
        long sum = items.sum(item -> {
            Measured<K>.Column column = columns.get(item.ordinal());
            return !column.has(customer) ? 0 : formula.isOfCustomers() ? 1 : column.at(customer);
        });
        return formula.isOfCustomers() ? BigDecimal.valueOf(sum) : counted.major(sum);
    }

    /** Prints the customer and both sides, such as {@code ann: 0/1 against 1/1}. */
    @Override
    public String toString() {
        return customer + ": " + left + " against " + right;
    }
}
