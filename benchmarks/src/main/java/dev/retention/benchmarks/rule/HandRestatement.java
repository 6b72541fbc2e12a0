package dev.retention.benchmarks.rule;

import dev.retention.benchmarks.cohort.HandCohortTable;
import dev.retention.benchmarks.history.GroupedEvents;
import java.util.Arrays;

/** What changed in the cohort table by hand, over two layouts of the same customers. */
public final class HandRestatement {
    private final long[] cells = new long[HandCohortTable.CELLS];
    private long[] customers = new long[16];
    // The months of each of these customers before and after.
    private int[] months = new int[2 * 16];
    private int size;

    private HandRestatement() {}

    static HandRestatement of(GroupedEvents earlier, GroupedEvents later) {
        HandRestatement restatement = new HandRestatement();
        int[] bitOfDay = HandCohortTable.bitOfDay();
        for (int customer = 0; customer < later.customerCount(); customer++) {
            int before = months(earlier, customer, bitOfDay);
            int after = months(later, customer, bitOfDay);
            if (before != after) {
                restatement.add(later.customers()[customer], before, after);
            }
        }
        return restatement;
    }

    private static int months(GroupedEvents events, int customer, int[] bitOfDay) {
        int[] offsets = events.offsets();
        return HandCohortTable.months(events.days(), offsets[customer], offsets[customer + 1], bitOfDay);
    }

    private void add(long customer, int before, int after) {
        if (size == customers.length) {
            customers = Arrays.copyOf(customers, 2 * size);
            months = Arrays.copyOf(months, 4 * size);
        }
        customers[size] = customer;
        months[2 * size] = before;
        months[2 * size + 1] = after;
        size++;
        HandCohortTable.count(before, -1, cells);
        HandCohortTable.count(after, 1, cells);
    }

    /** The ids of those who changed, ascending. */
    long[] customers() {
        return Arrays.copyOf(customers, size);
    }

    /** By how much the cells changed, in the layout of {@link HandCohortTable}. */
    long[] cells() {
        return cells;
    }
}
