package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of recurring value: the customers who add to one item in one period, and what they add.
 *
 * @param period the period
 * @param item what is added up
 * @since 0.1.0
 */
public record RevenueCell(Period period, RevenueItem item) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param period the period
     * @param item what is added up
     */
    public RevenueCell {
        requireNonNull(period, "period");
        requireNonNull(item, "item");
    }

    /** Prints the period and the item, such as {@code 1998-03 churn}. */
    @Override
    public String toString() {
        return period + " " + item;
    }
}
