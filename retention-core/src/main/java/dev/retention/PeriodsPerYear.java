package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.io.Serializable;

/**
 * How many periods of a kind make a year: what turns a rate per year into a rate per month and back.
 *
 * <p>A rate without its period is half a number: 10 % a month is 71.8 % a year. Wherever this library takes a rate or a
 * unit of time, it takes one of these beside it. The constants are the conventions of finance and of the customer-base
 * literature (365 days, 52 weeks, 12 months); another convention is {@link #of(double)}. This class is immutable and
 * thread-safe.
 *
 * @param count periods in a year, from 1e-9 to 1e18: between a billion years and a fraction of a nanosecond
 * @since 0.1.0
 */
public record PeriodsPerYear(double count) implements Serializable {

    /** 365 days in a year. */
    public static final PeriodsPerYear DAILY = new PeriodsPerYear(365);

    /** 52 weeks in a year, as the customer-base literature counts. */
    public static final PeriodsPerYear WEEKLY = new PeriodsPerYear(52);

    /** 12 months in a year. */
    public static final PeriodsPerYear MONTHLY = new PeriodsPerYear(12);

    /** 4 quarters in a year. */
    public static final PeriodsPerYear QUARTERLY = new PeriodsPerYear(4);

    /** 1 year in a year. */
    public static final PeriodsPerYear YEARLY = new PeriodsPerYear(1);

    /**
     * Checks the count.
     *
     * @param count periods in a year
     * @throws IllegalArgumentException if {@code count} is not from 1e-9 to 1e18
     */
    public PeriodsPerYear {
        checkArgument(count >= 1e-9 && count <= 1e18, "count (%s) must be from 1e-9 to 1e18 periods a year", count);
    }

    /**
     * Makes a period length of the caller's own convention, such as 365.25 / 7 weeks.
     *
     * @param count periods in a year, from 1e-9 to 1e18
     * @return the period length
     * @throws IllegalArgumentException if {@code count} is not from 1e-9 to 1e18
     */
    public static PeriodsPerYear of(double count) {
        return new PeriodsPerYear(count);
    }

    /**
     * How many of these periods another period lasts: a year is 12 months, a month is 1/12 year.
     *
     * @param other the other period
     * @return the length of {@code other} in periods of this kind, positive and finite
     */
    public double per(PeriodsPerYear other) {
        return count / requireNonNull(other, "other").count;
    }

    /** Prints the count, such as {@code 12 a year}. */
    @Override
    public String toString() {
        return Text.number(count, 6) + " a year";
    }
}
