package dev.retention.movement;

import dev.retention.rule.Rule;
import dev.retention.time.Timeline;
import java.util.List;

/**
 * A table with one entry per period of a timeline.
 *
 * @param <P> the type of entries
 */
abstract class PeriodTable<P> {
    private final Rule<?> rule;

    PeriodTable(Rule<?> rule) {
        this.rule = rule;
    }

    /**
     * The periods in order of time.
     *
     * @return one entry per period of the timeline
     */
    public abstract List<P> periods();

    /**
     * One period.
     *
     * @param period the label of the period, such as {@code 1998-03}
     * @return the period
     * @throws IllegalArgumentException if the label is not a period of the timeline
     */
    public P in(String period) {
        return periods().get(timeline().indexOf(period));
    }

    /**
     * The periods, with the end of the data.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return rule.timeline();
    }

    /** Prints the definition and the size. */
    @Override
    public String toString() {
        return rule.definition() + ": " + periods().size() + " periods";
    }
}
