package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.rule.Reconciliation;
import java.util.List;
import java.util.Optional;

/**
 * Why two churn formulas say different things of one period: the customers whose losses they count differently, and those who
 * are in one denominator only.
 *
 * <p>The differences add up: the sum over customers of {@code right − left} is the right formula's count of losses less the
 * left one's. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class ChurnReconciliation<K> {
    private final String left;
    private final String right;
    private final List<Difference<K>> numerator;
    private final Reconciliation<K> denominator;

    ChurnReconciliation(
            ChurnFormula left,
            Optional<ChurnRate> leftRate,
            ChurnFormula right,
            Optional<ChurnRate> rightRate,
            List<Difference<K>> numerator,
            Reconciliation<K> denominator) {
        this.left = leftRate.map(ChurnRate::toString).orElse("undefined (" + left + ")");
        this.right = rightRate.map(ChurnRate::toString).orElse("undefined (" + right + ")");
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * The customers whose losses the formulas count differently.
     *
     * @return the customers in the order of the store, none of them counted equally; unmodifiable
     */
    public List<Difference<K>> numerator() {
        return numerator;
    }

    /**
     * The customers of the denominators. For formulas that divide by means or by exposure, these are all who had a part.
     *
     * @return who is in one denominator only, and who in both
     */
    public Reconciliation<K> denominator() {
        return denominator;
    }

    /**
     * By how much the right formula counts more losses.
     *
     * @return the sum of the differences; for the daily formulas and the exposure, in losses, before they are divided
     */
    public long difference() {
        return numerator.stream().mapToLong(Difference::difference).sum();
    }

    /** Prints both rates and who makes the difference. */
    @Override
    public String toString() {
        return left + " against " + right + "; losses counted differently: " + numerator
                + "; only in the first denominator: " + denominator.onlyLeft() + ", only in the second: "
                + denominator.onlyRight();
    }

    /**
     * How often each formula counts a customer.
     *
     * @param customer the key
     * @param left losses by the left formula; below 0 for returns that are set against losses
     * @param right losses by the right formula, likewise
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Difference<K>(K customer, long left, long right) {
        /**
         * Refuses null.
         *
         * @param customer the key of the customer
         * @param left the customer's number by the one formula
         * @param right and by the other
         */
        public Difference {
            requireNonNull(customer, "customer");
        }

        /**
         * How much more the right formula counts.
         *
         * @return {@code right − left}
         */
        public long difference() {
            return right - left;
        }

        /** Prints the customer and both numbers, such as {@code 7: 0 → 1}. */
        @Override
        public String toString() {
            return customer + ": " + left + " → " + right;
        }
    }
}
