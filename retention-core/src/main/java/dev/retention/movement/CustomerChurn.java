package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Axis;
import dev.retention.rule.Cells;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;

/**
 * Computes churn and retention of every period from histories, by any formula, and tells which customers make two formulas
 * differ.
 *
 * <pre>{@code
 * ChurnTable<Long> table = CustomerChurn.over(months, Spells.ofOrders(90)).of(orders);
 * table.in("1998-03").churn(ChurnFormula.SNAPSHOT).rate();                                        // 10.0 % (1 of 10, SNAPSHOT)
 * table.in("1998-03").churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START); // who makes it 30 %
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
 * <p>Takes one pass over the store, in which a customer costs a few steps for each event and spell, not for each period.
 * This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CustomerChurn {
    private final Timeline timeline;
    private final Spells spells;

    private CustomerChurn(Timeline timeline, Spells spells) {
        this.timeline = requireNonNull(timeline, "timeline");
        this.spells = requireNonNull(spells, "spells");
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
        checkArgument(!timeline.grain().isWithinDay(), "timeline (%s) must have periods of whole days", timeline);
        return new CustomerChurn(timeline, spells);
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
        Timeline periods = sweep.store().bind(timeline);
        SpellCounter counter = new SpellCounter(periods, spells);
        FlowLedger ledger = new FlowLedger(periods, counter);
        return new ChurnTable<>(
                sweep,
                rule(periods, counter),
                counter,
                ledger.flows(sweep.count(ledger.rule()).tally()));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the histories, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<FlowCell> rule(HistoryStore<?> store) {
        Timeline periods = store.bind(timeline);
        return rule(periods, new SpellCounter(periods, spells));
    }

    private Rule<FlowCell> rule(Timeline periods, SpellCounter counter) {
        Cells<FlowCell> cells = Cells.grid(
                Axis.periods("period", periods),
                Axis.of("count", CustomerCount.class),
                FlowCell::new,
                FlowCell::period,
                FlowCell::count);
        return Rule.of(
                "customer flows, " + spells + ", " + periods,
                periods,
                cells,
                (history, sink) -> counter.count(history, new SpellCounter.Named(sink)));
    }
}
