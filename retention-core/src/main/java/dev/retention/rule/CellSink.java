package dev.retention.rule;

import java.util.Arrays;

/**
 * Takes the cells that a rule names for one customer.
 *
 * <p>However often a rule names a cell for a customer, the customer counts there once; the amounts add up. So the count of a
 * cell is always the number of its members. This class is not thread-safe: every sweep has its own.
 *
 * @since 0.1.0
 */
public final class CellSink {
    private final long[] counts;
    private final long[] amounts;
    // The number of the customer who was last counted in a cell: tells without a lookup whether the present one was.
    private final int[] lastCounted;
    private final int[] touched;
    private int customer;
    private int touchedSize;

    private CellSink(int cells, boolean remembersTouched) {
        counts = new long[cells];
        amounts = new long[cells];
        lastCounted = new int[cells];
        touched = new int[remembersTouched ? cells : 0];
    }

    /** A sink that adds customers up. */
    static CellSink summing(int cells) {
        return new CellSink(cells, false);
    }

    /** A sink that is read and cleared after each customer. */
    static CellSink perCustomer(int cells) {
        return new CellSink(cells, true);
    }

    /**
     * Counts the customer in a cell.
     *
     * @param cell the index of the cell
     * @throws IndexOutOfBoundsException if the rule has no such cell
     */
    public void add(int cell) {
        if (lastCounted[cell] != customer) {
            lastCounted[cell] = customer;
            counts[cell]++;
            if (touched.length != 0) {
                touched[touchedSize++] = cell;
            }
        }
    }

    /**
     * Counts the customer in a cell and adds an amount to it.
     *
     * @param cell the index of the cell
     * @param amount minor units of the store's currency, or any other exact quantity that the rule adds up
     * @throws IndexOutOfBoundsException if the rule has no such cell
     * @throws ArithmeticException if the sum of the cell does not fit a long
     */
    public void add(int cell, long amount) {
        add(cell);
        amounts[cell] = Math.addExact(amounts[cell], amount);
    }

    /** Begins the next customer. */
    void next() {
        if (++customer < 0) {
            Arrays.fill(lastCounted, 0);
            customer = 1;
        }
    }

    /** Whether the present customer was counted in a cell. */
    boolean holds(int cell) {
        return lastCounted[cell] == customer;
    }

    /** The cells of the present customer in the order in which they were named. */
    int touched(int i) {
        return touched[i];
    }

    int touchedSize() {
        return touchedSize;
    }

    long amount(int cell) {
        return amounts[cell];
    }

    long[] counts() {
        return counts;
    }

    long[] amounts() {
        return amounts;
    }

    /** Forgets the present customer; only for sinks that remember. */
    void clear() {
        for (int i = 0; i < touchedSize; i++) {
            counts[touched[i]] = 0;
            amounts[touched[i]] = 0;
        }
        touchedSize = 0;
        next();
    }
}
