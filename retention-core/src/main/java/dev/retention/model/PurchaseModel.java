package dev.retention.model;

import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;

/**
 * A model of customers who buy when they like and leave without saying so ("buy till you die"): what follows from it for a
 * newcomer and for a customer with a {@linkplain PurchaseHistory history}.
 *
 * <p>All models of this family say that a customer buys at random at a rate of their own until they leave, at a time that
 * nobody sees, and that rates and times to leave vary from customer to customer. They differ in how customers leave.
 *
 * <ul>
 *   <li>Time is measured in the model's {@link #unit()}, from the first purchase. The first purchase is never counted.
 *   <li>A discount rate is per year and is converted with the unit.
 *   <li>"Alive" means "will buy again, given time". Probabilities of being alive and of having left are each computed on
 *       their own, so that neither loses its digits when the other is nearly 1.
 *   <li>Everything is finite for every legal model and history, unless the answer is infinite.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public abstract sealed class PurchaseModel extends PurchasePopulation permits BetaGeometricModel, ParetoNbd, Nbd {
    PurchaseModel(PeriodsPerYear unit) {
        super(unit);
    }

    abstract Outlook after(PurchaseHistory history);

    abstract double logLikelihoodOf(PurchaseHistory history);

    abstract double rateOf(PurchaseHistory history);

    /** What the times between purchases add to the log-likelihood, beyond frequency, recency and age. */
    double ofIntervals(PurchaseSummary customers) {
        return 0;
    }

    /**
     * The logarithm of the probability density of a history under this model.
     *
     * <pre>
     *   ln L = ln ∫∫ f(history | rate, dropout) dG(rate) dG(dropout)
     * </pre>
     *
     * @param history the history
     * @return the log-likelihood, finite; 0 for a customer with age 0
     */
    public final double logLikelihood(PurchaseHistory history) {
        requireNonNull(history, "history");
        return history.age() == 0 && history.frequency() == 0 ? 0 : logLikelihoodOf(history);
    }

    /**
     * The sum of the log-likelihoods of all customers.
     *
     * @param customers the customers, in this model's unit
     * @return the log-likelihood, finite
     * @throws IllegalArgumentException if {@code customers} are in another unit
     */
    public final double logLikelihood(PurchaseSummary customers) {
        checkUnit(requireNonNull(customers, "customers"));
        double sum = ofIntervals(customers);
        for (int i = 0; i < customers.size(); i++) {
            sum += customers.count(i) * logLikelihood(customers.history(i));
        }
        return sum;
    }

    /**
     * The expected number of purchases of a customer in the time after the history.
     *
     * @param history the customer until now
     * @param t the length of the time ahead, in [0, 1e120]
     * @return at least 0, increasing and concave in {@code t}
     * @throws IllegalArgumentException if {@code t} is outside its range
     */
    public final double expectedPurchases(PurchaseHistory history, double t) {
        return expected(after(requireNonNull(history, "history")), t);
    }

    /**
     * The probability that a customer is still one.
     *
     * @param history the customer until now
     * @return in [0, 1]
     */
    public final double probabilityAlive(PurchaseHistory history) {
        return after(requireNonNull(history, "history")).alive();
    }

    /**
     * The probability that a customer has left: the complement of {@link #probabilityAlive(PurchaseHistory)}, with all its
     * digits when it is small.
     *
     * @param history the customer until now
     * @return in [0, 1]
     */
    public final double probabilityGone(PurchaseHistory history) {
        return after(requireNonNull(history, "history")).dead();
    }

    /**
     * The probability that a customer will still be one some time from now.
     *
     * @param history the customer until now
     * @param t the length of the time ahead, in [0, 1e120]
     * @return in [0, 1], not increasing in {@code t}
     * @throws IllegalArgumentException if {@code t} is outside its range
     */
    public final double probabilityAlive(PurchaseHistory history, double t) {
        Outlook outlook = after(requireNonNull(history, "history"));
        return time(t, "t") == 0 ? outlook.alive() : outlook.aliveAfter(t);
    }

    /**
     * The probability that a customer buys nothing in the time after the history, having left or not come yet.
     *
     * @param history the customer until now
     * @param t the length of the time ahead, in [0, 1e120]
     * @return in [0, 1], not increasing in {@code t}
     * @throws IllegalArgumentException if {@code t} is outside its range
     */
    public final double probabilityOfNoPurchase(PurchaseHistory history, double t) {
        Outlook outlook = after(requireNonNull(history, "history"));
        return time(t, "t") == 0 ? 1 : Math.min(1, outlook.silent(t));
    }

    /**
     * The probability that a customer makes a number of purchases in the time after the history.
     *
     * @param history the customer until now
     * @param purchases the number, at least 0
     * @param t the length of the time ahead, in [0, 1e120]
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public final double probabilityOf(PurchaseHistory history, int purchases, double t) {
        return probability(after(requireNonNull(history, "history")), purchases, 0, t);
    }

    /**
     * The probability that a customer makes a number of purchases between two points in time after the history.
     *
     * @param history the customer until now
     * @param purchases the number, at least 0
     * @param from the beginning, counted from now, at least 0
     * @param to the end, counted from now, at least {@code from} and at most 1e120
     * @return in [0, 1]; adds up to 1 over all numbers
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public final double probabilityOf(PurchaseHistory history, int purchases, double from, double to) {
        return probability(after(requireNonNull(history, "history")), purchases, from, to);
    }

    /**
     * The discounted expected residual transactions (DERT) of a customer: the future in purchases of today.
     *
     * <pre>
     *   ∫₀^∞ e^(−δ t) dE[X(T, T + t) | history]
     * </pre>
     *
     * where {@code δ} is the continuous rate per {@link #unit()}.
     *
     * @param history the customer until now
     * @param rate the discount rate
     * @return at least 0, falling in the rate; infinite only without discounting, where customers who stay for ever weigh
     *     too much
     * @see <a href="https://doi.org/10.1509/jmkr.2005.42.4.415">Fader, Hardie and Lee (2005), RFM and CLV</a>
     */
    public final double discountedExpectedPurchases(PurchaseHistory history, DiscountRate rate) {
        return after(requireNonNull(history, "history"))
                .discounted(requireNonNull(rate, "rate").continuousPer(unit()));
    }

    /**
     * The discounted expected purchases of a customer in a limited time after the history.
     *
     * <pre>
     *   ∫₀^h e^(−δ t) dE[X(T, T + t) | history]
     * </pre>
     *
     * @param history the customer until now
     * @param rate the discount rate
     * @param horizon {@code h}, the length of the time ahead, in [0, 1e120]
     * @return at least 0, at most {@link #expectedPurchases(PurchaseHistory, double)}
     * @throws IllegalArgumentException if {@code horizon} is outside its range
     */
    public final double discountedExpectedPurchases(PurchaseHistory history, DiscountRate rate, double horizon) {
        return discounted(after(requireNonNull(history, "history")), requireNonNull(rate, "rate"), horizon);
    }

    /**
     * The posterior mean of the rate at which a customer buys, or bought while being one.
     *
     * @param history the customer until now
     * @return purchases per {@link #unit()}, positive
     */
    public final double expectedRate(PurchaseHistory history) {
        return rateOf(requireNonNull(history, "history"));
    }
}
