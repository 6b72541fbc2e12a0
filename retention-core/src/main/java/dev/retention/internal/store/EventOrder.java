package dev.retention.internal.store;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Puts the events of one customer in order of time, code, amount and further columns, whatever the order of the input. */
final class EventOrder {
    private EventOrder() {}

    /**
     * Orders the events of customers, where they are not in order.
     *
     * @param columns events grouped by customer
     * @param starts where each customer's events begin, and one more
     * @param from the first customer to look at
     * @param to the customer after the last
     */
    static void restore(EventColumns columns, int[] starts, int from, int to) {
        boolean ties = !columns.hasTimesOnly();
        for (int customer = from; customer < to; customer++) {
            int start = starts[customer];
            int end = starts[customer + 1];
            if (!columns.isInTime(start, end)) {
                sortByTime(columns, start, end);
            }
            if (ties) {
                orderTies(columns, start, end);
            }
        }
    }

    private static void sortByTime(EventColumns columns, int from, int to) {
        Moments ranks = Moments.ranked(columns, from, to, 1);
        int placeBits = Moments.bits(to - from);
        long[] order = new long[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = ranks.of(columns.time(from + i), 0) << placeBits | i;
        }
        Arrays.sort(order);
        long mask = (1L << placeBits) - 1;
        replace(
                columns,
                from,
                Arrays.stream(order)
                        .mapToInt(word -> from + (int) (word & mask))
                        .toArray());
    }

    private static void orderTies(EventColumns columns, int from, int to) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || columns.time(i) != columns.time(start)) {
                if (i - start > 1) {
                    orderTie(columns, start, i);
                }
                start = i;
            }
        }
    }

    /** Orders events of one customer and time by what else they have. */
    static void orderTie(EventColumns columns, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (columns.compareAtOneTime(i - 1, i) > 0) {
                if (columns.hasAmountsOnly()) {
                    columns.sortAmounts(from, to);
                } else {
                    replace(columns, from, sorted(columns, from, to));
                }
                return;
            }
        }
    }

    private static int[] sorted(EventColumns columns, int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(columns::compareAtOneTime)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void replace(EventColumns columns, int from, int[] order) {
        EventColumns sorted = columns.gathered(order);
        columns.copyRange(from, sorted, 0, order.length);
    }
}
