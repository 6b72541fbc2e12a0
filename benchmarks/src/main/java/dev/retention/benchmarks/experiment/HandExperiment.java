package dev.retention.benchmarks.experiment;

import dev.retention.benchmarks.TwoHalves;
import dev.retention.benchmarks.Workload;
import dev.retention.benchmarks.history.GroupedEvents;

/**
 * Twenty outcomes of two arms by hand, over the layout of a store: of each how many customers are counted, have a number that is not 0, are
 * not mature, and have none, and the sums of the numbers, of their squares, of the second numbers, of their squares, and of the products.
 *
 * <p>Cell {@code (arm × 20 + outcome) × 9 + item}.
 */
final class HandExperiment {
    static final int ARMS = 2;
    static final int OUTCOMES = 20;
    static final int ITEMS = 9;
    static final int[] DAYS = {30, 60, 90};
    static final int WITHIN = 90;
    static final int AGES = 6;
    static final int AGE_DAYS = 30;
    static final int GAP = 60;

    private static final int END = Workload.FIRST_DAY + Workload.DAYS;

    private final GroupedEvents events;
    private final int[] days;
    private final long[] amounts;
    private final long[] cells = new long[ARMS * OUTCOMES * ITEMS];
    private int from;
    private int end;
    private int cell;

    private HandExperiment(GroupedEvents events) {
        this.events = events;
        this.days = events.days();
        this.amounts = events.amounts();
    }

    /** The arm of a customer: one in four is in the first. */
    static int arm(long customer) {
        return (int) (((customer * 0x9E3779B97F4A7C15L) >>> 62) + 3) / 4;
    }

    /** The day of exposure, any of the two years. */
    static int day(long customer) {
        return Workload.FIRST_DAY + (int) (((customer * 0xBF58476D1CE4E5B9L) >>> 33) % Workload.DAYS);
    }

    static long[] of(GroupedEvents events, int threads) {
        return TwoHalves.run(
                threads,
                events.customerCount(),
                (from, to) -> new HandExperiment(events).of(from, to),
                TwoHalves::plus);
    }

    private long[] of(int fromCustomer, int toCustomer) {
        for (int customer = fromCustomer; customer < toCustomer; customer++) {
            from = events.offsets()[customer];
            end = events.offsets()[customer + 1];
            long key = events.customers()[customer];
            cell = arm(key) * OUTCOMES * ITEMS;
            look(day(key));
        }
        return cells;
    }

    private void look(int day) {
        int first = at(from, day);
        int last = first;
        int age = first;
        for (int within : DAYS) {
            last = at(last, day + within);
            boolean isMature = day + within <= END;
            single(isMature, last > first ? 1 : 0);
            single(isMature, last - first);
            single(isMature, sum(first, last));
        }
        boolean isMature = day + WITHIN <= END;
        pair(isMature, sum(first, last), last - first);
        int past = at(from, day - WITHIN);
        pair(isMature, last > first ? 1 : 0, first > past ? 1 : 0);
        pair(isMature, last - first, first - past);
        pair(isMature, sum(first, last), sum(past, first));
        for (int i = 1; i <= AGES; i++) {
            int next = at(age, day + i * AGE_DAYS);
            single(day + i * AGE_DAYS <= END, next > age ? 1 : 0);
            age = next;
        }
        lost(isMature, first, day);
    }

    private int at(int start, int day) {
        int i = start;
        while (i < end && days[i] < day) {
            i++;
        }
        return i;
    }

    private long sum(int first, int last) {
        long sum = 0;
        for (int i = first; i < last; i++) {
            sum += amounts[i];
        }
        return sum;
    }

    private void lost(boolean isMature, int first, int day) {
        if (isMature && (first == from || days[first - 1] + GAP < day)) {
            cells[cell + 3]++;
            cell += ITEMS;
            return;
        }
        int loss = first == from ? 0 : days[first - 1] + GAP;
        for (int i = first; i < end && days[i] <= loss; i++) {
            loss = days[i] + GAP;
        }
        single(isMature, loss < day + WITHIN ? 1 : 0);
    }

    private void single(boolean isMature, long value) {
        pair(isMature, value, 0);
    }

    private void pair(boolean isMature, long value, long beside) {
        if (isMature) {
            cells[cell]++;
            cells[cell + 1] += value == 0 ? 0 : 1;
            cells[cell + 4] += value;
            cells[cell + 5] += value * value;
            cells[cell + 6] += beside;
            cells[cell + 7] += beside * beside;
            cells[cell + 8] += value * beside;
        } else {
            cells[cell + 2]++;
        }
        cell += ITEMS;
    }
}
