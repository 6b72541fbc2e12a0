package dev.retention.internal.store;

import dev.retention.internal.Parallel;
import dev.retention.internal.store.EventSource.Piece;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of one customer in which events come: of each the customer, and the place of the first event. */
final class Runs {
    // Of longer runs there are so few that they are quickly sorted.
    private static final int LONG = 4;
    // After so many runs it shows whether they are long.
    private static final int TELLING = 1 << 12;

    private int most;
    private long[] customers = new long[1 << 8];
    private int[] starts = new int[1 << 8];
    private int size;
    private boolean ascending = true;

    private Runs(int most) {
        this.most = most;
    }

    /** The runs of all events, found on so many threads; null if there are so many that it is better to sort the events. */
    static @Nullable Runs of(EventSource source, int parts) {
        int most = source.size() / LONG;
        List<Runs> found = Parallel.parts(
                parts,
                part -> new Runs(most)
                        .find(source, source.firstPiece(part, parts), source.firstPiece(part + 1, parts)));
        Runs all = found.get(0);
        for (Runs next : found.subList(1, parts)) {
            all.join(next);
        }
        return all.isHopeless() ? null : all;
    }

    /** Whether customers do not ascend, and runs are too many to be sorted. */
    private boolean isHopeless() {
        return !ascending && size > most;
    }

    private Runs find(EventSource source, int from, int to) {
        for (int p = from; p < to && !isHopeless(); p++) {
            find(source.pieces().get(p), p << EventSource.PIECE_BITS);
            if (!ascending && size > TELLING && size > ((p + 1 - from) << EventSource.PIECE_BITS) / 2) {
                most = 0;
            }
        }
        return this;
    }

    private void find(Piece piece, int place) {
        long[] keys = piece.customers();
        int end = piece.from() + piece.size();
        long last = size == 0 ? keys[piece.from()] : customers[size - 1];
        if (size == 0) {
            add(last, place);
        }
        boolean descends = false;
        for (int i = piece.from(); i < end; i++) {
            long key = keys[i];
            if (key != last) {
                descends |= key < last;
                add(key, place + i - piece.from());
                last = key;
            }
        }
        ascending &= !descends;
    }

    private void add(long customer, int start) {
        if (size == starts.length) {
            customers = Arrays.copyOf(customers, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        customers[size] = customer;
        starts[size++] = start;
    }

    private void join(Runs next) {
        ascending &= next.ascending;
        most = Math.min(most, next.most);
        if (size > 0 && next.size > 0) {
            ascending &= customers[size - 1] <= next.customers[0];
        }
        for (int i = 0; i < next.size && !isHopeless(); i++) {
            add(next.customers[i], next.starts[i]);
        }
    }

    /** Whether no customer comes before a smaller one. */
    boolean ascending() {
        return ascending;
    }

    /** The customer of each run. */
    long[] customers() {
        return Arrays.copyOf(customers, size);
    }

    /** Of each run the place of its first event in the upper half, and how many there are in the lower. */
    long[] ranges(int events) {
        long[] ranges = new long[size];
        for (int i = 0; i < size; i++) {
            int end = i + 1 < size ? starts[i + 1] : events;
            ranges[i] = (long) starts[i] << Integer.SIZE | (end - starts[i]);
        }
        return ranges;
    }
}
