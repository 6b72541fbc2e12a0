package dev.retention.examples.report.figures;

import dev.retention.ChurnFormula;
import dev.retention.RetentionFormula;
import dev.retention.time.CellState;
import java.util.Optional;

/**
 * Who came and who left in one period. Active are the new, the retained and the reactivated.
 *
 * @param period the period's label
 * @param state whether the period is over
 * @param active all who ordered in it
 * @param newCustomers those of them who never had before
 * @param retained those who had in the period before
 * @param reactivated those who had before, but not in the period before
 * @param lost those who ordered in the period before and not in this one, with what they spent then
 * @param retention the retained out of the active of the period before, if there were any
 * @param churn the lost out of the same
 */
public record Movement(
        String period,
        CellState state,
        Flow active,
        Flow newCustomers,
        Flow retained,
        Flow reactivated,
        Flow lost,
        Optional<Rate> retention,
        Optional<Rate> churn) {
    /** The formula of every churn: the lost out of those who were active the period before. */
    public static final ChurnFormula CHURN = ChurnFormula.SNAPSHOT;

    /** The formula of every retention: the retained out of the same. */
    public static final RetentionFormula RETENTION = RetentionFormula.SURVIVORS;
}
