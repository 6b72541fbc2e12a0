package dev.retention.internal.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The years 1 to 9999, in which every event must lie: what lies outside is a slip of the keyboard. */
public final class SupportedYears {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate AFTER = LocalDate.of(10_000, 1, 1);
    static final long FIRST_DAY = FIRST.toEpochDay();
    private static final long DAY_AFTER = AFTER.toEpochDay();
    private static final Instant START = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant END = AFTER.atStartOfDay().toInstant(ZoneOffset.UTC);

    private SupportedYears() {}

    /** Whether a day lies in those years. */
    public static boolean contain(long epochDay) {
        return epochDay >= FIRST_DAY && epochDay < DAY_AFTER;
    }

    /** Whether an instant lies in those years. */
    public static boolean contain(Instant instant) {
        return !instant.isBefore(START) && instant.isBefore(END);
    }
}
