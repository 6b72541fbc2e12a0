package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.retention.Interval;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Normal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The net promoter score: the share of promoters less that of detractors, kept as the three counts it came from.
 *
 * <pre>{@code
 * Nps march = Nps.of(54, 23, 13);                        // of 90 answers
 * march.asPoints();                                      // 45.6
 * march.interval(Nps.Method.ADJUSTED_WALD, 0.95);        // [0.2912, 0.5905] at 95 %
 * march.comparedWith(february).test(Nps.Method.WALD, Alternative.TWO_SIDED);
 * }</pre>
 *
 * <p>Of {@code n} answers the shares {@code p} are promoters, who answered 9 or 10 on the scale from 0 to 10, and {@code d} detractors, who
 * answered 6 or less; 7 and 8 are passive.
 *
 * <pre>
 *   value            p − d                     in [−1, 1]; in points × 100
 *   variance         p + d − (p − d)²          of one answer
 *   standard error   √(variance / n)
 * </pre>
 *
 * <p>Answers are taken as independent: of several answers of one customer see {@link Feedback.Which}. This class is immutable and
 * thread-safe.
 *
 * @param promoters answers of 9 and 10, at least 0
 * @param passives answers of 7 and 8, at least 0
 * @param detractors answers of 0 to 6, at least 0; of all there is at least one
 * @see <a href="https://hbr.org/2003/12/the-one-number-you-need-to-grow">Reichheld (2003)</a>
 * @since 0.1.0
 */
public record Nps(long promoters, long passives, long detractors) {
    /** How the error of a score is told. */
    public enum Method {
        /** By the counts as they are: of width 0 if all answers are of one kind, and too narrow of few answers. */
        WALD(0),
        /**
         * By the counts with three answers added, ¾ each to promoters and detractors and 1½ to passives: never of width 0, and near the
         * stated confidence from few answers on. The value moves towards 0 by 3 in {@code n + 3}.
         *
         * @see <a href="https://doi.org/10.1080/00031305.2016.1198278">Rocks (2016)</a>
         */
        ADJUSTED_WALD(0.75);

        private final double added;

        Method(double added) {
            this.added = added;
        }

        private double answers(Nps of) {
            return of.answers() + 4 * added;
        }

        private double value(Nps of) {
            return (of.promoters - of.detractors) / answers(of);
        }

        private double squaredError(Nps of) {
            return variance(of) / answers(of);
        }

        private double variance(Nps of) {
            double extreme = ((double) of.promoters + of.detractors + 2 * added) / answers(of);
            double value = value(of);
            return Math.max(0, extreme - value * value);
        }
    }

    /**
     * Checks the counts.
     *
     * @param promoters answers of 9 and 10
     * @param passives answers of 7 and 8
     * @param detractors answers of 0 to 6
     * @throws IllegalArgumentException if a count is below 0 or all are 0
     * @throws ArithmeticException if the sum does not fit a long
     */
    public Nps {
        Checks.notNegative(promoters, "promoters");
        Checks.notNegative(passives, "passives");
        Checks.notNegative(detractors, "detractors");
        long answers = Checks.sum(Checks.sum(promoters, passives, "passives"), detractors, "detractors");
        checkArgument(answers > 0, "promoters, passives and detractors (%s) must be at least one", answers);
    }

    /**
     * {@return a score from its counts}
     *
     * @param promoters answers of 9 and 10, at least 0
     * @param passives answers of 7 and 8, at least 0
     * @param detractors answers of 0 to 6, at least 0
     * @throws IllegalArgumentException if a count is below 0 or all are 0
     * @throws ArithmeticException if the sum does not fit a long
     */
    public static Nps of(long promoters, long passives, long detractors) {
        return new Nps(promoters, passives, detractors);
    }

    /** {@return how many answers there are, at least 1} */
    public long answers() {
        return promoters + passives + detractors;
    }

    /** {@return the score, in [−1, 1]} */
    public double asDouble() {
        return Method.WALD.value(this);
    }

    /** {@return the score in points, in [−100, 100]} */
    public double asPoints() {
        return 100.0 * (promoters - detractors) / answers();
    }

    /**
     * {@return the score by a method, in [−1, 1]}
     *
     * @param method {@link Method#WALD} for the score as it is
     */
    public double value(Method method) {
        return requireNonNull(method, "method").value(this);
    }

    /** {@return the variance of one answer, {@code p + d − (p − d)²}, in [0, 1]} */
    public double variance() {
        return Method.WALD.variance(this);
    }

    /**
     * {@return the standard error of the score, at least 0; above 0 by {@link Method#ADJUSTED_WALD}}
     *
     * @param method how
     */
    public double standardError(Method method) {
        return Math.sqrt(requireNonNull(method, "method").squaredError(this));
    }

