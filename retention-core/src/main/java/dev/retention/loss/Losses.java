package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.service.Signal;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The losses of every period: whom a company lost, what they were worth, how and why they went, and whether anything was heard before.
 *
 * <pre>{@code
 * LossTable<String> losses = Losses.over(months, Spells.between("started", "cancelled", "failed payment"))
 *         .on("contracts")
 *         .worth(LossValue.recurring())
 *         .by(LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
 *                 .involuntary("failed payment")
 *                 .avoidable("support", "missing feature")
 *                 .unavoidable("moved away", "closed down"))
 *         .listening(90, Signal.of("tickets", "complaint"), Feedback.lowScores(Survey.NPS))
 *         .of(tracks);
 * LossTable<String>.InPeriod march = losses.inPeriod("2024-03");
 * march.rate();                                        // 3 of 120 who were there at the start
 * march.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE); // what they brought in the year before
 * march.pareto(LossCauses.Recorded.NOW);               // reasons by customers
 * march.losses();                                      // who, one by one
 *
 * Losses.over(months, Spells.ofOrders(90)).worth(LossValue.ofOrders()).of(orders);
 * Losses.ofList(months).worth(LossValue.listed(LossWorth.LAST)).by(LossCauses.recordedIn("reason")).of(lostCustomers);
 * }</pre>
 *
 * <p>A loss is the end of a spell ({@link Spells}) or an event of a list. A customer has one loss in a period, the last in it, and counts
 * with that loss in every item of the period. By spells, with {@code s} the start of the period and its end that of the data if it still
 * runs:
 *
 * <pre>
 *   START             live at s
 *   LOST              live at s, not at the end
 *   ARRIVED_AND_LOST  not live at s nor at the end, but in between
 *   LOST_AND_BACK     lost in the period, and live at its end
 *   LOSSES            LOST + ARRIVED_AND_LOST
 *   rate              LOST / START
 * </pre>
 *
 * <p>So {@code START} and {@code LOST} are those of {@link dev.retention.movement.CustomerChurn}, and {@code LOSSES + LOST_AND_BACK} are
 * the customers with its loss events. Every loss has one {@link LossCause}, and by causes:
 *
 * <pre>
 *   LOSSES       INVOLUNTARY + AVOIDABLE + UNAVOIDABLE + NOT_JUDGED + UNEXPLAINED
 *   WITH_REASON  a reason is known by now, whatever the cause
 *   SILENT       UNEXPLAINED, and none of the signals on the days before the day of the loss
 *   EARLY        lost at most 90 days after the arrival, or as many as {@linkplain #early set}
 * </pre>
 *
 * <p>The event that made the loss, where groupings {@linkplain dev.retention.rule.Grouping.Reading#AT_ANCHOR at the anchor} are read, is of
 * orders the last one before; of subscriptions that of the day of the loss whose code was named first, of several that which takes most
 * value off. An item of which nothing was told, such as SILENT without signals, is not counted, and asking for it is refused.
 *
 * <p>A customer costs its events, signals and live periods. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class Losses implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final LossSettings settings;

    private Losses(Timeline timeline, LossSettings settings) {
        this.timeline = timeline;
        this.settings = settings;
    }

    /**
     * Losses by a rule of when customers are live.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first event of the losses' track
     * @param spells when a customer is live
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Losses over(Timeline timeline, Spells spells) {
        Losses listed = ofList(timeline);
        int gap = requireNonNull(spells, "spells").gapDays().orElse(0);
        return listed.with(changed -> {
            changed.spells = spells;
            changed.early = Math.max(changed.early, gap);
        });
    }

    /**
     * Losses that a list names, such as one out of a CRM: every event of the track is a loss on its day, its code, if any, how the customer
     * was lost. Who was live at the start of a period is not known, and neither is {@link LossItem#LOST}.
     *
     * @param timeline the periods, of whole days; without a first period, they begin with the first loss
     * @return the method
     * @throws IllegalArgumentException if the periods are shorter than a day
     */
    public static Losses ofList(Timeline timeline) {
        LossSettings.checkWholeDays(timeline);
        return new Losses(timeline, new LossSettings());
    }

    private Losses with(Consumer<LossSettings> change) {
        LossSettings copy = settings.copy();
        change.accept(copy);
        return new Losses(timeline, copy);
    }

    /**
     * {@return this method on a track of a store that has several}
     *
     * @param track the track of contracts or orders, or of the list; not empty
     */
    public Losses on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return with(changed -> changed.track = track);
    }

    /**
     * Tells from where the worth of customers comes; without, it is not known.
     *
     * @param value orders, recurring value, or what a list says
     * @return this method with it
     * @throws IllegalStateException if it is listed and there is no list, or the other way round
     */
    public Losses worth(LossValue value) {
        settings.checkFits(requireNonNull(value, "value"));
        return with(changed -> changed.value = value);
    }

    /**
     * Names the column of a list with the day on which the customer came.
     *
     * @param column a column of days, none of which is after the loss; may be empty for some
     * @return this method with it
     * @throws IllegalStateException if there is no list
     */
    public Losses since(String column) {
        checkState(settings.spells == null, "the arrival is known by %s", settings.spells);
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column (%s) must not be empty", column);
        return with(changed -> changed.since = column);
    }

    /**
     * Tells how and why customers are lost; without, no mode is involuntary and no reason is known.
     *
     * @param causes where reasons are recorded, and what modes and reasons mean
     * @return this method with them
     * @throws IllegalArgumentException if they name the mode of a code that ends no spell
     */
    public Losses by(LossCauses causes) {
        settings.checkModes(requireNonNull(causes, "causes"));
        return with(changed -> changed.causes = causes);
    }

    /**
     * Tells by what customers are heard of before they are lost, for {@link LossItem#SILENT} and {@link Loss#heard}.
     *
     * @param days how many days before the day of the loss are looked at, at least 1
     * @param signals what there is to hear, such as complaints, contacts and low scores, at least one and each once
     * @return this method with these signals instead of others
     * @throws IllegalArgumentException if {@code days < 1}, there is no signal or one comes twice
     */
    public Losses listening(int days, Signal... signals) {
        Checks.positive((long) days, "days");
        List<Signal> all = LossSettings.distinct(requireNonNull(signals, "signals"));
        return with(changed -> {
            changed.window = days;
            changed.signals = new ArrayList<>(all);
        });
    }

    /**
     * Sets how soon after the arrival a loss is an early one. Of orders the tolerated gap is part of these days.
     *
     * @param days from the day of the arrival to that of the loss, at least 0, of orders at least the gap; 90, or a longer gap, by default
     * @return this method with those days
     * @throws IllegalArgumentException if {@code days} is below 0 or the gap
     * @throws IllegalStateException if there is a list without {@link #since}
     */
    public Losses early(int days) {
        checkState(settings.spells != null || !settings.since.isEmpty(), "since(…) must tell when customers came");
        EarlyLosses.checkDays(days, settings.spells);
        return with(changed -> changed.early = days);
    }

    /**
     * Sets which events of the losses' own track count; what does not is as if it had not happened.
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     * @return this method over those events
     */
    public Losses counting(EventFilter events) {
        requireNonNull(events, "events");
        return with(changed -> changed.events = events);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalArgumentException if the store lacks what is read, or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public Rule<LossCell> rule(HistoryStore<?> store) {
        settings.check(requireNonNull(store, "store"));
        return bound(settings.own(store).bind(timeline), true);
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<LossCell> rule() {
        timeline.first();
        return bound(timeline, true);
    }

    /** The rule of what has a cause. */
    Rule<LossCell> withoutStart(Timeline periods) {
        return bound(periods, false);
    }

    private Rule<LossCell> bound(Timeline periods, boolean withStart) {
        return new LossRule(settings, periods, withStart).counting(settings.events);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     */
    public <K> LossTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     */
    public <K> LossTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return LossTable.whole(this, sweep.count(rule(store)), settings.warnings(store));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> LossTable<K> of(Tally<LossCell> tally) {
        Rule<LossCell> rule = bound(requireNonNull(tally, "tally").bind(timeline), true);
        return LossTable.whole(this, Counted.of(rule, tally), List.of());
    }

    LossSettings settings() {
        return settings;
    }

    /** Prints all settings and the timeline. */
    @Override
    public String toString() {
        return definition() + ", " + timeline;
    }

    /** All settings, without the timeline. */
    String definition() {
        return settings + (settings.events.isAll() ? "" : ", counting " + settings.events);
    }
}
