package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.SymmetricEigen;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;

/** What follows from the normal law of the estimates, taken on the scale of the search. */
final class Uncertainty<M> {
    /** Relative to the standard error: far above the rounding of predictions, far below their curvature. */
    private static final double DERIVATIVE_STEP = 1e-4;

    private final ParameterSpace space;
    private final Function<double[], M> maker;
    private final double[] at;
    private final double[][] covariance;

    Uncertainty(Estimator<M> estimator, Maximum maximum) {
        this.space = estimator.space();
        this.maker = estimator.maker();
        this.at = maximum.point();
        this.covariance = maximum.covariance();
    }

    /** The covariance of two of the model's parameters. */
    double covariance(int i, int j) {
        double[] natural = space.natural(at);
        return space.slope(i, natural) * space.slope(j, natural) * covariance[i][j];
    }

    double correlation(int i, int j) {
        double correlation = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
        return Math.max(-1, Math.min(1, correlation));
    }

    /** By the delta method. */
    double[] standardErrors(Function<M, double[]> functions) {
        int n = at.length;
        double[][] gradients = new double[n][];
        for (int i = 0; i < n; i++) {
            double step = DERIVATIVE_STEP * Math.sqrt(covariance[i][i]);
            double[] up = functions.apply(moved(i, step));
            double[] down = functions.apply(moved(i, -step));
            gradients[i] = new double[up.length];
            for (int f = 0; f < up.length; f++) {
                gradients[i][f] = (up[f] - down[f]) / (2 * step);
                checkArgument(Double.isFinite(gradients[i][f]), "function must be finite near the estimate");
            }
        }
        double[] errors = new double[gradients[0].length];
        for (int f = 0; f < errors.length; f++) {
            double variance = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    variance += gradients[i][f] * covariance[i][j] * gradients[j][f];
                }
            }
            errors[f] = Math.sqrt(Math.max(0, variance));
        }
        return errors;
    }

    private M moved(int coordinate, double step) {
        double[] moved = at.clone();
        moved[coordinate] += step;
        return maker.apply(space.natural(moved));
    }

    /** Draws so many models. */
    void draw(int draws, RandomGenerator random, ObjIntConsumer<M> action) {
        int n = at.length;
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        // A matrix R with R R' the covariance.
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                root[i][j] = eigen.vector(j, i) * Math.sqrt(Math.max(0, eigen.value(j)));
            }
        }
        for (int draw = 0; draw < draws; draw++) {
            double[] drawn = at.clone();
            for (int j = 0; j < n; j++) {
                double normal = random.nextGaussian();
                for (int i = 0; i < n; i++) {
                    drawn[i] += root[i][j] * normal;
                }
            }
            action.accept(maker.apply(space.natural(drawn)), draw);
        }
    }
}
