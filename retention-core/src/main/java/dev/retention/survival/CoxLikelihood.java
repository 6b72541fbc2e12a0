package dev.retention.survival;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The partial likelihood of a Cox regression with its gradient and information, by one sweep from the last time to the first.
 *
 * <p>Symmetric matrices are packed by rows of the lower triangle. The sums over those at risk grow as the sweep meets earlier
 * exits and shrink as it passes entries.
 */
final class CoxLikelihood {
    private final CoxData data;
    private final CoxTies ties;
    private final int p;

    final double[] score;
    final double[] information;
    double logLikelihood;

    private double s0;
    private final double[] s1;
    private final double[] s2;
    private double d0;
    private final double[] d1;
    private final double[] d2;
    private final double[] mean;
    private int atRisk;

    CoxLikelihood(CoxData data, CoxTies ties) {
        this.data = data;
        this.ties = ties;
        this.p = data.covariates;
        int packed = p * (p + 1) / 2;
        score = new double[p];
        information = new double[packed];
        s1 = new double[p];
        s2 = new double[packed];
        d1 = new double[p];
        d2 = new double[packed];
        mean = new double[p];
    }

    /** What a sweep does at a time at which someone left, for each of the successive risk sets that the ties make. */
    @FunctionalInterface
    interface AtEnds {
        /**
         * Handles one risk set.
         *
         * @param block the block of those who left
         * @param step which of the ties, from 0
         * @param share what share of those leaving is taken out of the risk set
         * @param increment the weight of the ends told at this step
         * @param risk the sum of weight × exp(predictor) at risk
         * @param mean the mean covariates of those at risk, valid during the call
         * @param square the mean products of covariates, packed, valid during the call
         */
        void accept(int block, int step, double share, double increment, double risk, double[] mean, double[] square);
    }

    /** Computes the three at a coefficient vector. */
    void evaluate(double[] beta) {
        java.util.Arrays.fill(score, 0);
        java.util.Arrays.fill(information, 0);
        logLikelihood = 0;
        if (ties == CoxTies.EXACT) {
            for (int s = 0; s < data.strataCount(); s++) {
                exact(s, beta);
            }
            return;
        }
        sweep(beta, (block, step, share, increment, risk, a, square) -> {
            logLikelihood -= increment * Math.log(risk);
            int at = 0;
            for (int j = 0; j < p; j++) {
                score[j] -= increment * a[j];
                for (int k = 0; k <= j; k++, at++) {
                    information[at] += increment * (square[at] - a[j] * a[k]);
                }
            }
        });
        for (int r = 0; r < data.rows; r++) {
            if (data.ended[r]) {
                double w = data.weights[r];
                logLikelihood += w * data.predictor(r, beta);
                for (int j = 0; j < p; j++) {
                    score[j] += w * data.x[r * p + j];
                }
            }
        }
    }

    /** Visits the risk sets of all strata, each from the last time to the first. */
    void sweep(double[] beta, AtEnds atEnds) {
        double[] square = new double[s2.length];
        for (int s = 0; s < data.strataCount(); s++) {
            reset();
            int late = data.lateEntries[s + 1];
            for (int b = data.strata[s + 1] - 1; b >= data.strata[s]; b--) {
                int time = data.blockTimes[b];
                while (late > data.lateEntries[s] && data.entries[data.late[late - 1]] >= time) {
                    add(data.late[--late], beta, -1);
                    if (--atRisk == 0) {
                        reset();
                    }
                }
                block(b, beta, square, atEnds);
            }
        }
    }

    private void reset() {
        s0 = 0;
        java.util.Arrays.fill(s1, 0);
        java.util.Arrays.fill(s2, 0);
        atRisk = 0;
    }

