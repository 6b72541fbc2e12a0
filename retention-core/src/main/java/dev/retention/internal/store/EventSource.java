package dev.retention.internal.store;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Events in the order in which they came, in pieces of equal length but for the last. */
public final class EventSource {
    static final int PIECE_BITS = 9;
    /** How many events a piece has. */
    static final int PIECE = 1 << PIECE_BITS;

    private final List<Piece> pieces;
    private final int size;

    private EventSource(List<Piece> pieces, int size) {
        this.pieces = pieces;
        this.size = size;
    }

    /**
     * Some events in a row.
     *
     * @param from the place of the first in the arrays
     * @param size how many there are
     * @param owned whether the arrays, which are {@link #PIECE} long, may be used for others once these are read
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(long[] customers, EventColumns columns, int from, int size, boolean owned) {
        /** A piece of the columns without events. */
        static Piece empty(EventColumns columns) {
            return new Piece(new long[PIECE], columns, 0, 0, true);
        }

        /** The same arrays with so many events from the start. */
        Piece ofSize(int changed) {
            return new Piece(customers, columns, 0, changed, owned);
        }
    }

    /** Whole columns, which are left as they are. */
    public static EventSource of(long[] customers, EventColumns columns) {
        ImmutableList.Builder<Piece> pieces = ImmutableList.builder();
        for (int from = 0; from < customers.length; from += PIECE) {
            pieces.add(new Piece(customers, columns, from, Math.min(PIECE, customers.length - from), false));
        }
        return new EventSource(pieces.build(), customers.length);
    }

    /** Pieces that are used up. */
    static EventSource ofPieces(List<Piece> pieces, int size) {
        return new EventSource(pieces, size);
    }

    int size() {
        return size;
    }

    List<Piece> pieces() {
        return pieces;
    }

    /** The first piece of a part, of as many as there are; parts are about equally long. */
    int firstPiece(int part, int parts) {
        return (int) ((long) pieces.size() * part / parts);
    }

    /** Copies events in a row to other columns of the same kinds. */
    void copyTo(EventColumns target, int from, int at, int length) {
        for (int done = 0; done < length; ) {
            Piece piece = pieces.get((from + done) >>> PIECE_BITS);
            int skipped = (from + done) & (PIECE - 1);
            int here = Math.min(length - done, piece.size - skipped);
            target.copyRange(at + done, piece.columns, piece.from + skipped, here);
            done += here;
        }
    }
}
