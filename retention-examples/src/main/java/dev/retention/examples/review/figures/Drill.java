package dev.retention.examples.review.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The customers behind the figures of a review, as far as a page can hold them.
 *
 * @param heads what is told of each, the key first
 * @param keys the same for programs
 * @param people those that the page names, each once
 * @param cells for each figure that opens, who of them is in it
 */
public record Drill(List<String> heads, List<String> keys, List<List<String>> people, Map<String, Opened> cells) {

    /** Copies. */
    public Drill {
        heads = List.copyOf(heads);
        keys = List.copyOf(keys);
        people = new ArrayList<>(people);
        cells = new LinkedHashMap<>(cells);
    }

    /** Nobody is named. */
    public static Drill nobody() {
        return new Drill(List.of(), List.of(), List.of(), Map.of());
    }
}
