package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.time.Timeline;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule says of each customer in some of its cells: a column of amounts for each cell. */
final class CellMeasure<C> implements Measure {
    private static final long serialVersionUID = 1;

    private final Rule<C> rule;

    // They travel as places in the rule's cells, since cells need not be serialisable.
    private final transient List<C> cells;

    // Room to work in, of the measure for one thread only; and the numbers of the cells there, while no group was met
    // since.
    private final transient @Nullable Asked<C> room;
    private transient int[] numbers = {};
    private transient int groups = -1;

    CellMeasure(Rule<C> rule, Collection<? extends C> cells) {
        this(rule, cells, null);
    }

    /** Refuses cells that the rule lacks, or that come twice. */
    static <C> Measure of(Rule<C> rule, List<? extends C> cells) {
        requireNonNull(rule, "rule");
        checkArgument(!requireNonNull(cells, "cells").isEmpty(), "cells must hold at least one");
        cells.forEach(cell -> Asked.indexInGroup(rule, requireNonNull(cell, "cell")));
        checkArgument(new HashSet<>(cells).size() == cells.size(), "cells (%s) must not repeat", cells);
        return new CellMeasure<>(rule, cells);
    }

    private CellMeasure(Rule<C> rule, Collection<? extends C> cells, @Nullable Asked<C> room) {
        this.rule = rule;
        this.cells = List.copyOf(cells);
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
                to.set(i, sink.amounts().longExact(at[i]));
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
        List<Group> of = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (C cell : cells) {
            of.add(cell instanceof In<?> in ? in.group() : Group.MISSING);
            places.add(Asked.indexInGroup(rule, cell));
        }
        return new Travelling<>(rule, of, places);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a measure of cells is read by way of their places");
    }

    /** The measure as it travels: each cell by its group, if the rule has groups, and its place. */
    private record Travelling<C>(Rule<C> rule, List<Group> groups, List<Integer> places) implements Serializable {
        @Serial
        private Object readResolve() {
            List<C> cells = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                cells.add(Asked.cell(rule, groups.get(i), places.get(i)));
            }
            return new CellMeasure<>(rule, cells);
        }
    }
}
