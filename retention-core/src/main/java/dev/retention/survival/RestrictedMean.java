package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;

/**
 * The mean tenure within a horizon, and how two groups' compare.
 *
 * <p>Within 12 months, customers of one plan stay 9.1 months on average and those of another 7.4: a difference in months that
 * needs no assumption on hazards. This class is immutable and thread-safe.
 *
 * @param horizon how far was looked, positive
 * @param mean the mean time stayed within the horizon, in [0, horizon]
 * @param standardError the standard error of {@code mean}, at least 0
 * @see SurvivalCurve#restrictedMean(double)
 * @see <a href="https://doi.org/10.1200/JCO.2014.55.2208">Uno and others (2014)</a>
 * @since 0.1.0
 */
public record RestrictedMean(double horizon, double mean, double standardError) {

    /**
     * Checks the numbers.
     *
     * @param horizon how far was looked
     * @param mean the mean time stayed within the horizon
     * @param standardError the standard error of {@code mean}
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public RestrictedMean {
        Checks.positive(horizon, "horizon");
        checkArgument(
                mean >= 0 && mean <= horizon * (1 + 1e-12), "mean (%s) must be in [0, horizon (%s)]", mean, horizon);
        mean = Math.min(mean, horizon);
        Checks.notNegative(standardError, "standardError");
    }

    /** The area under a curve that is known up to the horizon. */
    static RestrictedMean of(LifeTable table, double[] survival, double horizon) {
        int last = table.indexAt(horizon);
        double variance = 0;
        double area = 0;
        double end = horizon;
        for (int i = last; i >= 0; i--) {
            area += survival[i] * Math.max(0, end - table.time(i));
            end = table.time(i);
            // Greenwood's increments, whatever the pointwise variance: the area needs the covariances between times.
            double left = table.atRisk(i) - table.ended(i);
            variance += left > 0 ? area * area * table.ended(i) / (table.atRisk(i) * left) : 0;
        }
        area += Math.min(end, horizon);
        return new RestrictedMean(horizon, area, Math.sqrt(variance));
    }

    /**
     * The mean time lost within the horizon by leaving.
     *
     * @return {@code horizon - mean}, in [0, horizon]
     */
    public double lost() {
        return horizon - mean;
    }

    /**
     * The normal interval around the mean, not cut at 0 or the horizon.
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return Interval.normal(mean, standardError, confidence);
    }

    /**
     * How much longer this group stays: the difference of the means.
     *
     * @param other an independent group's mean within the same horizon
     * @return {@code mean - other.mean}
     * @throws IllegalArgumentException if the horizons differ or both standard errors are 0
     */
    public Contrast minus(RestrictedMean other) {
        checkHorizon(other);
        return new Contrast(
                Contrast.Scale.DIFFERENCE, mean - other.mean, Math.hypot(standardError, other.standardError));
    }

    /**
     * How many times as long this group stays: the ratio of the means.
     *
     * @param other an independent group's mean within the same horizon, positive
     * @return {@code mean / other.mean}
     * @throws IllegalArgumentException if the horizons differ, a mean is 0, or both standard errors are 0
     */
    public Contrast ratioTo(RestrictedMean other) {
        checkHorizon(other);
        checkArgument(mean > 0 && other.mean > 0, "means (%s, %s) must be positive", mean, other.mean);
        return new Contrast(
                Contrast.Scale.RATIO,
                mean / other.mean,
                Math.hypot(standardError / mean, other.standardError / other.mean));
    }

    /**
     * How many times as much time this group loses: the ratio of the times {@link #lost}.
     *
     * @param other an independent group's mean within the same horizon, below it
     * @return {@code lost / other.lost}
     * @throws IllegalArgumentException if the horizons differ, a group loses nothing, or both standard errors are 0
     */
    public Contrast lostRatioTo(RestrictedMean other) {
        checkHorizon(other);
        checkArgument(lost() > 0 && other.lost() > 0, "times lost (%s, %s) must be positive", lost(), other.lost());
        return new Contrast(
                Contrast.Scale.RATIO,
                lost() / other.lost(),
                Math.hypot(standardError / lost(), other.standardError / other.lost()));
    }

    private void checkHorizon(RestrictedMean other) {
        requireNonNull(other, "other");
        checkArgument(horizon == other.horizon, "horizons (%s, %s) must be the same", horizon, other.horizon);
    }

    /** Prints the mean, such as {@code 18.91 ± 1.491 within 24}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g ± %.4g within %s", mean, standardError, Text.plain(horizon));
    }
}
