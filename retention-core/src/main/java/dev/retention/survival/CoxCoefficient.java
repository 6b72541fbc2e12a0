package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.Locale;

/**
 * What one trait does to the hazard of leaving: each unit more multiplies it by {@link #hazardRatio}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param covariate the name of the trait
 * @param estimate the coefficient, the logarithm of the hazard ratio, finite
 * @param standardError its standard error, at least 0 (0 only where a robust variance vanishes); the robust one if the fit is robust
 * @since 0.1.0
 */
public record CoxCoefficient(String covariate, double estimate, double standardError) {

    /**
     * Checks the numbers.
     *
     * @param covariate the name of the trait
     * @param estimate the coefficient
     * @param standardError its standard error
     * @throws IllegalArgumentException if {@code estimate} is infinite or NaN, or {@code standardError} is negative, infinite or
     *     NaN
     */
    public CoxCoefficient {
        requireNonNull(covariate, "covariate");
        checkArgument(Double.isFinite(estimate), "estimate (%s) must be finite", estimate);
        Checks.notNegative(standardError, "standardError");
    }

    /**
     * The factor by which one unit more multiplies the hazard of leaving.
     *
     * @return {@code exp(estimate)}, positive; above 1 they leave sooner
     */
    public double hazardRatio() {
        return Math.exp(estimate);
    }

    /**
     * The normal interval around the hazard ratio, made on the scale of the coefficient.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval of positive numbers
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval hazardRatioInterval(double confidence) {
        Interval log = interval(confidence);
        // Past the largest double the ratio is infinite, and an interval holds a finite number.
        double lower = Math.min(Double.MAX_VALUE, Math.exp(log.lower()));
        return Interval.of(lower, Math.exp(log.upper()), confidence);
    }

    /**
     * The normal interval around the coefficient.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return Interval.normal(estimate, standardError, confidence);
    }

    /**
     * The coefficient in standard errors.
     *
     * @return {@code estimate / standardError}, and 0 for an estimate of 0
     */
    public double z() {
        return estimate == 0 ? 0 : estimate / standardError;
    }

    /**
     * The two-sided p-value of no effect.
     *
     * @return the probability of a coefficient at least this far from 0 if there is no effect, in [0, 1]
     */
    public double pValue() {
        return Normal.twoSided(z());
    }

    /** Prints the effect, such as {@code sex: hazard ratio 0.5986, [0.4311, 0.8311] at 95 %, p = 0.002178}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: hazard ratio %.4g, %s, p = %.4g",
                covariate,
                hazardRatio(),
                hazardRatioInterval(0.95),
                pValue());
    }
}
