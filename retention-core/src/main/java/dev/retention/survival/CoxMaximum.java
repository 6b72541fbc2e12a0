package dev.retention.survival;

import dev.retention.internal.Cholesky;
import java.util.List;

/** The maximum of a partial likelihood: where it lies, how sharp it is, and what it is compared with. */
final class CoxMaximum {
    /** Coefficients of the centred and scaled covariates. */
    final double[] beta;
    /** The inverse of the information about them. */
    final double[][] variance;

    final double nullLogLikelihood;
    final double logLikelihood;
    /** The score test of all coefficients being 0. */
    final double scoreTest;
    /** Newton's steps taken. */
    final int steps;

    private CoxMaximum(
            double[] beta,
            double[][] variance,
            double nullLogLikelihood,
            double logLikelihood,
            double scoreTest,
            int steps) {
        this.beta = beta;
        this.variance = variance;
        this.nullLogLikelihood = nullLogLikelihood;
        this.logLikelihood = logLikelihood;
        this.scoreTest = scoreTest;
        this.steps = steps;
    }

    /**
     * Climbs from 0 by Newton's method with step halving.
     *
     * @throws IllegalArgumentException if a covariate has no estimate; it is named
     */
    static CoxMaximum of(CoxData data, CoxRegression.Ties ties, List<? extends Covariate<?>> covariates) {
        int p = data.covariates();
        CoxLikelihood likelihood = new CoxLikelihood(data, ties);
        double[] beta = new double[p];
        likelihood.evaluate(beta);
        double nullLogLikelihood = likelihood.logLikelihood;
        double scoreTest = 0;
        boolean last = false;
        for (int iteration = 0; ; iteration++) {
            Cholesky root = Cholesky.of(unpacked(likelihood.information, p), iteration == 0 ? 1e-11 : 1e-14);
            if (root.dependent() >= 0) {
                String name = covariates.get(root.dependent()).name;
                throw new IllegalArgumentException(
                        iteration == 0
                                ? "covariate '" + name + "' has no estimate: it does not vary among those at risk when"
                                        + " someone left, or is a combination of those before it (collinear)"
                                : separation(name));
            }
            double[] step = root.solve(likelihood.score);
            double decrement = root.quadraticForm(likelihood.score);
            if (iteration == 0) {
                scoreTest = decrement;
            }
            // A step this small moves neither likelihood nor information by what a double shows: take
            // it without a sweep.
            boolean there = decrement < 1e-24;
            for (int j = 0; there && !last && j < p; j++) {
                beta[j] += step[j];
            }
            if (last || there) {
                return new CoxMaximum(
                        beta, root.inverse(), nullLogLikelihood, likelihood.logLikelihood, scoreTest, iteration);
            }
            double[] next = advance(likelihood, beta, step);
            boolean stalled = next == beta;
            // One more step from here squares the distance to the maximum, which is then beyond a double's reach.
            last = decrement < 1e-14 || (stalled && decrement < 1e-9);
            int furthest = furthest(step);
            // A likelihood that keeps growing does so by steps that do not shrink though the gain does.
            if ((last && Math.abs(step[furthest]) > 0.1) || (stalled && !last) || iteration == 100) {
                throw new IllegalArgumentException(separation(covariates.get(furthest).name));
            }
            beta = next;
        }
    }

    /** The full step, or the first of its halves that does not lower the likelihood. */
    private static double[] advance(CoxLikelihood likelihood, double[] beta, double[] step) {
        double before = likelihood.logLikelihood;
        double[] next = new double[beta.length];
        double length = 1;
        for (int halvings = 0; halvings < 40; halvings++, length /= 2) {
            for (int j = 0; j < beta.length; j++) {
                next[j] = beta[j] + length * step[j];
            }
            likelihood.evaluate(next);
            if (likelihood.logLikelihood >= before - 1e-12 * Math.abs(before)) {
                return next;
            }
        }
        likelihood.evaluate(beta);
        return beta;
    }

    private static int furthest(double[] step) {
        int furthest = 0;
        for (int j = 1; j < step.length; j++) {
            furthest = Math.abs(step[j]) > Math.abs(step[furthest]) ? j : furthest;
        }
        return furthest;
    }

    private static String separation(String name) {
        return "covariate '" + name + "' has no finite estimate: it separates those who left from those who stayed on"
                + " (the likelihood keeps growing with its coefficient), or nearly so";
    }

    private static double[][] unpacked(double[] packed, int p) {
        double[][] full = new double[p][p];
        int at = 0;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                full[i][j] = packed[at];
                full[j][i] = packed[at++];
            }
        }
        return full;
    }
}
