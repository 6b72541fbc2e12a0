package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a cohort, or all of a {@link CohortTriangle}, has brought and will still bring up to the age of the oldest. This class is immutable
 * and thread-safe.
 *
 * @param cohort the name of the cohort
 * @param soFar what it has brought, in the unit of the triangle
 * @param amount what it will still bring, below 0 where it is expected to take back; 0 of the oldest; empty if nothing tells it
 * @param standardError how far that may be off: the spread of the cohort's own growth and what is not known of the factors; empty if too
 *     few cohorts tell it
 * @since 0.1.0
 */
public record ToCome(String cohort, double soFar, OptionalDouble amount, OptionalDouble standardError) {
    /**
     * Checks the numbers.
     *
     * @param cohort the name of the cohort
     * @param soFar what it has brought
     * @param amount what it will still bring
     * @param standardError how far that may be off
     * @throws IllegalArgumentException if a number is not a number, or one but {@code amount} is below 0
     */
    public ToCome {
        requireNonNull(cohort, "cohort");
        Checks.notNegative(soFar, "soFar");
        requireNonNull(amount, "amount").ifPresent(each -> Checks.number(each, "amount"));
        requireNonNull(standardError, "standardError").ifPresent(each -> Checks.notNegative(each, "standardError"));
    }

    /**
     * What it will have brought at the age of the oldest cohort.
     *
     * @return so far and to come; empty if nothing tells it
     */
    public OptionalDouble ultimate() {
        return amount.isPresent() ? OptionalDouble.of(soFar + amount.getAsDouble()) : OptionalDouble.empty();
    }

    /**
     * Where what is to come may lie, by the log-normal law of the same mean and standard error, as Mack proposes: it does not fall below
     * 0, as a symmetric interval may where the error is large.
     *
     * <pre>
     *   s² = ln(1 + (standard error / amount)²),   amount · exp(−s²/2 ± z s)
     * </pre>
     *
     * @param confidence the level, inside (0, 1), such as 0.8
     * @return the interval; empty if the error is not known, or nothing or less is to come
     * @throws IllegalArgumentException if the level is out of range
     */
    public Optional<Interval> interval(double confidence) {
        double z = Normal.critical(Checks.openUnit(confidence, "confidence"));
        if (standardError.isEmpty() || !(amount.orElse(0) > 0)) {
            return Optional.empty();
        }
        double relative = standardError.getAsDouble() / amount.getAsDouble();
        double square = Math.log1p(relative * relative);
        double spread = Math.sqrt(square);
        double middle = amount.getAsDouble() * Math.exp(-square / 2);
        return Optional.of(Interval.of(middle * Math.exp(-z * spread), middle * Math.exp(z * spread), confidence));
    }

    /** Prints such as {@code 2026-03: 5395 so far, 10650 to come (standard error 6333)}. */
    @Override
    public String toString() {
        return cohort + ": " + Text.plain(soFar) + " so far, "
                + (amount.isPresent() ? Text.number(amount.getAsDouble(), 6) : "unknown") + " to come"
                + (standardError.isPresent()
                        ? " (standard error " + Text.number(standardError.getAsDouble(), 4) + ")"
                        : "");
    }
}
