package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.internal.Checks;
import dev.retention.internal.ChiSquared;
import dev.retention.internal.Text;
import dev.retention.internal.WideSum;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many customers have a trait, and how many of them are in the target, such as the lost: all that the figures of a trait need.
 *
 * <pre>{@code
 * TraitCounts check = TraitCounts.of(1071, 2365, 1869, 7043);   // pay by electronic check
 * check.lift();                                                 // 1.71
 * check.comparison().orElseThrow().differenceInterval(0.95);    // [0.27, 0.31]
 * }</pre>
 *
 * <p>Of N customers of the population, L are in the target; n have the trait, a of them in the target, and c = L − a are in the target
 * without it:
 *
 * <pre>
 *   lift                          (a/n) / (L/N)             1: like everybody
 *   risk difference               a/n − c/(N − n)           interval by Newcombe
 *   risk ratio                    (a/n) / (c/(N − n))       interval by Katz
 *   odds ratio                    a(N − n − c) / ((n − a)c)  interval by Woolf
 *   weighted relative accuracy    (n/N)(a/n − L/N)          size times deviation
 * </pre>
 *
 * <p>A figure that counts do not define is empty, never infinite. This record is immutable and thread-safe.
 *
 * @param targetWith how many in the target have the trait, a
 * @param with how many have the trait, n
 * @param target how many are in the target, L
 * @param all how many there are, N
 * @see <a href="https://doi.org/10.1007/3-540-48751-4_17">Lavrač, Flach and Zupan (1999), of weighted relative accuracy</a>
 * @since 0.1.0
 */
public record TraitCounts(long targetWith, long with, long target, long all) {
    private static final double LOG_10 = Math.log(10);

    /**
     * Checks that the counts are those of some customers.
     *
     * @param targetWith how many in the target have the trait, a
     * @param with how many have the trait, n
     * @param target how many are in the target, L
     * @param all how many there are, N, at least 1
     * @throws IllegalArgumentException if a count is negative, or a part is larger than its whole
     */
    public TraitCounts {
        Checks.notNegative(targetWith, "targetWith");
        Checks.positive(all, "all");
        checkArgument(with >= targetWith && with <= all, "with (%s) must be from targetWith to all", with);
        checkArgument(target >= targetWith && target <= all, "target (%s) must be from targetWith to all", target);
        checkArgument(
                with - targetWith <= all - target,
                "with (%s) must leave no more than all less target (%s) out of the target, not %s",
                with,
                all - target,
                with - targetWith);
    }

    /**
     * The counts of a trait.
     *
     * @param targetWith how many in the target have the trait, a
     * @param with how many have the trait, n
     * @param target how many are in the target, L
     * @param all how many there are, N, at least 1
     * @return the counts
     * @throws IllegalArgumentException if a count is negative, or a part is larger than its whole
     */
    public static TraitCounts of(long targetWith, long with, long target, long all) {
        return new TraitCounts(targetWith, with, target, all);
    }

    /**
     * The share of those with the trait who are in the target.
     *
     * @return {@code a/n}; empty if nobody has the trait
     */
    public Optional<Proportion> rate() {
        return share(targetWith, with);
    }

    /**
     * The share of those without the trait who are in the target.
     *
     * @return {@code c/(N − n)}; empty if everybody has the trait
     */
    public Optional<Proportion> rateOfRest() {
        return share(target - targetWith, all - with);
    }

    /**
     * The share of all who are in the target.
     *
     * @return {@code L/N}
     */
    public Proportion overall() {
        return Proportion.of(target, all);
    }

    /**
     * The share of the target that has the trait.
     *
     * @return {@code a/L}; empty if nobody is in the target
     */
    public Optional<Proportion> shareOfTarget() {
        return share(targetWith, target);
    }

    /**
     * The share of all who have the trait, or support.
     *
     * @return {@code n/N}
     */
    public Proportion shareOfAll() {
        return Proportion.of(with, all);
    }

    private static Optional<Proportion> share(long count, long total) {
        return total == 0 ? Optional.empty() : Optional.of(Proportion.of(count, total));
    }

