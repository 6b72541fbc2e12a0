package dev.retention.rule;

import dev.retention.Interval;
import dev.retention.internal.Normal;
import dev.retention.internal.Quantile;
import java.util.Arrays;

/** Reads an interval off what a figure is in the replicates of a table. */
final class Replicates {
    private final double[] sorted;

    /** Of the first so many values. */
    Replicates(double[] values, int size) {
        sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
    }

    /** From the quantile of one tail to that of the other. */
    Interval percentile(double confidence) {
        double tail = (1 - confidence) / 2;
        return between(tail, 1 - tail, confidence);
    }

    /**
     * The same with the tails moved, for how many replicates are below the figure and how skewed its parts are.
     *
     * @param value the figure
     * @param without the figure without each part of the customers
     */
    Interval bca(double value, double[] without, double confidence) {
        double bias = bias(value);
        double acceleration = acceleration(without);
        double z = Normal.quantile((1 - confidence) / 2);
        return between(corrected(bias, acceleration, z), corrected(bias, acceleration, -z), confidence);
    }

    private Interval between(double low, double high, double confidence) {
        return Interval.of(Quantile.of(sorted, low), Quantile.of(sorted, high), confidence);
    }

    /** Which normal quantile the figure has among its replicates; those equal to it count half. */
    private double bias(double value) {
        double below = 0;
        for (double each : sorted) {
            below += each < value ? 1 : each == value ? 0.5 : 0;
        }
        double share = Math.min(Math.max(below, 0.5), sorted.length - 0.5) / sorted.length;
        return Normal.quantile(share);
    }

    /** A sixth of the skewness of what single parts contribute. */
    private static double acceleration(double[] without) {
        double mean = Arrays.stream(without).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double each : without) {
            double off = mean - each;
            squares += off * off;
            cubes += off * off * off;
        }
        double scale = 6 * Math.pow(squares, 1.5);
        return scale > 0 ? cubes / scale : 0;
    }

    private static double corrected(double bias, double acceleration, double z) {
        double shifted = bias + z;
        double slope = 1 - acceleration * shifted;
        if (slope <= 0) {
            // Beyond the pole there is no quantile: the last one on that side.
            return shifted < 0 ? 0 : 1;
        }
        return Normal.cdf(bias + shifted / slope);
    }
}
