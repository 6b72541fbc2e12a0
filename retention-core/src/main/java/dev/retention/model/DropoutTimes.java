package dev.retention.model;

import dev.retention.internal.Quadrature;
import java.util.Arrays;

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
     * @param rising degree of a polynomial factor that vanishes at 0, or 0
     * @param from the beginning
     * @param to the end, after the beginning
     */
    void place(double n, double alpha, double s, double beta, double rising, double from, double to) {
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
            double slope = rising + slope(n, alphaFirst, s, distance, base + y + step);
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
            if (rising == 0) {
                // The slope only grows with time, so at the panel's beginning it is a safe bound from below.
                fallen += (slope(n, alphaFirst, s, distance, base + y) - 1) * step;
                if (fallen > NEGLIGIBLE) {
                    return;
                }
            }
            y += step;
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
     * The logarithm of {@code ∫ s ((α + T)/(α + τ))^n ((β + T)/(β + τ))^s / (β + τ) dτ} from {@code from} to T: the odds
     * of having left in that time.
     */
    double logOdds(double n, double alpha, double s, double beta, double from, double to) {
        if (from >= to) {
            return Double.NEGATIVE_INFINITY;
        }
        place(n, alpha, s, beta, 0, from, to);
        double atAlpha = Math.log(alpha + from);
        double atBeta = Math.log(beta + from);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += length[i] * Math.exp(n * (atAlpha - logAlpha[i]) + (s + 1) * (atBeta - logBeta[i]));
        }
        return Math.log(sum)
                + Math.log(s)
                - atBeta
                + n * Math.log1p((to - from) / (alpha + from))
                + s * Math.log1p((to - from) / (beta + from));
    }
}
