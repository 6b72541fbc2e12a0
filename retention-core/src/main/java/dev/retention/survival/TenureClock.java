package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;

/** Durations and entries on one clock, sorted together. */
final class TenureClock {
    final double[] distinct;
    /** The rows by duration, and of each the index into the distinct times. */
    final int[] order;

    final int[] index;
    /** Of each row as it came the index of its entry, −1 without. */
    final int[] entries;

    final int late;

    TenureClock(double[] durations, double[] entryTimes) {
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
            if (last < 0 || !Times.same(found[last], time)) {
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
