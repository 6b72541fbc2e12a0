package dev.retention.movement;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Suppliers;
import dev.retention.CustomerCount;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Computes churn and retention of every period from histories, by any formula, and tells which customers make two formulas
 * differ.
 *
 * <pre>{@code
 * ChurnTable<Long> table = CustomerChurn.over(months, Spells.ofOrders(90)).of(orders);
 * table.inPeriod("1998-03").churn(ChurnFormula.SNAPSHOT).rate();                                        // 10.0 % (1 of 10, SNAPSHOT)
 * table.inPeriod("1998-03").churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START); // who makes it 30 %
 * }</pre>
 *
 * <p>{@link Spells} says when a customer is live; from the spells follow the counts that {@link CustomerCount} defines, those of
 * contracts if the spells know of {@linkplain Spells#announcedBy announcements} and {@linkplain Spells#dueOn terms}, those of
 * buyers if they are {@linkplain Spells#ofOrders of orders}. {@link CustomerMovements} is coarser: it sees only in which periods a
 * customer was active.
 *
 * <ul>
 *   <li>Arrivals before the timeline's first period are known: such a customer is live at its start, and not new on return.
 *   <li>In a period still running the end is the end of the data.
 *   <li>Losses of customers without a contract are seen only when the gap has run out: the spell is then long over in the
 *       eyes of a shopkeeper. That is a property of the definition, not of the data.
 * </ul>
 *
 * <p>{@link #rule} names the kinds whose sums are the counts of periods, in one pass over the store in which a customer costs a few steps for each event and
 * spell, not for each period. {@link #dailyRule} names what {@code SUM_OF_DAILY}, {@code MEAN_OF_DAILY}, {@code EXPOSURE}
 * and {@code TRAILING_30D} need of days; a table counts it in a second pass when it is first asked for any of it. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class CustomerChurn implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final Spells spells;
    private final EventFilter events;

    private CustomerChurn(Timeline timeline, Spells spells, EventFilter events) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.spells = requireNonNull(spells, "spells");
        this.events = events;
    }

    /**
     * Churn of the periods of a timeline.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @param spells when a customer is live
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static CustomerChurn over(Timeline timeline, Spells spells) {
        return new CustomerChurn(PeriodRule.ofWholeDays(timeline), spells, EventFilter.ALL);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public CustomerChurn counting(EventFilter events) {
        return new CustomerChurn(timeline, spells, requireNonNull(events, "events"));
    }

    private Rule<FlowCell> ofPeriods(Timeline periods) {
        return SpellRule.ofPeriods(periods, spells).counting(events);
    }

    /** The rule with those who are live at the end as a kind of its own. */
    Rule<FlowCell> ruleWithLiveAtEnd(Timeline periods) {
        return SpellRule.ofPeriods(periods, spells).withLiveAtEnd().counting(events);
    }

    private Rule<FlowCell> ofDays(Timeline periods) {
        return SpellRule.ofDays(periods, spells).counting(events);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the histories
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public <K> ChurnTable<K> of(HistoryStore<K> store) {
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
    public <K> ChurnTable<K> of(Sweep<K> sweep) {
        Timeline periods = requireNonNull(sweep, "sweep").store().bind(timeline);
        Counted<K, FlowCell> counted = sweep.count(ofPeriods(periods));
        return new ChurnTable<>(counted, Suppliers.memoize(() -> sweep.count(ofDays(periods))), spells, this, null);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param counts what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return a table without customers, which does not tell the formulas that need days
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ChurnTable<K> of(Tally<FlowCell> counts) {
        return table(counts, null);
    }

    /**
     * The table of tallies that were merged, restored or read from live tables.
     *
     * @param counts what {@link #rule} counted
     * @param days what {@link #dailyRule} counted of the same customers
     * @param <K> the type of customer keys
     * @return a table without customers, which tells all formulas
     * @throws TallyMismatchException if a tally is of another rule
     */
    public <K> ChurnTable<K> of(Tally<FlowCell> counts, Tally<FlowCell> days) {
        return table(counts, requireNonNull(days, "days"));
    }

    private <K> ChurnTable<K> table(Tally<FlowCell> counts, @Nullable Tally<FlowCell> days) {
        Timeline periods = requireNonNull(counts, "counts").bind(timeline);
        Counted<K, FlowCell> counted = Counted.of(ofPeriods(periods), counts);
        Counted<K, FlowCell> byDay = days == null ? null : Counted.of(ofDays(periods), days);
        return new ChurnTable<>(counted, byDay == null ? null : () -> byDay, spells, this, null);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule, whose cells are the kinds that the spells tell
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<FlowCell> rule(HistoryStore<?> store) {
        return ofPeriods(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule, whose cells are the kinds that the spells tell
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<FlowCell> rule() {
        return ofPeriods(timeline);
    }

    /**
     * The rule of days, from which the formulas that need them follow: who is live when a day starts
     * ({@link FlowKind#LIVE_ON_DAY}), and who is lost on it ({@link FlowKind#LOST_ON_DAY}).
     *
     * @param store the histories, whose first event is in the first period unless the timeline has one
     * @return the rule; its periods are the days from 30 days before the first period to the as-of day
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<FlowCell> dailyRule(HistoryStore<?> store) {
        return ofDays(requireNonNull(store, "store").bind(timeline));
    }

    /**
     * The rule of days, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<FlowCell> dailyRule() {
        return ofDays(timeline);
    }

    /** Prints the spells and the timeline. */
    @Override
    public String toString() {
        return "customer churn, " + spells + ", " + timeline;
    }
}
