package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Measure;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.List;
import java.util.OptionalLong;

/** Whether a customer counts in one of some cells, or the amounts there; measured by a column for each cell. */
record CellSource(Measure cells, boolean isAmount) implements OutcomeSource {
    private static final long serialVersionUID = 1;

    static <C> CellSource of(Rule<C> rule, List<? extends C> cells, boolean isAmount) {
        requireNonNull(rule, "rule");
        Measure measure = Measure.ofCells(rule, requireNonNull(cells, "cells"));
        for (C cell : cells) {
            CellState state = rule.state(cell);
            checkArgument(
                    state == CellState.OBSERVED, "cells (%s) must be OBSERVED, as (%s) is not: %s", cells, cell, state);
        }
        return new CellSource(measure, isAmount);
    }

    @Override
    public String words() {
        return (isAmount ? "" : "any of ") + cells.definition();
    }

    @Override
    public List<String> tracks(String own) {
        return AskedTimeline.tracks(cells.tracks(), own);
    }

    @Override
    public boolean looksAtEvents() {
        return false;
    }

    @Override
    public boolean hasPast() {
        return false;
    }

    @Override
    public void check(Timeline experiment) {
        AskedTimeline.check(cells.timeline(), experiment, "rule", cells.definition());
    }

    @Override
    public Reader reader(Timeline periods) {
        Measure.Reader asked = cells.reader();
        Timeline own = AskedTimeline.bound(cells.timeline(), periods);
        int columns = cells.columns().size();
        return (history, window) -> {
            asked.look(history.under(own));
            long sum = 0;
            boolean isIn = false;
            for (int column = 0; column < columns; column++) {
                OptionalLong amount = asked.number(column);
                isIn |= amount.isPresent();
                sum = Math.addExact(sum, amount.orElse(0));
            }
            window.set(isAmount ? sum : isIn ? 1 : 0);
        };
    }
}
