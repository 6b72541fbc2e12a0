package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;

/**
 * Follows recurring value by cohort: what the customers who first had value in one period have, period after period.
 *
 * <pre>
 *   cell (i, k)       Σ M_c(end of period i + k), over the customers c of cohort i
 *   value kept (k)    cell (i, k) / cell (i, 0)
 *   customers kept    customers of cell (i, k) / customers of cohort i
 * </pre>
 *
 * <pre>{@code
 * RevenueCohortTable<Long> cohorts = RevenueCohorts.over(Timeline.monthly(asOf)).of(values);
 * cohorts.inPeriod("2025-01").cell(12).valueKept();    // 104.2 % (10420.00 of 10000.00, age 12 of 0, 1 cohort)
 * cohorts.valueKept(12, 1);                      // over all cohorts that were there so long, against month 1
 * }</pre>
 *
 * <p>The events of the store are changes of a customer's recurring value, as for {@link RecurringRevenue}; {@link Contracts} makes
 * them.
 *
 * <ul>
 *   <li>A customer's cohort is the period of the first day that ends with value, whether or not some is left at the period's end: who
 *       came and left within a period is in its cohort, and in no cell. Who comes back is in the first cohort still.
 *   <li>Changes of one day are one change. Events without a change of value, such as the end of a term, begin nothing.
 *   <li>Customers who first had value before the timeline's first period are in no cohort; they are told apart. So, in every period,
 *       what cohorts and earlier customers have is all there is: the {@link RevenueItem#END} of {@link RecurringRevenue} without a
 *       tolerated gap.
 *   <li>A cell whose period has not begun by the end of the data is unobserved: it has no number, which is not 0. In a period still
 *       running the end is the end of the data.
 *   <li>A value below 0 at the end of a day is refused, since it means that a change is missing; {@link #lenient} leaves such customers
 *       out.
 *   <li>At the anchor, a grouping reads the first event of a customer's first day with value after which there is some.
 * </ul>
 *
 * <p>Takes one pass over the store, in which a customer costs a few steps for each change, not for each period; memory for as many cells
 * as the square of the periods, of which there may be 8,188. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RevenueCohorts implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final boolean lenient;
    private final EventFilter events;

    private RevenueCohorts(Timeline timeline, boolean lenient, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.lenient = lenient;
        this.events = events;
    }

    /**
     * Cohorts of the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static RevenueCohorts over(Timeline timeline) {
        return new RevenueCohorts(PeriodRule.ofWholeDays(timeline), false, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public RevenueCohorts counting(EventFilter events) {
        return new RevenueCohorts(timeline, lenient, requireNonNull(events, "events"));
    }

    /**
     * Leaves customers out whose value falls below 0, since a change of theirs is missing, where else the table is refused: those whom
     * {@link RecurringRevenue#lenient} leaves out.
     *
     * @return the method that leaves them out; {@link RevenueCohortTable#leftOut} lists them
     */
    public RevenueCohorts lenient() {
        return new RevenueCohorts(timeline, true, events);
    }

    /**
     * Adds up on the calling thread.
     *
     * @param store the changes of value
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts, the timeline does not fit it, see {@link HistoryStore#bind}, or it
     *     has too many periods
     * @throws RuleException if a customer's value falls below 0, unless {@link #lenient}; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueCohortTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Adds up with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts, the timeline does not fit it, see {@link HistoryStore#bind}, or it
     *     has too many periods
     * @throws RuleException if a customer's value falls below 0, unless {@link #lenient}; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueCohortTable<K> of(Sweep<K> sweep) {
        checkArgument(
                requireNonNull(sweep, "sweep").store().currency().isPresent(),
                "store (%s) must have amounts",
                sweep.store());
        return new RevenueCohortTable<>(sweep.count(rule(sweep.store())), lenient);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> RevenueCohortTable<K> of(Tally<RevenueCohortCell> tally) {
        Rule<RevenueCohortCell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new RevenueCohortTable<>(Counted.of(rule, tally), lenient);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere. A live table refuses an end that is known
     * before its start, unless {@link #lenient}.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}, or has too many periods
     */
    public Rule<RevenueCohortCell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     * @throws IllegalArgumentException if it has too many periods
     */
    public Rule<RevenueCohortCell> rule() {
        return bound(timeline);
    }

    private Rule<RevenueCohortCell> bound(Timeline periods) {
        return new RevenueCohortRule(definition(periods), periods, lenient).counting(events);
    }

    private String definition(Timeline periods) {
        return "cohorts of recurring value, " + (lenient ? "lenient, " : "") + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
