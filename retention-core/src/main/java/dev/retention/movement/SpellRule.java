package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.history.History;
import dev.retention.rule.CellSink;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.Set;

/**
 * Names by spells in which counts of which periods a customer is. What lasts from period to period is a run of cells, so that a
 * customer costs a few steps for each event and spell, not for each period.
 *
 * <p>Bound {@code p} is the midnight at which period {@code p} starts and the one before ends; the last is the end of the data.
 */
final class SpellRule extends PeriodRule<FlowCell> {
    private static final long serialVersionUID = 1;
    private static final int TRAILING_DAYS = 30;
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

    /** All counts that the spells tell, by the periods of a timeline. */
    static SpellRule ofPeriods(Timeline periods, Spells spells) {
        return new SpellRule(periods, spells, FlowRows.toldBy(spells), false, 0, periods.size());
    }

    /** Who is live at the start of each day of a timeline, and who is lost on it. */
    static SpellRule ofDays(Timeline periods, Spells spells) {
        Timeline days = Timeline.completeBefore(Grain.DAY, periods.completeBefore())
                .from(periods.first().firstDay());
        Timeline inZone = periods.zone().map(days::inZone).orElse(days);
        return new SpellRule(inZone, spells, FlowRows.ofDays(), true, 0, inZone.size());
    }

    /** The same for some counts of one period only, to find customers without naming all else that they count in. */
    SpellRule narrowedTo(int period, Set<CustomerCount> counts) {
        return new SpellRule(timeline(), spells, FlowRows.of(counts), false, period, period + 1);
    }

