package dev.retention.internal;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** The upper tail of the chi-squared distribution: the p-value of most tests. */
public final class ChiSquared {
    private static final double SMALL = 1e-290;

    private ChiSquared() {}

    /** P(X ≥ x) with {@code df} degrees of freedom; 1 for x ≤ 0. */
    public static double survival(double x, double df) {
        return x <= 0 ? 1 : RegularizedGamma.Q.value(df / 2, x / 2);
    }

    /** ln P(X ≥ x), also where the probability is below the smallest double; 0 for x ≤ 0. */
    public static double logSurvival(double x, double df) {
        double p = survival(x, df);
        if (p > 0.5) {
            return x <= 0 ? 0 : Math.log1p(-RegularizedGamma.P.value(df / 2, x / 2));
        }
        return p > SMALL ? Math.log(p) : logTail(df / 2, x / 2);
    }

    /** ln Q(a, x) for x far above a, by the continued fraction of Legendre, evaluated forwards (Lentz). */
    private static double logTail(double a, double x) {
        double b = x + 1 - a;
        double c = Double.MAX_VALUE;
        double d = 1 / b;
        double fraction = d;
        double change = 0;
        for (int i = 1; Math.abs(change - 1) > 0x1p-52; i++) {
            double numerator = -i * (i - a);
            b += 2;
            d = 1 / (numerator * d + b);
            c = b + numerator / c;
            change = c * d;
            fraction *= change;
        }
        return a * Math.log(x) - x - LogGamma.value(a) + Math.log(fraction);
    }
}
