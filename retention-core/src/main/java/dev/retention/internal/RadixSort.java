package dev.retention.internal;

/** Sorts non-negative longs by their low bits, least significant digit first: linear time, whatever their order. */
public final class RadixSort {
    private static final int DIGIT = 11;

    private RadixSort() {}

    /**
     * Sorts keys below {@code 2^bits}.
     *
     * @param keys the keys; used as working space
     * @param bits how many low bits are in use
     * @return the sorted keys: {@code keys} itself or another array
     */
    public static long[] sort(long[] keys, int bits) {
        int passes = Math.max(1, (bits + DIGIT - 1) / DIGIT);
        int digit = (bits + passes - 1) / passes;
        int buckets = 1 << digit;
        int[][] starts = new int[passes][buckets];
        for (long key : keys) {
            for (int pass = 0; pass < passes; pass++) {
                starts[pass][(int) (key >>> (pass * digit)) & (buckets - 1)]++;
            }
        }
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int pass = 0; pass < passes; pass++) {
            int[] start = starts[pass];
            int sum = 0;
            for (int i = 0; i < buckets; i++) {
                int count = start[i];
                start[i] = sum;
                sum += count;
            }
            int shift = pass * digit;
            for (long key : from) {
                to[start[(int) (key >>> shift) & (buckets - 1)]++] = key;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
