package dev.retention.survival;

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
        int p = z.length;
        int first = data.firstBlock(s);
        int blocks = data.firstBlock(s + 1) - first;
        double[] hazard = new double[blocks];
        double[] spread = new double[blocks];
        double[][] slope = new double[blocks][p];
        double logRisk = predictor(z, beta);
        new CoxRiskSets(data).sweep(beta, ties, false, set -> {
            int b = set.block - first;
            if (b >= 0 && b < blocks) {
                double share = Math.exp(logRisk - Math.log(set.risk));
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
        return new CoxCurve(data.times(s), hazard, spread);
    }

    /** The largest double stands for whatever is beyond it; nobody is left there. */
    private static double bounded(double x) {
        return x <= Double.MAX_VALUE ? x : Double.MAX_VALUE;
    }
}
