package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Group;
import dev.retention.segment.ProductReturns.Cell;
import dev.retention.segment.ProductReturns.Item;
import dev.retention.segment.ProductReturns.On;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names what a customer was sold and sent back, return by return in order of time. */
final class ReturnedGoods extends TableRule<Cell> {
    private static final long serialVersionUID = 1;

    private final On on;
    private final int days;
    private final @Nullable Group because;

    /**
     * Makes the rule.
     *
     * @param days within which returns count, 0 if all do
     * @param because the reason of which returns count, MISSING of none; null if all do
     */
    ReturnedGoods(String definition, Timeline periods, Cells<Cell> cells, On on, int days, @Nullable Group because) {
        super(definition, periods, cells);
        this.on = on;
        this.days = days;
        this.because = because;
    }

    @Override
    public CellState state(Cell cell) {
        CellState state = timeline().state(cell.period());
        long last = cell.period().plus(1).firstDay().toEpochDay() - 1;
        boolean isOver = on == On.RETURN || last + days <= ItemRule.lastDayOver(timeline());
        return state == CellState.OBSERVED && !isOver ? CellState.PARTIAL : state;
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public void apply(History history, CellSink sink) {
        Orders.checkReturns(history);
        Orders orders = Orders.of(history);
        Map<String, Integer> byId = new HashMap<>();
        for (int k = 0; k < orders.size(); k++) {
            String id = orders.id(orders.first(k));
            if (id != null && orders.returns().length > 0) {
                byId.putIfAbsent(id, k);
            }
            int period = history.period(orders.first(k));
            if (period >= 0) {
                sink.add(Item.SOLD, period, orders.amount(k));
                sink.add(Item.LINES, period, orders.lineCount(k));
                sink.add(Item.ORDERS, period, 1);
            }
        }
        Map<Integer, Map<Optional<String>, Integer>> kept = new HashMap<>();
        for (int event : orders.returns()) {
            if (because == null || because.equals(reason(history, event))) {
                String id = orders.id(event);
                Integer order = id == null ? null : byId.get(id);
                name(history, sink, orders, order, event, kept);
            }
        }
    }

    private void name(
            History history,
            CellSink sink,
            Orders orders,
            @Nullable Integer order,
            int event,
            Map<Integer, Map<Optional<String>, Integer>> kept) {
        long back = Math.abs(history.amount(event));
        int period = history.period(order == null || on == On.RETURN ? event : orders.first(order));
        if (order == null) {
            add(sink, Item.UNMATCHED, period, back);
        } else if (days == 0 || history.epochDay(event) - orders.epochDay(order) <= days) {
            add(sink, Item.SENT_BACK, period, back);
            Map<Optional<String>, Integer> left = kept.get(order);
            if (left == null) {
                left = linesByProduct(history, orders.lines(order));
                kept.put(order, left);
                add(sink, Item.SENT_BACK_ORDERS, period, 1);
            }
            long lines = take(left, product(history, event));
            if (lines > 0) {
                add(sink, Item.SENT_BACK_LINES, period, lines);
            }
        }
    }

    /** How many lines of an order are of each product. */
    private static Map<Optional<String>, Integer> linesByProduct(History history, int[] lines) {
        Map<Optional<String>, Integer> counts = new HashMap<>();
        for (int line : lines) {
            counts.merge(product(history, line), 1, Integer::sum);
        }
        return counts;
    }

    /** Takes the lines of a product out of those left, or all of them if none is named. */
    private static long take(Map<Optional<String>, Integer> left, Optional<String> product) {
        if (product.isPresent()) {
            Integer lines = left.remove(product);
            return lines == null ? 0 : lines;
        }
        long lines = left.values().stream().mapToLong(Integer::longValue).sum();
        left.clear();
        return lines;
    }

    private static void add(CellSink sink, Item item, int period, long amount) {
        if (period >= 0) {
            sink.add(item, period, amount);
        }
    }

    private static Optional<String> product(History history, int event) {
        return Optional.ofNullable(Orders.text(history, Orders.column(history, OrderLines.PRODUCT), event));
    }

    /** Why something was sent back. */
    static Group reason(History history, int event) {
        String reason = Orders.text(history, Orders.column(history, OrderLines.REASON), event);
        return reason == null ? Group.MISSING : Group.of(reason);
    }
}
