package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;

/**
 * A rule whose cells look at one period each, and are as much observed as that.
 *
 * @param <C> the type of cells
 */
abstract class PeriodRule<C> implements Rule<C> {
    private static final long serialVersionUID = 1;

    private final String definition;
    private final Timeline timeline;
    private final Cells<C> cells;
    private final Cells.Part<C, Period> period;

    PeriodRule(String definition, Timeline timeline, Cells<C> cells, Cells.Part<C, Period> period) {
        this.definition = requireNonNull(definition, "definition");
        this.timeline = requireNonNull(timeline, "timeline");
        this.cells = cells;
        this.period = period;
    }

    /** Refuses periods in which days cannot be told apart. */
    static Timeline ofWholeDays(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
        return timeline;
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
    public final CellState state(C cell) {
        return timeline.state(period.of(cell));
    }

    @Override
    public final String toString() {
        return definition;
    }
}
