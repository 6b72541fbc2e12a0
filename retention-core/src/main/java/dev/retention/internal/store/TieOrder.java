package dev.retention.internal.store;

import java.util.stream.IntStream;

/** Puts the events of one customer and time in order of code, amount and further columns, whatever the order of the input. */
final class TieOrder {
    private final EventColumns columns;

    private TieOrder(EventColumns columns) {
        this.columns = columns;
    }

    /** Orders the ties in columns that are in order of customer and time. */
    static void restore(EventColumns columns, int[] offsets) {
        if (columns.hasTimesOnly()) {
            return;
        }
        TieOrder order = new TieOrder(columns);
        for (int customer = 0; customer + 1 < offsets.length; customer++) {
            int start = offsets[customer];
            int end = offsets[customer + 1];
            for (int i = start + 1; i <= end; i++) {
                if (i == end || columns.time(i) != columns.time(start)) {
                    order.restoreRange(start, i);
                    start = i;
                }
            }
        }
    }

    private void restoreRange(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (columns.compareAtOneTime(i - 1, i) > 0) {
                sort(from, to);
                return;
            }
        }
    }

    private void sort(int from, int to) {
        int[] order = IntStream.range(from, to)
                .boxed()
                .sorted(columns::compareAtOneTime)
                .mapToInt(Integer::intValue)
                .toArray();
        EventColumns sorted = columns.gathered(order);
        for (int i = from; i < to; i++) {
            columns.copy(i, sorted, i - from);
        }
    }
}
