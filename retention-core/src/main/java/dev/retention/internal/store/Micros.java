package dev.retention.internal.store;

import java.time.Instant;

/** Instants as microseconds since 1970-01-01T00:00Z; what is finer is rounded down. */
public final class Micros {
    static final long PER_DAY = 86_400_000_000L;
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** The microseconds of an instant. */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / 1000);
    }

    /** The instant of so many microseconds. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }
}
