package dev.retention.movement;

import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.Set;

/**
 * Names by spells of which kinds a customer is in which periods. What lasts from period to period is a run of cells, so that a
 * customer costs a few steps for each event and spell, not for each period.
 *
 * <p>Bound {@code p} is the midnight at which period {@code p} starts and the one before ends; the last is the end of the data.
 */
final class SpellRule extends PeriodRule<FlowCell> {
    private static final long serialVersionUID = 1;
    private static final int NONE = FlowRows.NONE;

    private final Spells spells;
    private final FlowRows rows;
    private final boolean ofDays;
    private final int size;
    // The periods that are asked for: all, unless customers of one are looked for.
    private final int fromPeriod;
    private final int toPeriod;
    private final long firstDay;
    private final long dataEnd;
    // Whether a day of an event may be another than that by which its period is told.
    private final boolean isInZone;
    // The index of the first bound after each day of the timeline.
    private final int[] boundAfter;

    private SpellRule(Timeline periods, Spells spells, FlowRows rows, boolean ofDays, int fromPeriod, int toPeriod) {
        super("customer flows, " + spells + ", " + periods, periods, rows.cells(periods), FlowCell::period);
        this.spells = spells;
        this.rows = rows;
        this.ofDays = ofDays;
        this.size = periods.size();
        this.fromPeriod = fromPeriod;
        this.toPeriod = toPeriod;
        this.isInZone = periods.zone().isPresent();
        this.firstDay = periods.first().firstDay().toEpochDay();
        this.dataEnd = periods.asOf().toEpochDay() + 1;
        this.boundAfter = new int[Math.toIntExact(dataEnd - firstDay)];
        int day = 0;
        for (int p = 0; p < size; p++) {
            long end = periods.period(p + 1).firstDay().toEpochDay() - firstDay;
            int next = (int) Math.min(boundAfter.length, end);
            Arrays.fill(boundAfter, day, next, p + 1);
            day = next;
        }
    }

    /** All kinds that the spells tell, by the periods of a timeline. */
    static SpellRule ofPeriods(Timeline periods, Spells spells) {
        return ofPeriods(periods, spells, FlowRows.toldBy(spells));
    }

    private static SpellRule ofPeriods(Timeline periods, Spells spells, FlowRows rows) {
        return new SpellRule(periods, spells, rows, false, 0, periods.size());
    }

    /**
     * Who is live at the start of each day of a timeline, and who is lost on it; also of the days before that the windows of the first
     * period reach back to.
     */
    static SpellRule ofDays(Timeline periods, Spells spells) {
        Timeline days = periods.days(ChurnFlows.TRAILING_DAYS);
        return new SpellRule(days, spells, FlowRows.ofDays(), true, 0, days.size());
    }

    /** The same with those who are live at the end as a kind of its own. */
    SpellRule withLiveAtEnd() {
        return ofPeriods(timeline(), spells, rows.withLiveAtEnd());
    }

    /** The same for some kinds of one period only, to find customers without naming all else that they count in. */
    SpellRule narrowedTo(int period, Set<FlowKind> kinds) {
        return new SpellRule(timeline(), spells, rows.only(kinds), false, period, period + 1);
    }

    @Override
    public Moment readAt(int row) {
        return rows.readAt(row);
    }

    @Override
    public void apply(History history, CellSink sink) {
        if (ofDays) {
            days(history, sink);
        } else {
            periods(history, sink);
        }
    }

    /** Who is live at the start of each day, and who is lost on it: no day comes twice. */
    private void days(History history, CellSink sink) {
        SpellCursor spell = spells.cursor(history, dataEnd);
        while (spell.next()) {
            run(sink, FlowKind.LIVE_ON_DAY, boundAfter(spell.start()), boundAfter(spell.end()));
            if (spell.ended()) {
                one(sink, FlowKind.LOST_ON_DAY, boundAfter(spell.end()) - 1);
            }
        }
    }

    private void periods(History history, CellSink sink) {
        SpellCursor spell = spells.cursor(history, dataEnd);
        // The last bound at which the customer was live, and the code of the last loss before the next.
        int lastLive = NONE;
        int lostBy = 0;
        // The period that the customer arrived in without having been live at its end so far, and whether that was the
        // first time.
        int arrivedIn = NONE;
        boolean isNew = true;
        boolean known = false;
        // The periods of the last return and of the last loss, and the codes of losses there.
        int lastReturn = NONE;
        int lastLoss = NONE;
        long lossCodes = 0;
        while (spell.next()) {
            int from = boundAfter(spell.start());
            int to = boundAfter(spell.end());
            int p = from - 1;
            if (p >= toPeriod) {
                break;
            }
            if (arrivedIn != p) {
                gone(sink, arrivedIn, isNew);
                arrivedIn = NONE;
            }
            boolean stays = lastLive == p && lastLive != NONE;
            if (!stays && arrivedIn == NONE) {
                arrivedIn = p;
                isNew = !known;
            }
            if (known) {
                add(sink, rows.of(FlowKind.REACTIVATED), p, p == lastReturn);
                lastReturn = p;
            }
            known = true;
            if (from < to) {
                if (!stays) {
                    lost(sink, lastLive, lostBy);
                    one(sink, isNew ? FlowKind.NEW_KEPT : FlowKind.BACK_KEPT, p);
                    arrivedIn = NONE;
                }
                run(sink, FlowKind.SURVIVOR, stays ? p : from, to - 1);
                run(sink, FlowKind.LIVE_AT_END, p, to - 1);
                lastLive = to - 1;
            }
            if (spell.ended()) {
                int code = spell.endCode();
                lossCodes = to - 1 == lastLoss ? lossCodes : 0;
                add(sink, rows.of(FlowKind.LOSS_EVENT, code), to - 1, (lossCodes >>> code & 1) != 0);
                // Whoever counts in the windows of the first period only is of it all the same.
                if (to == 0 && spell.end() >= firstDay - ChurnFlows.TRAILING_DAYS) {
                    one(sink, FlowKind.LOST_BEFORE, 0);
                }
                lossCodes |= 1L << code;
                lastLoss = to - 1;
                lostBy = to - 1 == lastLive ? code : lostBy;
            }
        }
        gone(sink, arrivedIn, isNew);
        lost(sink, lastLive, lostBy);
        contracts(history, sink);
        buyers(history, sink);
    }

