package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of rows that are names of an enum, of a table of rows and columns. */
final class NamedRows {
    private static final int NONE = -1;
    private static final NamedRows NO_NAMES = new NamedRows(null, new int[0]);

    private final @Nullable Class<?> type;
    private final int[] rows;

    private NamedRows(@Nullable Class<?> type, int[] rows) {
        this.type = type;
        this.rows = rows;
    }

    /** The rows of cells with two axes, the first of which has names of an enum; of others there are none. */
    static NamedRows of(Cells<?> cells) {
        List<Axis<?>> axes = (cells instanceof Cells.Grouped<?> grouped ? grouped.inner() : cells).axes();
        Axis<?> axis = axes.get(0);
        if (axes.size() != 2 || axis.size() == 0 || !(axis.value(0) instanceof Enum<?> first)) {
            return NO_NAMES;
        }
        Class<?> type = first.getDeclaringClass();
        int[] rows = new int[type.getEnumConstants().length];
        Arrays.fill(rows, NONE);
        for (int row = 0; row < axis.size(); row++) {
            if (axis.value(row) instanceof Enum<?> name
                    && name.getDeclaringClass().equals(type)) {
                rows[name.ordinal()] = row;
            }
        }
        return new NamedRows(type, rows);
    }

    /** The number of a row. */
    int of(Enum<?> name) {
        requireNonNull(name, "row");
        int row = type != null && type.isInstance(name) ? rows[name.ordinal()] : NONE;
        if (row == NONE) {
            throw new IndexOutOfBoundsException("row (" + name + ") is none of the rows of the table");
        }
        return row;
    }
}
