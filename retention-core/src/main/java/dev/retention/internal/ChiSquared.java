package dev.retention.internal;

import org.apache.commons.numbers.gamma.RegularizedGamma;

/** The upper tail of the chi-squared distribution: the p-value of most tests. */
public final class ChiSquared {
    private ChiSquared() {}

    /** P(X ≥ x) with {@code df} degrees of freedom; 1 for x ≤ 0. */
    public static double survival(double x, double df) {
        return x <= 0 ? 1 : RegularizedGamma.Q.value(df / 2, x / 2);
    }
}
