package dev.retention.value;

import java.util.Locale;

/**
 * What is counted as the cost of acquiring customers.
 *
 * @since 0.1.0
 */
public enum CostBasis {
    /** Media and commissions only: what was paid to reach customers. */
    PAID,

    /** Fully loaded: also salaries, tools and what rewards and first-order discounts cost. */
    LOADED;

    /** Prints the name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
