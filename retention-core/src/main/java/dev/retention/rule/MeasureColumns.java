package dev.retention.rule;

import java.util.Arrays;
import java.util.List;

/** Columns of numbers, each there or not. */
final class MeasureColumns {
    private final long[][] values;
    // By column a bit for each row.
    private final long[][] set;

    MeasureColumns(int columns, int rows) {
        values = new long[columns][rows];
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
        return values.length;
    }

    int rows() {
        return values[0].length;
    }

    boolean has(int column, int row) {
        return (set[column][row >>> 6] >>> row & 1) != 0;
    }

    long value(int column, int row) {
        return values[column][row];
    }

    void set(int column, int row, long value) {
        values[column][row] = value;
        set[column][row >>> 6] |= 1L << row;
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

    /** The numbers that are there, ascending. */
    long[] sorted(int column) {
        long[] sorted = new long[size(column)];
        int at = 0;
        for (int row = 0; row < rows(); row++) {
            if (has(column, row)) {
                sorted[at++] = values[column][row];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
