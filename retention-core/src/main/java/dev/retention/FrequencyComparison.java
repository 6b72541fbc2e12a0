package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.BetaQuantile;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.OptionalDouble;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Two counts per exposure, side by side: are there more complaints per customer-day than a year ago?
 *
 * <p>Below, {@code r₁ = x₁/t₁} is {@code first} and {@code r₂ = x₂/t₂} is {@code reference}. Each count is taken as Poisson given its
 * exposure, and the two as independent. Then {@code x₁} of {@code x₁ + x₂} is binomial with the probability
 * {@code π = ρt₁/(ρt₁ + t₂)}, where {@code ρ} is the ratio of the true rates: what is said of the ratio follows from that alone.
 *
 * <ul>
 *   <li>Counts of the same customers, or of causes that all share, vary more than that, and the interval is too narrow. With a
 *       {@link #withDispersion dispersion} φ above 1 the counts are taken as {@code x/φ} events of φ each, which makes every interval
 *       about √φ times as wide (quasi-Poisson). With control limits by Laney's method φ is the square of their σ_z.
 *   <li>Nothing is called a change by the ratio that is none by {@link #pValue}: both follow from the same two tails.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param first the rate in question
 * @param reference the rate it is compared with
 * @param dispersion how many times as much counts vary as Poisson's, from 1 to 1,000,000
 * @see <a href="https://doi.org/10.1093/biomet/31.3-4.313">Przyborowski and Wilenski (1940), Homogeneity of results in testing samples
 *     from Poisson series</a>
 * @since 0.1.0
 */
public record FrequencyComparison(Frequency first, Frequency reference, double dispersion) {
    // The incomplete beta function of larger parameters does not converge.
    private static final long MOST_EXACT = 1_000_000_000_000_000L;
    private static final int MOST_DISPERSED = 1_000_000;
    private static final int STEPS = 200;

    /**
     * How tails are counted.
     *
     * @since 0.1.0
     */
    public enum Tails {
        /** As many or more, as many or fewer: the interval of Clopper and Pearson. Its true confidence is never below the stated one. */
        EXACT,
        /** Half of what is exactly as many: mid-P. Shorter; its true confidence is near the stated one, on either side of it. */
        MID_P
    }

    /**
     * Pairs the rates.
     *
     * @param first the rate in question
     * @param reference the rate it is compared with
     * @param dispersion how many times as much counts vary as Poisson's
     * @throws IllegalArgumentException if {@code dispersion} is not from 1 to 1,000,000
     */
    public FrequencyComparison {
        requireNonNull(first, "first");
        requireNonNull(reference, "reference");
        checkArgument(
                dispersion >= 1 && dispersion <= MOST_DISPERSED,
                "dispersion (%s) must be from 1 to 1,000,000",
                dispersion);
    }

    /**
     * Pairs two rates of Poisson counts.
     *
     * @param first the rate in question
     * @param reference the rate it is compared with
     */
    public FrequencyComparison(Frequency first, Frequency reference) {
        this(first, reference, 1);
    }

    /**
     * The same rates, of counts that vary more.
     *
     * @param dispersion the variance of a count over its mean, from 1 to 1,000,000; 1 is Poisson's
     * @return the comparison with wider intervals
     * @throws IllegalArgumentException if {@code dispersion} is not from 1 to 1,000,000
     */
    public FrequencyComparison withDispersion(double dispersion) {
        return new FrequencyComparison(first, reference, dispersion);
    }

    /**
     * The difference of the rates.
     *
     * @return {@code r₁ − r₂} per unit of exposure
     */
    public double difference() {
        return first.asDouble() - reference.asDouble();
    }

    /**
     * The confidence interval of the difference, made of the two {@linkplain Frequency#interval score intervals} as Newcombe makes that of
     * shares.
     *
     * <pre>
     *   lower = (r₁ − r₂) − √((r₁ − l₁)² + (u₂ − r₂)²)
     *   upper = (r₁ − r₂) + √((u₁ − r₁)² + (r₂ − l₂)²)
     * </pre>
     *
     * <p>An approximation, unlike {@link #ratioInterval(double)}: whether there is a change, the ratio says. Constant time.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @see <a href="https://doi.org/10.1002/sim.3095">Zou and Donner (2008), Construction of confidence limits about effect measures</a>
     */
    public Interval differenceInterval(double confidence) {
        Interval one = first.score(dispersion, confidence);
        Interval two = reference.score(dispersion, confidence);
        double r1 = first.asDouble();
        double r2 = reference.asDouble();
        return new Interval(
                r1 - r2 - Math.hypot(r1 - one.lower(), two.upper() - r2),
                r1 - r2 + Math.hypot(one.upper() - r1, r2 - two.lower()),
                confidence);
    }

    /**
     * The ratio of the rates.
     *
     * @return {@code r₁ / r₂}, at least 0; empty if the reference counts 0
     */
    public OptionalDouble ratio() {
        if (reference.count() == 0) {
            return OptionalDouble.empty();
        }
        // By products, equal rates have a ratio of 1 exactly.
        return OptionalDouble.of(first.count() * reference.exposure() / (reference.count() * first.exposure()));
    }

    /**
     * The exact interval of the ratio: {@link #ratioInterval(Tails, double)} of {@link Tails#EXACT}.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, ∞]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or the counts sum past 10¹⁵
     */
    public Interval ratioInterval(double confidence) {
        return ratioInterval(Tails.EXACT, confidence);
    }

    /**
     * The interval of the ratio: all ratios at which neither tail is below (1 − confidence)/2, given the sum of the counts.
     *
     * <ul>
     *   <li>The lower end is exactly 0 if the first counts 0, the upper infinite if the reference does: a ratio without a
     *       {@linkplain #ratio() value} still has a lower end.
     *   <li>Both 0 say nothing: [0, ∞].
     * </ul>
     *
     * <p>Takes some microseconds for thousands of events, growing with the square root of their number; {@link Tails#MID_P} fifty times
     * that.
     *
     * @param tails how tails are counted
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, ∞]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1), or the counts sum past 10¹⁵
     */
    public Interval ratioInterval(Tails tails, double confidence) {
        requireNonNull(tails, "tails");
        Checks.openUnit(confidence, "confidence");
        checkExact();
        double tail = (1 - confidence) / 2;
        double unit = reference.exposure() / first.exposure();
        double lower = lowerOdds(tails, one(), two(), tail) * unit;
        return new Interval(lower, Math.max(lower, unit / lowerOdds(tails, two(), one(), tail)), confidence);
    }

    /**
     * The p-value of the hypothesis that both rates are one: twice the smaller tail, at most 1.
     *
     * <p>It is below {@code 1 − confidence} where the interval of the ratio leaves 1 out. (R's {@code poisson.test} gives that interval with
     * another p-value, which adds up what is no more probable.)
     *
     * @param tails how tails are counted
     * @return the p-value, in [0, 1]
     * @throws IllegalArgumentException if the counts sum past 10¹⁵
     */
    public double pValue(Tails tails) {
        requireNonNull(tails, "tails");
        checkExact();
        double odds = first.exposure() / reference.exposure();
        return Math.min(
                1, 2 * Math.min(upperTail(tails, one(), two(), odds), upperTail(tails, two(), one(), 1 / odds)));
    }

    private double one() {
        return first.count() / dispersion;
    }

    private double two() {
        return reference.count() / dispersion;
    }

    private void checkExact() {
        checkArgument(
                first.count() <= MOST_EXACT && reference.count() <= MOST_EXACT - first.count(),
                "count (%s and %s) must sum to at most %s",
                first.count(),
                reference.count(),
                MOST_EXACT);
    }

    /** The odds at which as many of the one, or more, beside so many of the other have the probability of the tail; from 0 to ∞. */
    private static double lowerOdds(Tails tails, double one, double other, double tail) {
        if (one == 0) {
            return 0;
        }
        double low = BetaQuantile.lower(tail, one, other + 1) / BetaQuantile.upper(tail, other + 1, one);
        if (tails == Tails.EXACT) {
            return low;
        }
        // The tail grows with the odds, and half of the middle more or less moves it by less than a factor of e^60.
        double from = Math.log(low);
        double to = from + 60;
        for (int step = 0; step < STEPS && to - from > 0x1p-50 * Math.max(1, Math.abs(from)); step++) {
            double middle = (from + to) / 2;
            if (upperTail(tails, one, other, Math.exp(middle)) < tail) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return Math.exp((from + to) / 2);
    }

    /** The probability of as many of the one, or more, beside so many of the other at such odds. */
    private static double upperTail(Tails tails, double one, double other, double odds) {
        double asMany = one == 0 ? 1 : beta(odds, one, other + 1);
        return tails == Tails.EXACT ? asMany : (asMany + (other == 0 ? 0 : beta(odds, one + 1, other))) / 2;
    }

    /** The incomplete beta function at odds/(1 + odds), whose complement keeps its digits. */
    private static double beta(double odds, double a, double b) {
        return odds <= 1
                ? RegularizedBeta.value(odds / (1 + odds), a, b)
                : RegularizedBeta.complement(1 / (1 + odds), b, a);
    }

    /** Prints both rates, such as {@code 0.00387 (12 per 3100) against 0.01 (30 per 3000)}. */
    @Override
    public String toString() {
        return first + " against " + reference + (dispersion == 1 ? "" : ", dispersion " + Text.number(dispersion, 6));
    }
}
