package dev.retention.internal.store;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Puts the events of one customer in order of time, code, amount and further columns, whatever the order of the input. */
final class EventOrder {
    private final EventColumns columns;

    private EventOrder(EventColumns columns) {
        this.columns = columns;
    }

    /**
     * Orders the events of customers, where they are not in order.
     *
     * @param columns events grouped by customer
     * @param starts where each customer's events begin, and one more
     * @param from the first customer to look at
     * @param to the customer after the last
     */
    static void restore(EventColumns columns, int[] starts, int from, int to) {
        EventOrder order = new EventOrder(columns);
        boolean ties = !columns.hasTimesOnly();
        for (int customer = from; customer < to; customer++) {
            int start = starts[customer];
            int end = starts[customer + 1];
            if (!order.isInTime(start, end)) {
                order.sortByTime(start, end);
            }
            if (ties) {
                order.orderTies(start, end);
            }
        }
    }

    private boolean isInTime(int from, int to) {
        long last = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            long time = columns.time(i);
            if (time < last) {
                return false;
            }
            last = time;
        }
        return true;
    }

    private void sortByTime(int from, int to) {
        Moments moments = Moments.ofTimes(columns, from, to);
        int places = Moments.bits(to - from);
        long[] order = new long[to - from];
        for (int i = 0; i < order.length; i++) {
            order[i] = moments.at(from + i) << places | i;
        }
        Arrays.sort(order);
        replace(from, Arrays.stream(order).mapToInt(word -> from + (int) (word & (1L << places) - 1)).toArray());
    }

    private void orderTies(int from, int to) {
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || columns.time(i) != columns.time(start)) {
                if (i - start > 1) {
                    orderTie(start, i);
                }
                start = i;
            }
        }
    }

    private void orderTie(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (columns.compareAtOneTime(i - 1, i) > 0) {
                if (columns.hasAmountsOnly()) {
                    columns.sortAmounts(from, to);
                } else {
                    replace(from, sorted(from, to));
                }
                return;
            }
        }
    }

    private int[] sorted(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .sorted(columns::compareAtOneTime)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void replace(int from, int[] order) {
        EventColumns sorted = columns.gathered(order);
        columns.copyRange(from, sorted, 0, order.length);
    }
}
