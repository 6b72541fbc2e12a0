package dev.retention.model;

import dev.retention.purchase.PurchaseSummary;
import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct histories of a {@link PurchaseSummary} in columns, as the likelihoods go through them, in order of frequency.
 *
 * <p>This class is immutable and thread-safe.
 */
final class PurchaseRows {
    /** From here on a fit is worth a first guess from fewer rows. */
    private static final int MANY_ROWS = 20_000;

    private static final int AGE_CELLS = 8;
    private static final int RECENCY_CELLS = 16;

    private final double[] times;
    private final int[] frequency;

    /** Indexes into the times. */
    private final int[] recency;

    private final int[] age;
    private final long[] count;
    private final double sumOfLogIntervals;

    private PurchaseRows(
            double[] times, int[] frequency, int[] recency, int[] age, long[] count, double sumOfLogIntervals) {
        this.times = times;
        this.frequency = frequency;
        this.recency = recency;
        this.age = age;
        this.count = count;
        this.sumOfLogIntervals = sumOfLogIntervals;
    }

    static PurchaseRows of(PurchaseSummary customers) {
        int rows = customers.size();
        int[] frequency = new int[rows];
        int[] recency = new int[rows];
        int[] age = new int[rows];
        long[] count = new long[rows];
        for (int i = 0; i < rows; i++) {
            frequency[i] = customers.frequency(i);
            recency[i] = customers.recencyIndex(i);
            age[i] = customers.ageIndex(i);
            count[i] = customers.count(i);
        }
        return new PurchaseRows(
                customers.times(),
                frequency,
                recency,
                age,
                count,
                customers.sumOfLogIntervals().orElse(0));
    }

    /** How many rows there are. */
    int size() {
        return frequency.length;
    }

    int frequencyAt(int row) {
        return frequency[row];
    }

    double recencyAt(int row) {
        return times[recency[row]];
    }

    double ageAt(int row) {
        return times[age[row]];
    }

    /** How many recencies and ages there are. */
    int times() {
        return times.length;
    }

    double timeAt(int index) {
        return times[index];
    }

    int recencyIndexAt(int row) {
        return recency[row];
    }

    int ageIndexAt(int row) {
        return age[row];
    }

    long countAt(int row) {
        return count[row];
    }

    /** The sum of the logarithms of all times between consecutive purchases; 0 if it is unknown. */
    double sumOfLogIntervals() {
        return sumOfLogIntervals;
    }

    /** The mean age, for scaling; 1 if nobody has any. */
    double timeScale() {
        double sum = 0;
        double customers = 0;
        for (int i = 0; i < size(); i++) {
            sum += count[i] * ageAt(i);
            customers += count[i];
        }
        return sum > 0 ? sum / customers : 1;
    }

    /**
     * Nearly the same customers in far fewer rows, whose fit is a first guess for that of all: histories of one frequency
     * that are close in recency and age are replaced by their mean. Empty where that saves little.
     */
    Optional<PurchaseRows> coarse() {
        int rows = size();
        if (rows < MANY_ROWS) {
            return Optional.empty();
        }
        double youngest = Double.POSITIVE_INFINITY;
        double oldest = 0;
        for (int i = 0; i < rows; i++) {
            youngest = Math.min(youngest, ageAt(i));
            oldest = Math.max(oldest, ageAt(i));
        }
        // A little less than one cell per cell's width, so that the oldest fall into the last cell.
        double perAge = AGE_CELLS * (1 - 1e-9) / (oldest - youngest);
        double perRecency = RECENCY_CELLS * (1 - 1e-9) / oldest;
        long[] cellCount = new long[AGE_CELLS * RECENCY_CELLS];
        double[] cellRecency = new double[cellCount.length];
        double[] cellAge = new double[cellCount.length];
        int most = rows / 8;
        int[] x = new int[most];
        double[] means = new double[2 * most];
        long[] counts = new long[most];
        int made = 0;
        for (int i = 0; i < rows; i++) {
            int ageCell = (int) (perAge * (ageAt(i) - youngest));
            int cell = ageCell * RECENCY_CELLS + (int) (perRecency * recencyAt(i));
            cellCount[cell] += count[i];
            cellRecency[cell] += count[i] * recencyAt(i);
            cellAge[cell] += count[i] * ageAt(i);
            if (i + 1 < rows && frequency[i + 1] == frequency[i]) {
                continue;
            }
            for (int c = 0; c < cellCount.length; c++) {
                if (cellCount[c] > 0) {
                    if (made == most) {
                        return Optional.empty();
                    }
                    x[made] = frequency[i];
                    means[2 * made] = cellRecency[c] / cellCount[c];
                    means[2 * made + 1] = cellAge[c] / cellCount[c];
                    counts[made] = cellCount[c];
                    made++;
                }
            }
            Arrays.fill(cellCount, 0);
            Arrays.fill(cellRecency, 0);
            Arrays.fill(cellAge, 0);
        }
        int[] even = new int[made];
        int[] odd = new int[made];
        for (int i = 0; i < made; i++) {
            even[i] = 2 * i;
            odd[i] = 2 * i + 1;
        }
        return Optional.of(new PurchaseRows(
                Arrays.copyOf(means, 2 * made), Arrays.copyOf(x, made), even, odd, Arrays.copyOf(counts, made), 0));
    }
}
