package dev.retention.internal;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stable sort of long keys, read without sign, that carries up to two payload columns along.
 *
 * <p>One pass over memory parts the rows by their highest digit into buckets that fit a cache; each bucket is then sorted
 * by its lower digits, least significant first. So a row moves through memory once, whatever its number of digits, and
 * the order of the input does not matter. Rows that crowd into one bucket cost more passes, never quadratic time.
 */
public final class RadixSort {
    // 2048 open write positions are what the caches and the address translation of common machines keep at hand.
    private static final int MAX_DIGIT_BITS = 11;
    private static final int BUCKET_BITS = 13;

    private long[] keys;
    private long @Nullable [] first;
    private long @Nullable [] second;
    private long[] spareKeys;
    private long @Nullable [] spareFirst;
    private long @Nullable [] spareSecond;

    private RadixSort(long[] keys, long[] spare, long @Nullable [] first, long @Nullable [] second) {
        this.keys = keys;
        this.first = first;
        this.second = second;
        this.spareKeys = spare;
        this.spareFirst = first == null ? null : new long[keys.length];
        this.spareSecond = second == null ? null : new long[keys.length];
    }

    /**
     * Sorts keys and payloads by key.
     *
     * @param keys the keys, read without sign, each below 2^bits; may be overwritten, as the payloads may
     * @param first a payload, or null
     * @param second another payload, or null; only with a first
     * @param bits how many low bits the keys have, 1 to 64
     * @return the sorted columns: the arrays passed or others
     */
    public static RadixSort sort(long[] keys, long @Nullable [] first, long @Nullable [] second, int bits) {
        RadixSort columns = new RadixSort(keys, new long[keys.length], first, second);
        columns.sort(bits, 0);
        return columns;
    }

    /**
     * Sorts by key, and rows of one key by the first payload.
     *
     * @param keys the keys, each in [0, 2^keyBits); may be overwritten, as the payloads may
     * @param keyBits how many low bits the keys have, 1 to 63
     * @param first the payload that orders rows of one key, each in [0, 2^firstBits)
     * @param firstBits how many low bits it has, 0 to 63
     * @param second another payload, or null
     * @return the sorted columns: the arrays passed or others
     */
    public static RadixSort sortByBoth(
            long[] keys, int keyBits, long[] first, int firstBits, long @Nullable [] second) {
        RadixSort columns = new RadixSort(keys, new long[keys.length], first, second);
        columns.sort(keyBits, firstBits);
        return columns;
    }

    /**
     * Sorts keys that fit a cache by some of their bits, in arrays that are used again.
     *
     * @param keys the keys; overwritten
     * @param spare as long; overwritten
     * @param size how many keys there are from the start
     * @param skipped how many low bits do not matter
     * @param bits how many bits after them matter
     * @return the array of the two that holds the keys in order
     */
    public static long[] sort(long[] keys, long[] spare, int size, int skipped, int bits) {
        RadixSort columns = new RadixSort(keys, spare, null, null);
        columns.sortDigits(0, size, skipped, bits);
        return columns.keys;
    }

    /** The keys in ascending order. */
    public long[] keys() {
        return keys;
    }

    /** The first payload in the order of the keys. */
    public long @Nullable [] first() {
        return first;
    }

    /** The second payload in the order of the keys. */
    public long @Nullable [] second() {
        return second;
    }

    private void sort(int bits, int firstBits) {
        int n = keys.length;
        int log = 31 - Integer.numberOfLeadingZeros(Math.max(1, n));
        int top = Math.min(bits, Math.min(MAX_DIGIT_BITS, log - BUCKET_BITS));
        if (top <= 0) {
            sortRange(0, n, bits, firstBits);
            return;
        }
        int rest = bits - top;
        int[] ends = new int[1 << top];
        pass(0, n, rest, ends);
        swap();
        int from = 0;
        for (int end : ends) {
            sortRange(from, end, rest, firstBits);
            from = end;
        }
    }

