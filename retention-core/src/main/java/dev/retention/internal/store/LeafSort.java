package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import dev.retention.internal.store.EventSource.Piece;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorts events that fit a cache by customer and moment into their place of the columns of all, one part after the other. */
final class LeafSort {
    // Customers less the smallest serve as numbers while they need few more bits than events would.
    private static final int SPARE_BITS = 2;

    private final Schema schema;
    private final int codeCount;
    private final EventColumns target;
    private final CustomerNumbers numbers = new CustomerNumbers();
    private EventColumns columns;
    private long[] customers = new long[0];
    private long[] words = new long[0];
    private long[] spare = new long[0];

    LeafSort(Schema schema, int codeCount, EventColumns target) {
        this.schema = schema;
        this.codeCount = codeCount;
        this.target = target;
        this.columns = EventColumns.of(schema, 0);
    }

    /** Sorts the events of some pieces to a place on, and adds their customers to those found. */
    void sort(List<Piece> pieces, int size, int at, PartSort.Found found) {
        if (size == 0) {
            return;
        }
        gather(pieces, size);
        int numberBits = numbers.number(customers, size, Moments.bits(size) + SPARE_BITS);
        Moments moments = Moments.of(columns, 0, size, codeCount, Long.SIZE - 1 - numberBits);
        int bits = numberBits + moments.bits();
        checkState(bits < Long.SIZE, "a store holds at most %s codes beside so many events", codeCount - 1);
        // The place of the event goes with what orders it, if the event has more.
        int placeBits = target.hasAmountsOnly() && target.amounts == null ? 0 : Moments.bits(size);
        boolean together = bits + placeBits < Long.SIZE;
        int shift = together ? placeBits : 0;
        for (int i = 0; i < size; i++) {
            long word = customers[i] << moments.bits() | moments.at(i);
            words[i] = shift == 0 ? word : word << shift | i;
        }
        long[] sorted;
        long[] places = null;
        if (together) {
            sorted = RadixSort.sort(words, spare, size, shift, bits);
        } else {
            places = new long[size];
            Arrays.setAll(places, i -> i);
            RadixSort pairs = RadixSort.sort(Arrays.copyOf(words, size), places, null, Math.max(1, bits));
            sorted = pairs.keys();
            places = requireNonNull(pairs.first());
        }
        int before = found.size();
        write(sorted, places, size, at, shift, moments, found);
        if (placeBits > 0) {
            found.restoreTies(target, before, at + size);
        }
    }

    private void gather(List<Piece> pieces, int size) {
        if (size > words.length) {
            int capacity = Math.max(size, Math.min(Integer.MAX_VALUE - 8, size + (size >> 2)));
            customers = new long[capacity];
            words = new long[capacity];
            spare = new long[capacity];
            columns = EventColumns.of(schema, capacity);
        }
        int at = 0;
        for (Piece piece : pieces) {
            System.arraycopy(piece.customers(), piece.from(), customers, at, piece.size());
            columns.copyRange(at, piece.columns(), piece.from(), piece.size());
            at += piece.size();
        }
    }

    private void write(
            long[] sorted, long @Nullable [] places, int size, int at, int shift, Moments moments, PartSort.Found found) {
        long momentMask = (1L << moments.bits()) - 1;
        long placeMask = (1L << shift) - 1;
        int further = target.furtherCount();
        long last = -1;
        for (int i = 0; i < size; i++) {
            long word = sorted[i] >>> shift;
            int place = places == null ? (int) (sorted[i] & placeMask) : (int) places[i];
            long moment = word & momentMask;
            target.set(at + i, moments.time(moment), columns.amount(place), moments.code(moment));
            for (int c = 0; c < further; c++) {
                target.column(c).copy(at + i, columns.column(c), place);
            }
            long number = word >>> moments.bits();
            if (number != last) {
                found.add(numbers.customer(number), at + i);
                last = number;
            }
        }
    }
}
