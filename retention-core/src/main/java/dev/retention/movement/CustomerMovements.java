package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Activity;
import dev.retention.history.EventFilter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Axis;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;

/**
 * Counts who came, stayed, was reactivated and left from one period to the next, and the money that moved with them.
 *
 * <p>With {@code live(p)} for active, that is at least one event, in any of the periods {@code p − gap} to {@code p}:
 *
 * <pre>
 *   new          live(p), and never before, or not since a loss longer ago than the reactivation window
 *   retained     live(p) and live(p−1)
 *   reactivated  live(p) and not live(p−1), but earlier, within the reactivation window
 *   lost         not live(p), but live(p−1)
 *
 *   live(p) = live(p−1) + new(p) + reactivated(p) − lost(p)
 * </pre>
 *
 * <p>The identity is checked on every table. Without a {@link #toleratedGap} live is active in the very period, and without a
 * {@link #reactivationWindow} only a customer's first period ever is new. The amount of new, retained and reactivated customers
 * is what they spent in the period; of lost customers, what they spent in their last active period.
 *
 * <ul>
 *   <li>New is from the customer's first event ever, before the timeline's first period too.
 *   <li>In a period still running the lost are those not seen yet: the period's state says so.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CustomerMovements implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final List<MovementKind> ALL = List.of(MovementKind.values());
    private static final List<MovementKind> PLAIN =
            ALL.stream().filter(kind -> kind != MovementKind.LIVE).toList();

    private final Timeline timeline;
    private final int gap;
    private final int window;
    private final EventFilter events;

    private CustomerMovements(Timeline timeline, int gap, int window, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.gap = gap;
        this.window = window;
        this.events = events;
    }

    /**
     * Movements from period to period of a timeline.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static CustomerMovements over(Timeline timeline) {
        return new CustomerMovements(timeline, 0, NEVER, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public CustomerMovements counting(EventFilter events) {
        return new CustomerMovements(timeline, gap, window, requireNonNull(events, "events"));
    }

    /**
     * Keeps customers live through some silent periods: the loss is booked in the period after the gap ran out.
     *
     * @param periods how many silent periods in a row are no loss, at least 0
     * @return movements with that gap
     * @throws IllegalArgumentException if {@code periods} is negative
     */
    public CustomerMovements toleratedGap(int periods) {
        Checks.notNegative((long) periods, "periods");
        return new CustomerMovements(timeline, periods, window, events);
    }

    /**
     * Counts customers who return late as new: those who were lost and return more than some periods after the period of
     * the loss.
     *
     * <ul>
     *   <li>With 0, all who return are new.
     *   <li>Maxio takes 90 days.
     * </ul>
     *
     * @param periods how many periods after the period of the loss a return is still a reactivation, at least 0
     * @return movements with that window
     * @throws IllegalArgumentException if {@code periods} is negative
     */
    public CustomerMovements reactivationWindow(int periods) {
        Checks.notNegative((long) periods, "periods");
        return new CustomerMovements(timeline, gap, periods, events);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the movements
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> Movements<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the movements, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> Movements<K> of(Sweep<K> sweep) {
        return new Movements<>(sweep.count(rule(requireNonNull(sweep, "sweep").store())), this);
    }

    /**
     * The movements of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the movements, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> Movements<K> of(Tally<MovementCell> tally) {
        return new Movements<>(
                Counted.of(new Moves(this, requireNonNull(tally, "tally").bind(timeline)).counting(events), tally),
                this);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<MovementCell> rule(HistoryStore<?> store) {
        return new Moves(this, requireNonNull(store, "store").bind(timeline)).counting(events);
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<MovementCell> rule() {
        return new Moves(this, timeline).counting(events);
    }

    /** The rule with all who are live as a kind of its own. */
    Rule<MovementCell> ruleWithLive(Timeline periods) {
        return new Moves(this, periods).withLive().counting(events);
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }

    private String definition(Timeline periods) {
        return "customer movements, active in period, "
                + (gap == 0 ? "" : "tolerated gap " + gap + ", ")
                + (window == NEVER ? "" : "reactivation window " + window + ", ")
                + periods;
    }

    /** Names the movements of a customer. */
    static final class Moves extends PeriodRule<MovementCell> {
        private static final long serialVersionUID = 1;

        private final CustomerMovements method;
        private final Timeline periods;
        private final int size;
        private final boolean live;

        private Moves(CustomerMovements method, Timeline periods) {
            this(method, periods, false);
        }

        private Moves(CustomerMovements method, Timeline periods, boolean live) {
            super(method.definition(periods), periods, cells(periods, live), MovementCell::period);
            this.method = method;
            this.periods = periods;
            this.size = periods.size();
            this.live = live;
        }

        private static Cells<MovementCell> cells(Timeline periods, boolean live) {
            return Cells.grid(
                    Axis.of("kind", live ? ALL : PLAIN),
                    Axis.periods("period", periods),
                    (kind, period) -> new MovementCell(period, kind),
                    MovementCell::kind,
                    MovementCell::period);
        }

        /** The same with {@link MovementKind#LIVE} as a kind of its own. */
        Moves withLive() {
            return new Moves(method, periods, true);
        }

        /** At the start of the period of those who were there before, else at its end. */
        @Override
        public Moment readAt(int row) {
            return switch (ALL.get(row)) {
                case RETAINED, LOST -> Moment.START;
                case NEW, REACTIVATED, LIVE -> Moment.END;
            };
        }

        @Override
        public void apply(History history, CellSink sink) {
            Activity activity = history.activity();
            int p = activity.first();
            MovementKind kind = MovementKind.NEW;
            while (p != Activity.NONE && p < size) {
                long amount = activity.amount(p);
                add(sink, p, kind, amount);
                if (live) {
                    add(sink, p, MovementKind.LIVE, amount);
                }
                int next = activity.next(p + 1);
                if (next == p + 1) {
                    kind = MovementKind.RETAINED;
                    p = next;
                    continue;
                }
                long liveThrough = (long) p + method.gap;
                int silent = Math.max(p + 1, 0);
                int silentEnd = (int) Math.min(liveThrough + 1, Math.min(next, size));
                if (silent < silentEnd) {
                    sink.addSpan(MovementKind.RETAINED, silent, silentEnd);
                    if (live) {
                        sink.addSpan(MovementKind.LIVE, silent, silentEnd);
                    }
                }
                long loss = liveThrough + 1;
                if (next > loss) {
                    if (loss < size) {
                        add(sink, (int) loss, MovementKind.LOST, amount);
                    }
                    kind = next - loss <= method.window ? MovementKind.REACTIVATED : MovementKind.NEW;
                } else {
                    kind = MovementKind.RETAINED;
                }
                p = next;
            }
        }

        /** Counts what happens in the periods shown and leaves out what was before. */
        private void add(CellSink sink, int period, MovementKind kind, long amount) {
            if (period >= 0) {
                sink.add(kind, period, amount);
            }
        }
    }
}
