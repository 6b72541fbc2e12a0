package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Parallel;
import dev.retention.internal.RadixSort;
import java.util.Arrays;

/**
 * Groups events that come in runs of one customer: the runs are sorted by customer, unless they are in order, and the events
 * moved run by run. The events of a customer are sorted only where they are not in order of time.
 */
final class RunSort {
    private final EventSource source;
    private final EventColumns target;
    // By run the place of its first event in the upper half, and how many there are in the lower.
    private final long[] runs;
    // The customer of each run, then of each customer.
    private final long[] keys;

    private RunSort(EventSource source, Runs found, EventColumns target) {
        this.source = source;
        this.target = target;
        long[] customers = found.customers();
        long[] ranges = found.ranges(source.size());
        if (found.ascending()) {
            this.keys = customers;
            this.runs = ranges;
            return;
        }
        long min = Arrays.stream(customers).min().orElse(0);
        long max = Arrays.stream(customers).max().orElse(0);
        for (int i = 0; i < customers.length; i++) {
            customers[i] -= min;
        }
        RadixSort sorted = RadixSort.sort(customers, ranges, null, Moments.bits(max - min));
        this.keys = sorted.keys();
        this.runs = requireNonNull(sorted.first());
        for (int i = 0; i < keys.length; i++) {
            keys[i] += min;
        }
    }

    static CustomerSort sort(EventSource source, Runs found, EventColumns target, int parts) {
        return new RunSort(source, found, target).move(parts);
    }

    private CustomerSort move(int parts) {
        int[] offsets = new int[runs.length + 1];
        // Where each part begins among the runs and among the customers.
        int[] firstRun = new int[parts + 1];
        int[] firstCustomer = new int[parts + 1];
        int customers = 0;
        int place = 0;
        int part = 1;
        for (int run = 0; run < runs.length; run++) {
            if (run == 0 || keys[run] != keys[customers - 1]) {
                for (; part < parts && place >= (long) source.size() * part / parts; part++) {
                    firstRun[part] = run;
                    firstCustomer[part] = customers;
                }
                keys[customers] = keys[run];
                offsets[customers++] = place;
            }
            place += (int) runs[run];
        }
        Arrays.fill(firstRun, part, parts + 1, runs.length);
        Arrays.fill(firstCustomer, part, parts + 1, customers);
        offsets[customers] = place;
        int[] starts = customers == runs.length ? offsets : Arrays.copyOf(offsets, customers + 1);
        Parallel.parts(parts, i -> {
            move(firstRun[i], firstRun[i + 1], starts[firstCustomer[i]]);
            EventOrder.restore(target, starts, firstCustomer[i], firstCustomer[i + 1]);
            return i;
        });
        return new CustomerSort(target, starts, customers == keys.length ? keys : Arrays.copyOf(keys, customers));
    }

    /** Moves runs to a place of the target, those that lie beside each other at once. */
    private void move(int from, int to, int place) {
        int at = place;
        for (int run = from; run < to; ) {
            int start = (int) (runs[run] >>> Integer.SIZE);
            int length = (int) runs[run++];
            while (run < to && (int) (runs[run] >>> Integer.SIZE) == start + length) {
                length += (int) runs[run++];
            }
            source.copyTo(target, start, at, length);
            at += length;
        }
    }
}
