package dev.retention.service;

import dev.retention.history.History;
import dev.retention.internal.DayList;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.service.LaterLoss.Cell;
import dev.retention.service.LaterLoss.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Names the customers who are live at the start of each period, by whether a signal came before and whether they are lost in it. */
final class LaterLossRule implements Rule<Cell> {
    private static final long serialVersionUID = 1;
    private static final int ITEMS = Item.values().length;

    private final LaterLoss method;
    private final Timeline periods;
    private final Cells<Cell> cells;
    private final long[] starts;

    LaterLossRule(LaterLoss method, Timeline periods) {
        this.method = method;
        this.periods = periods;
        this.cells = Cells.grid(
                Cells.grid(
                        Axis.of("tenure", method.labels()),
                        Axis.of("item", Item.class),
                        Row::new,
                        Row::tenure,
                        Row::item),
                Axis.periods("period", periods),
                (row, period) -> new Cell(row.tenure(), row.item(), period),
                cell -> new Row(cell.tenure(), cell.item()),
                Cell::period);
        this.starts = LongStream.rangeClosed(0, periods.size())
                .map(p -> periods.first().plus((int) p).firstDay().toEpochDay())
                .toArray();
    }

    @Override
    public String definition() {
        return method + ", " + periods;
    }

    @Override
    public Timeline timeline() {
        return periods;
    }

    @Override
    public List<String> tracks() {
        return method.tracks();
    }

    @Override
    public Cells<Cell> cells() {
        return cells;
    }

    @Override
    public CellState state(Cell cell) {
        return periods.state(cell.period());
    }

    @Override
    public Moment readAt(int row) {
        return Moment.START;
    }

    @Override
    public void apply(History history, CellSink sink) {
        DayList signals = new DayList();
        method.signal().forEachDay(history, signals);
        signals.sort();
        method.spells().forEach(history, (start, end, ended) -> {
            int first = Arrays.binarySearch(starts, start + 1);
            int at = 0;
            for (int p = first < 0 ? -first - 1 : first; p < periods.size() && starts[p] <= end; p++) {
                while (at < signals.size() && signals.day(at) < starts[p] - method.within()) {
                    at++;
                }
                boolean isExposed = at < signals.size() && signals.day(at) < starts[p];
                int bracket = bracket(starts[p] - start);
                add(sink, bracket, isExposed ? Item.EXPOSED : Item.OTHERS, p);
                if (ended && end < starts[p + 1]) {
                    add(sink, bracket, isExposed ? Item.EXPOSED_LOST : Item.OTHERS_LOST, p);
                }
            }
        });
    }

    private int bracket(long tenure) {
        int[] brackets = method.brackets();
        int bracket = 0;
        while (bracket < brackets.length && tenure >= brackets[bracket]) {
            bracket++;
        }
        return bracket;
    }

    private void add(CellSink sink, int bracket, Item item, int period) {
        sink.add((bracket * ITEMS + item.ordinal()) * periods.size() + period);
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }

    private record Row(String tenure, Item item) {}
}
