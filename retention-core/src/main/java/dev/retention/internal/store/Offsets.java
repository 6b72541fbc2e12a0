package dev.retention.internal.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/** A zone's offsets over a range of time, as numbers: the rules of a zone make objects, and are slow to ask. */
public final class Offsets {
    /** For dates, which have no offset. */
    static final Offsets NONE = new Offsets(new long[0], new long[1]);

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;
    // No clock goes back by more than a day.
    private static final long LONGEST_OVERLAP = 2 * 86_400 * MICROS_PER_SECOND;

    // The instant from which on each offset holds, but for the first.
    private final long[] changes;
    private final long[] offsets;
    // The start of the last day that the clocks had shown when each offset came into force.
    private final long[] begun;

    private Offsets(long[] changes, long[] offsets) {
        this.changes = changes;
        this.offsets = offsets;
        this.begun = new long[offsets.length];
        begun[0] = Long.MIN_VALUE;
        for (int i = 1; i < begun.length; i++) {
            begun[i] = Math.floorDiv(changes[i - 1] + offsets[i - 1] - 1, MICROS_PER_DAY) * MICROS_PER_DAY;
        }
    }

    /** The offsets from the instant {@code from} to {@code to}, and those of the civil times that they share with instants before. */
    public static Offsets of(ZoneId zone, long from, long to) {
        ZoneRules rules = zone.getRules();
        Instant begin = Micros.toInstant(Math.subtractExact(from, LONGEST_OVERLAP));
        Instant end = Micros.toInstant(to);
        long[] changes = new long[8];
        long[] offsets = new long[9];
        offsets[0] = rules.getOffset(begin).getTotalSeconds() * MICROS_PER_SECOND;
        int size = 0;
        ZoneOffsetTransition next = rules.nextTransition(begin);
        while (next != null && !next.getInstant().isAfter(end)) {
            if (size == changes.length) {
                changes = Arrays.copyOf(changes, 2 * size);
                offsets = Arrays.copyOf(offsets, 2 * size + 1);
            }
            changes[size++] = Micros.of(next.getInstant());
            offsets[size] = next.getOffsetAfter().getTotalSeconds() * MICROS_PER_SECOND;
            next = rules.nextTransition(next.getInstant());
        }
        return new Offsets(Arrays.copyOf(changes, size), Arrays.copyOf(offsets, size + 1));
    }

    /** The number of the offset that holds at an instant; quick if it is near a number that one has. */
    public int at(long micros, int near) {
        int i = near;
        while (i > 0 && micros < changes[i - 1]) {
            i--;
        }
        while (i < changes.length && micros >= changes[i]) {
            i++;
        }
        return i;
    }

    /**
     * The civil time of an instant at which the offset with a number holds. Where the clocks go back over midnight, the day
     * that they have shown goes on: its first moment lasts until they show it again.
     */
    public long civil(long micros, int number) {
        return Math.max(micros + offsets[number], begun[number]);
    }

    /**
     * Turns civil times, in microseconds and ascending, into the first instants at which a clock shows them; what the clocks
     * skip begins when they jump.
     */
    public void toInstants(long[] civil) {
        int i = 0;
        for (int k = 0; k < civil.length; k++) {
            while (i < changes.length && civil[k] - offsets[i] >= changes[i]) {
                i++;
            }
            long instant = civil[k] - offsets[i];
            civil[k] = i == 0 ? instant : Math.max(instant, changes[i - 1]);
        }
    }
}
