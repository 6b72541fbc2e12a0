package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;

/**
 * The losses of each month by hand, over the layout of a store: who is live at its start, who of them is lost, who came and is lost, who is
 * lost and back at its end, and what each had brought in three ways.
 *
 * <p>Cell {@code ((item × 3 + worth) × 24 + month) × 2} holds the customers and the cell after it the sum of their worths.
 */
final class HandLosses {
    static final int GAP = 60;
    static final int START = 0;
    static final int LOST = 1;
    static final int ARRIVED_AND_LOST = 2;
    static final int LOST_AND_BACK = 3;
    static final int ITEMS = 4;
    static final int WORTHS = 3;
    static final int CELLS = ITEMS * WORTHS * Workload.MONTHS * 2;

    private static final int YEAR = 365;
    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();
    private static final int[] FIRST_DAYS = Workload.firstDays();

    private HandLosses() {}

    static int cell(int item, int worth, int month) {
        return ((item * WORTHS + worth) * Workload.MONTHS + month) * 2;
    }

    static long[] of(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> of(events, from, to), TwoHalves::plus);
    }

    private static long[] of(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] days = events.days();
        long[] cells = new long[CELLS];
        Brought brought = new Brought(events);
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = events.offsets()[customer];
            int end = events.offsets()[customer + 1];
            brought.moveTo(i, end);
            while (i < end) {
                int start = days[i] - Workload.FIRST_DAY;
                int gone = start + GAP;
                for (i++; i < end && days[i] - Workload.FIRST_DAY <= gone; i++) {
                    gone = days[i] - Workload.FIRST_DAY + GAP;
                }
                boolean lost = gone < Workload.DAYS;
                int to = lost ? MONTH_OF_DAY[gone] : Workload.MONTHS - 1;
                for (int month = MONTH_OF_DAY[start] + 1; month <= to; month++) {
                    brought.add(START, month, FIRST_DAYS[month], cells);
                }
                if (lost) {
                    boolean back = i < end && days[i] - Workload.FIRST_DAY < FIRST_DAYS[to + 1];
                    int item = back ? LOST_AND_BACK : start < FIRST_DAYS[to] ? LOST : ARRIVED_AND_LOST;
                    brought.add(item, to, gone, cells);
                }
            }
        }
        return cells;
    }

    /** What a customer had brought by a day; days come in order. */
    private static final class Brought {
        private final int[] days;
        private final long[] amounts;
        private int end;
        private int next;
        private int nextOfYear;
        private long all;
        private long beforeYear;
        private long last;
        private int lastDay;

        Brought(GroupedEvents events) {
            days = events.days();
            amounts = events.amounts();
        }

        void moveTo(int from, int to) {
            end = to;
            next = from;
            nextOfYear = from;
            all = 0;
            beforeYear = 0;
            lastDay = -1;
        }

        void add(int item, int month, int day, long[] cells) {
            for (; next < end && days[next] - Workload.FIRST_DAY < day; next++) {
                last = days[next] == lastDay ? last + amounts[next] : amounts[next];
                lastDay = days[next];
                all += amounts[next];
            }
            for (; nextOfYear < end && days[nextOfYear] - Workload.FIRST_DAY < day - YEAR; nextOfYear++) {
                beforeYear += amounts[nextOfYear];
            }
            count(cell(item, 0, month), last, cells);
            count(cell(item, 1, month), all - beforeYear, cells);
            count(cell(item, 2, month), all, cells);
        }

        private static void count(int cell, long worth, long[] cells) {
            cells[cell]++;
            cells[cell + 1] += worth;
        }
    }
}
