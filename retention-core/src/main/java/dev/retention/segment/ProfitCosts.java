package dev.retention.segment;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What costs are known.
 *
 * @param column the column of the orders that holds what they cost; null if there is none
 * @param service what service costs; null if it is not looked at
 * @param lenient whether what has no cost is left out
 */
record ProfitCosts(@Nullable String column, @Nullable CostToServe service, boolean lenient) implements Serializable {
    static final ProfitCosts NONE = new ProfitCosts(null, null, false);

    /** Whether anything is known of costs. */
    boolean any() {
        return column != null || service != null;
    }

    /** Prints the costs for definitions. */
    @Override
    public String toString() {
        return (any() ? "" : "costs unknown, ")
                + (column == null ? "" : "cost by column " + column + ", ")
                + (service == null ? "" : service + ", ")
                + (lenient ? "without what has no cost, " : "");
    }
}
