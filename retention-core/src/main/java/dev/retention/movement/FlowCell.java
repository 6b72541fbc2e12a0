package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Tally;
import dev.retention.time.Period;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a churn table: the customers of one kind in one period, or those of them who were lost by one code.
 *
 * <p>A tally counts the customers of a cell. Where the kind is one of events, of which a customer may have several, its amount is how
 * many more events than customers there were, and {@link #number} reads how many in all. {@link ChurnTable.InPeriod#count} and
 * {@link ChurnTable.InPeriod#members} put the cells together to the counts of formulas.
 *
 * @param period the period
 * @param kind what became of the customers
 * @param endCode of {@link FlowKind#LOST} and {@link FlowKind#LOSS_EVENT} the code by which customers were lost, where subscriptions
 *     end by more than one; else null
 * @since 0.1.0
 */
public record FlowCell(
        Period period, FlowKind kind, @Nullable String endCode) implements Serializable {
    /**
     * Checks the parts.
     *
     * @param period the period
     * @param kind what became of the customers
     * @param endCode the code of the loss, or null
     * @throws IllegalArgumentException if there is a code and the kind is not one of losses
     */
    public FlowCell {
        requireNonNull(period, "period");
        requireNonNull(kind, "kind");
        checkArgument(
                endCode == null || kind.hasEndCode(),
                "kind (%s) must be LOST or LOSS_EVENT to have endCode (%s)",
                kind.name(),
                endCode);
    }

    /**
     * A cell without a code.
     *
     * @param period the period
     * @param kind what became of the customers
     */
    public FlowCell(Period period, FlowKind kind) {
        this(period, kind, null);
    }

    /**
     * The number of the cell.
     *
     * @param tally what {@link CustomerChurn#rule} counted
     * @return events of kinds of events ({@code REACTIVATED}, {@code LOSS_EVENT}), customers of all others
     * @throws IllegalArgumentException if the tally has no such cell
     */
    public long number(Tally<FlowCell> tally) {
        return requireNonNull(tally, "tally").count(this) + (kind.isOfEvents() ? tally.amount(this) : 0);
    }

    /** Prints the period, the kind and the code, such as {@code 1998-03 loss event} or {@code 1998-03 lost by cancelled}. */
    @Override
    public String toString() {
        return period + " " + kind + (endCode == null ? "" : " by " + endCode);
    }
}
