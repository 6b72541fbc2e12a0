package dev.retention.segment;

import dev.retention.history.History;
import dev.retention.internal.Checks;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.segment.OrderDiscounts.Cell;
import dev.retention.segment.OrderDiscounts.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;

/** Names what a customer's lines were sold for, line by line. */
final class DiscountRule extends TableRule<Cell> {
    private static final long serialVersionUID = 1;

    DiscountRule(String definition, Timeline periods, Cells<Cell> cells) {
        super(definition, periods, cells);
    }

    @Override
    public CellState state(Cell cell) {
        return timeline().state(cell.period());
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public void apply(History history, CellSink sink) {
        Orders.checkColumn(history, OrderLines.DISCOUNT);
        int discounts = Orders.column(history, OrderLines.DISCOUNT);
        int costs = Orders.column(history, OrderLines.COST);
        boolean everFull = false;
        int period = -1;
        long paid = 0;
        int returned = history.codes().find(OrderLines.RETURN).orElse(-1);
        for (int line = 0; line < history.size(); line++) {
            if (history.codeIndex(line) == returned) {
                continue;
            }
            int next = history.period(line);
            if (next != period) {
                nameNever(sink, period, everFull, paid);
                period = next;
                paid = 0;
            }
            long amount = history.amount(line);
            long discount = Orders.money(history, discounts, line);
            everFull |= discount == 0;
            paid = Checks.sum(paid, amount, "what was paid");
            if (period >= 0) {
                name(sink, period, amount, discount);
            }
            if (period >= 0 && costs >= 0 && history.hasValue(costs, line)) {
                nameCost(sink, period, amount, discount, history.money(costs, line));
            }
        }
        nameNever(sink, period, everFull, paid);
    }

    private static void name(CellSink sink, int period, long amount, long discount) {
        sink.add(Item.SOLD, period, amount);
        sink.add(Item.LIST, period, Checks.sum(amount, discount, "the list price"));
        sink.add(Item.LINES, period, 1);
        if (discount == 0) {
            sink.add(Item.FULL_PRICE, period, amount);
            sink.add(Item.FULL_PRICE_LINES, period, 1);
        }
    }

    private static void nameCost(CellSink sink, int period, long amount, long discount, long cost) {
        sink.add(Item.COSTED, period, amount);
        sink.add(Item.COST, period, cost);
        if (discount == 0) {
            sink.add(Item.FULL_PRICE_COSTED, period, amount);
            sink.add(Item.FULL_PRICE_COST, period, cost);
        }
    }

    private static void nameNever(CellSink sink, int period, boolean everFull, long paid) {
        if (period >= 0 && !everFull) {
            sink.add(Item.NEVER_FULL_PRICE, period, paid);
        }
    }
}
