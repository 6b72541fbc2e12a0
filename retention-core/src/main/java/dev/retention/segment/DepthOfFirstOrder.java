package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import dev.retention.rule.EventLabel;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells how deep the discount of a customer's first order was.
 *
 * @param edges the deepest discount of each class but the last, in percent
 */
record DepthOfFirstOrder(List<Integer> edges) implements EventLabel {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable String label(History history, int event) {
        Orders.checkColumn(history, OrderLines.DISCOUNT);
        Orders orders = Orders.of(history);
        if (orders.size() == 0) {
            return null;
        }
        int column = Orders.column(history, OrderLines.DISCOUNT);
        long discount = 0;
        for (int line : orders.lines(0)) {
            discount = Checks.sum(discount, Orders.money(history, column, line), "the discount");
        }
        long list = Checks.sum(orders.amount(0), discount, "the list price");
        if (list <= 0) {
            return null;
        }
        if (discount <= 0) {
            return "0: full price";
        }
        int at = 0;
        while (at < edges.size() && isDeeper(discount, list, edges.get(at))) {
            at++;
        }
        return at + 1 + ": " + (at < edges.size() ? "up to " + edges.get(at) : "above " + edges.get(at - 1)) + " %";
    }

    private static boolean isDeeper(long discount, long list, int percent) {
        BigInteger hundredfold = BigInteger.valueOf(discount).multiply(BigInteger.valueOf(100));
        return hundredfold.compareTo(BigInteger.valueOf(list).multiply(BigInteger.valueOf(percent))) > 0;
    }
}
