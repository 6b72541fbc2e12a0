package dev.retention.model;

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
        return Math.min(0, new Past(requireNonNull(history, "history")).logLikelihood);
    }

    /**
     * The logarithm of the probability of many customers' histories.
     *
     * @param counts what the customers did
     * @return the log-likelihood, at most 0
     */
    public double logLikelihood(OpportunityCounts counts) {
        requireNonNull(counts, "counts");
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
        return new Past(requireNonNull(history, "history")).alive;
    }

    /**
     * The probability that a customer has left, the complement of {@link #probabilityAlive(OpportunityHistory)} without its
     * cancellation.
     *
     * @param history what the customer did
     * @return in [0, 1]
     */
    public double probabilityGone(OpportunityHistory history) {
        return new Past(requireNonNull(history, "history")).gone;
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
        requireNonNull(history, "history");
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
     * @param opportunities over how many opportunities, {@code n}, from 0 to 1,000,000
     * @return in [0, {@code n}]
     * @throws IllegalArgumentException if {@code opportunities} is outside its range
     */
    public double expectedPurchases(int opportunities) {
        Checks.within(opportunities, 0, Checks.MOST, "opportunities");
        double sum = 0;
        double stay = 1;
        for (int t = 0; t < opportunities; t++) {
            stay *= (delta + t) / (gamma + delta + t);
            sum += stay;
        }
        return alpha / (alpha + beta) * sum;
    }

    /**
     * The expected purchases of an existing customer at the opportunities to come.
     *
     * @param history what the customer did
     * @param ahead over how many further opportunities, from 0 to 1,000,000
     * @return in [0, {@code ahead}]
     * @throws IllegalArgumentException if {@code ahead} is outside its range
     */
    public double expectedPurchases(OpportunityHistory history, int ahead) {
        Past past = new Past(requireNonNull(history, "history"));
        return past.alive * past.model().expectedPurchases(Checks.within(ahead, 0, Checks.MOST, "ahead"));
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
        requireNonNull(period, "period");
        requireNonNull(rate, "rate");
        Past past = new Past(requireNonNull(history, "history"));
        return past.alive == 0 ? 0 : past.alive * past.model().discountedExpectedPurchases(rate, period);
    }

    /**
     * The probability that a new customer makes so many purchases.
     *
     * @param purchases how many, at least 0
     * @param opportunities over how many opportunities, from 0 to 1,000,000
     * @return in [0, 1]; 0 if {@code purchases > opportunities}
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(int purchases, int opportunities) {
        Checks.notNegative(purchases, "purchases");
        Checks.within(opportunities, 0, Checks.MOST, "opportunities");
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
     * @param ahead over how many further opportunities, from 0 to 1,000,000
     * @return in [0, 1]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(int purchases, OpportunityHistory history, int ahead) {
        return probabilityOf(purchases, history, 0, Checks.within(ahead, 0, Checks.MOST, "ahead"));
    }

    /**
     * The probability that a new customer makes so many purchases between two opportunities. He may have left before.
     *
     * @param purchases how many, at least 0
     * @param from after how many opportunities to begin to count, at least 0
     * @param to the last opportunity to count, from {@code from} to 1,000,000
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(int purchases, int from, int to) {
        Checks.within(from, 0, Checks.MOST, "from");
        Checks.within(to, from, Checks.MOST, "to");
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
     * @param to the last further opportunity to count, from {@code from} to 1,000,000
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(int purchases, OpportunityHistory history, int from, int to) {
        Past past = new Past(requireNonNull(history, "history"));
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
        return posteriorMoment(requireNonNull(history, "history"), 1, 0);
    }

    /**
     * The mean leaving probability of customers with this history, {@code E[θ | history]}.
     *
     * @param history what the customer did
     * @return in [0, 1]
     */
    public double posteriorLeavingProbability(OpportunityHistory history) {
        return posteriorMoment(requireNonNull(history, "history"), 0, 1);
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
        requireNonNull(history, "history");
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
     * @param customers how many, from 1 to 100,000,000
     * @param opportunities over how many opportunities, from 0 to 46,338
     * @param random the source of randomness
     * @return the histories, counted; the same source in the same state gives the same counts
     * @throws IllegalArgumentException if {@code customers} or {@code opportunities} is outside its range
     */
    public OpportunityCounts simulate(int customers, int opportunities, RandomGenerator random) {
        Checks.within(customers, 1, 100_000_000, "customers");
        Checks.within(opportunities, 0, 46_338, "opportunities");
        requireNonNull(random, "random");
        TreeMap<Integer, Long> byCode = new TreeMap<>();
        int base = opportunities + 1;
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
