package dev.retention;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Hypergeometric;
import dev.retention.internal.Normal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two proportions of separate groups, side by side: did this plan keep more of its customers than that one?
 *
 * <p>Below, {@code p₁ = k₁/n₁} is {@code first} and {@code p₂ = k₂/n₂} is {@code reference}. The groups are taken as independent:
 * the same customers before and after are not two groups. This class is immutable and thread-safe.
 *
 * @param first the group in question
 * @param reference the group it is compared with
 * @since 0.1.0
 */
public record ProportionComparison(Proportion first, Proportion reference) {
    // R's fisher.test takes tables this much more probable than the observed one as no more probable
    private static final double FISHER_TOLERANCE = 1e-7;

    /**
     * Pairs the groups.
     *
     * @param first the group in question
     * @param reference the group it is compared with
     */
    public ProportionComparison {
        requireNonNull(first, "first");
        requireNonNull(reference, "reference");
    }

    /**
     * The difference of the shares.
     *
     * @return {@code p₁ − p₂}, in [−1, 1]
     */
    public double difference() {
        return first.asDouble() - reference.asDouble();
    }

    /**
     * The confidence interval of the difference, by Newcombe's hybrid of two Wilson intervals (his method 10).
     *
     * <pre>
     *   lower = (p₁ − p₂) − √((p₁ − l₁)² + (u₂ − p₂)²)
     *   upper = (p₁ − p₂) + √((u₁ − p₁)² + (p₂ − l₂)²)
     * </pre>
     *
     * where {@code [l, u]} is each group's {@link ProportionInterval#WILSON} interval. No continuity correction. Swapping the
     * groups mirrors the interval about 0. Constant time.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [−1, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">Newcombe (1998)</a>
     */
    public Interval differenceInterval(double confidence) {
        Interval one = first.interval(ProportionInterval.WILSON, confidence);
        Interval two = reference.interval(ProportionInterval.WILSON, confidence);
        double p1 = first.asDouble();
        double p2 = reference.asDouble();
        double below = Math.hypot(p1 - one.lower(), two.upper() - p2);
        double above = Math.hypot(one.upper() - p1, p2 - two.lower());
        return new Interval(Math.max(-1, p1 - p2 - below), Math.min(1, p1 - p2 + above), confidence);
    }

    /**
     * The ratio of the shares, or relative risk.
     *
     * @return {@code p₁ / p₂}, at least 0; empty if the reference counts 0
     */
    public OptionalDouble ratio() {
        return reference.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(first.asDouble() / reference.asDouble());
    }

