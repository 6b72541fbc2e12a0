package dev.retention.survival;

import java.util.Arrays;
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
    private boolean squares;
    /** Of each row met by the last sweep, its weight × exp(predictor). */
    private final double[] risks;
    /** The largest of the sums since they were last made from nothing. */
    private double peak;

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
        risks = new double[data.rows];
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
         * @param square the mean products of covariates if asked for, packed, valid during the call
         */
        void accept(int block, int step, double share, double increment, double risk, double[] mean, double[] square);
    }

    /** Computes the three at a coefficient vector. */
    void evaluate(double[] beta) {
        Arrays.fill(score, 0);
        Arrays.fill(information, 0);
        logLikelihood = 0;
        if (ties == CoxTies.EXACT) {
            for (int s = 0; s < data.strataCount(); s++) {
                exact(s, beta);
            }
            return;
        }
        double[] hazard = new double[data.blockTimes.length];
        double[] ownHazard = new double[data.blockTimes.length];
        sweep(beta, false, (block, step, share, increment, risk, a, square) -> {
            logLikelihood -= increment * Math.log(risk);
            hazard[block] += increment / risk;
            ownHazard[block] += (1 - share) * increment / risk;
            int at = 0;
            for (int j = 0; j < p; j++) {
                double weighted = increment * a[j];
                score[j] -= weighted;
                for (int k = 0; k <= j; k++) {
                    information[at++] -= weighted * a[k];
                }
            }
        });
        addEnds(beta);
        addSquares(hazard, ownHazard);
    }

    private void addEnds(double[] beta) {
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

    /**
     * Adds the squares of the covariates at risk, summed over ends and then over rows: the other way round each row is met once,
     * with the hazard accumulated while it was at risk, and no square is touched at an end.
     */
    private void addSquares(double[] hazard, double[] ownHazard) {
        for (int s = 0; s < data.strataCount(); s++) {
            double before = 0;
            int late = data.lateEntries[s];
            for (int b = data.strata[s]; b < data.strata[s + 1]; b++) {
                while (late < data.lateEntries[s + 1] && data.entries[data.late[late]] < data.blockTimes[b]) {
                    addSquare(data.late[late++], -before);
                }
                for (int r = data.blocks[b]; r < data.blocks[b + 1]; r++) {
                    addSquare(r, before + (data.ended[r] ? ownHazard[b] : hazard[b]));
                }
                before += hazard[b];
            }
        }
    }

    private void addSquare(int row, double hazard) {
        accumulateSquares(row, hazard * risks[row], information);
    }

    /** Visits the risk sets of all strata, each from the last time to the first; squares stay 0 unless asked for. */
    void sweep(double[] beta, boolean squares, AtEnds atEnds) {
        this.squares = squares;
        double[] square = new double[s2.length];
        for (int s = 0; s < data.strataCount(); s++) {
            reset();
            int late = data.lateEntries[s + 1];
            for (int b = data.strata[s + 1] - 1; b >= data.strata[s]; b--) {
                int time = data.blockTimes[b];
                while (late > data.lateEntries[s] && data.entries[data.late[late - 1]] >= time) {
                    add(data.late[--late], beta, -1);
                    atRisk--;
                }
                // What is left after taking out nearly all is mostly rounding: sum again those who remain.
                if (s0 < 1e-3 * peak || atRisk == 0) {
                    rebuild(data.blocks[b + 1], data.blocks[data.strata[s + 1]], time, beta);
                }
                block(b, beta, square, atEnds);
            }
        }
    }

    private void reset() {
        s0 = 0;
        Arrays.fill(s1, 0);
        Arrays.fill(s2, 0);
        atRisk = 0;
        peak = 0;
    }

    private void rebuild(int from, int to, int time, double[] beta) {
        boolean any = atRisk > 0;
        reset();
        for (int r = from; any && r < to; r++) {
            if (data.entries[r] < time) {
                add(r, beta, 1);
                atRisk++;
            }
        }
        peak = s0;
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
                    Arrays.fill(d1, 0);
                    Arrays.fill(d2, 0);
                }
                d0 += risk;
                accumulate(r, risk, d1, d2);
                weight += data.weights[r];
            }
        }
        peak = Math.max(peak, s0);
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
            for (int k = 0; squares && k < square.length; k++) {
                square[k] = (s2[k] - share * d2[k]) / risk;
            }
            atEnds.accept(b, step, share, weight / steps, risk, mean, square);
        }
    }

    private double add(int row, double[] beta, int sign) {
        double risk = data.weights[row] * Math.exp(data.predictor(row, beta));
        risks[row] = risk;
        s0 += sign * risk;
        accumulate(row, sign * risk, s1, s2);
        return risk;
    }

    private void accumulate(int row, double risk, double[] first, double[] second) {
        int from = row * p;
        for (int j = 0; j < p; j++) {
            first[j] += risk * data.x[from + j];
        }
        if (squares) {
            accumulateSquares(row, risk, second);
        }
    }

    private void accumulateSquares(int row, double factor, double[] second) {
        double[] x = data.x;
        int from = row * p;
        int at = 0;
        for (int j = 0; j < p; j++) {
            double product = factor * x[from + j];
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
