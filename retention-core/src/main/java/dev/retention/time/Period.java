package dev.retention.time;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One period of a grain, half-open: January 1997 holds 1997-01-01T00:00 and ends before 1997-02-01T00:00.
 *
 * <p>This class is immutable and thread-safe. Periods of one grain are ordered by time; periods of different grains are
 * not comparable.
 *
 * @param grain the grain that cut it
 * @param number the position on that grain's line; neighbours differ by one
 * @since 0.1.0
 */
public record Period(Grain grain, int number) implements Comparable<Period>, Serializable {

    /**
     * Makes the period with a number; callers take periods from a {@link Grain}.
     *
     * @param grain the grain
     * @param number the position on that grain's line
     * @throws IllegalArgumentException if the period starts more than about a million years from the epoch
     */
    public Period {
        requireNonNull(grain, "grain").checkNumber(number, "number");
    }

    /**
     * The civil time at which the period starts.
     *
     * @return the start, inside the period
     */
    public LocalDateTime startInclusive() {
        return grain.startOf(number);
    }

    /**
     * The civil time at which the next period starts.
     *
     * @return the end, outside the period
     */
    public LocalDateTime endExclusive() {
        return grain.startOf(Math.addExact(number, 1));
    }

    /**
     * The day on which the period starts.
     *
     * @return the first day
     */
    public LocalDate firstDay() {
        return startInclusive().toLocalDate();
    }

    /**
     * What reports print, such as {@code 1997-01}, {@code 1997-Q1} or the first day of a week.
     *
     * @return the label, which {@link Grain#parse} reads back
     */
    public String label() {
        return PeriodLabels.label(grain, startInclusive());
    }

    /**
     * The period some periods later.
     *
     * @param periods how many, negative for earlier
     * @return that period
     * @throws IllegalArgumentException if that period starts more than about a million years from the epoch
     */
    public Period plus(int periods) {
        return new Period(grain, grain.checkNumber((long) number + periods, "number plus periods"));
    }

    /**
     * How many periods another one lies after this one.
     *
     * @param other a period of the same grain
     * @return {@code other.number() - number()}
     * @throws IllegalArgumentException if the grains differ
     */
    public int until(Period other) {
        // The label is text: it is made only for the message.
        if (!grain.equals(requireNonNull(other, "other").grain)) {
            throw new IllegalArgumentException(
                    "other (" + other.label() + ") must be of grain " + grain + ", not " + other.grain);
        }
        return Math.subtractExact(other.number, number);
    }

    /**
     * Orders by time.
     *
     * @throws IllegalArgumentException if the grains differ
     */
    @Override
    public int compareTo(Period other) {
        return -Integer.signum(until(requireNonNull(other, "other")));
    }

    /** Prints the label. */
    @Override
    public String toString() {
        return label();
    }
}
