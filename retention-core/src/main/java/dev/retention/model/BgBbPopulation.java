package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaDifferences;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What the {@link BgBb} says of new customers, and how it draws them. */
abstract sealed class BgBbPopulation permits BgBb {
    static final int MOST_OPPORTUNITIES = 1_000_000;
    private static final long MOST_DECISIONS = 1_000_000_000;

    final double alpha;
    final double beta;
    final double gamma;
    final double delta;

    BgBbPopulation(double alpha, double beta, double gamma, double delta) {
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.delta = delta;
    }

    /**
     * The first parameter of the buying probability.
     *
     * @return {@code α}, positive
     */
    public final double alpha() {
        return alpha;
    }

    /**
     * The second parameter of the buying probability.
     *
     * @return {@code β}, positive
     */
    public final double beta() {
        return beta;
    }

    /**
     * The first parameter of the leaving probability.
     *
     * @return {@code γ}, positive
     */
    public final double gamma() {
        return gamma;
    }

    /**
     * The second parameter of the leaving probability.
     *
     * @return {@code δ}, positive
     */
    public final double delta() {
        return delta;
    }

    /**
     * The expected purchases of a new customer.
     *
     * <pre>
     *   E[X(n)] = α/(α+β) Σ t=1…n  B(γ, δ+t) / B(γ, δ)
     * </pre>
     *
     * <p>Takes the same time for any {@code n}.
     *
     * @param opportunities over how many opportunities, {@code n}, at least 0
     * @return in [0, {@code n}]
     * @throws IllegalArgumentException if {@code opportunities} is negative
     */
    public final double expectedPurchases(int opportunities) {
        Checks.notNegative(opportunities, "opportunities");
        // With s(t) = B(γ, δ+t) / B(γ, δ), the sum from 1 to n telescopes to δ (1 − f) / (γ − 1), f being the ratio of
        // Γ(δ+t) / Γ(γ−1+δ+t) at t = n + 1 and at 1.
        double more = gamma - 1;
        double sum = more == 0
                ? delta * GammaDifferences.digamma(delta + 1, opportunities)
                : delta
                        * -Math.expm1(
                                more > 0
                                        ? GammaDifferences.logBetaRatio(more, delta + 1, opportunities)
                                        : -GammaDifferences.logBetaRatio(-more, gamma + delta, opportunities))
                        / more;
        return alpha / (alpha + beta) * Math.min(opportunities, sum);
    }

    /**
     * The discounted expected purchases of a new customer over all time (DET), those at the acquisition not counted.
     *
     * <p>One opportunity comes per period, the first a period after the acquisition.
     *
     * @param rate the discount rate
     * @param period the time between two opportunities
     * @return at least 0; infinite only if {@code rate} is 0 and {@code γ ≤ 1}
     */
    public final double discountedExpectedPurchases(DiscountRate rate, PeriodsPerYear period) {
        return alpha
                / (alpha + beta)
                * ShiftedBetaGeometric.of(gamma, delta).discountedLifetimeAfterRenewal(0, rate, period);
    }

    /**
     * The probability that a new customer makes so many purchases.
     *
     * @param purchases how many, at least 0
     * @param opportunities over how many opportunities, at least 0
     * @return in [0, 1]; 0 if {@code purchases > opportunities}
     * @throws IllegalArgumentException if an argument is negative or {@code opportunities} is above 1,000,000
     */
    public final double probabilityOf(int purchases, int opportunities) {
        Checks.notNegative(purchases, "purchases");
        Checks.notNegative(opportunities, "opportunities");
        Checks.atMost(opportunities, MOST_OPPORTUNITIES, "opportunities");
        if (purchases > opportunities) {
            return 0;
        }
        // The terms C(i, x) P(x, i) s(i), divided by the first; doubles may overflow in between, logarithms do not.
        double first = logBuy(purchases, purchases) + logStay(purchases);
        double log = first;
        double sum = 0;
        for (int i = purchases; i < opportunities; i++) {
            sum += Math.exp(log) * gamma / (gamma + delta + i);
            log += Math.log((i + 1.0)
                    / (i + 1 - purchases)
                    * ((beta + (i - purchases)) / (alpha + beta + i))
                    * ((delta + i) / (gamma + delta + i)));
        }
        return Math.min(1, sum + Math.exp(log));
    }