    Spells spells() {
        return spells;
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
            run(sink, CustomerCount.START, boundAfter(spell.start()), boundAfter(spell.end()));
            if (spell.ended()) {
                one(sink, CustomerCount.LOSS_EVENTS, boundAfter(spell.end()) - 1);
            }
        }
    }

    private void periods(History history, CellSink sink) {
        SpellCursor spell = spells.cursor(history, dataEnd);
        CustomerCount arrival = CustomerCount.NEW;
        // The last bound at which the customer was live, and the code of the last loss before the next.
        int lastLive = NONE;
        int lostBy = 0;
        // The period of the first arrival.
        int firstPeriod = NONE;
        // The periods of the last return and of the last loss, the codes of losses there, and the end of what losses
        // reach in 30 days.
        int lastReturn = NONE;
        int lastLoss = NONE;
        long lossCodes = 0;
        int reached = 0;
        while (spell.next()) {
            int from = boundAfter(spell.start());
            int to = boundAfter(spell.end());
            if (from > toPeriod) {
                break;
            }
            event(sink, arrival, from - 1, from - 1 == lastReturn);
            if (lastLive < from - 1) {
                one(sink, CustomerCount.ARRIVED, from - 1);
            }
            firstPeriod = arrival == CustomerCount.NEW ? from - 1 : firstPeriod;
            lastReturn = arrival == CustomerCount.REACTIVATED ? from - 1 : NONE;
            arrival = CustomerCount.REACTIVATED;
            if (from < to) {
                if (from - 1 == firstPeriod) {
                    one(sink, CustomerCount.NEW_KEPT, from - 1);
                }
                boolean stays = lastLive == from - 1 && lastLive != NONE;
                if (!stays) {
                    lost(sink, lastLive, lostBy);
                    one(sink, CustomerCount.ACQUIRED, from - 1);
                }
                run(sink, CustomerCount.START, from, to);
                run(sink, CustomerCount.END, from - 1, to - 1);
                run(sink, CustomerCount.SURVIVORS, stays ? from - 1 : from, to - 1);
                lastLive = to - 1;
            }
            run(
                    sink,
                    CustomerCount.LIVE_30_DAYS_AGO,
                    boundAfter(spell.start() + TRAILING_DAYS) - 1,
                    boundAfter(spell.end() + TRAILING_DAYS) - 1);
            if (spell.ended()) {
                event(sink, CustomerCount.LOSS_EVENTS, to - 1, to - 1 == lastLoss);
                lossCodes = to - 1 == lastLoss ? lossCodes : 0;
                lossBy(sink, to - 1, spell.endCode(), (lossCodes >>> spell.endCode() & 1) != 0);
                lossCodes |= 1L << spell.endCode();
                lastLoss = to - 1;
                reached = lossIn30Days(sink, to - 1, boundAfter(spell.end() + TRAILING_DAYS) - 1, reached);
                lostBy = to - 1 == lastLive ? spell.endCode() : lostBy;
            }
        }
        lost(sink, lastLive, lostBy);
        contracts(history, sink);
        buyers(history, sink);
    }

    private void lossBy(CellSink sink, int p, int code, boolean again) {
        int row = rows.lossesBy(code);
        if (row != NONE && p >= 0) {
            add(sink, row * size + p, again);
        }
    }

    /** Names the periods at whose ends a loss is less than 30 days old; again up to where an earlier loss reached. */
    private int lossIn30Days(CellSink sink, int from, int to, int reached) {
        run(sink, CustomerCount.LOSSES_IN_30_DAYS, Math.max(from, reached), to);
        int row = rows.of(CustomerCount.LOSSES_IN_30_DAYS);
        int first = Math.max(fromPeriod, from);
        int end = Math.min(toPeriod, reached);
        if (row != NONE && first < end) {
            sink.addSpan(row, first, end, 1);
        }
        return to;
    }

    private void lost(CellSink sink, int p, int code) {
        one(sink, CustomerCount.LOST, p);
        int byCode = rows.lostBy(code);
        if (byCode != NONE && p >= 0 && p < size) {
            sink.add(byCode * size + p);
        }
    }

    /** Who announced a loss, and whose term ended, of those live at the start of the period. */
    private void contracts(History history, CellSink sink) {
        boolean announced = rows.of(CustomerCount.CANCELLING) != NONE;
        boolean due = rows.of(CustomerCount.DUE) != NONE;
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
                one(sink, CustomerCount.DUE, p);
                one(sink, stays ? CustomerCount.RENEWED : CustomerCount.NOT_RENEWED, p);
            } else if (stays) {
                one(sink, CustomerCount.CANCELLING, p);
            }
        }
    }

    /** Who ordered, and who did so twice; only where events are orders. */
    private void buyers(History history, CellSink sink) {
        int buyers = rows.of(CustomerCount.BUYERS);
        int repeatBuyers = rows.of(CustomerCount.REPEAT_BUYERS);
        if (buyers == NONE && repeatBuyers == NONE) {
            return;
        }
        // 64 periods at a time as bits, since the processor cannot foresee in which of two cases an event is.
        int block = 0;
        long once = 0;
        long twice = 0;
        for (int i = 0; i < history.size(); i++) {
            int p = boundAfter(history.epochDay(i)) - 1;
            if (p < 0) {
                continue;
            }
            if (p >>> 6 != block) {
                columns(sink, buyers, block, once);
                columns(sink, repeatBuyers, block, twice);
                block = p >>> 6;
                once = 0;
                twice = 0;
            }
            long bit = 1L << p;
            twice |= once & bit;
            once |= bit;
        }
        columns(sink, buyers, block, once);
        columns(sink, repeatBuyers, block, twice);
    }

    private static void columns(CellSink sink, int row, int block, long periods) {
        if (row != NONE) {
            sink.addColumns(row, block << 6, periods);
        }
    }

    /** Names a count of one period, if it is told and the period shown. */
    private void one(CellSink sink, CustomerCount count, int p) {
        int row = rows.of(count);
        if (row != NONE && p >= fromPeriod && p < toPeriod) {
            sink.add(row * size + p);
        }
    }

    /** Names an event of one period, if it is told and the period shown; of those that come again the amount tells. */
    private void event(CellSink sink, CustomerCount count, int p, boolean again) {
        int row = rows.of(count);
        if (row != NONE && p >= fromPeriod && p < toPeriod) {
            add(sink, row * size + p, again);
        }
    }

    private static void add(CellSink sink, int cell, boolean again) {
        if (again) {
            sink.add(cell, 1);
        } else {
            sink.add(cell);
        }
    }

    /** Names a count of the periods from one to before another that are shown, if it is told. */
    private void run(CellSink sink, CustomerCount count, int from, int to) {
        int row = rows.of(count);
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
