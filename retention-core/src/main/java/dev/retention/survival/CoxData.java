package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;

/**
 * What a Cox regression reads, sorted once: rows by stratum and time, covariates centred and scaled, one column each.
 *
 * <p>A block is a run of rows of one stratum and one time.
 */
final class CoxData {
    final int rows;
    final int covariates;
    /** All distinct times of all strata, ties within rounding merged. */
    final double[] times;
    /** By covariate and row, (value − mean) / scale. */
    final double[][] x;

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
    /** The first block at which a row is at risk; empty if all are from the start of their stratum. */
    private final int[] firstBlocks;

    /**
     * Sorts the rows.
     *
     * @param values the covariates of the first row, then of the second
     * @param strata a number from 0 for each row
     * @param clusters a number from 0 for each row
     */
    CoxData(
            double[] durations,
            boolean[] ended,
            double[] entries,
            double[] weights,
            double[] values,
            int covariates,
            int[] strata,
            int strataCount,
            int[] clusters) {
        this.rows = durations.length;
        this.covariates = covariates;
        Times sorted = new Times(durations, entries);
        times = sorted.distinct;
        int[] order = sorted.order;
        int[] time = sorted.index;
        if (strataCount > 1) {
            int[] byStratum = sortedBy(gather(strata, order), strataCount);
            order = gather(order, byStratum);
            time = gather(time, byStratum);
        }
        this.ended = new boolean[rows];
        this.entries = gather(sorted.entries, order);
        this.weights = new double[rows];
        this.clusters = gather(clusters, order);
        this.strata = new int[strataCount + 1];
        int[] blockStart = new int[rows + 1];
        int[] blockTime = new int[rows];
        int block = -1;
        int stratum = -1;
        boolean anyWeight = false;
        for (int r = 0; r < rows; r++) {
            int i = order[r];
            this.ended[r] = ended[i];
            this.weights[r] = weights[i];
            anyWeight |= weights[i] != 1;
            boolean newStratum = strata[i] != stratum;
            if (newStratum || blockTime[block] != time[r]) {
                block++;
                blockStart[block] = r;
                blockTime[block] = time[r];
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
        lateEntries = new int[strataCount + 1];
        late = sortLate(sorted.late);
        firstBlocks = sorted.late > 0 ? findFirstBlocks() : new int[0];
        means = new double[covariates];
        scales = new double[covariates];
        x = new double[covariates][rows];
        standardize(values);
        for (int r = 0; r < rows; r++) {
            int at = order[r] * covariates;
            for (int j = 0; j < covariates; j++) {
                x[j][r] = scales[j] > 0 ? (values[at + j] - means[j]) / scales[j] : 0;
            }
        }
    }

    /** Durations and entries on one clock, sorted together. */
    private static final class Times {
        final double[] distinct;
        /** The rows by duration, and of each the index into the distinct times. */
        final int[] order;

        final int[] index;
        /** Of each row as it came the index of its entry, −1 without. */
        final int[] entries;

        final int late;

        Times(double[] durations, double[] entryTimes) {
            int n = durations.length;
            int count = 0;
            for (double entry : entryTimes) {
                count += entry > 0 ? 1 : 0;
            }
            late = count;
            long[] keys = new long[n + late];
            long[] owners = new long[n + late];
            int next = n;
            for (int i = 0; i < n; i++) {
                keys[i] = Double.doubleToRawLongBits(durations[i]);
                owners[i] = i;
                if (entryTimes[i] > 0) {
                    keys[next] = Double.doubleToRawLongBits(entryTimes[i]);
                    owners[next++] = (long) n + i;
                }
            }
            // Numbers of at least 0 sort as their bits do; whole ones leave most bits 0.
            long any = 0;
            for (long key : keys) {
                any |= key;
            }
            int shift = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
            for (int i = 0; i < keys.length; i++) {
                keys[i] >>>= shift;
            }
            int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(any >>> shift));
            RadixSort sorted = RadixSort.sort(keys, owners, null, bits);
            keys = sorted.keys();
            owners = requireNonNull(sorted.first());
            double[] found = new double[keys.length];
            order = new int[n];
            index = new int[n];
            entries = new int[n];
            Arrays.fill(entries, -1);
            int last = -1;
            next = 0;
            for (int i = 0; i < keys.length; i++) {
                double time = Double.longBitsToDouble(keys[i] << shift);
                if (last < 0 || !LifeTable.sameTime(found[last], time)) {
                    found[++last] = time;
                }
                if (owners[i] < n) {
                    order[next] = (int) owners[i];
                    index[next++] = last;
                } else {
                    entries[(int) (owners[i] - n)] = last;
                }
            }
            distinct = Arrays.copyOf(found, last + 1);
        }
    }

    private int[] sortLate(int count) {
        int[] sorted = new int[count];
        if (count > 0) {
            int[] rowStratum = new int[rows];
            for (int s = 0; s < strataCount(); s++) {
                Arrays.fill(rowStratum, blocks[strata[s]], blocks[strata[s + 1]], s);
            }
            int[] keys = new int[rows];
            for (int r = 0; r < rows; r++) {
                keys[r] = entries[r] + 1;
            }
            int[] byEntry = sortedBy(keys, times.length + 1);
            int next = 0;
            for (int r : gather(byEntry, sortedBy(gather(rowStratum, byEntry), strataCount()))) {
                if (entries[r] >= 0) {
                    sorted[next++] = r;
                    lateEntries[rowStratum[r] + 1]++;
                }
            }
        }
        for (int s = 0; s < strataCount(); s++) {
            lateEntries[s + 1] += lateEntries[s];
        }
        return sorted;
    }

    private int[] findFirstBlocks() {
        int[] first = new int[rows];
        for (int s = 0; s < strataCount(); s++) {
            Arrays.fill(first, blocks[strata[s]], blocks[strata[s + 1]], strata[s]);
            int next = lateEntries[s];
            for (int b = strata[s]; b < strata[s + 1]; b++) {
                while (next < lateEntries[s + 1] && entries[late[next]] < blockTimes[b]) {
                    first[late[next++]] = b;
                }
            }
        }
        return first;
    }

    private static int[] gather(int[] values, int[] order) {
        int[] gathered = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            gathered[i] = values[order[i]];
        }
        return gathered;
    }

