package dev.retention.experiment;

import dev.retention.Interval;
import dev.retention.internal.StudentT;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two independent means with the variances of both, however they were come by.
 *
 * @param treatedVariance the square of the standard error of the treated mean
 * @param degrees the degrees of freedom of the sum of both variances; empty if there are none, and then nothing is said but the
 *     estimate
 */
record ArmMeans(
        double treated, double control, double treatedVariance, double controlVariance, OptionalDouble degrees) {
    OptionalDouble estimate(EffectScale scale) {
        double difference = treated - control;
        return scale == EffectScale.ABSOLUTE ? OptionalDouble.of(difference) : overControl(difference);
    }

    /** The root of V₁ + V₀, or by the delta method of (V₁ + (m₁/m₀)² V₀) / m₀²; empty rather than 0. */
    OptionalDouble standardError(EffectScale scale) {
        if (degrees.isEmpty()) {
            return degrees;
        }
        if (scale == EffectScale.ABSOLUTE) {
            return OptionalDouble.of(Math.sqrt(treatedVariance + controlVariance));
        }
        OptionalDouble error =
                overControl(Math.hypot(Math.sqrt(treatedVariance), treated / control * Math.sqrt(controlVariance)));
        return error.orElse(0) > 0 ? error : OptionalDouble.empty();
    }

    /** Over a mean of the control above 0, and not by rounding alone. */
    private OptionalDouble overControl(double value) {
        double quotient = value / control;
        return control > 0
                        && !SumsOfSquares.isNothing(1, control, controlVariance)
                        && Math.abs(quotient) <= SumsOfSquares.MOST
                ? OptionalDouble.of(quotient)
                : OptionalDouble.empty();
    }

    /** By Student's t. */
    Effect effect(Outcome.Kind kind, EffectScale scale, double confidence, String method) {
        OptionalDouble estimate = estimate(scale);
        OptionalDouble error = standardError(scale);
        Optional<Interval> interval = Optional.empty();
        OptionalDouble p = OptionalDouble.empty();
        if (estimate.isPresent() && error.isPresent()) {
            double middle = estimate.getAsDouble();
            double half = StudentT.critical(confidence, degrees.getAsDouble()) * error.getAsDouble();
            interval = interval(middle, half, confidence);
            p = OptionalDouble.of(StudentT.twoSided(middle / error.getAsDouble(), degrees.getAsDouble()));
        }
        return new Effect("", kind, scale, treated, control, estimate, interval, p, method);
    }

    /** An interval that is as wide either way, or nothing if its ends cannot be reckoned. */
    static Optional<Interval> interval(double middle, double half, double confidence) {
        return Double.isFinite(half)
                ? Optional.of(Interval.of(middle - half, middle + half, confidence))
                : Optional.empty();
    }
}
