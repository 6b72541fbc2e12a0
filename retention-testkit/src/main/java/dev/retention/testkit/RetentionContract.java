package dev.retention.testkit;

import dev.retention.CustomerFlow;
import java.util.OptionalDouble;

/**
 * What is expected of a formula for retention: that what it leaves, 1 − retention, keeps the laws of churn.
 *
 * <pre>{@code
 * class KeptTest implements RetentionContract {
 *     @Override
 *     public OptionalDouble retention(CustomerFlow flow) {
 *         long start = flow.count(CustomerCount.START);
 *         return start == 0 ? OptionalDouble.empty() : OptionalDouble.of(flow.count(CustomerCount.SURVIVORS) / (double) start);
 *     }
 * }
 * }</pre>
 *
 * <p>All formulas of {@link dev.retention.RetentionFormula} keep the laws, but that {@code REPEAT_PURCHASE} is not 1 where nobody is lost,
 * and may be 1 where somebody is.
 *
 * @since 0.1.0
 */
public interface RetentionContract extends FormulaContract {
    /**
     * The retention that is tried.
     *
     * @param flow the counts of a period, of which all are known
     * @return the rate; empty where it is undefined
     */
    OptionalDouble retention(CustomerFlow flow);

    @Override
    default OptionalDouble churn(CustomerFlow flow) {
        OptionalDouble rate = Law.given(retention(flow), "retention(CustomerFlow)");
        return rate.isPresent() ? OptionalDouble.of(1 - rate.getAsDouble()) : rate;
    }
}
