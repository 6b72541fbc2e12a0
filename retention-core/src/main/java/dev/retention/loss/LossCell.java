package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of the losses of periods.
 *
 * @param item what is counted
 * @param worth what the amount is; the count does not depend on it
 * @param period the period
 * @since 0.1.0
 */
public record LossCell(LossItem item, LossWorth worth, Period period) implements Serializable {
    /**
     * Checks that all is there.
     *
     * @param item what is counted
     * @param worth what the amount is
     * @param period the period
     */
    public LossCell {
        requireNonNull(item, "item");
        requireNonNull(worth, "worth");
        requireNonNull(period, "period");
    }

    /** Prints the period, the item and the worth, such as {@code 2024-03 lost (last)}. */
    @Override
    public String toString() {
        return period + " " + item + " (" + worth + ")";
    }
}
