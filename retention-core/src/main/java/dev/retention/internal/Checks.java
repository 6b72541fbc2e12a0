package dev.retention.internal;

import static com.google.common.base.Preconditions.checkArgument;

/** Argument checks whose messages name the argument and its value; every condition is written so that NaN fails it. */
public final class Checks {
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

    /** Refuses a negative count. */
    public static long notNegative(long value, String name) {
        checkArgument(value >= 0, "%s (%s) must be at least 0", name, value);
        return value;
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
