package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.ProportionComparison.Alternative;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether a share rises or falls over groups that have an order, such as the share of customers lost by class of tenure: the test of Cochran
 * and Armitage.
 *
 * <pre>{@code
 * TrendInProportions.of(List.of(Proportion.of(83, 86), Proportion.of(90, 93), Proportion.of(129, 136), Proportion.of(70, 82)))
 *         .chiSquared();               // 8.22, of one degree of freedom: p = 0.0041
 * }</pre>
 *
 * <p>Of group i with the score s, k of n are counted; p = Σk/Σn:
 *
 * <pre>
 *   z             Σ s (k − n p)  /  √(p(1 − p) Σ n (s − s̄)²)        s̄ = Σ n s / Σ n;  above 0 if the share rises
 *   chi-squared   z²                                                of one degree of freedom
 * </pre>
 *
 * <p>Scores say how far apart groups are: 0, 1, 2, … if nothing else is said, or such as the middles of classes. Their unit and zero change
 * nothing. A rise and fall that cancel are no trend; {@link ContingencyTable} asks for any difference. This record is immutable and
 * thread-safe.
 *
 * @param groups the share in each group, of disjoint customers; at least two
 * @param scores the score of each group
 * @see <a href="https://doi.org/10.2307/3001616">Cochran (1954), Some methods for strengthening the common χ² tests</a>
 * @see <a href="https://doi.org/10.2307/3001775">Armitage (1955), Tests for linear trends in proportions and frequencies</a>
 * @since 0.1.0
 */
public record TrendInProportions(List<Proportion> groups, List<Double> scores) {
    private static final double LARGEST = 1e300;

    /**
     * Checks the groups and their scores.
     *
     * @param groups the share in each group, of disjoint customers; at least two
     * @param scores the score of each group, from −1e300 to 1e300 and not all the same
     * @throws IllegalArgumentException if there are fewer than two groups, not as many scores as groups, a score is outside that range or NaN,
     *     or all are the same
     */
    public TrendInProportions {
        requireNonNull(groups, "groups");
        requireNonNull(scores, "scores");
        groups.forEach(group -> requireNonNull(group, "a group of groups"));
        scores.forEach(score -> checkArgument(
                Math.abs(requireNonNull(score, "a score of scores")) <= LARGEST,
                "scores (%s) must be from -1e300 to 1e300",
                score));
        checkArgument(groups.size() >= 2, "groups (%s) must be at least two", groups.size());
        checkArgument(
                scores.size() == groups.size(),
                "scores (%s) must be as many as groups (%s)",
                scores.size(),
                groups.size());
        groups = List.copyOf(groups);
        scores = scores.stream().map(score -> score + 0.0).toList();
        checkArgument(scores.stream().distinct().count() > 1, "scores (%s) must not all be the same", scores);
    }

    /**
     * Takes groups that are equally far apart.
     *
     * @param groups the share in each group in their order, of disjoint customers; at least two
     * @return the trend, by the scores 0, 1, 2, …
     * @throws IllegalArgumentException if there are fewer than two groups
     */
    public static TrendInProportions of(List<Proportion> groups) {
        return new TrendInProportions(
                groups,
                IntStream.range(0, requireNonNull(groups, "groups").size())
                        .asDoubleStream()
                        .boxed()
                        .toList());
    }

    /**
     * Takes groups and their scores.
     *
     * @param groups the share in each group, of disjoint customers; at least two
     * @param scores the score of each group, from −1e300 to 1e300 and not all the same
     * @return the trend
     * @throws IllegalArgumentException if there are fewer than two groups, not as many scores as groups, a score is outside that range or NaN,
     *     or all are the same
     */
    public static TrendInProportions of(List<Proportion> groups, double... scores) {
        requireNonNull(groups, "groups");
        return new TrendInProportions(
                groups, Arrays.stream(requireNonNull(scores, "scores")).boxed().toList());
    }

    /**
     * The statistic.
     *
     * @return finite, above 0 if the share rises with the score; empty if nobody or everybody is counted
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble z() {
        Proportion all = Proportion.pooled(groups);
        if (all.count() == 0 || all.complement().count() == 0) {
            return OptionalDouble.empty();
        }
        double[] apart =
                scores.stream().mapToDouble(score -> score - scores.get(0)).toArray();
        double most = Arrays.stream(apart).map(Math::abs).max().orElseThrow();
        double mean = sum(i -> groups.get(i).total() * (apart[i] / most)) / all.total();
        double off = sum(i -> (apart[i] / most - mean)
                * (groups.get(i).count() - groups.get(i).total() * all.asDouble()));
        double spread = sum(i -> groups.get(i).total() * square(apart[i] / most - mean));
        double variance = all.asDouble() * all.complement().asDouble() * spread;
        return OptionalDouble.of(off / Math.sqrt(variance));
    }

    private double sum(IntToDoubleFunction part) {
        return IntStream.range(0, groups.size()).mapToDouble(part).sum();
    }

    private static double square(double x) {
        return x * x;
    }

    /**
     * The square of {@link #z()}, as R's {@code prop.trend.test} gives it.
     *
     * @return at least 0, of one degree of freedom; empty if {@code z} is
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble chiSquared() {
        OptionalDouble z = z();
        return z.isEmpty() ? z : OptionalDouble.of(square(z.getAsDouble()));
    }

    /**
     * The p-value by the normal approximation.
     *
     * @param alternative what is held against equal shares: GREATER that they rise with the score, LESS that they fall
     * @return the probability, of equal shares, of a {@code z} at least as extreme, in [0, 1]; empty if {@code z} is
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble test(Alternative alternative) {
        requireNonNull(alternative, "alternative");
        OptionalDouble z = z();
        if (z.isEmpty()) {
            return z;
        }
        double value = z.getAsDouble();
        return OptionalDouble.of(
                switch (alternative) {
                    case TWO_SIDED -> Normal.twoSided(value);
                    case GREATER -> Normal.survival(value);
                    case LESS -> Normal.cdf(value);
                });
    }

    /**
     * The natural logarithm of the two-sided p-value, also where that is too small for a double.
     *
     * @return at most 0, finite; empty if {@code z} is
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble logPValue() {
        OptionalDouble z = z();
        return z.isEmpty() ? z : OptionalDouble.of(Normal.logTwoSided(z.getAsDouble()));
    }

    /**
     * What is left of the difference between groups when the trend is taken off it: whether the share rises other than in proportion to the
     * score.
     *
     * @return the p-value of chi-squared less that of the trend, of two degrees of freedom fewer than there are groups, in [0, 1]; empty if
     *     {@code z} is, and of two groups
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble testOfDeparture() {
        OptionalDouble trend = chiSquared();
        if (trend.isEmpty() || groups.size() == 2) {
            return OptionalDouble.empty();
        }
        double all = ContingencyTable.of(groups).chiSquared().orElseThrow();
        return OptionalDouble.of(ChiSquared.survival(all - trend.getAsDouble(), groups.size() - 2.0));
    }

    /** Prints the shares and the statistic, such as {@code 96.5 %, 96.8 %, 94.9 %, 85.4 %: z -2.87}. */
    @Override
    public String toString() {
        return String.join(
                        ", ",
                        groups.stream()
                                .map(group -> Text.percent(group.asDouble()))
                                .toList())
                + (z().isEmpty() ? ": no trend to tell" : ": z " + Text.number(z().orElseThrow(), 3));
    }
}
