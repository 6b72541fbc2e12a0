package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;

/**
 * What signals told of losses by hand, over arrays of contracts and of the days of signals: of each signal and of any of them, and of each
 * month, the losses with and without it in the days before, and who was live at its start with and without it, and is lost in it.
 *
 * <p>Cell {@code (signal × 24 + month) × 6 + item} holds a number of customers, signal 0 being any.
 */
final class HandSignals {
    static final int SIGNALS = 10;
    static final int WITHIN = 90;
    static final int ITEMS = 6;
    static final int CELLS = (SIGNALS + 1) * Workload.MONTHS * ITEMS;
    static final int ANNOUNCED = 0;
    static final int UNANNOUNCED = 1;
    static final int EXPOSED = 2;
    static final int EXPOSED_LOST = 3;
    static final int OTHERS = 4;
    static final int OTHERS_LOST = 5;

    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();
    private static final int[] FIRST_DAYS = Workload.firstDays();

    private HandSignals() {}

    /** The day, from 0, on which a customer's contract begins. */
    static int start(int customer) {
        return below(Workload.DAYS, 2L * customer);
    }

    /** The day on which it ends; that after the last for one of two. */
    static int end(int customer) {
        long random = HandTraits.mixed(2L * customer + 1);
        int start = start(customer);
        return (random & 1) == 0
                ? Workload.DAYS
                : start + 1 + (int) (((random >>> 32) * (Workload.DAYS - start - 1)) >>> 32);
    }

    /** Which signal comes to a customer on a day, from 1. */
    static int signal(long customer, int day) {
        return 1 + below(SIGNALS, -1 - (customer << Workload.DAY_BITS | (day - Workload.FIRST_DAY)));
    }

    private static int below(int bound, long index) {
        return (int) (((HandTraits.mixed(index) >>> 32) * bound) >>> 32);
    }

    static int cell(int signal, int month, int item) {
        return (signal * Workload.MONTHS + month) * ITEMS + item;
    }

    /** The signal of each event. */
    static byte[] signals(GroupedEvents events) {
        byte[] signals = new byte[events.days().length];
        for (int customer = 0; customer < events.customerCount(); customer++) {
            for (int i = events.offsets()[customer]; i < events.offsets()[customer + 1]; i++) {
                signals[i] = (byte) signal(customer, events.days()[i]);
            }
        }
        return signals;
    }

    static long[] of(GroupedEvents events, byte[] signals, int[] starts, int[] ends, int threads) {
        return TwoHalves.run(
                threads,
                events.customerCount(),
                (from, to) -> of(events, signals, starts, ends, from, to),
                TwoHalves::plus);
    }

    private static long[] of(GroupedEvents events, byte[] signals, int[] starts, int[] ends, int from, int to) {
        long[] cells = new long[CELLS];
        int[] days = new int[64];
        for (int customer = from; customer < to; customer++) {
            int begin = events.offsets()[customer];
            int end = events.offsets()[customer + 1];
            if (end - begin > days.length) {
                days = new int[2 * (end - begin)];
            }
            for (int signal = 0; signal <= SIGNALS; signal++) {
                int size = 0;
                for (int i = begin; i < end; i++) {
                    if (signal == 0 || signals[i] == signal) {
                        days[size++] = events.days()[i] - Workload.FIRST_DAY;
                    }
                }
                count(days, size, starts[customer], ends[customer], signal, cells);
            }
        }
        return cells;
    }

    private static void count(int[] days, int size, int start, int end, int signal, long[] cells) {
        boolean lost = end < Workload.DAYS;
        int at = 0;
        for (int month = MONTH_OF_DAY[start] + 1; month < Workload.MONTHS && FIRST_DAYS[month] <= end; month++) {
            while (at < size && days[at] < FIRST_DAYS[month] - WITHIN) {
                at++;
            }
            int item = at < size && days[at] < FIRST_DAYS[month] ? EXPOSED : OTHERS;
            cells[cell(signal, month, item)]++;
            if (lost && end < FIRST_DAYS[month + 1]) {
                cells[cell(signal, month, item + 1)]++;
            }
        }
        if (lost) {
            boolean announced = false;
            for (int i = 0; i < size; i++) {
                announced |= days[i] >= start && days[i] >= end - WITHIN && days[i] < end;
            }
            cells[cell(signal, MONTH_OF_DAY[end], announced ? ANNOUNCED : UNANNOUNCED)]++;
        }
    }
}
