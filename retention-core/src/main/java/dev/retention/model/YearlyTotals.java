package dev.retention.model;

/** How far the totals of several cohorts are from those that an sBG expects. */
final class YearlyTotals {
    private YearlyTotals() {}

    /** The sum of squared differences, with its derivatives by α and β added. */
    static double squares(long[] acquired, long[] active, double a, double b, double[] gradient, double[][] hessian) {
        int years = acquired.length;
        RenewalStep.Point start = RenewalStep.Point.at(0, a, b, 1);
        RenewalStep[] steps = new RenewalStep[years];
        for (int t = 1; t < years; t++) {
            steps[t] = new RenewalStep(a, b, start, RenewalStep.Point.at(t, a, b, 1));
        }
        double value = 0;
        for (int i = 0; i < years; i++) {
            double left = active[i] - (double) acquired[i];
            double[] first = new double[2];
            double[][] second = new double[2][2];
            for (int c = 0; c < i; c++) {
                double stay = acquired[c] * Math.exp(steps[i - c].log);
                left -= stay;
                steps[i - c].addTo(first, second, -stay, -stay);
            }
            value += left * left;
            for (int j = 0; j < 2; j++) {
                gradient[j] += 2 * left * first[j];
                for (int k = j; k < 2; k++) {
                    hessian[j][k] += 2 * (first[j] * first[k] + left * second[j][k]);
                }
            }
        }
        ParameterSpace.mirror(hessian);
        return value;
    }
}
