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
    private long[] differences;
    private @Nullable Sums amountDifferences;
    // By row: the customer who was there last, and the end of what that customer was counted in.
    private int[] lastCustomer;
    private int[] high;
    // By row: whether it has any runs, without which single cells need no marks.
    private boolean[] hasRuns;
    // The runs of the present customer: the first cell, and the one after the last in the lower half.
    private long[] runs = new long[16];
    private int runsSize;
    private int runsOf;

    Spans(int cells, int rows) {
        differences = new long[cells + 1];
        lastCustomer = new int[rows];
        high = new int[rows];
        hasRuns = new boolean[rows];
    }

    void grow(int cells, int rows) {
        differences = Arrays.copyOf(differences, cells + 1);
        lastCustomer = Arrays.copyOf(lastCustomer, rows);
        high = Arrays.copyOf(high, rows);
        hasRuns = Arrays.copyOf(hasRuns, rows);
        if (amountDifferences != null) {
            amountDifferences.grow(cells + 1);
        }
    }

    /** Forgets which customer was where; when customers are numbered anew. */
    void forget() {
        Arrays.fill(lastCustomer, 0);
        runsOf = 0;
    }

    /** Takes note of a single cell, and tells whether a run of the customer holds it already. */
    boolean holdsSingle(int customer, int row, int column, int cell) {
        if (!hasRuns[row]) {
            return false;
        }
        if (lastCustomer[row] != customer) {
            lastCustomer[row] = customer;
            high[row] = column + 1;
            return false;
        }
        if (column >= high[row]) {
            high[row] = column + 1;
            return false;
        }
        return holds(customer, cell);
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

    /** Counts the customer in a run that comes after all that was named in the row; tells whether it does. */
    boolean addAscending(int customer, int row, int from, int to, int start) {
        if (lastCustomer[row] == customer && from < high[row]) {
            return false;
        }
        if (!hasRuns[row]) {
            // The present customer may have been counted anywhere in the row, in single cells that left no marks.
            hasRuns[row] = true;
            lastCustomer[row] = customer;
            high[row] = Integer.MAX_VALUE;
            return false;
        }
        lastCustomer[row] = customer;
        high[row] = to;
        int end = start + to - from;
        differences[start]++;
        differences[end]--;
        if (runsOf != customer) {
            runsOf = customer;
            runsSize = 0;
        }
        if (runsSize == runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        runs[runsSize++] = (long) start << 32 | end;
        return true;
    }

    /** The customer was counted in single cells of a row up to a column. */
    void reach(int customer, int row, int to) {
        high[row] = lastCustomer[row] == customer ? Math.max(high[row], to) : to;
        lastCustomer[row] = customer;
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
