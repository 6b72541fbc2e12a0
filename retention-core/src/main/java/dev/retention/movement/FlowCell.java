package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.CustomerCount;
import dev.retention.rule.Tally;
import dev.retention.time.Period;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a churn table: the customers behind one count of one period, or behind the part of it that is due to one way in which
 * subscriptions end.
 *
 * <p>A tally counts the customers of a cell. Where the count is one of events, of which a customer may have several, its amount is how
 * many more events than customers there were, and {@link #number} reads how many in all.
 *
 * @param period the period
 * @param count what is counted
 * @param endCode of {@link CustomerCount#LOST} and {@link CustomerCount#LOSS_EVENTS} the code by which customers were lost; null for
 *     all
 * @since 0.1.0
 */
public record FlowCell(
        Period period, CustomerCount count, @Nullable String endCode) {
    private static final Set<CustomerCount> EVENTS =
            EnumSet.of(CustomerCount.REACTIVATED, CustomerCount.LOSS_EVENTS, CustomerCount.LOSSES_IN_30_DAYS);

    /**
     * Checks the parts.
     *
     * @param period the period
     * @param count what is counted
     * @param endCode the code of the loss, or null
     * @throws IllegalArgumentException if there is a code and the count is not one of losses
     */
    public FlowCell {
        requireNonNull(period, "period");
        requireNonNull(count, "count");
        checkArgument(
                endCode == null || count == CustomerCount.LOST || count == CustomerCount.LOSS_EVENTS,
                "count (%s) must be LOST or LOSS_EVENTS to have endCode (%s)",
                count,
                endCode);
    }

    /**
     * The cell of a count, however customers were lost.
     *
     * @param period the period
     * @param count what is counted
     */
    public FlowCell(Period period, CustomerCount count) {
        this(period, count, null);
    }

    /** Whether a customer may be several in the count. */
    static boolean isOfEvents(CustomerCount count) {
        return EVENTS.contains(count);
    }

    /**
     * The number of the count.
     *
     * @param tally what {@link CustomerChurn#rule} counted
     * @return events of counts of events ({@code REACTIVATED}, {@code LOSS_EVENTS}, {@code LOSSES_IN_30_DAYS}), customers of all others
     * @throws IllegalArgumentException if the spells that were counted do not tell the count
     */
    public long number(Tally<FlowCell> tally) {
        return requireNonNull(tally, "tally").count(this) + (isOfEvents(count) ? tally.amount(this) : 0);
    }

    /** Prints the period, the count and the code, such as {@code 1998-03 loss events} or {@code 1998-03 lost by cancelled}. */
    @Override
    public String toString() {
        return period + " " + count + (endCode == null ? "" : " by " + endCode);
    }
}
