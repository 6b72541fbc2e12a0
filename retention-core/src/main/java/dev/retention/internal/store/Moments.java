package dev.retention.internal.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Time and code of events packed into the low bits of a long, which orders them. */
final class Moments {
    private final int codeBits;
    private final int bits;
    private final long min;
    /** Distinct times in ascending order, when times less the smallest leave no room for what goes with them. */
    private final long @Nullable [] ranked;

    private Moments(int codeBits, int timeBits, long min, long @Nullable [] ranked) {
        this.codeBits = codeBits;
        this.bits = timeBits + codeBits;
        this.min = min;
        this.ranked = ranked;
    }

    /**
     * Moments of times in a range.
     *
     * @param codeCount an upper bound of the codes, exclusive
     */
    static Moments between(long min, long max, int codeCount) {
        return new Moments(bits(codeCount - 1L), bits(max - min), min, null);
    }

    /** Moments of the times of events from one to before another, numbered by rank. */
    static Moments ranked(EventColumns events, int from, int to, int codeCount) {
        long[] times = new long[to - from];
        Arrays.setAll(times, i -> events.time(from + i));
        long[] ranked = Arrays.stream(times).sorted().distinct().toArray();
        return new Moments(bits(codeCount - 1L), bits(ranked.length - 1L), 0, ranked);
    }

    /** How many bits hold the numbers from 0 to {@code max}, which is read without sign. */
    static int bits(long max) {
        return Long.SIZE - Long.numberOfLeadingZeros(max);
    }

    /** How many low bits of a long a moment takes. */
    int bits() {
        return bits;
    }

    /** The moment of a time and a code. */
    long of(long time, int code) {
        long number = ranked == null ? time - min : Arrays.binarySearch(ranked, time);
        return number << codeBits | code;
    }

    /** Puts the moments of some events below what stands in as many words, shifted as far as they need. */
    void append(EventColumns events, int from, long[] words, int size) {
        int[] days = events.days;
        if (days != null && events.codes == null && ranked == null) {
            for (int i = 0; i < size; i++) {
                words[i] = words[i] << bits | (days[from + i] - min);
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            words[i] = words[i] << bits | of(events.time(from + i), events.code(from + i));
        }
    }

    /** Writes times and codes of the moments in words, which are shifted, less a base. */
    void write(long[] words, int shift, long base, int size, EventColumns target, int at) {
        long mask = (1L << bits) - 1;
        int[] days = target.days;
        long[] micros = target.micros;
        int[] codes = target.codes;
        if (days != null && ranked == null) {
            for (int i = 0; i < size; i++) {
                days[at + i] = (int) ((((words[i] >>> shift) + base & mask) >>> codeBits) + min);
            }
        } else if (days != null) {
            for (int i = 0; i < size; i++) {
                days[at + i] = (int) time((words[i] >>> shift) + base & mask);
            }
        } else if (micros != null) {
            for (int i = 0; i < size; i++) {
                micros[at + i] = time((words[i] >>> shift) + base & mask);
            }
        }
        if (codes != null) {
            long codeMask = (1L << codeBits) - 1;
            for (int i = 0; i < size; i++) {
                codes[at + i] = (int) ((words[i] >>> shift) + base & codeMask);
            }
        }
    }

    private long time(long moment) {
        return ranked == null ? (moment >>> codeBits) + min : ranked[(int) (moment >>> codeBits)];
    }
}
