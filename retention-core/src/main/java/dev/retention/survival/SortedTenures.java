package dev.retention.survival;

import java.util.Arrays;

/**
 * Tenures sorted once, by stratum, time and content: the same rows and strata in the same order, however they came.
 *
 * <p>A block is a run of rows of one stratum and one time, times within rounding being one. Rows of one content are the same to
 * all sums, so which comes first does not matter.
 */
class SortedTenures {
    private final double[] times;
    private final double[] weights;
    private final boolean[] ended;
    private final int[] entries;
    private final int[] clusters;
    /** The first row of each block, and the number of rows at the end. */
    private final int[] blocks;

    private final int[] blockTimes;
    /** The first block of each stratum, and the number of blocks at the end. */
    private final int[] strata;
    /** The place of each stratum by its number as it came. */
    private final int[] places;
    /** Rows with an entry time, by stratum and entry; {@code lateEntries[s]} to {@code lateEntries[s + 1]} are a stratum's. */
    private final int[] late;

    private final int[] lateEntries;
    private final boolean weighted;
    /** The first block at which a row is at risk; empty if all are from the start of their stratum. */
    private final int[] firstBlocks;
    /** Of each row its number as it came. */
    private final int[] order;

    SortedTenures(TenureColumns columns, int strataCount) {
        TenureClock clock = new TenureClock(columns.durations, columns.entries);
        times = clock.distinct;
        int rows = clock.order.length;
        int[] byTime = clock.order;
        int[] time = new int[rows];
        for (int r = 0; r < rows; r++) {
            time[byTime[r]] = clock.index[r];
        }
        order = strataCount > 1 ? gather(byTime, sortedBy(gather(columns.strata, byTime), strataCount)) : byTime;
        TenureContent content = new TenureContent(columns, time);
        content.sort(order);
        places = content.sortStrata(order, strataCount);
        ended = new boolean[rows];
        entries = gather(clock.entries, order);
        weights = new double[rows];
        clusters = gather(columns.clusters, order);
        strata = new int[strataCount + 1];
        int[] blockStart = new int[rows + 1];
        int[] blockTime = new int[rows];
        int block = -1;
        int stratum = -1;
        boolean anyWeight = false;
        for (int r = 0; r < rows; r++) {
            int i = order[r];
            ended[r] = columns.ended[i];
            weights[r] = columns.weights[i];
            anyWeight |= weights[r] != 1;
            int place = places[columns.strata[i]];
            if (place != stratum || blockTime[block] != time[i]) {
                block++;
                blockStart[block] = r;
                blockTime[block] = time[i];
            }
            while (stratum < place) {
                strata[++stratum] = block;
            }
        }
        blockStart[block + 1] = rows;
        strata[strataCount] = block + 1;
        blocks = Arrays.copyOf(blockStart, block + 2);
        blockTimes = Arrays.copyOf(blockTime, block + 1);
        weighted = anyWeight;
        lateEntries = new int[strataCount + 1];
        late = sortLate(clock.late);
        firstBlocks = clock.late > 0 ? findFirstBlocks() : new int[0];
    }

    /** What is done with each row. */
    @FunctionalInterface
    interface RowAction {
        /** Handles a row, the block it is in and the place of its stratum. */
        void accept(int row, int block, int stratum);
    }

    /** Visits all rows in order. */
    final void forEachRow(RowAction action) {
        for (int s = 0; s < strata(); s++) {
            for (int b = firstBlock(s); b < firstBlock(s + 1); b++) {
                for (int r = firstRow(b); r < firstRow(b + 1); r++) {
                    action.accept(r, b, s);
                }
            }
        }
    }

    final int rows() {
        return weights.length;
    }

    final int blocks() {
        return blockTimes.length;
    }

    final int strata() {
        return strata.length - 1;
    }

    /** The first row of a block; the number of rows for the number of blocks. */
    final int firstRow(int block) {
        return blocks[block];
    }

    /** The first block of a stratum; the number of blocks for the number of strata. */
    final int firstBlock(int stratum) {
        return strata[stratum];
    }

    /** The place of a stratum by its number as it came. */
    final int place(int stratum) {
        return places[stratum];
    }

    /** The number of a row as it came. */
    final int number(int row) {
        return order[row];
    }

    final boolean ended(int row) {
        return ended[row];
    }

    final double weight(int row) {
        return weights[row];
    }

    final boolean weighted() {
        return weighted;
    }

    final int cluster(int row) {
        return clusters[row];
    }

    /** The index among all distinct times of the entry, −1 if observed from the start: at risk at time index t if entry < t. */
    final int entry(int row) {
        return entries[row];
    }

    /** The first block of its stratum at which a row is at risk. */
    final int entryBlock(int row, int stratum) {
        return firstBlocks.length == 0 ? strata[stratum] : firstBlocks[row];
    }

    /** The number of distinct times of all strata. */
    final int times() {
        return times.length;
    }

    /** A time by its index. */
    final double time(int index) {
        return times[index];
    }

    /** The index of the time of a block. */
    final int timeIndex(int block) {
        return blockTimes[block];
    }

    /** The times of a stratum's blocks. */
    final double[] times(int stratum) {
        double[] own = new double[strata[stratum + 1] - strata[stratum]];
        Arrays.setAll(own, b -> times[blockTimes[strata[stratum] + b]]);
        return own;
    }

    /** The first of the rows of a stratum that entered late; the number of them all for the number of strata. */
    final int firstLate(int stratum) {
        return lateEntries[stratum];
    }

    /** A row that entered late, by stratum and entry. */
    final int late(int index) {
        return late[index];
    }

    private int[] sortLate(int count) {
        int[] sorted = new int[count];
        if (count > 0) {
            int[] rowStratum = new int[weights.length];
            for (int s = 0; s < strata(); s++) {
                Arrays.fill(rowStratum, blocks[strata[s]], blocks[strata[s + 1]], s);
            }
            int[] keys = new int[weights.length];
            for (int r = 0; r < weights.length; r++) {
                keys[r] = entries[r] + 1;
            }
            int[] byEntry = sortedBy(keys, times.length + 1);
            int next = 0;
            for (int r : gather(byEntry, sortedBy(gather(rowStratum, byEntry), strata()))) {
                if (entries[r] >= 0) {
                    sorted[next++] = r;
                    lateEntries[rowStratum[r] + 1]++;
                }
            }
        }
        for (int s = 0; s < strata(); s++) {
            lateEntries[s + 1] += lateEntries[s];
        }
        return sorted;
    }

    private int[] findFirstBlocks() {
        int[] first = new int[weights.length];
        for (int s = 0; s < strata(); s++) {
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
}
