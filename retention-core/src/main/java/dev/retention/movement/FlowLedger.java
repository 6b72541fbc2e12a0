package dev.retention.movement;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The fewest numbers that all flows follow from: arrivals and losses by day, and by period what does not add up from days. A
 * customer stands in a few cells, however long live, where {@link SpellCounter#count} names every period.
 */
final class FlowLedger {
    // Of each day.
    private static final int NEW = 0;
    private static final int RETURNED = 1;
    private static final int LOSSES = 2;
    private static final int DAY_CELLS = 3;

    private static final ImmutableSet<CustomerCount> OF_ORDERS =
            ImmutableSet.of(CustomerCount.BUYERS, CustomerCount.REPEAT_BUYERS);
    private static final ImmutableSet<CustomerCount> OF_TERMS =
            ImmutableSet.of(CustomerCount.DUE, CustomerCount.RENEWED, CustomerCount.NOT_RENEWED);

    private final Timeline timeline;
    private final SpellCounter counter;
    private final int periods;
    // Days are counted from some before the first period, so that what happened in the 30 days before its end is known.
    private final long firstDay;
    private final int days;
    // Cells of periods come first, as in the rule of all counts, then those of days, then one.
    private final int dayCells;
    private final int liveAtFirst;

    FlowLedger(Timeline timeline, SpellCounter counter) {
        this.timeline = timeline;
        this.counter = counter;
        this.periods = timeline.size();
        this.firstDay = counter.firstDay() - SpellCounter.TRAILING_DAYS;
        this.days = SpellCounter.TRAILING_DAYS + counter.day(periods);
        this.dayCells = SpellCounter.cells(periods);
        this.liveAtFirst = Math.addExact(dayCells, Math.multiplyExact(DAY_CELLS, days));
    }

    Rule<Integer> rule() {
        return Rule.of(
                "what customer flows follow from, " + counter.spells() + ", " + timeline,
                timeline,
                Cells.of(Axis.range("cell", 0, liveAtFirst + 1)),
                this::count);
    }

    private void count(History history, CellSink sink) {
        Spells.Cursor spell = counter.spells(history);
        int arrival = NEW;
        int lastLive = -1;
        while (spell.next()) {
            if (spell.start() >= firstDay) {
                sink.add(cell(spell.start(), arrival));
            } else if (spell.end() >= firstDay) {
                sink.add(liveAtFirst);
            }
            arrival = RETURNED;
            if (spell.ended() && spell.end() >= firstDay) {
                sink.add(cell(spell.end(), LOSSES));
            }
            int from = counter.firstBoundAfter(spell.start());
            int to = counter.firstBoundAfter(spell.end()) - 1;
            if (from <= to) {
                if (lastLive >= 0 && lastLive + 1 < from) {
                    sink.add(SpellCounter.cell(lastLive, CustomerCount.LOST));
                }
                lastLive = to;
            }
        }
        if (lastLive >= 0 && lastLive < periods) {
            sink.add(SpellCounter.cell(lastLive, CustomerCount.LOST));
        }
        SpellCounter.Emitter named = new SpellCounter.Named(sink);
        counter.contracts(history, named);
        counter.buyers(history, named);
    }

    private int cell(long day, int kind) {
        return dayCells + DAY_CELLS * (int) (day - firstDay) + kind;
    }

    /** The flows of all periods. */
    ImmutableList<CustomerFlow> flows(Tally<Integer> tally) {
        long[] live = new long[days + 1];
        live[0] = tally.countAt(liveAtFirst);
        for (int day = 0; day < days; day++) {
            live[day + 1] = live[day]
                    + events(tally, NEW, day, day + 1)
                    + events(tally, RETURNED, day, day + 1)
                    - events(tally, LOSSES, day, day + 1);
        }
        return IntStream.range(0, periods).mapToObj(p -> flow(p, tally, live)).collect(toImmutableList());
    }

    private CustomerFlow flow(int p, Tally<Integer> tally, long[] live) {
        int from = SpellCounter.TRAILING_DAYS + counter.day(p);
        int to = SpellCounter.TRAILING_DAYS + counter.day(p + 1);
        int before = to - SpellCounter.TRAILING_DAYS;
        long lost = ofPeriod(tally, p, CustomerCount.LOST);
        CustomerFlow.Builder flow = CustomerFlow.builder()
                .start(live[from])
                .end(live[to])
                .lost(lost)
                .count(CustomerCount.NEW, events(tally, NEW, from, to))
                .returned(events(tally, RETURNED, from, to))
                .count(CustomerCount.LOSS_EVENTS, events(tally, LOSSES, from, to))
                .count(CustomerCount.LIVE_30_DAYS_AGO, live[before])
                .count(CustomerCount.LOSSES_IN_30_DAYS, events(tally, LOSSES, before, to));
        Spells spells = counter.spells();
        if (spells.ofOrders()) {
            flow.count(CustomerCount.ACTIVE_BEFORE, live[from]).count(CustomerCount.GONE_QUIET, lost);
            OF_ORDERS.forEach(count -> flow.count(count, ofPeriod(tally, p, count)));
        }
        if (spells.tellAnnouncements()) {
            flow.count(CustomerCount.CANCELLING, ofPeriod(tally, p, CustomerCount.CANCELLING));
        }
        if (spells.tellTerms()) {
            OF_TERMS.forEach(count -> flow.count(count, ofPeriod(tally, p, count)));
        }
        for (int day = from; day < to; day++) {
            flow.day(live[day], events(tally, LOSSES, day, day + 1));
        }
        return flow.customerDays((double) Arrays.stream(live, from, to).sum())
                .daysPerPeriod((double) (timeline.period(p + 1).firstDay().toEpochDay()
                        - timeline.period(p).firstDay().toEpochDay()))
                .build();
    }

    private static long ofPeriod(Tally<Integer> tally, int p, CustomerCount count) {
        return tally.countAt(SpellCounter.cell(p, count));
    }

    /** A customer arrives at most once a day and is lost at most once a day, so customers are events. */
    private long events(Tally<Integer> tally, int kind, int fromDay, int toDay) {
        return IntStream.range(fromDay, toDay)
                .mapToLong(day -> tally.countAt(dayCells + DAY_CELLS * day + kind))
                .sum();
    }
}
