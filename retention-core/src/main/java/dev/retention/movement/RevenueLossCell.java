package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of losses: the customers of one item in one period, and their value.
 *
 * @param period the period in which they were lost
 * @param item what is counted
 * @since 0.1.0
 */
public record RevenueLossCell(Period period, RevenueLossItem item) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param period the period
     * @param item what is counted
     */
    public RevenueLossCell {
        requireNonNull(period, "period");
        requireNonNull(item, "item");
    }

    /** Prints the period and the item, such as {@code 1998-03 recovered}. */
    @Override
    public String toString() {
        return period + " " + item;
    }
}
