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
 * Tells by what the recurring value of those who stayed changed in every period: price, quantity, other plans, further families,
 * exchange rates.
 *
 * <pre>{@code
 * ExpansionTable<String> table = ExpansionSplit.over(months).of(values);
 * table.inPeriod("2024-03").amount(ExpansionSide.EXPANSION, ExpansionPart.QUANTITY);   // more seats
 * table.inPeriod("2024-03").members(ExpansionSide.CONTRACTION, ExpansionPart.DOWNGRADE);
 * }</pre>
 *
 * <p>The events of the store are changes of a customer's recurring value, as {@link RecurringRevenue} reads them, with the plan and the
 * family they are of and the change of the quantity in further columns. A change of plan is two events of one day: the old plan's value
 * and quantity taken off, the new one's added. What is split is the change between the start and the end of a period, of customers who
 * have value at both; how, says {@link ExpansionPart}.
 *
 * <ul>
 *   <li>Columns that nobody named are {@code "plan"}, {@code "family"} (of texts) and {@code "quantity"} (of numbers). In a store without
 *       them all is one plan, one family, and a plan has the quantity 1 while it has value; {@link ExpansionTable#warnings} tells.
 *   <li>An event without a plan or family is of one that has no name; one without a quantity does not change it.
 *   <li>Parts are added up customer by customer; whose sum is 0, such as one who took another plan at the same price, is in no cell of it.
 *   <li>A value or quantity below 0 at the end of a day, of a customer or of one of the plans, is refused, since it means that a change
 *       is missing or has another plan.
 * </ul>
 *
 * <p>Takes one pass over the store, in which a customer costs a few steps for each change, not for each period or plan. This class is
 * immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class ExpansionSplit implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final SplitColumns columns;
    private final EventFilter events;

    private ExpansionSplit(Timeline timeline, SplitColumns columns, EventFilter events) {
        this.timeline = timeline;
        this.columns = columns;
        this.events = events;
    }

    /**
     * The split over the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static ExpansionSplit over(Timeline timeline) {
        return new ExpansionSplit(PeriodRule.ofWholeDays(timeline), SplitColumns.DEFAULT, EventFilter.ALL);
    }

    /**
     * Sets which column tells plans.
     *
     * @param column the name of a column of texts, without which a store is refused
     * @return this method by that column
     */
    public ExpansionSplit planIn(String column) {
        return new ExpansionSplit(timeline, columns.withPlan(column), events);
    }

    /**
     * Sets which column tells families: plans of which one takes the place of another.
     *
     * @param column the name of a column of texts, without which a store is refused
     * @return this method by that column
     */
    public ExpansionSplit familyIn(String column) {
        return new ExpansionSplit(timeline, columns.withFamily(column), events);
    }

    /**
     * Sets which column tells by how much quantities change.
     *
     * @param column the name of a column of numbers, without which a store is refused
     * @return this method by that column
     */
    public ExpansionSplit quantityIn(String column) {
        return new ExpansionSplit(timeline, columns.withQuantity(column), events);
    }

    /**
     * Tells which events are changes of exchange rates: their amounts are {@link ExpansionPart#FX} and in no other part. Each has the plan
     * and family of the value that it changes.
     *
     * @param code the code of the events
     * @return the method with exchange rates
     */
    public ExpansionSplit fxBy(String code) {
        return new ExpansionSplit(timeline, columns.withFx(code), events);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public ExpansionSplit counting(EventFilter events) {
        return new ExpansionSplit(timeline, columns, requireNonNull(events, "events"));
    }

    /**
     * Splits on the calling thread.
     *
     * @param store the changes of value
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if a value or quantity falls below 0, or a column is not there or of another type; the message names the
     *     customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ExpansionTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Splits with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if a value or quantity falls below 0, or a column is not there or of another type; the message names the
     *     customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> ExpansionTable<K> of(Sweep<K> sweep) {
        checkArgument(
                requireNonNull(sweep, "sweep").store().currency().isPresent(),
                "store (%s) must have amounts",
                sweep.store());
        return new ExpansionTable<>(sweep.count(rule(sweep.store())), columns);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ExpansionTable<K> of(Tally<ExpansionCell> tally) {
        Rule<ExpansionCell> rule = bound(requireNonNull(tally, "tally").bind(timeline));
        return new ExpansionTable<>(Counted.of(rule, tally), columns);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere. A live table refuses an end that is known
     * before its start.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<ExpansionCell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<ExpansionCell> rule() {
        return bound(timeline);
    }

    private Rule<ExpansionCell> bound(Timeline periods) {
        return new ExpansionRule(definition(periods), periods, columns).counting(events);
    }

    private String definition(Timeline periods) {
        return "recurring value by parts, " + columns + periods;
    }

    /** Prints what is split. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
