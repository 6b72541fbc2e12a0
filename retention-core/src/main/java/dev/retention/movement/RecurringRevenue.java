package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;

/**
 * Adds up recurring value: what was won, expanded, contracted, lost and won back in every period, and net and gross retention by
 * any formula.
 *
 * <p>The events of the store are changes of a customer's recurring value, per month or whatever the caller's unit is: {@code +100}
 * when a subscription starts, {@code −40} on a downgrade, {@code −60} when it ends. A customer's value at a moment is the sum of
 * the changes before it, over all subscriptions. {@link Contracts} makes such events of what a billing system has.
 *
 * <pre>{@code
 * RevenueMovements<Long> revenue = RecurringRevenue.over(months).of(contracts);
 * revenue.inPeriod("2024-03").rate(RevenueFormula.NRR_COHORT);          // net retention of March
 * revenue.inPeriod("2024-03").members(RevenueItem.CONTRACTION);         // who pays less
 * }</pre>
 *
 * <ul>
 *   <li>Changes of one day are one change: moving from one plan to another is an expansion or a contraction.
 *   <li>A value below 0 at the end of a day is refused, since it means that a change is missing; {@link #lenient} leaves such customers
 *       out.
 *   <li>In a period still running the end is the end of the data.
 * </ul>
 *
 * <p>Takes one pass over the store, in which a customer costs a few steps for each change, not for each period. This class is
 * immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RecurringRevenue extends RevenueChoices {
    private static final long serialVersionUID = 1;

    private RecurringRevenue(Timeline timeline, RevenueAxes axes) {
        super(timeline, axes);
    }

    @Override
    RecurringRevenue with(RevenueAxes told) {
        return new RecurringRevenue(timeline, told);
    }

    /**
     * Recurring value over the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static RecurringRevenue over(Timeline timeline) {
        return new RecurringRevenue(PeriodRule.ofWholeDays(timeline), RevenueAxes.DEFAULT);
    }

    /**
     * Adds up on the calling thread.
     *
     * @param store the changes of value
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws RuleException if a customer's value falls below 0, unless {@link #lenient}; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueMovements<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Adds up with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see
     *     {@link HistoryStore#bind}
     * @throws RuleException if a customer's value falls below 0, unless {@link #lenient}; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueMovements<K> of(Sweep<K> sweep) {
        checkArgument(
                requireNonNull(sweep, "sweep").store().currency().isPresent(),
                "store (%s) must have amounts",
                sweep.store());
        return new RevenueMovements<>(sweep.count(rule(sweep.store())), axes, false);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> RevenueMovements<K> of(Tally<RevenueCell> tally) {
        Rule<RevenueCell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new RevenueMovements<>(Counted.of(rule, tally), axes, false);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere. A live table refuses an end that is known
     * before its start, unless {@link #lenient}.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}, or the store lacks a column
     *     that the method was told of
     */
    public Rule<RevenueCell> rule(HistoryStore<?> store) {
        Rule<RevenueCell> rule = bound(requireNonNull(store, "store").bind(timeline));
        for (String column : axes.columns()) {
            checkArgument(store.columns().contains(column), "column (%s) must be one of %s", column, store.columns());
        }
        return rule;
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<RevenueCell> rule() {
        return bound(timeline);
    }

    private Rule<RevenueCell> bound(Timeline periods) {
        return new RevenueRule(definition(periods), periods, axes).counting(axes.events());
    }

    private String definition(Timeline periods) {
        return "recurring value, " + axes.definition() + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
