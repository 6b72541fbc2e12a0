package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Orders events by customer, then time, code, amount and further columns, and finds where each customer begins.
 *
 * <p>Events that come grouped by ascending customer and in order of time are recognised and not sorted again. Where there are
 * further columns, the numbers of the rows travel in place of the amounts, and every column is moved once at the end.
 *
 * <p>Customers come as numbers that may leave gaps, such as raw ids less the smallest; the customers found are listed in
 * ascending order.
 */
public final class CustomerSort {
    // Keys are sorted as they are while they take little more room than their ranks would.
    private static final int MAX_PACKED_KEY_BITS = 32;

    private final EventColumns columns;
    private final int[] offsets;
    private final long[] customers;

    CustomerSort(EventColumns columns, int[] offsets, long[] customers) {
        this.columns = columns;
        this.offsets = offsets;
        this.customers = customers;
    }

    /** The events in order. */
    public EventColumns columns() {
        return columns;
    }

    /** Where each customer's events begin, and one more. */
    public int[] offsets() {
        return offsets;
    }

    /** The number, or the key, of each customer found. */
    public long[] customers() {
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
    public static CustomerSort ofKeys(long[] keys, EventColumns events, int codeCount, boolean borrowed) {
        if (isInOrder(keys, events)) {
            return inOrder(keys, borrowed ? events.copyOf(keys.length) : events);
        }
        if (events.hasFurther()) {
            return ofKeys(keys, events.withRowNumbers(keys.length), codeCount, false)
                    .withFurther(events);
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long key : keys) {
            min = Math.min(min, key);
            max = Math.max(max, key);
        }
        long range = max - min;
        if (range < 0 || range >= 1L << MAX_PACKED_KEY_BITS) {
            return SparseSort.of(keys, events, codeCount);
        }
        // They lie so close to each other that they serve as numbers.
        long[] numbers = new long[keys.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = keys[i] - min;
        }
        CustomerSort sorted = of(numbers, range, borrowed ? events.withOwnAmounts() : events, codeCount);
        for (int i = 0; i < sorted.customers.length; i++) {
            sorted.customers[i] += min;
        }
        return sorted;
    }

    /**
     * Groups events of customers with numbers.
     *
     * @param customers the customer of each event, from 0 to {@code maxCustomer}; overwritten
     * @param maxCustomer an upper bound of the customers' numbers
     * @param events the other columns in the same order; amounts may be overwritten
     * @param codeCount an upper bound of the codes, exclusive
     */
    public static CustomerSort of(long[] customers, long maxCustomer, EventColumns events, int codeCount) {
        if (isInOrder(customers, events)) {
            return inOrder(customers, events);
        }
        if (events.hasFurther()) {
            return of(customers, maxCustomer, events.withRowNumbers(customers.length), codeCount)
                    .withFurther(events);
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

    /** Whether events come grouped by customer, ascending, and in order of time. */
    private static boolean isInOrder(long[] customers, EventColumns events) {
        for (int i = 1; i < customers.length; i++) {
            if (customers[i - 1] > customers[i]
                    || (customers[i - 1] == customers[i] && events.time(i - 1) > events.time(i))) {
                return false;
            }
        }
        return true;
    }

    private static CustomerSort inOrder(long[] customers, EventColumns events) {
        CustomerSort found = found(customers, 0);
        TieOrder.restore(events, found.offsets);
        return new CustomerSort(events, found.offsets, found.customers);
    }

    /** The events whose row numbers stand in place of the amounts. */
    private CustomerSort withFurther(EventColumns events) {
        EventColumns gathered = events.inOrderOf(columns);
        TieOrder.restore(gathered, offsets);
        return new CustomerSort(gathered, offsets, customers);
    }

    /** The customers of sorted keys, without columns yet. */
    private static CustomerSort found(long[] sorted, int shift) {
        int count = Math.min(1, sorted.length);
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
        return new CustomerSort(new EventColumns(null, null, null, null), offsets, customers);
    }

    private CustomerSort decoded(Moments moments, long[] sorted, long @Nullable [] amounts) {
        if (amounts != null) {
            orderTies(moments, sorted, amounts);
        }
        return new CustomerSort(moments.decode(sorted, amounts), offsets, customers);
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
