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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names what a customer was sold and sent back, return by return in order of time. */
final class ReturnedGoods extends OrderRule<Cell> {
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
        boolean isOver = on == On.RETURN || last + days <= timeline().asOf().toEpochDay();
        return state == CellState.OBSERVED && !isOver ? CellState.PARTIAL : state;
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public void apply(History history, CellSink sink) {
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
        Set<Integer> linesBack = new HashSet<>();
        Set<Integer> ordersBack = new HashSet<>();
        for (int event : orders.returns()) {
            if (because == null || because.equals(reason(history, event))) {
                String id = orders.id(event);
                Integer order = id == null ? null : byId.get(id);
                name(history, sink, orders, order, event, linesBack, ordersBack);
            }
        }
    }

    private void name(
            History history,
            CellSink sink,
            Orders orders,
            @Nullable Integer order,
            int event,
            Set<Integer> linesBack,
            Set<Integer> ordersBack) {
        long back = Math.abs(history.amount(event));
        int period = history.period(order == null || on == On.RETURN ? event : orders.first(order));
        if (order == null) {
            add(sink, Item.UNMATCHED, period, back);
        } else if (days == 0 || history.epochDay(event) - orders.epochDay(order) <= days) {
            add(sink, Item.SENT_BACK, period, back);
            long lines = Arrays.stream(orders.lines(order))
                    .filter(line -> isOf(history, line, event) && linesBack.add(line))
                    .count();
            if (lines > 0) {
                add(sink, Item.SENT_BACK_LINES, period, lines);
            }
            if (ordersBack.add(order)) {
                add(sink, Item.SENT_BACK_ORDERS, period, 1);
            }
        }
    }

    private static void add(CellSink sink, Item item, int period, long amount) {
        if (period >= 0) {
            sink.add(item, period, amount);
        }
    }

    /** Whether a return sends a line of its order back. */
    private static boolean isOf(History history, int line, int event) {
        int column = Orders.column(history, OrderLines.PRODUCT);
        String product = Orders.text(history, column, event);
        return product == null || product.equals(Orders.text(history, column, line));
    }

    /** Why something was sent back. */
    static Group reason(History history, int event) {
        String reason = Orders.text(history, Orders.column(history, OrderLines.REASON), event);
        return reason == null ? Group.MISSING : Group.of(reason);
    }
}
