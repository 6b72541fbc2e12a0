package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.math.BigDecimal;

/**
 * A ratio of recurring values with its formula and the two amounts it came from. This class is immutable and thread-safe.
 *
 * @param formula what is meant
 * @param numerator the upper amount, in major units
 * @param denominator the lower amount, in major units, above 0
 * @since 0.1.0
 */
public record RevenueRate(RevenueFormula formula, BigDecimal numerator, BigDecimal denominator) {

    /**
     * Checks the amounts.
     *
     * @param formula what is meant
     * @param numerator the upper amount
     * @param denominator the lower amount
     * @throws IllegalArgumentException if {@code denominator} is not above 0
     */
    public RevenueRate {
        requireNonNull(formula, "formula");
        requireNonNull(numerator, "numerator");
        checkArgument(denominator.signum() > 0, "denominator (%s) must be above 0", denominator);
    }

    /**
     * The ratio as a fraction of 1.
     *
     * @return {@code numerator / denominator}
     */
    public double asDouble() {
        return numerator.doubleValue() / denominator.doubleValue();
    }

    /** Prints the rate, its amounts and its formula, such as {@code 91.0 % (910.00 of 1000.00, NRR_COHORT)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble()) + " (" + numerator.toPlainString() + " of " + denominator.toPlainString() + ", "
                + formula + ")";
    }
}
