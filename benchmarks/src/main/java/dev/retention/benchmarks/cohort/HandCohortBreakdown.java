package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.function.IntUnaryOperator;

/** One cohort table per group by hand, over the layout of a store: the tables of {@link HandCohortTable} one after the other. */
final class HandCohortBreakdown {
    static final int GROUPS = 8;

    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();

    private HandCohortBreakdown() {}

    /** The group of a customer. */
    static int group(long customer) {
        return (int) customer & (GROUPS - 1);
    }

    static long[] byGroup(GroupedEvents events) {
        long[] customers = events.customers();
        return of(events, GROUPS, customer -> group(customers[customer]), false);
    }

    static long[] byStart(GroupedEvents events) {
        return byCode(events, false);
    }

    static long[] byStartAndReturn(GroupedEvents events) {
        return byCode(events, true);
    }

    private static long[] byCode(GroupedEvents events, boolean bound) {
        int[] offsets = events.offsets();
        int[] codes = events.codes();
        return of(events, Workload.CODES.size(), customer -> codes[offsets[customer]], bound);
    }

    /** Where returns are bound, they must have the code of the start, which is the group; the start's month counts by itself. */
    private static long[] of(GroupedEvents events, int groups, IntUnaryOperator groupOf, boolean bound) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] codes = events.codes();
        long[] cells = new long[groups * HandCohortTable.CELLS];
        for (int customer = 0; customer < events.customerCount(); customer++) {
            int i = offsets[customer];
            int end = offsets[customer + 1];
            if (i == end) {
                continue;
            }
            int group = groupOf.applyAsInt(customer);
            int last = MONTH_OF_DAY[days[i] - FIRST_DAY];
            int row = group * HandCohortTable.CELLS + last * MONTHS - last;
            cells[row + last]++;
            for (; i < end; i++) {
                int month = MONTH_OF_DAY[days[i] - FIRST_DAY];
                if (month != last && (!bound || codes[i] == group)) {
                    cells[row + month]++;
                    last = month;
                }
            }
        }
        return cells;
    }
}
