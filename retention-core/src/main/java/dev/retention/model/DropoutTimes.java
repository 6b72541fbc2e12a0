package dev.retention.model;

import dev.retention.internal.Quadrature;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Nodes and weights for integrals over the time at which a Pareto/NBD customer left,
 *
 * <pre>
 *   ∫ (α + τ)^(−n) (β + τ)^(−(s+1)) … dτ,
 * </pre>
 *
 * by Gauss and Legendre's rule with 12 points on panels of the variable {@code ln(min(α, β) + τ)}.
 *
 * <p>In that variable the integrand is close to an exponential and its singularities keep a distance of π from the real
 * line, whatever the parameters; panels are short enough for both. So the integral is exact to rounding at α = β, at
 * t_x = T, for thousands of purchases and for parameters of very unlike size, where differences of hypergeometric functions
 * fail, and its derivatives by all parameters are sums over the same nodes.
 */
final class DropoutTimes {
    private static final double LONGEST_PANEL = 2;

    /** The largest fall of the logarithm of the integrand that one panel takes. */
    private static final double STEEPEST_PANEL = 8;

    /** Where the integrand has fallen to e^−45 of its first value, the rest is nothing. */
    private static final double NEGLIGIBLE = 45;

    /** The largest argument of either series: 100 terms. */
    private static final double SHORT_SERIES = 0.7;

    /** The largest power of time that one panel takes from 0 on, exactly. */
    private static final int FLATTEST_POWER = 8;

    /** Enough for {@link #SHORT_SERIES} and {@link #LARGEST_RISE}; faster than to divide. */
    private static final double[] RECIPROCALS =
            IntStream.range(0, 256).mapToDouble(k -> 1 / (k + 1.0)).toArray();

    /** The largest product of exponent and argument of the first series, whose terms rise until there. */
    private static final double LARGEST_RISE = 6;

    /** The largest share of one of the second series that may be taken from the other: a factor of 5 on the rounding error. */
    private static final double LARGEST_SHARE = 0.67;

    /** The times. */
    double[] tau = new double[2 * Quadrature.POINTS];

    /** The weights, lengths of time. */
    double[] length = new double[2 * Quadrature.POINTS];

    /** ln(α + τ). */
    double[] logAlpha = new double[2 * Quadrature.POINTS];

    /** ln(β + τ). */
    double[] logBeta = new double[2 * Quadrature.POINTS];

    int size;

    /**
     * Places the nodes.
     *
     * @param n exponent of α + τ
     * @param s one less than the exponent of β + τ
     * @param from the beginning
     * @param to the end, after the beginning
     */
    void place(double n, double alpha, double s, double beta, double from, double to) {
        size = 0;
        boolean alphaFirst = alpha <= beta;
        double shift = Math.min(alpha, beta);
        double distance = Math.abs(alpha - beta);
        // Counted from the beginning, so that a short time after a long one keeps its digits.
        double start = shift + from;
        double base = Math.log(start);
        double y = 0;
        double end = Math.log1p((to - from) / start);
        double fallen = 0;
        while (y < end) {
            double step = Math.min(LONGEST_PANEL, end - y);
            double slope = slope(n, alphaFirst, s, distance, base + y + step);
            if (slope * step > STEEPEST_PANEL) {
                step = STEEPEST_PANEL / slope;
            }
            // Avoids a last panel of no length.
            if (end - y - step < 1e-3 * step) {
                step = end - y;
            }
            reserve();
            double half = step / 2;
            double middle = y + half;
            for (int i = 0; i < Quadrature.POINTS; i++) {
                double at = middle + half * Quadrature.node(i);
                double near = start * Math.exp(at);
                double logFar = distance == 0 ? base + at : Math.log(near + distance);
                tau[size] = Math.max(from, near - shift);
                length[size] = half * Quadrature.weight(i) * near;
                logAlpha[size] = alphaFirst ? base + at : logFar;
                logBeta[size] = alphaFirst ? logFar : base + at;
                size++;
            }
            // The slope only grows with time, so at the panel's beginning it is a safe bound from below.
            fallen += (slope(n, alphaFirst, s, distance, base + y) - 1) * step;
            if (fallen > NEGLIGIBLE) {
                return;
            }
            y += step;
        }
    }

