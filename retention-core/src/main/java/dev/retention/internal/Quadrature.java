package dev.retention.internal;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Averages over the two laws with which this family of models mixes customers, and integrals over a stretch of time.
 *
 * <p>The averages use the trapezoidal rule on the whole line, in the logit of a beta variable or the logarithm of a gamma
 * variable: there the ends of the range have moved to infinity and the integrands are analytic in a strip, so that the rule
 * converges geometrically. Beyond the parts where weight and function bend, the variable is stretched exponentially, which
 * cuts tails of any length short. The weights are normalised by their own sum.
 */
public final class Quadrature {
    /** The coarser of the two steps that must agree, unless the law is narrower. */
    private static final double STEP = 0.5;

    private static final double STEP_IN_WIDTHS = 1.4;
    private static final double AGREED = 1e-10;
    private static final int HALVINGS = 6;
    private static final double NEGLIGIBLE = 1e-19;

    /** The least probability. */
    private static final double LEAST = 1e-300;

    /** How far from the bends the stretching sets in. */
    private static final double ROOM = 5;

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

    /**
     * The mean of f(p) for p ~ Beta(a, b).
     *
     * @param bend the probability below which f is nearly constant
     */
    public static double overBeta(double a, double b, double bend, DoubleUnaryOperator f) {
        double centre = Math.log(a) - Math.log(b);
        return average(
                centre,
                Math.sqrt(1 / a + 1 / b),
                Math.min(0, Math.log(Math.max(LEAST, bend))),
                y -> logBeta(a, b, y),
                y -> f.applyAsDouble(probability(y)));
    }

    /**
     * The mean of f(λ) for λ ~ Gamma(shape, rate).
     *
     * @param bend the λ below which f is nearly constant
     */
    public static double overGamma(double shape, double rate, double bend, DoubleUnaryOperator f) {
        double centre = Math.log(shape) - Math.log(rate);
        return average(
                centre,
                1 / Math.sqrt(shape),
                Math.log(bend),
                y -> shape * (y - centre - Math.exp(y - centre)),
                y -> f.applyAsDouble(Math.exp(y)));
    }

    /**
     * The mean of (1 + cp)^−r for p ~ Beta(a, b), with its digits however small it is: the quotient of two integrals, each
     * about its own peak.
     */
    public static double ofPowerOverBeta(double a, double b, double r, double c) {
        return nearPowerOverBeta(a, b, r, c, p -> -r * Math.log1p(c * p));
    }

    /**
     * The mean of f(p) for p ~ Beta(a, b) where f is positive and much like (1 + cp)^−r, with its digits however small it
     * is.
     *
     * @param logF the logarithm of f
     */
    public static double nearPowerOverBeta(double a, double b, double r, double c, DoubleUnaryOperator logF) {
        // The only root inside (0, 1) of the derivative of (1 + cp)^−r times the law, a quadratic equation in p.
        double linear = a - r - (a + b) / c;
        double square = r - a - b;
        double p = Math.min(1, 2 * (a / c) / (Math.sqrt(linear * linear - 4 * (a / c) * square) - linear));
        double curvature = p * (1 - p) * (a + b) + r * (1 - p) * (c * p / (1 + c * p)) * ((1 - p) / (1 + c * p) - p);
        double centre = Math.log(a) - Math.log(b);
        double tilted = logIntegral(
                Math.min(centre, Math.log(p) - Math.log1p(-p)),
                1 / Math.sqrt(Math.max(0, curvature)),
                -Math.log1p(c),
                y -> logBeta(a, b, y) + logF.applyAsDouble(probability(y)));
        double law = logIntegral(centre, Math.sqrt(1 / a + 1 / b), 0, y -> logBeta(a, b, y));
        return Math.exp(tilted - law);
    }

    /** The probability with the logit y, not quite 0. */
    private static double probability(double y) {
        return Math.max(LEAST, y < 0 ? Math.exp(y) / (1 + Math.exp(y)) : 1 / (1 + Math.exp(-y)));
    }

    /** The logarithm of p^a (1 − p)^b for p with the logit y. */
    private static double logBeta(double a, double b, double y) {
        double rest = Math.log1p(Math.exp(-Math.abs(y)));
        return y > 0 ? -a * rest - b * (y + rest) : -a * (rest - y) - b * rest;
    }

    /** Functions of a probability that are averaged together. */
    @FunctionalInterface
    public interface Functions {
        /** Takes the values, none below 0, at a probability. */
        void at(double p, double[] values);
    }

