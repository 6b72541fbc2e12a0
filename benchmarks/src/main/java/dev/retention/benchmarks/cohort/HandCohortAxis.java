package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.Workload.DAYS;
import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.time.LocalDate;

/**
 * Cohort tables of other kinds by hand, over the layout of a store: cell {@code cohort × 24 + column} holds the customers, and
 * where amounts are asked for the cell 576 after it their amount.
 *
 * <p>Each loop reads no more of a customer than its table needs.
 */
final class HandCohortAxis {
    static final int[] BRACKETS = {1, 3, 3, 6, 10};
    static final Customer ELAPSED_LOOP = HandCohortAxis::elapsed;
    static final Customer ANNIVERSARY_LOOP = HandCohortAxis::anniversary;
    static final Customer BRACKETS_LOOP = HandCohortAxis::brackets;

    private static final int CELLS = HandCohortTable.CELLS;
    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();
    private static final int[] DAY_OF_MONTH = new int[DAYS];
    private static final int[] LENGTH_OF_MONTH = new int[MONTHS];
    private static final int[] BRACKET_OF_AGE = new int[MONTHS];

    static {
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = Workload.START.plusDays(day);
            DAY_OF_MONTH[day] = date.getDayOfMonth();
            LENGTH_OF_MONTH[MONTH_OF_DAY[day]] = date.lengthOfMonth();
        }
        int age = 1;
        for (int bracket = 0; bracket < BRACKETS.length; bracket++) {
            for (int i = 0; i < BRACKETS[bracket]; i++) {
                BRACKET_OF_AGE[age++] = bracket + 1;
            }
        }
    }

    private HandCohortAxis() {}

    /** Counts a customer with at least one event. */
    @FunctionalInterface
    interface Customer {
        /** The customer's events lie from {@code from} up to but not including {@code to}. */
        void count(GroupedEvents events, int from, int to, long[] cells);
    }

    static long[] of(GroupedEvents events, Customer loop, int threads) {
        return TwoHalves.run(
                threads,
                events.customerCount(),
                (from, to) -> {
                    int[] offsets = events.offsets();
                    long[] cells = new long[events.amounts().length > 0 ? 2 * CELLS : CELLS];
                    for (int customer = from; customer < to; customer++) {
                        if (offsets[customer] < offsets[customer + 1]) {
                            loop.count(events, offsets[customer], offsets[customer + 1], cells);
                        }
                    }
                    return cells;
                },
                TwoHalves::plus);
    }

    private static int month(int[] days, int event) {
        return MONTH_OF_DAY[days[event] - FIRST_DAY];
    }

    static void amounts(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        long[] amounts = events.amounts();
        int first = month(days, from);
        int row = first * MONTHS - first;
        int last = -1;
        for (int i = from; i < to; i++) {
            int month = month(days, i);
            if (month != last) {
                cells[row + month]++;
                last = month;
            }
            cells[CELLS + row + month] += amounts[i];
        }
    }

    static void orLater(GroupedEvents events, int from, int to, long[] cells) {
        int first = month(events.days(), from);
        int last = month(events.days(), to - 1);
        for (int month = first; month <= last; month++) {
            cells[first * MONTHS + month - first]++;
        }
    }

    static void orEarlier(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int first = month(days, from);
        cells[first * MONTHS]++;
        for (int i = from + 1; i < to; i++) {
            int back = month(days, i);
            if (back != first) {
                for (int month = back; month < MONTHS; month++) {
                    cells[first * MONTHS + month - first]++;
                }
                return;
            }
        }
    }

    static void streak(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int first = month(days, from);
        cells[first * MONTHS]++;
        int unbroken = first;
        for (int i = from + 1; i < to; i++) {
            int month = month(days, i);
            if (month == unbroken + 1) {
                cells[first * MONTHS + month - first]++;
                unbroken = month;
            } else if (month > unbroken) {
                return;
            }
        }
    }

    static void atLeastThree(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int first = month(days, from);
        cells[first * MONTHS]++;
        int last = first;
        int inLast = 0;
        for (int i = from; i < to; i++) {
            int month = month(days, i);
            inLast = month == last ? inLast + 1 : 1;
            last = month;
            if (inLast == 3 && month > first) {
                cells[first * MONTHS + month - first]++;
            }
        }
    }

    private static void elapsed(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int start = days[from];
        int row = month(days, from) * MONTHS;
        int last = -1;
        for (int i = from; i < to; i++) {
            int age = (days[i] - start) / 30;
            if (age != last && age < MONTHS) {
                cells[row + age]++;
                last = age;
            }
        }
    }

    private static void anniversary(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int first = month(days, from);
        int startDay = DAY_OF_MONTH[days[from] - FIRST_DAY];
        int last = -1;
        for (int i = from; i < to; i++) {
            int day = days[i] - FIRST_DAY;
            int month = MONTH_OF_DAY[day];
            int age = month - first - (DAY_OF_MONTH[day] < Math.min(startDay, LENGTH_OF_MONTH[month]) ? 1 : 0);
            if (age != last) {
                cells[first * MONTHS + age]++;
                last = age;
            }
        }
    }

    private static void brackets(GroupedEvents events, int from, int to, long[] cells) {
        int[] days = events.days();
        int first = month(days, from);
        int last = -1;
        for (int i = from; i < to; i++) {
            int bracket = BRACKET_OF_AGE[month(days, i) - first];
            if (bracket != last) {
                cells[first * MONTHS + bracket]++;
                last = bracket;
            }
        }
    }
}
