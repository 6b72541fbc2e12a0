package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.TwoHalves;
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

    static long[] byGroup(GroupedEvents events, int threads) {
        long[] customers = events.customers();
        return of(events, GROUPS, customer -> group(customers[customer]), false, threads);
    }

    static long[] byStart(GroupedEvents events, int threads) {
        return byCode(events, false, threads);
    }

    static long[] byStartAndReturn(GroupedEvents events, int threads) {
        return byCode(events, true, threads);
    }

    private static long[] byCode(GroupedEvents events, boolean bound, int threads) {
        int[] offsets = events.offsets();
        int[] codes = events.codes();
        return of(events, Workload.CODES.size(), customer -> codes[offsets[customer]], bound, threads);
    }

    private static long[] of(GroupedEvents events, int groups, IntUnaryOperator groupOf, boolean bound, int threads) {
        return TwoHalves.run(
                threads,
                events.customerCount(),
                (from, to) -> of(events, groups, groupOf, bound, from, to),
                TwoHalves::plus);
    }

    /** Where returns are bound, they must have the code of the start, which is the group; the start's month counts by itself. */
    private static long[] of(
            GroupedEvents events, int groups, IntUnaryOperator groupOf, boolean bound, int from, int to) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] codes = events.codes();
        long[] cells = new long[groups * HandCohortTable.CELLS];
        for (int customer = from; customer < to; customer++) {
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
