package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.util.List;

/** A rule that asks another about the same cells, and is like it in all that it does not override. */
abstract class RuleOfRule<C> implements Rule<C> {
    private static final long serialVersionUID = 1;

    /** The rule that is asked. */
    final Rule<C> rule;

    RuleOfRule(Rule<C> rule) {
        this.rule = requireNonNull(rule, "rule");
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
    public Cells<C> cells() {
        return rule.cells();
    }

    @Override
    public CellState state(C cell) {
        return rule.state(cell);
    }

    @Override
    public Moment readAt(int row) {
        return rule.readAt(row);
    }

    @Override
    public String toString() {
        return definition();
    }
}
