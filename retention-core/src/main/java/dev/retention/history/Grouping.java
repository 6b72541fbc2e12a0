package dev.retention.history;

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
    private final EventColumns columns;
    private final int[] offsets;
    private final long[] customers;

    private Grouping(EventColumns columns, int[] offsets, long[] customers) {
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

    /** The number of each customer found. */
    long[] customers() {
        return customers;
    }

    /**
     * Groups events.
     *
     * @param customers the customer of each event, from 0 to {@code maxCustomer}; overwritten
     * @param maxCustomer an upper bound of the customers' numbers
     * @param events the other columns in the same order; amounts may be overwritten
     * @param codeCount an upper bound of the codes, exclusive
     */
    static Grouping of(long[] customers, long maxCustomer, EventColumns events, int codeCount) {
        int n = customers.length;
        if (n == 0) {
            return new Grouping(events, new int[1], new long[0]);
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            long time = events.time(i);
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        int codeBits = bits(codeCount - 1L);
        int timeBits = bits(max - min);
        int customerBits = Math.max(1, bits(maxCustomer));
        int momentBits = timeBits + codeBits;
        return momentBits + customerBits <= 63
                ? packed(customers, events, min, codeBits, momentBits, customerBits)
                : twoKeys(customers, events, min, codeBits, momentBits, customerBits);
    }

    private static int bits(long max) {
        return 64 - Long.numberOfLeadingZeros(max);
    }

    /** One sort by customer, time and code, packed into one long: the usual case. */
    private static Grouping packed(
            long[] customers, EventColumns events, long min, int codeBits, int momentBits, int customerBits) {
        for (int i = 0; i < customers.length; i++) {
            customers[i] = (customers[i] << momentBits) | ((events.time(i) - min) << codeBits) | events.code(i);
        }
        RadixSort sorted = RadixSort.sort(customers, events.amounts, null, customerBits + momentBits);
        long[] keys = sorted.keys();
        return new Builder(events, min, codeBits, sorted.first()) {
            @Override
            long customer(int i) {
                return keys[i] >>> momentBits;
            }

            @Override
            long moment(int i) {
                return keys[i] & (1L << momentBits) - 1;
            }
        }.build();
    }

    /** A sort by time and code, then a stable one by customer, for times too fine to pack. */
    private static Grouping twoKeys(
            long[] customers, EventColumns events, long min, int codeBits, int momentBits, int customerBits) {
        long[] moments = new long[customers.length];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = ((events.time(i) - min) << codeBits) | events.code(i);
        }
        RadixSort byTime = RadixSort.sort(moments, customers, events.amounts, Math.max(1, momentBits));
        long[] customersByTime = byTime.first();
        RadixSort sorted = RadixSort.sort(
                customersByTime == null ? customers : customersByTime, byTime.keys(), byTime.second(), customerBits);
        long[] keys = sorted.keys();
        long[] times = sorted.first() == null ? moments : sorted.first();
        return new Builder(events, min, codeBits, sorted.second()) {
            @Override
            long customer(int i) {
                return keys[i];
            }

            @Override
            long moment(int i) {
                return times[i];
            }
        }.build();
    }

    private abstract static class Builder {
        private final EventColumns events;
        private final long min;
        private final int codeBits;
        private final long @Nullable [] amounts;

        Builder(EventColumns events, long min, int codeBits, long @Nullable [] amounts) {
            this.events = events;
            this.min = min;
            this.codeBits = codeBits;
            this.amounts = amounts;
        }

        abstract long customer(int i);

        abstract long moment(int i);

        Grouping build() {
            int n = events.days != null ? events.days.length : events.micros == null ? 0 : events.micros.length;
            int[] days = events.days == null ? null : new int[n];
            long[] micros = events.micros == null ? null : new long[n];
            int[] codes = events.codes == null ? null : new int[n];
            int count = 1;
            for (int i = 1; i < n; i++) {
                count += customer(i) == customer(i - 1) ? 0 : 1;
            }
            int[] offsets = new int[count + 1];
            long[] found = new long[count];
            int next = 0;
            long last = -1;
            for (int i = 0; i < n; i++) {
                long customer = customer(i);
                if (customer != last) {
                    last = customer;
                    found[next] = customer;
                    offsets[next++] = i;
                }
                long moment = moment(i);
                long time = (moment >>> codeBits) + min;
                if (days != null) {
                    days[i] = (int) time;
                } else if (micros != null) {
                    micros[i] = time;
                }
                if (codes != null) {
                    codes[i] = (int) (moment & (1L << codeBits) - 1);
                }
            }
            offsets[count] = n;
            if (amounts != null) {
                orderTies(amounts, n);
            }
            return new Grouping(new EventColumns(days, micros, amounts, codes), offsets, found);
        }

        /** Events alike but for the amount come in the order of the amount, whatever the order of the input. */
        private void orderTies(long[] amounts, int n) {
            int start = 0;
            for (int i = 1; i <= n; i++) {
                if (i == n || moment(i) != moment(i - 1) || customer(i) != customer(i - 1)) {
                    if (i - start > 1) {
                        Arrays.sort(amounts, start, i);
                    }
                    start = i;
                }
            }
        }
    }
}