    /** The places of small keys in their stable order, by counting. */
    private static int[] sortedBy(int[] keys, int bound) {
        int[] next = new int[bound + 1];
        for (int key : keys) {
            next[key + 1]++;
        }
        for (int k = 0; k < bound; k++) {
            next[k + 1] += next[k];
        }
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[next[keys[i]]++] = i;
        }
        return sorted;
    }

    private void standardize(double[] values) {
        for (int i = 0; i < values.length; i += covariates) {
            for (int j = 0; j < covariates; j++) {
                means[j] += values[i + j];
            }
        }
        double[] rest = new double[covariates];
        for (int j = 0; j < covariates; j++) {
            means[j] /= rows;
        }
        for (int i = 0; i < values.length; i += covariates) {
            for (int j = 0; j < covariates; j++) {
                double off = values[i + j] - means[j];
                scales[j] += off * off;
                rest[j] += off;
            }
        }
        for (int j = 0; j < covariates; j++) {
            means[j] += rest[j] / rows;
            double scale = Math.sqrt(scales[j] / rows);
            // A constant is left with rounding only; the likelihood finds it without information and names it.
            scales[j] = scale > 1e-12 * Math.abs(means[j]) ? scale : 0;
        }
    }

    int strataCount() {
        return strata.length - 1;
    }

    /** The first block at which a row of a stratum is at risk. */
    int firstBlock(int row, int stratum) {
        return firstBlocks.length == 0 ? strata[stratum] : firstBlocks[row];
    }

    /** The linear predictor of a row. */
    double predictor(int row, double[] beta) {
        double eta = 0;
        for (int j = 0; j < covariates; j++) {
            eta += x[j][row] * beta[j];
        }
        return eta;
    }
}
