package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.Locale;

/**
 * How fast customers leave within a band of tenure: ends per customer-period at risk.
 *
 * <pre>
 *   rate = ended / exposure        exposure = Σ over customers of the time spent at risk in (from, to]
 * </pre>
 *
 * <p>The band from 0 is [0, to]: who leaves at once is of it, without exposure.
 *
 * <p>A rate of 0.05 with time in months is 5 ends per 100 customer-months. Unlike a probability it can exceed 1. This class is
 * immutable and thread-safe.
 *
 * @param from start of the band, exclusive unless it is 0, at least 0
 * @param to end of the band, inclusive, above {@code from}
 * @param ended tenures that ended in the band (the sum of their weights), at least 0
 * @param exposure time spent at risk in the band, in customer-periods, positive
 * @since 0.1.0
 */
public record HazardRate(double from, double to, double ended, double exposure) {

    /**
     * Checks the counts.
     *
     * @param from start of the band, exclusive unless it is 0
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
        checkArgument(ended / exposure < Double.POSITIVE_INFINITY, "exposure (%s) must not be that small", exposure);
    }

    /**
     * Counts ends and exposure of a life table within a band of tenure.
     *
     * <p>With durations in whole periods a tenure that ended in its first period should have duration 1, not 0, or it adds no
     * exposure.
     *
     * @param table the tenures
     * @param from start of the band, exclusive unless it is 0, at least 0
     * @param to end of the band, inclusive, above {@code from} and at most the last time of the table
     * @return the ends and the exposure in the band
     * @throws IllegalArgumentException if the band is out of its domain or nobody was at risk in it
     */
    public static HazardRate of(LifeTable table, double from, double to) {
        requireNonNull(table, "table");
        Checks.notNegative(from, "from");
        checkArgument(to > from, "to (%s) must be above from (%s)", to, from);
        checkArgument(
                table.rows() > 0 && !table.past(to),
                "to (%s) must be at most the last observed time (%s)",
                to,
                table.lastTime().orElse(0));
        WeightSums left = new WeightSums(1);
        double exposure = 0;
        double start = from;
        int stop = table.indexAt(to);
        for (int i = firstRow(table, from); i <= stop; i++) {
            left.add(0, table.sums.ended, i);
            exposure += table.atRisk(i) * (table.time(i) - start);
            start = table.time(i);
        }
        if (start < to && stop + 1 < table.rows()) {
            exposure += table.atRisk(stop + 1) * (to - start);
        }
        checkArgument(exposure > 0, "nobody was at risk from %s to %s", from, to);
        return new HazardRate(from, to, left.at(0), exposure);
    }

    /** The first row of a band: that of 0 too, where the band begins there. */
    static int firstRow(LifeTable table, double from) {
        return from == 0 ? 0 : table.indexAt(from) + 1;
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

    /** Prints the rate and what it came from, such as {@code 0.05 per period in [0, 3] (12 ended in 240 at risk)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.4g per period in %s%s, %s] (%s ended in %s customer-periods)",
                perPeriod(),
                from == 0 ? "[" : "(",
                Text.plain(from),
                Text.plain(to),
                Text.plain(ended),
                Text.plain(exposure));
    }
}
