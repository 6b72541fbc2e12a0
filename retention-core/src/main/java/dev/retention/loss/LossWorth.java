package dev.retention.loss;

import java.util.Locale;

/**
 * What a customer was worth when it was lost, looked at from the day of the loss. Where amounts come from says {@link LossValue}.
 *
 * @since 0.1.0
 */
public enum LossWorth {
    /** What came last before the day of the loss: a month's recurring value, or what was ordered on the last day with an order. */
    LAST,
    /** What came in the 365 days before the day of the loss. */
    YEAR_BEFORE,
    /** All that ever came before the day of the loss. */
    LIFETIME;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the worth in lower case, such as {@code year before}. */
    @Override
    public String toString() {
        return label;
    }
}
