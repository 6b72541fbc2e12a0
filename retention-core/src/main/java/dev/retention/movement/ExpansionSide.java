package dev.retention.movement;

import java.util.Locale;

/**
 * Which way the value of a customer who stayed went in a period, by the sign of the whole change without changes of exchange rates.
 *
 * @since 0.1.0
 */
public enum ExpansionSide {
    /** To more: the customers of {@link RevenueItem#EXPANSION}. */
    EXPANSION,
    /** To less, above 0: the customers of {@link RevenueItem#CONTRACTION}. */
    CONTRACTION,
    /** To as much as before, by parts that cancel each other out, or by exchange rates alone. */
    UNCHANGED;

    static ExpansionSide of(long change) {
        return change > 0 ? EXPANSION : change < 0 ? CONTRACTION : UNCHANGED;
    }

    /** Prints the name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
