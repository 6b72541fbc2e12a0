package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.time.LocalDate;
import java.util.Locale;

/**
 * How often a price is charged, such as every 3 months.
 *
 * @param count how many units, at least 1
 * @param unit the unit
 * @since 0.1.0
 */
public record BillingInterval(int count, Unit unit) {
    /** Every day. */
    public static final BillingInterval DAILY = new BillingInterval(1, Unit.DAY);

    /** Every week. */
    public static final BillingInterval WEEKLY = new BillingInterval(1, Unit.WEEK);

    /** Every month. */
    public static final BillingInterval MONTHLY = new BillingInterval(1, Unit.MONTH);

    /** Every 3 months. */
    public static final BillingInterval QUARTERLY = new BillingInterval(3, Unit.MONTH);

    /** Every year. */
    public static final BillingInterval YEARLY = new BillingInterval(1, Unit.YEAR);

    /**
     * Checks the parts.
     *
     * @param count how many units
     * @param unit the unit
     * @throws IllegalArgumentException if {@code count < 1}
     */
    public BillingInterval {
        Checks.positive((long) count, "count");
        requireNonNull(unit, "unit");
    }

    /** What an interval is counted in. */
    public enum Unit {
        /** Days. */
        DAY,
        /** Weeks of 7 days. */
        WEEK,
        /** Calendar months. */
        MONTH,
        /** Calendar years, 12 months each. */
        YEAR
    }

    /**
     * An interval.
     *
     * @param count how many units, at least 1
     * @param unit the unit
     * @return the interval
     * @throws IllegalArgumentException if {@code count < 1}
     */
    public static BillingInterval every(int count, Unit unit) {
        return new BillingInterval(count, unit);
    }

    /**
     * The day on which a term ends, counted from its start, so that one begun on the 31st ends on the last day of shorter months.
     *
     * @param start the first day
     * @param times how many intervals after it, at least 0
     * @return the first day after them
     * @throws java.time.DateTimeException if there is no such day
     */
    public LocalDate after(LocalDate start, long times) {
        requireNonNull(start, "start");
        long units = Math.multiplyExact(Checks.notNegative(times, "times"), (long) count);
        return switch (unit) {
            case DAY -> start.plusDays(units);
            case WEEK -> start.plusWeeks(units);
            case MONTH -> start.plusMonths(units);
            case YEAR -> start.plusYears(units);
        };
    }

    /** Prints the interval in words, such as {@code every 3 months}. */
    @Override
    public String toString() {
        String word = unit.name().toLowerCase(Locale.ROOT);
        return count == 1 ? "every " + word : "every " + count + " " + word + "s";
    }
}