    /**
     * How many times as often those with the trait are in the target as all are.
     *
     * @return {@code (a/n) / (L/N)}, at least 0; empty if nobody has the trait or is in the target
     */
    public OptionalDouble lift() {
        return with == 0 || target == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Proportion.of(targetWith, with).asDouble() / overall().asDouble());
    }

    /**
     * Those with the trait against those without.
     *
     * @return both shares, with their difference, ratio, odds ratio, intervals and tests; empty if nobody or everybody has the trait
     */
    public Optional<ProportionComparison> comparison() {
        return with == 0 || with == all
                ? Optional.empty()
                : Optional.of(rate().orElseThrow().comparedWith(rateOfRest().orElseThrow()));
    }

    /**
     * By how much more of those with the trait are in the target than of those without.
     *
     * @return {@code a/n − c/(N − n)}, in [−1, 1]; empty if nobody or everybody has the trait
     */
    public OptionalDouble riskDifference() {
        return comparison().stream()
                .mapToDouble(ProportionComparison::difference)
                .findFirst();
    }

    /**
     * How many times as often those with the trait are in the target as those without.
     *
     * @return at least 0; empty if there are none to compare, or nobody of those without is in the target
     */
    public OptionalDouble riskRatio() {
        return comparison().map(ProportionComparison::ratio).orElseGet(OptionalDouble::empty);
    }

    /**
     * Where the risk ratio lies, on the logarithmic scale.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty if there are none to compare, or nobody in the target has the trait, or all there have it
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> riskRatioInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return targetWith == 0 || targetWith == target
                ? Optional.empty()
                : comparison().map(groups -> groups.ratioInterval(confidence));
    }

    /**
     * How many times the odds of those with the trait to be in the target are those of the rest.
     *
     * @return at least 0; empty if there are none to compare, or the odds of the rest are 0 or those of the trait without bound
     */
    public OptionalDouble oddsRatio() {
        return comparison().map(ProportionComparison::oddsRatio).orElseGet(OptionalDouble::empty);
    }

    /**
     * Where the odds ratio lies, on the logarithmic scale.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty if one of the four counts is 0
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> oddsRatioInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        return comparison().flatMap(groups -> groups.oddsRatioInterval(confidence));
    }

    /**
     * The weighted relative accuracy.
     *
     * @return {@code (aN − nL)/N²}, in [−¼, ¼]
     */
    public double weightedAccuracy() {
        WideSum sum = new WideSum();
        sum.add(targetWith, all);
        sum.add(-with, target);
        return sum.exact().doubleValue() / all / all;
    }

    /**
     * Pearson's chi-squared of the two groups, of one degree of freedom, without correction for continuity.
     *
     * @return at least 0; empty if nothing can be told apart: everybody or nobody has the trait, or is in the target
     */
    public OptionalDouble chiSquared() {
        return comparison().map(ProportionComparison::chiSquared).orElseGet(OptionalDouble::empty);
    }

    /**
     * The common logarithm of the p-value of {@link #chiSquared()}, also where that is too small for a double.
     *
     * @return at most 0; empty where there is no chi-squared
     */
    public OptionalDouble log10ChiSquaredP() {
        OptionalDouble chiSquared = chiSquared();
        return chiSquared.isEmpty()
                ? chiSquared
                : OptionalDouble.of(ChiSquared.logSurvival(chiSquared.getAsDouble(), 1) / LOG_10);
    }

    /**
     * The p-value of Fisher's exact test, two-sided, that the trait has nothing to do with the target.
     *
     * @return in [0, 1]; 1 if nothing can be told apart; 0 stands for what is below the smallest double, see {@link #log10PValue()}
     */
    public double pValue() {
        return Math.exp(logPValue());
    }

    /**
     * The common logarithm of the p-value, such as −282.4, where the p-value itself is below the smallest double.
     *
     * @return at most 0
     */
    public double log10PValue() {
        return logPValue() / LOG_10;
    }

    /** The natural logarithm of the p-value. */
    double logPValue() {
        return comparison()
                .map(groups -> groups.logFisherExact(ProportionComparison.Alternative.TWO_SIDED))
                .orElse(0.0);
    }

    /** Prints such as {@code 45.3 % (1071 of 2365) against 17.1 % (798 of 4678), lift 1.707}. */
    @Override
    public String toString() {
        return comparison().map(ProportionComparison::toString).orElseGet(() -> overall() + " in all")
                + (lift().isEmpty() ? "" : ", lift " + Text.number(lift().getAsDouble(), 4));
    }
}
