package dev.retention.history;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Orders events by customer, then time, code and amount, and finds where each customer begins.
 *
 * <p>Customers come as numbers that may leave gaps, such as raw ids less the smallest; the customers found are listed in
 * ascending order.
 */
final class Grouping {
    // Keys are sorted as they are while they take little more room than their ranks would.
    private static final int MAX_PACKED_KEY_BITS = 32;

    private final EventColumns columns;
    private final int[] offsets;
    private final long[] customers;

    Grouping(EventColumns columns, int[] offsets, long[] customers) {
        this.columns = columns;
        this.offsets = offsets;
        this.customers = customers;
    }

    EventColumns columns() {
        return columns;
    }

    /** Where each customer's events begin, and one more. */
    int[] offsets() {
        return offsets;
    }

    /** The number, or the key, of each customer found. */
    long[] customers() {
        return customers;
    }

    /**
     * Groups events of customers whose keys are any longs.
     *
     * @param keys the customer of each event; left as they are
     * @param events the other columns in the same order
     * @param codeCount an upper bound of the codes, exclusive
     * @param borrowed whether the columns must be left as they are
     */
    static Grouping ofKeys(long[] keys, EventColumns events, int codeCount, boolean borrowed) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long key : keys) {
            min = Math.min(min, key);
            max = Math.max(max, key);
        }
        long range = max - min;
        if (range < 0 || range >= 1L << MAX_PACKED_KEY_BITS) {
            return SparseGrouping.of(keys, events, codeCount);
        }
        // They lie so close to each other that they serve as numbers.
        long[] numbers = new long[keys.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = keys[i] - min;
        }
        Grouping grouping = of(numbers, range, borrowed ? events.withOwnAmounts() : events, codeCount);
        for (int i = 0; i < grouping.customers.length; i++) {
            grouping.customers[i] += min;
        }
        return grouping;
    }

    /**
     * Groups events of customers with numbers.
     *
     * @param customers the customer of each event, from 0 to {@code maxCustomer}; overwritten
     * @param maxCustomer an upper bound of the customers' numbers
     * @param events the other columns in the same order; amounts may be overwritten
     * @param codeCount an upper bound of the codes, exclusive
     */
    static Grouping of(long[] customers, long maxCustomer, EventColumns events, int codeCount) {
        if (customers.length == 0) {
            return new Grouping(events, new int[1], new long[0]);
        }
        Moments moments = Moments.of(events, customers.length, codeCount);
        int customerBits = Math.max(1, Moments.bits(maxCustomer));
        int bits = moments.bits();
        if (bits + customerBits > 63) {
            RadixSort sorted = RadixSort.sortByBoth(customers, customerBits, moments.toArray(), bits, events.amounts);
            return found(sorted.keys(), 0).decoded(moments, requireNonNull(sorted.first()), sorted.second());
        }
        // Customer and moment in one long: half as much to move.
        for (int i = 0; i < customers.length; i++) {
            customers[i] = customers[i] << bits | moments.at(i);
        }
        RadixSort sorted = RadixSort.sort(customers, events.amounts, null, customerBits + bits);
        return found(sorted.keys(), bits).decoded(moments, sorted.keys(), sorted.first());
    }

    /** The customers of sorted keys, without columns yet. */
    private static Grouping found(long[] sorted, int shift) {
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            count += sorted[i] >>> shift == sorted[i - 1] >>> shift ? 0 : 1;
        }
        int[] offsets = new int[count + 1];
        long[] customers = new long[count];
        int next = 0;
        for (int i = 0; i < sorted.length; i++) {
            long customer = sorted[i] >>> shift;
            if (next == 0 || customer != customers[next - 1]) {
                customers[next] = customer;
                offsets[next++] = i;
            }
        }
        offsets[count] = sorted.length;
        return new Grouping(new EventColumns(null, null, null, null), offsets, customers);
    }

    private Grouping decoded(Moments moments, long[] sorted, long @Nullable [] amounts) {
        if (amounts != null) {
            orderTies(moments, sorted, amounts);
        }
        return new Grouping(moments.decode(sorted, amounts), offsets, customers);
    }

    /** Events alike but for the amount come in the order of the amount, whatever the order of the input. */
    private void orderTies(Moments moments, long[] sorted, long[] amounts) {
        for (int customer = 0; customer < customers.length; customer++) {
            int start = offsets[customer];
            int end = offsets[customer + 1];
            for (int i = start + 1; i <= end; i++) {
                if (i == end || !moments.same(sorted[i], sorted[i - 1])) {
                    if (i - start > 1) {
                        Arrays.sort(amounts, start, i);
                    }
                    start = i;
                }
            }
        }
    }
}
