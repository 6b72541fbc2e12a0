package dev.retention.survival;

/**
 * Totals of a series up to each of its places, in pairs of doubles: the difference of two totals keeps its digits however much came
 * before both. A customer who enters late needs the hazard between entry and exit, not what others went through earlier.
 */
final class RunningTotals {
    private final double[] high;
    private final double[] low;

    RunningTotals(int length) {
        high = new double[length + 1];
        low = new double[length + 1];
    }

    /** Takes the totals of another series. */
    void of(double[] series) {
        double h = 0;
        double l = 0;
        for (int i = 0; i < series.length; i++) {
            // Knuth's sum: the rounding of h + x, exactly.
            double x = series[i];
            double sum = h + x;
            double part = sum - h;
            l += (h - (sum - part)) + (x - part);
            h = sum;
            high[i + 1] = h;
            low[i + 1] = l;
        }
    }

    /** The sum of the places from the first up to but not including the second. */
    double between(int from, int to) {
        return (high[to] - high[from]) + (low[to] - low[from]);
    }
}
