package dev.retention.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Maximises a smooth function of a few coordinates inside a box, by Newton steps of limited length.
 *
 * <p>The step solves the quadratic model exactly on a ball, through the eigenvectors of the Hessian, so that saddles and
 * ridges of the wrong curvature are left in the right direction. A coordinate that is pushed against its bound stays
 * there until the gradient points inwards. Nothing is random: the same function gives the same result, bit for bit.
 */
public final class TrustRegionNewton {
    /** Half the squared Newton step in units of the standard error: 1e-12 is a millionth of a standard error. */
    private static final double DECREMENT = 1e-12;

    /** Information below this means a standard error above 10 in a log-parameter, a factor of 20,000 either way. */
    private static final double FLAT = 1e-2;

    private static final int ITERATIONS = 200;
    private static final double FIRST_RADIUS = 1;
    private static final double LARGEST_RADIUS = 4;
    private static final double SMALLEST_RADIUS = 1e-9;

    private TrustRegionNewton() {}

    /** A function with its first two derivatives. */
    @FunctionalInterface
    public interface Objective {
        /**
         * Evaluates the function.
         *
         * @param at where; not to be kept or changed
         * @param gradient to be overwritten with the first derivatives; holds zeros on entry
         * @param hessian to be overwritten with the second derivatives, both triangles; holds zeros on entry
         * @return the value; anything that is not finite means "not here"
         */
        double evaluate(double[] at, double[] gradient, double[][] hessian);
    }

    /** How a search ended. */
    public enum Outcome {
        /** A maximum inside the box with curvature in every direction. */
        CONVERGED,
        /** The best point has at least one coordinate pushed against its bound. */
        BOUNDARY,
        /** The gradient is nil, and so is the curvature in some direction. */
        FLAT,
        /** The limit of iterations was reached, or the function was nowhere finite. */
        NOT_CONVERGED
    }

    /**
     * Where a search ended; the arrays are not copied.
     *
     * @param point the best point
     * @param value the function there
     * @param information minus the Hessian there
     * @param gradientNorm the largest derivative in absolute value among the coordinates not held by a bound
     * @param iterations steps tried, over all starts
     * @param outcome how it ended
     * @param bound per coordinate −1 if held by its lower bound, 1 by its upper, 0 if free
     * @param flat per coordinate the share that it has in the flattest direction, 0 if held by a bound
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(
            double[] point,
            double value,
            double[][] information,
            double gradientNorm,
            int iterations,
            Outcome outcome,
            int[] bound,
            double[] flat) {}

    /**
     * Maximises from the first start, and from each further one as long as no search has converged; then the best value
     * wins, the earlier start on a tie.
     */
    public static Result maximize(Objective objective, List<double[]> starts, double[] lower, double[] upper) {
        List<Result> results = new ArrayList<>();
        int iterations = 0;
        for (double[] start : starts) {
            Search search = new Search(objective, lower, upper);
            Result result = search.from(start);
            iterations += result.iterations;
            results.add(result);
            if (result.outcome == Outcome.CONVERGED) {
                break;
            }
        }
        Result best = results.get(0);
        for (Result result : results) {
            // Converged beats a point at the edge of the box that is no better than rounding.
            double slack = 1e-9 * (1 + Math.abs(best.value));
            boolean preferred = result.outcome == Outcome.CONVERGED && best.outcome != Outcome.CONVERGED;
            if (result.value > best.value + slack || (preferred && result.value >= best.value - slack)) {
                best = result;
            }
        }
        return new Result(
                best.point,
                best.value,
                best.information,
                best.gradientNorm,
                iterations,
                best.outcome,
                best.bound,
                best.flat);
    }

    private static final class Search {
        private final Objective objective;
        private final double[] lower;
        private final double[] upper;
        private final int n;
        private double[] at;
        private double[] gradient;
        private double[][] hessian;
        private double value = Double.NEGATIVE_INFINITY;

        Search(Objective objective, double[] lower, double[] upper) {
            this.objective = objective;
            this.lower = lower;
            this.upper = upper;
            this.n = lower.length;
            this.at = new double[n];
            this.gradient = new double[n];
            this.hessian = new double[n][n];
        }