    private void gone(CellSink sink, int p, boolean isNew) {
        one(sink, isNew ? FlowKind.NEW_GONE : FlowKind.BACK_GONE, p);
    }

    private void lost(CellSink sink, int p, int code) {
        add(sink, rows.of(FlowKind.LOST, code), p, false);
    }

    /** Who announced a loss, and whose term ended, of those live at the start of the period. */
    private void contracts(History history, CellSink sink) {
        boolean announced = rows.of(FlowKind.CANCELLING) != NONE;
        boolean due = rows.of(FlowKind.RENEWED) != NONE;
        if (!announced && !due) {
            return;
        }
        byte[] roles = spells.roles(history);
        SpellPresence atStart = new SpellPresence(spells.cursor(history, dataEnd), this::boundAfter);
        SpellPresence atEnd = new SpellPresence(spells.cursor(history, dataEnd), this::boundAfter);
        for (int i = 0; i < history.size(); i++) {
            int role = roles[history.codeIndex(i)];
            if (role != SpellContract.ANNOUNCEMENT && role != SpellContract.DUE) {
                continue;
            }
            int p = boundAfter(history.epochDay(i)) - 1;
            if (p < 0 || !atStart.isLive(p)) {
                continue;
            }
            boolean stays = atEnd.isLive(p + 1);
            if (role == SpellContract.DUE) {
                one(sink, stays ? FlowKind.RENEWED : FlowKind.NOT_RENEWED, p);
            } else if (stays) {
                one(sink, FlowKind.CANCELLING, p);
            }
        }
    }

    /** Who ordered, and who did so twice; only where events are orders. */
    private void buyers(History history, CellSink sink) {
        int once = rows.of(FlowKind.ORDERED_ONCE);
        int again = rows.of(FlowKind.ORDERED_AGAIN);
        if (once == NONE && again == NONE) {
            return;
        }
        // 64 periods at a time as bits, since the processor cannot foresee in which of two cases an event is.
        if (size <= Long.SIZE && !isInZone) {
            long often = history.firstPeriods(true);
            columns(sink, once, 0, history.firstPeriods(false) & ~often);
            columns(sink, again, 0, often);
            return;
        }
        int block = 0;
        long some = 0;
        long more = 0;
        for (int i = 0; i < history.size(); i++) {
            int p = boundAfter(history.epochDay(i)) - 1;
            if (p < 0) {
                continue;
            }
            if (p >>> 6 != block) {
                columns(sink, once, block, some & ~more);
                columns(sink, again, block, more);
                block = p >>> 6;
                some = 0;
                more = 0;
            }
            long bit = 1L << p;
            more |= some & bit;
            some |= bit;
        }
        columns(sink, once, block, some & ~more);
        columns(sink, again, block, more);
    }

    private static void columns(CellSink sink, int row, int block, long periods) {
        if (row != NONE) {
            sink.addColumns(row, block << 6, periods);
        }
    }

    /** Names a kind of one period, if it is told and the period shown. */
    private void one(CellSink sink, FlowKind kind, int p) {
        add(sink, rows.of(kind), p, false);
    }

    /** Names a cell of one period, if the row is told and the period shown; of events that come again the amount tells. */
    private void add(CellSink sink, int row, int p, boolean again) {
        if (row == NONE || p < fromPeriod || p >= toPeriod) {
            return;
        }
        if (again) {
            sink.add(row * size + p, 1);
        } else {
            sink.add(row * size + p);
        }
    }

    /** Names a kind of the periods from one to before another that are shown, if it is told. */
    private void run(CellSink sink, FlowKind kind, int from, int to) {
        int row = rows.of(kind);
        int first = Math.max(fromPeriod, from);
        int end = Math.min(toPeriod, to);
        if (row != NONE && first < end) {
            sink.addSpan(row, first, end);
        }
    }

    /** The index of the first bound after a day. */
    private int boundAfter(long day) {
        if (day < firstDay) {
            return 0;
        }
        long at = day - firstDay;
        return at < boundAfter.length ? boundAfter[(int) at] : size + 1;
    }
}
