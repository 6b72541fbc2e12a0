package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaDifferences;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;

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
public final class BgBb extends BgBbPopulation {
    private BgBb(double alpha, double beta, double gamma, double delta) {
        super(alpha, beta, gamma, delta);
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
        requireNonNull(counts, "counts");
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
     * The expected purchases of an existing customer at the opportunities to come.
     *
     * @param history what the customer did
     * @param ahead over how many further opportunities, at least 0
     * @return in [0, {@code ahead}]
     * @throws IllegalArgumentException if {@code ahead} is negative
     */
    public double expectedPurchases(OpportunityHistory history, int ahead) {
        Past past = new Past(history);
        Checks.notNegative(ahead, "ahead");
        return past.alive * past.model().expectedPurchases(ahead);
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
        requireNonNull(rate, "rate");
        requireNonNull(period, "period");
        return past.alive == 0 ? 0 : past.alive * past.model().discountedExpectedPurchases(rate, period);
    }

    /**
     * The probability that an existing customer makes so many purchases at the opportunities to come.
     *
     * @param history what the customer did
     * @param purchases how many, at least 0
     * @param ahead over how many further opportunities, from 0 to 1,000,000
     * @return in [0, 1]
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(OpportunityHistory history, int purchases, int ahead) {
        Checks.notNegative(ahead, "ahead");
        Checks.atMost(ahead, MOST_OPPORTUNITIES, "ahead");
        return probabilityOf(history, purchases, 0, ahead);
    }

    /**
     * The probability that an existing customer makes so many purchases between two opportunities to come.
     *
     * @param history what the customer did
     * @param purchases how many, at least 0
     * @param from after how many further opportunities to begin to count, at least 0
     * @param to the last further opportunity to count, at least {@code from}
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public double probabilityOf(OpportunityHistory history, int purchases, int from, int to) {
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

    /** What a history says: its likelihood and whether the customer is still alive. */
    private final class Past {
        private final OpportunityHistory history;
        private final double logLikelihood;
        private final double alive;
        private final double gone;

        Past(OpportunityHistory history) {
            this.history = requireNonNull(history, "history");
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
}
