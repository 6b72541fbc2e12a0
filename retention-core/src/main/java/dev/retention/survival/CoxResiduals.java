package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Cholesky;
import java.util.Arrays;

/**
 * What a fitted Cox regression leaves unexplained: the hazard told at each time, and what each row adds to the score.
 *
 * <p>Takes one sweep of the risk sets, and O(rows · covariates) time for the score.
 */
final class CoxResiduals {
    private final CoxData data;
    private final double[] beta;
    private final int p;
    /** The baseline hazard told at each block to those who stay on, and to those who leave. */
    private final double[] hazard;

    private final double[] ownHazard;
    private final double[][] weightedMean;
    private final double[][] ownMean;
    private final double[][] leaverMean;
    private final RunningTotals hazards;
    /** By stratum the times of its blocks. */
    private final double[][] stratumTimes;

    CoxResiduals(CoxData data, CoxRegression.Ties ties, double[] beta) {
        this.data = data;
        this.beta = beta;
        p = beta.length;
        int blocks = data.blocks();
        hazard = new double[blocks];
        ownHazard = new double[blocks];
        weightedMean = new double[p][blocks];
        ownMean = new double[p][blocks];
        leaverMean = new double[p][blocks];
        int[] ends = new int[blocks];
        new CoxRiskSets(data).sweep(beta, ties, false, set -> {
            int b = set.block;
            double jump = set.increment / set.risk;
            hazard[b] += jump;
            ownHazard[b] += (1 - set.share) * jump;
            ends[b]++;
            for (int j = 0; j < p; j++) {
                weightedMean[j][b] += jump * set.mean[j];
                ownMean[j][b] += (1 - set.share) * jump * set.mean[j];
                leaverMean[j][b] += set.mean[j];
            }
        });
        for (int j = 0; j < p; j++) {
            for (int b = 0; b < blocks; b++) {
                leaverMean[j][b] /= Math.max(1, ends[b]);
            }
        }
        hazards = new RunningTotals(blocks);
        hazards.of(hazard);
        stratumTimes = new double[data.strata()][];
        Arrays.setAll(stratumTimes, data::times);
    }

    /** The baseline hazard told to one at risk from a block on that is last seen at another, and left then or not. */
    private double hazard(int first, int last, boolean left) {
        return hazards.between(first, last) + (left ? ownHazard[last] : hazard[last]);
    }

    /** The baseline hazard that a tenure in the stratum at a place went through. */
    double hazard(Tenure tenure, int stratum) {
        double[] times = stratumTimes[stratum];
        checkArgument(
                !Times.past(times, tenure.duration()),
                "duration (%s) must be at most the last of its stratum (%s)",
                tenure.duration(),
                times[times.length - 1]);
        int first = data.firstBlock(stratum);
        int from = tenure.entry() > 0 ? Times.indexAt(times, tenure.entry()) + 1 : 0;
        int last = Times.indexAt(times, tenure.duration());
        if (last < from) {
            return 0;
        }
        boolean left = tenure.ended() && Times.same(times[last], tenure.duration());
        return hazard(first + from, first + last, left);
    }

    /** By row and covariate, what each row adds to the score: at its end the distance from the mean, less what was expected. */
    private double[] scores() {
        double[] residuals = new double[Math.multiplyExact(data.rows(), p)];
        RunningTotals means = new RunningTotals(data.blocks());
        for (int j = 0; j < p; j++) {
            int covariate = j;
            means.of(weightedMean[j]);
            data.forEachRow((r, b, s) -> {
                boolean left = data.ended(r);
                int first = data.entryBlock(r, s);
                double x = data.x(covariate, r);
                double mean = means.between(first, b) + (left ? ownMean[covariate][b] : weightedMean[covariate][b]);
                residuals[r * p + covariate] = (left ? x - leaverMean[covariate][b] : 0)
                        - Math.exp(data.predictor(r, beta)) * (x * hazard(first, b, left) - mean);
            });
        }
        return residuals;
    }

    /** By cluster and covariate, what each adds to the score; clusters in an order of their own, for they are numbered as they came. */
    private double[][] clusterScores() {
        double[] residuals = scores();
        int clusters = 0;
        for (int r = 0; r < data.rows(); r++) {
            clusters = Math.max(clusters, data.cluster(r) + 1);
        }
        double[] sums = new double[Math.multiplyExact(clusters, p)];
        for (int r = 0; r < data.rows(); r++) {
            for (int j = 0; j < p; j++) {
                sums[data.cluster(r) * p + j] += data.weight(r) * residuals[r * p + j];
            }
        }
        int[] order = new int[clusters];
        Arrays.setAll(order, c -> c);
        CanonicalOrder.sort(
                order,
                0,
                clusters,
                c -> CanonicalOrder.mix(0, sums, c * p, p),
                (c, other) -> CanonicalOrder.compare(sums, c * p, other * p, p));
        double[][] scores = new double[clusters][];
        Arrays.setAll(scores, i -> Arrays.copyOfRange(sums, order[i] * p, (order[i] + 1) * p));
        return scores;
    }

    private double[][] squares(double[][] scores) {
        double[][] meat = new double[p][p];
        for (double[] score : scores) {
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    meat[j][k] += score[j] * score[k];
                }
            }
        }
        return meat;
    }

    /** The sum over clusters of the squares of what each moves the coefficients by (dfbeta), given the model's variance. */
    double[][] sandwich(double[][] variance) {
        return product(product(variance, squares(clusterScores())), variance);
    }

    /** The square of the score in units of its variance, both summed over clusters. */
    double scoreStatistic() {
        double[][] scores = clusterScores();
        double[] total = new double[p];
        for (double[] score : scores) {
            for (int j = 0; j < p; j++) {
                total[j] += score[j];
            }
        }
        return form(squares(scores), total);
    }

    /** {@code bᵀ V⁻¹ b} of a robust variance. */
    static double form(double[][] variance, double[] b) {
        Cholesky root = Cholesky.of(variance, 1e-14);
        checkArgument(root.dependent() < 0, "the robust variance must not be singular: too few clusters");
        return root.quadraticForm(b);
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
