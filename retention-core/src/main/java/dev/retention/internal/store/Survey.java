package dev.retention.internal.store;

import dev.retention.internal.Parallel;
import dev.retention.internal.store.EventSource.Piece;
import java.util.List;

/**
 * What one look at the customers of events tells.
 *
 * @param min the smallest customer
 * @param max the largest
 * @param ascending whether no customer comes before a smaller one
 * @param runs how many times another customer comes than the one before
 * @param before how many runs begin in the parts before each part, and in all
 */
@SuppressWarnings("ArrayRecordComponent") // Read where it is made.
record Survey(long min, long max, boolean ascending, int runs, int[] before) {

    /** Looks at all events, on so many threads. */
    static Survey of(EventSource source, int parts) {
        List<Survey> found = Parallel.parts(
                parts, part -> of(source, source.firstPiece(part, parts), source.firstPiece(part + 1, parts)));
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        boolean ascending = true;
        int[] before = new int[parts + 1];
        for (int part = 0; part < parts; part++) {
            Survey own = found.get(part);
            min = Math.min(min, own.min);
            max = Math.max(max, own.max);
            ascending &= own.ascending;
            before[part + 1] = before[part] + own.runs;
        }
        return new Survey(min, max, ascending, before[parts], before);
    }

    private static Survey of(EventSource source, int from, int to) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        boolean descends = false;
        int runs = from == 0 && to > 0 ? 1 : 0;
        long last = from < to ? lastBefore(source, from) : 0;
        for (Piece piece : source.pieces().subList(from, to)) {
            long[] customers = piece.customers();
            int end = piece.from() + piece.size();
            for (int i = piece.from(); i < end; i++) {
                long customer = customers[i];
                min = Math.min(min, customer);
                max = Math.max(max, customer);
                descends |= customer < last;
                runs += customer == last ? 0 : 1;
                last = customer;
            }
        }
        return new Survey(min, max, !descends, runs, new int[0]);
    }

    /** The customer of the event before a piece, of the first event before the first. */
    static long lastBefore(EventSource source, int piece) {
        Piece one = source.pieces().get(Math.max(0, piece - 1));
        return one.customers()[piece == 0 ? one.from() : one.from() + one.size() - 1];
    }

    /** The largest customer less the smallest, to be read without sign. */
    long range() {
        return max - min;
    }
}
