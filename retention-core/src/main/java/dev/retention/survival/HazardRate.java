package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.Locale;

/**
 * How fast customers leave within a band of tenure: ends per customer-period at risk.
 *
 * <pre>
 *   rate = ended / exposure        exposure = Σ over customers of the time spent at risk in (from, to]
 * </pre>
 *
 * <p>A rate of 0.05 with time in months is 5 ends per 100 customer-months. Unlike a probability it can exceed 1. This class is
 * immutable and thread-safe.
 *
 * @param from start of the band, exclusive, at least 0
 * @param to end of the band, inclusive, above {@code from}
 * @param ended tenures that ended in the band (the sum of their weights), at least 0
 * @param exposure time spent at risk in the band, in customer-periods, positive
 * @see LifeTable#hazard(double, double)
 * @since 0.1.0
 */
public record HazardRate(double from, double to, double ended, double exposure) {

    /**
     * Checks the counts.
     *
     * @param from start of the band, exclusive
     * @param to end of the band, inclusive
     * @param ended tenures that ended in the band
     * @param exposure customer-periods at risk in the band
     * @throws IllegalArgumentException if a number is out of its domain
     */
    public HazardRate {
        Checks.notNegative(from, "from");
        checkArgument(
                to > from && to < Double.POSITIVE_INFINITY, "to (%s) must be finite and above from (%s)", to, from);
        Checks.notNegative(ended, "ended");
        Checks.positive(exposure, "exposure");
    }

    /**
     * The rate per period.
     *
     * @return ends per customer-period, at least 0
     */
    public double perPeriod() {
        return ended / exposure;
    }

    /**
     * An interval for the rate: {@code rate · exp(± z / √ended)}, and {@code [0, −ln(1 − confidence) / exposure]} if nobody
     * left (3 / exposure at 95 %, the rule of three).
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval, in ends per customer-period
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        if (ended == 0) {
            return Interval.of(0, -Math.log1p(-confidence) / exposure, confidence);
        }
        double factor = Math.exp(Normal.critical(confidence) / Math.sqrt(ended));
        return Interval.of(perPeriod() / factor, perPeriod() * factor, confidence);
    }

    /** Prints the rate and what it came from, such as {@code 0.05 per period in (0, 3] (12 ended in 240 at risk)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4g per period in (%s, %s] (%s ended in %s customer-periods)",
                perPeriod(),
                LifeTable.number(from),
                LifeTable.number(to),
                LifeTable.number(ended),
                LifeTable.number(exposure));
    }
}
