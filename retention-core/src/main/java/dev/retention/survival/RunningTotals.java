package dev.retention.survival;

/**
 * Sums over stretches of a series, right to the last digits however much came before the stretch: a customer who
 * enters late needs the hazard between entry and exit, not what others went through earlier.
 *
 * <p>A stretch is the difference of two totals, kept as pairs of doubles; where it is too small a part of them for that, the sum of at
 * most two nodes for each level of a tree over the places, which subtracts nothing.
 */
final class RunningTotals {
    /** A difference below this part of its totals is not taken: pairs of doubles leave it fewer than 50 bits. */
    private static final double TOO_SMALL = 0x1p-46;

    private final double[] high;
    private final double[] low;
    /** The sums of the places {@code length} and more are the series; of a node, those of its children {@code 2i} and {@code 2i + 1}. */
    private final double[] nodes;

    private boolean grown;
    // How many places before one are not 0: stretches of zeros, which are frequent, are 0 without more ado.
    private final int[] filled;

    RunningTotals(int length) {
        high = new double[length + 1];
        low = new double[length + 1];
        nodes = new double[2 * length];
        filled = new int[length + 1];
    }

    /** Takes the totals of another series. */
    void of(double[] series) {
        grown = false;
        System.arraycopy(series, 0, nodes, series.length, series.length);
        double h = 0;
        double l = 0;
        for (int i = 0; i < series.length; i++) {
            // Knuth's sum: the rounding of h + x, exactly.
            double x = series[i];
            filled[i + 1] = filled[i] + (x == 0 ? 0 : 1);
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
        if (filled[from] == filled[to]) {
            return 0;
        }
        double difference = (high[to] - high[from]) + (low[to] - low[from]);
        return Math.abs(difference) >= TOO_SMALL * Math.abs(high[from]) ? difference : added(from, to);
    }

    private double added(int from, int to) {
        int length = nodes.length / 2;
        if (!grown) {
            for (int i = length - 1; i > 0; i--) {
                nodes[i] = nodes[2 * i] + nodes[2 * i + 1];
            }
            grown = true;
        }
        double sum = 0;
        int left = from + length;
        int right = to + length;
        for (; left < right; left >>= 1, right >>= 1) {
            sum += (left & 1) == 1 ? nodes[left++] : 0;
            sum += (right & 1) == 1 ? nodes[--right] : 0;
        }
        return sum;
    }
}
