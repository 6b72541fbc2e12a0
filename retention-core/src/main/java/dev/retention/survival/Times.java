package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;

/** Times of which those within rounding of each other are one, and the look-up among them in ascending order. */
final class Times {
    private static final double TIE = 1e-9;

    private Times() {}

    /** Whether two times are one. */
    static boolean same(double first, double other) {
        return Math.abs(other - first) <= TIE * Math.max(first, other);
    }

    /** The last place at or before a time within rounding, −1 if none. */
    static int indexAt(double[] times, double time) {
        return firstAbove(times, atLeastZero(time) * (1 + TIE)) - 1;
    }

    /** The first place at or after a time within rounding, the number of times if none. */
    static int firstAt(double[] times, double time) {
        int place = firstAbove(times, atLeastZero(time) * (1 + TIE));
        return place > 0 && same(times[place - 1], time) ? place - 1 : place;
    }

    /** Whether a time lies after the last of all, by more than rounding. */
    static boolean past(double[] times, double time) {
        return time > times[times.length - 1] * (1 + TIE);
    }

    /** The value of a step function at a time: 0 before the first step, none past the last by more than rounding. */
    static OptionalDouble valueAt(double[] times, double[] values, double time) {
        int row = indexAt(times, time);
        return past(times, time) ? OptionalDouble.empty() : OptionalDouble.of(row < 0 ? 0 : values[row]);
    }

    private static double atLeastZero(double time) {
        checkArgument(time >= 0, "time (%s) must be at least 0", time);
        return time;
    }

    private static int firstAbove(double[] sorted, double key) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
