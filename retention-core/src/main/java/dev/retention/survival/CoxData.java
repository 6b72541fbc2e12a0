package dev.retention.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a Cox regression reads, sorted once: rows by stratum and time, covariates centred and scaled, one row after the other.
 *
 * <p>A block is a run of rows of one stratum and one time.
 */
final class CoxData {
    final int rows;
    final int covariates;
    /** All distinct times of all strata, ties within rounding merged. */
    final double[] times;
    /** Row-major, (value − mean) / scale. */
    final double[] x;

    final double[] means;
    final double[] scales;
    final double[] weights;
    final boolean[] ended;
    /** The index into {@link #times} of the entry, −1 if observed from the start: at risk at time index t if entry < t. */
    final int[] entries;

    final int[] clusters;
    /** The first row of each block, and the number of rows at the end. */
    final int[] blocks;

    final int[] blockTimes;
    /** The first block of each stratum, and the number of blocks at the end. */
    final int[] strata;
    /** Rows with an entry time, by stratum and entry; {@code lateEntries[s]} to {@code lateEntries[s + 1]} are a stratum's. */
    final int[] late;

    final int[] lateEntries;
    final boolean weighted;

    /**
     * Sorts the columns.
     *
     * @param columns one array of values per covariate
     * @param strata a number from 0 for each row
     * @param clusters a number from 0 for each row
     */
    CoxData(
            double[] durations,
            boolean[] ended,
            double[] entries,
            double[] weights,
            double[][] columns,
            int[] strata,
            int strataCount,
            int[] clusters) {
        rows = durations.length;
        covariates = columns.length;
        times = distinctTimes(durations, entries);
        int[] time = new int[rows];
        for (int i = 0; i < rows; i++) {
            time[i] = LifeTable.indexOf(times, durations[i]);
        }
        int[] order = sortedBy(strata, strataCount, sortedBy(time, times.length, null));
        this.ended = new boolean[rows];
        this.entries = new int[rows];
        this.weights = new double[rows];
        this.clusters = new int[rows];
        int[] blockStart = new int[rows + 1];
        int[] blockTime = new int[rows];
        this.strata = new int[strataCount + 1];
        int[] rowStratum = new int[rows];
        int block = -1;
        int stratum = -1;
        boolean anyWeight = false;
        int lateCount = 0;
        for (int r = 0; r < rows; r++) {
            int i = order[r];
            this.ended[r] = ended[i];
            this.weights[r] = weights[i];
            this.clusters[r] = clusters[i];
            this.entries[r] = entries[i] > 0 ? LifeTable.indexOf(times, entries[i]) : -1;
            anyWeight |= weights[i] != 1;
            lateCount += entries[i] > 0 ? 1 : 0;
            rowStratum[r] = strata[i];
            boolean newStratum = strata[i] != stratum;
            if (newStratum || blockTime[block] != time[i]) {
                block++;
                blockStart[block] = r;
                blockTime[block] = time[i];
            }
            while (stratum < strata[i]) {
                this.strata[++stratum] = block;
            }
        }
        blockStart[block + 1] = rows;
        while (stratum < strataCount) {
            this.strata[++stratum] = block + 1;
        }
        blocks = Arrays.copyOf(blockStart, block + 2);
        blockTimes = Arrays.copyOf(blockTime, block + 1);
        weighted = anyWeight;
        late = new int[lateCount];
        lateEntries = new int[strataCount + 1];
        if (lateCount > 0) {
            sortLate(rowStratum, strataCount);
        }
        means = new double[covariates];
        scales = new double[covariates];
        x = new double[Math.multiplyExact(rows, covariates)];
        for (int j = 0; j < covariates; j++) {
            standardize(columns[j], j);
        }
        int[] place = new int[rows];
        for (int r = 0; r < rows; r++) {
            place[order[r]] = r;
        }
        for (int i = 0; i < rows; i++) {
            int at = place[i] * covariates;
            for (int j = 0; j < covariates; j++) {
                x[at + j] = scales[j] > 0 ? (columns[j][i] - means[j]) / scales[j] : 0;
            }
        }
    }

    private static double[] distinctTimes(double[] durations, double[] entries) {
        double[] all = Arrays.copyOf(durations, 2 * durations.length);
        int n = durations.length;
        for (double entry : entries) {
            if (entry > 0) {
                all[n++] = entry;
            }
        }
        return LifeTable.distinct(Arrays.copyOf(all, n));
    }

    private void sortLate(int[] rowStratum, int strataCount) {
        int[] keys = new int[rows];
        for (int r = 0; r < rows; r++) {
            keys[r] = entries[r] + 1;
        }
        int next = 0;
        for (int r : sortedBy(rowStratum, strataCount, sortedBy(keys, times.length + 1, null))) {
            if (entries[r] >= 0) {
                late[next++] = r;
                lateEntries[rowStratum[r] + 1]++;
            }
        }
        for (int s = 0; s < strataCount; s++) {
            lateEntries[s + 1] += lateEntries[s];
        }
    }

    /** The rows in stable order of small keys, by counting. */
    private static int[] sortedBy(int[] keys, int bound, int @Nullable [] order) {
        int[] next = new int[bound + 1];
        for (int key : keys) {
            next[key + 1]++;
        }
        for (int k = 0; k < bound; k++) {
            next[k + 1] += next[k];
        }
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int row = order == null ? i : order[i];
            sorted[next[keys[row]]++] = row;
        }
        return sorted;
    }

    private void standardize(double[] column, int j) {
        double sum = 0;
        for (double value : column) {
            sum += value;
        }
        double mean = sum / rows;
        double squares = 0;
        double rest = 0;
        for (double value : column) {
            squares += (value - mean) * (value - mean);
            rest += value - mean;
        }
        mean += rest / rows;
        double scale = Math.sqrt(squares / rows);
        means[j] = mean;
        // A constant is left with rounding only; the likelihood finds it without information and names it.
        scales[j] = scale > 1e-12 * Math.abs(mean) ? scale : 0;
    }

    int strataCount() {
        return strata.length - 1;
    }

    /** The linear predictor of a row. */
    double predictor(int row, double[] beta) {
        double eta = 0;
        int at = row * covariates;
        for (int j = 0; j < covariates; j++) {
            eta += x[at + j] * beta[j];
        }
        return eta;
    }
}
