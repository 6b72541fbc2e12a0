package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Locale;

/**
 * What a model expected beside what happened, both counted in purchases.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param actual what happened, at least 0
 * @param expected what the model expected, finite and at least 0
 * @see ForecastError
 * @since 0.1.0
 */
public record Forecast(long actual, double expected) {

    /**
     * Checks the numbers.
     *
     * @param actual what happened
     * @param expected what the model expected
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Forecast {
        Checks.notNegative(actual, "actual");
        Checks.notNegative(expected, "expected");
    }

    /**
     * A forecast and its outcome.
     *
     * @param actual what happened, at least 0
     * @param expected what the model expected, finite and at least 0
     * @return the pair
     * @throws IllegalArgumentException if a number is outside its range
     */
    public static Forecast of(long actual, double expected) {
        return new Forecast(actual, expected);
    }

    /**
     * Adds another forecast of other purchases.
     *
     * @param other the other
     * @return the sums
     * @throws ArithmeticException if the actual number overflows
     */
    public Forecast plus(Forecast other) {
        return new Forecast(Math.addExact(actual, requireNonNull(other, "other").actual), expected + other.expected);
    }

    /**
     * By how much the model was too high.
     *
     * @return {@code expected − actual}
     */
    public double error() {
        return expected - actual;
    }

    /** Prints both, such as {@code 1788 actual, 1806.1 expected}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d actual, %.1f expected", actual, expected);
    }
}
