package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.Serializable;

/**
 * What the methods over orders share: a timeline, which events count, and the rule that follows.
 *
 * @param <C> the type of cells
 */
abstract class OrderMethod<C> implements Serializable {
    private static final long serialVersionUID = 1;

    final Timeline timeline;
    final EventFilter events;

    OrderMethod(Timeline timeline, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.events = requireNonNull(events, "events");
    }

    /** The rule under a timeline with a first period, over all events. */
    abstract Rule<C> unfiltered(Timeline periods);

    /** Refuses a store that does not tell what the method is about. */
    void check(HistoryStore<?> store) {}

    /** Refuses a store whose first track, which methods over orders read, lacks a column. */
    static void checkColumn(HistoryStore<?> store, String name) {
        checkArgument(
                store.columns().contains(name),
                "store (%s) must have a column (%s)%s",
                store,
                name,
                store.trackNames().size() < 2 ? "" : " in its first track, which is the one read");
    }

    private Rule<C> bound(Timeline periods) {
        periods.first();
        return unfiltered(periods).counting(events);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the orders, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a column that the method needs, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     */
    public Rule<C> rule(HistoryStore<?> store) {
        check(requireNonNull(store, "store"));
        return bound(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<C> rule() {
        return bound(timeline);
    }

    /** What was counted elsewhere. */
    <K> Counted<K, C> counted(Tally<C> tally) {
        return Counted.of(bound(requireNonNull(tally, "tally").bind(timeline)), tally);
    }
}
