package dev.retention.cohort;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of a lifecycle table.
 *
 * @param period the period
 * @param status how the customers' activity relates to the period before
 * @since 0.1.0
 */
public record LifecycleCell(Period period, LifecycleStatus status) implements Serializable {
    /**
     * Makes a cell.
     *
     * @param period the period
     * @param status how the customers' activity relates to the period before
     */
    public LifecycleCell {
        requireNonNull(period, "period");
        requireNonNull(status, "status");
    }

    /** Prints the period and the status, such as {@code 1998-03 LOST}. */
    @Override
    public String toString() {
        return period + " " + status;
    }
}
