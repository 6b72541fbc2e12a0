package dev.retention.cohort;

import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.AgeClock;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many customers of each cohort come back, period by period.
 *
 * <p>Unless told otherwise:
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
 * <p>What tools disagree on is an axis here, and every axis that is not at its default is named in the definition of the
 * table:
 *
 * <ul>
 *   <li>which events place a customer in a cohort: {@link #anchoredOn}, {@link #startingWith}, {@link #anchoredOnDate},
 *       {@link #anchoredOnTime};
 *   <li>how age is counted: {@link #countingAge}, {@link #agesIn}; which ages make a column: {@link #ages}, {@link #brackets};
 *   <li>what a return is: {@link #returning}, {@link #returningWith}, {@link #returningAlike}, {@link #atLeast};
 *   <li>what column 0 is: {@link #columnZero}; of whom a cell is a share: {@link #outOf}.
 * </ul>
 *
 * <p>Edge cases:
 *
 * <ul>
 *   <li>Customers who started before the timeline's first period belong to no cohort of the table.
 *   <li>A cell whose first period has not begun by the end of the data is unobserved: it has no number.
 *   <li>A customer who returns after a gap counts again in the original cohort.
 *   <li>On the calendar clock an age is a whole period, or unit: at age 0 an event counts even if it came before the start, on the same
 *       day for instance. On the other clocks it does not, but on {@link AgeClock#ELAPSED_FLOORED_HOUR} in the hour of the
 *       start. Before and after are those of the instants, also where the clocks go back.
 *   <li>A customer without any event up to the as-of day is in no cohort, also where cohorts are anchored on a date.
 *   <li>What contradicts (a date and an anchor, ages and brackets) is refused when the method is told, or used.
 * </ul>
 *
 * <p>Takes one pass over the store; per customer O(events) time, times the number of cohorts of the customer. This class is
 * immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CohortRetention extends CohortChoices {
    private static final long serialVersionUID = 1;

    private CohortRetention(Timeline timeline, CohortAxes axes) {
        super(timeline, axes);
    }

    @Override
    CohortRetention with(CohortAxes told) {
        return new CohortRetention(timeline, told);
    }

    /**
     * Tells the day on which a customer started.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface StartDay<K> extends Serializable {
        /**
         * The day on which a customer started.
         *
         * @param customer the key
         * @return the day, or null if the customer belongs to no cohort
         */
        @Nullable
        LocalDate of(K customer);
    }

    /**
     * Tells when a customer started.
     *
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface StartTime<K> extends Serializable {
        /**
         * When a customer started.
         *
         * @param customer the key
         * @return the civil time, or null if the customer belongs to no cohort
         */
        @Nullable
        LocalDateTime of(K customer);
    }

    /**
     * Cohorts by first event ever, over the periods of a timeline.
     *
     * @param timeline the periods; without a first period, cohorts begin with the first event of the store
     * @return the method
     */
    public static CohortRetention over(Timeline timeline) {
        return new CohortRetention(timeline, CohortAxes.DEFAULT);
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
        return new CohortTable<>(
                axes, sweep.count(rule(requireNonNull(sweep, "sweep").store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table; it has no members.
     *
     * @param tally a tally of the rule; its first period is the first of the table unless the timeline has one
     * @param <K> the type of customer keys
     * @return the table
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> CohortTable<K> of(Tally<CohortCell> tally) {
        Timeline periods = requireNonNull(tally, "tally").bind(timeline);
        Rule<CohortCell> rule = new CohortRule(axes, periods).counting(axes.events());
        return new CohortTable<>(axes, Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}, or what the method
     *     was told contradicts
     */
    public Rule<CohortCell> rule(HistoryStore<?> store) {
        return new CohortRule(axes, requireNonNull(store, "store").bind(timeline)).counting(axes.events());
    }

    /**
     * The rule where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if what the method was told contradicts
     */
    public Rule<CohortCell> rule() {
        timeline.first();
        return new CohortRule(axes, timeline).counting(axes.events());
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return axes.definition(timeline) + (axes.events().isAll() ? "" : ", counting " + axes.events());
    }
}
