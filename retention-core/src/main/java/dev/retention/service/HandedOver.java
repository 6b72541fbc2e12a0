package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The days from which another employee has a role than before. */
record HandedOver(String role) implements Signal {
    private static final long serialVersionUID = 1;

    /** The events from which another employee has the role of the event, of all roles. */
    static IntStream events(History owners) {
        int employee = owners.column(Owners.EMPLOYEE);
        Map<String, String> present = new HashMap<>();
        IntStream.Builder events = IntStream.builder();
        for (int event = 0; event < owners.size(); event++) {
            String name = owners.text(employee, event);
            String before = name == null ? null : present.put(owners.code(event), name);
            if (before != null && !before.equals(name)) {
                events.add(event);
            }
        }
        return events.build();
    }

    /** The same of the role alone. */
    IntStream inRole(History owners) {
        return events(owners).filter(event -> owners.code(event).equals(role));
    }

    @Override
    public String definition() {
        return "another " + StoreWords.name(role) + " on " + Owners.TRACK;
    }

    @Override
    public List<String> tracks() {
        return List.of(Owners.TRACK);
    }

    @Override
    public List<String> warnings(HistoryStore<?> store) {
        return StoreWords.warnings(requireNonNull(store, "store"), Owners.TRACK, List.of(role), Map.of());
    }

    @Override
    public void forEachDay(History history, LongConsumer days) {
        History owners = history.track(Owners.TRACK);
        inRole(owners).forEach(event -> days.accept(owners.epochDay(event)));
    }

    @Override
    public String toString() {
        return definition();
    }
}
