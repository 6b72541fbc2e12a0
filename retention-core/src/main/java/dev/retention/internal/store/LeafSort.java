package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import dev.retention.internal.store.EventSource.Piece;
import dev.retention.internal.store.PartSort.Part;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorts events that fit a cache by customer and moment into their place of the columns of all, one part after the other. */
final class LeafSort {
    // Customers less the smallest serve as numbers while they need few more bits than events would.
    private static final int SPARE_BITS = 2;

    private final EventColumns like;
    private final long min;
    private final Moments moments;
    private final int codeCount;
    private final boolean packed;
    private final EventColumns target;
    private final CustomerNumbers numbers = new CustomerNumbers();
    private final DigitSort digits;
    private EventColumns columns;
    private long[] words = new long[0];
    private long[] spare = new long[0];

    /**
     * For parts of the same events.
     *
     * @param like columns of the kinds that parted events have beside their words
     * @param min what customers in words are less
     * @param moments of all events
     * @param packed whether they are in the words
     * @param target takes the events
     */
    LeafSort(EventColumns like, long min, Moments moments, int codeCount, boolean packed, EventColumns target) {
        this.like = like;
        this.min = min;
        this.moments = moments;
        this.codeCount = codeCount;
        this.packed = packed;
        this.target = target;
        this.columns = like.emptyOf(0);
        this.digits = new DigitSort(min, moments);
    }

    EventColumns like() {
        return like;
    }

    /** Sorts the events of a part, which is in some pieces, and adds their customers to those found. */
    void sort(List<Piece> pieces, Part part, Customers found) {
        int size = part.size();
        if (size == 0) {
            return;
        }
        gather(pieces, size);
        // The place of the event goes with what orders it, if the event has more.
        boolean more = target.amounts != null || target.furtherCount() > 0;
        if (packed && !more && digits.fits(part)) {
            digits.sort(words, spare, part, target, found);
            return;
        }
        Order order = packed ? packed(part) : numbered(part);
        int placeBits = more ? Moments.bits(size) : 0;
        if (order.bits + placeBits >= Long.SIZE) {
            long[] places = new long[size];
            Arrays.setAll(places, i -> i);
            RadixSort pairs = RadixSort.sort(Arrays.copyOf(words, size), places, null, order.bits);
            write(pairs.keys(), requireNonNull(pairs.first()), 0, part, order, found);
            return;
        }
        for (int i = 0; more && i < size; i++) {
            words[i] = words[i] << placeBits | i;
        }
        write(RadixSort.sort(words, spare, size, placeBits, order.bits), null, placeBits, part, order, found);
    }

    private void gather(List<Piece> pieces, int size) {
        if (size > words.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, size + (long) (size >> 2));
            words = new long[capacity];
            spare = new long[capacity];
            columns = like.emptyOf(capacity);
        }
        int at = 0;
        for (Piece piece : pieces) {
            System.arraycopy(piece.customers(), piece.from(), words, at, piece.size());
            columns.copyRange(at, piece.columns(), piece.from(), piece.size());
            at += piece.size();
        }
    }

    /** Lets words of customer and moment be what they are more than the smallest. */
    private Order packed(Part part) {
        for (int i = 0; i < part.size(); i++) {
            words[i] -= part.base();
        }
        return new Order(moments, part.base(), Math.max(1, part.bits()));
    }

    /** Replaces the customers that are the words by their numbers, and the moments. */
    private Order numbered(Part part) {
        int numberBits = numbers.number(words, part.size(), Moments.bits(part.size()) + SPARE_BITS);
        Moments own =
                numberBits + moments.bits() < Long.SIZE ? moments : Moments.ranked(columns, 0, part.size(), codeCount);
        checkState(numberBits + own.bits() < Long.SIZE, "a store holds at most %s codes", codeCount - 1);
        own.append(columns, 0, words, part.size());
        return new Order(own, 0, Math.max(1, numberBits + own.bits()));
    }

    /**
     * What words stand for.
     *
     * @param moments the moments in them
     * @param base what they are less
     * @param bits how many low bits of them there are
     */
    private record Order(Moments moments, long base, int bits) {}

    private void write(long[] sorted, long @Nullable [] places, int shift, Part part, Order order, Customers found) {
        int size = part.size();
        int at = part.at();
        order.moments.write(sorted, shift, order.base, size, target, at);
        int bits = order.moments.bits();
        long last = -1;
        for (int i = 0; i < size; i++) {
            long number = ((sorted[i] >>> shift) + order.base) >>> bits;
            if (number != last) {
                found.add(packed ? number + min : numbers.customer(number), at + i);
                last = number;
            }
        }
        if (shift > 0 || places != null) {
            long[] from = places == null ? places(sorted, shift, size) : places;
            carry(from, size, at);
            orderTies(sorted, shift, size, at);
        }
    }

    /** The places of events, which are the low bits of their words. */
    private long[] places(long[] sorted, int shift, int size) {
        long mask = (1L << shift) - 1;
        long[] places = sorted == words ? spare : words;
        for (int i = 0; i < size; i++) {
            places[i] = sorted[i] & mask;
        }
        return places;
    }

    /** Writes what events have beside their moments. */
    private void carry(long[] places, int size, int at) {
        long[] amounts = columns.amounts;
        long[] to = target.amounts;
        for (int i = 0; amounts != null && to != null && i < size; i++) {
            to[at + i] = amounts[(int) places[i]];
        }
        for (int c = 0; c < target.furtherCount(); c++) {
            Column further = target.column(c);
            Column own = columns.column(c);
            for (int i = 0; i < size; i++) {
                further.copy(at + i, own, (int) places[i]);
            }
        }
    }

    private void orderTies(long[] sorted, int shift, int size, int at) {
        int tie = 0;
        for (int i = 1; i <= size; i++) {
            if (i == size || sorted[i] >>> shift != sorted[i - 1] >>> shift) {
                if (i - tie > 1) {
                    EventOrder.orderTie(target, at + tie, at + i);
                }
                tie = i;
            }
        }
    }
}
