package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/** The curves of a fitted Cox regression, each by one sweep of the risk sets. */
final class CoxPrediction {
    private final CoxData data;
    private final CoxRegression.Ties ties;
    private final double[] beta;
    private final double[][] variance;

    CoxPrediction(CoxData data, CoxRegression.Ties ties, double[] beta, double[][] variance) {
        this.data = data;
        this.ties = ties;
        this.beta = beta;
        this.variance = variance;
    }

    /** The logarithm of the hazard ratio to average covariates. */
    static double predictor(double[] z, double[] beta) {
        double eta = 0;
        for (int j = 0; j < z.length; j++) {
            eta += beta[j] * z[j];
        }
        return eta;
    }

    /** The curve for centred and scaled covariates in the stratum at a place. */
    CoxCurve curve(double[] z, int s) {
        return curve(new double[][] {z}, new double[] {Double.POSITIVE_INFINITY}, s);
    }

    /** The curve through objects whose tenures are stretches from 0 on. */
    <T> CoxCurve curve(List<? extends T> rows, CoxRegression<T> model, int s) {
        double[] ends = new double[rows.size()];
        double[][] z = new double[ends.length][];
        for (int i = 0; i < ends.length; i++) {
            Tenure tenure = requireNonNull(model.tenure.apply(rows.get(i)), "tenure");
            checkArgument(
                    Times.same(tenure.entry(), i == 0 ? 0 : ends[i - 1]),
                    "rows (%s) must follow on each other from 0",
                    rows);
            ends[i] = tenure.duration();
            z[i] = data.standardized(model.covariates, rows.get(i));
        }
        return curve(z, ends, s);
    }

    /** The curve for covariates that hold one after the other, each up to an end, as far as the last of them. */
    CoxCurve curve(double[][] rows, double[] ends, int s) {
        int p = beta.length;
        int first = data.firstBlock(s);
        double[] times = data.times(s);
        int[] rowOf = Arrays.stream(times)
                .mapToInt(time -> Times.firstAt(ends, time))
                .filter(row -> row < rows.length)
                .toArray();
        int blocks = rowOf.length;
        checkArgument(blocks > 0, "rows must reach the first observed time (%s)", times[0]);
        double[] logRisks =
                Arrays.stream(rows).mapToDouble(z -> predictor(z, beta)).toArray();
        double[] hazard = new double[blocks];
        double[] spread = new double[blocks];
        double[][] slope = new double[blocks][p];
        new CoxRiskSets(data).sweep(beta, ties, false, set -> {
            int b = set.block - first;
            if (b >= 0 && b < blocks) {
                double[] z = rows[rowOf[b]];
                double share = Math.exp(logRisks[rowOf[b]] - Math.log(set.risk));
                hazard[b] += set.increment * share;
                spread[b] += set.increment * share * share;
                for (int j = 0; j < p; j++) {
                    slope[b][j] += (set.mean[j] - z[j]) * set.increment * share;
                }
            }
        });
        double[] sum = new double[p];
        double h = 0;
        double v = 0;
        for (int b = 0; b < blocks; b++) {
            h += hazard[b];
            v += spread[b];
            double fromBeta = 0;
            for (int j = 0; j < p; j++) {
                sum[j] += slope[b][j];
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    fromBeta += sum[j] * variance[j][k] * sum[k];
                }
            }
            hazard[b] = bounded(h);
            spread[b] = bounded(Math.sqrt(v + Math.max(0, fromBeta)));
        }
        return new CoxCurve(Arrays.copyOf(times, blocks), hazard, spread);
    }

    /** The largest double stands for whatever is beyond it; nobody is left there. */
    private static double bounded(double x) {
        return x <= Double.MAX_VALUE ? x : Double.MAX_VALUE;
    }
}
