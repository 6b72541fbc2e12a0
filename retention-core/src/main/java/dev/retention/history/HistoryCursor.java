package dev.retention.history;

import static com.google.common.base.Preconditions.checkElementIndex;

/**
 * Moves one {@link History} view over a store, customer by customer, without allocation.
 *
 * <p>This class is not thread-safe: every thread opens its own.
 *
 * @since 0.1.0
 */
public final class HistoryCursor {
    private final EventColumns columns;
    private final int[] offsets;
    private final History history;

    HistoryCursor(EventColumns columns, int[] offsets, History history) {
        this.columns = columns;
        this.offsets = offsets;
        this.history = history;
    }

    /**
     * Looks at a customer.
     *
     * @param customer the number, from 0
     * @return the one view of this cursor; empty if the customer has no event up to the as-of day
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public History moveTo(int customer) {
        checkElementIndex(customer, offsets.length - 1, "customer");
        history.moveTo(columns, offsets[customer], offsets[customer + 1], customer);
        return history;
    }

    /**
     * How many events of the present customer lie after the as-of day.
     *
     * @return at least 0
     */
    public int afterAsOf() {
        return history.afterAsOf();
    }

    History detached(int customer) {
        History own = history.detached();
        own.moveTo(columns, offsets[customer], offsets[customer + 1], customer);
        return own;
    }
}
