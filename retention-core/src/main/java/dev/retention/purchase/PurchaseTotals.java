package dev.retention.purchase;

import dev.retention.history.History;

/**
 * What the purchases of one customer add up to over a run of events: how many days there are, the first and the last, what was spent, and
 * the logarithms of the intervals. One loop and no room for the days: where loops of a few steps end no processor can guess.
 */
final class PurchaseTotals {
    private int days;
    private int first;
    private int last;
    private long firstSpend;
    private long spend;
    private long logIntervals;

    /**
     * Adds up the events of a history from one to before another.
     *
     * @param before what was spent before, with which the sum must fit a long
     */
    void read(History history, int from, int to, long before) {
        days = 0;
        spend = before;
        logIntervals = 0;
        if (from == to) {
            return;
        }
        int count = 1;
        int start = (int) history.epochDay(from);
        int previous = start;
        long sum = before;
        long ofFirst = 0;
        long logs = 0;
        for (int event = from; event < to; event++) {
            int day = (int) history.epochDay(event);
            // Days ascend, so that the sign of a difference tells whether the day is a new one, which no processor
            // could
            // guess; the logarithm of no day is 0.
            int interval = day - previous;
            count += -interval >>> 31;
            sum = Math.addExact(sum, history.amount(event));
            ofFirst = count == 1 ? sum : ofFirst;
            logs += LogTable.of(interval);
            previous = day;
        }
        days = count;
        first = start;
        last = previous;
        firstSpend = Math.subtractExact(ofFirst, before);
        spend = sum;
        logIntervals = logs;
    }

    /** How many days of purchase there are. */
    int days() {
        return days;
    }

    /** The first day, if there is one. */
    int first() {
        return first;
    }

    /** The last day, if there is one. */
    int last() {
        return last;
    }

    /** What was spent on the first day. */
    long firstSpend() {
        return firstSpend;
    }

    /** What was spent before and on all days. */
    long spend() {
        return spend;
    }

    /** The sum of the logarithms of the intervals between the days, in the unit of {@link LogTable}. */
    long logIntervals() {
        return logIntervals;
    }
}
