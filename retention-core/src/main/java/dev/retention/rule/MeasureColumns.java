package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Columns of numbers, each there or not. */
final class MeasureColumns {
    // A column is of ints until a number does not fit.
    private final int[] @Nullable [] narrow;
    private final long[] @Nullable [] wide;
    // By column a bit for each row.
    private final long[][] set;

    private final AtomicReferenceArray<long @Nullable []> sorted;
    private final int rows;

    MeasureColumns(int columns, int rows) {
        narrow = new int[columns][rows];
        wide = new long[columns][];
        sorted = new AtomicReferenceArray<>(columns);
        this.rows = rows;
        set = new long[columns][(rows + 63) >>> 6];
    }

    /** The rows of several parts, one after the other. */
    static MeasureColumns joined(List<MeasureColumns> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int rows = parts.stream().mapToInt(MeasureColumns::rows).sum();
        MeasureColumns all = new MeasureColumns(parts.get(0).count(), rows);
        int row = 0;
        for (MeasureColumns part : parts) {
            for (int from = 0; from < part.rows(); from++, row++) {
                for (int column = 0; column < all.count(); column++) {
                    if (part.has(column, from)) {
                        all.set(column, row, part.value(column, from));
                    }
                }
            }
        }
        return all;
    }

    int count() {
        return set.length;
    }

    int rows() {
        return rows;
    }

    boolean has(int column, int row) {
        return (set[column][row >>> 6] >>> row & 1) != 0;
    }

    long value(int column, int row) {
        int[] ints = narrow[column];
        return ints != null ? ints[row] : requireNonNull(wide[column])[row];
    }

    /** Sets a number unless there is one; tells whether it did. */
    boolean set(int column, int row, long value) {
        long[] bits = set[column];
        long others = bits[row >>> 6];
        long own = 1L << row;
        if ((others & own) != 0) {
            return false;
        }
        bits[row >>> 6] = others | own;
        int[] ints = narrow[column];
        if (ints == null) {
            requireNonNull(wide[column])[row] = value;
        } else if (value == (int) value) {
            ints[row] = (int) value;
        } else {
            widen(column, ints)[row] = value;
        }
        return true;
    }

    private long[] widen(int column, int[] ints) {
        long[] longs = new long[rows];
        for (int row = 0; row < rows; row++) {
            longs[row] = ints[row];
        }
        wide[column] = longs;
        narrow[column] = null;
        return longs;
    }

    void clear(int row) {
        for (long[] bits : set) {
            bits[row >>> 6] &= ~(1L << row);
        }
    }

    /** How many rows have a number. */
    int size(int column) {
        int size = 0;
        for (long bits : set[column]) {
            size += Long.bitCount(bits);
        }
        return size;
    }

    /** The numbers that are there, ascending; not to be changed. Made when asked for, since most columns are only looked up. */
    long[] ascending(int column) {
        long[] known = sorted.get(column);
        if (known == null) {
            known = sorted(column);
            sorted.set(column, known);
        }
        return known;
    }

    private long[] sorted(int column) {
        long[] sorted = new long[size(column)];
        int at = 0;
        for (int row = 0; row < rows(); row++) {
            if (has(column, row)) {
                sorted[at++] = value(column, row);
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
