package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/** Argument checks whose messages name the argument and its value; every condition is written so that NaN fails it. */
public final class Checks {
    // A double has up to 1,074 decimals and 309 digits before them.
    private static final int MAX_SCALE = 1_100;
    private static final int MAX_AMOUNT_BITS = 6_700;

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

    /**
     * Refuses an amount that no business has, before anything is computed with it: {@code 1E+20000000} has one digit and takes
     * seconds to add to. What passes is in the range of doubles and as quick as any number.
     */
    public static BigDecimal amount(BigDecimal value, String name) {
        requireNonNull(value, name);
        int scale = value.scale();
        if (value.unscaledValue().bitLength() > MAX_AMOUNT_BITS) {
            throw new IllegalArgumentException(
                    name + " (a number of more than 2,000 digits) must be an amount of money");
        }
        checkArgument(
                scale <= MAX_SCALE && scale >= -MAX_SCALE && Double.isFinite(value.doubleValue()),
                "%s (%s) must be an amount in the range of doubles with at most %s decimals",
                name,
                value,
                MAX_SCALE);
        return value;
    }

    /** Refuses an amount that no business has and one that is not a number at least 0. */
    public static BigDecimal notNegative(BigDecimal value, String name) {
        checkArgument(amount(value, name).signum() >= 0, "%s (%s) must be at least 0", name, value);
        return value;
    }

    /** Refuses a number that is infinite or none. */
    public static double finite(double value, String name) {
        checkArgument(Double.isFinite(value), "%s (%s) must be finite", name, value);
        return value;
    }

    /** Refuses a negative count. */
    public static long notNegative(long value, String name) {
        checkArgument(value >= 0, "%s (%s) must be at least 0", name, value);
        return value;
    }

    /** Refuses a count below 1. */
    public static long positive(long value, String name) {
        checkArgument(value > 0, "%s (%s) must be at least 1", name, value);
        return value;
    }
}
