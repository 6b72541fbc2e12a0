package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Adds up recurring value: what was won, expanded, contracted, lost and won back in every period, and net and gross retention by
 * any formula.
 *
 * <p>The events of the store are changes of a customer's recurring value, per month or whatever the caller's unit is: {@code +100}
 * when a subscription starts, {@code −40} on a downgrade, {@code −60} when it ends. A customer's value at a moment is the sum of
 * the changes before it, over all subscriptions. {@link Contracts} makes such events of what a billing system has.
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
public final class RecurringRevenue implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final @Nullable String dueCode;
    private final int gap;
    private final boolean lenient;
    private final EventFilter events;

    private RecurringRevenue(
            Timeline timeline, @Nullable String dueCode, int gap, boolean lenient, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.dueCode = dueCode;
        this.gap = gap;
        this.lenient = lenient;
        this.events = events;
    }

    /**
     * Recurring value over the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static RecurringRevenue over(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
        return new RecurringRevenue(timeline, null, 0, false, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public RecurringRevenue counting(EventFilter events) {
        return new RecurringRevenue(timeline, dueCode, gap, lenient, requireNonNull(events, "events"));
    }

    /**
     * Tells which events end a contract's term, for the formulas on the renewal base.
     *
     * <ul>
     *   <li>A customer with value at the start of a period and such an event in it is due with all the value at the start, once
     *       however many terms end. The value at the end of the period is what was renewed.
     *   <li>The event may be a change of value itself, or have the amount 0.
     * </ul>
     *
     * @param dueCode the code of the events, on the day on which the term ends
     * @return the method with terms
     */
    public RecurringRevenue dueOn(String dueCode) {
        return new RecurringRevenue(timeline, requireNonNull(dueCode, "dueCode"), gap, lenient, events);
    }

    /**
     * Holds the value of customers who have none for a while, such as in a free month.
     *
     * <ul>
     *   <li>Who has no value at the end of up to {@code periods} periods in a row and then has some again keeps the value meanwhile:
     *       there is neither churn nor reactivation, and what is less or more afterwards is contraction or expansion.
     *   <li>Who stays without value is churn in the period after the gap ran out: {@code periods} after the one in which the value
     *       went. So {@link RevenueItem#START} and {@link RevenueItem#END} hold what is not paid in the gap.
     * </ul>
     *
     * @param periods at the end of how many periods in a row no value is no loss, at least 0
     * @return the method with that gap
     * @throws IllegalArgumentException if {@code periods} is negative
     */
    public RecurringRevenue toleratedGap(int periods) {
        Checks.notNegative((long) periods, "periods");
        return new RecurringRevenue(timeline, dueCode, periods, lenient, events);
    }

    /**
     * Leaves customers out whose value falls below 0, since a change of theirs is missing, where else the table is refused.
     *
     * <p>They are in no other item than {@link RevenueItem#LEFT_OUT}, and {@link RevenueMovements#leftOut} lists them. Once the missing
     * change is there, a table counted anew or kept live holds them: the order in which changes come to be known does not matter.
     *
     * @return the method that leaves them out
     */
    public RecurringRevenue lenient() {
        return new RecurringRevenue(timeline, dueCode, gap, true, events);
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
        return new RevenueMovements<>(sweep.count(rule(sweep.store())), dueCode, lenient, false);
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
        return new RevenueMovements<>(Counted.of(rule, tally), dueCode, lenient, false);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere. A live table refuses an end that is known
     * before its start, unless {@link #lenient}.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<RevenueCell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").bind(timeline));
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
        return new RevenueRule(definition(periods), periods, dueCode, gap, lenient).counting(events);
    }

    private String definition(Timeline periods) {
        return "recurring value, " + (dueCode == null ? "" : "due on " + dueCode + ", ")
                + (gap == 0 ? "" : "tolerated gap " + gap + ", ")
                + (lenient ? "lenient, " : "") + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
