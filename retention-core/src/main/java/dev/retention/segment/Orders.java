package dev.retention.segment;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one customer in order of time, each with its lines, and what was sent back.
 *
 * <p>Lines of one day with the same text in the column {@link OrderLines#ORDER} are one order; an event without one is an order of its
 * own. Orders of one moment come by that text, so that neither the order of rows nor how an order is cut into lines matters. Events with
 * the code {@link OrderLines#RETURN} are no lines.
 */
final class Orders {
    private static final Comparator<OfDay> IN_TIME = Comparator.comparingLong(OfDay::micros)
            .thenComparing(OfDay::id, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(order -> order.lines.get(0));

    private final History history;
    private final int orderColumn;
    // The events that are lines, order by order, and where each order begins among them.
    private final int[] lines;
    private final int[] starts;
    private int lineCount;
    private int size;
    private int[] returns = {};

    private Orders(History history) {
        this.history = history;
        this.orderColumn = column(history, OrderLines.ORDER);
        this.lines = new int[history.size()];
        this.starts = new int[history.size() + 1];
    }

    static Orders of(History history) {
        Orders orders = new Orders(history);
        int returned = history.codes().find(OrderLines.RETURN).orElse(-1);
        int from = 0;
        for (int event = 0; event < history.size(); event++) {
            if (orders.lineCount > from && history.epochDay(event) != history.epochDay(orders.lines[from])) {
                orders.cut(from);
                from = orders.lineCount;
            }
            if (returned >= 0 && history.codeIndex(event) == returned) {
                orders.returns = Arrays.copyOf(orders.returns, orders.returns.length + 1);
                orders.returns[orders.returns.length - 1] = event;
            } else {
                orders.lines[orders.lineCount++] = event;
            }
        }
        orders.cut(from);
        return orders;
    }

    /** Cuts the lines of a day, which come last so far, into orders. */
    private void cut(int from) {
        if (orderColumn < 0) {
            for (int at = from; at < lineCount; at++) {
                starts[++size] = at + 1;
            }
        } else if (from < lineCount && isOne(from)) {
            starts[++size] = lineCount;
        } else {
            sort(from);
        }
    }

    /** Whether the lines of a day are of one order. */
    private boolean isOne(int from) {
        if (lineCount - from == 1) {
            return true;
        }
        int at = from;
        while (at < lineCount
                && history.hasValue(orderColumn, lines[at])
                && history.textIndex(orderColumn, lines[at]) == history.textIndex(orderColumn, lines[from])) {
            at++;
        }
        return at == lineCount;
    }

    /** An order among others of its day. */
    private record OfDay(long micros, @Nullable String id, List<Integer> lines) {}

    private void sort(int from) {
        Map<Object, OfDay> ofDay = new LinkedHashMap<>();
        for (int at = from; at < lineCount; at++) {
            int event = lines[at];
            String id = id(event);
            ofDay.computeIfAbsent(
                            id == null ? event : id,
                            unused -> new OfDay(history.civilMicros(event), id, new ArrayList<>()))
                    .lines
                    .add(event);
        }
        List<OfDay> sorted = ofDay.values().stream().sorted(IN_TIME).toList();
        int at = from;
        for (OfDay order : sorted) {
            for (int event : order.lines) {
                lines[at++] = event;
            }
            starts[++size] = at;
        }
    }

    /** What names the order of an event; null if nothing does. */
    @Nullable
    String id(int event) {
        return text(history, orderColumn, event);
    }

    int size() {
        return size;
    }

    /** The events of an order's lines. */
    int[] lines(int order) {
        return Arrays.copyOfRange(lines, starts[order], starts[order + 1]);
    }

    int lineCount(int order) {
        return starts[order + 1] - starts[order];
    }

    /** The events by which something was sent back, in order of time. */
    int[] returns() {
        return returns;
    }

    /** The event of an order's first line. */
    int first(int order) {
        return lines[starts[order]];
    }

    long epochDay(int order) {
        return history.epochDay(first(order));
    }

    /** What was paid for all lines of an order, in minor units. */
    long amount(int order) {
        long sum = 0;
        for (int at = starts[order]; at < starts[order + 1]; at++) {
            sum = Math.addExact(sum, history.amount(lines[at]));
        }
        return sum;
    }

    /** The number of a further column, −1 if the store has none. */
    static int column(History history, String name) {
        return history.hasColumn(name) ? history.column(name) : -1;
    }

    /** The amount of a line in a further column of money, 0 if it has none. */
    static long money(History history, int column, int event) {
        return column >= 0 && history.hasValue(column, event) ? history.money(column, event) : 0;
    }

    static @Nullable String text(History history, int column, int event) {
        return column < 0 ? null : history.text(column, event);
    }
}
