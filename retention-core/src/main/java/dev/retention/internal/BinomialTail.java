package dev.retention.internal;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/** The tails of the binomial distribution, exact up to rounding for n up to 10¹⁵. */
public final class BinomialTail {
    private static final double SMALL = 1e-290;

    private BinomialTail() {}

    /** ln P(X ≥ k) of n trials of the probability p, inside (0, 1); also where it is below the smallest double. */
    public static double logUpper(long k, long n, double p) {
        if (k <= 0 || k > n) {
            return k <= 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        double tail = RegularizedBeta.value(p, (double) k, (double) (n - k + 1));
        return tail > SMALL ? Math.log(tail) : farAbove((double) k, (double) n, p);
    }

    /** ln P(X ≤ k) of n trials of the probability p, inside (0, 1); also where it is below the smallest double. */
    public static double logLower(long k, long n, double p) {
        if (k < 0 || k >= n) {
            return k < 0 ? Double.NEGATIVE_INFINITY : 0;
        }
        double tail = RegularizedBeta.complement(p, (double) (k + 1), (double) (n - k));
        return tail > SMALL ? Math.log(tail) : farAbove((double) (n - k), (double) n, 1 - p);
    }

    /** The sum outward from its largest term. */
    private static double farAbove(double k, double n, double p) {
        double odds = p / (1 - p);
        double term = 1;
        double sum = 1;
        for (double j = k; j < n && term > sum * 0x1p-56; j++) {
            term *= (n - j) / (j + 1) * odds;
            sum += term;
        }
        return k * Math.log(p)
                + (n - k) * Math.log1p(-p)
                - Math.log(n + 1)
                - LogBeta.value(k + 1, n - k + 1)
                + Math.log(sum);
    }
}
