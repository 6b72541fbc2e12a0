package dev.retention.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maximises a smooth function of a few coordinates inside a box, by Newton steps of limited length.
 *
 * <p>The step solves the quadratic model exactly on a ball, through the eigenvectors of the Hessian, so that saddles and
 * ridges of the wrong curvature are left in the right direction. A coordinate that is pushed against its bound stays
 * there until the gradient points inwards. Where steps that should hardly matter change the value by more than the
 * derivatives say, that is taken for its rounding, and what it may hide is not searched for. Nothing is random: the same
 * function gives the same result, bit for bit.
 */
public final class TrustRegionNewton {
    /** Half the squared Newton step in units of the standard error: 1e-12 is a millionth of a standard error. */
    private static final double DECREMENT = 1e-12;

    /** Information below this means a standard error above 10 in a log-parameter, a factor of 20,000 either way. */
    private static final double FLAT = 1e-2;

    /** Where there is no maximum to be had inside the box, less than this is not worth an argument. */
    private static final double UNNOTICED = 0.02;

    private static final int ITERATIONS = 200;
    private static final int PATIENCE = 1000;

    /** So many steps without gain are enough. */
    private static final int IDLE = 40;

    private static final double FIRST_RADIUS = 1;
    private static final double LARGEST_RADIUS = 4;
    private static final double SMALLEST_RADIUS = 1e-9;

    /** Steps below this move no coordinate any more. */
    private static final double UNMOVABLE = 1e-15;

    /** Over less than this a function should not differ from its derivatives. */
    private static final double STRAIGHT = 1e-5;

    /** Where there is a maximum, the other starts may take so many times the steps that the way to it took, or those at least. */
    private static final int FURTHER = 2;

    private static final int AT_LEAST = 8;

