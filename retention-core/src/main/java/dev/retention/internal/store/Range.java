package dev.retention.internal.store;

import dev.retention.internal.store.EventSource.Piece;
import java.util.List;

/** The smallest and the largest of some longs. */
record Range(long min, long max) {
    static final Range EMPTY = new Range(Long.MAX_VALUE, Long.MIN_VALUE);

    static Range ofCustomers(List<Piece> pieces) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (Piece piece : pieces) {
            long[] customers = piece.customers();
            int end = piece.from() + piece.size();
            for (int i = piece.from(); i < end; i++) {
                min = Math.min(min, customers[i]);
                max = Math.max(max, customers[i]);
            }
        }
        return new Range(min, max);
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
