package dev.retention.benchmarks.loss;

import dev.retention.benchmarks.TwoHalves;

/**
 * What the lost have in common by hand: of each value of 40 attributes, how many customers have it and how many of them are lost.
 *
 * <p>Cell {@code (attribute × values + value) × 2} holds the customers with a value and the cell after it the lost among them.
 */
public final class HandTraits {
    public static final int ATTRIBUTES = 40;
    /** The most values of an attribute; an attribute has from 2 of them. */
    public static final int VALUES = 8;

    public static final int CELLS = ATTRIBUTES * VALUES * 2;

    private HandTraits() {}

    /** The value that an attribute has of a customer, the same on every machine. */
    public static int value(int customer, int attribute) {
        int values = 2 + attribute % (VALUES - 1);
        return (int) (((mixed((long) customer * ATTRIBUTES + attribute) >>> 32) * values) >>> 32);
    }

    /** Whether a customer is lost: a quarter are, and of those with the first value of the first attribute half. */
    public static boolean isLost(int customer) {
        return (mixed(-1L - customer) & 3) < (value(customer, 0) == 0 ? 2 : 1);
    }

    /** One step of SplitMix64. */
    static long mixed(long value) {
        long z = (value + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public static int cell(int attribute, int value) {
        return (attribute * VALUES + value) * 2;
    }

    /** By attribute the value of each customer, as a store keeps the numbers of texts. */
    public static int[][] values(int customers) {
        int[][] values = new int[ATTRIBUTES][customers];
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
            for (int customer = 0; customer < customers; customer++) {
                values[attribute][customer] = value(customer, attribute);
            }
        }
        return values;
    }

    public static boolean[] lost(int customers) {
        boolean[] lost = new boolean[customers];
        for (int customer = 0; customer < customers; customer++) {
            lost[customer] = isLost(customer);
        }
        return lost;
    }

    public static long[] of(int[][] values, boolean[] lost, int threads) {
        return TwoHalves.run(threads, lost.length, (from, to) -> of(values, lost, from, to), TwoHalves::plus);
    }

    private static long[] of(int[][] values, boolean[] lost, int from, int to) {
        long[] cells = new long[CELLS];
        for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
            int[] own = values[attribute];
            for (int customer = from; customer < to; customer++) {
                int cell = cell(attribute, own[customer]);
                cells[cell]++;
                cells[cell + 1] += lost[customer] ? 1 : 0;
            }
        }
        return cells;
    }
}
