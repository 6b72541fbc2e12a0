package dev.retention.benchmarks.history;

import static dev.retention.benchmarks.Workload.DAY_BITS;
import static dev.retention.benchmarks.Workload.FIRST_DAY;

import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.Workload.Order;
import java.util.Arrays;
import java.util.List;

/** What one would write by hand to group random-order events by customer and day, knowing the data: ids, days and their ranges. */
public final class HandRadixSort {
    private static final int MAX_DIGIT_BITS = 11;
    private static final int DAY_MASK = (1 << DAY_BITS) - 1;

    private HandRadixSort() {}

    /** Groups events of a shape by the better way for it. */
    public static GroupedEvents of(Shape shape, Workload workload) {
        return shape.hasAnyIds() ? sparse(workload) : dense(workload);
    }

    /** Groups events of a shape, with amounts, by the better way for it. */
    public static GroupedEvents withAmounts(Shape shape, Workload workload) {
        return shape.hasAnyIds() ? sparseWithAmounts(workload) : denseWithAmounts(workload);
    }

    /** Customers numbered from 0, dates only: least significant digit first over (customer, day) packed into one long. */
    public static GroupedEvents dense(Workload workload) {
        return dense(workload, false);
    }

    /** Objects whose customers are numbered from 0, dates only. */
    public static GroupedEvents ofObjects(List<Order> orders) {
        long[] customers = new long[orders.size()];
        int[] days = new int[orders.size()];
        long last = -1;
        for (int i = 0; i < days.length; i++) {
            Order order = orders.get(i);
            customers[i] = order.customer();
            days[i] = (int) order.day().toEpochDay();
            last = Math.max(last, order.customer());
        }
        return dense(Workload.of((int) last + 1, customers, days, new long[0]));
    }

    /** Customers numbered from 0, with amounts, which travel beside the keys. */
    public static GroupedEvents denseWithAmounts(Workload workload) {
        return dense(workload, true);
    }

    private static GroupedEvents dense(Workload workload, boolean withAmounts) {
        int n = workload.events();
        int customerCount = workload.customerCount();
        int keyBits = keyBits(customerCount);
        int digitBits = digitBits(keyBits);
        int passes = (keyBits + digitBits - 1) / digitBits;
        long[] keys = new long[n];
        int[][] counts = new int[passes][1 << digitBits];
        for (int i = 0; i < n; i++) {
            long key = workload.customers()[i] << DAY_BITS | (workload.days()[i] - FIRST_DAY);
            keys[i] = key;
            for (int pass = 0; pass < passes; pass++) {
                counts[pass][digit(key, pass, digitBits)]++;
            }
        }
        long[] amounts = withAmounts ? workload.amounts() : new long[0];
        long[] keysTo = new long[n];
        long[] amountsTo = new long[amounts.length];
        for (int pass = 0; pass < passes; pass++) {
            int[] next = startsOf(counts[pass]);
            if (withAmounts) {
                scatter(keys, amounts, keysTo, amountsTo, next, pass * digitBits);
                long[] freed = pass == 0 ? new long[n] : amounts;
                amounts = amountsTo;
                amountsTo = freed;
            } else {
                scatter(keys, keysTo, next, pass * digitBits);
            }
            long[] swapped = keys;
            keys = keysTo;
            keysTo = swapped;
        }
        int[] days = new int[n];
        int[] offsets = new int[customerCount + 1];
        int customer = 0;
        for (int i = 0; i < n; i++) {
            days[i] = FIRST_DAY + ((int) keys[i] & DAY_MASK);
            int of = (int) (keys[i] >>> DAY_BITS);
            while (customer < of) {
                offsets[++customer] = i;
            }
        }
        while (customer < customerCount) {
            offsets[++customer] = n;
        }
        long[] ids = new long[customerCount];
        Arrays.setAll(ids, i -> i);
        return new GroupedEvents(ids, offsets, days, amounts);
    }

    private static int digit(long key, int pass, int digitBits) {
        return (int) (key >>> (pass * digitBits)) & ((1 << digitBits) - 1);
    }

    private static void scatter(long[] keys, long[] keysTo, int[] next, int shift) {
        int mask = next.length - 1;
        for (long key : keys) {
            keysTo[next[(int) (key >>> shift) & mask]++] = key;
        }
    }

    private static void scatter(long[] keys, long[] amounts, long[] keysTo, long[] amountsTo, int[] next, int shift) {
        int mask = next.length - 1;
        for (int i = 0; i < keys.length; i++) {
            int to = next[(int) (keys[i] >>> shift) & mask]++;
            keysTo[to] = keys[i];
            amountsTo[to] = amounts[i];
        }
    }

