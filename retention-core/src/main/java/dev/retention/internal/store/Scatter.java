package dev.retention.internal.store;

import dev.retention.internal.store.EventSource.Piece;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts events by words of their customers, or of customers and moments, into ranges of words of equal width. The words stand in
 * place of the customers of the parted events.
 *
 * <p>Every part is a chain of pieces, so that nothing need be counted before, and pieces that were read hold parted events again:
 * beside the events there is a piece begun for each part.
 */
final class Scatter {
    private final EventColumns like;
    private final long min;
    private final @Nullable Moments moments;
    private final int shift;
    private final Deque<Piece> free = new ArrayDeque<>();
    // Where the next event of each part goes, the number of a piece before the place in it; 0 in the place if it needs
    // a new piece.
    private final int[] next;
    // The last piece of each part, and before each piece the one before it; -1 if there is none.
    private final int[] last;
    private int[] before = new int[0];
    private @Nullable Piece[] pieces = {};
    private int size;
    // The arrays of the pieces by number, at hand.
    private long[][] customers = {};
    private int[][] days = {};
    private long[][] micros = {};
    private long[][] amounts = {};
    private int[][] codes = {};

    /**
     * Nothing yet.
     *
     * @param like columns of the kinds that parted events have beside their words
     * @param min the smallest customer
     * @param moments what stands in words below the customer less the smallest, or null if words are the customers
     * @param shift how many low bits of words do not matter to the part
     * @param parts how many parts there are
     */
    Scatter(EventColumns like, long min, @Nullable Moments moments, int shift, int parts) {
        this.like = like;
        this.min = min;
        this.moments = moments;
        this.shift = shift;
        this.next = new int[parts];
        this.last = new int[parts];
        Arrays.fill(last, -1);
    }

    /** Parts the events of some pieces, which are used up. */
    Scatter take(List<Piece> source) {
        int[] to = new int[EventSource.PIECE];
        long[] words = new long[EventSource.PIECE];
        for (Piece piece : source) {
            place(piece, words, to);
            EventColumns columns = piece.columns();
            if (like.days != null && columns.days != null) {
                scatter(columns.days, piece, to, days);
            }
            if (like.micros != null && columns.micros != null) {
                scatter(columns.micros, piece, to, micros);
            }
            if (columns.amounts != null) {
                scatter(columns.amounts, piece, to, amounts);
            }
            if (like.codes != null && columns.codes != null) {
                scatter(columns.codes, piece, to, codes);
            }
            for (int c = 0; c < like.furtherCount(); c++) {
                scatter(c, piece, to);
            }
            if (piece.owned()) {
                free.add(piece);
            }
        }
        return this;
    }

    /** Says where each event of a piece goes, and puts its word there. */
    private void place(Piece piece, long[] words, int[] to) {
        long[] keys = piece.customers();
        int from = piece.from();
        int length = piece.size();
        for (int i = 0; i < length; i++) {
            words[i] = keys[from + i] - min;
        }
        if (moments != null) {
            moments.append(piece.columns(), from, words, length);
        }
        // Customers that stand alone stay as they are.
        long back = moments == null ? min : 0;
        int[] next = this.next;
        int shift = this.shift;
        for (int i = 0; i < length; i++) {
            long word = words[i];
            int part = (int) (word >>> shift);
            int at = next[part];
            if ((at & (EventSource.PIECE - 1)) == 0) {
                at = begin(part) << EventSource.PIECE_BITS;
            }
            next[part] = at + 1;
            to[i] = at;
            customers[at >>> EventSource.PIECE_BITS][at & (EventSource.PIECE - 1)] = word + back;
        }
    }

    private int begin(int part) {
        if (size == before.length) {
            int capacity = Math.max(next.length, size + (size >> 1) + 1);
            before = Arrays.copyOf(before, capacity);
            pieces = Arrays.copyOf(pieces, capacity);
            customers = Arrays.copyOf(customers, capacity);
            days = Arrays.copyOf(days, capacity);
            micros = Arrays.copyOf(micros, capacity);
            amounts = Arrays.copyOf(amounts, capacity);
            codes = Arrays.copyOf(codes, capacity);
        }
        Piece piece = free.isEmpty() ? Piece.empty(like.emptyOf(EventSource.PIECE)) : free.remove();
        EventColumns columns = piece.columns();
        pieces[size] = piece;
        customers[size] = piece.customers();
        if (columns.days != null) {
            days[size] = columns.days;
        }
        if (columns.micros != null) {
            micros[size] = columns.micros;
        }
        if (columns.amounts != null) {
            amounts[size] = columns.amounts;
        }
        if (columns.codes != null) {
            codes[size] = columns.codes;
        }
        before[size] = last[part];
        last[part] = size;
        return size++;
    }

    private static void scatter(int[] column, Piece piece, int[] to, int[][] target) {
        for (int i = 0; i < piece.size(); i++) {
            target[to[i] >>> EventSource.PIECE_BITS][to[i] & (EventSource.PIECE - 1)] = column[piece.from() + i];
        }
    }

    private static void scatter(long[] column, Piece piece, int[] to, long[][] target) {
        for (int i = 0; i < piece.size(); i++) {
            target[to[i] >>> EventSource.PIECE_BITS][to[i] & (EventSource.PIECE - 1)] = column[piece.from() + i];
        }
    }

    private void scatter(int further, Piece piece, int[] to) {
        Column column = piece.columns().column(further);
        for (int i = 0; i < piece.size(); i++) {
            Piece target = pieces[to[i] >>> EventSource.PIECE_BITS];
            if (target != null) {
                target.columns().column(further).copy(to[i] & (EventSource.PIECE - 1), column, piece.from() + i);
            }
        }
    }

    /** Takes the events of a part out. */
    List<Piece> remove(int part) {
        List<Piece> removed = new ArrayList<>();
        int end = next[part] & (EventSource.PIECE - 1);
        int length = end == 0 ? EventSource.PIECE : end;
        for (int number = last[part]; number >= 0; number = before[number]) {
            Piece piece = pieces[number];
            if (piece != null) {
                removed.add(piece.ofSize(length));
            }
            pieces[number] = null;
            length = EventSource.PIECE;
        }
        Collections.reverse(removed);
        return removed;
    }

    /** How many events a part has. */
    int count(int part) {
        int end = next[part] & (EventSource.PIECE - 1);
        int count = last[part] < 0 || end == 0 ? 0 : end - EventSource.PIECE;
        for (int number = last[part]; number >= 0; number = before[number]) {
            count += EventSource.PIECE;
        }
        return count;
    }
}
