package dev.retention.internal;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** The tails of Student's t distribution. */
public final class StudentT {
    private StudentT() {}

    /** P(|T| ≥ |t|) with {@code df} degrees of freedom, above 0. */
    public static double twoSided(double t, double df) {
        // Either argument of the beta function loses the small tail of the other.
        double square = t * t;
        return square < df
                ? RegularizedBeta.complement(square / (df + square), 0.5, df / 2)
                : RegularizedBeta.value(df / (df + square), df / 2, 0.5);
    }
}
