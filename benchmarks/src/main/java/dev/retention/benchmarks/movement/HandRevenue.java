package dev.retention.benchmarks.movement;

import static dev.retention.benchmarks.Subscriptions.EARLIEST_DAY;
import static dev.retention.benchmarks.Subscriptions.MONTHS;

import dev.retention.benchmarks.Subscriptions;
import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.movement.RevenueItem;
import java.util.Arrays;

/** Recurring value by hand, over the layout of a store. */
final class HandRevenue {
    private static final int[] MONTH_OF_DAY = Subscriptions.monthOfDay();
    // All before the first month is a month of its own.
    private static final int ROOM = Revenue.CELLS + Revenue.ITEMS * 2;

    private HandRevenue() {}

    /** As quick as it gets: movements only, since every other item follows from their sums. */
    static Revenue of(GroupedEvents events, int threads) {
        return Revenue.ofMovements(
                TwoHalves.run(threads, events.customerCount(), (a, b) -> movements(events, a, b), TwoHalves::plus));
    }

    private static long[] movements(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        long[] amounts = events.amounts();
        int[] monthOfDay = MONTH_OF_DAY;
        long[] cells = new long[ROOM];
        int end = offsets[fromCustomer];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int i = end;
            end = offsets[customer + 1];
            long value = 0;
            boolean known = false;
            while (i < end) {
                int month = monthOfDay[days[i] - EARLIEST_DAY];
                long start = value;
                boolean knownAtStart = known;
                int seen = 0;
                do {
                    int day = days[i];
                    long before = value;
                    do {
                        value += amounts[i++];
                    } while (i < end && days[i] == day);
                    seen = book(cells, month + 1, before, value, known, seen);
                    known |= value > 0;
                } while (i < end && monthOfDay[days[i] - EARLIEST_DAY] == month);
                if (start != value) {
                    add(cells, month + 1, Revenue.movement(start, value, knownAtStart), Math.abs(value - start));
                }
            }
        }
        return cells;
    }

    /** Books a day's change; a customer counts once in a month for a kind of change. Returns the kinds, as bits. */
    private static int book(long[] cells, int month, long before, long after, boolean known, int seen) {
        if (before == after) {
            return seen;
        }
        int item = Revenue.movement(before, after, known) + Revenue.LEDGER;
        int at = Revenue.cell(month, item);
        cells[at] += 1 - (seen >> item & 1);
        cells[at + 1] += Math.abs(after - before);
        return seen | 1 << item;
    }

    private static void add(long[] cells, int month, int item, long amount) {
        int at = Revenue.cell(month, item);
        cells[at]++;
        cells[at + 1] += amount;
    }

    /** Every item for itself: what stays from one change to the next is a run of months, kept as differences. */
    static Revenue itemByItem(GroupedEvents events, int threads) {
        return Revenue.of(
                TwoHalves.run(threads, events.customerCount(), (a, b) -> new Items(events).of(a, b), TwoHalves::plus));
    }

    /** Adds up items. */
    private static final class Items {
        private final GroupedEvents events;
        private final long[] cells = new long[ROOM];
        // By item and month one more on: customers, then amount.
        private final long[] differences = new long[RevenueItem.NEW.ordinal() * (MONTHS + 2) * 2];

        Items(GroupedEvents events) {
            this.events = events;
        }

        long[] of(int fromCustomer, int toCustomer) {
            int[] offsets = events.offsets();
            int[] days = events.days();
            long[] amounts = events.amounts();
            int[] monthOfDay = MONTH_OF_DAY;
            for (int customer = fromCustomer; customer < toCustomer; customer++) {
                int i = offsets[customer];
                int end = offsets[customer + 1];
                long value = 0;
                boolean known = false;
                while (i < end) {
                    int month = monthOfDay[days[i] - EARLIEST_DAY];
                    long start = value;
                    boolean knownAtStart = known;
                    int seen = 0;
                    do {
                        int day = days[i];
                        long before = value;
                        do {
                            value += amounts[i++];
                        } while (i < end && days[i] == day);
                        seen = book(cells, month + 1, before, value, known, seen);
                        known |= value > 0;
                    } while (i < end && monthOfDay[days[i] - EARLIEST_DAY] == month);
                    if (start != value) {
                        add(cells, month + 1, Revenue.movement(start, value, knownAtStart), Math.abs(value - start));
                    }
                    if (start > 0 && value > 0) {
                        add(cells, month + 1, RevenueItem.SURVIVORS_START.ordinal(), start);
                        add(cells, month + 1, RevenueItem.SURVIVORS_END.ordinal(), value);
                        add(cells, month + 1, RevenueItem.KEPT.ordinal(), Math.min(start, value));
                    }
                    if (value > 0) {
                        stay(month, i < end ? monthOfDay[days[i] - EARLIEST_DAY] : MONTHS, value);
                    }
                }
            }
            return settled();
        }

        private void stay(int changed, int next, long value) {
            run(RevenueItem.START, changed + 1, Math.min(MONTHS, next + 1), value);
            run(RevenueItem.END, Math.max(0, changed), next, value);
            run(RevenueItem.SURVIVORS_START, changed + 1, next, value);
            run(RevenueItem.SURVIVORS_END, changed + 1, next, value);
            run(RevenueItem.KEPT, changed + 1, next, value);
        }

        private void run(RevenueItem item, int from, int to, long amount) {
            if (from < to) {
                int at = item.ordinal() * (MONTHS + 2) * 2;
                differences[at + from * 2]++;
                differences[at + from * 2 + 1] += amount;
                differences[at + to * 2]--;
                differences[at + to * 2 + 1] -= amount;
            }
        }

        private long[] settled() {
            long[] sums = Arrays.copyOfRange(cells, Revenue.ITEMS * 2, ROOM);
            for (int item = 0; item < RevenueItem.NEW.ordinal(); item++) {
                for (int field = 0; field < 2; field++) {
                    long sum = 0;
                    for (int month = 0; month < MONTHS; month++) {
                        sum += differences[(item * (MONTHS + 2) + month) * 2 + field];
                        sums[Revenue.cell(month, item) + field] += sum;
                    }
                }
            }
            return sums;
        }
    }
}
