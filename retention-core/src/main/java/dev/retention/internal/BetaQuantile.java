package dev.retention.internal;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The inverse of the regularized incomplete beta function, from either tail.
 *
 * <p>Newton's method on the logarithm of the smaller tail against the logarithm of x, kept inside a bracket. On these
 * axes the curve is nearly straight in the far tails, so that a tail of 1e-300 takes as few steps as one of 0.025, and
 * the result is as good as the incomplete beta function itself: a few units of 1e-15 relative for parameters up to some
 * thousands, and near 1e-11 in the tail above the mean when the other parameter is a million. A root above 1/2 is found
 * as one minus its mirror image. A root below the smallest double comes out as that double.
 */
public final class BetaQuantile {
    private static final double LOG_HALF = Math.log(0.5);
    private static final double LOG_MIN = Math.log(Double.MIN_VALUE);
    private static final int MAX_STEPS = 200;

    private BetaQuantile() {}

    /** The x with I_x(a, b) = p, for p in [0, 1] and positive a and b. */
    public static double lower(double p, double a, double b) {
        return solve(p, 1 - p, a, b);
    }

    /** The x with I_x(a, b) = 1 − q, for q in [0, 1] and positive a and b, without computing 1 − q. */
    public static double upper(double q, double a, double b) {
        return solve(1 - q, q, a, b);
    }

    private static double solve(double p, double q, double a, double b) {
        if (p <= 0 || q <= 0) {
            return p <= 0 ? 0 : 1;
        }
        boolean inLowerHalf =
                p < q ? p <= RegularizedBeta.value(0.5, a, b) : q >= RegularizedBeta.complement(0.5, a, b);
        return inLowerHalf ? root(p, q, a, b) : 1 - root(q, p, b, a);
    }

    /** The root in (0, 1/2], where x keeps all its digits. */
    private static double root(double p, double q, double a, double b) {
        boolean fromBelow = p <= q;
        double logTarget = Math.log(fromBelow ? p : q);
        double low = LOG_MIN;
        double high = LOG_HALF;
        double s = Math.min(high, Math.max(low, start(p, q, a, b)));
        for (int step = 0; step < MAX_STEPS; step++) {
            double x = Math.exp(s);
            double tail = fromBelow ? RegularizedBeta.value(x, a, b) : RegularizedBeta.complement(x, a, b);
            double error = Math.log(tail) - logTarget;
            boolean tooLow = fromBelow ? error < 0 : error > 0;
            if (tooLow) {
                low = s;
            } else {
                high = s;
            }
            double slope = x * RegularizedBeta.derivative(x, a, b) / tail;
            double move = fromBelow ? -error / slope : error / slope;
            if (Math.abs(move) < 1e-9) {
                // convergence is quadratic: what this step leaves is below rounding
                return x * Math.exp(move);
            }
            double next = s + move;
            s = next > low && next < high ? next : 0.5 * (low + high);
            if (high - low < 0x1p-50) {
                break;
            }
        }
        return Math.exp(s);
    }

    /** A rough log x: the normal approximation in the middle, the leading power of x in the lower tail. */
    private static double start(double p, double q, double a, double b) {
        double power = (Math.log(p) + Math.log(a) + LogBeta.value(a, b)) / a;
        if (a < 1 || b < 1) {
            return power;
        }
        // Abramowitz and Stegun 26.5.22
        double z = p < q ? Normal.quantile(p) : -Normal.quantile(q);
        double lambda = (z * z - 3) / 6;
        double ra = 1 / (2 * a - 1);
        double rb = 1 / (2 * b - 1);
        double h = 2 / (ra + rb);
        double w = -z * Math.sqrt(h + lambda) / h - (rb - ra) * (lambda + 5.0 / 6 - 2 / (3 * h));
        double middle = -Math.log1p(b / a * Math.exp(2 * w));
        return middle > power ? middle : power;
    }
}
