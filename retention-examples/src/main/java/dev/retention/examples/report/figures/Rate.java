package dev.retention.examples.report.figures;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;

/**
 * A share with its two counts and its interval.
 *
 * @param count the customers who did
 * @param total the customers who could
 * @param value the share, in [0, 1]
 * @param interval where the share lies, by Wilson's method
 */
public record Rate(long count, long total, double value, Interval interval) {

    /** The level of every interval in the report. */
    public static final double CONFIDENCE = 0.95;

    /** A share with Wilson's interval. */
    public static Rate of(Proportion share) {
        return new Rate(
                share.count(), share.total(), share.asDouble(), share.interval(ProportionInterval.WILSON, CONFIDENCE));
    }

    /** The two counts alone. */
    public Proportion proportion() {
        return Proportion.of(count, total);
    }
}
