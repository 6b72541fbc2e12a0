package dev.retention.examples.review.count;

import dev.retention.examples.review.figures.Cell;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The figures of a review that open to their customers, by the names under which they do. */
public final class Openings {

    /**
     * A figure that opens.
     *
     * @param title what it is, in words
     * @param members who they are
     */
    record Opening(String title, Supplier<Members<String>> members) {}

    private final Map<String, Opening> all = new LinkedHashMap<>();

    /** A number that opens to its customers. */
    Cell count(String cell, String title, long count, Supplier<Members<String>> members) {
        if (count == 0) {
            return Cell.count(0);
        }
        all.put(cell, new Opening(title, members));
        return Cell.count(count, cell);
    }

    /** Customers by their keys, as members of a store that has them all. */
    static Members<String> among(HistoryStore<String> store, Collection<String> keys) {
        return store.members(keys.stream()
                .mapToInt(key -> store.find(key).orElseThrow())
                .sorted()
                .toArray());
    }

    /** Those of some customers who are in a store. */
    static Members<String> known(HistoryStore<String> store, Collection<String> keys) {
        return among(
                store, keys.stream().filter(key -> store.find(key).isPresent()).toList());
    }

    /** All of them by name. */
    Map<String, Opening> all() {
        return all;
    }

    /** A name of letters, digits and lines, for the name of a figure. */
    static String slug(String text) {
        StringBuilder slug = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : '-')
                .forEach(slug::appendCodePoint);
        return slug.toString();
    }
}
