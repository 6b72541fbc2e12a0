package dev.retention.examples.report.figures;

import dev.retention.Interval;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Recurring value over time.
 *
 * @param periods the periods in order of time
 * @param latest the latest one that is over, by its position, if there is one with value at its start
 * @param change by how much its net retention differs from that of the same period of the last year, with an interval that draws the
 *     customers of both together
 * @param half the fewest customers who make half of what was lost in it, if any was
 */
public record RevenueFigures(
        List<RevenuePeriod> periods, Optional<Integer> latest, Optional<Change> change, Optional<Long> half) {

    public RevenueFigures {
        periods = List.copyOf(periods);
    }

    /**
     * A difference from the last year.
     *
     * @param period the period of the last year
     * @param value net retention then
     * @param difference where the difference lies
     */
    public record Change(String period, double value, Interval difference) {}

    /** The latest period that is over. */
    public Optional<RevenuePeriod> latestPeriod() {
        return latest.map(periods::get);
    }

    /** The period so many before the latest one that is over. */
    public Optional<RevenuePeriod> before(int count) {
        return latest.map(at -> at - count).filter(at -> at >= 0).map(periods::get);
    }

    /** The value at the end of the last period. */
    public BigDecimal now() {
        return periods.get(periods.size() - 1)
                .of(dev.retention.movement.RevenueItem.END)
                .amount();
    }
}
