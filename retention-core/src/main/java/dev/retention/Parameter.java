package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A parameter of a fitted model with the standard error of its estimate.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name the parameter's name in the literature, such as {@code alpha}
 * @param estimate the estimate, finite
 * @param standardError the standard error from the observed information, at least 0; empty if the fit did not converge
 * @since 0.1.0
 */
public record Parameter(String name, double estimate, OptionalDouble standardError) {

    /**
     * Checks the estimate.
     *
     * @param name the parameter's name
     * @param estimate the estimate
     * @param standardError the standard error
     * @throws IllegalArgumentException if {@code estimate} is not finite or {@code standardError} is not a finite number of
     *     at least 0
     */
    public Parameter {
        requireNonNull(standardError, "standardError");
        requireNonNull(name, "name");
        checkArgument(Double.isFinite(estimate), "estimate (%s) must be finite", estimate);
        requireNonNull(standardError, "standardError");
        standardError.ifPresent(error -> checkArgument(
                error >= 0 && error < Double.POSITIVE_INFINITY, "standardError (%s) must be finite and >= 0", error));
    }

    /**
     * A confidence interval by the normal law: the estimate plus and minus normal quantiles of its standard error.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval, symmetric about the estimate, so that it may reach outside the parameter's range; empty if there
     *     is no standard error
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return standardError.isEmpty()
                ? Optional.empty()
                : Optional.of(Interval.normal(estimate, standardError.getAsDouble(), confidence));
    }

    /** Prints the estimate and its standard error, such as {@code alpha = 4.4136 ± 0.3782}. */
    @Override
    public String toString() {
        return standardError.isPresent()
                ? String.format(Locale.ROOT, "%s = %.5g ± %.4g", name, estimate, standardError.getAsDouble())
                : String.format(Locale.ROOT, "%s = %.5g", name, estimate);
    }
}
