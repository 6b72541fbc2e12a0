package dev.retention.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Time and code of events packed into the low bits of a long, which orders them. */
final class Moments {
    private final EventColumns events;
    private final int codeBits;
    private final int bits;
    private final long min;
    /** Distinct times in ascending order, when times less the smallest leave no room for what goes with them. */
    private final long @Nullable [] ranked;

    private Moments(EventColumns events, int codeBits, int timeBits, long min, long @Nullable [] ranked) {
        this.events = events;
        this.codeBits = codeBits;
        this.bits = timeBits + codeBits;
        this.min = min;
        this.ranked = ranked;
    }

    /** The times and codes of events from one to before another, in no more bits than {@code most} if they can do with them. */
    static Moments of(EventColumns events, int from, int to, int codeCount, int most) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            long time = events.time(i);
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        int codeBits = bits(codeCount - 1L);
        int timeBits = bits(max - min);
        if (timeBits + codeBits <= most) {
            return new Moments(events, codeBits, timeBits, min, null);
        }
        long[] times = new long[to - from];
        Arrays.setAll(times, i -> events.time(from + i));
        long[] ranked = Arrays.stream(times).sorted().distinct().toArray();
        return new Moments(events, codeBits, bits(ranked.length - 1L), min, ranked);
    }

    /** The times alone, such that the place of the event still fits a long. */
    static Moments ofTimes(EventColumns events, int from, int to) {
        return of(events.times(), from, to, 1, Long.SIZE - 1 - bits(to - from));
    }

    /** How many bits hold the numbers from 0 to {@code max}, which is read without sign. */
    static int bits(long max) {
        return Long.SIZE - Long.numberOfLeadingZeros(max);
    }

    /** How many low bits of a long a moment takes. */
    int bits() {
        return bits;
    }

    /** The moment of an event. */
    long at(int event) {
        long time = events.time(event);
        long code = ranked == null ? time - min : Arrays.binarySearch(ranked, time);
        return code << codeBits | events.code(event);
    }

    /** The time of a moment. */
    long time(long moment) {
        return ranked == null ? (moment >>> codeBits) + min : ranked[(int) (moment >>> codeBits)];
    }

    /** The code of a moment. */
    int code(long moment) {
        return (int) (moment & (1L << codeBits) - 1);
    }
}
