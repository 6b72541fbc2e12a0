package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of an expansion table: the customers whose value went one way in one period and changed by one part, and by how much.
 *
 * @param period the period
 * @param side which way the whole of the customer's value went
 * @param part by what it changed
 * @since 0.1.0
 */
public record ExpansionCell(Period period, ExpansionSide side, ExpansionPart part) implements Serializable {
    /**
     * Checks that all are there.
     *
     * @param period the period
     * @param side which way the whole went
     * @param part by what it changed
     */
    public ExpansionCell {
        requireNonNull(period, "period");
        requireNonNull(side, "side");
        requireNonNull(part, "part");
    }

    /** Prints the cell, such as {@code 1998-03 expansion by quantity}. */
    @Override
    public String toString() {
        return period + " " + side + " by " + part;
    }
}
