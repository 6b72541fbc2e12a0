package dev.retention.benchmarks.cohort;

import static dev.retention.benchmarks.Workload.DAYS;
import static dev.retention.benchmarks.Workload.FIRST_DAY;
import static dev.retention.benchmarks.Workload.MONTHS;

import dev.retention.benchmarks.Shape;
import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;
import dev.retention.benchmarks.history.Numbering;
import dev.retention.benchmarks.history.Partitions;
import dev.retention.benchmarks.history.Stores;
import dev.retention.cohort.CohortCell;
import dev.retention.cohort.CohortTable;
import dev.retention.rule.Tally;

/** The cohort table by hand: cell {@code cohort × 24 + age} holds the customers of a cohort active at an age in months. */
public final class HandCohortTable {
    private static final int[] MONTH_OF_DAY = Workload.monthOfDay();

    public static final int CELLS = MONTHS * MONTHS;

    private HandCohortTable() {}

    /** A loop over each customer's days, counting a month when it differs from the one before. */
    public static long[] loop(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> loop(events, from, to), TwoHalves::plus);
    }

    private static long[] loop(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] monthOfDay = MONTH_OF_DAY;
        long[] cells = new long[CELLS];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            int end = offsets[customer + 1];
            int i = offsets[customer];
            if (i == end) {
                continue;
            }
            int first = monthOfDay[days[i] - FIRST_DAY];
            int row = first * MONTHS - first;
            int last = -1;
            for (; i < end; i++) {
                int month = monthOfDay[days[i] - FIRST_DAY];
                if (month != last) {
                    cells[row + month]++;
                    last = month;
                }
            }
        }
        return cells;
    }

    /** The same with each customer's months first folded into the bits of an int, which knows nothing of the order. */
    public static long[] bits(GroupedEvents events, int threads) {
        return TwoHalves.run(threads, events.customerCount(), (from, to) -> bits(events, from, to), TwoHalves::plus);
    }

    private static long[] bits(GroupedEvents events, int fromCustomer, int toCustomer) {
        int[] offsets = events.offsets();
        int[] days = events.days();
        int[] bitOfDay = bitOfDay();
        long[] cells = new long[CELLS];
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            count(months(days, offsets[customer], offsets[customer + 1], bitOfDay), cells);
        }
        return cells;
    }

    /** The months of some days as bits. */
    public static int months(int[] days, int from, int to, int[] bitOfDay) {
        int months = 0;
        for (int i = from; i < to; i++) {
            months |= bitOfDay[days[i] - FIRST_DAY];
        }
        return months;
    }

    /** What the library's table holds, in this layout; the columns of a table with fewer are the first ones. */
    public static long[] cells(CohortTable<?> table) {
        Tally<CohortCell> tally = table.counted().tally();
        long[] cells = new long[CELLS];
        for (int cohort = 0; cohort < MONTHS; cohort++) {
            for (int column = 0; column < table.ages(); column++) {
                cells[cohort * MONTHS + column] = tally.count(CohortCell.of(Stores.MONTHS.period(cohort), column));
            }
        }
        return cells;
    }

    /** From events of a shape, with no store between, by the better way for it. */
    public static long[] ofEvents(Shape shape, Workload workload) {
        return shape.hasAnyIds() ? ofSparseEvents(workload) : ofDenseEvents(workload);
    }

    /** From random-order events of customers numbered from 0, with no store between: one int of bits per customer. */
    public static long[] ofDenseEvents(Workload workload) {
        long[] customers = workload.customers();
        int[] days = workload.days();
        int[] bitOfDay = bitOfDay();
        int[] months = new int[workload.customerCount()];
        for (int i = 0; i < days.length; i++) {
            months[(int) customers[i]] |= bitOfDay[days[i] - FIRST_DAY];
        }
        long[] cells = new long[CELLS];
        for (int of : months) {
            count(of, cells);
        }
        return cells;
    }

    /** From random-order events of any ids: split into parts that fit the cache, then a small hash table for each. */
    public static long[] ofSparseEvents(Workload workload) {
        Partitions parts = Partitions.of(workload);
        int[] bitOfDay = bitOfDay();
        Numbering numbering = new Numbering(parts.largest());
        int[] months = new int[parts.largest()];
        long[] cells = new long[CELLS];
        for (int part = 0; part < parts.count(); part++) {
            int end = parts.start(part + 1);
            numbering.clear(end - parts.start(part));
            for (int i = parts.start(part); i < end; i++) {
                months[numbering.numberOf(parts.customers[i])] |= bitOfDay[parts.days[i]];
            }
            for (int number = 0; number < numbering.size(); number++) {
                count(months[number], cells);
                months[number] = 0;
            }
        }
        return cells;
    }

    /** For each day counted from the first the bit of its month. */
    public static int[] bitOfDay() {
        int[] bits = new int[DAYS];
        for (int day = 0; day < DAYS; day++) {
            bits[day] = 1 << MONTH_OF_DAY[day];
        }
        return bits;
    }

    private static void count(int months, long[] cells) {
        count(months, 1, cells);
    }

    /** Counts a customer with so many months as so many customers, such as -1 to take one out. */
    public static void count(int months, int customers, long[] cells) {
        if (months != 0) {
            int first = Integer.numberOfTrailingZeros(months);
            int row = first * MONTHS;
            for (int ages = months >>> first; ages != 0; ages &= ages - 1) {
                cells[row + Integer.numberOfTrailingZeros(ages)] += customers;
            }
        }
    }
}
