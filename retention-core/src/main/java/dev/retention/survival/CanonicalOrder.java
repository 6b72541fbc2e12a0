package dev.retention.survival;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * An order of rows by what they hold and nothing else: whatever the order in which they came, rows of different content end in
 * the same places, so that sums over them have the same bits.
 *
 * <p>Rows go by a hash of their content, which sorts as fast as numbers do, and those of one hash by the content itself.
 */
final class CanonicalOrder {
    private CanonicalOrder() {}

    /** Compares the content of two rows. */
    @FunctionalInterface
    interface Content {
        /** Negative, 0 for the same content, or positive. */
        int compare(int row, int other);
    }

    /** Sorts a range of row numbers. */
    static void sort(int[] rows, int from, int to, IntToLongFunction hash, Content content) {
        int n = to - from;
        if (n < 2) {
            return;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = hash.applyAsLong(rows[from + i]) << bits | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[n];
        long places = (1L << bits) - 1;
        for (int i = 0; i < n; i++) {
            int row = rows[from + (int) (keys[i] & places)];
            int at = i;
            for (; at > 0 && keys[at - 1] >> bits == keys[i] >> bits; at--) {
                if (content.compare(sorted[at - 1], row) <= 0) {
                    break;
                }
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = row;
        }
        System.arraycopy(sorted, 0, rows, from, n);
    }

    /** A hash with another number mixed in; its low bits vary as much as its high ones. */
    static long mix(long hash, double value) {
        long h = (hash ^ Double.doubleToRawLongBits(value)) * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        return h ^ h >>> 32;
    }

    /** As {@link #mix} for a stretch of numbers. */
    static long mix(long hash, double[] values, int from, int count) {
        long h = hash;
        for (int i = from; i < from + count; i++) {
            h = mix(h, values[i]);
        }
        return h;
    }

    /** Compares two stretches of numbers. */
    static int compare(double[] values, int from, int other, int count) {
        return Arrays.compare(values, from, from + count, values, other, other + count);
    }
}
