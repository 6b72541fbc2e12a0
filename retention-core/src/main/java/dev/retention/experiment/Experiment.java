package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An experiment: arms of customers, and what is looked at from the day of exposure on.
 *
 * <pre>{@code
 * HistoryStore<Long> all = orders.named("orders").and(Exposure.store(exposures));
 * ExperimentTable<Long> table = Experiment.over(Timeline.monthly(asOf), "holdout", "offer")
 *         .outcome(Outcome.ordered(90))
 *         .outcome(Outcome.spend(90).againstPast())
 *         .of(all);
 * table.cautions();                                          // what speaks against a reading, first
 * table.effects(0.95, PValueCorrection.HOLM);                // of every arm on every outcome
 * }</pre>
 *
 * <ul>
 *   <li>A customer is in the arm of the exposures, from the day of the first on. Who was exposed to more than one arm by the end of
 *       the data is in none, and is counted apart: in the first of them, of one moment that whose name comes first.
 *   <li>An exposure after the end of the data is not known yet.
 *   <li>A customer counts for an outcome once its window is over, see {@link Outcome}; until then as one who is not mature.
 *   <li>An arm that was not named is refused, with the customer: name every arm of the track, and read those that matter.
 *   <li>Groups of customers that are read at the anchor are those of the end of the day before the exposure, so that the exposure
 *       cannot move a customer from one to another. A grouping that names no track reads that of the first outcome, and that of
 *       exposures only where there is no outcome.
 * </ul>
 *
 * <p>Takes one pass over the store. This class is immutable, thread-safe and serialisable if its outcomes are.
 *
 * @since 0.1.0
 */
public final class Experiment implements Serializable {
    private static final long serialVersionUID = 1;

    private final Timeline timeline;
    private final ExperimentSettings settings;

    private Experiment(Timeline timeline, ExperimentSettings settings) {
        this.timeline = timeline;
        this.settings = settings;
    }

    /**
     * An experiment without outcomes.
     *
     * @param timeline up to when the data are known, in periods of whole days; its periods tell nothing, and without a first period
     *     they begin with the first exposure
     * @param control the arm that the others are held against, such as {@code holdout}
     * @param arms the others, at least one
     * @return the method
     * @throws IllegalArgumentException if there is no other arm, one comes twice or is blank, or the periods are shorter than a day
     */
    public static Experiment over(Timeline timeline, String control, String... arms) {
        return new Experiment(ExperimentSettings.checkWholeDays(timeline), ExperimentSettings.of(control, arms));
    }

    private Experiment with(Consumer<ExperimentSettings> change) {
        ExperimentSettings copy = settings.copy();
        change.accept(copy);
        return new Experiment(timeline, copy);
    }

    /**
     * Tells where exposures are.
     *
     * @param track the track, {@value Exposure#TRACK} by default
     * @return the experiment with exposures on it
     * @throws IllegalArgumentException if the name is empty
     */
    public Experiment on(String track) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return with(changed -> changed.track = track);
    }

    /**
     * Looks at one more outcome.
     *
     * @param outcome what is looked at
     * @return the experiment with it
     * @throws IllegalArgumentException if there is one of that name, it is named as {@link ExperimentCell#EXPOSURE}, or it is of a
     *     measure or rule that knows more or less than the experiment, or has another zone
     */
    public Experiment outcome(Outcome outcome) {
        requireNonNull(outcome, "outcome").settings().source.check(timeline);
        return with(changed -> changed.add(outcome));
    }

    /**
     * Tells in which shares customers were to be assigned, for the check of the sample ratio.
     *
     * @param weights a whole number for each arm, that which the others are held against first: {@code 1, 9} for a holdout of a tenth
     * @return the experiment with those shares; without, they are equal
     * @throws IllegalArgumentException if there are not as many as arms, one is below 1, or they sum to more than 1,000,000,000
     */
    public Experiment shares(long... weights) {
        return with(changed -> changed.setShares(weights));
    }

    /**
     * Tells for how many customers the experiment was planned, so that a reading before that is cautioned against as peeking.
     *
     * @param plan the plan, of arms of the same names; one of two arms that were never named goes with any two
     * @return the experiment with it
     * @throws IllegalArgumentException if the plan has other arms
     * @throws ArithmeticException if the plan takes more than 10¹⁵ customers
     */
    public Experiment planned(ExperimentPlan plan) {
        Set<String> planned = requireNonNull(plan, "plan").customers().keySet();
        boolean isOfTwo = planned.equals(Set.copyOf(ExperimentPlan.ARMS)) && settings.arms.size() == 2;
        checkArgument(
                isOfTwo || planned.equals(Set.copyOf(settings.arms)),
                "plan (%s) must be of the arms %s, not %s",
                plan,
                settings.arms,
                planned);
        return with(changed -> changed.plan = plan);
    }

    /**
     * The same outcomes of as many days before the exposure: a test of A against A. Where arms were drawn, nothing but chance makes
     * them differ there, and every effect that is found is false. Everybody is mature.
     *
     * @return the experiment on the past; of an outcome that is adjusted by its past, that of the days before
     * @throws IllegalStateException if an outcome is of a rule's cells, which have no past
     */
    public Experiment beforehand() {
        settings.outcomes.forEach(outcome -> outcome.settings().checkIsOfDays());
        return with(changed -> changed.isBeforehand = true);
    }

    /**
     * The rule, to be counted together with others in one pass, kept live, or sent elsewhere.
     *
     * @return the rule
     * @throws IllegalStateException if the timeline has no first period
     */
    public Rule<ExperimentCell> rule() {
        timeline.first();
        return new ExperimentRule(settings, timeline);
    }

    /**
     * The rule for a store.
     *
     * @param store the store, with the tracks
     * @return the rule
     * @throws IllegalArgumentException if the store lacks a track, which is named with the outcome that reads it, or the timeline does
     *     not fit it, see {@link HistoryStore#bind}
     */
    public Rule<ExperimentCell> rule(HistoryStore<?> store) {
        settings.check(requireNonNull(store, "store"));
        return new ExperimentRule(settings, store.track(settings.track).bind(timeline));
    }

    /**
     * Counts on the calling thread.
     *
     * @param store the store, with the tracks
     * @param <K> the type of customer keys
     * @return the table
     * @throws IllegalArgumentException as for {@link #rule(HistoryStore)}
     * @throws dev.retention.rule.RuleException if a customer was exposed to an arm that was not named, or an outcome fails; it names
     *     the customer
     */
    public <K> ExperimentTable<K> of(HistoryStore<K> store) {
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
    public <K> ExperimentTable<K> of(Sweep<K> sweep) {
        HistoryStore<K> store = requireNonNull(sweep, "sweep").store();
        return ExperimentTable.of(settings, sweep.count(rule(store)), settings.warnings(store));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     * @throws TallyMismatchException if the tally is of another rule
     */
    public <K> ExperimentTable<K> of(Tally<ExperimentCell> tally) {
        Rule<ExperimentCell> rule =
                new ExperimentRule(settings, requireNonNull(tally, "tally").bind(timeline));
        return ExperimentTable.of(settings, Counted.of(rule, tally), List.of());
    }

    List<Outcome> outcomes() {
        return List.copyOf(settings.outcomes);
    }

    /** Prints the settings and the timeline. */
    @Override
    public String toString() {
        return settings + ", " + timeline;
    }
}
