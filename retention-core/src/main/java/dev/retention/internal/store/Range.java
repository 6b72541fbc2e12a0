package dev.retention.internal.store;

import dev.retention.internal.store.EventSource.Piece;
import java.util.List;

/** The smallest and the largest of some longs; the largest and the smallest long if there are none. */
record Range(long min, long max) {
    static final Range EMPTY = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    static Range of(long[] values, int from, int to) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return new Range(min, max);
    }

    static Range of(int[] values, int from, int to) {
        if (from >= to) {
            return EMPTY;
        }
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            int value = values[i];
            if (value < min) {
                min = value;
            }
            if (value > max) {
                max = value;
            }
        }
        return new Range(min, max);
    }

    static Range ofCustomers(List<Piece> pieces) {
        Range range = EMPTY;
        for (Piece piece : pieces) {
            range = range.and(of(piece.customers(), piece.from(), piece.from() + piece.size()));
        }
        return range;
    }

    static Range ofTimes(List<Piece> pieces) {
        Range range = EMPTY;
        for (Piece piece : pieces) {
            range = range.and(piece.columns().times(piece.from(), piece.from() + piece.size()));
        }
        return range;
    }

    Range and(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** The largest less the smallest, to be read without sign. */
    long width() {
        return max - min;
    }
}
