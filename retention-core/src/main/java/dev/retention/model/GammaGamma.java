package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.BoundedRandom;
import dev.retention.internal.Checks;
import dev.retention.internal.GammaSampler;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The gamma-gamma model of what a customer spends per transaction, independent of how often.
 *
 * <pre>
 *   a transaction   z ~ Gamma(p, ν),   ν ~ Gamma(q, γ) among customers
 *   f(m | x)  = (1/m) y^(px) (1 + y)^(−px−q) / B(px, q),    y = x m / γ
 *   E[Z | x, m] = p (γ + x m) / (p x + q − 1)
 * </pre>
 *
 * where {@code m} is the mean of a customer's {@code x} transactions, {@code γ} is in units of money and {@code p}, {@code q}
 * are pure numbers.
 *
 * <ul>
 *   <li>The expectation is a weighted mean of the customer's own mean and that of all, {@code p γ / (q − 1)}.
 *   <li>It does not exist where {@code p x + q ≤ 1}, for new customers where {@code q ≤ 1}: the formula would be negative or
 *       infinite, so the methods return empty.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="http://www.brucehardie.com/notes/025/">Fader and Hardie (2013), The gamma-gamma model of monetary value</a>
 * @see <a href="https://doi.org/10.1509/jmkr.2005.42.4.415">Fader, Hardie and Lee (2005)</a>
 * @since 0.1.0
 */
public final class GammaGamma {
    /** A draw takes a few numbers; a source that never gives another would take them for ever. */
    private static final long MOST_NUMBERS = 100_000;

    private final double p;
    private final double q;
    private final double gamma;

    private GammaGamma(double p, double q, double gamma) {
        this.p = p;
        this.q = q;
        this.gamma = gamma;
    }

    /**
     * The model with given parameters.
     *
     * @param p the shape of a customer's transactions, positive and finite
     * @param q the shape of the heterogeneity, positive and finite
     * @param gamma {@code γ}, the scale of the heterogeneity in units of money, positive and finite
     * @return the model
     * @throws IllegalArgumentException if a parameter is not positive and finite
     */
    public static GammaGamma of(double p, double q, double gamma) {
        return new GammaGamma(Checks.positive(p, "p"), Checks.positive(q, "q"), Checks.positive(gamma, "gamma"));
    }

    /**
     * Fits the model to data by maximum likelihood.
     *
     * @return the fitter
     */
    public static GammaGammaFitter fitter() {
        return new GammaGammaFitter();
    }

    /**
     * The shape of a customer's transactions.
     *
     * @return {@code p}, positive
     */
    public double p() {
        return p;
    }

    /**
     * The shape of the heterogeneity.
     *
     * @return {@code q}, positive; the mean spend exists if it is above 1
     */
    public double q() {
        return q;
    }

    /**
     * The scale of the heterogeneity.
     *
     * @return {@code γ} in units of money, positive
     */
    public double gamma() {
        return gamma;
    }

    /**
     * The logarithm of the density of a customer's mean spend, given the number of transactions.
     *
     * @param history the customer's spend
     * @return the log-density per unit of money; 0 for a customer without transactions
     * @throws IllegalArgumentException if there are transactions and their mean is not positive: such a mean has no density
     */
    public double logLikelihood(SpendHistory history) {
        requireNonNull(history, "history");
        if (history.transactions() == 0) {
            return 0;
        }
        double m = history.meanSpend();
        checkArgument(m > 0, "meanSpend (%s) must be positive", m);
        double shape = p * history.transactions();
        double y = history.transactions() * m / gamma;
        return -Math.log(m) - LogBeta.value(shape, q) - shape * Math.log1p(1 / y) - q * Math.log1p(y);
    }

    /**
     * The logarithm of the density of many customers' mean spend, given their numbers of transactions.
     *
     * @param summary the customers' spend
     * @return the log-likelihood, in the data's unit of money
     */
    public double logLikelihood(SpendSummary summary) {
        requireNonNull(summary, "summary");
        double sum = 0;
        for (int row = 0; row < summary.size(); row++) {
            sum += summary.count(row)
                    * logLikelihood(SpendHistory.of(summary.transactions(row), summary.meanSpend(row)));
        }
        return sum;
    }

    /**
     * The expected spend per transaction of a new customer, which is the mean over all customers.
     *
     * @return {@code p γ / (q − 1)}, positive; empty if {@code q ≤ 1}, where the mean does not exist
     */
    public OptionalDouble expectedSpend() {
        return expectedSpend(SpendHistory.none());
    }

    /**
     * The expected spend per transaction of an existing customer.
     *
     * @param history the customer's spend so far; its mean may be 0 but not negative
     * @return {@code p (γ + x m) / (p x + q − 1)}, positive; empty if {@code p x + q ≤ 1}, where the mean does not exist
     * @throws IllegalArgumentException if the mean spend is negative
     */
    public OptionalDouble expectedSpend(SpendHistory history) {
        requireNonNull(history, "history");
        checkArgument(history.meanSpend() >= 0, "meanSpend (%s) must not be negative", history.meanSpend());
        double x = history.transactions();
        double shape = p * x + (q - 1);
        return shape > 0 ? OptionalDouble.of(p * (gamma + x * history.meanSpend()) / shape) : OptionalDouble.empty();
    }

    /**
     * Draws the spend of a new customer.
     *
     * @param transactions how many transactions, at least 0
     * @param random the source of randomness
     * @return the history; its mean is positive unless there are no transactions or it is too small for a double
     * @throws IllegalArgumentException if {@code transactions} is negative or {@code random} gives always the same
     */
    public SpendHistory simulate(long transactions, RandomGenerator random) {
        Checks.notNegative(transactions, "transactions");
        requireNonNull(random, "random");
        if (transactions == 0) {
            return SpendHistory.none();
        }
        RandomGenerator source = new BoundedRandom(random, MOST_NUMBERS);
        double scale = gamma / GammaSampler.gamma(q, source);
        return SpendHistory.of(
                transactions,
                Math.min(Double.MAX_VALUE, scale * GammaSampler.gamma(p * transactions, source) / transactions));
    }

    /**
     * Draws customers like others: as many with the same numbers of transactions, who spend as this model has it.
     *
     * @param customers whose numbers of transactions to take
     * @param random the source of randomness
     * @return the spends, counted; the same source in the same state gives the same spends
     */
    public SpendSummary simulate(SpendSummary customers, RandomGenerator random) {
        requireNonNull(random, "random");
        requireNonNull(customers, "customers");
        List<SpendHistory> drawn = new ArrayList<>();
        customers.counts().forEach((history, count) -> {
            for (long i = 0; i < count; i++) {
                drawn.add(simulate(history.transactions(), random));
            }
        });
        // A spend too small for a double comes out as 0.
        return SpendSummary.of(drawn, NonPositiveSpend.LEAVE_OUT);
    }

    /** Tells whether the other object is the same model with the same parameters. */
    @Override
    public boolean equals(Object object) {
        return object instanceof GammaGamma other
                && Double.compare(p, other.p) == 0
                && Double.compare(q, other.q) == 0
                && Double.compare(gamma, other.gamma) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Double.hashCode(p) + Double.hashCode(q)) + Double.hashCode(gamma);
    }

    /** Prints the parameters, such as {@code gamma-gamma(p = 6.25, q = 3.744, gamma = 15.44)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "gamma-gamma(p = %.6g, q = %.6g, gamma = %.6g)", p, q, gamma);
    }
}
