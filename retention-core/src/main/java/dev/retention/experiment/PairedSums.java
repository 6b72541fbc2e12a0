package dev.retention.experiment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two numbers of each customer of an arm, summed up: what is looked at, and one beside it, such as spend after and before the
 * exposure, or money and the orders it came from.
 *
 * <pre>
 *   squares         Σ(y − ȳ)² = Σy² − (Σy)²/n
 *   beside squares  Σ(x − x̄)² = Σx² − (Σx)²/n
 *   products        Σ(y − ȳ)(x − x̄) = Σyx − ΣyΣx/n
 * </pre>
 *
 * <pre>{@code
 * PairedSums sums = PairedSums.ofValues(new double[] {30, 0, 50}, new double[] {2, 0, 3});
 * sums.ratio();   // 16 per order, with the variance of the delta method
 * }</pre>
 *
 * <p>Numbers are of an absolute size of at most 1e100. This record is immutable and thread-safe.
 *
 * @param count the customers n, at least 1
 * @param mean the mean ȳ of what is looked at
 * @param beside the mean x̄ of the number beside it
 * @param squares the squares of what is looked at about its mean, at least 0
 * @param besideSquares the squares of the number beside it about its mean, at least 0
 * @param products the products of both about their means
 * @since 0.1.0
 */
