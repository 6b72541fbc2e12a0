package dev.retention.segment;

import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.Timeline;

/**
 * A rule whose definition, periods and cells are made beforehand.
 *
 * @param <C> the type of cells
 */
abstract class TableRule<C> implements Rule<C> {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final Cells<C> cells;

    TableRule(String definition, Timeline timeline, Cells<C> cells) {
        this.definition = definition;
        this.timeline = timeline;
        this.cells = cells;
    }

    @Override
    public final String definition() {
        return definition;
    }

    @Override
    public final Timeline timeline() {
        return timeline;
    }

    @Override
    public final Cells<C> cells() {
        return cells;
    }

    @Override
    public final String toString() {
        return definition;
    }
}