        Result from(double[] start) {
            for (int i = 0; i < n; i++) {
                at[i] = Math.min(Math.max(start[i], lower[i]), upper[i]);
            }
            value = evaluate(at, gradient, hessian);
            if (!Double.isFinite(value)) {
                return result(0, Outcome.NOT_CONVERGED, new int[n], new double[n], Double.MAX_VALUE);
            }
            double radius = FIRST_RADIUS;
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                int[] bound = held();
                int[] free = free(bound);
                double[] g = new double[free.length];
                double[][] b = new double[free.length][free.length];
                for (int i = 0; i < free.length; i++) {
                    g[i] = gradient[free[i]];
                    for (int j = 0; j < free.length; j++) {
                        b[i][j] = -hessian[free[i]][free[j]];
                    }
                }
                SymmetricEigen eigen = SymmetricEigen.of(b);
                double[] along = eigen.project(g);
                int smallest = eigen.smallest();
                double least = smallest < 0 ? Double.POSITIVE_INFINITY : eigen.value(smallest);
                if (settled(eigen, along, radius)) {
                    double[] flat = new double[n];
                    for (int i = 0; i < free.length; i++) {
                        flat[free[i]] = Math.pow(eigen.vector(smallest, i), 2);
                    }
                    Outcome outcome =
                            least < FLAT ? Outcome.FLAT : free.length < n ? Outcome.BOUNDARY : Outcome.CONVERGED;
                    return result(iteration, outcome, bound, flat, largest(g));
                }
                double[] step = eigen.combine(stepAlong(eigen, along, radius));
                double[] next = at.clone();
                boolean clipped = false;
                for (int i = 0; i < free.length; i++) {
                    int k = free[i];
                    next[k] = at[k] + step[i];
                    if (next[k] <= lower[k] || next[k] >= upper[k]) {
                        next[k] = Math.min(Math.max(next[k], lower[k]), upper[k]);
                        clipped = true;
                    }
                }
                double predicted = 0;
                double length = 0;
                for (int i = 0; i < free.length; i++) {
                    double d = next[free[i]] - at[free[i]];
                    length += d * d;
                    predicted += g[i] * d;
                    for (int j = 0; j < free.length; j++) {
                        predicted -= 0.5 * d * b[i][j] * (next[free[j]] - at[free[j]]);
                    }
                }
                length = Math.sqrt(length);
                double[] nextGradient = new double[n];
                double[][] nextHessian = new double[n][n];
                double nextValue = evaluate(next, nextGradient, nextHessian);
                // Near the top both sides of the ratio are rounding; the same amount is added to each.
                double noise = 1e-14 * (1 + Math.abs(value));
                double ratio = (nextValue - value + noise) / (predicted + noise);
                if (ratio > 1e-4) {
                    at = next;
                    gradient = nextGradient;
                    hessian = nextHessian;
                    value = nextValue;
                }
                if (!(ratio > 0.25)) {
                    radius = 0.25 * (clipped || length < radius ? length : radius);
                } else if (ratio > 0.75 && length > 0.8 * radius) {
                    radius = Math.min(2 * radius, LARGEST_RADIUS);
                }
                if (!(predicted > 0) && clipped) {
                    // The clipped step goes downhill in the model: come nearer instead of standing still.
                    radius = Math.min(radius, 0.5 * length);
                }
                if (radius == 0) {
                    break;
                }
            }
            int[] bound = held();
            double norm = 0;
            for (int k : free(bound)) {
                norm = Math.max(norm, Math.abs(gradient[k]));
            }
            return result(ITERATIONS, Outcome.NOT_CONVERGED, bound, new double[n], norm);
        }

