package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.time.Period;

/**
 * A cell of a churn table: the customers behind one count of one period. The amount of a cell is the number of events, for
 * counts of events, and of customers otherwise.
 *
 * @param period the period
 * @param count what is counted
 * @since 0.1.0
 */
public record FlowCell(Period period, CustomerCount count) {
    /** Prints the period and the count, such as {@code 1998-03 loss events}. */
    @Override
    public String toString() {
        return period + " " + count;
    }
}
