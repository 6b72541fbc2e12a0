package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;

/**
 * A confidence interval: two ends and the confidence with which the method that made it covers the truth.
 *
 * <p>For example {@code [0.7639, 0.9911] at 95 %}. An end may be infinite where the method says so (an upper end that the
 * data do not bound); neither end is ever NaN. This class is immutable and thread-safe.
 *
 * @param lower the lower end, at most {@code upper}
 * @param upper the upper end
 * @param confidence the level, inside (0, 1), such as 0.95
 * @since 0.1.0
 */
public record Interval(double lower, double upper, double confidence) {

    /**
     * Checks the ends and the level.
     *
     * @param lower the lower end
     * @param upper the upper end
     * @param confidence the level
     * @throws IllegalArgumentException if an end is NaN, {@code lower > upper}, no finite number lies between, or
     *     {@code confidence} is not inside (0, 1)
     */
    public Interval {
        checkArgument(lower <= upper, "lower (%s) must be at most upper (%s)", lower, upper);
        checkArgument(
                lower < Double.POSITIVE_INFINITY && upper > Double.NEGATIVE_INFINITY,
                "[%s, %s] must hold a finite number",
                lower,
                upper);
        Checks.openUnit(confidence, "confidence");
        lower += 0.0;
        upper += 0.0;
    }

    /**
     * Makes an interval.
     *
     * @param lower the lower end
     * @param upper the upper end, at least {@code lower}
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if an end is NaN, {@code lower > upper}, or {@code confidence} is not inside (0, 1)
     */
    public static Interval of(double lower, double upper, double confidence) {
        return new Interval(lower, upper, confidence);
    }

    /**
     * The interval of an estimate whose error follows the normal law, {@code estimate ± z · standard error}.
     *
     * @param estimate the estimate, finite
     * @param standardError its standard error, finite and at least 0
     * @param confidence the level, inside (0, 1)
     * @return the interval, symmetric about the estimate, so that an end may lie where the truth cannot
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static Interval normal(double estimate, double standardError, double confidence) {
        checkArgument(Double.isFinite(estimate), "estimate (%s) must be finite", estimate);
        double half = Normal.critical(Checks.openUnit(confidence, "confidence"))
                * Checks.notNegative(standardError, "standardError");
        return new Interval(estimate - half, estimate + half, confidence);
    }

    /**
     * Tells whether a value lies in the interval, both ends included.
     *
     * @param value any number, infinite or not
     * @return whether {@code lower <= value <= upper}
     * @throws IllegalArgumentException if {@code value} is NaN
     */
    public boolean contains(double value) {
        return Checks.number(value, "value") >= lower && value <= upper;
    }

    /**
     * The distance between the ends.
     *
     * @return {@code upper - lower}, at least 0
     */
    public double width() {
        return upper - lower;
    }

    /**
     * The interval of a share as text in percent, such as {@code [76.4 %, 99.1 %]}.
     *
     * @return both ends times 100, to one decimal
     */
    public String toPercentString() {
        return "[" + Text.percent(lower) + ", " + Text.percent(upper) + "]";
    }

    /** Prints both ends and the level, such as {@code [0.7639, 0.9911] at 95 %}. */
    @Override
    public String toString() {
        double half = (upper - lower) / 2;
        return "[" + Text.within(lower, half, 4) + ", " + Text.within(upper, half, 4) + "] at "
                + Text.number(confidence * 100, 6) + " %";
    }
}
