package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.SignedSum;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Measured;
import dev.retention.time.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why two formulas of recurring value say different things: the customers of whom they count different amounts, above or below the line.
 *
 * <p>The differences add up to that of the two numerators and that of the two denominators. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class RevenueReconciliation<K> {
    private final String left;
    private final String right;
    private final List<Difference<K>> customers;

    private RevenueReconciliation(String left, String right, List<Difference<K>> customers) {
        this.left = left;
        this.right = right;
        this.customers = List.copyOf(customers);
    }

    static <K> RevenueReconciliation<K> of(
            RevenueMovements<K>.InPeriod one,
            RevenueFormula left,
            RevenueMovements<K>.InPeriod other,
            RevenueFormula right) {
        HistoryStore<K> store = one.table().store();
        checkArgument(store == other.table().store(), "other must be a table of the same store");
        String leftRate = print(one.rate(left), left);
        String rightRate = print(other.rate(right), right);
        Parts<K> leftParts = new Parts<>(one.table(), one.period(), left);
        Parts<K> rightParts = new Parts<>(other.table(), other.period(), right);
        List<Difference<K>> customers = new ArrayList<>();
        for (int i = 0; i < store.customers(); i++) {
            Amounts ofLeft = leftParts.of(i);
            Amounts ofRight = rightParts.of(i);
            if (!ofLeft.equals(ofRight)) {
                customers.add(new Difference<>(store.customer(i), ofLeft, ofRight));
            }
        }
        return new RevenueReconciliation<>(leftRate, rightRate, customers);
    }

    private static String print(Optional<RevenueRate> rate, RevenueFormula formula) {
        return rate.map(RevenueRate::toString).orElse("undefined (" + formula + ")");
    }

    /** What each customer adds to a formula in a period. */
    private static final class Parts<K> {
        private final Counted<K, RevenueCell> table;
        private final RevenueFormula formula;
        private final List<RevenueItem> items;
        private final List<Measured<K>.Column> columns;

        Parts(Counted<K, RevenueCell> table, Period period, RevenueFormula formula) {
            this.table = table;
            this.formula = formula;
            items = Stream.of(formula.numerator(), formula.denominator())
                    .flatMap(sum -> sum.terms().stream())
                    .distinct()
                    .toList();
            columns = table.amountsOf(items.stream()
                            .map(item -> new RevenueCell(period, item))
                            .toList())
                    .columns();
        }

        Amounts of(int customer) {
            BigDecimal numerator = major(formula.numerator(), customer);
            return new Amounts(
                    numerator,
                    formula.isPerCustomer()
                            ? BigDecimal.valueOf(formula.denominator()
                                    .sum(item -> column(item).has(customer) ? 1 : 0))
                            : major(formula.denominator(), customer));
        }

        private BigDecimal major(SignedSum<RevenueItem> sum, int customer) {
            return table.major(
                    sum.sum(item -> column(item).has(customer) ? column(item).at(customer) : 0));
        }

        private Measured<K>.Column column(RevenueItem item) {
            return columns.get(items.indexOf(item));
        }
    }

    /**
     * The customers of whom the formulas count different amounts.
     *
     * @return the customers in the order of the store; unmodifiable
     */
    public List<Difference<K>> customers() {
        return customers;
    }

    /**
     * By how much the right formula's numerator is larger.
     *
     * @return the sum over the customers, in major units
     */
    public BigDecimal numeratorDifference() {
        return customers.stream()
                .map(each -> each.right().numerator().subtract(each.left().numerator()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /**
     * By how much the right formula's denominator is larger.
     *
     * @return the sum over the customers, in major units, or customers for formulas per customer
     */
    public BigDecimal denominatorDifference() {
        return customers.stream()
                .map(each -> each.right().denominator().subtract(each.left().denominator()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Prints both rates and who makes the difference. */
    @Override
    public String toString() {
        return left + " against " + right + ": " + customers;
    }

    /**
     * What a customer adds to a formula.
     *
     * @param numerator above the line, in major units; below 0 where more is taken off
     * @param denominator below the line, in major units, or how often the customer is counted
     * @since 0.1.0
     */
    public record Amounts(BigDecimal numerator, BigDecimal denominator) {
        /**
         * Checks the amounts.
         *
         * @param numerator above the line
         * @param denominator below the line
         * @throws IllegalArgumentException if an amount passes the range of doubles
         */
        public Amounts {
            Checks.amount(numerator, "numerator");
            Checks.amount(denominator, "denominator");
        }

        /** Prints both, such as {@code 150.00 of 100.00}. */
        @Override
        public String toString() {
            return numerator.toPlainString() + " of " + denominator.toPlainString();
        }
    }

    /**
     * A customer of whom two formulas count different amounts.
     *
     * @param customer the key
     * @param left by the left formula
     * @param right by the right formula
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Difference<K>(K customer, Amounts left, Amounts right) {
        /**
         * Refuses null.
         *
         * @param customer the key
         * @param left by the left formula
         * @param right by the right formula
         */
        public Difference {
            requireNonNull(customer, "customer");
            requireNonNull(left, "left");
            requireNonNull(right, "right");
        }

        /** Prints the customer and both, such as {@code ann: 100.00 of 100.00 → 0.00 of 100.00}. */
        @Override
        public String toString() {
            return customer + ": " + left + " → " + right;
        }
    }
}
