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
 * <p>The last events of each part lie side by side in one array a column, which stays near the processor; when there are as many
 * as a piece has, they are moved to one. So every part is a chain of pieces, nothing need be counted before, and pieces that were
 * read hold parted events again.
 */
final class Scatter {
    private static final int IN_PIECE = EventSource.PIECE - 1;

    private final long min;
    private final @Nullable Moments moments;
    private final int shift;
    // The events of each part that fill no piece yet: their words, what they have beside, and how many there are.
    private final long[] openWords;
    private final EventColumns open;
    private final int[] sizes;
    // The last piece of each part, and before each piece the one before it; -1 if there is none.
    private final int[] last;
    private int[] before = new int[0];
    private @Nullable Piece[] pieces = {};
    private int size;
    private final Deque<Piece> free = new ArrayDeque<>();

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
        this.min = min;
        this.moments = moments;
        this.shift = shift;
        this.openWords = new long[parts << EventSource.PIECE_BITS];
        this.open = like.emptyOf(openWords.length);
        this.sizes = new int[parts];
        this.last = new int[parts];
        Arrays.fill(last, -1);
    }

    /** Parts the events of some pieces, which are used up. */
    Scatter take(List<Piece> source) {
        int[] to = new int[EventSource.PIECE];
        long[] words = new long[EventSource.PIECE];
        for (Piece piece : source) {
            read(piece, words);
            for (int from = 0; from < piece.size(); ) {
                int end = place(words, to, from, piece.size());
                carry(piece, to, from, end);
                int last = to[end - 1];
                if ((last & IN_PIECE) == IN_PIECE) {
                    moveAway(last >>> EventSource.PIECE_BITS);
                }
                from = end;
            }
            if (piece.owned()) {
                free.add(piece);
            }
        }
        return this;
    }

    /** The words of the events of a piece, less the smallest customer. */
    private void read(Piece piece, long[] words) {
        long[] customers = piece.customers();
        int from = piece.from();
        int length = piece.size();
        long less = min;
        for (int i = 0; i < length; i++) {
            words[i] = customers[from + i] - less;
        }
        if (moments != null) {
            moments.append(piece.columns(), from, words, length);
        }
    }

    /** Puts words with the last of their parts up to one that fills a piece, says where, and how far that was. */
    private int place(long[] words, int[] to, int from, int end) {
        // Customers that stand alone stay as they are.
        long back = moments == null ? min : 0;
        int[] sizes = this.sizes;
        long[] openWords = this.openWords;
        int shift = this.shift;
        for (int i = from; i < end; i++) {
            long word = words[i];
            int part = (int) (word >>> shift);
            int place = sizes[part];
            int at = (part << EventSource.PIECE_BITS) + place;
            sizes[part] = place + 1;
            to[i] = at;
            openWords[at] = word + back;
            if (place == IN_PIECE) {
                return i + 1;
            }
        }
        return end;
    }

    /** Puts what some events have beside their words where the words went. */
    private void carry(Piece piece, int[] to, int from, int end) {
        EventColumns columns = piece.columns();
        scatter(columns.days, piece.from(), to, from, end, open.days);
        scatter(columns.micros, piece.from(), to, from, end, open.micros);
        scatter(columns.amounts, piece.from(), to, from, end, open.amounts);
        scatter(columns.codes, piece.from(), to, from, end, open.codes);
        for (int c = 0; c < open.furtherCount(); c++) {
            Column column = columns.column(c);
            Column target = open.column(c);
            for (int i = from; i < end; i++) {
                target.copy(to[i], column, piece.from() + i);
            }
        }
    }

    private static void scatter(
            int @Nullable [] column, int first, int[] to, int from, int end, int @Nullable [] target) {
        for (int i = from; column != null && target != null && i < end; i++) {
            target[to[i]] = column[first + i];
        }
    }

    private static void scatter(
            long @Nullable [] column, int first, int[] to, int from, int end, long @Nullable [] target) {
        for (int i = from; column != null && target != null && i < end; i++) {
            target[to[i]] = column[first + i];
        }
    }

    /** Moves the last events of a part to a piece, which they fill. */
    private void moveAway(int part) {
        if (size == before.length) {
            int capacity = Math.max(last.length, size + (size >> 1) + 1);
            before = Arrays.copyOf(before, capacity);
            pieces = Arrays.copyOf(pieces, capacity);
        }
        Piece piece = free.isEmpty() ? Piece.empty(open.emptyOf(EventSource.PIECE)) : free.remove();
        int from = part << EventSource.PIECE_BITS;
        System.arraycopy(openWords, from, piece.customers(), 0, EventSource.PIECE);
        piece.columns().copyRange(0, open, from, EventSource.PIECE);
        pieces[size] = piece.ofSize(EventSource.PIECE);
        before[size] = last[part];
        last[part] = size++;
        sizes[part] = 0;
    }

    /** Takes the events of a part out. */
    List<Piece> remove(int part) {
        List<Piece> removed = new ArrayList<>();
        if (sizes[part] > 0) {
            removed.add(new Piece(openWords, open, part << EventSource.PIECE_BITS, sizes[part], false));
        }
        for (int number = last[part]; number >= 0; number = before[number]) {
            Piece piece = pieces[number];
            if (piece != null) {
                removed.add(piece);
            }
            pieces[number] = null;
        }
        Collections.reverse(removed);
        return removed;
    }

    /** How many events a part has. */
    int count(int part) {
        int count = sizes[part];
        for (int number = last[part]; number >= 0; number = before[number]) {
            count += EventSource.PIECE;
        }
        return count;
    }
}
