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

    /** What must be called to count an item; null if it is counted. */
    @Nullable
    String missing(ProfitItem item) {
        return switch (item) {
            case NEW, REACTIVATED, KEPT, KEPT_BEFORE, LOST, MORE, LESS -> null;
            case NEW_COST, REACTIVATED_COST, KEPT_COST, KEPT_BEFORE_COST, LOST_COST, MORE_PROFIT, LESS_PROFIT, LOSING ->
                any() ? null : "cost(...) or serving(...)";
            case IDLE_COST, IDLE_COST_BEFORE, SERVICE, CONTACTS -> service == null ? "serving(...)" : null;
            case MINUTES -> service == null || !service.isByMinutes() ? "serving(CostToServe.ofMinutes(...))" : null;
            case LEFT_OUT -> lenient ? null : "lenient()";
        };
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
