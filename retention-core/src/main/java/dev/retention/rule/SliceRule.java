package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a parted rule says of some of its groups, as one table. */
final class SliceRule<C> implements Rule<C> {
    private static final long serialVersionUID = 1;

    private final GroupedRule<C> grouped;
    private final ArrayList<Group> groups;
    // Room to work in, of the rule for one thread only.
    private final transient @Nullable Asked<In<C>> room;

    SliceRule(GroupedRule<C> grouped, Collection<Group> groups) {
        this(grouped, groups, null);
    }

    private SliceRule(GroupedRule<C> grouped, Collection<Group> groups, @Nullable Asked<In<C>> room) {
        this.grouped = grouped;
        this.groups = new ArrayList<>(groups);
        this.room = room;
    }

    Grouping.Reading reading() {
        return grouped.reading();
    }

    GroupedRule<C> grouped() {
        return grouped;
    }

    @Override
    public String definition() {
        return grouped.definition() + ": " + (groups.size() == 1 ? groups.get(0) : groups);
    }

    @Override
    public Timeline timeline() {
        return grouped.timeline();
    }

    @Override
    public List<String> tracks() {
        return grouped.tracks();
    }

    @Override
    public Cells<C> cells() {
        return grouped.parted().cells();
    }

    @Override
    public CellState state(C cell) {
        return grouped.parted().state(cell);
    }

    @Override
    public Rule<C> forOneThread() {
        return new SliceRule<>(grouped, groups, Asked.perCustomer(grouped));
    }

    @Override
    public void apply(History history, CellSink to) {
        Asked<In<C>> asked = room == null ? Asked.perCustomer(grouped) : room;
        asked.look(history);
        CellSink sink = asked.sink();
        GroupIndex index = requireNonNull(sink.groups());
        for (int i = 0; i < sink.touchedSize(); i++) {
            int cell = sink.touched(i);
            if (groups.contains(index.group(cell / index.cellsOfEach()))) {
                to.add(cell % index.cellsOfEach(), sink.amounts().longExact(cell));
            }
        }
    }

    @Serial
    private Object writeReplace() {
        return room == null ? this : new SliceRule<>(grouped, groups);
    }

    @Override
    public String toString() {
        return definition();
    }
}