    /** Replaces counts by where each digit's run starts. */
    static int[] startsOf(int[] counts) {
        int sum = 0;
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            counts[i] = sum;
            sum += count;
        }
        return counts;
    }

    /**
     * Any ids, dates only: split by a hash of the id into parts that fit the cache, then number the customers of a part
     * with a small hash table and sort the part by (number, day).
     */
    public static GroupedEvents sparse(Workload workload) {
        Partitions parts = Partitions.of(workload);
        Layout layout = new Layout(workload, 0);
        Numbering numbering = new Numbering(parts.largest());
        int[] keys = new int[parts.largest()];
        int[] keysTo = new int[parts.largest()];
        for (int part = 0; part < parts.count(); part++) {
            int from = parts.start(part);
            int size = parts.start(part + 1) - from;
            numbering.clear(size);
            for (int i = 0; i < size; i++) {
                keys[i] = numbering.numberOf(parts.customers[from + i]) << DAY_BITS | parts.days[from + i];
            }
            int[] sorted = sort(keys, keysTo, size, keyBits(numbering.size()));
            for (int i = 0; i < size; i++) {
                layout.add(from + i, numbering, sorted[i]);
            }
            layout.endPart();
        }
        return layout.toGroupedEvents();
    }

    /** Any ids, with amounts, which are fetched from within the part. */
    public static GroupedEvents sparseWithAmounts(Workload workload) {
        Partitions parts = Partitions.withAmounts(workload);
        Layout layout = new Layout(workload, workload.events());
        Numbering numbering = new Numbering(parts.largest());
        long[] keys = new long[parts.largest()];
        long[] keysTo = new long[parts.largest()];
        for (int part = 0; part < parts.count(); part++) {
            int from = parts.start(part);
            int size = parts.start(part + 1) - from;
            numbering.clear(size);
            for (int i = 0; i < size; i++) {
                long number = numbering.numberOf(parts.customers[from + i]);
                keys[i] = (number << DAY_BITS | parts.days[from + i]) << Integer.SIZE | i;
            }
            long[] sorted = sort(keys, keysTo, size, keyBits(numbering.size()));
            for (int i = 0; i < size; i++) {
                layout.amounts[from + i] = parts.amounts[from + (int) sorted[i]];
                layout.add(from + i, numbering, (int) (sorted[i] >>> Integer.SIZE));
            }
            layout.endPart();
        }
        return layout.toGroupedEvents();
    }

    private static int keyBits(int customers) {
        return DAY_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(customers);
    }

    private static int digitBits(int keyBits) {
        int passes = (keyBits + MAX_DIGIT_BITS - 1) / MAX_DIGIT_BITS;
        return (keyBits + passes - 1) / passes;
    }

    private static int[] sort(int[] keys, int[] keysTo, int size, int keyBits) {
        int digitBits = digitBits(keyBits);
        int mask = (1 << digitBits) - 1;
        int[] from = keys;
        int[] to = keysTo;
        for (int shift = 0; shift < keyBits; shift += digitBits) {
            int[] next = new int[1 << digitBits];
            for (int i = 0; i < size; i++) {
                next[from[i] >>> shift & mask]++;
            }
            startsOf(next);
            for (int i = 0; i < size; i++) {
                to[next[from[i] >>> shift & mask]++] = from[i];
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    /** By the upper half of each key. */
    private static long[] sort(long[] keys, long[] keysTo, int size, int keyBits) {
        int digitBits = digitBits(keyBits);
        int mask = (1 << digitBits) - 1;
        long[] from = keys;
        long[] to = keysTo;
        for (int shift = Integer.SIZE; shift < Integer.SIZE + keyBits; shift += digitBits) {
            int[] next = new int[1 << digitBits];
            for (int i = 0; i < size; i++) {
                next[(int) (from[i] >>> shift) & mask]++;
            }
            startsOf(next);
            for (int i = 0; i < size; i++) {
                to[next[(int) (from[i] >>> shift) & mask]++] = from[i];
            }
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    /** The arrays being filled, customer by customer. */
    private static final class Layout {
        private final long[] customers;
        private final int[] offsets;
        private final int[] days;
        private final long[] amounts;
        private int customerCount;
        private int previous = -1;

        Layout(Workload workload, int amounts) {
            customers = new long[workload.customerCount()];
            offsets = new int[workload.customerCount() + 1];
            days = new int[workload.events()];
            this.amounts = new long[amounts];
        }

        void add(int event, Numbering numbering, int key) {
            days[event] = FIRST_DAY + (key & DAY_MASK);
            int number = key >>> DAY_BITS;
            if (number != previous) {
                customers[customerCount] = numbering.id(number);
                offsets[customerCount++] = event;
                previous = number;
            }
        }

        void endPart() {
            previous = -1;
        }

        GroupedEvents toGroupedEvents() {
            offsets[customerCount] = days.length;
            return new GroupedEvents(
                    Arrays.copyOf(customers, customerCount), Arrays.copyOf(offsets, customerCount + 1), days, amounts);
        }
    }
}
