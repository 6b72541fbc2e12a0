package dev.retention.survival;

import dev.retention.Interval;
import dev.retention.internal.Normal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The hazard of leaving accumulated up to each tenure, estimated by {@link NelsonAalen}.
 *
 * <p>0 before the first end, then a step up at each time at which tenures ended, that time included. Past the last observed time
 * it is unknown and lookups are empty. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CumulativeHazard {

    private final LifeTable table;
    private final double[] hazard;
    private final double[] variance;
    private final double confidence;

    CumulativeHazard(LifeTable table, double[] hazard, double[] variance, double confidence) {
        this.table = table;
        this.hazard = hazard;
        this.variance = variance;
        this.confidence = confidence;
    }

    /**
     * The life table that the hazard was estimated from.
     *
     * @return the table
     */
    public LifeTable table() {
        return table;
    }

    /**
     * The hazard accumulated up to and at a time.
     *
     * @param time at least 0
     * @return the cumulative hazard, at least 0, or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble at(double time) {
        return Times.valueAt(table.times, hazard, time);
    }

    /**
     * The standard error of {@link #at}.
     *
     * @param time at least 0
     * @return the standard error, at least 0, or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble standardError(double time) {
        OptionalDouble v = Times.valueAt(table.times, variance, time);
        return v.isPresent() ? OptionalDouble.of(Math.sqrt(v.getAsDouble())) : v;
    }

    /**
     * The pointwise interval {@code H · exp(± z s/H)}, normal on the logarithmic scale; [0, 0] before the first end.
     *
     * @param time at least 0
     * @return the interval, or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public Optional<Interval> interval(double time) {
        OptionalDouble at = at(time);
        if (at.isEmpty()) {
            return Optional.empty();
        }
        double h = at.getAsDouble();
        if (h == 0) {
            return Optional.of(Interval.of(0, 0, confidence));
        }
        double factor =
                Math.exp(Normal.critical(confidence) * standardError(time).orElseThrow() / h);
        return Optional.of(Interval.of(h / factor, h * factor, confidence));
    }

    /**
     * The survival curve of this hazard, {@code exp(−H(t))}: never below the Kaplan–Meier curve, and never 0.
     *
     * @param time at least 0
     * @return the share that stays longer, in (0, 1], or empty past the last observed time
     * @throws IllegalArgumentException if {@code time} is negative or NaN
     */
    public OptionalDouble survival(double time) {
        OptionalDouble h = at(time);
        return h.isPresent() ? OptionalDouble.of(Math.exp(-h.getAsDouble())) : h;
    }

    /** Prints the data and the last value. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; cumulative hazard %.4g", table, hazard[hazard.length - 1]);
    }
}
