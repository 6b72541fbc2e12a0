package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Activity;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;

/**
 * Counts who came, stayed, returned and left from one period to the next, and the money that moved with them.
 *
 * <p>With {@code a(p)} for active in period {@code p}, at least one event in it:
 *
 * <pre>
 *   new          a(p), and never before
 *   retained     a(p) and a(p−1)
 *   reactivated  a(p) and not a(p−1), but earlier
 *   lost         not a(p), but a(p−1)
 *
 *   active(p) = active(p−1) + new(p) + reactivated(p) − lost(p)
 * </pre>
 *
 * <p>The identity is checked on every table. The amount of new, retained and reactivated customers is what they spent in the
 * period; of lost customers, what they spent in the period before.
 *
 * <ul>
 *   <li>New is from the customer's first event ever, before the timeline's first period too.
 *   <li>In a period still running the lost are those not seen yet: the period's state says so.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CustomerMovements {
    private static final int KINDS = MovementKind.values().length;

    private final Timeline timeline;

    private CustomerMovements(Timeline timeline) {
        this.timeline = requireNonNull(timeline, "timeline");
    }

    /**
     * Movements from period to period of a timeline.
     *
     * @param timeline the periods; without a first period, they begin with the first event of the store
     * @return the method
     */
    public static CustomerMovements over(Timeline timeline) {
        return new CustomerMovements(timeline);
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
        return new Movements<>(sweep.count(rule(sweep.store())));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<MovementCell> rule(HistoryStore<?> store) {
        Timeline periods = store.bind(timeline);
        int size = periods.size();
        Cells<MovementCell> cells = Cells.grid(
                size,
                KINDS,
                (row, kind) -> new MovementCell(periods.period(row), MovementKind.values()[kind]),
                cell -> periods.first().until(cell.period()),
                cell -> cell.kind().ordinal());
        return Rule.of("customer movements, active in period, " + periods, periods, cells, (history, sink) -> {
            count(history, sink, size);
        });
    }

    private static void count(History history, CellSink sink, int size) {
        Activity activity = history.activity();
        int first = activity.first();
        boolean before = activity.isActive(-1);
        if (before && !activity.isActive(0)) {
            sink.add(MovementKind.LOST.ordinal(), activity.amount(-1));
        }
        for (int p = activity.next(0); p != Activity.NONE; ) {
            MovementKind kind =
                    p == first ? MovementKind.NEW : before ? MovementKind.RETAINED : MovementKind.REACTIVATED;
            sink.add(p * KINDS + kind.ordinal(), activity.amount(p));
            int next = activity.next(p + 1);
            before = next == p + 1;
            if (!before && p + 1 < size) {
                sink.add((p + 1) * KINDS + MovementKind.LOST.ordinal(), activity.amount(p));
            }
            p = next;
        }
    }
}
