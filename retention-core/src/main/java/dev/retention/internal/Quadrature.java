package dev.retention.internal;

import java.util.function.DoubleUnaryOperator;

/**
 * Averages over the two laws with which this family of models mixes customers, and integrals over a stretch of time.
 *
 * <p>The averages use the trapezoidal rule on the whole line after two changes of variable: the logit of a beta variable
 * (the logarithm of a gamma variable), so that the ends of the range move to infinity whatever the parameters, then a
 * hyperbolic sine about the peak, so that both a narrow peak and a very long tail are met. It converges geometrically;
 * the step is halved until two rules agree. The weights are normalised by their own sum.
 */
public final class Quadrature {
    private static final double TAIL = 70;
    private static final double AGREED = 1e-10;
    private static final int HALVINGS = 9;

    /** The positive nodes of the 12-point Gauss–Legendre rule, and its weights. */
    private static final double[] NODES = {
        0.1252334085114689,
        0.3678314989981802,
        0.5873179542866175,
        0.7699026741943047,
        0.9041172563704749,
        0.9815606342467192
    };

    private static final double[] WEIGHTS = {
        0.24914704581340277,
        0.2334925365383548,
        0.20316742672306592,
        0.16007832854334622,
        0.10693932599531843,
        0.04717533638651183
    };

    private Quadrature() {}

    /** The number of nodes per panel of {@link #node} and {@link #weight}. */
    public static final int POINTS = 12;

    /** A node of the 12-point Gauss–Legendre rule on [−1, 1]. */
    public static double node(int index) {
        return index < 6 ? -NODES[5 - index] : NODES[index - 6];
    }

    /** The weight of {@link #node}; the weights add to 2. */
    public static double weight(int index) {
        return index < 6 ? WEIGHTS[5 - index] : WEIGHTS[index - 6];
    }

    /** The mean of f(p) for p ~ Beta(a, b). */
    public static double overBeta(double a, double b, DoubleUnaryOperator f) {
        double centre = Math.log(a) - Math.log(b);
        double width = Math.sqrt(1 / a + 1 / b);
        return average(
                centre,
                width,
                y -> -a * softplus(-y) - b * softplus(y),
                y -> f.applyAsDouble(
                        Math.max(1e-300, y < 0 ? Math.exp(y) / (1 + Math.exp(y)) : 1 / (1 + Math.exp(-y)))));
    }

    /** The mean of f(λ) for λ ~ Gamma(shape, rate). */
    public static double overGamma(double shape, double rate, DoubleUnaryOperator f) {
        double centre = Math.log(shape) - Math.log(rate);
        return average(
                centre,
                1 / Math.sqrt(shape),
                y -> shape * (y - centre - Math.exp(y - centre)),
                y -> f.applyAsDouble(Math.exp(y)));
    }

    /** ln(1 + e^y). */
    private static double softplus(double y) {
        return y > 0 ? y + Math.log1p(Math.exp(-y)) : Math.log1p(Math.exp(y));
    }

    private static double average(double centre, double width, DoubleUnaryOperator logWeight, DoubleUnaryOperator f) {
        double peak = logWeight.applyAsDouble(centre);
        double[] sums = new double[2];
        double step = 0.5;
        double low = reach(centre, width, logWeight, peak, -step);
        double high = reach(centre, width, logWeight, peak, step);
        double previous = Double.NaN;
        for (int halving = 0; halving <= HALVINGS; halving++) {
            // The first rule takes every point, each finer one the points between.
            double stride = halving == 0 ? step : 2 * step;
            double start = halving == 0 ? low : low + step;
            int count = (int) Math.round((high - start) / stride);
            for (int i = 0; i <= count; i++) {
                double u = start + i * stride;
                double y = centre + width * Math.sinh(u);
                double w = Math.exp(logWeight.applyAsDouble(y) - peak) * Math.cosh(u);
                if (w > 0) {
                    sums[0] += w;
                    sums[1] += w * f.applyAsDouble(y);
                }
            }
            double mean = sums[1] / sums[0];
            if (Math.abs(mean - previous) <= AGREED * Math.abs(mean)) {
                return mean;
            }
            previous = mean;
            step /= 2;
        }
        return previous;
    }

    private static double reach(double centre, double width, DoubleUnaryOperator logWeight, double peak, double step) {
        double u = step;
        while (Math.abs(u) < 40 && logWeight.applyAsDouble(centre + width * Math.sinh(u)) > peak - TAIL) {
            u += step;
        }
        return u;
    }
}
