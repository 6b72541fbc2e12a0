package dev.retention.benchmarks;

import java.util.Arrays;

/** Lets nothing be timed that does not give the right answer. */
public final class Check {
    private Check() {}

    /** Refuses a result that differs from the expected one. */
    public static void same(String competitor, long[] expected, long[] actual) {
        if (!Arrays.equals(expected, actual)) {
            int at = Arrays.mismatch(expected, actual);
            throw new IllegalStateException(
                    competitor + " differs at " + at + ": expected " + at(expected, at) + " but got " + at(actual, at));
        }
    }

    /** Refuses a result that differs from the expected one by more than a share of 1e-9; NaN is NaN. */
    public static void close(String competitor, double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(
                    competitor + " has " + actual.length + " values instead of " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (Double.compare(expected[i], actual[i]) != 0
                    && !(Math.abs(expected[i] - actual[i]) <= 1e-9 * Math.abs(expected[i]))) {
                throw new IllegalStateException(
                        competitor + " differs at " + i + ": expected " + expected[i] + " but got " + actual[i]);
            }
        }
    }

    private static String at(long[] values, int index) {
        return index < values.length ? Long.toString(values[index]) : "nothing";
    }
}
