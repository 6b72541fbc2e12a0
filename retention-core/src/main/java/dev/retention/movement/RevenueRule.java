package dev.retention.movement;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names what a customer's recurring value adds to which items of which periods, change by change: what stays between two changes is a
 * run of cells.
 */
final class RevenueRule extends PeriodRule<RevenueCell> {
    private static final long serialVersionUID = 1;

    private static final int NEVER = Integer.MAX_VALUE;
    private static final long NEVER_LOST = Long.MIN_VALUE;

    /** Items of those who have no value at the start of the period, and of what happens in it. */
    private static final ImmutableSet<RevenueItem> READ_AT_END = Sets.immutableEnumSet(
            RevenueItem.END,
            RevenueItem.NEW,
            RevenueItem.REACTIVATION,
            RevenueItem.LEDGER_NEW,
            RevenueItem.LEDGER_EXPANSION,
            RevenueItem.LEDGER_REACTIVATION,
            RevenueItem.LEDGER_CONTRACTION,
            RevenueItem.LEDGER_CHURN,
            RevenueItem.LEFT_OUT);

    private final RevenueAxes axes;
    private final int size;
    // Of the rule for one thread only.
    private final transient @Nullable ValueDays room;

    RevenueRule(String definition, Timeline periods, RevenueAxes axes) {
        super(definition, periods, cells(periods, items(axes)), RevenueCell::period);
        this.axes = axes;
        this.size = periods.size();
        this.room = null;
    }

    /** The same with room of its own. */
    private RevenueRule(RevenueRule rule) {
        super(rule.definition(), rule.timeline(), rule.cells(), RevenueCell::period);
        this.axes = rule.axes;
        this.size = rule.size;
        this.room = new ValueDays(rule.axes);
    }

    /** The items that are counted, in the order of their rows. */
    static List<RevenueItem> items(RevenueAxes axes) {
        List<RevenueItem> items = new ArrayList<>(Arrays.asList(RevenueItem.values()));
        if (axes.due() == null) {
            items.removeAll(List.of(RevenueItem.DUE, RevenueItem.DUE_END, RevenueItem.DUE_KEPT, RevenueItem.DUE_LOST));
        }
        if (axes.apart().fx() == null) {
            items.removeAll(List.of(RevenueItem.FX, RevenueItem.LEDGER_FX));
        }
        if (axes.apart().restated() == null) {
            items.removeAll(List.of(RevenueItem.RESTATEMENT, RevenueItem.LEDGER_RESTATEMENT));
        }
        if (!axes.booked().lenient()) {
            items.remove(RevenueItem.LEFT_OUT);
        }
        return items;
    }

    private static Cells<RevenueCell> cells(Timeline periods, List<RevenueItem> items) {
        return Cells.grid(
                Axis.of("item", items),
                Axis.periods("period", periods),
                (item, period) -> new RevenueCell(period, item),
                RevenueCell::item,
                RevenueCell::period);
    }

    @Override
    public Moment readAt(int row) {
        RevenueItem item = cells().cell(row * size).item();
        return READ_AT_END.contains(item) ? Moment.END : Moment.START;
    }

    @Override
    public Rule<RevenueCell> forOneThread() {
        return new RevenueRule(this);
    }

    @Override
    public void apply(History history, CellSink sink) {
        ValueDays days = room == null ? new ValueDays(axes) : room;
        days.startWith(history);
        if (axes.per() == null) {
            if (!isLeftOut(days, sink)) {
                days.startOver();
                book(days, sink);
            }
            return;
        }
        ValueParts parts = ValueParts.of(history, history.column(axes.per()));
        for (int part = 0; part < parts.size(); part++) {
            days.startOver(parts, part);
            if (isLeftOut(days, sink)) {
                return;
            }
        }
        for (int part = 0; part < parts.size(); part++) {
            days.startOver(parts, part);
            book(days, sink);
        }
    }

    /** Whether value falls below 0 and such customers are left out, which is then named in place of all else. */
    private boolean isLeftOut(ValueDays days, CellSink sink) {
        boolean leftOut = axes.booked().lenient() && days.goesBelowZero();
        if (leftOut) {
            sink.add(RevenueItem.LEFT_OUT, Math.max(0, days.period()), Math.negateExact(days.lowest()));
        }
        return leftOut;
    }

