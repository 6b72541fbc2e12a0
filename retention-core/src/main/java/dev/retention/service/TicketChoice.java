package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which tickets count: by their kinds and by texts in columns. */
final class TicketChoice implements Serializable {
    private static final long serialVersionUID = 1;

    // None for all.
    private final ArrayList<String> kinds;
    private final TreeMap<String, String> texts;
    // What the codes of the last store mean; threads that do not see each other's find it out once more.
    private transient @Nullable Known known;

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(EventCodes codes, boolean[] counts) {}

    private TicketChoice(List<String> kinds, Map<String, String> texts) {
        this.kinds = new ArrayList<>(kinds);
        this.texts = new TreeMap<>(texts);
    }

    static TicketChoice of(String... kinds) {
        return new TicketChoice(Arrays.asList(kinds), Map.of());
    }

    TicketChoice ofKinds(String... other) {
        return ofCodes("kinds", other);
    }

    TicketChoice ofCodes(String... codes) {
        return ofCodes("codes", codes);
    }

    private TicketChoice ofCodes(String name, String[] codes) {
        for (String code : requireNonNull(codes, name)) {
            requireNonNull(code, name);
        }
        checkArgument(codes.length > 0, "%s (%s) must name at least one", name, Arrays.asList(codes));
        return new TicketChoice(List.copyOf(new TreeSet<>(Arrays.asList(codes))), texts);
    }

    TicketChoice with(String column, String text) {
        TreeMap<String, String> more = new TreeMap<>(texts);
        more.put(column, text);
        return new TicketChoice(kinds, more);
    }

    void check(HistoryStore<?> store) {
        texts.keySet().forEach(column -> TicketEnd.checkColumn(store, column));
    }

    /** What it looks for and no event of a track has. */
    List<String> warnings(HistoryStore<?> store, String track) {
        return StoreWords.warnings(store, track, kinds, texts);
    }

    /** The kinds that are looked for, none if all are. */
    List<String> kinds() {
        return kinds;
    }

    /** Which codes of the customer's store count, by their numbers. */
    boolean[] counts(History tickets) {
        EventCodes codes = tickets.codes();
        Known last = known;
        if (last == null || !last.codes.equals(codes)) {
            boolean[] counts = new boolean[Math.max(1, codes.names().size())];
            for (int code = 0; code < counts.length; code++) {
                counts[code] = kinds.isEmpty() || (code < codes.names().size() && kinds.contains(codes.name(code)));
            }
            last = new Known(codes, counts);
            known = last;
        }
        return last.counts;
    }

    /** Whether a ticket counts, by the codes that do. */
    boolean has(boolean[] counts, History tickets, int event) {
        if (!counts[tickets.codeIndex(event)]) {
            return false;
        }
        if (!texts.isEmpty()) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                if (!text.getValue().equals(tickets.text(tickets.column(text.getKey()), event))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The same of events of another track, in words. */
    String events(String track) {
        return (kinds.isEmpty() ? "events" : quoted(kinds)) + " on " + quoted(List.of(track));
    }

    /** Prints which tickets count, such as {@code tickets of kind complaint with topic "delivery"}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(kinds.isEmpty() ? "tickets" : "tickets of kind " + quoted(kinds));
        texts.forEach((column, text) ->
                words.append(" with ").append(column).append(' ').append(quoted(List.of(text))));
        return words.toString();
    }

    /** Texts that are told apart however they are written. */
    static String quoted(List<String> texts) {
        return String.join(
                " or ",
                texts.stream()
                        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
    }
}
