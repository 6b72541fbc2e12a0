package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.rule.EventLabel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a customer sent back something of the first order.
 *
 * @param days within how many days of it
 */
record ReturnOfFirstOrder(int days) implements EventLabel {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable String label(History history, int event) {
        Orders.checkReturns(history);
        Orders orders = Orders.of(history);
        if (orders.size() == 0) {
            return null;
        }
        String first = orders.id(orders.first(0));
        long last = orders.epochDay(0) + days;
        boolean back = first != null
                && Arrays.stream(orders.returns())
                        .anyMatch(each -> first.equals(orders.id(each)) && history.epochDay(each) <= last);
        return back ? "sent back" : ItemRule.lastDayOver(history.timeline()) >= last ? "kept" : null;
    }
}
