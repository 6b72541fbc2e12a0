package dev.retention.benchmarks.service;

import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;

/**
 * Complaints by topic and month by hand, over the layout of a store; the code of an event is its topic.
 *
 * <p>Cell {@code ((month × topics) + topic) × items × 2 + item × 2} holds the customers of an item and the cell after it their number.
 */
public final class HandComplaints {
    public static final int OPENED = 0;
    public static final int AGAIN = 1;
    public static final int REPEATED = 2;
    public static final int ITEMS = 3;
    public static final int TOPICS = Workload.CODES.size();
    public static final int CELLS = MONTHS * TOPICS * ITEMS * 2;
    public static final int REPEAT_DAYS = 30;

    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();

    private HandComplaints() {}

    public static int cell(int month, int topic, int item) {
        return ((month * TOPICS + topic) * ITEMS + item) * 2;
    }

    public static long[] of(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> of(events, from, to), TwoHalves::plus);
    }

    private static long[] of(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] codes = events.codes();
        int[] monthOfDay = MONTH_OF_DAY;
        long[] cells = new long[CELLS];
        int[] lastDay = new int[TOPICS];
        // By topic and item the month in which the customer was counted last.
        int[] counted = new int[TOPICS * ITEMS];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            Arrays.fill(lastDay, Integer.MIN_VALUE / 2);
            Arrays.fill(counted, -1);
            for (int i = offsets[customer]; i < offsets[customer + 1]; i++) {
                int topic = codes[i];
                int month = monthOfDay[days[i] - FIRST_DAY];
                if (counted[topic * ITEMS] == month) {
                    add(cells, counted, month, topic, AGAIN);
                }
                if (days[i] - lastDay[topic] <= REPEAT_DAYS) {
                    add(cells, counted, month, topic, REPEATED);
                }
                add(cells, counted, month, topic, OPENED);
                lastDay[topic] = days[i];
            }
        }
        return cells;
    }

    private static void add(long[] cells, int[] counted, int month, int topic, int item) {
        int cell = cell(month, topic, item);
        if (counted[topic * ITEMS + item] != month) {
            counted[topic * ITEMS + item] = month;
            cells[cell]++;
        }
        cells[cell + 1]++;
    }
}
