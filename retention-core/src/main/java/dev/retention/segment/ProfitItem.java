package dev.retention.segment;

import java.util.Locale;

/**
 * What can be added up of a period's customers and what they bring. A customer buys in a period by at least one event that counts;
 * {@code R(p)} is what the customer's events of the period amount to, {@code C(p)} what they and the service of the period cost, and
 * {@code P(p) = R(p) − C(p)} the profit.
 *
 * <pre>
 *   revenue(p)           = NEW + REACTIVATED + KEPT
 *   revenue(p − 1)       = KEPT_BEFORE + LOST
 *   KEPT                 = KEPT_BEFORE + MORE − LESS
 *   revenue(p)           = revenue(p − 1) + NEW + REACTIVATED + MORE − LESS − LOST
 *   cost(p)              = NEW_COST + REACTIVATED_COST + KEPT_COST + IDLE_COST
 * </pre>
 *
 * <p>By a grouping that is read at each period, what was there before is of the group at the start of the period, all else is of the
 * group at its end.
 *
 * @since 0.1.0
 */
public enum ProfitItem {
    /** Customers who buy for the first time ever, and {@code R(p)}. */
    NEW,
    /** What {@link #NEW} customers cost: {@code C(p)}. */
    NEW_COST,
    /** Customers who buy again, but did not in the period before, and {@code R(p)}. */
    REACTIVATED,
    /** What {@link #REACTIVATED} customers cost: {@code C(p)}. */
    REACTIVATED_COST,
    /** Customers who buy in the period and bought in the one before, and {@code R(p)}. */
    KEPT,
    /** What {@link #KEPT} customers cost: {@code C(p)}. */
    KEPT_COST,
    /** The same customers with {@code R(p − 1)}. */
    KEPT_BEFORE,
    /** The same customers with {@code C(p − 1)}. */
    KEPT_BEFORE_COST,
    /** Customers who bought in the period before and do not in this one, and {@code R(p − 1)}. */
    LOST,
    /** What {@link #LOST} customers cost: {@code C(p − 1)}. */
    LOST_COST,
    /** {@link #KEPT} customers who bring more than in the period before, and {@code R(p) − R(p − 1)}. */
    MORE,
    /** {@link #KEPT} customers who bring less, and {@code R(p − 1) − R(p)}. */
    LESS,
    /** {@link #KEPT} customers who bring more profit, and {@code P(p) − P(p − 1)}. */
    MORE_PROFIT,
    /** {@link #KEPT} customers who bring less profit, and {@code P(p − 1) − P(p)}. */
    LESS_PROFIT,
    /** Customers who were served and bought nothing, and {@code C(p)}: by {@link CustomerProfit#serving} only. */
    IDLE_COST,
    /** Customers who were served and bought nothing in the period before, and {@code C(p − 1)}: by {@link CustomerProfit#serving} only. */
    IDLE_COST_BEFORE,
    /** Customers who cost more than they bring, and by how much: {@code C(p) − R(p)}. */
    LOSING,
    /** Customers who were served, and what it cost: by {@link CustomerProfit#serving} only. */
    SERVICE,
    /** Customers who were served, and how many contacts they had. */
    CONTACTS,
    /** Customers who were served, and for how many minutes: by {@link CostToServe#ofMinutes} only. */
    MINUTES,
    /**
     * Customers of whom orders or contacts are left out since their cost is unknown, and what those orders amount to: by {@link
     * CustomerProfit#lenient} only. What lies before the first period is in that.
     */
    LEFT_OUT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Whether the item is of the period before. */
    boolean isOfBefore() {
        return switch (this) {
            case KEPT_BEFORE,
                    KEPT_BEFORE_COST,
                    LOST,
                    LOST_COST,
                    MORE,
                    LESS,
                    MORE_PROFIT,
                    LESS_PROFIT,
                    IDLE_COST_BEFORE -> true;
            default -> false;
        };
    }

    /** What the customers of an item of revenue cost. */
    ProfitItem cost() {
        return switch (this) {
            case NEW -> NEW_COST;
            case REACTIVATED -> REACTIVATED_COST;
            case KEPT -> KEPT_COST;
            case KEPT_BEFORE -> KEPT_BEFORE_COST;
            case LOST -> LOST_COST;
            default -> throw new IllegalStateException("item (" + this + ") is not of revenue");
        };
    }

    /** Prints the name in words, such as {@code kept before}. */
    @Override
    public String toString() {
        return label;
    }
}