    private void block(int b, double[] beta, double[] square, AtEnds atEnds) {
        int left = 0;
        double weight = 0;
        for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
            double risk = add(r, beta, 1);
            atRisk++;
            if (data.ended[r]) {
                if (left++ == 0) {
                    d0 = 0;
                    java.util.Arrays.fill(d1, 0);
                    java.util.Arrays.fill(d2, 0);
                }
                d0 += risk;
                accumulate(r, risk, d1, d2);
                weight += data.weights[r];
            }
        }
        if (left == 0) {
            return;
        }
        int steps = ties == CoxTies.EFRON ? left : 1;
        for (int step = 0; step < steps; step++) {
            double share = (double) step / steps;
            double risk = s0 - share * d0;
            for (int j = 0; j < p; j++) {
                mean[j] = (s1[j] - share * d1[j]) / risk;
            }
            for (int k = 0; k < square.length; k++) {
                square[k] = (s2[k] - share * d2[k]) / risk;
            }
            atEnds.accept(b, step, share, weight / steps, risk, mean, square);
        }
    }

    private double add(int row, double[] beta, int sign) {
        double risk = sign * data.weights[row] * Math.exp(data.predictor(row, beta));
        s0 += risk;
        accumulate(row, risk, s1, s2);
        return risk;
    }

    private void accumulate(int row, double risk, double[] first, double[] second) {
        double[] x = data.x;
        int from = row * p;
        int at = 0;
        for (int j = 0; j < p; j++) {
            double product = risk * x[from + j];
            first[j] += product;
            for (int k = 0; k <= j; k++) {
                second[at++] += product * x[from + k];
            }
        }
    }

    /**
     * The exact likelihood of one stratum: of all sets of d among the n at risk, the set that left.
     *
     * <p>The sum over sets of the product of risks, divided by the number of sets, follows a recursion of positive terms in n
     * (Gail, Lubin and Rubinstein 1981, in means instead of sums so that it neither overflows nor underflows).
     */
    private void exact(int stratum, double[] beta) {
        int first = data.strata[stratum];
        int last = data.strata[stratum + 1];
        int most = 0;
        for (int b = first; b < last; b++) {
            most = Math.max(most, endedIn(b));
        }
        boolean entries = data.lateEntries[stratum + 1] > data.lateEntries[stratum];
        SetMeans sets = new SetMeans(most);
        for (int b = last - 1; b >= first; b--) {
            int d = endedIn(b);
            if (entries) {
                if (d > 0) {
                    sets = new SetMeans(d);
                    for (int r = data.blocks[b]; r < data.blocks[last]; r++) {
                        if (data.entries[r] < data.blockTimes[b]) {
                            sets.add(r, beta);
                        }
                    }
                }
            } else {
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    sets.add(r, beta);
                }
            }
            if (d > 0) {
                sets.subtract(d);
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    if (data.ended[r]) {
                        logLikelihood += data.predictor(r, beta);
                        for (int j = 0; j < p; j++) {
                            score[j] += data.x[r * p + j];
                        }
                    }
                }
            }
        }
    }

    private int endedIn(int block) {
        int count = 0;
        for (int r = data.blocks[block]; r < data.blocks[block + 1]; r++) {
            count += data.ended[r] ? 1 : 0;
        }
        return count;
    }

    /** For each size up to a bound, the mean over sets of that size of the product of risks, with two derivatives. */
    private final class SetMeans {
        private final double[] value;
        private final double[][] gradient;
        private final double[][] hessian;
        private int members;

        SetMeans(int most) {
            value = new double[most + 1];
            gradient = new double[most + 1][p];
            hessian = new double[most + 1][p * (p + 1) / 2];
            value[0] = 1;
        }

        void add(int row, double[] beta) {
            double risk = Math.exp(data.predictor(row, beta));
            int from = row * p;
            members++;
            for (int k = Math.min(members, value.length - 1); k > 0; k--) {
                double without = (double) (members - k) / members;
                double with = risk * k / members;
                double[] g = gradient[k - 1];
                double[] h = hessian[k - 1];
                int at = 0;
                for (int i = 0; i < p; i++) {
                    double xi = data.x[from + i];
                    for (int j = 0; j <= i; j++, at++) {
                        double xj = data.x[from + j];
                        hessian[k][at] = without * hessian[k][at]
                                + with * (h[at] + xi * g[j] + xj * g[i] + xi * xj * value[k - 1]);
                    }
                }
                for (int i = 0; i < p; i++) {
                    gradient[k][i] = without * gradient[k][i] + with * (g[i] + data.x[from + i] * value[k - 1]);
                }
                value[k] = without * value[k] + with * value[k - 1];
            }
        }

        void subtract(int d) {
            double logSets =
                    LogGamma.value(members + 1.0) - LogGamma.value(d + 1.0) - LogGamma.value(members - d + 1.0);
            logLikelihood -= Math.log(value[d]) + logSets;
            int at = 0;
            for (int i = 0; i < p; i++) {
                double gi = gradient[d][i] / value[d];
                score[i] -= gi;
                for (int j = 0; j <= i; j++, at++) {
                    information[at] += hessian[d][at] / value[d] - gi * (gradient[d][j] / value[d]);
                }
            }
        }
    }
}
