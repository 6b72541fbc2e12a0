package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a table of renewals: those of one item whose term ends in one period, and the value due of them.
 *
 * @param period the period in which the term ends
 * @param item what is counted
 * @since 0.1.0
 */
public record RenewalCell(Period period, RenewalItem item) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param period the period in which the term ends
     * @param item what is counted
     */
    public RenewalCell {
        requireNonNull(period, "period");
        requireNonNull(item, "item");
    }

    /** Prints the period and the item, such as {@code 2024-03 lost}. */
    @Override
    public String toString() {
        return period + " " + item;
    }
}
