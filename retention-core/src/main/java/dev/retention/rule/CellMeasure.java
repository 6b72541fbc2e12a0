package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says of each customer in some of its cells: a column of amounts for each cell. */
final class CellMeasure<C> implements Measure {
    private static final long serialVersionUID = 1;

    private final Rule<C> rule;

    @SuppressWarnings("serial") // serialisable as far as the cells are
    private final ArrayList<C> cells;

    // Room to work in, of the measure for one thread only.
    private final transient @Nullable Asked<C> room;

    CellMeasure(Rule<C> rule, Collection<? extends C> cells) {
        this(rule, cells, null);
    }

    private CellMeasure(Rule<C> rule, Collection<? extends C> cells, @Nullable Asked<C> room) {
        this.rule = rule;
        this.cells = new ArrayList<>(cells);
        this.room = room;
    }

    @Override
    public String definition() {
        return "amounts in " + cells + " of " + rule.definition();
    }

    @Override
    public Timeline timeline() {
        return rule.timeline();
    }

    @Override
    public List<String> columns() {
        return cells.stream().map(String::valueOf).toList();
    }

    @Override
    public Measure forOneThread() {
        return new CellMeasure<>(rule, cells, Asked.lookingFor(rule, cells));
    }

    @Override
    public void apply(History history, MeasureSink to) {
        Asked<C> asked = room == null ? Asked.lookingFor(rule, cells) : room;
        asked.look(history);
        CellSink sink = asked.sink();
        for (int i = 0; i < cells.size() && sink.touchedSize() > 0; i++) {
            int cell = asked.find(cells.get(i));
            if (sink.holds(cell)) {
                to.set(i, sink.amounts().low(cell));
            }
        }
    }

    @Serial
    private Object writeReplace() {
        return room == null ? this : new CellMeasure<>(rule, cells);
    }
}
