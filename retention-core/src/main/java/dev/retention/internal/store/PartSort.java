package dev.retention.internal.store;

import dev.retention.internal.Parallel;
import dev.retention.internal.store.EventSource.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Groups events that come in any order: they are parted by ranges of customers into parts that fit a cache, and each part is sorted.
 *
 * <p>So an event moves through memory twice, however far apart the customers' keys lie. Where keys crowd, and a part is far too
 * large, it is parted again.
 */
final class PartSort {
    private static final int EVENTS_PER_PART = 1 << 14;
    // More open places to write to than this are more than the address translation of common machines keeps at hand.
    private static final int MAX_PART_BITS = 11;
    private static final int LARGEST = 1 << 18;

    private final Schema schema;
    private final int codeCount;
    private final EventColumns target;

    private PartSort(Schema schema, int codeCount, EventColumns target) {
        this.schema = schema;
        this.codeCount = codeCount;
        this.target = target;
    }

    static CustomerSort sort(
            EventSource source, Survey survey, EventColumns target, Schema schema, int codeCount, int threads) {
        List<Found> found = new PartSort(schema, codeCount, target).sort(source, survey, threads);
        return Found.join(found, target);
    }

    /** Where the customers of each part begin, by part. */
    private List<Found> sort(EventSource source, Survey survey, int threads) {
        int shift = shift(survey.range(), source.size());
        int parts = (int) (survey.range() >>> shift) + 1;
        List<Scatter> scattered = Parallel.parts(threads, part -> new Scatter(schema, survey.min(), shift, parts)
                .take(source.pieces().subList(source.firstPiece(part, threads), source.firstPiece(part + 1, threads))));
        int[] starts = new int[parts + 1];
        for (int part = 0; part < parts; part++) {
            starts[part + 1] = starts[part];
            for (Scatter own : scattered) {
                starts[part + 1] += own.count(part);
            }
        }
        Found[] found = new Found[parts];
        AtomicInteger next = new AtomicInteger();
        Parallel.parts(threads, thread -> {
            LeafSort leaf = new LeafSort(schema, codeCount, target);
            int part = next.getAndIncrement();
            for (; part < parts; part = next.getAndIncrement()) {
                found[part] = new Found();
                List<Piece> pieces = new ArrayList<>();
                for (Scatter own : scattered) {
                    pieces.addAll(own.remove(part));
                }
                sort(pieces, starts[part + 1] - starts[part], starts[part], leaf, found[part]);
            }
            return thread;
        });
        return Arrays.asList(found);
    }

    /** How many low bits of customers over a range do not matter to the part of one of so many events. */
    private static int shift(long range, int events) {
        int partBits = Math.min(MAX_PART_BITS, Moments.bits(events / EVENTS_PER_PART));
        return Math.min(Long.SIZE - 1, Math.max(0, Moments.bits(range) - partBits));
    }

    private void sort(List<Piece> pieces, int size, int at, LeafSort leaf, Found found) {
        if (size > LARGEST) {
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (Piece piece : pieces) {
                for (int i = 0; i < piece.size(); i++) {
                    min = Math.min(min, piece.customers()[i]);
                    max = Math.max(max, piece.customers()[i]);
                }
            }
            if (min < max) {
                partAgain(pieces, size, min, max - min, at, leaf, found);
                return;
            }
        }
        leaf.sort(pieces, size, at, found);
    }

    private void partAgain(List<Piece> pieces, int size, long min, long range, int at, LeafSort leaf, Found found) {
        int shift = shift(range, size);
        int parts = (int) (range >>> shift) + 1;
        Scatter scattered = new Scatter(schema, min, shift, parts).take(pieces);
        int place = at;
        for (int part = 0; part < parts; part++) {
            int count = scattered.count(part);
            sort(scattered.remove(part), count, place, leaf, found);
            place += count;
        }
    }

    /** The customers of a part, and where each begins. */
    static final class Found {
        private long[] customers = new long[16];
        private int[] starts = new int[16];
        private int size;

        /** Adds a customer after those before. */
        void add(long customer, int start) {
            if (size == starts.length) {
                customers = Arrays.copyOf(customers, 2 * size);
                starts = Arrays.copyOf(starts, 2 * size);
            }
            customers[size] = customer;
            starts[size++] = start;
        }

        int size() {
            return size;
        }

        /** Orders what {@link EventOrder} does, of the customers from one on, whose last event is before {@code end}. */
        void restoreTies(EventColumns columns, int from, int end) {
            add(0, end);
            size--;
            EventOrder.restore(columns, starts, from, size);
        }

        static CustomerSort join(List<Found> parts, EventColumns columns) {
            int size = parts.stream().mapToInt(Found::size).sum();
            long[] customers = new long[size];
            int[] offsets = new int[size + 1];
            int at = 0;
            for (Found part : parts) {
                System.arraycopy(part.customers, 0, customers, at, part.size);
                System.arraycopy(part.starts, 0, offsets, at, part.size);
                at += part.size;
            }
            offsets[size] = columns.capacity();
            return new CustomerSort(columns, offsets, customers);
        }
    }
}
