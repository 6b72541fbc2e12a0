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

    // Room to work in, of the measure for one thread only; and the numbers of the cells there, while no group was met
    // since.
    private final transient @Nullable Asked<C> room;
    private transient int[] numbers = {};
    private transient int groups = -1;

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
    public List<String> tracks() {
        return rule.tracks();
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
        if (sink.touchedSize() == 0) {
            return;
        }
        int met = sink.groups() == null ? 0 : sink.groups().size();
        int[] at = room != null && met == groups ? numbers : find(asked, met);
        for (int i = 0; i < at.length; i++) {
            if (sink.holds(at[i])) {
                to.set(i, sink.amounts().low(at[i]));
            }
        }
    }

    private int[] find(Asked<C> asked, int met) {
        int[] found = cells.stream().mapToInt(asked::find).toArray();
        if (room != null) {
            numbers = found;
            groups = met;
        }
        return found;
    }

    @Serial
    private Object writeReplace() {
        return room == null ? this : new CellMeasure<>(rule, cells);
    }
}
