package dev.retention.trend;

/** The patterns of rules, in the points from one to before another. */
final class Patterns {
    /** Two numbers that differ by less than so much of themselves are one, but for rounding. */
    static final double ROUNDING = 1e-12;

    private Patterns() {}

    /** 1 if a number is above another, −1 if below, 0 if they are one. */
    static int compare(double one, double other) {
        boolean isOne = Math.abs(one - other) < ROUNDING * Math.min(Math.abs(one), Math.abs(other));
        return isOne || one == other ? 0 : one > other ? 1 : -1;
    }

    /** Whether some points make a pattern. */
    interface Pattern {
        boolean holds(double[] z, int from, int to);
    }

    /** So many or more beyond a limit on the side of the last, which is beyond it too. */
    static Pattern beyond(double limit, int least) {
        return (z, from, to) -> {
            double side = Math.signum(z[to - 1]);
            int beyond = 0;
            for (int i = from; i < to; i++) {
                beyond += side * z[i] > limit ? 1 : 0;
            }
            return beyond >= least && side * z[to - 1] > limit;
        };
    }

    static boolean isSteady(double[] values, int from, int to) {
        int direction = direction(values, from);
        for (int i = from; i < to - 1; i++) {
            if (direction == 0 || direction(values, i) != direction) {
                return false;
            }
        }
        return true;
    }

    static boolean isAlternating(double[] values, int from, int to) {
        for (int i = from; i < to - 2; i++) {
            if (direction(values, i) * direction(values, i + 1) != -1) {
                return false;
            }
        }
        return true;
    }

    private static int direction(double[] values, int index) {
        return compare(values[index + 1], values[index]);
    }

    static boolean isWithin(double[] z, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Math.abs(z[i]) > 1) {
                return false;
            }
        }
        return true;
    }

    static boolean isOnBothSides(double[] z, int from, int to) {
        boolean above = false;
        boolean below = false;
        for (int i = from; i < to; i++) {
            if (Math.abs(z[i]) <= 1) {
                return false;
            }
            above |= z[i] > 0;
            below |= z[i] < 0;
        }
        return above && below;
    }
}
