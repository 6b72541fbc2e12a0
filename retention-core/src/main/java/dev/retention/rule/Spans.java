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
    // The runs of the present customer as triples: row, first and end column.
    private int[] runs = new int[24];
    private int runsSize;
    private int runsOf;
    // A customer who was counted in single cells before the first run of all: the marks do not know of them.
    private final int early;

    Spans(int cells, int rows, int present) {
        differences = new long[cells + 1];
        lastCustomer = new int[rows];
        high = new int[rows];
        early = present;
    }

    void grow(int cells, int rows) {
        differences = Arrays.copyOf(differences, cells + 1);
        lastCustomer = Arrays.copyOf(lastCustomer, rows);
        high = Arrays.copyOf(high, rows);
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
    boolean holdsSingle(int customer, int row, int column) {
        if (lastCustomer[row] != customer) {
            lastCustomer[row] = customer;
            high[row] = column + 1;
            return false;
        }
        if (column >= high[row]) {
            high[row] = column + 1;
            return false;
        }
        return holds(customer, row, column);
    }

    /** Whether a run of the customer holds a cell. */
    boolean holds(int customer, int row, int column) {
        if (runsOf == customer) {
            for (int i = 0; i < runsSize; i += 3) {
                if (runs[i] == row && runs[i + 1] <= column && column < runs[i + 2]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Counts the customer in a run that comes after all that was named in the row; tells whether it does. */
    boolean addAscending(int customer, int row, int from, int to, int start) {
        if (customer == early || (lastCustomer[row] == customer && from < high[row])) {
            return false;
        }
        lastCustomer[row] = customer;
        high[row] = to;
        differences[start]++;
        differences[start + to - from]--;
        if (runsOf != customer) {
            runsOf = customer;
            runsSize = 0;
        }
        if (runsSize + 3 > runs.length) {
            runs = Arrays.copyOf(runs, runs.length * 2);
        }
        runs[runsSize++] = row;
        runs[runsSize++] = from;
        runs[runsSize++] = to;
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
