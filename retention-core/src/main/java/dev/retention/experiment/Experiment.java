package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
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
 * }</pre>
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
     * @param timeline up to when the data are known
     * @param control the arm that the others are held against, such as {@code holdout}
     * @param arms the others, at least one
     * @return the method
     * @throws IllegalArgumentException if there is no other arm, or one comes twice
     */
    public static Experiment over(Timeline timeline, String control, String... arms) {
        ExperimentSettings settings = new ExperimentSettings();
        settings.arms.add(requireNonNull(control, "control"));
        Collections.addAll(settings.arms, requireNonNull(arms, "arms"));
        checkArgument(settings.arms.size() > 1, "arms must hold at least one beside %s", control);
        checkArgument(
                settings.arms.stream().distinct().count() == settings.arms.size(),
                "arms (%s) must differ",
                settings.arms);
        return new Experiment(requireNonNull(timeline, "timeline"), settings);
    }

    private Experiment with(Consumer<ExperimentSettings> change) {
        ExperimentSettings copy = settings.copy();
        change.accept(copy);
        return new Experiment(timeline, copy);
    }

    /**
     * {@return the experiment with exposures on another track}
     *
     * @param track the track, {@value Exposure#TRACK} by default
     */
    public Experiment on(String track) {
        return with(changed -> changed.track = requireNonNull(track, "track"));
    }

    /**
     * {@return the experiment with one more outcome}
     *
     * @param outcome what is looked at
     * @throws IllegalArgumentException if there is one of that name, it is named as {@link ExperimentCell#EXPOSURE}, or it is of a measure
     *     or rule that knows more or less than the experiment, or has another zone
     */
    public Experiment outcome(Outcome outcome) {
        requireNonNull(outcome, "outcome").settings().source.check(timeline);
        return with(changed -> changed.outcomes.add(outcome));
    }

    /** {@return the rule, to be counted together with others in one pass, kept live, or sent elsewhere} */
    public Rule<ExperimentCell> rule() {
        timeline.first();
        return new ExperimentRule(settings, timeline);
    }

    /**
     * The rule for a store.
     *
     * @param store the store, with the tracks
     * @return the rule
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
     */
    public <K> ExperimentTable<K> of(HistoryStore<K> store) {
        return of(Sweep.over(store));
    }

    /**
     * Counts with a sweep of the caller's.
     *
     * @param sweep the sweep
     * @param <K> the type of customer keys
     * @return the table, the same on any number of threads
     */
    public <K> ExperimentTable<K> of(Sweep<K> sweep) {
        return new ExperimentTable<>(settings, sweep.count(rule(sweep.store())));
    }

    /**
     * The table of a tally that was merged, restored or read from a live table.
     *
     * @param tally what {@link #rule} counted
     * @param <K> the type of customer keys
     * @return the table, without customers
     */
    public <K> ExperimentTable<K> of(Tally<ExperimentCell> tally) {
        Rule<ExperimentCell> rule = new ExperimentRule(settings, tally.bind(timeline));
        return new ExperimentTable<>(settings, Counted.of(rule, tally));
    }

    List<Outcome> outcomes() {
        return settings.outcomes;
    }

    /** Prints the settings. */
    @Override
    public String toString() {
        return settings + ", " + timeline;
    }
}
