package dev.retention.examples.report.page;

import dev.retention.examples.report.text.JsonWriter;
import dev.retention.examples.report.text.Terminal;

/**
 * One part of a report: its figures, and how they are written for each kind of reader. A section says nothing where it has nothing
 * to say, and knows no other section.
 */
public interface Section {

    /** Writes the part of the page. */
    default void page(Page page) {}

    /** Writes the lines for a terminal. */
    default void text(Terminal text) {}

    /** Writes the members of the report's JSON object. */
    default void json(JsonWriter json) {}
}
