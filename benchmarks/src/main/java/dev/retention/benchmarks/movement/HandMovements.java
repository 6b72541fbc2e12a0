package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;

/**
 * Who came and who left each month, by hand, over the layout of a store.
 *
 * <p>Cell {@code month × 8 + kind × 2} holds the customers of a kind and the cell after it their amount: what they spent in
 * the month, or for the lost in the month before, the last in which they were active.
 */
public final class HandMovements {
    public static final int NEW = 0;
    public static final int RETAINED = 1;
    public static final int REACTIVATED = 2;
    public static final int LOST = 3;
    public static final int CELLS = MONTHS * 8;

    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();

    private HandMovements() {}

    public static int cell(int month, int kind) {
        return month * 8 + kind * 2;
    }

    public static long[] of(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> of(events, from, to), TwoHalves::plus);
    }

    private static long[] of(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        long[] amounts = events.amounts();
        int[] monthOfDay = MONTH_OF_DAY;
        long[] cells = new long[CELLS + 8];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = offsets[customer];
            int end = offsets[customer + 1];
            int kind = NEW;
            int previous = -1;
            long previousAmount = 0;
            while (i < end) {
                int month = monthOfDay[days[i] - FIRST_DAY];
                long amount = 0;
                do {
                    amount += amounts[i++];
                } while (i < end && monthOfDay[days[i] - FIRST_DAY] == month);
                if (kind != NEW) {
                    if (month == previous + 1) {
                        kind = RETAINED;
                    } else {
                        kind = REACTIVATED;
                        add(cells, cell(previous + 1, LOST), previousAmount);
                    }
                }
                add(cells, cell(month, kind), amount);
                kind = RETAINED;
                previous = month;
                previousAmount = amount;
            }
            if (previous >= 0) {
                add(cells, cell(previous + 1, LOST), previousAmount);
            }
        }
        // Who was active in the last month has not been lost yet.
        return Arrays.copyOf(cells, CELLS);
    }

    private static void add(long[] cells, int cell, long amount) {
        cells[cell]++;
        cells[cell + 1] += amount;
    }
}
