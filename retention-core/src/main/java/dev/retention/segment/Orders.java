package dev.retention.segment;

import dev.retention.history.History;
import java.util.ArrayList;
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
    private static final Comparator<Order> IN_TIME = Comparator.comparingLong(Order::micros)
            .thenComparing(Order::id, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(order -> order.lines.get(0));

    private final History history;
    private final int orderColumn;
    private final List<Order> orders = new ArrayList<>();
    private final List<Integer> returns = new ArrayList<>();

    private Orders(History history) {
        this.history = history;
        this.orderColumn = history.hasColumn(OrderLines.ORDER) ? history.column(OrderLines.ORDER) : -1;
    }

    /** An order: the text that names it if there is one, and its lines by the numbers of their events. */
    record Order(long micros, @Nullable String id, List<Integer> lines) {}

    static Orders of(History history) {
        Orders orders = new Orders(history);
        int returned = history.codes().find(OrderLines.RETURN).orElse(-1);
        int from = 0;
        for (int to = 1; to <= history.size(); to++) {
            if (to == history.size() || history.epochDay(to) != history.epochDay(from)) {
                orders.addDay(from, to, returned);
                from = to;
            }
        }
        return orders;
    }

    private void addDay(int from, int to, int returned) {
        Map<Object, Order> ofDay = new LinkedHashMap<>();
        for (int event = from; event < to; event++) {
            if (history.codeIndex(event) == returned) {
                returns.add(event);
                continue;
            }
            String id = id(event);
            long micros = history.civilMicros(event);
            ofDay.computeIfAbsent(id == null ? event : id, unused -> new Order(micros, id, new ArrayList<>()))
                    .lines
                    .add(event);
        }
        ofDay.values().stream().sorted(IN_TIME).forEach(orders::add);
    }

    /** What names the order of an event; null if nothing does. */
    @Nullable
    String id(int event) {
        return orderColumn < 0 ? null : history.text(orderColumn, event);
    }

    int size() {
        return orders.size();
    }

    /** The orders in order of time. */
    List<Order> all() {
        return orders;
    }

    /** The events by which something was sent back, in order of time. */
    List<Integer> returns() {
        return returns;
    }

    /** The event of an order's first line. */
    int first(int order) {
        return orders.get(order).lines.get(0);
    }

    long epochDay(int order) {
        return history.epochDay(first(order));
    }

    /** What was paid for all lines of an order, in minor units. */
    long amount(int order) {
        return amount(orders.get(order).lines);
    }

    long amount(List<Integer> events) {
        long sum = 0;
        for (int event : events) {
            sum = Math.addExact(sum, history.amount(event));
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
