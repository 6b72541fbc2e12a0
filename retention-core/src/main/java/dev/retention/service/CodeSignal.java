package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** The days of the events of some codes on one track. */
record CodeSignal(String track, TreeSet<String> codes) implements Signal {
    private static final long serialVersionUID = 1;

    @Override
    public String definition() {
        return TicketChoice.quoted(List.copyOf(codes)) + " on " + track;
    }

    @Override
    public List<String> tracks() {
        return List.of(track);
    }

    @Override
    public List<String> warnings(HistoryStore<?> store) {
        return StoreWords.warnings(requireNonNull(store, "store"), track, codes, Map.of());
    }

    @Override
    public void forEachDay(History history, LongConsumer days) {
        EventDays.of(history.track(track), codes, days);
    }

    @Override
    public String toString() {
        return definition();
    }
}
