package dev.retention.survival;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long one customer is expected to stay by a Cox regression: the cumulative hazard and survival for given covariates.
 *
 * <pre>
 *   H(t | x) = exp(βᵀx) Σ increments of the baseline at tᵢ ≤ t          S(t | x) = exp(−H(t | x))
 * </pre>
 *
 * <p>The standard error counts both the baseline's and the coefficients' uncertainty, as R's {@code survfit} of a Cox model does.
 * Past the last observed time of the stratum all is unknown. This class is immutable and thread-safe.
 *
 * @see CoxFit#curve
 * @since 0.1.0
 */
public final class CoxCurve implements Tabular {

    private final double[] times;
    private final double[] hazard;
    private final double[] hazardError;

    CoxCurve(double[] times, double[] hazard, double[] hazardError) {
        this.times = times;
        this.hazard = hazard;
        this.hazardError = hazardError;
    }

    /**
     * The last observed time of the stratum, up to which the curve is known.
     *
     * @return the longest duration
     */
    public double lastTime() {
        return times[times.length - 1];
    }

    /**
     * The probability of staying longer than a time.
     *
     * @param time at least 0
     * @return the probability, in (0, 1], or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble at(double time) {
        OptionalDouble h = cumulativeHazard(time);
        return h.isPresent() ? OptionalDouble.of(Math.exp(-h.getAsDouble())) : h;
    }

    /**
     * The hazard accumulated up to and at a time.
     *
     * @param time at least 0
     * @return the cumulative hazard, at least 0 and at most the largest double, or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble cumulativeHazard(double time) {
        return Times.valueAt(times, hazard, time);
    }

    /**
     * The standard error of {@link #at}: that of the cumulative hazard times the probability.
     *
     * @param time at least 0
     * @return the standard error, at least 0, or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble standardError(double time) {
        OptionalDouble error = Times.valueAt(times, hazardError, time);
        return error.isPresent()
                ? OptionalDouble.of(standardError(at(time).orElseThrow(), error.getAsDouble()))
                : error;
    }

    /** Nothing is left to be unsure of where the probability is 0, were the hazard beyond any bound. */
    private static double standardError(double survival, double hazardError) {
        return survival == 0 ? 0 : survival * hazardError;
    }

    /**
     * The pointwise interval around {@link #at}.
     *
     * @param time at least 0
     * @param kind how the interval is made; R's default is {@link SurvivalInterval#LOG}
     * @param confidence the level, inside (0, 1)
     * @return the interval within [0, 1], or empty past the last observed time
     * @throws IllegalArgumentException if an argument is out of its domain
     */
    public Optional<Interval> interval(double time, SurvivalInterval kind, double confidence) {
        requireNonNull(kind, "kind");
        Checks.openUnit(confidence, "confidence");
        OptionalDouble at = at(time);
        if (at.isEmpty()) {
            return Optional.empty();
        }
        double s = at.getAsDouble();
        double zse = Normal.critical(confidence)
                * Times.valueAt(times, hazardError, time).orElseThrow();
        return Optional.of(s > 0 && s < 1 ? kind.around(s, zse, confidence) : Interval.of(s, s, confidence));
    }

    /**
     * The curve at all observed times of the stratum, as R's {@code survfit} of a Cox model prints it.
     *
     * @return one step per distinct duration, in ascending order of time
     */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int row = 0; row < times.length; row++) {
            double survival = Math.exp(-hazard[row]);
            steps.add(new Step(times[row], hazard[row], survival, standardError(survival, hazardError[row])));
        }
        return List.copyOf(steps);
    }

    /**
     * The curve at one observed time.
     *
     * @param time the time, at least 0
     * @param cumulativeHazard the hazard accumulated up to and at it, at least 0
     * @param survival the probability of staying longer, in [0, 1]
     * @param standardError the standard error of {@code survival}, at least 0
     * @since 0.1.0
     */
    public record Step(double time, double cumulativeHazard, double survival, double standardError) {
        /**
         * Checks the numbers.
         *
         * @param time the time
         * @param cumulativeHazard the hazard accumulated up to and at it
         * @param survival the probability of staying longer
         * @param standardError the standard error of {@code survival}
         */
        public Step {
            Checks.notNegative(time, "time");
            Checks.notNegative(cumulativeHazard, "cumulativeHazard");
            Checks.closedUnit(survival, "survival");
            Checks.notNegative(standardError, "standardError");
        }
    }

    /** {@return a row per step} */
    @Override
    public Sheet sheet() {
        return SurvivalSheets.of(this);
    }

    /** Prints the probability at the last observed time. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.4g still there at %s", Math.exp(-hazard[hazard.length - 1]), Text.plain(lastTime()));
    }
}
