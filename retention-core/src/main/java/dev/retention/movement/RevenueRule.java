package dev.retention.movement;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
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

    private static final int NONE = -1;
    private static final int NEVER = Integer.MAX_VALUE;

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

    private final @Nullable String dueCode;
    private final int gap;
    private final boolean lenient;
    private final int size;

    RevenueRule(String definition, Timeline periods, @Nullable String dueCode, int gap, boolean lenient) {
        super(definition, periods, cells(periods, items(dueCode != null, lenient)), RevenueCell::period);
        this.dueCode = dueCode;
        this.gap = gap;
        this.lenient = lenient;
        this.size = periods.size();
    }

    /** The items that are counted, in the order of their rows. */
    static List<RevenueItem> items(boolean terms, boolean lenient) {
        List<RevenueItem> items = new ArrayList<>(Arrays.asList(RevenueItem.values()));
        if (!terms) {
            items.removeAll(List.of(RevenueItem.DUE, RevenueItem.DUE_END, RevenueItem.DUE_KEPT, RevenueItem.DUE_LOST));
        }
        if (!lenient) {
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
    public void apply(History history, CellSink sink) {
        if (lenient && isLeftOut(history, sink)) {
            return;
        }
        book(history, sink);
    }

    /** Whether the customer's value falls below 0, which is then named in place of all else. */
    private boolean isLeftOut(History history, CellSink sink) {
        long value = 0;
        for (int i = 0; i < history.size(); i++) {
            value = Math.addExact(value, history.amount(i));
            boolean dayEnds = i + 1 == history.size() || history.epochDay(i + 1) != history.epochDay(i);
            if (dayEnds && value < 0) {
                sink.add(RevenueItem.LEFT_OUT, Math.max(0, history.period(i)), Math.negateExact(value));
                return true;
            }
        }
        return false;
    }

    private void book(History history, CellSink sink) {
        int dueIndex = dueCode == null ? NONE : history.codes().find(dueCode).orElse(NONE);
        // What the changes come to, and what is booked of it: value is held for a while where there is none.
        long real = 0;
        long value = 0;
        boolean known = false;
        int loss = NEVER;
        int i = 0;
        int p = history.period(0);
        while (p < size) {
            long start = value;
            boolean knownAtStart = known;
            boolean due = false;
            while (i < history.size() && history.period(i) <= p) {
                long day = history.epochDay(i);
                for (; i < history.size() && history.epochDay(i) == day; i++) {
                    real = Math.addExact(real, history.amount(i));
                    due |= history.codeIndex(i) == dueIndex;
                }
                checkState(real >= 0, "recurring value must not fall below 0, as with the changes %s", history);
                if (real == 0 && value > 0 && gap > 0) {
                    loss = loss == NEVER ? (int) Math.min(NEVER, (long) p + gap) : loss;
                } else {
                    ledger(sink, p, value, real, known);
                    value = real;
                    known |= value > 0;
                    loss = NEVER;
                }
            }
            if (loss <= p) {
                ledger(sink, p, value, 0, known);
                value = 0;
                loss = NEVER;
            }
            int next = Math.min(loss, i < history.size() ? history.period(i) : NEVER);
            if (p >= 0) {
                snapshot(sink, p, start, value, knownAtStart);
                if (due && start > 0) {
                    renewal(sink, p, start, value);
                }
            }
            keep(sink, p, next, value);
            p = next;
        }
    }

    /** Names what stays between the changes of one period and those of another. */
    private void keep(CellSink sink, int changed, int next, long value) {
        int from = Math.max(0, changed + 1);
        int end = Math.min(size, next);
        if (value > 0) {
            run(sink, RevenueItem.START, from, Math.min(size - 1, next) + 1, value);
            run(sink, RevenueItem.END, Math.max(0, changed), end, value);
            run(sink, RevenueItem.SURVIVORS_START, from, end, value);
            run(sink, RevenueItem.SURVIVORS_END, from, end, value);
            run(sink, RevenueItem.KEPT, from, end, value);
        }
    }

    private void snapshot(CellSink sink, int p, long start, long end, boolean known) {
        if (start > 0 && end > 0) {
            add(sink, p, RevenueItem.SURVIVORS_START, start);
            add(sink, p, RevenueItem.SURVIVORS_END, end);
            add(sink, p, RevenueItem.KEPT, Math.min(start, end));
        }
        if (start != end) {
            add(sink, p, movement(start, end, known), Math.abs(end - start));
        }
    }

    private void ledger(CellSink sink, int p, long from, long to, boolean known) {
        if (p >= 0 && from != to) {
            add(sink, p, movement(from, to, known).onLedger(), Math.abs(to - from));
        }
    }

    private static RevenueItem movement(long from, long to, boolean known) {
        if (from == 0) {
            return known ? RevenueItem.REACTIVATION : RevenueItem.NEW;
        }
        if (to == 0) {
            return RevenueItem.CHURN;
        }
        return to > from ? RevenueItem.EXPANSION : RevenueItem.CONTRACTION;
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
