package dev.retention.rule;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tracks rules, measures and groupings read. */
final class TrackNames {
    /** Stands for the first track of a store, whatever its name. */
    static final String FIRST = "";

    private TrackNames() {}

    /** Names that users give, each once. */
    static List<String> of(String... tracks) {
        for (String track : requireNonNull(tracks, "tracks")) {
            checkArgument(!requireNonNull(track, "tracks must not hold null").isEmpty(), "tracks must have names");
        }
        List<String> names = List.of(tracks);
        checkArgument(!names.isEmpty(), "tracks must name at least one");
        checkArgument(new HashSet<>(names).size() == names.size(), "tracks (%s) must not repeat", names);
        return names;
    }

    /** The tracks of a rule and others beside them. */
    static List<String> and(List<String> ofRule, List<String> others) {
        if (others.isEmpty()) {
            return ofRule;
        }
        List<String> all = new ArrayList<>(ofRule.isEmpty() ? List.of(FIRST) : ofRule);
        others.stream().filter(track -> !all.contains(track)).forEach(all::add);
        return all;
    }

    /** The currency of a rule's tracks: of the first, if it names none. */
    static @Nullable Currency currency(History history, List<String> tracks) {
        Currency currency = history.currency().orElse(null);
        for (int i = 1; currency == null && i < tracks.size(); i++) {
            currency = history.track(tracks.get(i)).currency().orElse(null);
        }
        return currency;
    }

    /** The tracks of rules that read the same first one. */
    static List<String> ofAll(List<? extends Rule<?>> rules) {
        List<String> all = List.of();
        for (Rule<?> rule : rules) {
            all = and(all.isEmpty() ? rule.tracks() : all, rule.tracks());
        }
        return all;
    }

    /** Whether a customer has an event on one of a rule's tracks: on the first, if it names none. */
    static boolean isKnown(History history, List<String> tracks) {
        if (history.size() > 0) {
            return true;
        }
        for (int i = 1; i < tracks.size(); i++) {
            if (history.track(tracks.get(i)).size() > 0) {
                return true;
            }
        }
        return false;
    }
}
