package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;

import java.math.BigInteger;

/** Sums of squares about the mean, and of products about both means, from plain sums. */
final class SumsOfSquares {
    /** What numbers and their means stay within, so that nothing that is reckoned with them leaves the range of doubles. */
    static final double MOST = 1e100;

    /** What sums of squares, variances and products stay within. */
    static final double MOST_SQUARE = 1e250;

    private static final double MOST_SUM = 1e120;

    // Below this share of the plain sum, what is left of it is rounding.
    private static final double ROUNDING = 1e-12;
    private static final double IMPOSSIBLE = 1e-9;

    // Below this share of the squares of numbers known one by one, what they differ by is in their last digits.
    private static final double LAST_DIGITS = 1e-30;

    private SumsOfSquares() {}

    /** Σy² − (Σy)²/n. */
    static double about(long count, double sum, double squares, String sumName, String squaresName) {
        within(sum, MOST_SUM, sumName);
        within(squares, MOST_SQUARE, squaresName);
        double about = squares - sum / count * sum;
        double slack = IMPOSSIBLE * squares;
        boolean isPossible = squares >= 0 && about >= -slack && (count > 1 || about <= slack);
        checkPossible(isPossible, count, sum, squares, sumName, squaresName);
        return left(about, squares);
    }

    /** (nΣy² − (Σy)²)/n, exact but for the last steps. */
    static double about(long count, BigInteger sum, BigInteger squares, String sumName, String squaresName) {
        within(sum.doubleValue(), MOST_SUM, sumName);
        within(squares.doubleValue(), MOST_SQUARE, squaresName);
        BigInteger about = BigInteger.valueOf(count).multiply(squares).subtract(sum.multiply(sum));
        boolean isPossible = about.signum() >= 0 && (count > 1 || about.signum() == 0);
        checkPossible(isPossible, count, sum, squares, sumName, squaresName);
        return about.doubleValue() / count;
    }

    /** The mean of numbers, at least one; of one number again and again that number. */
    static double mean(double[] values, String name) {
        Sum sum = new Sum();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum.add(number(value, name));
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return Math.max(least, Math.min(most, sum.value() / values.length));
    }

    /** Σ(y − ȳ)² of numbers one by one, 0 if they differ in their last digits alone. */
    static double about(double[] values, double mean) {
        double about = about(values, mean, values, mean);
        return about <= LAST_DIGITS * mean * mean * values.length ? 0 : about;
    }

    /** Σ(y − ȳ)(x − x̄), less what rounding of the means adds to it. */
    static double about(double[] values, double mean, double[] others, double otherMean) {
        Sum products = new Sum();
        Sum off = new Sum();
        Sum otherOff = new Sum();
        for (int i = 0; i < values.length; i++) {
            double y = values[i] - mean;
            double x = others[i] - otherMean;
            products.add(y * x);
            off.add(y);
            otherOff.add(x);
        }
        return products.value() - off.value() / values.length * otherOff.value();
    }

    /** What is left of terms that may cancel out: 0 if it is within their rounding. */
    static double left(double left, double terms) {
        return left <= ROUNDING * terms ? 0 : left;
    }

    /** Whether a mean is 0 but for rounding, beside numbers that have such squares about it. */
    static boolean isNothing(long count, double mean, double squares) {
        return Math.abs(mean) <= ROUNDING * Math.sqrt(squares / count);
    }

    /** A sum with what rounding took from it, by Neumaier, so that the order of numbers does not matter. */
    private static final class Sum {
        private double sum;
        private double rest;

        void add(double value) {
            double next = sum + value;
            rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        double value() {
            return sum + rest;
        }
    }

    private static void checkPossible(
            boolean isPossible, long count, Object sum, Object squares, String sumName, String squaresName) {
        checkArgument(
                isPossible,
                "%s (%s) must be possible for count (%s) numbers with %s (%s)",
                squaresName,
                squares,
                count,
                sumName,
                sum);
    }

    /** Refuses NaN and numbers out of all measure. */
    static double number(double value, String name) {
        return within(value, MOST, name);
    }

    /** Refuses NaN and squares out of all measure, or below 0. */
    static double square(double value, String name) {
        checkArgument(value >= 0, "%s (%s) must be at least 0", name, value);
        return within(value, MOST_SQUARE, name);
    }

    static double within(double value, double most, String name) {
        checkArgument(Math.abs(value) <= most, "%s (%s) must be from %s to %s", name, value, -most, most);
        return value;
    }
}
