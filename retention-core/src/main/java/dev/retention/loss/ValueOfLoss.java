package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import java.io.Serializable;

/**
 * Tells what a loss was worth.
 *
 * <pre>{@code
 * ValueOfLoss lastOrder = (history, start, end) -> history.amount(history.size() - 1);
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ValueOfLoss extends Serializable {
    /**
     * The value of a loss.
     *
     * @param history the customer on the track of spells, with the others; not to be kept
     * @param start the day of arrival, in days since 1970-01-01
     * @param end the day of the loss
     * @return minor units of the currency, or any other exact quantity, at least 0
     */
    long of(History history, long start, long end);

    /**
     * The amounts of the days before.
     *
     * @param days how many, at least 1
     * @return the sum of the amounts on the track of spells from {@code days} days before the loss to the day before it
     * @throws IllegalArgumentException if {@code days < 1}
     */
    static ValueOfLoss ofDaysBefore(int days) {
        Checks.positive((long) days, "days");
        return (history, start, end) -> {
            long sum = 0;
            for (int event = 0; event < history.size(); event++) {
                long day = history.epochDay(event);
                if (day < end && day >= end - days) {
                    sum = Math.addExact(sum, history.amount(event));
                }
            }
            return sum;
        };
    }
}