    /**
     * The confidence interval of the ratio, on the logarithmic scale (Katz).
     *
     * <pre>
     *   (p₁/p₂) · exp(± z √(1/k₁ − 1/n₁ + 1/k₂ − 1/n₂))
     * </pre>
     *
     * <ul>
     *   <li>If either group counts 0 the standard error has no bound, and the interval is [0, ∞]: by this method such data
     *       say nothing of the ratio. No half customers are added.
     *   <li>If both count everyone the interval is [1, 1], as the formula gives.
     * </ul>
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, ∞]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @see <a href="https://doi.org/10.2307/2530610">Katz, Baptista, Azen and Pike (1978)</a>
     */
    public Interval ratioInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        if (first.count() == 0 || reference.count() == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY, confidence);
        }
        double ratio = first.asDouble() / reference.asDouble();
        double margin = Normal.critical(confidence) * Math.sqrt(logVariance(first) + logVariance(reference));
        return new Interval(ratio * Math.exp(-margin), ratio * Math.exp(margin), confidence);
    }

    /**
     * The ratio of the odds: of counted to not counted in the first group, over the same in the reference.
     *
     * <pre>
     *   k₁ (n₂ − k₂) / ((n₁ − k₁) k₂)
     * </pre>
     *
     * <p>It is near {@link #ratio()} where few are counted, and further from 1 where many are.
     *
     * @return at least 0; empty if the first group counts everyone or the reference nobody
     */
    public OptionalDouble oddsRatio() {
        double below = (double) first.complement().count() * (double) reference.count();
        double above = (double) first.count() * (double) reference.complement().count();
        return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }

    /**
     * The odds ratio with a prior count added to each of the four, {@code (k₁ + a)(n₂ − k₂ + a) / ((n₁ − k₁ + a)(k₂ + a))}: there for any
     * counts, and nearer to 1 the fewer there are. With 1 it is that of PostHog's correlations, with 0.5 that of Haldane and Anscombe.
     *
     * @param added the count {@code a}, above 0
     * @return above 0
     * @throws IllegalArgumentException if {@code added} is not positive and finite
     */
    public double oddsRatio(double added) {
        Checks.positive(added, "added");
        double odds = (first.count() + added) / (first.complement().count() + added);
        return odds * ((reference.complement().count() + added) / (reference.count() + added));
    }

    /**
     * The confidence interval of the odds ratio, on the logarithmic scale (Woolf).
     *
     * <pre>
     *   odds ratio · exp(± z √(1/k₁ + 1/(n₁ − k₁) + 1/k₂ + 1/(n₂ − k₂)))
     * </pre>
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty if a group counts nobody or everyone, when the standard error has no bound
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @see <a href="https://doi.org/10.1111/j.1469-1809.1955.tb01348.x">Woolf (1955), On estimating the relation between blood group and
     *     disease</a>
     */
    public Optional<Interval> oddsRatioInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        double variance = logOddsVariance(first) + logOddsVariance(reference);
        if (Double.isInfinite(variance)) {
            return Optional.empty();
        }
        double ratio = oddsRatio().orElseThrow();
        double margin = Normal.critical(confidence) * Math.sqrt(variance);
        return Optional.of(new Interval(ratio * Math.exp(-margin), ratio * Math.exp(margin), confidence));
    }

    /**
     * The score statistic of the hypothesis that both groups share one probability.
     *
     * <pre>
     *   z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)),   p = (k₁ + k₂) / (n₁ + n₂)
     * </pre>
     *
     * {@code z²} is Pearson's chi-squared of the 2 × 2 table, without continuity correction.
     *
     * @return {@code z}, finite; empty if nobody or everybody is counted in both groups, when nothing can be told apart
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble z() {
        Proportion both = first.plus(reference);
        double p = both.asDouble();
        double q = both.complement().asDouble();
        if (both.count() == 0 || both.count() == both.total()) {
            return OptionalDouble.empty();
        }
        double standardError = Math.sqrt(p * q * (1.0 / first.total() + 1.0 / reference.total()));
        return OptionalDouble.of(difference() / standardError);
    }

    /**
     * Pearson's chi-squared of the 2 × 2 table, without continuity correction: {@code z²}, of one degree of freedom. Its p-value is
     * {@link #zTest} of two sides.
     *
     * @return at least 0; empty if nobody or everybody is counted in both groups
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble chiSquared() {
        OptionalDouble z = z();
        return z.isEmpty() ? z : OptionalDouble.of(z.getAsDouble() * z.getAsDouble());
    }

    /**
     * The p-value of {@link #z()} by the normal approximation; for small counts take {@link #fisherExact}.
     *
     * @param alternative what is held against equal probabilities
     * @return the probability, under equal probabilities, of a {@code z} at least as extreme, in [0, 1]; empty if
     *     {@code z} is
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public OptionalDouble zTest(Alternative alternative) {
        requireNonNull(alternative, "alternative");
        OptionalDouble z = z();
        if (z.isEmpty()) {
            return z;
        }
        double value = z.getAsDouble();
        return OptionalDouble.of(
                switch (requireNonNull(alternative, "alternative")) {
                    case TWO_SIDED -> Normal.twoSided(value);
                    case GREATER -> Normal.survival(value);
                    case LESS -> Normal.cdf(value);
                });
    }

    /**
     * The p-value of Fisher's exact test of the hypothesis that both groups share one probability.
     *
     * <p>Given how many were counted in both groups together, the number in the first is hypergeometric. The p-value is
     * the probability of as many or more ({@code GREATER}), as many or fewer ({@code LESS}), or of all tables no more
     * probable than the observed one ({@code TWO_SIDED}).
     *
     * <ul>
     *   <li>Two-sided, a table up to 1e-7 more probable than the observed one counts as equally probable, as in R's
     *       {@code fisher.test}, so that rounding does not decide ties.
     *   <li>If nobody or everybody is counted, the only table possible is the observed one: the p-value is 1.
     *   <li>A p-value below the smallest double comes out as 0; take {@link #logFisherExact}.
     * </ul>
     *
     * <p>Takes time in proportion to the standard deviation of the hypergeometric: microseconds for thousands of
     * customers, milliseconds for billions.
     *
     * @param alternative what is held against equal probabilities
     * @return the p-value, in [0, 1]
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     * @see <a href="https://doi.org/10.2307/2340521">Fisher (1922)</a>
     */
    public double fisherExact(Alternative alternative) {
        return Math.exp(logFisherExact(alternative));
    }

    /**
     * The natural logarithm of {@link #fisherExact}, also where that is too small for a double, as of a trait that half of some thousand
     * lost customers have: 1e-500 is −1151.3. Divide by {@code Math.log(10)} for the power of ten. Takes as long.
     *
     * @param alternative what is held against equal probabilities
     * @return at most 0, finite
     * @throws ArithmeticException if the groups' totals sum past {@link Long#MAX_VALUE}
     */
    public double logFisherExact(Alternative alternative) {
        requireNonNull(alternative, "alternative");
        Proportion both = first.plus(reference);
        Hypergeometric counted = new Hypergeometric(both.count(), both.total() - both.count(), first.total());
        return switch (requireNonNull(alternative, "alternative")) {
            case TWO_SIDED -> counted.logTwoSided(first.count(), FISHER_TOLERANCE);
            case GREATER -> counted.logSurvival(first.count());
            case LESS -> counted.logCdf(first.count());
        };
    }

    /** Prints both proportions, such as {@code 95.0 % (19 of 20) against 70.0 % (7 of 10)}. */
    @Override
    public String toString() {
        return first + " against " + reference;
    }

    /** 1/k − 1/n, the variance of log p. */
    private static double logVariance(Proportion group) {
        return (double) (group.total() - group.count()) / group.count() / group.total();
    }

    /** The variance of the logarithm of the odds; infinite without counted or others. */
    private static double logOddsVariance(Proportion group) {
        return 1.0 / group.count() + 1.0 / group.complement().count();
    }

    /**
     * What a test holds against the hypothesis that two groups are alike.
     *
     * @since 0.1.0
     */
    public enum Alternative {
        /** The groups differ, either way. */
        TWO_SIDED,

        /** The first group's value is the greater. */
        GREATER,

        /** The first group's value is the less. */
        LESS
    }
}
