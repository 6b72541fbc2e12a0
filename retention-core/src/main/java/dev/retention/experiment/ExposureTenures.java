package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.experiment.ExposureTenureSettings.Until;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long it takes customers of each arm, from the day of exposure, to be lost, to be back, or to order: with those of whom it was not
 * seen by the end of the data, so that everybody counts from the first day on and no window is waited for.
 *
 * <pre>{@code
 * ExposureTenureTable<Long> table = ExposureTenures.over(Timeline.monthly(asOf), "holdout", "offer")
 *         .untilLost(Spells.between("started", "ended"))
 *         .on("contracts")
 *         .of(all);
 * table.logRank();                    // do arms leave alike, over all the time that was seen?
 * table.difference("offer", 90);      // how many of the first 90 days an offer gives
 * }</pre>
 *
 * <pre>
 *   ended      days = day of the event − day of exposure
 *   censored   days = as-of day − day of exposure
 * </pre>
 *
 * <ul>
 *   <li>Arms are those of the exposures, from the first on; who is in several counts apart, see {@link Experiment}.
 *   <li>The day of exposure is day 0 and belongs to the time after it: what happens on it has taken 0 days.
 *   <li>Until a loss, those who were live at the start of that day are looked at; until a return, those who had been live once and were
 *       not then. Others count apart. What the exposure did must not choose who is looked at.
 *   <li>Exposures on days before the first period count apart; without a first period, it is that of the first exposure.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable.
 *
 * @see <a href="https://doi.org/10.1200/JCO.2014.55.2208">Uno and others (2014), of differences of restricted means</a>
 * @since 0.1.0
 */
public final class ExposureTenures implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final ExposureTenureSettings settings;

    private ExposureTenures(Timeline timeline, ExposureTenureSettings settings) {
        this.timeline = timeline;
        this.settings = settings;
    }

    /** What is counted of an arm, at how many days. */
    public enum Item {
        /** Of whom it was seen so many days after the exposure. */
        ENDED,
        /** Of whom it was not seen by the end of the data, so many days after the exposure. */
        CENSORED,
        /** Of whom it cannot be seen, such as the loss of who was not live; at 0 days. */
        WITHOUT,
        /** Exposed to another arm later, in the first of them; at 0 days. */
        SEVERAL_ARMS,
        /** Exposed before the first period of the timeline; at 0 days. */
        TOO_EARLY
    }

    /**
     * A cell of the table.
     *
     * @param arm the arm
     * @param item what is counted
     * @param days the days since the exposure
     * @since 0.1.0
     */
    public record Cell(String arm, Item item, int days) implements Serializable {
        /**
         * Checks the days.
         *
         * @param arm the arm
         * @param item what is counted
         * @param days the days since the exposure
         * @throws IllegalArgumentException if {@code days} is negative
         */
        public Cell {
            requireNonNull(arm, "arm");
            requireNonNull(item, "item");
            Checks.notNegative((long) days, "days");
        }
    }

    /**
     * The time until the first event on the track {@code orders}.
     *
     * @param timeline up to when the data are known, in periods of whole days
     * @param control the arm that the others are held against, such as {@code holdout}
     * @param arms the others, at least one
     * @return the method
     * @throws IllegalArgumentException if there is no other arm, one comes twice or is blank, or the periods are shorter than a day
     */
    public static ExposureTenures over(Timeline timeline, String control, String... arms) {
        return new ExposureTenures(
                ExperimentSettings.checkWholeDays(timeline),
                new ExposureTenureSettings(ExperimentSettings.of(control, arms)));
    }

    private ExposureTenures with(Consumer<ExposureTenureSettings> change) {
        ExposureTenureSettings copy = settings.copy();
        change.accept(copy);
        return new ExposureTenures(timeline, copy);
    }

    /**
     * Looks at losses: the ends of the spells in which customers were live at the start of the day of exposure.
     *
     * @param spells when customers are live
     * @return the method
     */
    public ExposureTenures untilLost(Spells spells) {
        requireNonNull(spells, "spells");
        return with(changed -> changed.until(Until.LOST, spells));
    }

    /**
     * Looks at returns: the starts of the next spells of those who had been live and were not at the start of the day of exposure.
     *
     * @param spells when customers are live
     * @return the method
     */
    public ExposureTenures untilReactivated(Spells spells) {
        requireNonNull(spells, "spells");
        return with(changed -> changed.until(Until.REACTIVATED, spells));
    }

    /**
     * Looks at the first event from the day of exposure on.
     *
     * @param events which events count, as {@link #counting} sets
     * @return the method
     */
    public ExposureTenures untilEvent(EventFilter events) {
        requireNonNull(events, "events");
        return with(changed -> {
            changed.until(Until.EVENT, null);
            changed.events = events;
        });
    }

    /**
     * {@return the method over some of the events; what does not count is as if it had not happened}
     *
     * @param events the events, and what amounts below 0 are; every event as it is by default
     */
    public ExposureTenures counting(EventFilter events) {
        requireNonNull(events, "events");
        return with(changed -> changed.events = events);
    }

    /**
     * {@return the method with spells and events on another track}
     *
     * @param track the track, {@code orders} by default
     * @throws IllegalArgumentException if the name is empty
     */
    public ExposureTenures on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return with(changed -> changed.track = track);
    }

    /**
     * {@return the method with exposures on another track}
     *
     * @param track the track, {@value Exposure#TRACK} by default
     * @throws IllegalArgumentException if the name is empty
     */
    public ExposureTenures exposedOn(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return with(changed -> changed.exposures.track = track);
    }

    /**
     * Tells in which shares customers were to be assigned, for the check of the sample ratio.
     *
     * @param weights a whole number for each arm, that which the others are held against first: {@code 1, 9} for a holdout of a tenth
     * @return the method with those shares; without, they are equal
     * @throws IllegalArgumentException if there are not as many as arms, one is below 1, or they sum to more than 1,000,000,000
     */
    public ExposureTenures shares(long... weights) {
        return with(changed -> changed.exposures.setShares(weights));
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track, or the timeline does not fit it, see {@link HistoryStore#bind}
     */
    public Rule<Cell> rule(HistoryStore<?> store) {
        settings.check(requireNonNull(store, "store"));
        return new ExposureTenureRule(
                settings, store.track(settings.exposures.track).bind(timeline));
    }

    /**
     * The rule, where no store is at hand.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<Cell> rule() {
        timeline.first();
        return new ExposureTenureRule(settings, timeline);
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     * @throws dev.retention.rule.RuleException if a customer was exposed to an arm that was not named; it names the customer
     */
    public <K> ExposureTenureTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     * @throws dev.retention.rule.RuleException as for {@link #of(HistoryStore)}
     */
    public <K> ExposureTenureTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return new ExposureTenureTable<>(settings, sweep.count(rule(store)), settings.warnings(store), false);
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ExposureTenureTable<K> of(Tally<Cell> tally) {
        Rule<Cell> rule =
                new ExposureTenureRule(settings, requireNonNull(tally, "tally").bind(timeline));
        return new ExposureTenureTable<>(settings, Counted.of(rule, tally), List.of(), false);
    }

    /** Prints the settings and the timeline. */
    @Override
    public String toString() {
        return settings + ", " + timeline;
    }
}
