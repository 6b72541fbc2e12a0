package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.time.Timeline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The periods and tracks of rules and measures that an experiment asks. */
final class AskedTimeline {
    private AskedTimeline() {}

    /** Refuses to ask what knows more or less than the experiment, or has other days. */
    static void check(Timeline asked, Timeline experiment, String what, String definition) {
        checkArgument(
                asked.completeBefore().equals(experiment.completeBefore()) && asked.zone().equals(experiment.zone()),
                "%s (%s) must know as much as the experiment (%s), not (%s)",
                what,
                definition,
                experiment,
                asked);
    }

    /** With a first period: that of the experiment's first day, if there is none. */
    static Timeline bound(Timeline asked, Timeline experiment) {
        return asked.hasFirst() ? asked : asked.from(experiment.first().firstDay());
    }

    /** The tracks that are read, where the first of a store is the outcome's own. */
    static List<String> tracks(List<String> asked, String own) {
        Set<String> all = new LinkedHashSet<>();
        asked.forEach(track -> all.add(track.isEmpty() ? own : track));
        return all.isEmpty() ? List.of(own) : List.copyOf(all);
    }
}
