package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.io.Serializable;

/**
 * Counts in how many periods of a range customers were active: how many on one day, on two days, on every day.
 *
 * <pre>
 *   exactly (n) = customers active in exactly n of the range's N periods,  n = 1 … N
 *   at least (n) = Σ exactly (m), m = n … N
 * </pre>
 *
 * <p>The range is the timeline, from its first to its last period. A period is active if its number of events that count meets
 * the threshold, one event or more by default.
 *
 * <ul>
 *   <li>Periods can be put together into larger ones, {@link #periodsOf}; those are counted back from the end of the range, so
 *       that the last one is whole and the first may be cut by the begin of the range.
 *   <li>Events before the range and after the as-of day do not count.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Stickiness implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final EventFilter events;
    private final Threshold threshold;
    private final int limit;
    private final int length;

    private Stickiness(Timeline timeline, EventFilter events, Threshold threshold, int limit, int length) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.events = events;
        this.threshold = requireNonNull(threshold, "threshold");
        this.limit = limit;
        this.length = length;
    }

    /**
     * Stickiness over the periods of a timeline.
     *
     * @param timeline the range; without a first period, it begins with the first event of the store
     * @return the method
     */
    public static Stickiness over(Timeline timeline) {
        return new Stickiness(timeline, EventFilter.ALL, Threshold.AT_LEAST, 1, 1);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public Stickiness counting(EventFilter events) {
        return new Stickiness(timeline, requireNonNull(events, "events"), threshold, limit, length);
    }

    /**
     * Sets how many events make a period active.
     *
     * @param threshold how the number is held against the limit
     * @param limit how many events, at least 1
     * @return this method with that threshold
     * @throws IllegalArgumentException if {@code limit < 1}
     */
    public Stickiness perPeriod(Threshold threshold, int limit) {
        checkArgument(limit >= 1, "limit (%s) must be at least 1", limit);
        return new Stickiness(timeline, events, threshold, limit, length);
    }

    /**
     * Puts periods of the timeline together, counted back from the end of the range.
     *
     * @param length how many periods of the timeline make one, at least 1
     * @return this method with those periods
     * @throws IllegalArgumentException if {@code length < 1}
     */
    public Stickiness periodsOf(int length) {
        checkArgument(length >= 1, "length (%s) must be at least 1", length);
        return new Stickiness(timeline, events, threshold, limit, length);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public <K> StickinessTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public <K> StickinessTable<K> of(Sweep<K> sweep) {
        return table(sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The rule, whose cells are numbers of periods, to be counted together with others in one pass, kept live, or sent
     * elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<Integer> rule(HistoryStore<?> store) {
        return new ActivePeriods(this, requireNonNull(store, "store").bind(timeline)).counting(events);
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Integer> rule() {
        return new ActivePeriods(this, timeline).counting(events);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table; it has no members.
     *
     * @param tally a tally of the rule; its first period is the first of the range unless the timeline has one
     * @param <K> the type of customer keys
     * @return the table
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> StickinessTable<K> of(Tally<Integer> tally) {
        Timeline periods = requireNonNull(tally, "tally").bind(timeline);
        return table(Counted.of(new ActivePeriods(this, periods).counting(events), tally));
    }

    private <K> StickinessTable<K> table(Counted<K, Integer> counted) {
        return new StickinessTable<>(counted);
    }

    /** The rule under a timeline. */
    private static final class ActivePeriods extends TableRule<Integer> {
        private static final long serialVersionUID = 1;

        private final Stickiness method;
        private final int last;

        ActivePeriods(Stickiness method, Timeline periods) {
            super(
                    method.definition(periods),
                    periods,
                    Cells.of(Axis.range("periods", 1, (periods.size() - 1) / method.length + 1)));
            this.method = method;
            this.last = periods.size() - 1;
        }

        /** As much as the last period. */
        @Override
        public CellState state(Integer cell) {
            return timeline().state(timeline().last());
        }

        @Override
        public void apply(History history, CellSink sink) {
            method.count(history, sink, last);
        }
    }

    private String definition(Timeline periods) {
        return "stickiness"
                + (threshold == Threshold.AT_LEAST && limit == 1 ? "" : ", " + threshold + " " + limit + " per period")
                + (length == 1 ? "" : ", periods of " + length)
                + ", "
                + periods;
    }

    private void count(History history, CellSink sink, int last) {
        int active = 0;
        int bucket = -1;
        int events = 0;
        for (int i = 0; i < history.size(); i++) {
            int period = history.period(i);
            if (period < 0) {
                continue;
            }
            int next = (last - period) / length;
            if (next != bucket) {
                active += events > 0 && threshold.admits(events, limit) ? 1 : 0;
                bucket = next;
                events = 0;
            }
            events++;
        }
        active += events > 0 && threshold.admits(events, limit) ? 1 : 0;
        if (active > 0) {
            sink.add(active - 1);
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition(timeline) + (events.isAll() ? "" : ", counting " + events);
    }

    /**
     * How a number of events is held against a limit. A period without events never qualifies, whatever the limit.
     *
     * @since 0.1.0
     */
    public enum Threshold {
        /** So many or more. */
        AT_LEAST {
            @Override
            boolean admits(int events, int limit) {
                return events >= limit;
            }
        },

        /** So many or fewer, but one at least. */
        AT_MOST {
            @Override
            boolean admits(int events, int limit) {
                return events <= limit;
            }
        },

        /** Exactly so many. */
        EXACTLY {
            @Override
            boolean admits(int events, int limit) {
                return events == limit;
            }
        };

        abstract boolean admits(int events, int limit);
    }
}
