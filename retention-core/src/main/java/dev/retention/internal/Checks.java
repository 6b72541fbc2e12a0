package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Argument checks whose messages name the argument and its value; every condition is written so that NaN fails it. */
public final class Checks {
    /** The most of what is gone through one by one, or kept, because an argument says so. */
    public static final int MOST = 1_000_000;

    private Checks() {}

    /** Refuses a value outside (0, 1), such as a confidence level. */
    public static double openUnit(double value, String name) {
        checkArgument(value > 0 && value < 1, "%s (%s) must be inside (0, 1)", name, value);
        return value;
    }

    /** Refuses a value outside [0, 1], such as a probability. */
    public static double closedUnit(double value, String name) {
        checkArgument(value >= 0 && value <= 1, "%s (%s) must be in [0, 1]", name, value);
        return value;
    }

    /** Refuses a value that is not a positive finite number. */
    public static double positive(double value, String name) {
        checkArgument(
                value > 0 && value < Double.POSITIVE_INFINITY, "%s (%s) must be positive and finite", name, value);
        return value;
    }

    /** Refuses a value that is not a finite number of at least 0. */
    public static double notNegative(double value, String name) {
        checkArgument(
                value >= 0 && value < Double.POSITIVE_INFINITY, "%s (%s) must be finite and at least 0", name, value);
        return value;
    }

    /** Refuses NaN. */
    public static double number(double value, String name) {
        checkArgument(!Double.isNaN(value), "%s (%s) must be a number", name, value);
        return value;
    }

    /**
     * Refuses an amount past the range of doubles, or with more than 2,000 decimals, before anything is reckoned with it: a few bytes
     * such as {@code 1E+20000000} stand for more digits than there is time for.
     */
    public static BigDecimal amount(BigDecimal value, String name) {
        int bits = requireNonNull(value, name).unscaledValue().bitLength();
        checkArgument(bits <= 8192, "%s (a number of %s bits) must have at most 2,000 digits", name, bits);
        checkArgument(
                isAmount(value), "%s (%s) must be in the range of doubles, with at most 2,000 decimals", name, value);
        return value;
    }

    /** Whether {@link #amount} lets an amount in. */
    public static boolean isAmount(BigDecimal value) {
        return value.unscaledValue().bitLength() <= 8192
                && Math.abs((long) value.scale()) <= 2000
                && Double.isFinite(value.doubleValue());
    }

    /** Refuses a day outside the years −999,999 to 999,999, so that a step to the next period never leaves the calendar. */
    public static LocalDate day(LocalDate value, String name) {
        checkArgument(
                Math.abs(requireNonNull(value, name).getYear()) <= 999_999,
                "%s (%s) must be in the years -999,999 to 999,999",
                name,
                value);
        return value;
    }

    /** Refuses a negative count. */
    public static long notNegative(long value, String name) {
        checkArgument(value >= 0, "%s (%s) must be at least 0", name, value);
        return value;
    }

    /** Refuses a count outside a range. */
    public static int within(int value, int least, int most, String name) {
        checkArgument(value >= least && value <= most, "%s (%s) must be from %s to %s", name, value, least, most);
        return value;
    }

    /** The sum of two numbers; names what does not fit a long. */
    public static long sum(long one, long other, String name) {
        long sum = one + other;
        if (((one ^ sum) & (other ^ sum)) < 0) {
            throw new ArithmeticException(name + " (" + one + " + " + other + ") must fit a long");
        }
        return sum;
    }

    /** Refuses a count that would take too long or too much room. */
    public static void atMost(long value, long most, String name) {
        checkArgument(value <= most, "%s (%s) must be at most %s", name, value, most);
    }

    /** Refuses a count below 1. */
    public static long positive(long value, String name) {
        checkArgument(value > 0, "%s (%s) must be at least 1", name, value);
        return value;
    }
}
