package dev.retention.experiment;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Text;
import dev.retention.movement.Spells;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that tells one method of times since an exposure from another. Copied, changed, and then left alone. */
final class ExposureTenureSettings implements Serializable {
    private static final long serialVersionUID = 1;

    final ExperimentSettings exposures;
    Until until = Until.EVENT;
    // Of losses and returns.
    @Nullable
    Spells spells;

    String track = "orders";
    EventFilter events = EventFilter.ALL;

    /** What ends the time. */
    enum Until {
        EVENT,
        LOST,
        REACTIVATED
    }

    ExposureTenureSettings(ExperimentSettings exposures) {
        this.exposures = exposures;
    }

    ExposureTenureSettings copy() {
        ExposureTenureSettings copy = new ExposureTenureSettings(exposures.copy());
        copy.until = until;
        copy.spells = spells;
        copy.track = track;
        copy.events = events;
        return copy;
    }

    void until(Until what, @Nullable Spells of) {
        until = what;
        spells = of;
    }

    /** That of events first, so that groups of customers are read of what they did and not of exposures. */
    List<String> tracks() {
        Set<String> all = new LinkedHashSet<>(List.of(track));
        all.add(exposures.track);
        return List.copyOf(all);
    }

    void check(HistoryStore<?> store) {
        exposures.check(store);
        store.track(track);
    }

    /** A sentence for each code that is told and that no event has. */
    List<String> warnings(HistoryStore<?> store) {
        HistoryStore<?> own = store.track(track);
        List<String> odd = new ArrayList<>(spells == null ? List.of() : spells.warnings(own));
        odd.addAll(own.codes().warnings(events.unknownIn(own.codes())));
        return List.copyOf(odd);
    }

    /** Prints the settings, which tell the method from every other. */
    @Override
    public String toString() {
        return "days from exposure until " + Text.words(until) + (spells == null ? "" : ", " + spells) + " on " + track
                + (events.isAll() ? "" : ", counting " + events) + ", of arms " + exposures.arms + " on "
                + exposures.track;
    }
}