    /**
     * {@return the confidence interval, value ± z · standard error, cut off at −1 and 1}
     *
     * @param method {@link Method#ADJUSTED_WALD} unless the figures of others are to be met
     * @param confidence the level, inside (0, 1), such as 0.95
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(Method method, double confidence) {
        return cut(Interval.normal(value(method), standardError(method), confidence), 1);
    }

    private static Interval cut(Interval wide, double bound) {
        return new Interval(Math.max(-bound, wide.lower()), Math.min(bound, wide.upper()), wide.confidence());
    }

    /**
     * {@return the score of these answers and others}
     *
     * @param other other answers
     * @throws ArithmeticException if a sum does not fit a long
     */
    public Nps plus(Nps other) {
        requireNonNull(other, "other");
        return new Nps(
                Checks.sum(promoters, other.promoters, "promoters"),
                Checks.sum(passives, other.passives, "passives"),
                Checks.sum(detractors, other.detractors, "detractors"));
    }

    /**
     * {@return the comparison of this score with another, such as that of the period before}
     *
     * @param reference the score to compare with, of other answers
     */
    public Comparison comparedWith(Nps reference) {
        return new Comparison(this, reference);
    }

    /**
     * Tests whether several scores differ by more than chance has them differ.
     *
     * <p>{@code Q = Σ (xᵢ − x̄)² / sᵢ²} with {@code x̄ = Σ xᵢ/sᵢ² / Σ 1/sᵢ²}, the values {@code xᵢ} and standard errors {@code sᵢ} by the
     * method, is chi-squared with {@code k − 1} degrees of freedom; of two it is the square of their {@link Comparison#z}.
     *
     * @param scores at least two, of separate answers
     * @param method {@link Method#ADJUSTED_WALD} unless the figures of others are to be met
     * @return the p-value, in [0, 1]; empty if a standard error is 0, which only {@link Method#WALD} has
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static OptionalDouble differenceOf(Iterable<Nps> scores, Method method) {
        requireNonNull(method, "method");
        List<Nps> all = ImmutableList.copyOf(requireNonNull(scores, "scores"));
        checkArgument(all.size() >= 2, "scores (%s) must be at least two", all);
        double weights =
                all.stream().mapToDouble(each -> 1 / method.squaredError(each)).sum();
        double sum = all.stream()
                .mapToDouble(each -> method.value(each) / method.squaredError(each))
                .sum();
        double q = all.stream()
                .mapToDouble(each -> Math.pow(method.value(each) - sum / weights, 2) / method.squaredError(each))
                .sum();
        return weights < Double.POSITIVE_INFINITY
                ? OptionalDouble.of(ChiSquared.survival(q, all.size() - 1))
                : OptionalDouble.empty();
    }

    /** Prints the score in points and the counts, such as {@code 45.6 points (54 promoters, 23 passives, 13 detractors)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f points", Math.abs(asPoints()) < 0.05 ? 0.0 : asPoints()) + " ("
                + promoters + " promoters, " + passives + " passives, " + detractors + " detractors)";
    }

    /**
     * Two scores of separate answers, side by side.
     *
     * @param first the score in question
     * @param reference the score it is compared with
     * @since 0.1.0
     */
    public record Comparison(Nps first, Nps reference) {
        /**
         * Pairs the scores.
         *
         * @param first the score in question
         * @param reference the score it is compared with
         */
        public Comparison {
            requireNonNull(first, "first");
            requireNonNull(reference, "reference");
        }

        /** {@return the difference of the scores as they are, in [−2, 2]} */
        public double difference() {
            return first.asDouble() - reference.asDouble();
        }

        /**
         * {@return the standard error of the difference, {@code √(s₁² + s₂²)}, at least 0}
         *
         * @param method how
         */
        public double standardError(Method method) {
            return Math.hypot(first.standardError(method), reference.standardError(method));
        }

        /**
         * {@return the interval of the difference of the values, ± z · standard error, cut off at −2 and 2}
         *
         * @param method how
         * @param confidence the level, inside (0, 1), such as 0.95
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval differenceInterval(Method method, double confidence) {
            double difference = first.value(method) - reference.value(method);
            return cut(Interval.normal(difference, standardError(method), confidence), 2);
        }

        /**
         * {@return the difference of the values by the method over its standard error; empty if that is 0}
         *
         * @param method how
         */
        public OptionalDouble z(Method method) {
            double error = standardError(method);
            return error > 0
                    ? OptionalDouble.of((first.value(method) - reference.value(method)) / error)
                    : OptionalDouble.empty();
        }

        /**
         * The p-value of {@link #z}.
         *
         * @param method how
         * @param alternative what is held against equal scores
         * @return the probability, under equal scores, of a {@code z} at least as extreme, in [0, 1]; empty if {@code z} is
         */
        public OptionalDouble test(Method method, Alternative alternative) {
            requireNonNull(alternative, "alternative");
            OptionalDouble z = z(method);
            return z.isEmpty() ? z : OptionalDouble.of(ScoreMean.tail(alternative, z.getAsDouble(), Normal::survival));
        }

        /** Prints both scores. */
        @Override
        public String toString() {
            return first + " against " + reference;
        }
    }
}
