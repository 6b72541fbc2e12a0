package dev.retention.examples.report.count;

import dev.retention.rule.Measured;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures beside the movements that open to their customers, by the names under which they do. */
public final class Openings {

    /**
     * A figure that opens.
     *
     * @param title what it is, in words
     * @param column what each customer adds to it
     */
    record Opening(String title, Measured<String>.Column column) {}

    private final Map<String, Opening> all = new LinkedHashMap<>();
    private final Map<String, Listed> listed = new LinkedHashMap<>();

    /** Has a figure open to the customers who add to it. */
    void add(String cell, String title, Measured<String>.Column column) {
        all.put(cell, new Opening(title, column));
    }

    /** Figures that open to customers who add no amount of their own. */
    Map<String, Listed> listed() {
        return listed;
    }

    /** All of them by name. */
    Map<String, Opening> all() {
        return all;
    }
}
