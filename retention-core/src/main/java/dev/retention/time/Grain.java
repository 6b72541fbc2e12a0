package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

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
 *       {@code 1997}; a week or a window of days is labelled by its first day. {@link #parse} inverts {@link #label}.
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
    public static final Grain HOUR = new Grain(Kind.HOUR, 1, 0, "HOUR");

    /** Civil days. */
    public static final Grain DAY = new Grain(Kind.DAYS, 1, 0, "DAY");

    /** Calendar months. */
    public static final Grain MONTH = new Grain(Kind.MONTHS, 1, 0, "MONTH");

    /** Calendar quarters, the first from January to March. */
    public static final Grain QUARTER = new Grain(Kind.MONTHS, 3, 0, "QUARTER");

    /** Calendar years. */
    public static final Grain YEAR = new Grain(Kind.MONTHS, 12, 0, "YEAR");

    private static final int HOURS_PER_DAY = 24;

    @Serial
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final int length;
    private final int phase;
    private final String name;

    private Grain(Kind kind, int length, int phase, String name) {
        this.kind = kind;
        this.length = length;
        this.phase = phase;
        this.name = name;
    }

    /**
     * Weeks.
     *
     * @param firstDay the day on which a week starts
     * @return the grain
     */
    public static Grain weekStarting(DayOfWeek firstDay) {
        // 1970-01-01, day 0, was a Thursday.
        int phase = Math.floorMod(requireNonNull(firstDay, "firstDay").getValue() - DayOfWeek.THURSDAY.getValue(), 7);
        return new Grain(Kind.DAYS, 7, phase, "WEEK from " + firstDay);
    }

    /**
     * Windows of n days.
     *
     * @param days length of a window, at least 1
     * @param aFirstDay a day on which one of the windows starts
     * @return the grain
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public static Grain ofDays(int days, LocalDate aFirstDay) {
        requireNonNull(aFirstDay, "aFirstDay");
        checkArgument(days >= 1, "days (%s) must be at least 1", days);
        int phase = (int) Math.floorMod(aFirstDay.toEpochDay(), (long) days);
        return new Grain(Kind.DAYS, days, phase, days + " DAYS from " + aFirstDay);
    }

    /**
     * The period that holds a day, or for hours the first hour of that day.
     *
     * @param day any day from year −999,999 to 999,999, for hours from year −240,000 to 240,000
     * @return its period
     * @throws IllegalArgumentException if the day lies outside those years
     */
    public Period periodOf(LocalDate day) {
        return new Period(this, numberOf(requireNonNull(day, "day")));
    }

    /**
     * The period that holds a civil time.
     *
     * @param time any civil time from year −999,999 to 999,999, for hours from year −240,000 to 240,000
     * @return its period
     * @throws IllegalArgumentException if the time lies outside those years
     */
    public Period periodOf(LocalDateTime time) {
        return new Period(this, numberOf(requireNonNull(time, "time")));
    }

    /**
     * The period with a label, such as {@code 1997-01} for months.
     *
     * @param label what {@link Period#label()} prints; for weeks and windows of days, any day inside the period
     * @return the period
     * @throws IllegalArgumentException if the label is not one of this grain's
     */
    public Period parse(String label) {
        requireNonNull(label, "label");
        try {
            Period period = read(label);
            // Readers of numbers take more than they write: signs, leading zeros, digits of other scripts.
            String written = kind == Kind.DAYS ? LocalDate.parse(label).toString() : period.label();
            checkArgument(written.equals(label), "it is written %s", written);
            return period;
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "label (" + label + ") must be a period of grain " + name + ", such as " + label(numberOf(SAMPLE)),
                    e);
        }
    }

    private Period read(String label) {
        if (kind == Kind.HOUR) {
            return periodOf(LocalDateTime.parse(label + ":00"));
        }
        if (kind == Kind.DAYS) {
            return periodOf(LocalDate.parse(label));
        }
        int dash = length == 12 ? label.length() : label.lastIndexOf('-');
        int inYear = length == 12 ? 1 : Integer.parseInt(label.substring(dash + (length == 3 ? 2 : 1)));
        return periodOf(LocalDate.of(Integer.parseInt(label.substring(0, dash)), (inYear - 1) * length + 1, 1));
    }

    private static final LocalDate SAMPLE = LocalDate.of(1997, 1, 31);

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

    String label(int number) {
        LocalDateTime start = startOf(number);
        return switch (kind) {
            case HOUR ->
                start.truncatedTo(ChronoUnit.HOURS)
                        .toString()
                        .substring(0, start.toString().length() - 3);
            case DAYS -> start.toLocalDate().toString();
            case MONTHS ->
                switch (length) {
                    case 12 -> Integer.toString(start.getYear());
                    case 3 -> start.getYear() + "-Q" + (start.getMonthValue() / 3 + 1);
                    default -> YearMonth.from(start).toString();
                };
        };
    }

    /** Moves a civil time by whole units of this grain; months end on the last day of a shorter month. */
    LocalDateTime plus(LocalDateTime time, int units) {
        try {
            return switch (kind) {
                case HOUR -> time.plusHours(units);
                case DAYS -> time.plusDays((long) units * length);
                case MONTHS -> time.plusMonths((long) units * length);
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    units + " units of " + name + " from " + time + " leave the calendar", e);
        }
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

    @Serial
    private Object readResolve() throws InvalidObjectException {
        boolean valid = kind != null && name != null && length >= 1 && phase >= 0 && (phase == 0 || kind == Kind.DAYS);
        if (!valid || phase >= length) {
            throw new InvalidObjectException("grain (" + name + ") must have a length and a phase below it");
        }
        return this;
    }

    /** Grains are equal if they cut time into the same periods. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Grain grain && kind == grain.kind && length == grain.length && phase == grain.phase;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, length, phase);
    }

    /** Prints the name, such as {@code MONTH} or {@code WEEK from MONDAY}. */
    @Override
    public String toString() {
        return name;
    }
}
