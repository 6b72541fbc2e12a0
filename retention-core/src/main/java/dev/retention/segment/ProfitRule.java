package dev.retention.segment;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what a customer brings and costs in which periods, and what that was in the period before. */
final class ProfitRule implements Rule<ProfitCell> {
    private static final long serialVersionUID = 1;

    private static final int NEVER = Integer.MIN_VALUE;

    private final String definition;
    private final Timeline timeline;
    private final ProfitCosts costs;
    private final Cells<ProfitCell> cells;
    private final int size;
    // Of the rule for one thread only.
    private final transient @Nullable ProfitPeriods room;

    ProfitRule(String definition, Timeline timeline, ProfitCosts costs) {
        this.definition = definition;
        this.timeline = timeline;
        this.costs = costs;
        this.cells = cells(timeline, items(costs));
        this.size = timeline.size();
        this.room = null;
    }

    /** The same with room of its own. */
    private ProfitRule(ProfitRule rule) {
        this.definition = rule.definition;
        this.timeline = rule.timeline;
        this.costs = rule.costs;
        this.cells = rule.cells;
        this.size = rule.size;
        this.room = new ProfitPeriods(costs);
    }

    /** The items that are counted, in the order of their rows. */
    private static List<ProfitItem> items(ProfitCosts costs) {
        List<ProfitItem> items = new ArrayList<>(Arrays.asList(ProfitItem.values()));
        items.removeIf(item -> costs.missing(item) != null);
        return items;
    }

    private static Cells<ProfitCell> cells(Timeline periods, List<ProfitItem> items) {
        return Cells.grid(
                Axis.of("item", items),
                Axis.periods("period", periods),
                (item, period) -> new ProfitCell(period, item),
                ProfitCell::item,
                ProfitCell::period);
    }

    @Override
    public String definition() {
        return definition;
    }

    @Override
    public Timeline timeline() {
        return timeline;
    }

    /** The first track of the store, and that of the contacts. */
    @Override
    public List<String> tracks() {
        return costs.service() == null ? List.of() : List.of("", costs.service().track());
    }

    @Override
    public Cells<ProfitCell> cells() {
        return cells;
    }

    @Override
    public CellState state(ProfitCell cell) {
        return timeline.state(requireNonNull(cell, "cell").period());
    }

    @Override
    public Moment readAt(int row) {
        return cells.cell(row * size).item().isOfBefore() ? Moment.START : Moment.END;
    }

    @Override
    public Rule<ProfitCell> forOneThread() {
        return new ProfitRule(this);
    }

    @Override
    public void apply(History history, CellSink sink) {
        ProfitPeriods each = room == null ? new ProfitPeriods(costs) : room;
        each.startWith(history);
        boolean known = false;
        // Of the last period in which the customer bought, until the loss is named.
        int last = NEVER;
        long revenue = 0;
        long cost = 0;
        while (each.next()) {
            int p = each.period();
            if (last != NEVER && (last < p - 1 || !each.bought())) {
                lose(sink, last + 1, revenue, cost);
                last = NEVER;
            }
            if (p >= 0) {
                if (each.bought()) {
                    if (last == NEVER) {
                        buy(sink, each, known);
                    } else {
                        keep(sink, each, revenue, cost);
                    }
                }
                if (each.leftOut()) {
                    add(sink, ProfitItem.LEFT_OUT, p, each.leftOutAmount());
                }
                if (costs.any() && each.cost() > each.revenue()) {
                    add(sink, ProfitItem.LOSING, p, Math.subtractExact(each.cost(), each.revenue()));
                }
            } else if (each.leftOut()) {
                add(sink, ProfitItem.LEFT_OUT, 0, each.leftOutAmount());
            }
            if (each.contacts() > 0) {
                serve(sink, each);
            }
            if (each.bought()) {
                known = true;
                last = p;
                revenue = each.revenue();
                cost = each.cost();
            }
        }
        if (last != NEVER) {
            lose(sink, last + 1, revenue, cost);
        }
    }

    private void buy(CellSink sink, ProfitPeriods each, boolean known) {
        int p = each.period();
        add(sink, known ? ProfitItem.REACTIVATED : ProfitItem.NEW, p, each.revenue());
        if (costs.any()) {
            add(sink, known ? ProfitItem.REACTIVATED_COST : ProfitItem.NEW_COST, p, each.cost());
        }
    }

    private void keep(CellSink sink, ProfitPeriods each, long revenueBefore, long costBefore) {
        int p = each.period();
        add(sink, ProfitItem.KEPT, p, each.revenue());
        add(sink, ProfitItem.KEPT_BEFORE, p, revenueBefore);
        change(sink, p, Math.subtractExact(each.revenue(), revenueBefore), ProfitItem.MORE, ProfitItem.LESS);
        if (costs.any()) {
            add(sink, ProfitItem.KEPT_COST, p, each.cost());
            add(sink, ProfitItem.KEPT_BEFORE_COST, p, costBefore);
            long profitBefore = Math.subtractExact(revenueBefore, costBefore);
            long more = Math.subtractExact(each.profit(), profitBefore);
            change(sink, p, more, ProfitItem.MORE_PROFIT, ProfitItem.LESS_PROFIT);
        }
    }

    private void change(CellSink sink, int p, long change, ProfitItem more, ProfitItem less) {
        if (change != 0) {
            add(sink, change > 0 ? more : less, p, change > 0 ? change : Math.negateExact(change));
        }
    }

    private void lose(CellSink sink, int p, long revenueBefore, long costBefore) {
        if (p >= 0) {
            add(sink, ProfitItem.LOST, p, revenueBefore);
            if (costs.any()) {
                add(sink, ProfitItem.LOST_COST, p, costBefore);
            }
        }
    }

    private void serve(CellSink sink, ProfitPeriods each) {
        int p = each.period();
        if (p >= 0) {
            add(sink, ProfitItem.SERVICE, p, each.service());
            add(sink, ProfitItem.CONTACTS, p, each.contacts());
            if (requireNonNull(costs.service()).isByMinutes()) {
                add(sink, ProfitItem.MINUTES, p, each.minutes());
            }
        }
        if (!each.bought()) {
            if (p >= 0) {
                add(sink, ProfitItem.IDLE_COST, p, each.cost());
            }
            if (p >= -1) {
                add(sink, ProfitItem.IDLE_COST_BEFORE, p + 1, each.cost());
            }
        }
    }

    private void add(CellSink sink, ProfitItem item, int period, long amount) {
        if (period < size) {
            sink.add(item, period, amount);
        }
    }

    @Override
    public String toString() {
        return definition;
    }
}
