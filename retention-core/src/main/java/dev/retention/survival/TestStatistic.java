package dev.retention.survival;

import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import java.util.Locale;

/**
 * A chi-squared test: the statistic, its degrees of freedom and its p-value.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param chiSquared the statistic, finite and at least 0
 * @param degreesOfFreedom at least 1
 * @since 0.1.0
 */
public record TestStatistic(double chiSquared, int degreesOfFreedom) {

    /**
     * Checks the numbers.
     *
     * @param chiSquared the statistic
     * @param degreesOfFreedom the degrees of freedom
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public TestStatistic {
        Checks.notNegative(chiSquared, "chiSquared");
        Checks.positive((long) degreesOfFreedom, "degreesOfFreedom");
    }

    /**
     * The p-value.
     *
     * @return the probability of a statistic at least this large if there is no effect, in [0, 1]
     */
    public double pValue() {
        return ChiSquared.survival(chiSquared, degreesOfFreedom);
    }

    /** Prints the test, such as {@code χ² = 14.12, df = 2, p = 0.0008574}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "χ² = %.4g, df = %d, p = %.4g", chiSquared, degreesOfFreedom, pValue());
    }
}
