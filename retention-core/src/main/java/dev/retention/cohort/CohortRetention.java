package dev.retention.cohort;

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
 * Counts how many customers of each cohort come back, period by period.
 *
 * <pre>
 *   cell (i, k) = customers whose first event ever lies in period i and who are active in period i + k
 *   rate (i, k) = cell (i, k) / cell (i, 0)
 * </pre>
 *
 * <p>Active is: at least one event in the period. The amount of a cell is what its customers spent in that period.
 *
 * <pre>{@code
 * CohortTable<Long> cohorts = CohortRetention.over(Timeline.monthly(asOf)).of(orders);
 * cohorts.cell("1997-01", 3).rate();      // 10.3 % (810 of 7846)
 * cohorts.cell("1997-01", 3).members();   // the 810
 * }</pre>
 *
 * <ul>
 *   <li>Customers who started before the timeline's first period belong to no cohort of the table.
 *   <li>A cell whose period has not begun by the end of the data is unobserved: it has no number.
 *   <li>A customer who returns after a gap counts again in the original cohort.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CohortRetention {
    private final Timeline timeline;

    private CohortRetention(Timeline timeline) {
        this.timeline = requireNonNull(timeline, "timeline");
    }

    /**
     * Cohorts by first event ever, over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, cohorts begin with the first event of the store
     * @return the method
     */
    public static CohortRetention over(Timeline timeline) {
        return new CohortRetention(timeline);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> CohortTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> CohortTable<K> of(Sweep<K> sweep) {
        return new CohortTable<>(sweep.count(rule(sweep.store())));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<CohortCell> rule(HistoryStore<?> store) {
        return rule(store.bind(timeline));
    }

    static Rule<CohortCell> rule(Timeline periods) {
        int size = periods.size();
        Cells<CohortCell> cells = Cells.grid(
                size,
                size,
                (row, age) -> new CohortCell(periods.period(row), age),
                cell -> periods.first().until(cell.cohort()),
                CohortCell::age);
        return Rule.of(
                "cohort retention by first event, active in period, " + periods,
                periods,
                cells,
                (history, sink) -> count(history, sink, size));
    }

    private static void count(History history, CellSink sink, int size) {
        Activity activity = history.activity();
        int start = activity.first();
        if (start < 0) {
            return;
        }
        for (int p = start; p != Activity.NONE; p = activity.next(p + 1)) {
            sink.add(start * size + p - start, activity.amount(p));
        }
    }
}