    /** Sorts a range by low bits of the keys, then of the first payload, and leaves it in the main columns. */
    private void sortRange(int from, int to, int keyBits, int firstBits) {
        int n = to - from;
        if (n < 2) {
            return;
        }
        int moves = 0;
        if (firstBits > 0) {
            rotate();
            moves = sortDigits(from, to, 0, firstBits);
            rotate();
        }
        moves += sortDigits(from, to, 0, keyBits);
        if ((moves & 1) == 1) {
            // An odd number of moves leaves this range in the spare columns, seen from the other ranges.
            swap();
            System.arraycopy(spareKeys, from, keys, from, n);
            if (first != null && spareFirst != null) {
                System.arraycopy(spareFirst, from, first, from, n);
            }
            if (second != null && spareSecond != null) {
                System.arraycopy(spareSecond, from, second, from, n);
            }
        }
    }

    /** Sorts a range by bits of the keys after the lowest, least significant digit first, and says how often it moved. */
    private int sortDigits(int from, int to, int skipped, int bits) {
        // Small buckets want small digits: clearing and summing the counters must not cost more than the rows.
        int log = 32 - Integer.numberOfLeadingZeros(to - from);
        int widest = Math.max(4, Math.min(MAX_DIGIT_BITS, log));
        int passes = (bits + widest - 1) / widest;
        int width = passes == 0 ? 0 : (bits + passes - 1) / passes;
        int[] counts = new int[1 << width];
        int moves = 0;
        for (int pass = 0; pass < passes; pass++) {
            if (pass(from, to, skipped + pass * width, counts)) {
                swap();
                moves++;
            }
            Arrays.fill(counts, 0);
        }
        return moves;
    }

    /**
     * Moves a range from the main to the spare columns in the order of one digit; {@code counts}, all zero before, holds
     * the ends of the digits' ranges after. Moves nothing and returns false if all rows share the digit.
     */
    private boolean pass(int from, int to, int shift, int[] counts) {
        int mask = counts.length - 1;
        long[] keys = this.keys;
        for (int i = from; i < to; i++) {
            counts[(int) (keys[i] >>> shift) & mask]++;
        }
        boolean shared = counts[(int) (keys[from] >>> shift) & mask] == to - from;
        if (shared && to - from < keys.length) {
            return false;
        }
        int start = from;
        for (int digit = 0; digit < counts.length; digit++) {
            int count = counts[digit];
            counts[digit] = start;
            start += count;
        }
        scatter(from, to, shift, counts);
        return true;
    }

    private void scatter(int from, int to, int shift, int[] next) {
        int mask = next.length - 1;
        long[] keys = this.keys;
        long[] first = this.first;
        long[] second = this.second;
        long[] toKeys = spareKeys;
        long[] toFirst = spareFirst;
        long[] toSecond = spareSecond;
        if (first == null || toFirst == null) {
            for (int i = from; i < to; i++) {
                long key = keys[i];
                toKeys[next[(int) (key >>> shift) & mask]++] = key;
            }
        } else if (second == null || toSecond == null) {
            for (int i = from; i < to; i++) {
                long key = keys[i];
                int at = next[(int) (key >>> shift) & mask]++;
                toKeys[at] = key;
                toFirst[at] = first[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                long key = keys[i];
                int at = next[(int) (key >>> shift) & mask]++;
                toKeys[at] = key;
                toFirst[at] = first[i];
                toSecond[at] = second[i];
            }
        }
    }

    /** Lets the first payload be the keys, and the keys the first payload. */
    private void rotate() {
        long[] k = keys;
        keys = requireNonNull(first);
        first = k;
        long[] s = spareKeys;
        spareKeys = requireNonNull(spareFirst);
        spareFirst = s;
    }

    private void swap() {
        long[] k = keys;
        keys = spareKeys;
        spareKeys = k;
        long[] f = first;
        first = spareFirst;
        spareFirst = f;
        long[] s = second;
        second = spareSecond;
        spareSecond = s;
    }
}
