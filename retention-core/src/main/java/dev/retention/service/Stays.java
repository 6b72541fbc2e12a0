package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a customer is ours: by the contracts or orders of a track, else from the first event on the method's own track, the first of those
 * that it reads.
 */
record Stays(String track, @Nullable Spells spells) implements Serializable {
    /** Of customers who are ours from their first event on the method's own track, for ever. */
    static final Stays FROM_FIRST_EVENT = new Stays("", null);

    static Stays by(String track, Spells spells) {
        checkArgument(!requireNonNull(track, "track").isEmpty(), "track (%s) must not be empty", track);
        return new Stays(track, requireNonNull(spells, "spells"));
    }

    /** The tracks that a method reads, with that of the contracts or orders and perhaps one of money. */
    List<String> and(String own, String... others) {
        List<String> all = new ArrayList<>(List.of(own));
        for (String other : others) {
            add(all, other);
        }
        add(all, track);
        return List.copyOf(all);
    }

    private static void add(List<String> all, String other) {
        if (!other.isEmpty() && !all.contains(other)) {
            all.add(other);
        }
    }

    /** Hands over the stays of one customer in order of time. */
    void forEach(History history, List<String> tracks, Spells.SpellConsumer consumer) {
        if (spells != null) {
            spells.forEach(ServiceDays.track(history, tracks, track), consumer);
            return;
        }
        History events = ServiceDays.track(history, tracks, tracks.get(0));
        if (events.size() > 0) {
            consumer.accept(events.epochDay(0), ServiceDays.asOf(history.timeline()) + 1, false);
        }
    }

    /** The days on which one customer is ours, asked about in ascending order. */
    Days days(History history, List<String> tracks) {
        Days days = new Days();
        forEach(history, tracks, (start, end, ended) -> days.stays.add(new long[] {start, end}));
        return days;
    }

    /** Codes of the spells that no event has. */
    List<String> warnings(HistoryStore<?> store) {
        return spells == null ? List.of() : spells.warnings(store.track(track));
    }

    String inWords() {
        return spells == null ? ", customers from their first event" : ", customers " + spells + " on " + track;
    }

    static final class Days {
        private final List<long[]> stays = new ArrayList<>();
        private int at;

        boolean has(long day) {
            while (at < stays.size() && stays.get(at)[1] <= day) {
                at++;
            }
            return at < stays.size() && stays.get(at)[0] <= day;
        }
    }
}
