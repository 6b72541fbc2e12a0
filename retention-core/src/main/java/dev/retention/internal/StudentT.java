package dev.retention.internal;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** The tails of Student's t distribution. */
public final class StudentT {
    /** From here on the normal distribution is as near as the incomplete beta function is. */
    private static final double NORMAL_FROM = 1e8;

    private StudentT() {}

    /** P(|T| ≥ |t|) with {@code df} degrees of freedom, above 0. */
    public static double twoSided(double t, double df) {
        if (df >= NORMAL_FROM) {
            return Normal.twoSided(t);
        }
        // Either argument of the beta function loses the small tail of the other.
        double square = t * t;
        return square < df
                ? RegularizedBeta.complement(square / (df + square), 0.5, df / 2)
                : RegularizedBeta.value(df / (df + square), df / 2, 0.5);
    }

    /** P(T > t) with {@code df} degrees of freedom, without the cancellation of {@code 1 - P(T ≤ t)}. */
    public static double survival(double t, double df) {
        double half = twoSided(t, df) / 2;
        return t > 0 ? half : 1 - half;
    }

    /** The t that leaves half of {@code 1 - confidence} above it: 2.262 for 0.95 with 9 degrees of freedom. */
    public static double critical(double confidence, double df) {
        return df >= NORMAL_FROM ? Normal.critical(confidence) : leaving(1 - confidence, df);
    }

    /** The t with P(|T| ≥ t) = tail, without computing 1 − tail: 2.262 for 0.05 with 9 degrees of freedom. */
    public static double leaving(double tail, double df) {
        if (df >= NORMAL_FROM) {
            return -Normal.quantile(tail / 2);
        }
        // t²/(df + t²) follows Beta(½, df/2); the half in which the root lies keeps its digits.
        double share = BetaQuantile.upper(tail, 0.5, df / 2);
        double rest = BetaQuantile.lower(tail, df / 2, 0.5);
        return share < 0.5 ? Math.sqrt(df * share / (1 - share)) : Math.sqrt(df * (1 - rest) / rest);
    }
}
