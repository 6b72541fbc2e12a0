package dev.retention.time;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * How the age of an event is counted from its customer's own start.
 *
 * <p>Three systems behind the same button count three ages; this names them. With a start on 31 January 10:59 and a
 * grain of days or months:
 *
 * <ul>
 *   <li>{@link #CALENDAR} counts calendar periods: 1 February is month 1 and day 1.
 *   <li>{@link #ELAPSED_EXACT} counts full units of elapsed time: day 1 begins on 1 February at 10:59, month 1 after
 *       30 days.
 *   <li>{@link #ELAPSED_FLOORED_HOUR} does so from the start of the hour: day 1 begins on 1 February at 10:00.
 *   <li>{@link #ANNIVERSARY} counts the day of the month: month 1 begins on 28 February at 10:59, the last day of a
 *       shorter month.
 * </ul>
 *
 * <p>The unit of ages need not be the grain of cohorts: the customers of a month are looked at on their first, seventh and
 * thirtieth day (D1, D7, D30) by ages in days, which on the calendar are civil days after the day of the start, else units of 24
 * hours from its time of day. An elapsed day has 24 hours of the civil clock; a month of elapsed time is 30 days, a quarter 90, a year 365. Age 0
 * begins at the start; what happened before the start has a negative age.
 *
 * @since 0.1.0
 */
public enum AgeClock {
    /** Calendar periods between the period of the start and the period of the event. */
    CALENDAR {
        @Override
        LocalDateTime begin(Grain grain, LocalDateTime start, int age) {
            return grain.startOf(Math.addExact(grain.numberOf(start), age));
        }
    },

    /** Full units of elapsed time since the start. */
    ELAPSED_EXACT {
        @Override
        LocalDateTime begin(Grain grain, LocalDateTime start, int age) {
            return start.plusSeconds(grain.elapsedSeconds() * age);
        }
    },

    /** Full units of elapsed time since the start of the hour in which the customer started. */
    ELAPSED_FLOORED_HOUR {
        @Override
        LocalDateTime begin(Grain grain, LocalDateTime start, int age) {
            return ELAPSED_EXACT.begin(grain, start.truncatedTo(ChronoUnit.HOURS), age);
        }
    },

    /** Full units since the start by the calendar: the same day of the month, or the month's last day. */
    ANNIVERSARY {
        @Override
        LocalDateTime begin(Grain grain, LocalDateTime start, int age) {
            return grain.plus(start, age);
        }
    };

    abstract LocalDateTime begin(Grain grain, LocalDateTime start, int age);

    /**
     * The age of an event.
     *
     * @param grain the unit of the age
     * @param start when the customer started
     * @param event when the event happened
     * @return whole units from the start to the event, rounded down
     * @throws ArithmeticException if the age does not fit an int
     */
    public int age(Grain grain, LocalDateTime start, LocalDateTime event) {
        return counter(grain).age(requireNonNull(start, "start"), requireNonNull(event, "event"));
    }

    /**
     * A counter of ages for many events, which gives the same ages without allocation.
     *
     * @param grain the unit of the age, whatever the grain of the cohorts
     * @return a counter, which begins with a call of {@link AgeCounter#startAt}
     */
    public AgeCounter counter(Grain grain) {
        return new AgeCounter(this, grain);
    }

    /**
     * When an age begins: the first civil time of that age.
     *
     * @param grain the unit of the age
     * @param start when the customer started
     * @param age the age in units
     * @return the begin of that age; the begin of the next age is its end
     * @throws IllegalArgumentException if the age begins outside the range of dates
     */
    public LocalDateTime beginOfAge(Grain grain, LocalDateTime start, int age) {
        requireNonNull(grain, "grain");
        requireNonNull(start, "start");
        try {
            return begin(grain, start, age);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "age (" + age + ") in units of " + grain + " after " + start + " must be in the range of dates", e);
        }
    }

    /**
     * The state of an age in units of the cohort's own grain.
     *
     * @param cohort the period in which the customers started
     * @param age the age in units of the period's grain
     * @param timeline the timeline with the end of the data
     * @return the state, see {@link #state(Period, Grain, int, Timeline)}
     * @throws IllegalArgumentException if the age begins or ends outside the range of dates
     */
    public CellState state(Period cohort, int age, Timeline timeline) {
        return state(cohort, requireNonNull(cohort, "cohort").grain(), age, timeline);
    }

    /**
     * The state of an age for a cohort whose customers start somewhere in a period, with ages counted in any unit: the seventh day
     * of the customers of a month.
     *
     * <p>The cell is looked at from the begin of the age for a customer who started first to its end for a customer who
     * started last; see {@link CellState}.
     *
     * @param cohort the period in which the customers started
     * @param unit the unit of the age, such as the period's own grain
     * @param age the age in units
     * @param timeline the timeline with the end of the data
     * @return the state
     * @throws IllegalArgumentException if the age begins or ends outside the range of dates
     */
    public CellState state(Period cohort, Grain unit, int age, Timeline timeline) {
        requireNonNull(cohort, "cohort");
        requireNonNull(unit, "unit");
        requireNonNull(timeline, "timeline");
        checkArgument(age < Integer.MAX_VALUE, "age (%s) must have an end", age);
        // Without a zone events are dates, and the last customer starts when the last day does.
        LocalDateTime lastStart = timeline.zone().isPresent() || cohort.grain().isWithinDay()
                ? cohort.endExclusive().minusNanos(1)
                : cohort.endExclusive().minusDays(1);
        LocalDateTime begin = beginOfAge(unit, cohort.startInclusive(), age);
        LocalDateTime end = beginOfAge(unit, lastStart, age + 1);
        return CellState.of(begin, end.isBefore(begin) ? begin : end, timeline.completeBefore());
    }
}