    /**
     * The means of several functions of p ~ Beta(a, b), none below 0 and all much alike, over the same points.
     *
     * @param bend the probability below which all are nearly constant
     * @param means takes the means
     */
    public static void overBeta(double a, double b, double bend, Functions functions, double[] means) {
        double[] values = new double[means.length];
        Arrays.fill(means, 0);
        double centre = Math.log(a) - Math.log(b);
        Term terms = (weight, y) -> {
            functions.at(probability(y), values);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                means[i] += weight * values[i];
                sum += values[i];
            }
            return weight * sum;
        };
        Sums sums = new Sums(y -> logBeta(a, b, y), terms, centre, Math.min(0, Math.log(Math.max(LEAST, bend))));
        converge(sums, Math.sqrt(1 / a + 1 / b), step -> sums.weighted / sums.weights);
        for (int i = 0; i < means.length; i++) {
            means[i] /= sums.weights;
        }
    }

    private static double average(
            double centre, double width, double bend, DoubleUnaryOperator logWeight, DoubleUnaryOperator f) {
        Sums sums = new Sums(logWeight, (weight, y) -> weight * f.applyAsDouble(y), centre, bend);
        return converge(sums, width, step -> sums.weighted / sums.weights);
    }

    private static double logIntegral(double centre, double width, double bend, DoubleUnaryOperator logWeight) {
        Sums sums = new Sums(logWeight, (weight, y) -> weight, centre, bend);
        return sums.peak + Math.log(converge(sums, width, step -> sums.weights * step));
    }

    /** Halves the step until two results agree. */
    private static double converge(Sums sums, double width, DoubleUnaryOperator result) {
        double step = Math.min(STEP, STEP_IN_WIDTHS * width);
        sums.add(0, step);
        double value = result.applyAsDouble(step);
        for (int halving = 0; halving < HALVINGS; halving++) {
            // The finer rule takes the points between.
            sums.add(step / 2, step);
            step /= 2;
            double previous = value;
            value = result.applyAsDouble(step);
            if (Math.abs(value - previous) <= AGREED * Math.abs(value)) {
                break;
            }
        }
        return value;
    }

    /** What is summed. */
    @FunctionalInterface
    private interface Term {
        /** The function at a point, times its weight. */
        double of(double weight, double y);
    }

    /** The sums of weights and of weighted values over points on the line. */
    private static final class Sums {
        private final DoubleUnaryOperator logWeight;
        private final Term f;
        private final double peak;
        private final double low;
        private final double high;
        private final double start;
        private double weights;
        private double weighted;

        /** The points that matter. */
        private double first = Double.POSITIVE_INFINITY;

        private double last = Double.NEGATIVE_INFINITY;

        Sums(DoubleUnaryOperator logWeight, Term f, double centre, double bend) {
            this.logWeight = logWeight;
            this.f = f;
            this.peak = logWeight.applyAsDouble(centre);
            this.low = Math.min(centre, bend) - ROOM;
            this.high = Math.max(centre, 0) + ROOM;
            this.start = variableAt(centre);
        }

        /** Adds points in both directions as far as they matter, the first so far from the centre. */
        void add(double offset, double step) {
            for (double u = start + offset; addPoint(u); u += step) {}
            for (double u = start + offset - step; addPoint(u); u -= step) {}
        }

        private boolean addPoint(double u) {
            double right = Math.exp((u - high) / 2);
            double left = Math.exp((low - u) / 2);
            double y = u + 2 * (right - left);
            double weight = Math.exp(logWeight.applyAsDouble(y) - peak) * (1 + right + left);
            double value = weight == 0 ? 0 : f.of(weight, y);
            weights += weight;
            weighted += value;
            if (weight > NEGLIGIBLE * weights || value > NEGLIGIBLE * weighted) {
                first = Math.min(first, u);
                last = Math.max(last, u);
                return true;
            }
            // Far from the centre there may be a peak, which was found when nothing was known to be larger.
            return u > first && u < last;
        }

        /** Newton's solution of u + 2 (e^((u − high)/2) − e^((low − u)/2)) = y, which is nearly linear about the centre. */
        private double variableAt(double y) {
            double u = y;
            for (int i = 0; i < 8; i++) {
                double right = Math.exp((u - high) / 2);
                double left = Math.exp((low - u) / 2);
                u -= (u + 2 * (right - left) - y) / (1 + right + left);
            }
            return u;
        }
    }
}
