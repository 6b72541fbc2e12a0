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

    private SumsOfSquares() {}

    /** Σy² − (Σy)²/n. */
    static double about(long count, double sum, double squares, String sumName, String squaresName) {
        within(sum, MOST_SUM, sumName);
        within(squares, MOST_SQUARE, squaresName);
        double about = squares - sum / count * sum;
        double slack = IMPOSSIBLE * squares;
        boolean isPossible = squares >= 0 && about >= -slack && (count > 1 || about <= slack);
        checkPossible(isPossible, count, sum, squares, sumName, squaresName);
        return about <= ROUNDING * squares ? 0 : about;
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
