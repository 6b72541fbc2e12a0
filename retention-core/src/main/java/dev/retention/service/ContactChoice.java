package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which contacts count: those of some codes whose columns have some texts. */
final class ContactChoice implements Serializable {
    private static final long serialVersionUID = 1;

    static final ContactChoice ALL = new ContactChoice(Set.of(), Map.of());

    private final TreeSet<String> codes;
    private final TreeMap<String, String> texts;

    private ContactChoice(Set<String> codes, Map<String, String> texts) {
        this.codes = new TreeSet<>(codes);
        this.texts = new TreeMap<>(texts);
    }

    ContactChoice through(String... channels) {
        TreeSet<String> named = new TreeSet<>();
        for (String channel : requireNonNull(channels, "channels")) {
            named.add(requireNonNull(channel, "channels must not hold null"));
        }
        checkArgument(!named.isEmpty(), "channels must name at least one");
        return new ContactChoice(named, texts);
    }

    ContactChoice where(String column, String text) {
        TreeMap<String, String> all = new TreeMap<>(texts);
        checkArgument(!requireNonNull(column, "column").isEmpty(), "column (%s) must not be empty", column);
        all.put(column, requireNonNull(text, "text"));
        return new ContactChoice(codes, all);
    }

    void check(HistoryStore<?> store, String track) {
        texts.keySet().forEach(column -> checkColumn(store, track, column));
    }

    /** Refuses a store whose track lacks a column. */
    static void checkColumn(HistoryStore<?> store, String track, String column) {
        HistoryStore<?> events = store.track(track);
        checkArgument(
                events.columns().contains(column),
                "track (%s) must have a column (%s), and has %s",
                track,
                column,
                events.columns());
    }

    /** What it looks for and no event of a track has. */
    List<String> warnings(HistoryStore<?> store, String track) {
        return StoreWords.warnings(store, track, codes, texts);
    }

    boolean has(History contacts, int contact) {
        if (!codes.isEmpty() && !codes.contains(contacts.code(contact))) {
            return false;
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (!text.getValue().equals(contacts.text(contacts.column(text.getKey()), contact))) {
                return false;
            }
        }
        return true;
    }

    /** The first contact that counts from one on, or how many there are. */
    int next(History contacts, int from) {
        int contact = from;
        while (contact < contacts.size() && !has(contacts, contact)) {
            contact++;
        }
        return contact;
    }

    String inWords() {
        StringBuilder words =
                new StringBuilder(codes.isEmpty() ? "" : " through " + TicketChoice.quoted(List.copyOf(codes)));
        texts.forEach((column, text) -> words.append(" with ")
                .append(StoreWords.name(column))
                .append(' ')
                .append(TicketChoice.quoted(List.of(text))));
        return words.toString();
    }
}
