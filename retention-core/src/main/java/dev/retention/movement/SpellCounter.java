package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.Timeline;
import java.util.Arrays;

/** Counts one customer's spells by period: in which of the counts of which period does the customer appear, how often. */
final class SpellCounter {
    static final int TRAILING_DAYS = 30;

    private static final int COUNTS = CustomerCount.values().length;

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
        boundAfter = new int[Math.toIntExact(bounds[size] - bounds[0])];
        for (int p = 0; p < size; p++) {
            Arrays.fill(boundAfter, day(p), day(p + 1), p + 1);
        }
    }

    /** Takes the counts in which a customer appears. */
    interface Emitter {
        /** For counts of customers; a customer may be named twice. */
        void add(int period, CustomerCount count);

        /** For counts of events rather than customers: the customer's share of them. */
        void add(int period, CustomerCount count, int events);
    }

    /** Names counts as cells of a table: row by row the counts of a period. */
    record Named(CellSink sink) implements Emitter {
        @Override
        public void add(int period, CustomerCount count) {
            sink.add(cell(period, count));
        }

        @Override
        public void add(int period, CustomerCount count, int events) {
            sink.add(cell(period, count), events);
        }
    }

    static int cell(int period, CustomerCount count) {
        return period * COUNTS + count.ordinal();
    }

    /** How many cells the counts of some periods have. */
    static int cells(int periods) {
        return Math.multiplyExact(periods, COUNTS);
    }

    Spells spells() {
        return spells;
    }

    /** Stands before the first spell of a customer. */
    Spells.Cursor spells(History history) {
        return spells.cursor(history, bounds[periods()]);
    }

    private int periods() {
        return bounds.length - 1;
    }

    /** The first day of the first period, in days since 1970-01-01. */
    long firstDay() {
        return bounds[0];
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

    /** Names all counts of a customer. */
    void count(History history, Emitter out) {
        Spells.Cursor spell = spells(history);
        CustomerCount arrival = CustomerCount.NEW;
        // The last bound at which the customer was live, -1 before any.
        int lastLive = -1;
        while (spell.next()) {
            int from = firstBoundAfter(spell.start());
            int afterEnd = firstBoundAfter(spell.end());
            if (from >= 1) {
                out.add(from - 1, arrival, 1);
            }
            arrival = CustomerCount.RETURNED;
            if (spell.ended() && afterEnd >= 1) {
                out.add(afterEnd - 1, CustomerCount.LOSS_EVENTS, 1);
            }
            if (from < afterEnd) {
                live(from, afterEnd - 1, lastLive, out);
                lastLive = afterEnd - 1;
            }
            trailing(spell.start(), spell.end(), spell.ended(), out);
        }
        lost(lastLive, out);
        contracts(history, out);
        buyers(history, out);
    }

    /** The customer is live at the bounds from one to another, both included, and was at an earlier one, or none (-1). */
    private void live(int from, int to, int lastLive, Emitter out) {
        if (lastLive >= 0 && lastLive + 1 == from) {
            out.add(lastLive, CustomerCount.SURVIVORS);
        } else {
            lost(lastLive, out);
            if (from >= 1) {
                out.add(from - 1, CustomerCount.ACQUIRED);
            }
        }
        for (int bound = from; bound <= to; bound++) {
            if (bound < periods()) {
                out.add(bound, CustomerCount.START);
            }
            if (bound >= 1) {
                out.add(bound - 1, CustomerCount.END);
            }
            if (bound > from) {
                out.add(bound - 1, CustomerCount.SURVIVORS);
            }
        }
    }

    private void lost(int lastLive, Emitter out) {
        if (lastLive >= 0 && lastLive < periods()) {
            out.add(lastLive, CustomerCount.LOST);
        }
    }

    private void trailing(long start, long end, boolean ended, Emitter out) {
        int first = Math.max(1, firstBoundAfter(start + TRAILING_DAYS));
        for (int p = first; p < bounds.length && bounds[p] <= end + TRAILING_DAYS; p++) {
            out.add(p - 1, CustomerCount.LIVE_30_DAYS_AGO);
        }
        if (ended) {
            first = Math.max(1, firstBoundAfter(end));
            for (int p = first; p < bounds.length && bounds[p] <= end + TRAILING_DAYS; p++) {
                out.add(p - 1, CustomerCount.LOSSES_IN_30_DAYS, 1);
            }
        }
    }

    /** Who announced a loss, and whose term ended, of those live at the start of the period. */
    void contracts(History history, Emitter out) {
        int announcement = spells.announcementIndex(history);
        int due = spells.dueIndex(history);
        if (announcement == Spells.NONE && due == Spells.NONE) {
            return;
        }
        Presence atStart = new Presence(history);
        Presence atEnd = new Presence(history);
        for (int i = 0; i < history.size(); i++) {
            int code = history.codeIndex(i);
            if (code != announcement && code != due) {
                continue;
            }
            int p = firstBoundAfter(history.epochDay(i)) - 1;
            if (p < 0 || !atStart.isLive(p)) {
                continue;
            }
            boolean stays = atEnd.isLive(p + 1);
            if (code == due) {
                out.add(p, CustomerCount.DUE);
                out.add(p, stays ? CustomerCount.RENEWED : CustomerCount.NOT_RENEWED);
            } else if (stays) {
                out.add(p, CustomerCount.CANCELLING);
            }
        }
    }

    /** Whether a customer is live at bounds, asked for in order of time. */
    private final class Presence {
        private final Spells.Cursor spell;
        private boolean some;

        Presence(History history) {
            this.spell = spells(history);
            this.some = spell.next();
        }

        boolean isLive(int bound) {
            while (some && spell.end() < bounds[bound]) {
                some = spell.next();
            }
            return some && spell.start() < bounds[bound];
        }
    }

    /** Who ordered, and who did so twice; only where events are orders. */
    void buyers(History history, Emitter out) {
        if (!spells.ofOrders()) {
            return;
        }
        // 64 periods at a time as bits, since the processor cannot foresee in which of two cases an event is.
        int block = 0;
        long once = 0;
        long twice = 0;
        for (int i = 0; i < history.size(); i++) {
            int p = firstBoundAfter(history.epochDay(i)) - 1;
            if (p < 0) {
                continue;
            }
            if (p >>> 6 != block) {
                buyers(block, once, twice, out);
                block = p >>> 6;
                once = 0;
                twice = 0;
            }
            long bit = 1L << p;
            twice |= once & bit;
            once |= bit;
        }
        buyers(block, once, twice, out);
    }

    private static void buyers(int block, long once, long twice, Emitter out) {
        for (long rest = once; rest != 0; rest &= rest - 1) {
            out.add((block << 6) + Long.numberOfTrailingZeros(rest), CustomerCount.BUYERS);
        }
        for (long rest = twice; rest != 0; rest &= rest - 1) {
            out.add((block << 6) + Long.numberOfTrailingZeros(rest), CustomerCount.REPEAT_BUYERS);
        }
    }

    /** The index of the first bound after a day. */
    int firstBoundAfter(long day) {
        if (day < bounds[0]) {
            return 0;
        }
        long at = day - bounds[0];
        return at < boundAfter.length ? boundAfter[(int) at] : bounds.length;
    }
}
