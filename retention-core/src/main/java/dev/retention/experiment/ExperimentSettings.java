package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.time.Timeline;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that tells one experiment from another. Copied, changed, and then left alone. */
final class ExperimentSettings implements Serializable {
    private static final long serialVersionUID = 1;

    String track = Exposure.TRACK;
    // The first is the one that the others are held against.
    final ArrayList<String> arms = new ArrayList<>();
    final ArrayList<Outcome> outcomes = new ArrayList<>();
    // Of each arm, in their order; none for equal shares.
    final ArrayList<Long> shares = new ArrayList<>();
    // Whether outcomes are those of as many days before the exposure.
    boolean isBeforehand;

    @Nullable
    ExperimentPlan plan;

    static Timeline checkWholeDays(Timeline timeline) {
        checkArgument(
                !requireNonNull(timeline, "timeline").grain().isWithinDay(),
                "timeline (%s) must have periods of whole days",
                timeline);
        return timeline;
    }

    static ExperimentSettings of(String control, String... arms) {
        ExperimentSettings settings = new ExperimentSettings();
        settings.addArm(requireNonNull(control, "control"));
        for (String arm : requireNonNull(arms, "arms")) {
            settings.addArm(requireNonNull(arm, "arms must not hold null"));
        }
        checkArgument(settings.arms.size() > 1, "arms must hold at least one beside %s", control);
        return settings;
    }

    ExperimentSettings copy() {
        ExperimentSettings copy = new ExperimentSettings();
        copy.track = track;
        copy.arms.addAll(arms);
        copy.outcomes.addAll(outcomes);
        copy.shares.addAll(shares);
        copy.isBeforehand = isBeforehand;
        copy.plan = plan;
        return copy;
    }

    String control() {
        return arms.get(0);
    }

    List<String> treated() {
        return arms.subList(1, arms.size());
    }

    void addArm(String arm) {
        checkArgument(!arm.isBlank() && !arms.contains(arm), "arm (%s) must not be blank, nor one of %s", arm, arms);
        arms.add(arm);
    }

    /** The number of an arm. */
    int arm(String code) {
        int arm = arms.indexOf(code);
        checkArgument(arm >= 0, "arm (%s) must be one of %s: name every arm of the track %s", code, arms, track);
        return arm;
    }

    /** An arm that is held against the first. */
    String treated(String arm) {
        checkArgument(arm(arm) > 0, "arm (%s) must be another than that which it is held against", arm);
        return arm;
    }

    Outcome outcome(String name) {
        for (Outcome outcome : outcomes) {
            if (outcome.name().equals(name)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("outcome (" + name + ") must be one of "
                + outcomes.stream().map(Outcome::name).toList());
    }

    void add(Outcome outcome) {
        String name = outcome.name();
        checkArgument(
                !names().contains(name),
                "outcome (%s) must have a name of its own: %s is taken, as are %s; call named(...)",
                outcome,
                name,
                names());
        if (isBeforehand) {
            outcome.settings().checkIsOfDays();
        }
        outcomes.add(outcome);
    }

    /** The names that are taken. */
    List<String> names() {
        return Stream.concat(
                        Stream.of(ExperimentCell.EXPOSURE), outcomes.stream().map(Outcome::name))
                .toList();
    }

    void setShares(long... weights) {
        int given = requireNonNull(weights, "weights").length;
        checkArgument(given == arms.size(), "weights (%s of them) must be %s", given, arms.size());
        shares.clear();
        for (long weight : weights) {
            shares.add(Checks.positive(weight, "a weight of weights"));
        }
        ArmWeights.of(weights());
    }

    /** The shares in which customers were to be assigned. */
    Map<String, Long> weights() {
        Map<String, Long> weights = new LinkedHashMap<>();
        for (int arm = 0; arm < arms.size(); arm++) {
            weights.put(arms.get(arm), shares.isEmpty() ? 1 : shares.get(arm));
        }
        return weights;
    }

    /** Those of outcomes first, so that groups of customers are read of what they did and not of exposures. */
    List<String> tracks() {
        Set<String> tracks = new LinkedHashSet<>();
        outcomes.forEach(outcome -> tracks.addAll(outcome.settings().tracks()));
        tracks.add(track);
        return List.copyOf(tracks);
    }

    /** Refuses a store that lacks a track, and says what would be read of it. */
    void check(HistoryStore<?> store) {
        check(store, track, "exposures are");
        for (Outcome outcome : outcomes) {
            outcome.settings().tracks().forEach(named -> check(store, named, "outcome (" + outcome.name() + ") is"));
            outcome.settings().check(store);
        }
    }

    /** A sentence for each code that an outcome tells and no event has. */
    List<String> warnings(HistoryStore<?> store) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.settings().warnings(store).stream())
                .distinct()
                .toList();
    }

    private static void check(HistoryStore<?> store, String track, String what) {
        checkArgument(
                store.trackNames().contains(track),
                "track (%s) that %s read of must be one of the store's: %s",
                track,
                what,
                store.trackNames());
    }

    /** The only arm beside that which it is held against. */
    String onlyTreated() {
        checkState(arms.size() == 2, "arms (%s) must be two where none is named", arms);
        return arms.get(1);
    }

    /** What is counted: neither shares nor a plan change a count. */
    String definition() {
        return "outcomes " + outcomes + (isBeforehand ? " before the exposure" : "") + " of arms " + arms + " on "
                + track;
    }

    @Override
    public String toString() {
        return definition()
                + (shares.isEmpty() ? "" : " in shares " + shares)
                + (plan == null ? "" : ", planned: " + plan);
    }
}
