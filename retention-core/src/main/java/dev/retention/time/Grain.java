package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The size of a period: hour, day, week, month, quarter, year or a window of n days.
 *
 * <p>A grain cuts the civil time line into periods without gap or overlap and numbers them, so that the number of a later
 * period is larger and neighbours differ by one. A week needs its first day and a window of days needs a day on which
 * one of the windows starts, since no default would be right for everyone.
 *
 * <ul>
 *   <li>Hours are hours of the civil clock: the hour that is skipped in spring is a period without time, the hour that
 *       comes twice in autumn is one period.
 *   <li>Labels are what reports print: {@code 1997-01-31T13}, {@code 1997-01-31}, {@code 1997-01}, {@code 1997-Q1},
 *       {@code 1997}; a week or a window of days is labelled by its first day. {@link #parse} inverts the label of a {@link Period}.
 * </ul>
 *
 * <p>This class is immutable, thread-safe and serialisable. All operations take constant time.
 *
 * @since 0.1.0
 */
public final class Grain implements Serializable {

    /** The units of which periods are made. */
    enum Kind {
        HOUR,
        DAYS,
        MONTHS
    }

    /** Hours of the civil clock. */
    public static final Grain HOUR = new Grain(Kind.HOUR, 1, 0);

    /** Civil days. */
    public static final Grain DAY = new Grain(Kind.DAYS, 1, 0);

    /** Calendar months. */
    public static final Grain MONTH = new Grain(Kind.MONTHS, 1, 0);

    /** Calendar quarters, the first from January to March. */
    public static final Grain QUARTER = new Grain(Kind.MONTHS, 3, 0);

    /** Calendar years. */
    public static final Grain YEAR = new Grain(Kind.MONTHS, 12, 0);

    private static final int HOURS_PER_DAY = 24;

    @Serial
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int length;
    private final int phase;

    private Grain(Kind kind, int length, int phase) {
        this.kind = kind;
        this.length = length;
        this.phase = phase;
    }

    /**
     * Weeks.
     *
     * @param firstDay the day on which a week starts
     * @return the grain
     */
    public static Grain weekStarting(DayOfWeek firstDay) {
        // 1970-01-01, day 0, was a Thursday.
        return new Grain(
                Kind.DAYS,
                7,
                Math.floorMod(requireNonNull(firstDay, "firstDay").getValue() - DayOfWeek.THURSDAY.getValue(), 7));
    }

    /**
     * Windows of n days. Those of 7 days are weeks, those of 1 are {@link #DAY}.
     *
     * @param days length of a window, at least 1
     * @param aFirstDay a day on which one of the windows starts
     * @return the grain
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public static Grain ofDays(int days, LocalDate aFirstDay) {
        checkArgument(days >= 1, "days (%s) must be at least 1", days);
        int phase = (int) Math.floorMod(Checks.day(aFirstDay, "aFirstDay").toEpochDay(), (long) days);
        return days == 1 ? DAY : new Grain(Kind.DAYS, days, phase);
    }

    /**
     * The period that holds a day, or for hours the first hour of that day.
     *
     * @param day any day from year −999,999 to 999,999, for hours from year −240,000 to 240,000
     * @return its period
     * @throws IllegalArgumentException if the day is outside its range
     */
    public Period periodOf(LocalDate day) {
        return new Period(this, numberOf(day));
    }

    /**
     * The period that holds a civil time.
     *
     * @param time any civil time from year −999,999 to 999,999, for hours from year −240,000 to 240,000
     * @return its period
     * @throws IllegalArgumentException if the time is outside its range
     */
    public Period periodOf(LocalDateTime time) {
        return new Period(this, numberOf(time));
    }

    /**
     * The period with a label, such as {@code 1997-01} for months.
     *
     * @param label what {@link Period#label()} prints, to the letter; for weeks and windows of days, any day inside the period
     * @return the period
     * @throws IllegalArgumentException if the label is not one of this grain's
     */
    public Period parse(String label) {
        requireNonNull(label, "label");
        return PeriodLabels.parse(this, label);
    }

    int numberOf(LocalDate day) {
        Checks.day(day, "day");
        checkArgument(
                kind != Kind.HOUR || Math.abs(day.getYear()) <= 240_000,
                "day (%s) must be in the years -240,000 to 240,000 to be cut into hours",
                day);
        return switch (kind) {
            case HOUR -> Math.toIntExact(day.toEpochDay() * HOURS_PER_DAY);
            case DAYS -> numberOfEpochDay(day.toEpochDay());
            case MONTHS -> Math.toIntExact(Math.floorDiv(monthOf(day), (long) length));
        };
    }

    int numberOf(LocalDateTime time) {
        requireNonNull(time, "time");
        int ofDay = numberOf(time.toLocalDate());
        return kind == Kind.HOUR ? Math.addExact(ofDay, time.getHour()) : ofDay;
    }

    private int numberOfEpochDay(long epochDay) {
        return Math.toIntExact(Math.floorDiv(epochDay - phase, (long) length));
    }

    private static long monthOf(LocalDate day) {
        return day.getYear() * 12L + day.getMonthValue() - 1;
    }

    /** Refuses the number of a period that starts a million years or more from the epoch. */
    int checkNumber(long number, String name) {
        long most =
                kind == Kind.HOUR ? Integer.MAX_VALUE - 1L : (kind == Kind.DAYS ? 366_000_000L : 12_030_000L) / length;
        checkArgument(Math.abs(number) <= most, "%s (%s) must be within %s of the epoch", name, number, most);
        return (int) number;
    }

    LocalDateTime startOf(int number) {
        return switch (kind) {
            case HOUR ->
                LocalDate.ofEpochDay(Math.floorDiv(number, HOURS_PER_DAY))
                        .atTime(LocalTime.of(Math.floorMod(number, HOURS_PER_DAY), 0));
            case DAYS -> LocalDate.ofEpochDay((long) number * length + phase).atStartOfDay();
            case MONTHS -> {
                long month = (long) number * length;
                yield LocalDate.of(Math.toIntExact(Math.floorDiv(month, 12L)), Math.floorMod(month, 12) + 1, 1)
                        .atStartOfDay();
            }
        };
    }

    /** Moves a civil time by whole units of this grain; months end on the last day of a shorter month. */
    LocalDateTime plus(LocalDateTime time, int units) {
        return switch (kind) {
            case HOUR -> time.plusHours(units);
            case DAYS -> time.plusDays((long) units * length);
            case MONTHS -> time.plusMonths((long) units * length);
        };
    }

    Kind kind() {
        return kind;
    }

    /** How many hours, days or months a period has. */
    int length() {
        return length;
    }

    /** The first day of a period of days. */
    long firstDayOf(long epochDay) {
        return epochDay - Math.floorMod(epochDay - phase, length);
    }

    /** The length of one unit in exact elapsed time: months are 30 days, quarters 90, years 365, as product tools count. */
    long elapsedSeconds() {
        long day = 86_400;
        return switch (kind) {
            case HOUR -> 3_600;
            case DAYS -> day * length;
            case MONTHS -> day * (length == 12 ? 365 : 30 * length);
        };
    }

    /**
     * Whether periods are smaller than a day, so that a date alone does not tell the period.
     *
     * @return true for hours only
     */
    public boolean isWithinDay() {
        return kind == Kind.HOUR;
    }

    /** The one grain of its kind where there is a constant. */
    @Serial
    private Object readResolve() throws InvalidObjectException {
        for (Grain constant : List.of(HOUR, DAY, MONTH, QUARTER, YEAR)) {
            if (equals(constant)) {
                return constant;
            }
        }
        if (kind != Kind.DAYS || length < 1 || phase < 0 || phase >= length) {
            throw new InvalidObjectException(
                    "a grain must be of hours, months, quarters, years or of some days, not of " + length + " " + kind);
        }
        return this;
    }

    /** Grains are equal if they cut time into the same periods. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Grain grain && kind == grain.kind && length == grain.length && phase == grain.phase;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, length, phase);
    }

    /** Prints the name, such as {@code MONTH}, {@code WEEK from MONDAY} or {@code 14 DAYS from 1970-01-05}. */
    @Override
    public String toString() {
        return switch (kind) {
            case HOUR -> "HOUR";
            case MONTHS -> length == 12 ? "YEAR" : length == 3 ? "QUARTER" : "MONTH";
            case DAYS -> {
                LocalDate first = LocalDate.ofEpochDay(phase);
                yield length == 1
                        ? "DAY"
                        : length == 7 ? "WEEK from " + first.getDayOfWeek() : length + " DAYS from " + first;
            }
        };
    }
}