    /**
     * Places nodes for {@code ∫ τ^x (α + τ)^(−(r+x)) (β + τ)^(−(s+1)) dτ} from 0 to an end, by times and lengths alone.
     *
     * <p>The panels are of the variable ln τ, in which the integrand has one highest point at most, and lie below and above
     * it until the rest is nothing; for a small x, the last one below is of τ and begins at 0.
     */
    void placeRising(int x, double r, double alpha, double s, double beta, double to) {
        size = 0;
        DoubleUnaryOperator slope = y -> {
            double tau = to * Math.exp(y);
            return x + 1.0 - (r + x) / (1 + alpha / tau) - (s + 1) / (1 + beta / tau);
        };
        double peak = 0;
        if (slope.applyAsDouble(0) < 0) {
            double below = -1;
            while (slope.applyAsDouble(below) < 0) {
                below *= 2;
            }
            for (double middle = below / 2; below < middle && middle < peak; middle = (below + peak) / 2) {
                if (slope.applyAsDouble(middle) < 0) {
                    peak = middle;
                } else {
                    below = middle;
                }
            }
        }
        double straight = x > FLATTEST_POWER ? 0 : Math.min(alpha, beta) / (r + x + s + 1);
        double fallen = 0;
        for (double y = peak; fallen < NEGLIGIBLE; ) {
            if (to * Math.exp(y) <= straight) {
                panel(0, to * Math.exp(y), tau -> tau, tau -> 1);
                break;
            }
            double step = -step(slope, y, -LONGEST_PANEL);
            fallen += slope.applyAsDouble(y - step / 2) * step;
            panel(y - step, y, at -> to * Math.exp(at), tau -> tau);
            y -= step;
        }
        fallen = 0;
        for (double y = peak; y < 0 && fallen < NEGLIGIBLE; ) {
            double step = step(slope, y, Math.min(-y, LONGEST_PANEL));
            fallen -= slope.applyAsDouble(y + step / 2) * step;
            panel(y, y + step, at -> to * Math.exp(at), tau -> tau);
            y += step;
        }
    }

    /** So much of the longest step that a panel may take, by how steep it is at its end. */
    private static double step(DoubleUnaryOperator slope, double y, double longest) {
        double step = longest;
        while (Math.abs(slope.applyAsDouble(y + step) * step) > STEEPEST_PANEL) {
            step /= 2;
        }
        return step;
    }

    private void panel(double from, double to, DoubleUnaryOperator time, DoubleUnaryOperator lengthPerUnit) {
        reserve();
        double half = (to - from) / 2;
        for (int i = 0; i < Quadrature.POINTS; i++) {
            tau[size] = time.applyAsDouble(from + half * (1 + Quadrature.node(i)));
            length[size] = half * Quadrature.weight(i) * lengthPerUnit.applyAsDouble(tau[size]);
            size++;
        }
    }

    /** The fall of the logarithm of the two powers per unit of y. */
    private static double slope(double n, boolean alphaFirst, double s, double distance, double y) {
        double share = 1 / (1 + distance * Math.exp(-y));
        return alphaFirst ? n + (s + 1) * share : n * share + s + 1;
    }

    private void reserve() {
        if (size + Quadrature.POINTS > tau.length) {
            int capacity = 2 * tau.length;
            tau = Arrays.copyOf(tau, capacity);
            length = Arrays.copyOf(length, capacity);
            logAlpha = Arrays.copyOf(logAlpha, capacity);
            logBeta = Arrays.copyOf(logBeta, capacity);
        }
    }

