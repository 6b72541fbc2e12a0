package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * What a subscriber is worth along an estimated survival curve, with the chance in how long the observed customers stayed.
 *
 * <p>Payments after the curve's end are not in the value. This class is immutable and thread-safe.
 *
 * @param value the value
 * @param standardError its standard error, in major units of the value's currency, finite and at least 0
 * @see DiscountedValue#along(AmountPerCustomer, dev.retention.survival.SurvivalCurve, double)
 * @since 0.1.0
 */
public record SurvivalValue(LifetimeValue value, double standardError) {

    /**
     * Checks the error.
     *
     * @param value the value
     * @param standardError its standard error
     * @throws IllegalArgumentException if {@code standardError} is negative or not finite
     */
    public SurvivalValue {
        requireNonNull(value, "value");
        Checks.notNegative(standardError, "standardError");
    }

    /**
     * A confidence interval by the normal law.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval, symmetric about the value
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return Interval.normal(value.asDouble(), standardError, confidence);
    }

    /** Prints the value and its error. */
    @Override
    public String toString() {
        return value + " ± " + Text.number(standardError, 4);
    }
}