        private double evaluate(double[] point, double[] g, double[][] h) {
            double result = objective.evaluate(point, g, h);
            if (!Double.isFinite(result)) {
                return Double.NEGATIVE_INFINITY;
            }
            for (int i = 0; i < n; i++) {
                if (!Double.isFinite(g[i])) {
                    return Double.NEGATIVE_INFINITY;
                }
                for (int j = 0; j < n; j++) {
                    if (!Double.isFinite(h[i][j])) {
                        return Double.NEGATIVE_INFINITY;
                    }
                }
            }
            return result;
        }

        private int[] held() {
            int[] bound = new int[n];
            for (int i = 0; i < n; i++) {
                if (at[i] <= lower[i] && gradient[i] <= 0) {
                    bound[i] = -1;
                } else if (at[i] >= upper[i] && gradient[i] >= 0) {
                    bound[i] = 1;
                }
            }
            return bound;
        }

        private int[] free(int[] bound) {
            int count = 0;
            int[] free = new int[n];
            for (int i = 0; i < n; i++) {
                if (bound[i] == 0) {
                    free[count++] = i;
                }
            }
            return java.util.Arrays.copyOf(free, count);
        }

        private boolean settled(SymmetricEigen eigen, double[] along, double radius) {
            double decrement = 0;
            double slope = 0;
            boolean convex = true;
            for (int i = 0; i < along.length; i++) {
                slope = Math.max(slope, Math.abs(along[i]));
                if (eigen.value(i) > 0) {
                    decrement += 0.5 * along[i] * along[i] / eigen.value(i);
                } else {
                    convex = false;
                }
            }
            double rounding = 1e-16 * Math.abs(value);
            if (convex) {
                return decrement <= DECREMENT + rounding
                        || (radius < SMALLEST_RADIUS && decrement <= 1e6 * (DECREMENT + rounding));
            }
            return (slope <= 1e-9 + 10 * rounding && eigen.value(eigen.smallest()) > -1e-9 - 10 * rounding)
                    || (radius < SMALLEST_RADIUS && slope <= 1e-5 + 1e6 * rounding);
        }

        /** The step in the basis of eigenvectors: (λᵢ + μ)⁻¹ gᵢ with the smallest μ ≥ 0 that keeps it in the ball. */
        private static double[] stepAlong(SymmetricEigen eigen, double[] along, double radius) {
            int m = along.length;
            int smallest = eigen.smallest();
            double least = eigen.value(smallest);
            double[] step = new double[m];
            if (least > 0 && lengthAt(eigen, along, 0, step) <= radius) {
                return step;
            }
            double low = Math.max(0, -least);
            double slope = 0;
            for (double a : along) {
                slope += a * a;
            }
            double high = low + Math.sqrt(slope) / radius + Math.ulp(low);
            if (lengthAt(eigen, along, low + 1e-12 * (Math.abs(least) + high - low), step) <= radius) {
                // The hard case: no slope along the direction of wrong curvature, so go along it to the edge.
                double rest = 0;
                for (int i = 0; i < m; i++) {
                    rest += i == smallest ? 0 : step[i] * step[i];
                }
                step[smallest] = Math.copySign(Math.sqrt(Math.max(0, radius * radius - rest)), along[smallest]);
                return step;
            }
            for (int k = 0; k < 60; k++) {
                double middle = 0.5 * (low + high);
                double length = lengthAt(eigen, along, middle, step);
                if (Math.abs(length - radius) <= 0.05 * radius) {
                    break;
                }
                if (length > radius) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return step;
        }

        private static double lengthAt(SymmetricEigen eigen, double[] along, double shift, double[] step) {
            double squared = 0;
            for (int i = 0; i < along.length; i++) {
                step[i] = along[i] == 0 ? 0 : along[i] / (eigen.value(i) + shift);
                squared += step[i] * step[i];
            }
            return Math.sqrt(squared);
        }

        private static double largest(double[] g) {
            double largest = 0;
            for (double each : g) {
                largest = Math.max(largest, Math.abs(each));
            }
            return largest;
        }

        private Result result(int iterations, Outcome outcome, int[] bound, double[] flat, double norm) {
            double[][] information = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    information[i][j] = -hessian[i][j];
                }
            }
            return new Result(at, value, information, norm, iterations, outcome, bound, flat);
        }
    }
}