    /**
     * The logarithm of {@code ∫ s ((α + T)/(α + τ))^n ((β + T)/(β + τ))^s / (β + τ) dτ} from {@code from} to {@code to} = T:
     * the odds of having left in that time.
     *
     * <p>Where α and β are alike beside the time, a series of positive terms about α = β is short. Where they are not, the
     * difference of two others, from either time to infinity, may do, if it is no small one; elsewhere the nodes do.
     */
    static double logOdds(double n, double alpha, double s, double beta, double from, double to) {
        if (from >= to) {
            return Double.NEGATIVE_INFINITY;
        }
        boolean alphaFirst = alpha < beta;
        double distance = Math.abs(alpha - beta);
        double furthest = Math.max(alpha, beta);
        // The power of the smaller of α + τ and β + τ, which is written in terms of the other.
        double power = alphaFirst ? n : s + 1;
        double z = distance / (furthest + from);
        double length = to - from;
        if (z <= SHORT_SERIES && power * z <= LARGEST_RISE) {
            double grown = (n + s) * Math.log1p(length / (furthest + from));
            double nearer = (alphaFirst ? n : s) * Math.log1p(-distance / (furthest + to));
            return grown
                    + nearer
                    + Math.log(s * seriesAbout(power, n + s, z, -Math.expm1(-grown), length / (furthest + to)));
        }
        double shrink = n * Math.log1p(length / (alpha + from)) + s * Math.log1p(length / (beta + from));
        if (z <= SHORT_SERIES) {
            double order = alphaFirst ? s + 1 : n;
            double ever = series(order, n + s + 1, z);
            double later = series(order, n + s + 1, distance / (furthest + to)) * Math.exp(-shrink);
            if (alphaFirst) {
                ever *= (alpha + from) / (beta + from);
                later *= (alpha + to) / (beta + to);
            }
            if (later <= LARGEST_SHARE * ever) {
                return shrink + Math.log(s / (n + s) * (ever - later));
            }
        }
        DropoutTimes times = new DropoutTimes();
        times.place(n, alpha, s, beta, from, to);
        return Math.log(s / (beta + from) * times.integral(n, alpha, s, beta, from)) + shrink;
    }

    /** {@code ∫ ((α + from)/(α + τ))^n ((β + from)/(β + τ))^(s+1) dτ} over the nodes. */
    private double integral(double n, double alpha, double s, double beta, double from) {
        double atAlpha = Math.log(alpha + from);
        double atBeta = Math.log(beta + from);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += length[i] * Math.exp(n * (atAlpha - logAlpha[i]) + (s + 1) * (atBeta - logBeta[i]));
        }
        return sum;
    }

    /** The hypergeometric function ₂F₁(1, b; c; z) for 0 < b < c and 0 ≤ z < 1. */
    private static double series(double b, double c, double z) {
        double term = 1;
        double sum = 1;
        // The ratio of terms is below z, and so the rest below term · z / (1 − z).
        double enough = 1e-17 * (1 - z);
        for (int k = 0; term > enough * sum; k++) {
            term *= (b + k) / (c + k) * z;
            sum += term;
        }
        return sum;
    }

    /**
     * The integral {@code ∫₀^L e^(−ny) (1 − z e^(−y))^(−power) dy}, term by term of the binomial series.
     *
     * @param share 1 − e^(−nL)
     * @param step 1 − e^(−L)
     */
    private static double seriesAbout(double power, double n, double z, double share, double step) {
        double term = 1;
        double part = share;
        double rest = 1 - step;
        double sum = 0;
        double next = share / n;
        for (int k = 0; next > 1e-17 * sum; k++) {
            sum += next;
            term *= (power + k) * (z * RECIPROCALS[k]);
            // 1 − e^(−(n + k) L), by a sum of positive terms.
            part = step + rest * part;
            next = term * part / (n + k + 1);
        }
        return sum;
    }
}
