package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Tells who was lost in every period, in customers and in recurring value, by which mode and for what reason, and who came back.
 *
 * <pre>{@code
 * RevenueLossTable<String> losses = RevenueLosses.over(months)
 *         .mode("involuntary", "failed payment")
 *         .mode("voluntary", "voluntary", Contracts.ENDED)
 *         .of(values);
 * losses.inPeriod("2024-03").churn();                                        // of all customers of the start
 * losses.byMode().inGroup("involuntary").inPeriod("2024-03").recovered();
 * losses.by(Grouping.ofColumn("reason", Grouping.Reading.AT_ANCHOR));  // or "reason now"
 * }</pre>
 *
 * <p>The events of the store are changes of a customer's recurring value, as {@link RecurringRevenue} reads them; the changes of one day
 * are one. A loss is a day at whose end there is no value and at whose start there was. It has one cause: of the day's events that take
 * value off, that whose code was told first by {@link #mode}, else that which takes most. A grouping that is {@linkplain
 * Grouping.Reading#AT_ANCHOR read at the anchor} is read by that event.
 *
 * <ul>
 *   <li>A customer who is lost more than once in a period counts once, in all items with the cause of the last loss in it. So groups add up
 *       to the whole.
 *   <li>A value below 0 at the end of a day is refused, since it means that a change is missing.
 *   <li>In a period still running the end is the end of the data.
 * </ul>
 *
 * <p>Takes one pass over the store, in which a customer costs a few steps for each change, not for each period. This class is immutable,
 * thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class RevenueLosses implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int RECOVERED_WITHIN = 30;

    private final Timeline timeline;
    private final LossModes modes;
    private final int days;
    private final EventFilter events;

    private RevenueLosses(Timeline timeline, LossModes modes, int days, EventFilter events) {
        this.timeline = timeline;
        this.modes = modes;
        this.days = days;
        this.events = events;
    }

    /**
     * Losses over the periods of a timeline; who has value again within 30 days has been recovered.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the store
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static RevenueLosses over(Timeline timeline) {
        return new RevenueLosses(PeriodRule.ofWholeDays(timeline), LossModes.NONE, RECOVERED_WITHIN, EventFilter.ALL);
    }

    /**
     * Tells the codes of a mode of loss, such as {@code involuntary} by {@code failed payment}.
     *
     * <p>Where several events of one day take the last value off, the loss is by the code told first, so the order of codes and modes
     * matters then. Losses by codes without a mode are {@link RevenueLossItem#WITHOUT_MODE}.
     *
     * @param mode the name of the mode
     * @param codes the codes of events by which customers are lost in that mode, at least one
     * @return this method with that mode, or with further codes of it
     * @throws IllegalArgumentException if there is no code, or one has a mode already
     */
    public RevenueLosses mode(String mode, String... codes) {
        return new RevenueLosses(
                timeline, modes.with(mode, Arrays.asList(requireNonNull(codes, "codes"))), days, events);
    }

    /**
     * Sets within how many days after the loss a customer who has value again has been recovered.
     *
     * @param days from the day of the loss to that of the return, at least 1
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public RevenueLosses recoveredWithin(int days) {
        Checks.positive((long) days, "days");
        return new RevenueLosses(timeline, modes, days, events);
    }

    /**
     * Sets which events count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public RevenueLosses counting(EventFilter events) {
        return new RevenueLosses(timeline, modes, days, requireNonNull(events, "events"));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the changes of value
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if a customer's value falls below 0; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueLossTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException if the store has no amounts or the timeline does not fit it, see {@link HistoryStore#bind}
     * @throws RuleException if a customer's value falls below 0; the message names the customer
     * @throws ArithmeticException if a sum of amounts does not fit a long
     */
    public <K> RevenueLossTable<K> of(Sweep<K> sweep) {
        checkArgument(
                requireNonNull(sweep, "sweep").store().currency().isPresent(),
                "store (%s) must have amounts",
                sweep.store());
        return RevenueLossTable.whole(this, sweep.count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> RevenueLossTable<K> of(Tally<RevenueLossCell> tally) {
        Rule<RevenueLossCell> rule = bound(requireNonNull(tally, "tally").bind(timeline), true);
        return RevenueLossTable.whole(this, Counted.of(rule, tally));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere. A live table refuses an end that is known
     * before its start.
     *
     * <p>Value at the start has no cause: parted by a grouping read at the anchor, the rule's {@link RevenueLossItem#START} is of the group
     * of the customer's first event, and is not to be set against the losses of that group; {@link RevenueLossTable#by} does it right.
     *
     * @param store the changes of value, whose first event is the first period unless the timeline has one
     * @return the rule
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public Rule<RevenueLossCell> rule(HistoryStore<?> store) {
        return bound(requireNonNull(store, "store").bind(timeline), true);
    }

    /**
     * The rule, where no store is at hand, see {@link #rule(HistoryStore)}.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<RevenueLossCell> rule() {
        return bound(timeline, true);
    }

    /** The rule of what has a cause. */
    Rule<RevenueLossCell> withoutStart(Timeline periods) {
        return bound(periods, false);
    }

    private Rule<RevenueLossCell> bound(Timeline periods, boolean withStart) {
        String definition = definition(periods) + (withStart ? "" : ", without what was there at the start");
        return new RevenueLossRule(definition, periods, modes, days, withStart).counting(events);
    }

    LossModes modes() {
        return modes;
    }

    private String definition(Timeline periods) {
        return "losses of recurring value, recovered within " + days + " days, "
                + (modes.isEmpty() ? "" : "modes " + modes + ", ") + periods;
    }

    /** Prints what is told from what. */
    @Override
    public String toString() {
        return definition(timeline);
    }
}
