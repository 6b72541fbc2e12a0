package dev.retention.internal.store;

import dev.retention.internal.store.EventSource.Piece;
import java.util.List;

/** The smallest and the largest of some longs; the largest and the smallest long if there are none. */
record Range(long min, long max) {
    static final Range EMPTY = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    static Range ofCustomers(List<Piece> pieces) {
        Range range = EMPTY;
        for (Piece piece : pieces) {
            range = range.and(piece.customers(), piece.from(), piece.from() + piece.size());
        }
        return range;
    }

    static Range ofTimes(List<Piece> pieces) {
        Range range = EMPTY;
        for (Piece piece : pieces) {
            range = piece.columns().times(range, piece.from(), piece.from() + piece.size());
        }
        return range;
    }

    /** The range of these and more values. */
    Range and(long[] values, int from, int to) {
        long smallest = min;
        long largest = max;
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value < smallest) {
                smallest = value;
            }
            if (value > largest) {
                largest = value;
            }
        }
        return new Range(smallest, largest);
    }

    /** The range of these and more values. */
    Range and(int[] values, int from, int to) {
        long smallest = min;
        long largest = max;
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value < smallest) {
                smallest = value;
            }
            if (value > largest) {
                largest = value;
            }
        }
        return new Range(smallest, largest);
    }

    Range and(Range other) {
        return new Range(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** The largest less the smallest, to be read without sign. */
    long width() {
        return max - min;
    }
}
