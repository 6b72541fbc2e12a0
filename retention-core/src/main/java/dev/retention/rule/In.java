package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A cell of one group: the customers of the group who count in the cell.
 *
 * @param group the group
 * @param cell the cell of the rule that was parted
 * @param <C> the type of that rule's cells
 * @since 0.1.0
 */
public record In<C>(Group group, C cell) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param group the group
     * @param cell the cell
     */
    public In {
        requireNonNull(group, "group");
        requireNonNull(cell, "cell");
    }

    /** Prints the group and the cell, such as {@code gold: 1998-03 lost}. */
    @Override
    public String toString() {
        return group + ": " + cell;
    }
}
