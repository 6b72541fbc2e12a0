package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;

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
 * <p>Lines of one day with the same text in the column {@link OrderLines#ORDER} are one order, and so is what was bought at one moment
 * without such a text. Orders of one moment come by their texts, those of digits alone by number, so that neither the order of rows, nor
 * amounts, nor how an order is cut into lines matter. Events with the code {@link OrderLines#RETURN} are no lines.
 */
final class Orders {
    private static final Comparator<String> BY_NUMBER = Comparator.comparing(
                    Orders::isNumber, Comparator.reverseOrder())
            .thenComparingInt(id -> isNumber(id) ? digits(id).length() : 0)
            .thenComparing(id -> isNumber(id) ? digits(id) : "")
            .thenComparing(Comparator.naturalOrder());
    private static final Comparator<OfDay> IN_TIME =
            Comparator.comparingLong(OfDay::micros).thenComparing(OfDay::id, Comparator.nullsLast(BY_NUMBER));

    private static final int[] NONE = {};

    private final History history;
    private final int orderColumn;
    // The events that are lines, order by order, and where each order begins among them.
    private final int[] lines;
    private final int[] starts;
    private int lineCount;
    private int size;
    private int[] returns;
    private int returnCount;

    private Orders(History history) {
        this.history = history;
        this.orderColumn = column(history, OrderLines.ORDER);
        this.lines = new int[history.size()];
        this.starts = new int[history.size() + 1];
        this.returns = NONE;
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
                orders.addReturn(event);
            } else {
                orders.lines[orders.lineCount++] = event;
            }
        }
        orders.cut(from);
        orders.returns = Arrays.copyOf(orders.returns, orders.returnCount);
        return orders;
    }

    private void addReturn(int event) {
        if (returnCount == returns.length) {
            returns = Arrays.copyOf(returns, Math.max(4, 2 * returnCount));
        }
        returns[returnCount++] = event;
    }

    /** Cuts the lines of a day, which come last so far, into orders. */
    private void cut(int from) {
        if (orderColumn < 0) {
            for (int at = from; at < lineCount; at++) {
                if (at + 1 == lineCount || !history.areSimultaneous(lines[at], lines[at + 1])) {
                    starts[++size] = at + 1;
                }
            }
        } else if (from < lineCount) {
            if (isOne(from)) {
                starts[++size] = lineCount;
            } else {
                sort(from);
            }
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
        int nameless = lines[from];
        for (int at = from; at < lineCount; at++) {
            int event = lines[at];
            String id = id(event);
            nameless = id == null && !history.areSimultaneous(nameless, event) ? event : nameless;
            ofDay.computeIfAbsent(
                            id == null ? nameless : id,
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

    private static boolean isNumber(String id) {
        return !id.isEmpty() && id.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** The digits of a number without zeros before it. */
    private static String digits(String id) {
        int at = 0;
        while (at < id.length() - 1 && id.charAt(at) == '0') {
            at++;
        }
        return id.substring(at);
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

    /** Refuses a history of a store that does not tell what a method is about. */
    static void checkColumn(History history, String name) {
        checkArgument(history.hasColumn(name), "histories must have a column (%s), or nothing can be told", name);
    }

    /** Refuses a history of a store that tells of no returns. */
    static void checkReturns(History history) {
        checkColumn(history, OrderLines.ORDER);
        if (history.codes().find(OrderLines.RETURN).isEmpty()) {
            checkColumn(history, OrderLines.REASON);
        }
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
