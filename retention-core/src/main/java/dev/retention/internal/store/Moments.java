package dev.retention.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Time and code of events packed into the low bits of a long, which orders them. */
final class Moments {
    private final EventColumns events;
    private final int size;
    private final int codeBits;
    private final int bits;
    private final long min;
    /** Distinct times in ascending order, when times less the smallest leave no room for the codes. */
    private final long @Nullable [] ranked;

    private Moments(EventColumns events, int size, int codeBits, int timeBits, long min, long @Nullable [] ranked) {
        this.events = events;
        this.size = size;
        this.codeBits = codeBits;
        this.bits = timeBits + codeBits;
        this.min = min;
        this.ranked = ranked;
    }

    static Moments of(EventColumns events, int size, int codeCount) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long time = events.time(i);
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        int codeBits = bits(codeCount - 1L);
        int timeBits = bits(max - min);
        if (timeBits + codeBits <= 63) {
            return new Moments(events, size, codeBits, timeBits, min, null);
        }
        long[] times = new long[size];
        Arrays.setAll(times, events::time);
        long[] ranked = Arrays.stream(times).sorted().distinct().toArray();
        return new Moments(events, size, codeBits, bits(ranked.length - 1L), min, ranked);
    }

    /** How many bits hold the numbers from 0 to {@code max}. */
    static int bits(long max) {
        return 64 - Long.numberOfLeadingZeros(max);
    }

    /** How many low bits of a long a moment takes, at most 63. */
    int bits() {
        return bits;
    }

    /** The moment of an event. */
    long at(int event) {
        long time = events.time(event);
        long code = ranked == null ? time - min : Arrays.binarySearch(ranked, time);
        return code << codeBits | events.code(event);
    }

    long[] toArray() {
        long[] moments = new long[size];
        for (int i = 0; i < size; i++) {
            moments[i] = at(i);
        }
        return moments;
    }

    /** Whether two longs hold the same moment in their low bits. */
    boolean same(long a, long b) {
        return ((a ^ b) & (1L << bits) - 1) == 0;
    }

    /** The columns of events whose moments are the low bits of {@code sorted}. */
    EventColumns decode(long[] sorted, long @Nullable [] amounts) {
        int[] days = events.days == null ? null : new int[size];
        long[] micros = events.micros == null ? null : new long[size];
        int[] codes = events.codes == null ? null : new int[size];
        long mask = (1L << bits) - 1;
        for (int i = 0; i < size; i++) {
            long moment = sorted[i] & mask;
            long time = ranked == null ? (moment >>> codeBits) + min : ranked[(int) (moment >>> codeBits)];
            if (days != null) {
                days[i] = (int) time;
            } else if (micros != null) {
                micros[i] = time;
            }
            if (codes != null) {
                codes[i] = (int) (moment & (1L << codeBits) - 1);
            }
        }
        return new EventColumns(days, micros, amounts, codes);
    }
}
