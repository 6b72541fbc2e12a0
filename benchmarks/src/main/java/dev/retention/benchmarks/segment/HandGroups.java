package dev.retention.benchmarks.segment;

import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;

/**
 * What groups bring each month and what changed it, by hand, over the layout of a store. A customer is in the group of the last event's
 * code, as of the end of each month.
 *
 * <p>Cell {@code ((month × groups) + group) × items × 2 + item × 2} holds the customers of an item and the cell after it their amount.
 */
public final class HandGroups {
    public static final int REVENUE = 0;
    public static final int COST = 1;
    public static final int NEW = 2;
    public static final int REACTIVATED = 3;
    public static final int MORE = 4;
    public static final int LESS = 5;
    public static final int LOST = 6;
    public static final int MOVED_IN = 7;
    public static final int MOVED_OUT = 8;
    public static final int ITEMS = 9;
    public static final int GROUPS = Workload.CODES.size();
    public static final int CELLS = MONTHS * GROUPS * ITEMS * 2;

    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();

    private HandGroups() {}

    public static int cell(int month, int group, int item) {
        return ((month * GROUPS + group) * ITEMS + item) * 2;
    }

    public static long[] of(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> of(events, from, to), TwoHalves::plus);
    }

    private static long[] of(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] codes = events.codes();
        long[] amounts = events.amounts();
        int[] monthOfDay = MONTH_OF_DAY;
        long[] cells = new long[CELLS + GROUPS * ITEMS * 2];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = offsets[customer];
            int end = offsets[customer + 1];
            int previous = -1;
            int previousGroup = 0;
            long previousAmount = 0;
            while (i < end) {
                int month = monthOfDay[days[i] - FIRST_DAY];
                long amount = 0;
                long cost = 0;
                do {
                    cost += Workload.cost(amounts[i]);
                    amount += amounts[i++];
                } while (i < end && monthOfDay[days[i] - FIRST_DAY] == month);
                int group = codes[i - 1];
                add(cells, cell(month, group, REVENUE), amount);
                add(cells, cell(month, group, COST), cost);
                if (previous < 0) {
                    add(cells, cell(month, group, NEW), amount);
                } else if (previous < month - 1) {
                    add(cells, cell(previous + 1, previousGroup, LOST), previousAmount);
                    add(cells, cell(month, group, REACTIVATED), amount);
                } else if (group != previousGroup) {
                    add(cells, cell(month, group, MOVED_IN), amount);
                    add(cells, cell(month, previousGroup, MOVED_OUT), previousAmount);
                } else if (amount != previousAmount) {
                    boolean more = amount > previousAmount;
                    add(cells, cell(month, group, more ? MORE : LESS), Math.abs(amount - previousAmount));
                }
                previous = month;
                previousGroup = group;
                previousAmount = amount;
            }
            if (previous >= 0) {
                add(cells, cell(previous + 1, previousGroup, LOST), previousAmount);
            }
        }
        // Who bought in the last month has not been lost yet.
        return Arrays.copyOf(cells, CELLS);
    }

    private static void add(long[] cells, int cell, long amount) {
        cells[cell]++;
        cells[cell + 1] += amount;
    }
}
