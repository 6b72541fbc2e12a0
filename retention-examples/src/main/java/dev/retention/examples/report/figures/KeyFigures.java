package dev.retention.examples.report.figures;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The figures of the latest complete period.
 *
 * @param movement who came and who left in it
 * @param before the same for the period before it
 * @param lastYear the same for the same period of the last year, if the data have it
 * @param averageSpend what an active customer spent in it, if there were any
 * @param lifetimeValue what a customer is worth at that spend and that churn, if both are known, any were lost and most
 *     who order again do so without a pause
 */
public record KeyFigures(
        Movement movement,
        Movement before,
        Optional<Movement> lastYear,
        Optional<BigDecimal> averageSpend,
        Optional<LifetimeValue> lifetimeValue) {
    /**
     * Average spend over churn: what a customer would bring if both stayed as they are.
     *
     * @param value the value
     * @param lower the value at the churn interval's upper end
     * @param upper the value at its lower end, if that is not zero
     */
    public record LifetimeValue(BigDecimal value, BigDecimal lower, Optional<BigDecimal> upper) {}
}
