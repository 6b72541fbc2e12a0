package dev.retention.loss;

import dev.retention.history.History;
import dev.retention.loss.WinBack.Cell;
import dev.retention.loss.WinBack.Item;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.util.List;

/** Names the first loss of each customer, whether and when a call came, and when the customer was back. */
final class WinBackRule implements Rule<Cell> {
    private static final long serialVersionUID = 1;

    private final WinBackSettings settings;
    private final Timeline periods;
    private final Cells<Cell> cells;
    private final long from;
    private final long to;
    private final long asOf;
    private final int width;

    WinBackRule(WinBackSettings settings, Timeline periods) {
        this.settings = settings;
        this.periods = periods;
        this.asOf = periods.asOf().toEpochDay();
        this.from = Math.max(settings.from, periods.first().firstDay().toEpochDay());
        this.to = Math.min(settings.to, asOf);
        this.width =
                Math.toIntExact(Math.max(1, asOf - periods.first().firstDay().toEpochDay() + 1));
        this.cells = Cells.grid(
                Cells.grid(
                        Axis.of("call", settings.groups()),
                        Axis.of("item", Item.class),
                        Row::new,
                        Row::call,
                        Row::item),
                Axis.range("days", 0, width),
                (row, days) -> new Cell(row.call(), row.item(), days),
                cell -> new Row(cell.call(), cell.item()),
                Cell::days);
    }

    @Override
    public String definition() {
        return settings + ", " + periods;
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public List<String> tracks() {
        return settings.tracks();
    }

    @Override
    public Cells<Cell> cells() {
        return cells;
    }

    @Override
    public void apply(History history, CellSink sink) {
        Away away = new Away();
        settings.spells.forEach(history, away::spell);
        if (away.lost >= from) {
            new Named(history, sink, away).name();
        }
    }

    /** The first loss that counts, and the return from it. */
    private final class Away {
        private long lost = Long.MIN_VALUE;
        private long back = Long.MAX_VALUE;

        void spell(long start, long end, boolean ended) {
            if (lost == Long.MIN_VALUE && ended && end >= from && end <= to) {
                lost = end;
            } else if (lost != Long.MIN_VALUE && back == Long.MAX_VALUE) {
                back = start;
            }
        }

        boolean isBack() {
            return back != Long.MAX_VALUE;
        }
    }

    /** Names the cells of one loss. */
    private final class Named {
        private final CellSink sink;
        private final Away away;
        private final long call;
        private final int group;
        private final long before;
        private final long after;

        Named(History history, CellSink sink, Away away) {
            this.sink = sink;
            this.away = away;
            this.call = settings.call(history, away.lost, away.back);
            boolean isCalled = call != WinBackSettings.NONE;
            this.group = isCalled ? settings.group(call - away.lost) : settings.brackets.length + 1;
            if (settings.hasWorth()) {
                WorthSteps steps = WorthSteps.of(
                        history.track(settings.amounts()), settings.value.kind() == LossValue.Kind.RECURRING);
                this.before = steps.before(LossWorth.LAST, away.lost);
                this.after = away.isBack() ? steps.before(LossWorth.LAST, away.back + 1) : 0;
            } else {
                this.before = 0;
                this.after = 0;
            }
        }

        void name() {
            sink.anchoredOn(away.lost);
            long end = away.isBack() ? away.back : asOf;
            if (call != WinBackSettings.NONE) {
                add(Item.CALLED, call - away.lost, before);
                add(away.isBack() ? Item.CALL_TO_RETURN : Item.CALL_TO_END, end - call, after);
            }
            if (away.isBack()) {
                add(Item.BACK, end - away.lost, after);
                add(Item.BACK_BEFORE, end - away.lost, before);
            } else {
                add(Item.AWAY, end - away.lost, before);
            }
        }

        private void add(Item item, long days, long amount) {
            int cell = (group * Item.values().length + item.ordinal()) * width + (int) days;
            if (settings.hasWorth() && item != Item.CALL_TO_END) {
                sink.add(cell, amount);
            } else {
                sink.add(cell);
            }
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }

    private record Row(String call, Item item) {}
}
