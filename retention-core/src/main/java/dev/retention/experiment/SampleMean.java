package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigInteger;
import java.util.OptionalDouble;

/**
 * The mean of one number per customer, as of spend within 90 days, with how far the numbers scatter.
 *
 * <pre>
 *   mean       ȳ = Σy / n
 *   variance   s² = Σ(y − ȳ)² / (n − 1) = (nΣy² − (Σy)²) / (n(n − 1))
 * </pre>
 *
 * <pre>{@code
 * SampleMean spend = SampleMean.ofSums(3407, 1396.87, 52377.9767);
 * spend.mean();            // 0.41
 * spend.standardError();   // √(s²/n)
 * }</pre>
 *
 * <ul>
 *   <li>One customer has a mean and no variance.
 *   <li>Of a share ({@link #of(Proportion)}) the variance is p(1 − p), without n/(n − 1).
 *   <li>Of a ratio ({@link PairedSums#ratio}) it is that of the delta method.
 * </ul>
 *
 * <p>Numbers are of an absolute size of at most 1e100. This record is immutable and thread-safe.
 *
 * @param count the customers n, at least 1
 * @param mean the mean of their numbers
 * @param variance the variance of one customer's number, at least 0; empty of one customer, and of no others
 * @since 0.1.0
 */
public record SampleMean(long count, double mean, OptionalDouble variance) {
    /**
     * Checks the numbers.
     *
     * @param count the customers
     * @param mean the mean of their numbers
     * @param variance the variance of one customer's number
     * @throws IllegalArgumentException if a number is out of its range, or one customer has a variance, or several have none
     */
    public SampleMean {
        Checks.positive(count, "count");
        mean = SumsOfSquares.number(mean, "mean") + 0.0;
        requireNonNull(variance, "variance");
        checkArgument(
                variance.isPresent() == count > 1,
                "variance (%s) must be there of several customers alone: count (%s)",
                variance,
                count);
        variance.ifPresent(value -> SumsOfSquares.square(value, "variance"));
    }

    /**
     * A mean with its variance, as most programs print it (the square of the standard deviation).
     *
     * @param count the customers, at least 2
     * @param mean the mean of their numbers
     * @param variance the variance of one customer's number, with n − 1 below the line; at least 0
     * @return the mean
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static SampleMean of(long count, double mean, double variance) {
        SumsOfSquares.number(mean, "mean");
        SumsOfSquares.square(variance, "variance");
        checkArgument(count > 1, "count (%s) must be at least 2 to have a variance", count);
        return new SampleMean(count, mean, OptionalDouble.of(variance));
    }

    /**
     * The same of a standard deviation, as a spreadsheet has it.
     *
     * @param count the customers, at least 2
     * @param mean the mean of their numbers
     * @param standardDeviation the root of the variance of one customer's number, at least 0
     * @return the mean
     * @throws IllegalArgumentException if a number is out of its range
     */
    public static SampleMean ofDeviation(long count, double mean, double standardDeviation) {
        SumsOfSquares.number(Checks.notNegative(standardDeviation, "standardDeviation"), "standardDeviation");
        return of(count, mean, standardDeviation * standardDeviation);
    }

    /**
     * A share as the mean of ones and zeros. Its variance is p(1 − p).
     *
     * @param share the share
     * @return the mean; of one customer without a variance
     */
    public static SampleMean of(Proportion share) {
        double p = requireNonNull(share, "share").asDouble();
        return of(share.total(), p, p * share.complement().asDouble(), 1);
    }