public record PairedSums(
        long count, double mean, double beside, double squares, double besideSquares, double products) {
    private static final double SLACK = 1e-9;

    /**
     * Checks the sums.
     *
     * @param count the customers
     * @param mean the mean of what is looked at
     * @param beside the mean of the number beside it
     * @param squares the squares of what is looked at about its mean
     * @param besideSquares the squares of the number beside it about its mean
     * @param products the products of both about their means
     * @throws IllegalArgumentException if a number is out of its range, one customer has squares, or the products are more than the
     *     squares allow
     */
    public PairedSums {
        Checks.positive(count, "count");
        mean = SumsOfSquares.number(mean, "mean") + 0.0;
        beside = SumsOfSquares.number(beside, "beside") + 0.0;
        SumsOfSquares.square(squares, "squares");
        SumsOfSquares.square(besideSquares, "besideSquares");
        checkArgument(
                count > 1 || (squares == 0 && besideSquares == 0),
                "squares (%s) and besideSquares (%s) must be 0 of one customer",
                squares,
                besideSquares);
        double most = Math.sqrt(squares) * Math.sqrt(besideSquares);
        checkArgument(
                Math.abs(products) <= most * (1 + SLACK),
                "products (%s) must be within ±√(squares (%s) · besideSquares (%s))",
                products,
                squares,
                besideSquares);
        products = Math.max(-most, Math.min(most, products)) + 0.0;
    }

    /**
     * Two numbers of which the sums are known as doubles, as other software gives them. Of digits and rounding
     * {@link SampleMean#ofSums(long, double, double)} speaks.
     *
     * @param count how many customers, at least 1
     * @param sum Σy, of what is looked at
     * @param beside Σx, of the number beside it
     * @param sumOfSquares Σy²
     * @param besideSquares Σx²
     * @param products Σyx
     * @return the sums
     * @throws IllegalArgumentException if a number is out of its range, or no numbers have such sums, by more than 1e-9
     */
    public static PairedSums ofSums(
            long count, double sum, double beside, double sumOfSquares, double besideSquares, double products) {
        Checks.positive(count, "count");
        Checks.number(beside, "beside");
        Checks.number(besideSquares, "besideSquares");
        SumsOfSquares.within(products, SumsOfSquares.MOST_SQUARE, "products");
        double yy = SumsOfSquares.about(count, sum, sumOfSquares, "sum", "sumOfSquares");
        double xx = SumsOfSquares.about(count, beside, besideSquares, "beside", "besideSquares");
        double yx = products - sum / count * beside;
        double most = Math.sqrt(yy) * Math.sqrt(xx);
        checkArgument(
                Math.abs(yx) <= most + SLACK * Math.sqrt(sumOfSquares) * Math.sqrt(besideSquares),
                "products (%s) must be possible for such sums of squares",
                products);
        return new PairedSums(count, sum / count, beside / count, yy, xx, Math.max(-most, Math.min(most, yx)));
    }

    /**
     * Two whole numbers of which the sums are known exactly, such as of cents.
     *
     * @param count how many customers, at least 1
     * @param sum Σy, of what is looked at
     * @param beside Σx, of the number beside it
     * @param sumOfSquares Σy²
     * @param besideSquares Σx²
     * @param products Σyx
     * @return the sums
     * @throws IllegalArgumentException if a number is out of its range, or no numbers have such sums
     */
    public static PairedSums ofSums(
            long count,
            BigInteger sum,
            BigInteger beside,
            BigInteger sumOfSquares,
            BigInteger besideSquares,
            BigInteger products) {
        Checks.positive(count, "count");
        requireNonNull(sum, "sum");
        requireNonNull(beside, "beside");
        requireNonNull(sumOfSquares, "sumOfSquares");
        requireNonNull(besideSquares, "besideSquares");
        BigInteger yx = BigInteger.valueOf(count)
                .multiply(requireNonNull(products, "products"))
                .subtract(sum.multiply(beside));
        return new PairedSums(
                count,
                sum.doubleValue() / count,
                beside.doubleValue() / count,
                SumsOfSquares.about(count, sum, sumOfSquares, "sum", "sumOfSquares"),
                SumsOfSquares.about(count, beside, besideSquares, "beside", "besideSquares"),
                yx.doubleValue() / count);
    }

    /**
     * Two numbers of each customer, one by one. Of rounding {@link SampleMean#ofValues} speaks.
     *
     * @param values what is looked at, of each customer, at least one
     * @param beside the number beside it, of the same customers in the same order
     * @return the sums
     * @throws IllegalArgumentException if there is no customer, there are more of one than of the other, or a number is out of its
     *     range
     */
    public static PairedSums ofValues(double[] values, double[] beside) {
        checkArgument(requireNonNull(values, "values").length > 0, "values must not be empty");
        checkArgument(
                requireNonNull(beside, "beside").length == values.length,
                "beside (%s numbers) must be as many as values (%s)",
                beside.length,
                values.length);
        double mean = SumsOfSquares.mean(values, "values");
        double other = SumsOfSquares.mean(beside, "beside");
        double yy = SumsOfSquares.about(values, mean);
        double xx = SumsOfSquares.about(beside, other);
        double most = Math.sqrt(yy) * Math.sqrt(xx);
        double yx = SumsOfSquares.about(values, mean, beside, other);
        return new PairedSums(values.length, mean, other, yy, xx, Math.max(-most, Math.min(most, yx)));
    }

    /** {@return what is looked at, without regard to the number beside it} */
    public SampleMean sample() {
        return SampleMean.of(count, mean, squares, count - 1.0);
    }

    /**
     * The ratio of both sums, R = Σy/Σx, such as money per order. It is not a mean over customers, and its variance is that of the
     * delta method, over what varies among customers: who orders more is one customer for all orders.
     *
     * <pre>
     *   s² = (Σ(y − ȳ)² − 2R Σ(y − ȳ)(x − x̄) + R² Σ(x − x̄)²) / ((n − 1) x̄²)
     * </pre>
     *
     * <p>Good where the sum below the line varies little from sample to sample, as of hundreds of customers.
     *
     * <p>Where less than 1e-12 of the terms above the line is left of them, as where every customer has the same ratio, that is
     * rounding, and the variance 0.
     *
     * @return the ratio as a mean of n customers; empty if what is below the line sums to 0 but for rounding, or the ratio is out of
     *     all measure
     * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich and Lu (2018), Applying the delta method in metric
     *     analytics</a>
     */
    public Optional<SampleMean> ratio() {
        double ratio = mean / beside;
        double around = around(ratio) / beside / beside;
        // Numbers that are not there are within nothing.
        return !SumsOfSquares.isNothing(count, beside, besideSquares)
                        && Math.abs(ratio) <= SumsOfSquares.MOST
                        && around <= SumsOfSquares.MOST_SQUARE
                ? Optional.of(SampleMean.of(count, ratio, around, count - 1.0))
                : Optional.empty();
    }

    /** The squares of y − factor · x about their mean; 0 if what is left of them is rounding. */
    double around(double factor) {
        double crossed = 2 * factor * products;
        double besides = factor * factor * besideSquares;
        return SumsOfSquares.left(squares - crossed + besides, squares + Math.abs(crossed) + besides);
    }

    /** {@return how well the number beside tells what is looked at, in [−1, 1]; empty if one of them does not vary} */
    public OptionalDouble correlation() {
        double most = Math.sqrt(squares) * Math.sqrt(besideSquares);
        return most == 0 ? OptionalDouble.empty() : OptionalDouble.of(products / most);
    }

    /** Prints both means, such as {@code 26.67, beside it 1.667, of 3 customers}. */
    @Override
    public String toString() {
        return sample().digits() + ", beside it "
                + SampleMean.of(count, beside, besideSquares, count - 1.0).digits() + ", of " + Text.customers(count);
    }
}