    private void book(ValueDays days, CellSink sink) {
        int gap = axes.booked().gap();
        // What is booked of the value: it is held for a while where there is none.
        long value = 0;
        long lostOn = NEVER_LOST;
        int loss = NEVER;
        int p = days.nextPeriod(NEVER);
        // Of the value before the present period: since when it is there, survives and is kept.
        int since = p;
        int survivesFrom = p;
        int keptFrom = p;
        while (p < size) {
            long start = value;
            boolean away = start == 0;
            boolean known = false;
            boolean due = false;
            long fx = 0;
            long restated = 0;
            while (days.nextPeriod(NEVER) <= p) {
                days.next();
                long real = days.value();
                due |= days.isDue();
                if (away && days.rises()) {
                    known = isKnown(lostOn, days.rose());
                    away = false;
                }
                if (real == 0 && value > 0 && gap > 0) {
                    loss = loss == NEVER ? (int) Math.min(NEVER, (long) p + gap) : loss;
                } else {
                    fx = Math.addExact(fx, days.fx());
                    restated = Math.addExact(restated, days.restated());
                    if (p >= 0) {
                        boolean returns = value == 0 && isKnown(lostOn, days.epochDay());
                        move(sink, p, true, value, real, returns, days.fx(), days.restated());
                    }
                    value = real;
                }
                lostOn = days.falls() ? days.fell() : lostOn;
            }
            if (days.value() > 0) {
                loss = NEVER;
            }
            if (loss <= p) {
                if (p >= 0) {
                    move(sink, p, true, value, 0, true, 0, 0);
                }
                value = 0;
                loss = NEVER;
            }
            if (start != value) {
                // What both values share of this period is kept: the smaller one.
                stay(sink, start, since, survivesFrom, keptFrom, p, value > 0, value > start);
                since = p;
                survivesFrom = start > 0 ? p : p + 1;
                keptFrom = start > value ? p : p + 1;
            }
            if (p >= 0) {
                move(sink, p, false, start, value, known, fx, restated);
                if (due && start > 0) {
                    renewal(sink, p, start, value);
                }
            }
            p = Math.min(loss, days.nextPeriod(NEVER));
        }
        stay(sink, value, since, survivesFrom, keptFrom, size, false, false);
    }

    /** Whether somebody who has no value had some, not too long ago. */
    private boolean isKnown(long lostOn, long day) {
        return lostOn != NEVER_LOST && day - lostOn <= axes.booked().reactivation();
    }

    /**
     * Names a value that was there at the end of periods from one change until another.
     *
     * @param survives whether who had it has some value after the other change
     * @param kept whether all of it is kept then
     */
    private void stay(
            CellSink sink,
            long value,
            int since,
            int survivesFrom,
            int keptFrom,
            int until,
            boolean survives,
            boolean kept) {
        if (value == 0 || until < 0) {
            return;
        }
        int last = Math.min(size, until + 1);
        int next = Math.max(0, since + 1);
        run(sink, RevenueItem.START, next, last, value);
        run(sink, RevenueItem.END, Math.max(0, since), until, value);
        run(sink, RevenueItem.SURVIVORS_START, next, survives ? last : until, value);
        run(sink, RevenueItem.SURVIVORS_END, Math.max(0, survivesFrom), until, value);
        run(sink, RevenueItem.KEPT, Math.max(0, keptFrom), kept ? last : until, value);
    }

    /**
     * Names the movement from one value to another, after what had to be known before, and beside what rates change. Whose value is
     * restated to none is known.
     */
    private static void move(
            CellSink sink, int p, boolean ledger, long from, long to, boolean known, long fx, long restated) {
        long base = from;
        if (restated != 0) {
            // A value is not restated below 0: what else was told late is a movement.
            long past = Math.max(restated, -from);
            base = Math.addExact(from, past);
            name(sink, p, RevenueItem.RESTATEMENT, ledger, past);
        }
        long change = to - base;
        if (fx != 0 && base > 0 && to > 0) {
            name(sink, p, RevenueItem.FX, ledger, fx);
            change = Math.subtractExact(change, fx);
        }
        if (change != 0) {
            name(sink, p, movement(base, to, change, known || from > 0), ledger, Math.abs(change));
        }
    }

    private static void name(CellSink sink, int p, RevenueItem item, boolean ledger, long amount) {
        if (amount != 0) {
            sink.add(ledger ? item.onLedger() : item, p, amount);
        }
    }

    private static RevenueItem movement(long from, long to, long change, boolean known) {
        if (from == 0) {
            return known ? RevenueItem.REACTIVATION : RevenueItem.NEW;
        }
        if (to == 0) {
            return RevenueItem.CHURN;
        }
        return change > 0 ? RevenueItem.EXPANSION : RevenueItem.CONTRACTION;
    }

    private void renewal(CellSink sink, int p, long start, long end) {
        add(sink, p, RevenueItem.DUE, start);
        add(sink, p, RevenueItem.DUE_END, end);
        add(sink, p, RevenueItem.DUE_KEPT, Math.min(start, end));
        add(sink, p, RevenueItem.DUE_LOST, end == 0 ? start : 0);
    }

    private void add(CellSink sink, int p, RevenueItem item, long amount) {
        if (amount > 0) {
            sink.add(item, p, amount);
        }
    }

    private static void run(CellSink sink, RevenueItem item, int from, int to, long amount) {
        if (from < to) {
            sink.addSpan(item, from, to, amount);
        }
    }
}
