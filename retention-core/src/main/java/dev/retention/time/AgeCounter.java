package dev.retention.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * Counts ages in whole numbers, from the start of one customer after the other: what {@link AgeClock#age} says, without
 * allocation, for sweeps over many events.
 *
 * <p>Every clock is the same formula in the units in which its ages are made:
 *
 * <pre>
 *   age = ⌊(u − s − [w &lt; v]) / n⌋
 * </pre>
 *
 * where {@code u} and {@code s} are the numbers of the hour, day or month of the event and of the start, {@code w} and
 * {@code v} how far they lie inside it (a start on the 31st begins on the last day of a shorter month), and {@code n} how many
 * units make an age. On the calendar {@code s} is the first unit of the start's period and {@code v} is 0.
 *
 * <p>Times are a day and a time of that day. Constant time. This class is not thread-safe: every sweep takes its own.
 *
 * @since 0.1.0
 */
public final class AgeCounter {
    private static final long NANOS_PER_HOUR = 3_600_000_000_000L;
    private static final int HOURS_PER_DAY = 24;
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    private final AgeClock clock;
    private final Grain grain;
    private final Grain.Kind unit;
    private final int length;

    // The start: its unit, its day inside a month, its nanosecond inside the hour or day.
    private long start;
    private int startDayOfMonth;
    private long startNano;

    AgeCounter(AgeClock clock, Grain grain) {
        this.clock = clock;
        this.grain = requireNonNull(grain, "grain");
        boolean elapses = clock == AgeClock.ELAPSED_EXACT || clock == AgeClock.ELAPSED_FLOORED_HOUR;
        // Elapsed time knows no months.
        if (elapses && grain.kind() == Grain.Kind.MONTHS) {
            this.unit = Grain.Kind.DAYS;
            this.length =
                    Math.toIntExact(Duration.ofSeconds(grain.elapsedSeconds()).toDays());
        } else {
            this.unit = grain.kind();
            this.length = grain.length();
        }
    }

    /**
     * Begins with a customer.
     *
     * @param epochDay the civil day on which the customer started, in days since 1970-01-01
     * @param nanoOfDay the civil time of that day, in nanoseconds since midnight
     */
    public void startAt(long epochDay, long nanoOfDay) {
        boolean calendar = clock == AgeClock.CALENDAR;
        long nano = clock == AgeClock.ELAPSED_FLOORED_HOUR ? nanoOfDay - nanoOfDay % NANOS_PER_HOUR : nanoOfDay;
        switch (unit) {
            case HOUR -> {
                start = hour(epochDay, nano);
                startNano = nano % NANOS_PER_HOUR;
            }
            case DAYS -> {
                start = calendar ? grain.firstDayOf(epochDay) : epochDay;
                startNano = nano;
            }
            case MONTHS -> {
                long month = CivilMonth.of(epochDay);
                long number = CivilMonth.number(month);
                start = calendar ? number - Math.floorMod(number, length) : number;
                startDayOfMonth = calendar ? 1 : CivilMonth.day(month);
                startNano = nano;
            }
        }
        startNano = calendar ? 0 : startNano;
    }

    /**
     * Begins with a customer, whose start is one number.
     *
     * @param civilMicros when the customer started, in microseconds since 1970-01-01T00:00 on the civil clock
     */
    public void startAt(long civilMicros) {
        long day = Math.floorDiv(civilMicros, MICROS_PER_DAY);
        startAt(day, (civilMicros - day * MICROS_PER_DAY) * NANOS_PER_MICRO);
    }

    /**
     * The age of an event of that customer, whose time is one number.
     *
     * @param civilMicros when the event happened, in microseconds since 1970-01-01T00:00 on the civil clock
     * @return whole units from the start to the event, rounded down
     * @throws ArithmeticException if the age does not fit an int
     */
    public int age(long civilMicros) {
        long day = Math.floorDiv(civilMicros, MICROS_PER_DAY);
        return age(day, (civilMicros - day * MICROS_PER_DAY) * NANOS_PER_MICRO);
    }

    /**
     * The age of an event of that customer.
     *
     * @param epochDay the civil day of the event, in days since 1970-01-01
     * @param nanoOfDay the civil time of that day, in nanoseconds since midnight
     * @return whole units from the start to the event, rounded down
     * @throws ArithmeticException if the age does not fit an int
     */
    public int age(long epochDay, long nanoOfDay) {
        return switch (unit) {
            case HOUR -> whole(hour(epochDay, nanoOfDay) - start, nanoOfDay % NANOS_PER_HOUR < startNano);
            case DAYS -> whole(epochDay - start, nanoOfDay < startNano);
            case MONTHS -> {
                long month = CivilMonth.of(epochDay);
                int day = CivilMonth.day(month);
                int begin = Math.min(startDayOfMonth, CivilMonth.length(month));
                yield whole(CivilMonth.number(month) - start, day < begin || (day == begin && nanoOfDay < startNano));
            }
        };
    }

    private int whole(long units, boolean lastIsIncomplete) {
        long complete = lastIsIncomplete ? units - 1 : units;
        if (length == 1) {
            return Math.toIntExact(complete);
        }
        // Dividing an int is quicker.
        return complete == (int) complete
                ? Math.floorDiv((int) complete, length)
                : Math.toIntExact(Math.floorDiv(complete, length));
    }

    private static long hour(long epochDay, long nanoOfDay) {
        return epochDay * HOURS_PER_DAY + nanoOfDay / NANOS_PER_HOUR;
    }

    int age(LocalDateTime begin, LocalDateTime event) {
        startAt(begin.toLocalDate().toEpochDay(), begin.toLocalTime().toNanoOfDay());
        return age(event.toLocalDate().toEpochDay(), event.toLocalTime().toNanoOfDay());
    }
}
