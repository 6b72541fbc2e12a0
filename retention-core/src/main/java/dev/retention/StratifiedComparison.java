package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Two groups held against each other within strata, such as customers who complained against others of the same tenure, so that what the
 * strata differ by is out of the difference.
 *
 * <pre>{@code
 * StratifiedComparison.of(List.of(
 *         Proportion.of(12, 100).comparedWith(Proportion.of(50, 1000)),    // in the first year
 *         Proportion.of(3, 60).comparedWith(Proportion.of(20, 900))))      // later
 *     .ratio();                                                            // of risks, by Mantel and Haenszel
 * }</pre>
 *
 * <p>Of a stratum's N customers n₁ are in the first group and n₀ in the reference, a and c of them are counted, b and d are not:
 *
 * <pre>
 *   difference   Σ (a n₀ − c n₁)/N  /  Σ n₁n₀/N       variance by Sato (1989)
 *   ratio        Σ a n₀/N  /  Σ c n₁/N                variance of its logarithm by Greenland and Robins (1985)
 *   odds ratio   Σ ad/N  /  Σ bc/N                    variance of its logarithm by Robins, Breslow and Greenland (1986)
 *   test         (|Σ (a − n₁(a + c)/N)| − ½)² / Σ n₁n₀(a + c)(b + d)/(N²(N − 1))
 * </pre>
 *
 * <p>One figure for all strata is a mean over them. Where they differ among themselves, such as a complaint that matters to the new alone, it
 * describes none; look at the {@link #strata()}. Takes linear time. This record is immutable and thread-safe.
 *
 * @param strata the two groups in each stratum
 * @see <a href="https://doi.org/10.1093/jnci/22.4.719">Mantel and Haenszel (1959)</a>
 * @see <a href="https://doi.org/10.2307/2531733">Sato (1989)</a>
 * @see <a href="https://doi.org/10.2307/2530643">Greenland and Robins (1985)</a>
 * @see <a href="https://doi.org/10.2307/2531052">Robins, Breslow and Greenland (1986)</a>
 * @since 0.1.0
 */
public record StratifiedComparison(List<ProportionComparison> strata) {
    private static final double CONTINUITY = 0.5;

    /**
     * Takes the strata.
     *
     * @param strata the two groups in each stratum, at least one
     * @throws IllegalArgumentException if there is none
     */
    public StratifiedComparison {
        requireNonNull(strata, "strata");
        checkArgument(!strata.isEmpty(), "strata must not be empty");
        strata.forEach(stratum -> requireNonNull(stratum, "a stratum of strata"));
        strata = List.copyOf(strata);
    }

    /**
     * Takes the strata.
     *
     * @param strata the two groups in each stratum, at least one
     * @return the comparison
     * @throws IllegalArgumentException if there is none
     */
    public static StratifiedComparison of(List<ProportionComparison> strata) {
        return new StratifiedComparison(strata);
    }

    /**
     * The two groups without regard to the strata.
     *
     * @return all of the first group against all of the reference
     * @throws ArithmeticException if totals sum past {@link Long#MAX_VALUE}
     */
    public ProportionComparison crude() {
        Proportion first = strata.get(0).first();
        Proportion reference = strata.get(0).reference();
        for (ProportionComparison stratum : strata.subList(1, strata.size())) {
            first = first.plus(stratum.first());
            reference = reference.plus(stratum.reference());
        }
        return first.comparedWith(reference);
    }

    /**
     * The difference of risks within strata.
     *
     * @return in [−1, 1]
     */
    public double difference() {
        return sum(x -> (x.a * x.n0 - x.c * x.n1) / x.n) / sum(Cells::weight);
    }

    /**
     * Where the difference lies, by Sato's variance, which holds for few large strata and for many small ones. It has no width where one group
     * is counted whole and the other not at all; of one stratum, {@link ProportionComparison#differenceInterval} has.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [−1, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval differenceInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        double p = sum(x -> (x.n1 * x.n1 * x.c - x.n0 * x.n0 * x.a + x.n1 * x.n0 * (x.n0 - x.n1) / 2) / (x.n * x.n));
        double q = sum(x -> (x.a * x.d + x.c * x.b) / (2 * x.n));
        double difference = difference();
        double error = Math.sqrt(Math.max(0, difference * p + q)) / sum(Cells::weight);
        Interval interval = Interval.normal(difference, error, confidence);
        return new Interval(Math.max(-1, interval.lower()), Math.min(1, interval.upper()), confidence);
    }

    /**
     * The ratio of risks within strata.
     *
     * @return at least 0; empty if no stratum with both groups has anybody counted in the reference
     */
    public OptionalDouble ratio() {
        return quotient(sum(x -> x.a * x.n0 / x.n), sum(x -> x.c * x.n1 / x.n));
    }

    /**
     * Where the ratio lies, on the logarithmic scale.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; [0, ∞] if either group has nobody counted, when such data say nothing of the ratio
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval ratioInterval(double confidence) {
        double above = sum(x -> (x.n1 * x.n0 * (x.a + x.c) - x.a * x.c * x.n) / (x.n * x.n));
        double r = sum(x -> x.a * x.n0 / x.n);
        double s = sum(x -> x.c * x.n1 / x.n);
        return logInterval(r, s, above / (r * s), confidence);
    }

    /**
     * The ratio of odds within strata.
     *
     * @return at least 0; empty if Σ bc/N is 0
     */
    public OptionalDouble oddsRatio() {
        return quotient(sum(Cells::alike), sum(Cells::crossed));
    }

    /**
     * Where the ratio of odds lies, on the logarithmic scale.
     *
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval; empty if Σ ad/N or Σ bc/N is 0, when the standard error has no bound
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> oddsRatioInterval(double confidence) {
        double r = sum(Cells::alike);
        double s = sum(Cells::crossed);
        double pr = sum(x -> x.p() * x.alike());
        double mixed = sum(x -> x.p() * x.crossed() + x.q() * x.alike());
        double qs = sum(x -> x.q() * x.crossed());
        Interval interval = logInterval(r, s, pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s), confidence);
        return r == 0 || s == 0 ? Optional.empty() : Optional.of(interval);
    }

    /**
     * The statistic of the hypothesis that the groups are alike in every stratum.
     *
     * @param isCorrected whether ½ is taken off the sum of deviations for continuity, at most all of it
     * @return chi-squared of one degree of freedom, at least 0; empty if nothing varies within strata
     */
    public OptionalDouble chiSquared(boolean isCorrected) {
        double deviation = sum(x -> x.a - x.n1 * (x.a + x.c) / x.n);
        double variance = sum(x -> x.n1 * x.n0 * (x.a + x.c) * (x.b + x.d) / (x.n * x.n * (x.n - 1)));
        double size = Math.abs(deviation);
        double kept = size - (isCorrected ? Math.min(CONTINUITY, size) : 0);
        return variance == 0 ? OptionalDouble.empty() : OptionalDouble.of(kept * kept / variance);
    }

    /**
     * How probable a statistic at least as large is where the groups are alike in every stratum.
     *
     * @param isCorrected whether the statistic is corrected for continuity
     * @return in [0, 1]; empty where {@link #chiSquared} is
     */
    public OptionalDouble pValue(boolean isCorrected) {
        OptionalDouble chiSquared = chiSquared(isCorrected);
        return chiSquared.isEmpty()
                ? chiSquared
                : OptionalDouble.of(Normal.twoSided(Math.sqrt(chiSquared.getAsDouble())));
    }

    private double sum(ToDoubleFunction<Cells> term) {
        double sum = 0;
        for (ProportionComparison stratum : strata) {
            sum += term.applyAsDouble(Cells.of(stratum));
        }
        return sum;
    }

    private static OptionalDouble quotient(double above, double below) {
        return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }

    private static Interval logInterval(double above, double below, double variance, double confidence) {
        Checks.openUnit(confidence, "confidence");
        if (above == 0 || below == 0) {
            return new Interval(0, Double.POSITIVE_INFINITY, confidence);
        }
        double ratio = above / below;
        double margin = Normal.critical(confidence) * Math.sqrt(variance);
        return new Interval(ratio * Math.exp(-margin), ratio * Math.exp(margin), confidence);
    }

    /** Prints the number of strata and both groups in all, such as {@code 2 strata, 9.4 % (15 of 160) against 3.7 % (70 of 1900)}. */
    @Override
    public String toString() {
        return (strata.size() == 1 ? "1 stratum, " : strata.size() + " strata, ") + crude();
    }

    /** The four counts of a stratum and their margins. */
    private record Cells(double a, double b, double c, double d, double n1, double n0, double n) {
        static Cells of(ProportionComparison stratum) {
            Proportion first = stratum.first();
            Proportion reference = stratum.reference();
            double n1 = first.total();
            double n0 = reference.total();
            return new Cells(
                    first.count(),
                    first.total() - first.count(),
                    reference.count(),
                    reference.total() - reference.count(),
                    n1,
                    n0,
                    n1 + n0);
        }

        double weight() {
            return n1 * n0 / n;
        }

        double alike() {
            return a * d / n;
        }

        double crossed() {
            return b * c / n;
        }

        double p() {
            return (a + d) / n;
        }

        double q() {
            return (b + c) / n;
        }
    }
}
