package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Parallel;
import dev.retention.internal.RadixSort;
import dev.retention.internal.store.EventSource.Piece;
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

    private RunSort(EventSource source, Survey survey, EventColumns target, int parts) {
        this.source = source;
        this.target = target;
        long[] found = new long[survey.runs()];
        long[] starts = new long[survey.runs()];
        Parallel.parts(parts, part -> find(found, starts, survey.before()[part], part, parts));
        for (int i = 0; i < starts.length; i++) {
            long end = i + 1 < starts.length ? starts[i + 1] : source.size();
            starts[i] = starts[i] << Integer.SIZE | (end - starts[i]);
        }
        if (survey.ascending()) {
            this.keys = found;
            this.runs = starts;
            return;
        }
        for (int i = 0; i < found.length; i++) {
            found[i] -= survey.min();
        }
        RadixSort sorted = RadixSort.sort(found, starts, null, Math.max(1, Moments.bits(survey.range())));
        this.keys = sorted.keys();
        this.runs = requireNonNull(sorted.first());
        for (int i = 0; i < keys.length; i++) {
            keys[i] += survey.min();
        }
    }

    /** Notes the runs that begin in a part of the pieces, from the run with a number on. */
    private int find(long[] keys, long[] starts, int first, int part, int parts) {
        int from = source.firstPiece(part, parts);
        int to = source.firstPiece(part + 1, parts);
        int run = first;
        long last = from < to ? Survey.lastBefore(source, from) : 0;
        for (int p = from; p < to; p++) {
            Piece piece = source.pieces().get(p);
            long[] customers = piece.customers();
            for (int i = 0; i < piece.size(); i++) {
                long customer = customers[piece.from() + i];
                if (customer != last || (p == 0 && i == 0)) {
                    keys[run] = customer;
                    starts[run++] = ((long) p << EventSource.PIECE_BITS) + i;
                    last = customer;
                }
            }
        }
        return run - first;
    }

    static CustomerSort sort(EventSource source, Survey survey, EventColumns target, int parts) {
        return new RunSort(source, survey, target, parts).move(parts);
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
