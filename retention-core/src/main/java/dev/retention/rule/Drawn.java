package dev.retention.rule;

import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The numbers of a column in ascending order, each taken as often as a replicate of {@link Resampled} takes its customer: what a
 * statistic of customers, such as a share of the largest, is computed of.
 *
 * <p>All draws of a column share its numbers, sorted once: a draw itself is 1,024 weights. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Drawn {
    private final long[] sorted;
    private final short[] buckets;
    private final int[] weights;

    private Drawn(long[] sorted, short[] buckets, int[] weights) {
        this.sorted = sorted;
        this.buckets = buckets;
        this.weights = weights;
    }

    /** All numbers of a column, each once. Customers of one number come by bucket, so that no order of the store shows. */
    static Drawn of(MeasureColumns numbers, int column, IntFunction<?> customer) {
        long[] sorted = numbers.ascending(column);
        short[] buckets = new short[sorted.length];
        // How many places behind the first of a number are taken.
        int[] taken = new int[sorted.length];
        for (int row = 0; row < numbers.rows(); row++) {
            if (numbers.has(column, row)) {
                int first = first(sorted, numbers.value(column, row));
                buckets[first + taken[first]++] = (short) Buckets.of(customer.apply(row));
            }
        }
        for (int first = 0; first < sorted.length; first += taken[first]) {
            Arrays.sort(buckets, first, first + taken[first]);
        }
        int[] once = new int[Buckets.SIZE];
        Arrays.fill(once, 1);
        return new Drawn(sorted, buckets, once);
    }

    /** The first place of a number that is there. */
    private static int first(long[] sorted, long number) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The same numbers with other weights of buckets. */
    Drawn weighted(IntUnaryOperator weight) {
        int[] other = new int[Buckets.SIZE];
        Arrays.setAll(other, weight);
        return new Drawn(sorted, buckets, other);
    }

    /** The buckets that somebody is in, ascending. */
    int[] buckets() {
        boolean[] met = new boolean[Buckets.SIZE];
        for (short bucket : buckets) {
            met[bucket] = true;
        }
        int[] all = new int[Buckets.SIZE];
        int size = 0;
        for (int bucket = 0; bucket < Buckets.SIZE; bucket++) {
            all[size] = bucket;
            size += met[bucket] ? 1 : 0;
        }
        return Arrays.copyOf(all, size);
    }

    /**
     * How many numbers there are, those taken not at all included.
     *
     * @return at least 0
     */
    public int size() {
        return sorted.length;
    }

    /**
     * A number.
     *
     * @param index its place, from 0
     * @return at least the number at the place before
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public long at(int index) {
        return sorted[checkElementIndex(index, sorted.length, "index")];
    }

    /**
     * How often a number is taken.
     *
     * @param index its place, from 0
     * @return from 0 to 17; 1 of the column as it is
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public int times(int index) {
        return weights[buckets[checkElementIndex(index, buckets.length, "index")]];
    }

    /** Prints how many customers were taken and how many numbers there are, such as {@code 97 drawn of 100 numbers}. */
    @Override
    public String toString() {
        long drawn = 0;
        for (short bucket : buckets) {
            drawn += weights[bucket];
        }
        return drawn + " drawn of " + sorted.length + " numbers";
    }
}
