package dev.retention.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The runs of cells that customers were counted in, kept as differences: one more from a cell on, one less after another. A
 * customer's cells are the union of all runs and single cells in a row, whatever their order.
 *
 * <p>Where runs of a row come in ascending order and do not overlap, each takes constant time: one high-water mark per row tells.
 */
final class Spans {
    private static final long UNMARKED = 0;
    private static final long NOBODY = -1L << 32;

    private long[] differences;
    private @Nullable Sums amountDifferences;
    // By row the customer who was there last and, in the lower half, the end of what that customer was counted in;
    // UNMARKED of rows
    // without any runs, where single cells need no marks.
    private long[] marks;
    // The runs of the present customer: the first cell, and the one after the last in the lower half.
    private long[] runs = new long[16];
    private int runsSize;
    private int runsOf;

    Spans(int cells, int rows) {
        differences = new long[cells + 1];
        marks = new long[rows];
    }

    void grow(int cells, int rows) {
        differences = Arrays.copyOf(differences, cells + 1);
        marks = Arrays.copyOf(marks, rows);
        if (amountDifferences != null) {
            amountDifferences.grow(cells + 1);
        }
    }

    /** Forgets which customer was where; when customers are numbered anew. */
    void forget() {
        for (int row = 0; row < marks.length; row++) {
            marks[row] = marks[row] == UNMARKED ? UNMARKED : NOBODY;
        }
        runsOf = 0;
    }

    /** Whether a row has no runs at all. */
    boolean isUnmarked(int row) {
        return marks[row] == UNMARKED;
    }

    /** Takes note of a single cell, and tells whether a run of the customer holds it already. */
    boolean holdsSingle(int customer, int row, int column, int cell) {
        long mark = marks[row];
        if (mark == UNMARKED) {
            return false;
        }
        if (mark >>> 32 != customer || column >= (int) mark) {
            marks[row] = mark(customer, column + 1);
            return false;
        }
        return holds(customer, cell);
    }

    private static long mark(int customer, int end) {
        return (long) customer << 32 | end;
    }

    /** Whether a run of the customer holds a cell. */
    boolean holds(int customer, int cell) {
        if (runsOf == customer) {
            for (int i = 0; i < runsSize; i++) {
                if (runs[i] >>> 32 <= cell && cell < (int) runs[i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A row has runs from now on; the present customer may have been counted anywhere in it, in cells that left no marks. */
    void begin(int row, int customer) {
        marks[row] = mark(customer, Integer.MAX_VALUE);
    }

    /** Counts the customer in a run that comes after all that was named in the row; tells whether it does. */
    boolean addAscending(int customer, int row, int from, int to, int start) {
        long mark = marks[row];
        if (mark == UNMARKED || (mark >>> 32 == customer && from < (int) mark)) {
            return false;
        }
        marks[row] = mark(customer, to);
        int end = start + to - from;
        differences[start]++;
        differences[end]--;
        if (runsOf != customer) {
            runsOf = customer;
            runsSize = 0;
        }
        if (runsSize == runs.length) {
            moreRuns();
        }
        runs[runsSize++] = (long) start << 32 | end;
        return true;
    }

    private void moreRuns() {
        runs = Arrays.copyOf(runs, runs.length * 2);
    }

    /** The customer was counted in single cells of a row up to a column. */
    void reach(int customer, int row, int to) {
        long mark = marks[row];
        marks[row] = mark(customer, mark >>> 32 == customer ? Math.max((int) mark, to) : to);
    }

    void addAmount(int start, int end, long amount) {
        if (amountDifferences == null) {
            amountDifferences = new Sums(differences.length);
        }
        amountDifferences.add(start, amount);
        amountDifferences.subtract(end, amount);
    }

    /** Adds the differences up, once. */
    void settle(long[] counts, Sums amounts) {
        long running = 0;
        for (int i = 0; i < counts.length; i++) {
            running += differences[i];
            counts[i] += running;
        }
        if (amountDifferences != null) {
            Sums sum = new Sums(1);
            for (int i = 0; i < counts.length; i++) {
                sum.add(0, amountDifferences, i, 1);
                amounts.add(i, sum, 0, 1);
            }
        }
    }
}
