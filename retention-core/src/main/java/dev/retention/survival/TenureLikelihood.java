package dev.retention.survival;

import java.util.Arrays;

/** The log-likelihood of a parametric model in (μ, β, ln σ), with two derivatives, summed in an order of the rows' own. */
final class TenureLikelihood {
    private final TenureDistribution distribution;
    private final SortedTenures tenures;
    private final int p;
    private final boolean scaled;
    /** Of each row 1 and its covariates. */
    private final double[][] rows;

    private final double[] logDurations;
    private final double[] logEntries;
    double value;
    final double[] score;
    private final double[][] hessian;

    TenureLikelihood(TenureDistribution distribution, TenureColumns columns) {
        this.distribution = distribution;
        tenures = new SortedTenures(columns, 1);
        p = columns.width + 1;
        scaled = distribution != TenureDistribution.EXPONENTIAL;
        int n = tenures.rows();
        rows = new double[n][p];
        logDurations = new double[n];
        logEntries = new double[n];
        for (int r = 0; r < n; r++) {
            int i = tenures.number(r);
            rows[r][0] = 1;
            System.arraycopy(columns.values, i * columns.width, rows[r], 1, columns.width);
            logDurations[r] = Math.log(columns.durations[i]);
            logEntries[r] = Math.log(columns.entries[i]);
        }
        score = new double[scaled ? p + 1 : p];
        hessian = new double[score.length][score.length];
    }

    /** Where to begin: the mean and spread of the logarithms of durations. */
    double[] start() {
        double sum = 0;
        double squares = 0;
        for (double log : logDurations) {
            sum += log;
            squares += log * log;
        }
        double mean = sum / logDurations.length;
        double[] at = new double[score.length];
        at[0] = mean;
        if (scaled) {
            at[p] = 0.5 * Math.log(Math.max(1e-4, squares / logDurations.length - mean * mean));
        }
        return at;
    }

    void evaluate(double[] at) {
        value = 0;
        Arrays.fill(score, 0);
        for (double[] row : hessian) {
            Arrays.fill(row, 0);
        }
        double logScale = scaled ? at[p] : 0;
        double inverse = Math.exp(-logScale);
        for (int r = 0; r < rows.length; r++) {
            double w = tenures.weight(r);
            double eta = 0;
            for (int j = 0; j < p; j++) {
                eta += at[j] * rows[r][j];
            }
            double z = (logDurations[r] - eta) * inverse;
            if (tenures.ended(r)) {
                value -= w * (logScale + logDurations[r]);
                if (scaled) {
                    score[p] -= w;
                }
            }
            add(rows[r], z, inverse, w, tenures.ended(r) ? distribution.ended(z) : distribution.stayed(z));
            if (tenures.entry(r) >= 0) {
                double entered = (logEntries[r] - eta) * inverse;
                add(rows[r], entered, inverse, -w, distribution.stayed(entered));
            }
        }
    }

    private void add(double[] x, double z, double inverse, double w, TenureDistribution.Derivatives log) {
        value += w * log.value();
        for (int j = 0; j < p; j++) {
            score[j] -= w * log.first() * inverse * x[j];
            for (int k = 0; k <= j; k++) {
                hessian[j][k] += w * log.second() * inverse * inverse * x[j] * x[k];
            }
            if (scaled) {
                hessian[p][j] += w * (log.first() + z * log.second()) * inverse * x[j];
            }
        }
        if (scaled) {
            score[p] -= w * z * log.first();
            hessian[p][p] += w * z * (log.first() + z * log.second());
        }
    }

    double[][] information() {
        int n = score.length;
        double[][] information = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                information[j][k] = -hessian[j][k];
            }
        }
        return information;
    }
}
