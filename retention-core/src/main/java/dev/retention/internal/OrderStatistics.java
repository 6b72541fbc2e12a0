package dev.retention.internal;

import java.util.Arrays;

/**
 * Some numbers of an array by their rank, without sorting all: numbers fall into buckets by their leading bits, and only buckets that hold a
 * rank asked for are sorted. Takes three passes at most, and room for 65,536 counts.
 */
public final class OrderStatistics {
    private static final int BITS = 16;
    private static final int FEW = 2048;

    private OrderStatistics() {}

    /** The numbers with some ranks, from 0 for the smallest. */
    public static long[] of(long[] numbers, int... ranks) {
        if (numbers.length < FEW) {
            long[] sorted = numbers.clone();
            Arrays.sort(sorted);
            return Arrays.stream(ranks).mapToLong(rank -> sorted[rank]).toArray();
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long number : numbers) {
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        // The distance may need all 64 bits; it is without sign.
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(most - least) - BITS);
        int[] sizes = new int[(int) ((most - least) >>> shift) + 1];
        for (long number : numbers) {
            sizes[(int) ((number - least) >>> shift)]++;
        }
        int[] buckets = new int[ranks.length];
        int[] ranksInside = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            int bucket = 0;
            int before = 0;
            while (before + sizes[bucket] <= ranks[i]) {
                before += sizes[bucket++];
            }
            buckets[i] = bucket;
            ranksInside[i] = ranks[i] - before;
        }
        long[] found = new long[ranks.length];
        if (shift == 0) {
            long from = least;
            Arrays.setAll(found, i -> from + buckets[i]);
            return found;
        }
        long[][] sorted = sorted(numbers, least, shift, sizes, buckets);
        Arrays.setAll(found, i -> sorted[i][ranksInside[i]]);
        return found;
    }

    /** The numbers in some buckets, sorted; the same array for the same bucket. */
    private static long[][] sorted(long[] numbers, long least, int shift, int[] sizes, int[] buckets) {
        long[][] all = new long[sizes.length][];
        for (int bucket : buckets) {
            if (all[bucket] == null) {
                all[bucket] = new long[sizes[bucket]];
            }
        }
        int[] filled = new int[sizes.length];
        for (long number : numbers) {
            int bucket = (int) ((number - least) >>> shift);
            if (all[bucket] != null) {
                all[bucket][filled[bucket]++] = number;
            }
        }
        long[][] of = new long[buckets.length][];
        for (int i = 0; i < buckets.length; i++) {
            // Neighbours among the ranks are mostly in one bucket.
            if (i == 0 || buckets[i] != buckets[i - 1]) {
                Arrays.sort(all[buckets[i]]);
            }
            of[i] = all[buckets[i]];
        }
        return of;
    }
}
