package dev.retention.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums of weights, one for each row, kept in pairs of doubles.
 *
 * <p>Weights are multiples of the last bit of the smallest of them. While no sum passes 2^50 times the smallest, every addition
 * is exact in the pair, so the sums depend neither on the order nor on the grouping of the additions. Whole numbers below 2^53
 * need no second double, and have none.
 */
final class WeightSums {
    private double[] high;
    private double @Nullable [] low;

    WeightSums(int rows) {
        high = new double[rows];
    }

    void add(int row, double weight) {
        add(row, weight, 0);
    }

    /** Adds a row of other sums. */
    void add(int row, WeightSums other, int otherRow) {
        add(row, other.high[otherRow], other.low(otherRow));
    }

    /** Takes a row of other sums away. */
    void subtract(int row, WeightSums other, int otherRow) {
        add(row, -other.high[otherRow], -other.low(otherRow));
    }

    private void add(int row, double h, double l) {
        // Knuth's sum: the rounding of high + h, exactly.
        double before = high[row];
        double sum = before + h;
        double part = sum - before;
        double error = (before - (sum - part)) + (h - part) + low(row) + l;
        high[row] = sum + error;
        if (error != 0 || low != null) {
            low = low == null ? new double[high.length] : low;
            low[row] = error - (high[row] - sum);
        }
    }

    private double low(int row) {
        return low == null ? 0 : low[row];
    }

    /** The sum of a row, rounded once. */
    double at(int row) {
        return high[row];
    }

    /** The sum of all rows, rounded once. */
    double total() {
        WeightSums all = new WeightSums(1);
        for (int row = 0; row < high.length; row++) {
            all.add(0, this, row);
        }
        return all.at(0);
    }

    /** Forgets all rows from one on. */
    void trim(int rows) {
        high = Arrays.copyOf(high, rows);
        low = low == null ? null : Arrays.copyOf(low, rows);
    }

    /** Whether the sums of all rows are the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WeightSums that && Arrays.equals(high, that.high);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(high);
    }
}
