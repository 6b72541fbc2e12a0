package dev.retention.survival;

import java.util.Arrays;

/**
 * The partial likelihood of a Cox regression with its gradient and information, packed by rows of the lower triangle, by one sweep
 * over the {@link CoxRiskSets}.
 */
final class CoxLikelihood {
    /** Rows or risk sets worked on at once: their columns stay in the first cache. */
    private static final int CHUNK = 512;

    private final CoxData data;
    private final CoxRegression.Ties ties;
    private final int p;
    private final CoxRiskSets sets;

    final double[] score;
    final double[] information;
    double logLikelihood;

    /** The sum of the covariates of those who left, by weight: the part of the score that does not move. */
    private final double[] endSums;

    /** The hazard told at each block to those who stay on, and to those who leave. */
    private final double[] hazard;

    private final double[] ownHazard;
    private final RunningTotals hazards;

    /** Mean covariates of risk sets not yet in the information, and their weights. */
    private final double[][] means;

    private final double[] meanWeights;
    private int meanCount;
    private final double[] scratch = new double[CHUNK];
    /** Risks whose logarithm is still to be taken. */
    private double product;

    CoxLikelihood(CoxData data, CoxRegression.Ties ties) {
        this.data = data;
        this.ties = ties;
        this.p = data.covariates();
        sets = new CoxRiskSets(data);
        score = new double[p];
        information = new double[p * (p + 1) / 2];
        endSums = new double[p];
        for (int j = 0; j < p; j++) {
            for (int r = 0; r < data.rows(); r++) {
                endSums[j] += data.ended(r) ? data.weight(r) * data.x(j, r) : 0;
            }
        }
        hazard = new double[data.blocks()];
        ownHazard = new double[data.blocks()];
        hazards = new RunningTotals(data.blocks());
        means = new double[p][CHUNK];
        meanWeights = new double[CHUNK];
    }

    /** Computes the three at a coefficient vector. */
    void evaluate(double[] beta) {
        System.arraycopy(endSums, 0, score, 0, p);
        Arrays.fill(information, 0);
        logLikelihood = 0;
        for (int j = 0; j < p; j++) {
            logLikelihood += endSums[j] * beta[j];
        }
        if (ties == CoxRegression.Ties.EXACT) {
            logLikelihood += new CoxExactTies(data, score, information).subtract(beta);
            return;
        }
        product = 1;
        sets.sweep(beta, false, this::tell);
        takeLogarithm();
        subtractMeans();
        addSquares();
    }

    /** Takes the risk sets of one time out of the likelihood, the score and the information, save for the squares. */
    private void tell(int block, int ends, double weight) {
        if (ends == 1 || ties == CoxRegression.Ties.BRESLOW) {
            double inverse = 1 / (sets.stay0 + sets.left0);
            tell(weight, sets.stay0 + sets.left0);
            hazard[block] = weight * inverse;
            ownHazard[block] = hazard[block];
            for (int j = 0; j < p; j++) {
                double mean = (sets.stay1[j] + sets.left1[j]) * inverse;
                score[j] -= weight * mean;
                means[j][meanCount] = mean;
            }
            meanWeights[meanCount++] = weight;
            if (meanCount == CHUNK) {
                subtractMeans();
            }
            return;
        }
        // Of the k-th risk set those who leave count for v = (ends − k)/ends: with its risk stay0 + v
        // left0 and its mean (stay1 + v left1)/risk, products of means sum to three sums of scalars.
        double increment = weight / ends;
        double inverses = 0;
        double own = 0;
        double square = 0;
        double cross = 0;
        double ownSquare = 0;
        for (int k = ends; k > 0; k--) {
            double v = (double) k / ends;
            double risk = sets.stay0 + v * sets.left0;
            double inverse = 1 / risk;
            double scaled = v * inverse;
            tell(increment, risk);
            inverses += inverse;
            own += scaled;
            square += inverse * inverse;
            cross += inverse * scaled;
            ownSquare += scaled * scaled;
        }
        hazard[block] = increment * inverses;
        ownHazard[block] = increment * own;
        int at = 0;
        for (int j = 0; j < p; j++) {
            score[j] -= increment * (inverses * sets.stay1[j] + own * sets.left1[j]);
            double toStay = increment * (square * sets.stay1[j] + cross * sets.left1[j]);
            double toLeft = increment * (cross * sets.stay1[j] + ownSquare * sets.left1[j]);
            for (int k = 0; k <= j; k++) {
                information[at++] -= toStay * sets.stay1[k] + toLeft * sets.left1[k];
            }
        }
    }

    /** Takes the logarithm of a risk off the likelihood; of many at once where they count once each. */
    private void tell(double increment, double risk) {
        if (increment != 1 || !(risk > 1e-90 && risk < 1e90)) {
            logLikelihood -= increment * Math.log(risk);
            return;
        }
        product *= risk;
        if (!(product > 1e-200 && product < 1e200)) {
            takeLogarithm();
        }
    }

    private void takeLogarithm() {
        logLikelihood -= Math.log(product);
        product = 1;
    }

    private void subtractMeans() {
        int at = 0;
        for (int j = 0; j < p; j++) {
            for (int m = 0; m < meanCount; m++) {
                scratch[m] = meanWeights[m] * means[j][m];
            }
            for (int k = 0; k <= j; k++) {
                information[at++] -= dot(scratch, means[k], meanCount);
            }
        }
        meanCount = 0;
    }

    /**
     * Adds the squares of the covariates at risk, summed over ends and then over rows: the other way round each row is met once,
     * with the hazard accumulated while it was at risk, and no square is touched at an end.
     */
    private void addSquares() {
        hazards.of(hazard);
        double[] shares = meanWeights;
        int chunk = 0;
        for (int s = 0; s < data.strata(); s++) {
            for (int b = data.firstBlock(s); b < data.firstBlock(s + 1); b++) {
                for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                    double before = hazards.between(data.entryBlock(r, s), b);
                    shares[r - chunk] = sets.risk(r) * (before + (data.ended(r) ? ownHazard[b] : hazard[b]));
                    if (r - chunk == CHUNK - 1) {
                        addSquares(shares, chunk, CHUNK);
                        chunk = r + 1;
                    }
                }
            }
        }
        addSquares(shares, chunk, data.rows() - chunk);
    }

    private void addSquares(double[] shares, int from, int count) {
        int at = 0;
        for (int j = 0; j < p; j++) {
            System.arraycopy(data.column(j), from, means[j], 0, count);
            for (int i = 0; i < count; i++) {
                scratch[i] = shares[i] * means[j][i];
            }
            for (int k = 0; k <= j; k++) {
                information[at++] += dot(scratch, means[k], count);
            }
        }
    }

    /** In four sums, so that an addition need not wait for the one before. */
    private static double dot(double[] a, double[] b, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