    /**
     * The probability that a new customer makes so many purchases between two opportunities. They may have left before.
     *
     * @param purchases how many, at least 0
     * @param from after how many opportunities to begin to count, at least 0
     * @param to the last opportunity to count, at least {@code from}
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public final double probabilityOf(int purchases, int from, int to) {
        Checks.notNegative(from, "from");
        checkArgument(to >= from, "to (%s) must be at least from (%s)", to, from);
        Checks.atMost(to, MOST_OPPORTUNITIES, "to");
        double logStay = logStay(from);
        double probability =
                Math.exp(logStay) * BgBb.of(alpha, beta, gamma, delta + from).probabilityOf(purchases, to - from);
        return purchases == 0 ? Math.min(1, probability - Math.expm1(logStay)) : probability;
    }

    /**
     * Draws the histories of new customers.
     *
     * @param customers how many, at least 1
     * @param opportunities over how many opportunities, at least 0
     * @param random the source of randomness
     * @return the histories, counted; the same source in the same state gives the same counts
     * @throws IllegalArgumentException if {@code customers} is below 1, {@code opportunities} is negative or above 46,338, or
     *     their product is above 1,000,000,000
     */
    public final OpportunityCounts simulate(int customers, int opportunities, RandomGenerator random) {
        checkArgument(customers >= 1, "customers (%s) must be at least 1", customers);
        Checks.notNegative(opportunities, "opportunities");
        requireNonNull(random, "random");
        TreeMap<Integer, Long> byCode = new TreeMap<>();
        int base = opportunities + 1;
        checkArgument(base < 46_340, "opportunities (%s) must be below 46,339", opportunities);
        Checks.atMost((long) customers * opportunities, MOST_DECISIONS, "customers × opportunities");
        for (int c = 0; c < customers; c++) {
            int x = 0;
            int last = 0;
            // Pólya's urn: given the past, the next event has its posterior mean as probability; p and
            // θ are not needed.
            for (int t = 1; t <= opportunities; t++) {
                if (random.nextDouble() * (gamma + delta + t - 1) < gamma) {
                    break;
                }
                if (random.nextDouble() * (alpha + beta + t - 1) < alpha + x) {
                    x++;
                    last = t;
                }
            }
            byCode.merge(x * base + last, 1L, Math::addExact);
        }
        Map<OpportunityHistory, Long> counts = new HashMap<>();
        byCode.forEach(
                (code, count) -> counts.put(new OpportunityHistory(code / base, code % base, opportunities), count));
        return OpportunityCounts.of(counts);
    }

    /** ln of B(γ, δ + t) / B(γ, δ): still alive after t opportunities. */
    final double logStay(int t) {
        return GammaDifferences.logBetaRatio(gamma, delta, t);
    }

    /** ln of B(α + x, β + n − x) / B(α, β): buying at x given ones of n opportunities while alive. */
    final double logBuy(int x, int n) {
        return GammaDifferences.logBetaRatio(beta, alpha, x) + GammaDifferences.logBetaRatio(alpha + x, beta, n - x);
    }

    /** Tells whether the other object is the same model with the same parameters. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof BgBbPopulation other
                && Double.compare(alpha, other.alpha) == 0
                && Double.compare(beta, other.beta) == 0
                && Double.compare(gamma, other.gamma) == 0
                && Double.compare(delta, other.delta) == 0;
    }

    @Override
    public final int hashCode() {
        return 31 * (31 * (31 * Double.hashCode(alpha) + Double.hashCode(beta)) + Double.hashCode(gamma))
                + Double.hashCode(delta);
    }

    /** Prints the parameters. */
    @Override
    public final String toString() {
        return String.format(
                Locale.ROOT, "BG/BB(alpha = %.6g, beta = %.6g, gamma = %.6g, delta = %.6g)", alpha, beta, gamma, delta);
    }
}
