package dev.retention.internal.store;

import dev.retention.internal.Parallel;
import dev.retention.internal.store.EventSource.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Groups events that come in any order: they are parted by ranges of customers into parts that fit a cache, and each part is sorted.
 *
 * <p>So an event moves through memory twice, however far apart the customers' keys lie. Customer and moment travel in one word if
 * they fit. Where words crowd, and a part is far too large, it is parted again.
 */
final class PartSort {
    private static final int EVENTS_PER_PART = 1 << 14;
    // More open places to write to than this are more than the address translation of common machines keeps at hand.
    private static final int MAX_PART_BITS = 11;
    private static final int LARGEST = 1 << 18;

    private final EventSource source;
    private final EventColumns target;
    private final int codeCount;
    private final int threads;

    private PartSort(EventSource source, EventColumns target, int codeCount, int threads) {
        this.source = source;
        this.target = target;
        this.codeCount = codeCount;
        this.threads = threads;
    }

    static CustomerSort sort(EventSource source, EventColumns target, int codeCount, int threads) {
        PartSort sort = new PartSort(source, target, codeCount, threads);
        return Customers.join(sort.sort(), target);
    }

    private <R> List<R> onPieces(Function<List<Piece>, R> work) {
        return Parallel.parts(
                threads,
                part -> work.apply(source.pieces()
                        .subList(source.firstPiece(part, threads), source.firstPiece(part + 1, threads))));
    }

    /** Where the customers of each part begin, by part. */
    private List<Customers> sort() {
        Range customers = Range.EMPTY;
        Range times = Range.EMPTY;
        for (Range[] own : onPieces(pieces -> new Range[] {Range.ofCustomers(pieces), Range.ofTimes(pieces)})) {
            customers = customers.and(own[0]);
            times = times.and(own[1]);
        }
        long min = customers.min();
        Moments moments = Moments.between(times.min(), times.max(), codeCount);
        boolean packed = Moments.bits(customers.width()) + moments.bits() < Long.SIZE;
        long width = packed ? ((customers.width() + 1) << moments.bits()) - 1 : customers.width();
        EventColumns like = packed ? target.withoutMoments() : target;
        int shift = shift(width, source.size());
        int parts = (int) (width >>> shift) + 1;
        List<Scatter> scattered =
                onPieces(pieces -> new Scatter(like, min, packed ? moments : null, shift, parts).take(pieces));
        int[] starts = new int[parts + 1];
        for (int part = 0; part < parts; part++) {
            starts[part + 1] = starts[part];
            for (Scatter own : scattered) {
                starts[part + 1] += own.count(part);
            }
        }
        Customers[] found = new Customers[parts];
        AtomicInteger next = new AtomicInteger();
        Parallel.parts(threads, thread -> {
            LeafSort leaf = new LeafSort(like, min, moments, codeCount, packed, target);
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
                found[part] = new Customers();
                List<Piece> pieces = new ArrayList<>();
                for (Scatter own : scattered) {
                    pieces.addAll(own.remove(part));
                }
                int size = starts[part + 1] - starts[part];
                sort(pieces, new Part(starts[part], size, (long) part << shift, shift), leaf, found[part]);
            }
            return thread;
        });
        return Arrays.asList(found);
    }

    /** How many low bits of words up to a width do not matter to the part of one of so many events. */
    private static int shift(long width, int events) {
        int partBits = Math.min(MAX_PART_BITS, Moments.bits(events / EVENTS_PER_PART));
        return Math.min(Long.SIZE - 1, Math.max(0, Moments.bits(width) - partBits));
    }

    private static void sort(List<Piece> pieces, Part part, LeafSort leaf, Customers found) {
        Range words = part.size > LARGEST ? Range.ofCustomers(pieces) : Range.EMPTY;
        if (words.min() >= words.max()) {
            leaf.sort(pieces, part, found);
            return;
        }
        int shift = shift(words.width(), part.size);
        // Parts begin where the low bits of words do.
        long min = words.min() >> shift << shift;
        int parts = (int) ((words.max() - min) >>> shift) + 1;
        Scatter scattered = new Scatter(leaf.like(), min, null, shift, parts).take(pieces);
        int at = part.at;
        for (int i = 0; i < parts; i++) {
            Part own = new Part(at, scattered.count(i), min + ((long) i << shift), shift);
            sort(scattered.remove(i), own, leaf, found);
            at += own.size;
        }
    }

    /**
     * A part.
     *
     * @param at where its events go
     * @param size how many there are
     * @param base the smallest word that it can have
     * @param bits how many low bits its words have less that
     */
    record Part(int at, int size, long base, int bits) {}
}