    /** So far below a maximum that is known, by its curvature, a search has come to the same one. */
    private static final double NEAR = 0.3;

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
        /** There is more to gain, but the limit of iterations was reached or the function's rounding hides the way. */
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
     * @param share per coordinate the share that it has in the flattest direction or, where not converged, in the slope; 0
     *     if held by a bound
     * @param rounding by how much the function has jumped over distances where it should be straight, if that was tried
     * @param others where the searches from other starts ended, as far as they were not given up as coming to the same point
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
            double[] share,
            double rounding,
            List<Result> others) {}

    /**
     * Maximises from every start; the best value wins, on a tie the more settled and then the earlier one. Once a maximum is
     * known, the other searches have as many steps together as {@link #FURTHER} times the first took, and one that comes to
     * the same maximum is given up. If the best has not come to an end, it is given more steps.
     */
    public static Result maximize(Objective objective, List<double[]> starts, double[] lower, double[] upper) {
        Search search = new Search(objective, lower, upper);
        List<Result> ends = new ArrayList<>();
        Result best = search.from(starts.get(0), ITERATIONS, null);
        ends.add(best);
        int iterations = best.iterations;
        int spare = Math.max(AT_LEAST, FURTHER * iterations);
        for (double[] start : starts.subList(1, starts.size())) {
            boolean known = best.outcome == Outcome.CONVERGED;
            int limit = known ? Math.min(spare, ITERATIONS) : ITERATIONS;
            if (limit > 0) {
                Result next = search.from(start, limit, known ? best : null);
                iterations += next.iterations;
                spare -= next.iterations;
                ends.add(next);
                best = search.better(best, next);
            }
        }
        if (best.outcome == Outcome.NOT_CONVERGED) {
            // Some valleys are long and bent; the best point is worth some patience.
            Result next = search.from(best.point, PATIENCE, null);
            iterations += next.iterations;
            ends.remove(best);
            ends.add(next);
            best = search.better(best, next);
        }
        ends.remove(best);
        ends.removeIf(end -> end.outcome == Outcome.NOT_CONVERGED);
        return new Result(
                best.point,
                best.value,
                best.information,
                best.gradientNorm,
                iterations,
                best.outcome,
                best.bound,
                best.share,
                search.rounding,
                ends);
    }

    private static final class Search {
        private final Objective objective;
        private final double[] lower;
        private final double[] upper;
        private final int n;
        private double[] at = {};
        private double[] gradient = {};
        private double[][] hessian = {};
        private double value = Double.NEGATIVE_INFINITY;
        private double rounding;

        Search(Objective objective, double[] lower, double[] upper) {
            this.objective = objective;
            this.lower = lower;
            this.upper = upper;
            this.n = lower.length;
        }

        /** The higher of two ends; of ends equally high, to rounding, the more settled, then the first. */
        Result better(Result one, Result other) {
            double slack = 1e-9 * (1 + Math.abs(one.value)) + rounding;
            boolean settled = other.outcome.compareTo(one.outcome) < 0;
            return other.value > one.value + slack || (settled && other.value >= one.value - slack) ? other : one;
        }

        /** Searches from a start, up to a number of steps or until it is plain that it comes to the maximum that is known. */
        Result from(double[] start, int limit, @Nullable Result known) {
            at = new double[n];
            gradient = new double[n];
            hessian = new double[n][n];
            for (int i = 0; i < n; i++) {
                at[i] = Math.min(Math.max(start[i], lower[i]), upper[i]);
            }
            value = evaluate(at, gradient, hessian);
            if (!Double.isFinite(value)) {
                gradient = new double[n];
                hessian = new double[n][n];
                return result(0, Outcome.NOT_CONVERGED, new int[n], new double[n]);
            }
            double radius = FIRST_RADIUS;
            int iteration = 0;
            int idle = 0;
            while (true) {
                int[] bound = held();
                Quadratic model = new Quadratic(bound);
                if (model.settled(radius < SMALLEST_RADIUS || idle == IDLE)) {
                    return result(iteration, model.outcome(), bound, model.flat());
                }
                boolean same = known != null && model.comesTo(known);
                if (same || iteration == limit || idle == IDLE || radius < UNMOVABLE) {
                    return result(iteration, Outcome.NOT_CONVERGED, bound, model.rising());
                }
                iteration++;
                double[] next = inside(inwards(model, bound, radius));
                double predicted = gain(next);
                double length = distance(next);
                double[] nextGradient = new double[n];
                double[][] nextHessian = new double[n][n];
                double nextValue = evaluate(next, nextGradient, nextHessian);
                double gained = nextValue - value;
                // Near the top both sides of the ratio are rounding; the same amount is added to each.
                double noise = 1e-14 * (1 + Math.abs(value));
                double ratio = (gained + noise) / (predicted + noise);
                idle = gained > noise ? 0 : idle + 1;
                if (ratio > 1e-4) {
                    at = next;
                    gradient = nextGradient;
                    hessian = nextHessian;
                    value = nextValue;
                } else if (length < STRAIGHT && Double.isFinite(nextValue)) {
                    rounding = Math.max(rounding, Math.abs(gained - predicted));
                }
                if (!(ratio > 0.25)) {
                    radius = 0.25 * Math.min(length, radius);
                } else if (ratio > 0.75 && length > 0.8 * radius) {
                    radius = Math.min(2 * radius, LARGEST_RADIUS);
                }
            }
        }

        /** The step of the model, after holding those coordinates at their bounds that it would push outside. */
        private double[] inwards(Quadratic model, int[] bound, double radius) {
            double[] step = model.step(radius);
            for (int k : model.free) {
                boolean below = at[k] <= lower[k] && step[k] < 0;
                if (below || (at[k] >= upper[k] && step[k] > 0)) {
                    int[] more = bound.clone();
                    more[k] = below ? -1 : 1;
                    return inwards(new Quadratic(more), more, radius);
                }
            }
            return step;
        }

        /** Where a step ends that may not leave the box: projected, or as far as it goes, whichever promises more. */
        private double[] inside(double[] step) {
            double share = 1;
            int first = -1;
            double[] projected = new double[n];
            for (int k = 0; k < n; k++) {
                double bound = step[k] < 0 ? lower[k] : upper[k];
                projected[k] = at[k] + step[k];
                if (Math.abs(step[k]) > Math.abs(bound - at[k])) {
                    projected[k] = bound;
                    if ((bound - at[k]) / step[k] < share) {
                        share = (bound - at[k]) / step[k];
                        first = k;
                    }
                }
            }
            if (first < 0) {
                return projected;
            }
            double[] shortened = at.clone();
            for (int k = 0; k < n; k++) {
                shortened[k] = k == first ? projected[k] : at[k] + share * step[k];
            }
            return gain(projected) > gain(shortened) ? projected : shortened;
        }

        /** What the quadratic model promises at a point. */
        private double gain(double[] point) {
            double gain = 0;
            for (int i = 0; i < n; i++) {
                double d = point[i] - at[i];
                gain += gradient[i] * d;
                for (int j = 0; j < n; j++) {
                    gain += 0.5 * d * hessian[i][j] * (point[j] - at[j]);
                }
            }
            return gain;
        }

        private double distance(double[] point) {
            double squared = 0;
            for (int i = 0; i < n; i++) {
                squared += (point[i] - at[i]) * (point[i] - at[i]);
            }
            return Math.sqrt(squared);
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

        /** The function to second order here, in the coordinates that no bound holds. */
        private final class Quadratic {
            private final int[] free;
            private final SymmetricEigen eigen;
            private final double[] along;
            private final double least;

            Quadratic(int[] bound) {
                this.free = free(bound);
                double[] g = new double[free.length];
                double[][] b = new double[free.length][free.length];
                for (int i = 0; i < free.length; i++) {
                    g[i] = gradient[free[i]];
                    for (int j = 0; j < free.length; j++) {
                        b[i][j] = -hessian[free[i]][free[j]];
                    }
                }
                this.eigen = SymmetricEigen.of(b);
                this.along = eigen.project(g);
                this.least = free.length == 0 ? Double.POSITIVE_INFINITY : eigen.value(eigen.smallest());
            }

            /** Whether there is nothing left to gain, or, where no step has gained anything, hardly anything. */
            boolean settled(boolean stuck) {
                double decrement = 0;
                double slope = 0;
                for (int i = 0; i < along.length; i++) {
                    slope = Math.max(slope, Math.abs(along[i]));
                    decrement += 0.5 * along[i] * along[i] / eigen.value(i);
                }
                double ulp = 1e-16 * Math.abs(value);
                boolean maximum = outcome() == Outcome.CONVERGED;
                double hardly =
                        1e6 * (DECREMENT + ulp) + (maximum ? Math.min(rounding, UNNOTICED) : UNNOTICED + rounding);
                if (least > 0) {
                    return decrement <= DECREMENT + ulp || (stuck && decrement <= hardly);
                }
                // What a step of length 1 would gain at most.
                double gain = slope - 0.5 * least;
                return gain <= 1e-9 + 10 * ulp || (stuck && gain <= hardly);
            }

            /** Whether a full step leads to where a maximum is known, as far as its curvature can tell. */
            boolean comesTo(Result maximum) {
                if (!(least > 0) || free.length < n) {
                    return false;
                }
                double[] step = step(Double.POSITIVE_INFINITY);
                double drop = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        drop += 0.5
                                * (at[i] + step[i] - maximum.point[i])
                                * maximum.information[i][j]
                                * (at[j] + step[j] - maximum.point[j]);
                    }
                }
                return drop <= NEAR;
            }

            Outcome outcome() {
                return least < FLAT ? Outcome.FLAT : free.length < n ? Outcome.BOUNDARY : Outcome.CONVERGED;
            }

            /** Per coordinate the share that it has in the flattest direction. */
            double[] flat() {
                double[] flat = new double[n];
                for (int i = 0; i < free.length; i++) {
                    flat[free[i]] = Math.pow(eigen.vector(eigen.smallest(), i), 2);
                }
                return flat;
            }

            /** Per coordinate the share that it has in the slope. */
            double[] rising() {
                double[] rising = new double[n];
                double squared = 0;
                for (int k : free) {
                    squared += gradient[k] * gradient[k];
                }
                for (int k : free) {
                    rising[k] = squared > 0 ? gradient[k] * gradient[k] / squared : 0;
                }
                return rising;
            }

            /** The best step within the radius, in all coordinates. */
            double[] step(double radius) {
                double[] within = eigen.combine(stepAlong(radius));
                double[] step = new double[n];
                for (int i = 0; i < free.length; i++) {
                    step[free[i]] = within[i];
                }
                return step;
            }

            /** The step in the basis of eigenvectors: (λᵢ + μ)⁻¹ gᵢ with the smallest μ ≥ 0 that keeps it in the ball. */
            private double[] stepAlong(double radius) {
                int m = along.length;
                int smallest = eigen.smallest();
                double[] step = new double[m];
                if (least > 0 && lengthAt(0, step) <= radius) {
                    return step;
                }
                double low = Math.max(0, -least);
                double slope = 0;
                for (double a : along) {
                    slope += a * a;
                }
                double high = low + Math.sqrt(slope) / radius + Math.ulp(low);
                if (lengthAt(low + 1e-12 * (Math.abs(least) + high - low), step) <= radius) {
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
                    double length = lengthAt(middle, step);
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

            private double lengthAt(double shift, double[] step) {
                double squared = 0;
                for (int i = 0; i < along.length; i++) {
                    step[i] = along[i] == 0 ? 0 : along[i] / (eigen.value(i) + shift);
                    squared += step[i] * step[i];
                }
                return Math.sqrt(squared);
            }
        }

        private Result result(int iterations, Outcome outcome, int[] bound, double[] share) {
            double[][] information = new double[n][n];
            double slope = 0;
            for (int i = 0; i < n; i++) {
                slope = bound[i] == 0 ? Math.max(slope, Math.abs(gradient[i])) : slope;
                for (int j = 0; j < n; j++) {
                    information[i][j] = -hessian[i][j];
                }
            }
            return new Result(at, value, information, slope, iterations, outcome, bound, share, rounding, List.of());
        }
    }
}
