package dev.retention.internal;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution, both tails. */
public final class Normal {
    private static final double SQRT2 = Math.sqrt(2);

    private Normal() {}

    /** P(Z ≤ z). */
    public static double cdf(double z) {
        return 0.5 * Erfc.value(-z / SQRT2);
    }

    /** P(Z > z), without the cancellation of {@code 1 - cdf(z)}. */
    public static double survival(double z) {
        return 0.5 * Erfc.value(z / SQRT2);
    }

    /** P(|Z| ≥ |z|). */
    public static double twoSided(double z) {
        return Erfc.value(Math.abs(z) / SQRT2);
    }

    /** ln P(|Z| ≥ |z|), also where the probability is below the smallest double. */
    public static double logTwoSided(double z) {
        return ChiSquared.logSurvival(z * z, 1);
    }

    /** The z with P(Z ≤ z) = p, for p in [0, 1]. */
    public static double quantile(double p) {
        return -SQRT2 * InverseErfc.value(2 * p);
    }

    /** The z that leaves half of {@code 1 - confidence} above it: 1.96 for 0.95. */
    public static double critical(double confidence) {
        return SQRT2 * InverseErfc.value(1 - confidence);
    }
}
