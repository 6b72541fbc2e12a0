package dev.retention.movement;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names what a customer lost in which periods, loss by loss. All that a period says of a customer hangs on the last loss in it, so that it
 * has one cause.
 */
final class RevenueLossRule extends PeriodRule<RevenueLossCell> {
    private static final long serialVersionUID = 1;

    private final LossModes modes;
    private final int days;
    private final boolean withStart;
    private final int size;

    /**
     * Makes the rule.
     *
     * @param withStart whether value at the start is counted, which has no cause
     */
    RevenueLossRule(String definition, Timeline periods, LossModes modes, int days, boolean withStart) {
        super(definition, periods, cells(periods, modes, withStart), RevenueLossCell::period);
        this.modes = modes;
        this.days = days;
        this.withStart = withStart;
        this.size = periods.size();
    }

    private static Cells<RevenueLossCell> cells(Timeline periods, LossModes modes, boolean withStart) {
        List<RevenueLossItem> items = Arrays.stream(RevenueLossItem.values())
                .filter(item -> item != RevenueLossItem.START || withStart)
                .filter(item -> item != RevenueLossItem.WITHOUT_MODE || !modes.isEmpty())
                .toList();
        return Cells.grid(
                Axis.of("item", items),
                Axis.periods("period", periods),
                (item, period) -> new RevenueLossCell(period, item),
                RevenueLossCell::item,
                RevenueLossCell::period);
    }

    @Override
    public Moment readAt(int row) {
        RevenueLossItem item = cells().cell(row * size).item();
        return item == RevenueLossItem.START || item == RevenueLossItem.LOST ? Moment.START : Moment.END;
    }

    /** The losses of a customer in one period. */
    private static final class Losses {
        final int period;
        final long atStart;
        long all;
        long last;
        int cause;
        long lostOn;
        // Of the return after the last loss.
        boolean isBack;
        long backOn;
        int backIn;
        long back;

        Losses(int period, long atStart) {
            this.period = period;
            this.atStart = atStart;
        }
    }

    @Override
    public void apply(History history, CellSink sink) {
        ValueDays each = new ValueDays(history);
        Losses losses = null;
        int period = Integer.MIN_VALUE;
        long atStart = 0;
        while (each.next()) {
            if (each.period() != period) {
                period = each.period();
                atStart = each.before();
            }
            if (each.before() > 0 && each.value() == 0) {
                if (losses == null || losses.period != period) {
                    name(losses, history, sink);
                    losses = new Losses(period, atStart);
                }
                losses.all = Math.addExact(losses.all, each.before());
                losses.last = each.before();
                losses.cause = modes.cause(history, each.from(), each.to());
                losses.lostOn = each.epochDay();
                losses.isBack = false;
            } else if (losses != null && !losses.isBack && each.value() > 0) {
                losses.isBack = true;
                losses.backOn = each.epochDay();
                losses.backIn = period;
                losses.back = each.value();
            }
            if (withStart && each.value() > 0) {
                nameStarts(sink, period, each.nextPeriod(size), each.value());
            }
        }
        name(losses, history, sink);
    }

    /** Names the starts of the periods before which nothing changes any more. */
    private void nameStarts(CellSink sink, int changed, int next, long value) {
        int from = Math.max(0, changed + 1);
        int to = Math.min(size - 1, next) + 1;
        if (from < to) {
            sink.anchoredAt(0);
            sink.addSpan(RevenueLossItem.START, from, to, value);
        }
    }

    private void name(@Nullable Losses losses, History history, CellSink sink) {
        if (losses == null || losses.period < 0) {
            return;
        }
        int period = losses.period;
        sink.anchoredAt(losses.cause);
        sink.add(RevenueLossItem.LEDGER_LOST, period, losses.all);
        if (losses.atStart > 0 && !(losses.isBack && losses.backIn == period)) {
            sink.add(RevenueLossItem.LOST, period, losses.atStart);
        }
        if (!modes.isEmpty() && modes.of(history.code(losses.cause)) == null) {
            sink.add(RevenueLossItem.WITHOUT_MODE, period, losses.all);
        }
        boolean unfinished = losses.lostOn + days > timeline().asOf().toEpochDay();
        if (unfinished) {
            sink.add(RevenueLossItem.UNFINISHED, period, losses.last);
        }
        if (losses.isBack && losses.backOn - losses.lostOn <= days) {
            sink.add(RevenueLossItem.RECOVERED, period, losses.last);
            sink.add(RevenueLossItem.WON_BACK, period, losses.back);
        } else if (unfinished) {
            sink.add(RevenueLossItem.OPEN, period, losses.last);
        }
    }
}
