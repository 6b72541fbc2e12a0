package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that tells one experiment from another. Copied, changed, and then left alone. */
final class ExperimentSettings implements Serializable {
    private static final long serialVersionUID = 1;

    String track = Exposure.TRACK;
    // The first is the one that the others are held against.
    final ArrayList<String> arms = new ArrayList<>();
    final ArrayList<Outcome> outcomes = new ArrayList<>();

    ExperimentSettings copy() {
        ExperimentSettings copy = new ExperimentSettings();
        copy.track = track;
        copy.arms.addAll(arms);
        copy.outcomes.addAll(outcomes);
        return copy;
    }

    /** The number of an arm. */
    int arm(String code) {
        int arm = arms.indexOf(code);
        checkArgument(arm >= 0, "arm (%s) must be one of %s", code, arms);
        return arm;
    }

    List<String> tracks() {
        Set<String> tracks = new LinkedHashSet<>(List.of(track));
        outcomes.forEach(outcome -> tracks.addAll(outcome.settings().tracks()));
        return List.copyOf(tracks);
    }

    void check(HistoryStore<?> store) {
        store.track(track);
        outcomes.forEach(outcome -> outcome.settings().check(store));
    }

    @Override
    public String toString() {
        return "outcomes " + outcomes + " of arms " + arms + " on " + track;
    }
}
