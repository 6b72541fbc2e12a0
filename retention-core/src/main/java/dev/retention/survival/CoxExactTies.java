package dev.retention.survival;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The exact partial likelihood of ties: of all sets of d among the n at risk, the set that left.
 *
 * <p>The sum over sets of the product of risks, divided by the number of sets, follows a recursion of positive terms in n (Gail,
 * Lubin and Rubinstein 1981, in means instead of sums so that it neither overflows nor underflows).
 */
final class CoxExactTies {
    private final CoxData data;
    private final int p;
    private final double[] score;
    private final double[] information;
    private double logLikelihood;

    /** Takes where the score and the information, packed, are to be added up. */
    CoxExactTies(CoxData data, double[] score, double[] information) {
        this.data = data;
        this.p = data.covariates();
        this.score = score;
        this.information = information;
    }

    /** Takes the sets of all strata out of the score and the information, and says what they add to the log-likelihood. */
    double subtract(double[] beta) {
        logLikelihood = 0;
        for (int s = 0; s < data.strata(); s++) {
            exact(s, beta);
        }
        return logLikelihood;
    }

    private void exact(int stratum, double[] beta) {
        int first = data.firstBlock(stratum);
        int last = data.firstBlock(stratum + 1);
        int most = 0;
        for (int b = first; b < last; b++) {
            most = Math.max(most, endedIn(b));
        }
        boolean entries = data.firstLate(stratum + 1) > data.firstLate(stratum);
        double sum = 0;
        for (int r = data.firstRow(first); r < data.firstRow(last); r++) {
            sum += Math.exp(data.predictor(r, beta));
        }
        // Measured by their mean, for the product of many risks must not pass the range of doubles.
        double unit = Math.log(sum / (data.firstRow(last) - data.firstRow(first)));
        SetMeans sets = new SetMeans(most, unit);
        for (int b = last - 1; b >= first; b--) {
            int d = endedIn(b);
            if (entries) {
                if (d > 0) {
                    sets = new SetMeans(d, unit);
                    for (int r = data.firstRow(b); r < data.firstRow(last); r++) {
                        if (data.entry(r) < data.timeIndex(b)) {
                            sets.add(r, beta);
                        }
                    }
                }
            } else {
                for (int r = data.firstRow(b); r < data.firstRow(b + 1); r++) {
                    sets.add(r, beta);
                }
            }
            if (d > 0) {
                sets.subtract(d);
            }
        }
    }

    private int endedIn(int block) {
        int count = 0;
        for (int r = data.firstRow(block); r < data.firstRow(block + 1); r++) {
            count += data.ended(r) ? 1 : 0;
        }
        return count;
    }

    /** For each size up to a bound, the mean over sets of that size of the product of risks, with two derivatives. */
    private final class SetMeans {
        private final double[] value;
        private final double[][] gradient;
        private final double[][] hessian;
        private final double logUnit;
        private int members;

        SetMeans(int most, double logUnit) {
            this.logUnit = logUnit;
            value = new double[most + 1];
            gradient = new double[most + 1][p];
            hessian = new double[most + 1][p * (p + 1) / 2];
            value[0] = 1;
        }

        void add(int row, double[] beta) {
            double risk = Math.exp(data.predictor(row, beta) - logUnit);
            members++;
            for (int k = Math.min(members, value.length - 1); k > 0; k--) {
                double without = (double) (members - k) / members;
                double with = risk * k / members;
                double[] g = gradient[k - 1];
                double[] h = hessian[k - 1];
                int at = 0;
                for (int i = 0; i < p; i++) {
                    double xi = data.x(i, row);
                    for (int j = 0; j <= i; j++, at++) {
                        double xj = data.x(j, row);
                        hessian[k][at] = without * hessian[k][at]
                                + with * (h[at] + xi * g[j] + xj * g[i] + xi * xj * value[k - 1]);
                    }
                }
                for (int i = 0; i < p; i++) {
                    gradient[k][i] = without * gradient[k][i] + with * (g[i] + data.x(i, row) * value[k - 1]);
                }
                value[k] = without * value[k] + with * value[k - 1];
            }
        }

        void subtract(int d) {
            double logSets =
                    LogGamma.value(members + 1.0) - LogGamma.value(d + 1.0) - LogGamma.value(members - d + 1.0);
            logLikelihood -= Math.log(value[d]) + d * logUnit + logSets;
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
