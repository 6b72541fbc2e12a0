package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A rate on renewals with its formula and the two numbers it came from: customers, or amounts in major units. This class is
 * immutable and thread-safe.
 *
 * @param formula what is meant
 * @param numerator the upper number, at least 0
 * @param denominator the lower number, above 0
 * @since 0.1.0
 */
public record RenewalRate(RenewalFormula formula, BigDecimal numerator, BigDecimal denominator) {
    /**
     * Checks the numbers.
     *
     * @param formula what is meant
     * @param numerator the upper number
     * @param denominator the lower number
     * @throws IllegalArgumentException if {@code denominator} is not above 0, {@code numerator} is below 0 or, but for net value, above
     *     {@code denominator}, one of them is no whole number though customers are counted, or an amount passes the range of doubles
     */
    public RenewalRate {
        requireNonNull(formula, "formula");
        Checks.amount(numerator, "numerator");
        checkArgument(
                Checks.amount(denominator, "denominator").signum() > 0,
                "denominator (%s) must be above 0",
                denominator);
        checkArgument(numerator.signum() >= 0, "numerator (%s) must be at least 0", numerator);
        checkArgument(
                numerator.compareTo(denominator) <= 0
                        || formula.numerator().terms().contains(RenewalItem.RENEWED_VALUE),
                "numerator (%s) must be at most denominator (%s) by %s",
                numerator,
                denominator,
                formula);
        checkArgument(
                !formula.isOfCustomers() || (isCount(numerator) && isCount(denominator)),
                "numerator (%s) and denominator (%s) must be whole numbers that fit a long by %s",
                numerator,
                denominator,
                formula);
    }

    private static boolean isCount(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    /**
     * The rate as a fraction of 1.
     *
     * @return {@code numerator / denominator}, at least 0; in [0, 1] but for net value
     */
    public double asDouble() {
        return numerator.doubleValue() / denominator.doubleValue();
    }

    /**
     * The rate as a share of customers, which has intervals and comparisons.
     *
     * @return so many of so many; empty by a formula of value
     */
    public Optional<Proportion> proportion() {
        return formula.isOfCustomers()
                ? Optional.of(Proportion.of(numerator.longValueExact(), denominator.longValueExact()))
                : Optional.empty();
    }

    /** Prints the rate, its numbers and its formula, such as {@code 66.7 % (4 of 6, CUSTOMERS_PENDING_LOST)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble()) + " (" + numerator.toPlainString() + " of " + denominator.toPlainString() + ", "
                + formula + ")";
    }

    /**
     * One rate with the pending renewals left out, taken for lost, and taken for won: what can be said of it while some are pending.
     *
     * <p>Of customers and of gross value the rate at the end lies between the last two. Of net value it may come to more, where the
     * pending renew for more than is due. This class is immutable and thread-safe.
     *
     * @param leftOut the rate of what is decided; empty if nothing is
     * @param asLost the rate if nobody renews any more
     * @param asWon the rate if all others renew for what is due
     * @since 0.1.0
     */
    public record Bounds(Optional<RenewalRate> leftOut, RenewalRate asLost, RenewalRate asWon) {
        /**
         * Refuses null.
         *
         * @param leftOut the rate of what is decided
         * @param asLost the rate if nobody renews any more
         * @param asWon the rate if all others renew
         */
        public Bounds {
            requireNonNull(leftOut, "leftOut");
            requireNonNull(asLost, "asLost");
            requireNonNull(asWon, "asWon");
        }

        /** Prints the three rates. */
        @Override
        public String toString() {
            return leftOut.map(RenewalRate::toString).orElse("nothing decided") + "; pending lost: " + asLost
                    + "; pending won: " + asWon;
        }
    }
}
