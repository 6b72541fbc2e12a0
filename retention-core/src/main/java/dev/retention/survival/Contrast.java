package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.Locale;

/**
 * A comparison of two groups in one number, with its uncertainty: a difference or a ratio.
 *
 * <pre>
 *   DIFFERENCE   interval  e ± z s              p = P(|Z| ≥ |e| / s)
 *   RATIO        interval  e · exp(± z s)       p = P(|Z| ≥ |ln e| / s)
 * </pre>
 *
 * This class is immutable and thread-safe.
 *
 * @param scale what the number is
 * @param estimate the difference, or the ratio (then positive), finite
 * @param standardError the standard error of the difference, or of the logarithm of the ratio; positive
 * @since 0.1.0
 */
public record Contrast(Scale scale, double estimate, double standardError) {

    /**
     * What the number is.
     *
     * @since 0.1.0
     */
    public enum Scale {
        /** One less the other: no effect is 0. */
        DIFFERENCE,
        /** One over the other: no effect is 1. */
        RATIO
    }

    /**
     * Checks the numbers.
     *
     * @param scale what the number is
     * @param estimate the difference or the ratio
     * @param standardError the standard error of the difference or of the logarithm of the ratio
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public Contrast {
        requireNonNull(scale, "scale");
        checkArgument(
                Double.isFinite(estimate) && (scale == Scale.DIFFERENCE || estimate > 0),
                "estimate (%s) must be finite and, as a ratio, positive",
                estimate);
        Checks.positive(standardError, "standardError");
    }

    /**
     * The normal interval, on the logarithmic scale for a ratio.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        double width = Normal.critical(Checks.openUnit(confidence, "confidence")) * standardError;
        return scale == Scale.DIFFERENCE
                ? Interval.of(estimate - width, estimate + width, confidence)
                : Interval.of(estimate * Math.exp(-width), estimate * Math.exp(width), confidence);
    }

    /**
     * The two-sided p-value of no effect.
     *
     * @return the probability of an estimate at least this far from no effect if there is none, in [0, 1]
     */
    public double pValue() {
        return Normal.twoSided((scale == Scale.DIFFERENCE ? estimate : Math.log(estimate)) / standardError);
    }

    /** Prints the estimate, its interval and p-value, such as {@code difference 55.97, [26.65, 85.29] at 95 %, p = 0.0001827}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %.4g, %s, p = %.4g",
                scale == Scale.DIFFERENCE ? "difference" : "ratio",
                estimate,
                interval(0.95),
                pValue());
    }
}