    /**
     * The mean of numbers of which the sums are known as doubles, as other software gives them.
     *
     * <p>The variance is what is left of Σy² when (Σy)²/n is taken off, and has as many digits fewer than the sums as the two agree
     * in. If less than 1e-12 of Σy² is left, that is rounding, and taken as 0. To lose nothing, sum whole numbers exactly.
     *
     * @param count how many numbers, at least 1
     * @param sum Σy
     * @param sumOfSquares Σy²
     * @return the mean
     * @throws IllegalArgumentException if a number is out of its range, or no numbers have such sums, by more than 1e-9 of Σy²
     */
    public static SampleMean ofSums(long count, double sum, double sumOfSquares) {
        Checks.positive(count, "count");
        double squares = SumsOfSquares.about(count, sum, sumOfSquares, "sum", "sumOfSquares");
        return of(count, sum / count, squares, count - 1.0);
    }

    /**
     * The mean of whole numbers, such as cents, of which the sums are known exactly. nΣy² − (Σy)² is exact, and the variance right to
     * the last digits however large the numbers are.
     *
     * @param count how many numbers, at least 1
     * @param sum Σy
     * @param sumOfSquares Σy²
     * @return the mean
     * @throws IllegalArgumentException if a number is out of its range, or no numbers have such sums
     */
    public static SampleMean ofSums(long count, BigInteger sum, BigInteger sumOfSquares) {
        Checks.positive(count, "count");
        requireNonNull(sum, "sum");
        requireNonNull(sumOfSquares, "sumOfSquares");
        double squares = SumsOfSquares.about(count, sum, sumOfSquares, "sum", "sumOfSquares");
        return of(count, sum.doubleValue() / count, squares, count - 1.0);
    }

    /**
     * The mean of numbers one by one. They are summed with what rounding takes, so that their order does not matter, and one number
     * again and again is the mean, with a variance of 0.
     *
     * <p>Numbers that differ by about 1e-15 of themselves alone differ by rounding, and have a variance of 0.
     *
     * @param values one of each customer, at least one
     * @return the mean
     * @throws IllegalArgumentException if there is none, or one is out of its range
     */
    public static SampleMean ofValues(double... values) {
        checkArgument(requireNonNull(values, "values").length > 0, "values must not be empty");
        double mean = SumsOfSquares.mean(values, "values");
        double squares = SumsOfSquares.about(values, mean);
        return of(values.length, mean, squares, values.length - 1);
    }

    /** A mean with a variance, unless it is of one customer. */
    static SampleMean of(long count, double mean, double squares, double degrees) {
        return new SampleMean(count, mean, count > 1 ? OptionalDouble.of(squares / degrees) : OptionalDouble.empty());
    }

    /**
     * The mean in a larger unit, such as in euros of cents, or a smaller one.
     *
     * @param unit how many of this mean's units make one, such as 100; positive
     * @return the mean over the unit, and the variance over its square
     * @throws IllegalArgumentException if {@code unit} is not positive and finite, or what comes out is out of its range
     */
    public SampleMean dividedBy(double unit) {
        Checks.positive(unit, "unit");
        boolean isWithin = Math.abs(mean / unit) <= SumsOfSquares.MOST
                && (variance.isEmpty() || variance.getAsDouble() / unit / unit <= SumsOfSquares.MOST_SQUARE);
        checkArgument(isWithin, "unit (%s) must leave a mean within 1e100 of %s", unit, this);
        return of(count, mean / unit, variance.orElse(0) / unit / unit, 1);
    }

    /** {@return √(s²/n), at least 0; empty of one customer} */
    public OptionalDouble standardError() {
        return variance.isEmpty() ? variance : OptionalDouble.of(Math.sqrt(variance.getAsDouble() / count));
    }

    /** Prints the mean with its standard error, such as {@code 0.41 ± 0.06682 of 3407 customers}. */
    @Override
    public String toString() {
        return withError() + " of " + Text.customers(count);
    }

    /** The mean with its standard error, such as {@code 0.41 ± 0.06682}. */
    String withError() {
        OptionalDouble error = standardError();
        return digits() + (error.isEmpty() ? "" : " ± " + Text.number(error.getAsDouble(), 4));
    }

    /** The mean to the digits that its standard error leaves. */
    String digits() {
        return Text.within(mean, standardError().orElse(0), 4);
    }
}
