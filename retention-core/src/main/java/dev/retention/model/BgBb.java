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

/**
 * The beta-geometric/beta-Bernoulli model (BG/BB) of customers who buy or do not at discrete opportunities and who leave
 * without saying so.
 *
 * <p>While alive, as the literature has it, a customer buys at each opportunity with probability {@code p}; before each, the customer leaves for good
 * with probability {@code θ}. Both vary among customers by independent beta distributions:
 *
 * <pre>
 *   p ~ Beta(α, β),   θ ~ Beta(γ, δ)
 *   L(x, t_x, n) = B(α+x, β+n−x)/B(α, β) · B(γ, δ+n)/B(γ, δ)
 *                  + Σ i=t_x…n−1  B(α+x, β+i−x)/B(α, β) · B(γ+1, δ+i)/B(γ, δ)
 * </pre>
 *
 * <p>A customer who is still alive after a history is a draw from the BG/BB with parameters α+x, β+n−x, γ, δ+n. Every
 * prediction for an existing customer is therefore the probability of being alive times the prediction for a new
 * customer of that model; all are finite sums of positive terms with no exception at γ = 1.
 *
 * <ul>
 *   <li>Who bought at the last opportunity is alive with probability 1: leaving happens before an opportunity.
 * </ul>
 *
 * <p>Predictions cost O(n) for n opportunities in history and horizon together. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1100.0580">Fader, Hardie and Shang (2010)</a>
 * @since 0.1.0
 */
public final class BgBb {
    private static final int MOST_OPPORTUNITIES = 1_000_000;
    private static final long MOST_DECISIONS = 1_000_000_000;

    private final double alpha;
    private final double beta;
    private final double gamma;
    private final double delta;

    private BgBb(double alpha, double beta, double gamma, double delta) {
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.delta = delta;
    }

    /**
     * The model with given parameters.
     *
     * @param alpha {@code α} of the buying probability, positive and finite
     * @param beta {@code β} of the buying probability, positive and finite
     * @param gamma {@code γ} of the leaving probability, positive and finite
     * @param delta {@code δ} of the leaving probability, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public static BgBb of(double alpha, double beta, double gamma, double delta) {
        return new BgBb(
                Checks.positive(alpha, "alpha"),
                Checks.positive(beta, "beta"),
                Checks.positive(gamma, "gamma"),
                Checks.positive(delta, "delta"));
    }

    /**
     * Fits the model to data by maximum likelihood.
     *
     * @return the fitter
     */
    public static BgBbFitter fitter() {
        return new BgBbFitter();
    }

    /**
     * The first parameter of the buying probability.
     *
     * @return {@code α}, positive
     */
    public double alpha() {
        return alpha;
    }

    /**
     * The second parameter of the buying probability.
     *
     * @return {@code β}, positive
     */
    public double beta() {
        return beta;
    }

    /**
     * The first parameter of the leaving probability.
     *
     * @return {@code γ}, positive
     */
    public double gamma() {
        return gamma;
    }

    /**
     * The second parameter of the leaving probability.
     *
     * @return {@code δ}, positive
     */
    public double delta() {
        return delta;
    }

    /**
     * The logarithm of the probability of one customer's history.
     *
     * @param history what the customer did
     * @return the log-likelihood, at most 0; 0 for a customer without opportunities
     */
    public double logLikelihood(OpportunityHistory history) {
        return Math.min(0, new Past(history).logLikelihood);
    }

    /**
     * The logarithm of the probability of many customers' histories.
     *
     * @param counts what the customers did
     * @return the log-likelihood, at most 0
     */
    public double logLikelihood(OpportunityCounts counts) {
        double sum = 0;
        for (var entry : counts.counts().entrySet()) {
            sum += entry.getValue() * logLikelihood(entry.getKey());
        }
        return sum;
    }

    /**
     * The probability that a customer is still alive after the last opportunity so far.
     *
     * @param history what the customer did
     * @return in [0, 1]; 1 after a purchase at the last opportunity or without opportunities
     */
    public double probabilityAlive(OpportunityHistory history) {
        return new Past(history).alive;
    }

