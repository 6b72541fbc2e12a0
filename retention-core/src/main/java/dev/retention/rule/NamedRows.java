package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/** The numbers of rows that are names of an enum, of a table of rows and columns. */
final class NamedRows {
    private static final int NONE = -1;
    private static final NamedRows NO_NAMES = new NamedRows(new Enum<?>[0], new int[0]);

    // The names by their order, and the row of each, NONE of those without.
    private final Enum<?>[] names;
    private final int[] rows;

    private NamedRows(Enum<?>[] names, int[] rows) {
        this.names = names;
        this.rows = rows;
    }

    /** The rows of cells with two axes, the first of which has names of an enum; of others there are none. */
    static NamedRows of(Cells<?> cells) {
        List<Axis<?>> axes = (cells instanceof Cells.Grouped<?> grouped ? grouped.inner() : cells).axes();
        Axis<?> axis = axes.get(0);
        if (axes.size() != 2 || axis.size() == 0 || !(axis.value(0) instanceof Enum<?> first)) {
            return NO_NAMES;
        }
        Enum<?>[] names = first.getDeclaringClass().getEnumConstants();
        int[] rows = new int[names.length];
        Arrays.fill(rows, NONE);
        for (int row = 0; row < axis.size(); row++) {
            if (axis.value(row) instanceof Enum<?> name && isAmong(names, name)) {
                rows[name.ordinal()] = row;
            }
        }
        return new NamedRows(names, rows);
    }

    private static boolean isAmong(Enum<?>[] names, Enum<?> name) {
        return name.ordinal() < names.length && names[name.ordinal()] == name;
    }

    /** The number of a row. */
    int of(Enum<?> name) {
        requireNonNull(name, "row");
        int row = isAmong(names, name) ? rows[name.ordinal()] : NONE;
        if (row == NONE) {
            throw new IndexOutOfBoundsException("row (" + name + ") is none of the rows of the table");
        }
        return row;
    }
}
