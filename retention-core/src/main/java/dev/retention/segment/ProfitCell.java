package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of profit: the customers of one item in one period, and their amount.
 *
 * @param period the period
 * @param item what is counted
 * @since 0.1.0
 */
public record ProfitCell(Period period, ProfitItem item) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param period the period
     * @param item what is counted
     */
    public ProfitCell {
        requireNonNull(period, "period");
        requireNonNull(item, "item");
    }

    /** Prints the period and the item, such as {@code 1998-03 kept before}. */
    @Override
    public String toString() {
        return period + " " + item;
    }
}
