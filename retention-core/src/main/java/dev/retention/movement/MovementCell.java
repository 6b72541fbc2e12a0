package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a movement table: the customers who moved in one way in one period.
 *
 * @param period the period
 * @param kind how they moved
 * @since 0.1.0
 */
public record MovementCell(Period period, MovementKind kind) implements Serializable {
    /**
     * Checks that both are there.
     *
     * @param period the period
     * @param kind how they moved
     */
    public MovementCell {
        requireNonNull(period, "period");
        requireNonNull(kind, "kind");
    }

    /** Prints the period and the kind, such as {@code 1998-03 LOST}. */
    @Override
    public String toString() {
        return period + " " + kind;
    }
}