    /**
     * The probability that a customer has left, the complement of {@link #probabilityAlive(OpportunityHistory)} without its
     * cancellation.
     *
     * @param history what the customer did
     * @return in [0, 1]
     */
    public double probabilityGone(OpportunityHistory history) {
        return new Past(history).gone;
    }

    /**
     * The probability that a customer will be alive at an opportunity still to come.
     *
     * @param history what the customer did
     * @param ahead how many opportunities ahead, at least 0; 0 is now
     * @return in [0, 1]
     * @throws IllegalArgumentException if {@code ahead} is negative
     */
    public double probabilityAlive(OpportunityHistory history, int ahead) {
        Checks.notNegative(ahead, "ahead");
        Past past = new Past(history);
        return past.alive * Math.exp(past.model().logStay(ahead));
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
    public double expectedPurchases(int opportunities) {
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
     * The expected purchases of an existing customer at the opportunities to come.
     *
     * @param history what the customer did
     * @param ahead over how many further opportunities, at least 0
     * @return in [0, {@code ahead}]
     * @throws IllegalArgumentException if {@code ahead} is negative
     */
    public double expectedPurchases(OpportunityHistory history, int ahead) {
        Past past = new Past(history);
        return past.alive * past.model().expectedPurchases(ahead);
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
    public double discountedExpectedPurchases(DiscountRate rate, PeriodsPerYear period) {
        return alpha
                / (alpha + beta)
                * ShiftedBetaGeometric.of(gamma, delta).discountedLifetimeAfterRenewal(0, rate, period);
    }

    /**
     * The discounted expected residual transactions (DERT) of an existing customer over all time to come.
     *
     * <p>One opportunity comes per period, the next a period from now.
     *
     * @param history what the customer did
     * @param rate the discount rate
     * @param period the time between two opportunities
     * @return at least 0; infinite only if {@code rate} is 0 and {@code γ ≤ 1}
     */
    public double discountedExpectedPurchases(OpportunityHistory history, DiscountRate rate, PeriodsPerYear period) {
        Past past = new Past(history);
        return past.alive == 0 ? 0 : past.alive * past.model().discountedExpectedPurchases(rate, period);
    }

    /**
     * The probability that a new customer makes so many purchases.
     *
     * @param purchases how many, at least 0
     * @param opportunities over how many opportunities, at least 0
     * @return in [0, 1]; 0 if {@code purchases > opportunities}
     * @throws IllegalArgumentException if an argument is negative or {@code opportunities} is above 1,000,000
     */
    public double probabilityOf(int purchases, int opportunities) {
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
     * The probability that an existing customer makes so many purchases at the opportunities to come.
     *
     * @param purchases how many, at least 0
     * @param history what the customer did
     * @param ahead over how many further opportunities, at least 0
     * @return in [0, 1]
     * @throws IllegalArgumentException if an argument is negative
     */
    public double probabilityOf(int purchases, OpportunityHistory history, int ahead) {
        return probabilityOf(purchases, history, 0, ahead);
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
    public double probabilityOf(int purchases, int from, int to) {
        Checks.notNegative(from, "from");
        checkArgument(to >= from, "to (%s) must be at least from (%s)", to, from);
        double logStay = logStay(from);
        double probability =
                Math.exp(logStay) * new BgBb(alpha, beta, gamma, delta + from).probabilityOf(purchases, to - from);
        return purchases == 0 ? Math.min(1, probability - Math.expm1(logStay)) : probability;
    }

    /**
     * The probability that an existing customer makes so many purchases between two opportunities to come.
     *
     * @param purchases how many, at least 0
     * @param history what the customer did
     * @param from after how many further opportunities to begin to count, at least 0
     * @param to the last further opportunity to count, at least {@code from}
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(int purchases, OpportunityHistory history, int from, int to) {
        Past past = new Past(history);
        double probability = past.alive * past.model().probabilityOf(purchases, from, to);
        return purchases == 0 ? Math.min(1, probability + past.gone) : probability;
    }

    /**
     * The mean buying probability of customers with this history, {@code E[p | history]}.
     *
     * @param history what the customer did
     * @return in [0, 1]
     */
    public double posteriorBuyingProbability(OpportunityHistory history) {
        return posteriorMoment(history, 1, 0);
    }

    /**
     * The mean leaving probability of customers with this history, {@code E[θ | history]}.
     *
     * @param history what the customer did
     * @return in [0, 1]
     */
    public double posteriorLeavingProbability(OpportunityHistory history) {
        return posteriorMoment(history, 0, 1);
    }

    /**
     * A product moment of the buying and the leaving probability of customers with this history.
     *
     * <pre>
     *   E[p^l θ^m | history] = B(α+l, β)/B(α, β) · B(γ+m, δ)/B(γ, δ) · L(α+l, β, γ+m, δ) / L(α, β, γ, δ)
     * </pre>
     *
     * @param history what the customer did
     * @param buying {@code l}, at least 0
     * @param leaving {@code m}, at least 0
     * @return in [0, 1]
     * @throws IllegalArgumentException if an order is negative
     */
    public double posteriorMoment(OpportunityHistory history, int buying, int leaving) {
        Checks.notNegative(buying, "buying");
        Checks.notNegative(leaving, "leaving");
        BgBb raised = new BgBb(alpha + buying, beta, gamma + leaving, delta);
        double log = GammaDifferences.logBetaRatio(beta, alpha, buying)
                + GammaDifferences.logBetaRatio(delta, gamma, leaving)
                + raised.new Past(history).logLikelihood
                - new Past(history).logLikelihood;
        return Math.min(1, Math.exp(log));
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
    public OpportunityCounts simulate(int customers, int opportunities, RandomGenerator random) {
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
    private double logStay(int t) {
        return GammaDifferences.logBetaRatio(gamma, delta, t);
    }

    /** ln of B(α + x, β + n − x) / B(α, β): buying at x given ones of n opportunities while alive. */
    private double logBuy(int x, int n) {
        return GammaDifferences.logBetaRatio(beta, alpha, x) + GammaDifferences.logBetaRatio(alpha + x, beta, n - x);
    }

    /** What a history says: its likelihood and whether the customer is still alive. */
    private final class Past {
        private final OpportunityHistory history;
        private final double logLikelihood;
        private final double alive;
        private final double gone;

        Past(OpportunityHistory history) {
            this.history = history;
            int x = history.purchases();
            int last = history.lastPurchase();
            // All terms divided by P(x, t_x) s(t_x), the probability of the history up to the last purchase.
            double left = 0;
            double stayed = 1;
            double bought = 0;
            for (int i = last; i < history.opportunities(); i++) {
                left += stayed * (gamma / (gamma + delta + i));
                stayed *= (delta + i) / (gamma + delta + i);
                bought += stayed * ((alpha + x) / (alpha + beta + i));
                stayed *= (beta + (i - x)) / (alpha + beta + i);
            }
            // The three add up to 1; where another purchase is unlikely its probability has the digits.
            double silent = bought < 0.5 ? Math.log1p(-bought) : Math.log(left + stayed);
            this.logLikelihood = logBuy(x, last) + logStay(last) + silent;
            this.alive = stayed / (left + stayed);
            this.gone = left / (left + stayed);
        }

        /** The model of such customers, given that they are alive. */
        BgBb model() {
            int x = history.purchases();
            int n = history.opportunities();
            return new BgBb(alpha + x, beta + (n - x), gamma, delta + n);
        }
    }

    /** Tells whether the other object is the same model with the same parameters. */
    @Override
    public boolean equals(Object object) {
        return object instanceof BgBb other
                && Double.compare(alpha, other.alpha) == 0
                && Double.compare(beta, other.beta) == 0
                && Double.compare(gamma, other.gamma) == 0
                && Double.compare(delta, other.delta) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * Double.hashCode(alpha) + Double.hashCode(beta)) + Double.hashCode(gamma))
                + Double.hashCode(delta);
    }

    /** Prints the parameters. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "BG/BB(alpha = %.6g, beta = %.6g, gamma = %.6g, delta = %.6g)", alpha, beta, gamma, delta);
    }
}
