package dev.retention.movement;

import dev.retention.history.History;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.time.Timeline;
import java.io.Serializable;

/** Names by what the value of a customer who stayed changed in which periods: periods without a change cost nothing. */
final class ExpansionRule extends PeriodRule<ExpansionCell> {
    private static final long serialVersionUID = 1;

    private static final ExpansionPart[] PARTS = ExpansionPart.values();

    private final SplitColumns columns;
    private final int size;
    // The first cell of each side and part by their numbers.
    private final int[][] firstCells;

    ExpansionRule(String definition, Timeline periods, SplitColumns columns) {
        super(definition, periods, cells(periods), ExpansionCell::period);
        this.columns = columns;
        this.size = periods.size();
        this.firstCells = new int[ExpansionSide.values().length][PARTS.length];
        for (ExpansionSide side : ExpansionSide.values()) {
            for (ExpansionPart part : PARTS) {
                firstCells[side.ordinal()][part.ordinal()] =
                        cells().indexOf(new ExpansionCell(periods.first(), side, part));
            }
        }
    }

    private record Row(ExpansionSide side, ExpansionPart part) implements Serializable {}

    private static Cells<ExpansionCell> cells(Timeline periods) {
        Cells<Row> rows = Cells.grid(
                Axis.of("side", ExpansionSide.class),
                Axis.of("part", ExpansionPart.class),
                Row::new,
                Row::side,
                Row::part);
        return Cells.grid(
                rows,
                Axis.periods("period", periods),
                (row, period) -> new ExpansionCell(period, row.side(), row.part()),
                cell -> new Row(cell.side(), cell.part()),
                ExpansionCell::period);
    }

    /** All customers were there at the start. */
    @Override
    public Moment readAt(int row) {
        return Moment.START;
    }

    @Override
    public void apply(History history, CellSink sink) {
        PlanHoldings holdings = new PlanHoldings(history, columns);
        ValueDays days = new ValueDays(history);
        long[] parts = new long[PARTS.length];
        long start = 0;
        while (days.next()) {
            holdings.add(days.from(), days.to());
            int period = days.period();
            if (days.nextPeriod(size) != period) {
                boolean stayed = period >= 0 && start > 0 && days.value() > 0;
                holdings.endPeriod(stayed ? parts : null);
                if (stayed) {
                    long fx = parts[ExpansionPart.FX.ordinal()];
                    long change = Math.subtractExact(Math.subtractExact(days.value(), fx), start);
                    name(sink, period, ExpansionSide.of(change), parts);
                }
                start = days.value();
            }
        }
    }

    private void name(CellSink sink, int period, ExpansionSide side, long[] parts) {
        int[] firstOf = firstCells[side.ordinal()];
        for (int part = 0; part < parts.length; part++) {
            if (parts[part] != 0) {
                sink.add(firstOf[part] + period, parts[part]);
            }
        }
    }
}
