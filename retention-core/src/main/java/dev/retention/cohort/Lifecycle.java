package dev.retention.cohort;

import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
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
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Counts who is new, retained, reactivated and lost in every period.
 *
 * <p>With {@code a(p)} for active in period {@code p}, at least one of the events that count:
 *
 * <pre>
 *   new           a(p), and never before
 *   retained      a(p) and a(p−1)
 *   reactivated   a(p) and not a(p−1), and not new
 *   lost          not a(p), but a(p−1)
 *
 *   active(p) = active(p−1) + new(p) + reactivated(p) − lost(p)
 * </pre>
 *
 * <p>The identity is checked on every table. It holds for {@link #startingOn} too, because there a customer is new only if the
 * first activity ever falls into the period of the start day, and reactivated if it does not: a start day that is later than
 * the first activity makes nobody new twice.
 *
 * <ul>
 *   <li>Activity before the timeline's first period is known: who was there before is not new.
 *   <li>In a period still running the lost are those not seen yet: the period's state says so.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Lifecycle implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final EventFilter events;
    private final @Nullable StartDate date;

    private Lifecycle(Timeline timeline, EventFilter events, @Nullable StartDate date) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.events = events;
        this.date = date;
    }

    /**
     * The lifecycle over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static Lifecycle over(Timeline timeline) {
        return new Lifecycle(timeline, EventFilter.ALL, null);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public Lifecycle counting(EventFilter events) {
        return new Lifecycle(timeline, requireNonNull(events, "events"), date);
    }

    /**
     * Takes as new those whose first activity falls into the period of a day that is known of them, such as the day of
     * sign-up. Whose first activity falls into any other period is reactivated.
     *
     * @param name what the day is, part of the definition of the table
     * @param date the day of a customer, or null if there is none
     * @param <K> the type of the store's customer keys
     * @return this method with that start, which is refused where periods are hours: then call {@link #startingAt}
     */
    public <K> Lifecycle startingOn(String name, CohortRetention.StartDay<? super K> date) {
        return new Lifecycle(timeline, events, StartDate.ofDay(name, date));
    }

    /**
     * Makes customers new by a time that is known of them, as {@link #startingOn} does by a day. Where periods are hours, a day would
     * be taken for its first hour.
     *
     * @param name what the time is, part of the definition of the table
     * @param time the civil time of a customer, or null for customers who are never new
     * @param <K> the type of the store's customer keys
     * @return this method with that start
     */
    public <K> Lifecycle startingAt(String name, CohortRetention.StartTime<? super K> time) {
        return new Lifecycle(timeline, events, StartDate.ofTime(name, time));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public <K> LifecycleTable<K> of(HistoryStore<K> store) {
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
    public <K> LifecycleTable<K> of(Sweep<K> sweep) {
        return table(sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<LifecycleCell> rule(HistoryStore<?> store) {
        return new Statuses(this, requireNonNull(store, "store").bind(timeline)).counting(events);
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<LifecycleCell> rule() {
        return new Statuses(this, timeline).counting(events);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table; it has no members.
     *
     * @param tally a tally of the rule; its first period is the first of the table unless the timeline has one
     * @param <K> the type of customer keys
     * @return the table
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> LifecycleTable<K> of(Tally<LifecycleCell> tally) {
        Timeline periods = requireNonNull(tally, "tally").bind(timeline);
        return table(Counted.of(new Statuses(this, periods).counting(events), tally));
    }

    private <K> LifecycleTable<K> table(Counted<K, LifecycleCell> counted) {
        return new LifecycleTable<>(counted);
    }

    /** The rule under a timeline. */
    private static final class Statuses extends TableRule<LifecycleCell> {
        private static final long serialVersionUID = 1;

        private final Lifecycle method;
        private final int size;

        Statuses(Lifecycle method, Timeline periods) {
            super(
                    method.definition(periods),
                    periods,
                    Cells.byPeriod(
                            periods,
                            LifecycleStatus.class,
                            LifecycleCell::new,
                            LifecycleCell::period,
                            LifecycleCell::status));
            this.method = method;
            this.size = periods.size();
            if (method.date != null) {
                method.date.check(periods, periods.grain(), "startingOn", "startingAt");
            }
        }

        @Override
        public CellState state(LifecycleCell cell) {
            return timeline().state(cell.period());
        }

        /** At the start of the period of those who were active in the one before, else at its end. */
        @Override
        public Moment readAt(int row) {
            return switch (LifecycleStatus.values()[row]) {
                case RETAINED, LOST -> Moment.START;
                case NEW, REACTIVATED -> Moment.END;
            };
        }

        @Override
        public void apply(History history, CellSink sink) {
            method.count(history, sink, size);
        }
    }

    private String definition(Timeline periods) {
        return "lifecycle" + (date == null ? "" : ", new by " + date) + ", " + periods;
    }

    private void count(History history, CellSink sink, int size) {
        int before = Integer.MIN_VALUE;
        for (int i = 0; i < history.size(); i++) {
            int p = history.period(i);
            if (p == before) {
                continue;
            }
            lost(before, p, size, sink);
            if (p >= 0) {
                LifecycleStatus status = before == p - 1
                        ? LifecycleStatus.RETAINED
                        : before == Integer.MIN_VALUE && startsIn(p, history)
                                ? LifecycleStatus.NEW
                                : LifecycleStatus.REACTIVATED;
                sink.add(status, p);
            }
            before = p;
        }
        lost(before, Integer.MAX_VALUE, size, sink);
    }

    /** After activity in one period and then not before another. */
    private static void lost(int before, int next, int size, CellSink sink) {
        int p = before + 1;
        if (p >= 0 && p < next && p < size) {
            sink.add(LifecycleStatus.LOST, p);
        }
    }

    private boolean startsIn(int period, History history) {
        if (date == null) {
            return true;
        }
        LocalDateTime time = date.of(history.customer());
        Timeline periods = history.timeline();
        return time != null && periods.first().until(periods.grain().periodOf(time)) == period;
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition(timeline) + (events.isAll() ? "" : ", counting " + events);
    }
}
