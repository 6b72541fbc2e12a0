package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.service.LaterLoss;
import dev.retention.service.LaterLossTable;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks of several signals at once what each told of the losses that came after: how many it went before, how long before, how often it was
 * followed by one, and at what risk against customers of the same tenure without it.
 *
 * <pre>{@code
 * SignalTable<Long> signals = Signals.over(months, Spells.between("started", "ended"))
 *         .on("contracts")
 *         .within(90)
 *         .asking(Signal.of("tickets", "complaint"), Silence.of("contacts", 60), Signal.of("webinars", "attended"))
 *         .of(tracks);
 * signals.found(0.05);                            // which are told from chance, all that were asked considered
 * signals.ranked(SignalTable.By.RISK).get(0);     // "complaint" on tickets goes before 31.0 % of losses, …
 * signals.any().members(SignalItem.UNANNOUNCED);   // lost without any of them
 * }</pre>
 *
 * <p>With w days {@link #within(int) within}, of a spell with arrival s and, if it was seen, loss e, and data to the end of the as-of day:
 *
 * <pre>
 *   shown       the signal came on a day d of the spell:  s ≤ d &lt; e
 *   ANNOUNCED   a loss with a signal of its spell on a day from e − w to e − 1; by days of LEAD too, e − d
 *   recall      ANNOUNCED / (ANNOUNCED + UNANNOUNCED)                               of losses
 *   alarm       a day d on which it was shown, see {@link SignalAlarm}
 *   precision   FOLLOWED / (FOLLOWED + NOT_FOLLOWED)                                of alarms whose w days are over
 *   base rate   the same of all days on which any customer was live
 *   risk        to be lost in a period, with or without the signal in the w days before it, as {@link LaterLoss} has it
 * </pre>
 *
 * <p>A loss counts in its period, an alarm in that of its day. A signal on the day of the loss or while the customer is not live announces
 * nothing. What is asked of a risk is known before it is asked, and precision is set beside the base rate of days alike, so that no time
 * counts as exposed that had to be survived to be so. Where signals are known from some day on, let the first period begin {@code w} days
 * after it, or losses before lack the signals nobody noted.
 *
 * <p>A customer costs its signals, and its live periods for each of them; the table has a cell for each signal, period and day of lead.
 * This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Signals implements Serializable {
    /** What a table calls the signals taken together: that any of them came. */
    public static final String ANY = "any of the signals";

    /** What a table calls the days on which customers were live, which the base rate is of. */
    public static final String LIVE_DAYS = "live days";

    private static final long serialVersionUID = 1;
    private static final int WITHIN = 90;
    private static final int MOST_DAYS = 3_660;

    final SignalSetup setup;

    private Signals(SignalSetup setup) {
        this.setup = setup;
    }

    /**
     * Losses in the periods of a timeline, on the track {@code orders} and within 90 days unless told otherwise.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the track of spells
     * @param spells when customers are live
     * @return the method, which is to be told the {@linkplain #asking signals}
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Signals over(Timeline timeline, Spells spells) {
        LaterLoss risk = LaterLoss.over(timeline, spells);
        return new Signals(new SignalSetup(
                timeline,
                spells,
                "orders",
                WITHIN,
                risk,
                new ArrayList<>(),
                SignalAlarm.ONE_PER_WINDOW,
                SignalLead.FIRST,
                LossValue.ofOrders(),
                LossWorth.YEAR_BEFORE));
    }

    /**
     * Names the track of spells.
     *
     * @param track the track, {@code orders} by default
     * @return the method on that track
     */
    public Signals on(String track) {
        return new Signals(setup.withTrack(requireNonNull(track, "track")));
    }

    /**
     * Sets how many days after a signal a loss is looked for.
     *
     * @param days from 1 to 3,660; 90 by default
     * @return the method with those days
     * @throws IllegalArgumentException if {@code days} is out of range
     */
    public Signals within(int days) {
        Checks.within(days, 1, MOST_DAYS, "days");
        return new Signals(setup.withDays(days));
    }

    /**
     * Sets the brackets of tenure within which risks are compared, see {@link LaterLoss#byTenure}.
     *
     * @param firstDays the first day of each bracket but the first: ascending, at least 1; 91, 182, 365 and 730 by default
     * @return the method with those brackets
     * @throws IllegalArgumentException if the days do not ascend or begin below 1
     */
    public Signals byTenure(int... firstDays) {
        return new Signals(setup.withRisk(setup.risk().byTenure(firstDays)));
    }

    /**
     * Adds signals to those that are asked of.
     *
     * @param signal a signal
     * @param moreSignals further signals, each with a definition of its own
     * @return the method with those signals too
     * @throws IllegalArgumentException if a definition comes twice, or is {@link #ANY} or {@link #LIVE_DAYS}
     */
    public Signals asking(Signal signal, Signal... moreSignals) {
        List<Signal> more = new ArrayList<>();
        more.add(requireNonNull(signal, "signal"));
        for (Signal each : requireNonNull(moreSignals, "moreSignals")) {
            more.add(requireNonNull(each, "moreSignals"));
        }
        return asking(more);
    }

    /**
     * Adds signals to those that are asked of.
     *
     * @param more the signals, each with a definition of its own
     * @return the method with those signals too
     * @throws IllegalArgumentException if a definition comes twice, or is {@link #ANY} or {@link #LIVE_DAYS}
     */
    public Signals asking(List<? extends Signal> more) {
        return new Signals(setup.withSignals(requireNonNull(more, "more")));
    }

    /**
     * Sets which days on which a signal was shown are an alarm.
     *
     * @param alarm {@link SignalAlarm#ONE_PER_WINDOW} by default
     * @return the method with those alarms
     */
    public Signals counting(SignalAlarm alarm) {
        return new Signals(setup.withAlarm(requireNonNull(alarm, "alarm")));
    }

    /**
     * Sets from which of several signals before a loss the lead is counted.
     *
     * @param lead {@link SignalLead#FIRST} by default
     * @return the method with that lead
     */
    public Signals leading(SignalLead lead) {
        return new Signals(setup.withLead(requireNonNull(lead, "lead")));
    }

    /**
     * Sets what a loss was worth: orders of the year before, on the track of spells, unless told otherwise.
     *
     * @param value from where the worth comes: orders or recurring value
     * @param worth which worth
     * @return the method with that worth
     * @throws IllegalArgumentException if {@code value} is of a list of losses, which has no spells
     */
    public Signals worth(LossValue value, LossWorth worth) {
        requireNonNull(value, "value");
        requireNonNull(worth, "worth");
        checkArgument(value.kind() != LossValue.Kind.LISTED, "value (%s) must be of orders or recurring", value);
        return new Signals(setup.withWorth(value, worth));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere: all but the risks, which {@link #risks}
     * are of.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalStateException if no signal is asked of
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public Rule<SignalCell> rule(HistoryStore<?> store) {
        setup.tracks().forEach(requireNonNull(store, "store")::track);
        return new SignalRule(setup, store.track(setup.track()).bind(setup.timeline()));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if no signal is asked of, or the timeline has no first period
     */
    public Rule<SignalCell> rule() {
        setup.timeline().first();
        return new SignalRule(setup, setup.timeline());
    }

    /**
     * The methods that count the risks after the signals.
     *
     * @return one for {@link #ANY}, then one for each signal in the order in which they are asked of
     * @throws IllegalStateException if no signal is asked of
     */
    public List<LaterLoss> risks() {
        return setup.signals().stream().map(setup.risk()::after).toList();
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalStateException if no signal is asked of
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public <K> SignalTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts all signals in one pass, with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalStateException if no signal is asked of
     * @throws IllegalArgumentException if the store lacks a track or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    @SuppressWarnings("unchecked")
    public <K> SignalTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        List<LaterLoss> methods = risks();
        List<Rule<?>> rules = new ArrayList<>(List.of(rule(store)));
        methods.forEach(method -> rules.add(method.rule(store)));
        List<Counted<K, ?>> counted = sweep.countAll(rules);
        List<LaterLossTable<K>> risks = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            risks.add(methods.get(i).of((Counted<K, LaterLoss.Cell>) counted.get(i + 1)));
        }
        return new SignalTable<>(setup.signals(), setup.within(), (Counted<K, SignalCell>) counted.get(0), risks);
    }

    /**
     * The table of tallies that were merged, restored or read from live tables.
     *
     * @param tally what {@link #rule} counted
     * @param riskTallies what the rules of {@link #risks} counted, in their order
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws IllegalArgumentException if there is not one tally for each of {@link #risks}
     * @throws dev.retention.rule.TallyMismatchException if a tally is of another rule
     */
    public <K> SignalTable<K> of(Tally<SignalCell> tally, List<Tally<LaterLoss.Cell>> riskTallies) {
        requireNonNull(riskTallies, "riskTallies");
        Timeline periods = requireNonNull(tally, "tally").bind(setup.timeline());
        List<LaterLoss> methods = risks();
        checkArgument(
                riskTallies.size() == methods.size(),
                "riskTallies (%s) must be one for each of %s methods of risks",
                riskTallies.size(),
                methods.size());
        List<LaterLossTable<K>> risks = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            risks.add(methods.get(i).of(riskTallies.get(i)));
        }
        Rule<SignalCell> rule = new SignalRule(setup, periods);
        return new SignalTable<>(setup.signals(), setup.within(), Counted.of(rule, tally), risks);
    }

    /** Prints what is counted. */
    @Override
    public String toString() {
        return setup.toString();
    }
}
