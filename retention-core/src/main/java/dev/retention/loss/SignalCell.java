package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;

/**
 * A cell of what {@link Signals} counts.
 *
 * @param signal the definition of a signal, {@link Signals#ANY}, or {@link Signals#LIVE_DAYS}, which has alarms alone: its days
 * @param item what is counted
 * @param days how many days before the loss of {@link SignalItem#LEAD}, 0 of other items
 * @param period the period
 * @since 0.1.0
 */
public record SignalCell(String signal, SignalItem item, int days, Period period) implements Serializable {
    /**
     * Checks the components.
     *
     * @param signal the definition of a signal, or one of the two names
     * @param item what is counted
     * @param days how many days before the loss
     * @param period the period
     * @throws IllegalArgumentException if {@code days} is below 0, or is 0 for {@link SignalItem#LEAD} and for no other
     */
    public SignalCell {
        requireNonNull(signal, "signal");
        requireNonNull(item, "item");
        requireNonNull(period, "period");
        checkArgument(
                item == SignalItem.LEAD ? days > 0 : days == 0,
                "days (%s) must be at least 1 of LEAD and 0 of %s",
                days,
                item);
    }
}
