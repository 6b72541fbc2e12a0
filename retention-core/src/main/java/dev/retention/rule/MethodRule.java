package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.List;

/** The rule of a method under a timeline with a first period. */
final class MethodRule<E extends Enum<E>> implements Rule<PeriodItem<E>> {
    private static final long serialVersionUID = 1;

    private final PeriodMethod<E> method;
    private final Timeline periods;
    private final Cells<PeriodItem<E>> cells;

    MethodRule(PeriodMethod<E> method, Timeline periods, Class<E> items) {
        this.method = method;
        this.periods = periods;
        this.cells = Cells.byPeriod(
                periods, items, (period, item) -> new PeriodItem<>(item, period), PeriodItem::period, PeriodItem::item);
    }

    @Override
    public String definition() {
        return method.definition() + method.tracksInWords() + ", " + periods;
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
    public Cells<PeriodItem<E>> cells() {
        return cells;
    }

    @Override
    public CellState state(PeriodItem<E> cell) {
        return method.state(periods, cell.item(), cell.period());
    }

    @Override
    public Moment readAt(int row) {
        return Moment.END;
    }

    @Override
    public void apply(History history, CellSink sink) {
        method.apply(periods, history, sink);
    }

    /** What the method finds odd about a store. */
    List<String> warnings(HistoryStore<?> store) {
        return method.warnings(store);
    }

    @Override
    public String toString() {
        return definition();
    }
}
