package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.Checks;
import dev.retention.internal.StudentT;
import dev.retention.internal.Text;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * A mean with its standard error, from which follow its interval and how it differs from another, by Student's t.
 *
 * <pre>{@code
 * ScoreMean effort = ScoreCounts.of(Survey.CES, 1, 0, 2, 5, 9, 12, 6).mean().orElseThrow();
 * effort.interval(0.95);
 * effort.comparedWith(before).test(Alternative.TWO_SIDED);
 * ScoreMean.clustered(40, 90, 70, 150, 160, 230, true);   // 90 answers of 40 customers
 * }</pre>
 *
 * <p>Independent answers have the standard error {@code s/√n}; several answers of one customer are alike, and {@link #clustered} says how
 * much less they tell. If all are equal the standard error is 0 and the interval a point, which says more than few answers can. This class
 * is immutable and thread-safe.
 *
 * @param mean the mean, finite
 * @param standardError its standard error, finite and at least 0
 * @param degreesOfFreedom of the standard error, at least 1
 * @since 0.1.0
 */
public record ScoreMean(double mean, double standardError, long degreesOfFreedom) {
    /**
     * Checks the numbers.
     *
     * @param mean the mean
     * @param standardError its standard error
     * @param degreesOfFreedom of the standard error
     * @throws IllegalArgumentException if a number is out of its range
     */
    public ScoreMean {
        checkArgument(Double.isFinite(mean), "mean (%s) must be finite", mean);
        Checks.notNegative(standardError, "standardError");
        Checks.positive(degreesOfFreedom, "degreesOfFreedom");
    }

    /**
     * The mean of numbers, such as of the means of customers, or of differences of pairs.
     *
     * @param values finite numbers
     * @return the mean, with {@code n − 1} degrees of freedom; empty of fewer than two
     * @throws IllegalArgumentException if a number is not finite, or they are too far apart for their squares
     */
    public static Optional<ScoreMean> of(List<Double> values) {
        double sum = 0;
        for (Double value : requireNonNull(values, "values")) {
            checkArgument(Double.isFinite(requireNonNull(value, "values")), "values (%s) must be finite", value);
            sum += value;
        }
        int n = values.size();
        if (n < 2) {
            return Optional.empty();
        }
        // The sum of equal numbers over their count may be another number by rounding.
        double mean = values.stream().distinct().count() == 1 ? values.get(0) : sum / n;
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        checkArgument(Double.isFinite(squares), "values (%s) must have finite squares", values);
        return Optional.of(new ScoreMean(mean, Math.sqrt(squares / (n - 1) / n), n - 1));
    }

    /**
     * The mean of independent answers from their sums; the numerator of the variance is exact.
     *
     * <pre>
     *   mean = Σx / n,   s² = (n Σx² − (Σx)²) / (n (n − 1)),   standard error = √(s² / n)
     * </pre>
     *
     * @param answers how many, {@code n}, at least 0
     * @param sum the sum of their scores
     * @param squares the sum of the squares of their scores
     * @return the mean, with {@code n − 1} degrees of freedom; empty of fewer than two answers
     * @throws IllegalArgumentException if {@code answers < 0}, or {@code squares} is less than such answers can have
     */
    public static Optional<ScoreMean> of(long answers, long sum, long squares) {
        Checks.notNegative(answers, "answers");
        BigInteger n = BigInteger.valueOf(answers);
        BigInteger numerator = n.multiply(BigInteger.valueOf(squares))
                .subtract(BigInteger.valueOf(sum).pow(2));
        checkArgument(numerator.signum() >= 0, "squares (%s) must be at least sum² / answers", squares);
        return answers < 2
                ? Optional.empty()
                : Optional.of(new ScoreMean(
                        (double) sum / answers,
                        Math.sqrt(numerator.doubleValue() / answers / answers / (answers - 1)),
                        answers - 1));
    }

    /**
     * The mean of answers of which some are of one customer, with a standard error that holds however alike these are.
     *
     * <pre>
     *   mean = Σ sᵢ / Σ nᵢ = m
     *   variance = c Σ (sᵢ − m nᵢ)² / (Σ nᵢ)²,    c = 1 (CR0) or G / (G − 1) (CR1)
     * </pre>
     *
     * <p>over {@code G} customers with {@code nᵢ} answers that sum up to {@code sᵢ}, and {@code G − 1} degrees of freedom. If every customer
     * answered once, CR1 is the standard error of independent answers.
     *
     * @param customers how many, {@code G}, at least 0
     * @param answers {@code Σ nᵢ}, at least {@code customers}
     * @param sum {@code Σ sᵢ}
     * @param squares {@code Σ sᵢ²}
     * @param products {@code Σ sᵢ nᵢ}
     * @param answersSquared {@code Σ nᵢ²}
     * @param corrected whether by CR1, which is to be preferred of few customers
     * @return the mean; empty of fewer than two customers
     * @throws IllegalArgumentException if {@code customers < 0} or {@code answers < customers}, or no such customers can be
     * @see <a href="https://doi.org/10.1093/biomet/73.1.13">Liang and Zeger (1986)</a>
     * @see <a href="https://doi.org/10.3368/jhr.50.2.317">Cameron and Miller (2015)</a>
     */
    public static Optional<ScoreMean> clustered(
            long customers,
            long answers,
            long sum,
            long squares,
            long products,
            long answersSquared,
            boolean corrected) {
        Checks.notNegative(customers, "customers");
        checkArgument(answers >= customers, "answers (%s) must be at least customers (%s)", answers, customers);
        if (customers < 2) {
            return Optional.empty();
        }
        BigInteger n = BigInteger.valueOf(answers);
        BigInteger s = BigInteger.valueOf(sum);
        BigInteger numerator = n.pow(2)
                .multiply(BigInteger.valueOf(squares))
                .subtract(BigInteger.TWO.multiply(s).multiply(n).multiply(BigInteger.valueOf(products)))
                .add(s.pow(2).multiply(BigInteger.valueOf(answersSquared)));
        checkArgument(numerator.signum() >= 0, "squares (%s) must be those of customers with such products", squares);
        double variance = numerator.doubleValue() / answers / answers / answers / answers;
        double factor = corrected ? customers / (customers - 1.0) : 1;
        return Optional.of(new ScoreMean((double) sum / answers, Math.sqrt(factor * variance), customers - 1));
    }

    /**
     * The confidence interval of the mean.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return mean ± t · standard error, which may pass the ends of the scale
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(double confidence) {
        return around(mean, standardError, (double) degreesOfFreedom, confidence);
    }

    private static Interval around(double mean, double error, double df, double confidence) {
        double half = error == 0 ? 0 : error * StudentT.critical(Checks.openUnit(confidence, "confidence"), df);
        return new Interval(mean - half, mean + half, confidence);
    }

    /**
     * Sets this mean beside another.
     *
     * @param reference the mean to compare with, of other answers
     * @return the comparison of this mean with {@code reference}
     */
    public Comparison comparedWith(ScoreMean reference) {
        return new Comparison(this, reference);
    }

    /**
     * The p-value of a mean of 0, such as of differences of pairs.
     *
     * @param alternative what is held against a mean of 0
     * @return the p-value by Student's t, in [0, 1]; empty if the standard error is 0
     */
    public OptionalDouble test(Alternative alternative) {
        return test(mean, standardError, (double) degreesOfFreedom, alternative);
    }

    private static OptionalDouble test(double mean, double error, double df, Alternative alternative) {
        requireNonNull(alternative, "alternative");
        return error > 0
                ? OptionalDouble.of(tail(alternative, mean / error, t -> StudentT.survival(t, df)))
                : OptionalDouble.empty();
    }

    /** The p-value of a statistic whose distribution is symmetric about 0. */
    static double tail(Alternative alternative, double statistic, DoubleUnaryOperator survival) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * survival.applyAsDouble(Math.abs(statistic)));
            case GREATER -> survival.applyAsDouble(statistic);
            case LESS -> survival.applyAsDouble(-statistic);
        };
    }

    /** Prints the mean and its standard error, such as {@code 4.2 ± 0.15 (standard error)}. */
    @Override
    public String toString() {
        return Text.number(mean, 4) + " ± " + Text.number(standardError, 2) + " (standard error)";
    }

    /**
     * Two means of separate answers, side by side, by Welch's t: neither their numbers nor their variances need be alike.
     *
     * @param first the mean in question
     * @param reference the mean it is compared with
     * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch (1947)</a>
     * @since 0.1.0
     */
    public record Comparison(ScoreMean first, ScoreMean reference) {
        /**
         * Pairs the means.
         *
         * @param first the mean in question
         * @param reference the mean it is compared with
         */
        public Comparison {
            requireNonNull(first, "first");
            requireNonNull(reference, "reference");
        }

        /** {@return the difference of the means} */
        public double difference() {
            return first.mean - reference.mean;
        }

        /** {@return its standard error, {@code √(s₁² + s₂²)}} */
        public double standardError() {
            return Math.hypot(first.standardError, reference.standardError);
        }

        /** {@return {@code (s₁² + s₂²)² / (s₁⁴/f₁ + s₂⁴/f₂)} with the degrees of freedom {@code f}; their sum if both errors are 0} */
        public double degreesOfFreedom() {
            double error = standardError();
            if (error == 0) {
                return (double) first.degreesOfFreedom + reference.degreesOfFreedom;
            }
            return 1
                    / (Math.pow(first.standardError / error, 4) / first.degreesOfFreedom
                            + Math.pow(reference.standardError / error, 4) / reference.degreesOfFreedom);
        }

        /**
         * The confidence interval of the difference.
         *
         * @param confidence the level, inside (0, 1), such as 0.95
         * @return difference ± t · standard error
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval differenceInterval(double confidence) {
            return around(difference(), standardError(), degreesOfFreedom(), confidence);
        }

        /**
         * The p-value of equal means.
         *
         * @param alternative what is held against equal means
         * @return the p-value by Welch's t, in [0, 1]; empty if both standard errors are 0
         */
        public OptionalDouble test(Alternative alternative) {
            return ScoreMean.test(difference(), standardError(), degreesOfFreedom(), alternative);
        }

        /** Prints both means. */
        @Override
        public String toString() {
            return first + " against " + reference;
        }
    }
}
