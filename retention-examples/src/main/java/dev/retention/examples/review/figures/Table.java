package dev.retention.examples.review.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a review.
 *
 * @param name its name for programs
 * @param caption what it shows, for people
 * @param columns its columns
 * @param rows its rows, each with a field for every column
 * @param shown how many of the rows the page shows; programs are told all
 */
public record Table(String name, String caption, List<Column> columns, List<List<Cell>> rows, int shown) {

    /** So many rows a page shows unless more are wanted. */
    public static final int SHOWN = 25;

    /** Copies. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + name + " has " + row.size() + " fields, not " + columns.size());
            }
        }
    }

    /**
     * A column.
     *
     * @param key its name for programs
     * @param head its head for people
     */
    public record Column(String key, String head) {}

    /** Makes a table row by row. */
    public static final class Builder {
        private final String name;
        private final String caption;
        private final List<Column> columns = new ArrayList<>();
        private final List<List<Cell>> rows = new ArrayList<>();
        private int shown = SHOWN;

        private Builder(String name, String caption) {
            this.name = name;
            this.caption = caption;
        }

        /** Adds a column. */
        public Builder column(String key, String head) {
            columns.add(new Column(key, head));
            return this;
        }

        /** Adds a row. */
        public Builder row(Cell... cells) {
            rows.add(List.of(cells));
            return this;
        }

        /** Shows so many rows. */
        public Builder showing(int most) {
            shown = most;
            return this;
        }

        /** The table. */
        public Table build() {
            return new Table(name, caption, columns, rows, shown);
        }
    }

    /** Begins a table. */
    public static Builder named(String name, String caption) {
        return new Builder(name, caption);
    }
}
