package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.time.Period;
import java.io.Serializable;
import java.util.Locale;

/**
 * A cell of a table of items by period: the customers of whom an item is told in a period, and what they add to it.
 *
 * @param item what is counted
 * @param period the period
 * @param <E> the type of items
 * @since 0.1.0
 */
public record PeriodItem<E extends Enum<E>>(E item, Period period) implements Serializable {
    /**
     * Refuses null.
     *
     * @param item what is counted
     * @param period the period
     */
    public PeriodItem {
        requireNonNull(item, "item");
        requireNonNull(period, "period");
    }

    /** The name of an item in words, such as {@code sent back} of {@code SENT_BACK}. */
    static String words(Enum<?> item) {
        return item.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Prints the period and the item, such as {@code 2024-03 sent back}. */
    @Override
    public String toString() {
        return period + " " + words(item);
    }
}
