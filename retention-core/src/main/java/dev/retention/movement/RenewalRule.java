package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;

import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.time.Timeline;

/** Names what became of the terms of a customer, all that end in one period together. */
final class RenewalRule extends PeriodRule<RenewalCell> {
    private static final long serialVersionUID = 1;

    private static final int NONE = -1;
    private static final int FAR_OFF = 366;

    private final int grace;

    RenewalRule(String definition, Timeline periods, int grace) {
        super(
                definition,
                periods,
                Cells.byPeriod(periods, RenewalItem.class, RenewalCell::new, RenewalCell::period, RenewalCell::item),
                RenewalCell::period);
        this.grace = grace;
    }

    /** At the start of the period, so that what became of the due is in the group of the due. */
    @Override
    public Moment readAt(int row) {
        return Moment.START;
    }

    @Override
    public void apply(History history, CellSink sink) {
        int decided = history.column(Renewals.DECIDED);
        int renewed = history.column(Renewals.RENEWED);
        int from = 0;
        while (from < history.size()) {
            int period = history.period(from);
            int to = from + 1;
            while (to < history.size() && history.period(to) == period) {
                to++;
            }
            if (period >= 0) {
                count(history, from, to, decided, renewed, sink);
            }
            from = to;
        }
    }

    /** Names what became of the terms of one period. */
    private void count(History history, int from, int to, int decided, int renewed, CellSink sink) {
        long due = 0;
        long undecided = 0;
        long value = 0;
        long kept = 0;
        int won = NONE;
        int pending = NONE;
        long delay = Long.MIN_VALUE;
        boolean farOff = false;
        for (int i = from; i < to; i++) {
            long target = history.amount(i);
            checkState(target > 0, "a value due must be above 0, of the terms %s", history);
            due = Math.addExact(due, target);
            if (!history.hasValue(decided, i)) {
                undecided = Math.addExact(undecided, target);
                pending = i;
                continue;
            }
            long days = history.epochDayOf(decided, i) - history.epochDay(i);
            farOff |= Math.abs(days) > FAR_OFF;
            long part = history.hasValue(renewed, i) ? history.money(renewed, i) : 0;
            checkState(part >= 0, "a renewed value must be at least 0, of the terms %s", history);
            if (part > 0) {
                value = Math.addExact(value, part);
                kept = Math.addExact(kept, Math.min(target, part));
                delay = Math.max(delay, days);
                won = i;
            }
        }
        int p = history.period(from);
        boolean isWon = won != NONE;
        boolean isPending = !isWon && pending != NONE;
        sink.anchoredAt(isWon ? won : isPending ? pending : to - 1);
        sink.add(RenewalItem.DUE, p, due);
        sink.add(isWon ? RenewalItem.RENEWED : isPending ? RenewalItem.PENDING : RenewalItem.LOST, p, due);
        if (undecided > 0) {
            sink.add(RenewalItem.UNDECIDED, p, undecided);
        }
        if (farOff) {
            sink.add(RenewalItem.FAR_OFF, p, due);
        }
        if (isWon) {
            long of = due - undecided;
            sink.add(timing(delay), p, due);
            sink.add(change(value, of), p, due);
            sink.add(RenewalItem.KEPT, p, kept);
            sink.add(RenewalItem.RENEWED_VALUE, p, value);
        }
    }

    private RenewalItem timing(long delay) {
        return delay < 0 ? RenewalItem.EARLY : delay <= grace ? RenewalItem.ON_TIME : RenewalItem.LATE;
    }

    private static RenewalItem change(long value, long due) {
        return value > due ? RenewalItem.EXPANDED : value < due ? RenewalItem.CONTRACTED : RenewalItem.UNCHANGED;
    }
}
