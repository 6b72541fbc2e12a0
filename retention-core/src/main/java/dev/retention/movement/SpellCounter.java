package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.util.function.IntConsumer;

/** Counts one customer's spells by period: in which of the counts of which period does the customer appear, how often. */
final class SpellCounter {
    private static final int TRAILING_DAYS = 30;

    private final Spells spells;
    // The midnights between the periods: bounds[p] starts period p; the last is the end of the data.
    private final long[] bounds;
    // The index of the first bound after each day of the timeline.
    private final int[] boundAfter;

    SpellCounter(Timeline timeline, Spells spells) {
        this.spells = spells;
        int size = timeline.size();
        bounds = new long[size + 1];
        for (int p = 0; p < size; p++) {
            bounds[p] = timeline.period(p).firstDay().toEpochDay();
        }
        bounds[size] = timeline.asOf().toEpochDay() + 1;
        boundAfter = new int[days()];
        int bound = 0;
        for (int day = 0; day < boundAfter.length; day++) {
            while (day(bound) <= day) {
                bound++;
            }
            boundAfter[day] = bound;
        }
    }

    /** Takes the counts in which a customer appears. */
    interface Emitter {
        void add(int period, CustomerCount count);

        /** For counts of events rather than customers: the customer's share of them. */
        void add(int period, CustomerCount count, int events);
    }

    int days() {
        return Math.toIntExact(bounds[bounds.length - 1] - bounds[0]);
    }

    /** The first day of a period, or the end of the data, counted from the first day of the timeline. */
    int day(int bound) {
        return Math.toIntExact(bounds[bound] - bounds[0]);
    }

    /** Whether a customer can appear in a count of a period: quick, and wrong at most where it says yes. */
    boolean mayCount(History history, int period) {
        int size = history.size();
        return size > 0
                && history.epochDay(0) < bounds[period + 1]
                && spells.lastLiveDay(history.epochDay(size - 1)) + TRAILING_DAYS >= bounds[period];
    }

    void countDays(History history, IntConsumer cells) {
        spells.forEach(history, (start, end, ended) -> {
            if (start >= bounds[0]) {
                cells.accept(2 * (int) (start - bounds[0]));
            }
            if (ended && end >= bounds[0]) {
                cells.accept(2 * (int) (end - bounds[0]) + 1);
            }
        });
    }

    void count(History history, Emitter out) {
        Walk walk = new Walk(out);
        spells.forEach(history, walk);
        walk.finish();
        if (spells.ofOrders()) {
            Activity activity = history.activity();
            for (int p = activity.next(0); p != Activity.NONE; p = activity.next(p + 1)) {
                out.add(p, CustomerCount.BUYERS);
                if (activity.events(p) > 1) {
                    out.add(p, CustomerCount.REPEAT_BUYERS);
                }
            }
        }
    }

    /** The index of the first bound after a day. */
    private int firstBoundAfter(long day) {
        if (day < bounds[0]) {
            return 0;
        }
        long at = day - bounds[0];
        return at < boundAfter.length ? boundAfter[(int) at] : bounds.length;
    }

    /** Goes through the spells of one customer in order of time. */
    private final class Walk implements Spells.SpellConsumer {
        private final Emitter out;
        private boolean first = true;
        // The last bound at which the customer was live, -1 before any.
        private int lastLive = -1;

        Walk(Emitter out) {
            this.out = out;
        }

        @Override
        public void accept(long start, long end, boolean ended) {
            int from = firstBoundAfter(start);
            int afterEnd = firstBoundAfter(end);
            if (from >= 1) {
                out.add(from - 1, first ? CustomerCount.NEW : CustomerCount.RETURNED, 1);
            }
            first = false;
            if (ended && afterEnd >= 1) {
                out.add(afterEnd - 1, CustomerCount.LOSS_EVENTS, 1);
            }
            snapshots(from, afterEnd - 1);
            trailing(start, end, ended);
        }

        /** The customer is live at the bounds from one to another, both included; at none if they are in reverse. */
        private void snapshots(int from, int to) {
            if (from > to) {
                return;
            }
            if (lastLive >= 0 && lastLive + 1 == from) {
                out.add(lastLive, CustomerCount.SURVIVORS);
            } else {
                lost();
                if (from >= 1) {
                    out.add(from - 1, CustomerCount.ACQUIRED);
                }
            }
            for (int bound = from; bound <= to; bound++) {
                if (bound + 1 < bounds.length) {
                    out.add(bound, CustomerCount.START);
                }
                if (bound >= 1) {
                    out.add(bound - 1, CustomerCount.END);
                }
                if (bound > from) {
                    out.add(bound - 1, CustomerCount.SURVIVORS);
                }
            }
            lastLive = to;
        }

        private void lost() {
            if (lastLive >= 0 && lastLive + 1 < bounds.length) {
                out.add(lastLive, CustomerCount.LOST);
            }
        }

        private void trailing(long start, long end, boolean ended) {
            for (int p = Math.max(1, firstBoundAfter(start + TRAILING_DAYS));
                    p < bounds.length && bounds[p] <= end + TRAILING_DAYS;
                    p++) {
                out.add(p - 1, CustomerCount.LIVE_30_DAYS_AGO);
            }
            if (ended) {
                for (int p = Math.max(1, firstBoundAfter(end));
                        p < bounds.length && bounds[p] <= end + TRAILING_DAYS;
                        p++) {
                    out.add(p - 1, CustomerCount.LOSSES_IN_30_DAYS, 1);
                }
            }
        }

        void finish() {
            lost();
        }
    }
}
