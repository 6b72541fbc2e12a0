package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.HistoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a store knows of the codes, texts and columns that a method was told of. */
final class StoreWords {
    private static final int SHOWN = 10;

    private StoreWords() {}

    /** A sentence for each code and each text that no event of a track has. */
    static List<String> warnings(
            HistoryStore<?> store, String track, Collection<String> codes, Map<String, String> texts) {
        HistoryStore<?> events = store.track(track);
        List<String> odd = new ArrayList<>(events.codes().warnings(codes));
        texts.forEach((column, text) -> {
            List<String> known = events.texts(column);
            if (!known.contains(text)) {
                odd.add("no event has the text " + text + " in " + column + ": there are "
                        + (known.size() > SHOWN ? known.size() + " others" : known));
            }
        });
        return odd;
    }

    static List<String> join(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** Refuses a column whose days are known only once they have come, where one looks ahead. */
    static void checkPlanned(HistoryStore<?> store, String track, String column) {
        ContactChoice.checkColumn(store, track, column);
        checkArgument(
                store.track(track).isPlanned(column),
                "column (%s) of track (%s) must be of planned days: read it by plannedDay(…)",
                column,
                track);
    }

    /** A name in a definition, told apart however it is written. */
    static String name(String name) {
        return name.indexOf('"') < 0 ? name : TicketChoice.quoted(List.of(name));
    }
}
