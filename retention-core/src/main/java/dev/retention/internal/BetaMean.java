package dev.retention.internal;

/** Means of functions of a beta-distributed probability that have no closed form but a fast continued fraction. */
public final class BetaMean {
    private BetaMean() {}

    /**
     * The mean of {@code d / (d + θ)} where {@code θ} has the beta distribution with parameters {@code a} and {@code b}:
     * the hypergeometric function ₂F₁(1, a; a + b; −1/d), or {@code d/(1+d)} ₂F₁(1, b; a + b; 1/(1+d)).
     *
     * <p>The function is a Stieltjes transform, so all terms of its continued fraction are positive and nothing cancels,
     * neither as {@code d} goes to 0 nor for large {@code a} and {@code b}. How deep the fraction must be is known
     * beforehand: its convergents are Gauss quadratures, exact for polynomials, and {@code 1/(d + θ)} is one on [0, 1] up
     * to {@code exp(−2 n asinh √d)}. The cost is O(1/√d), 65 steps at {@code d = 0.1}.
     *
     * @param a positive
     * @param b positive
     * @param d positive
     * @return inside (0, 1)
     */
    public static double ofRatio(double a, double b, double d) {
        double x = 1 / d;
        double c = a + b;
        int depth = (int) Math.min(1e8, 2 + (38 + 2 * Math.log1p(x)) / (2 * Math.log(Math.sqrt(d) + Math.sqrt(1 + d))));
        double tail = 1;
        for (int m = depth / 2; m >= 1; m--) {
            double even = c + 2.0 * m - 1;
            tail = 1 + x * ((a + m) / even) * ((c + m - 1) / (even + 1)) / tail;
            tail = 1 + x * (m / (even - 1)) * ((b + m - 1) / even) / tail;
        }
        return 1 / (1 + x * (a / c) / tail);
    }
}
