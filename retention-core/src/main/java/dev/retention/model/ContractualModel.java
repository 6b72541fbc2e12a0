package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long customers under contract stay, when at the end of each period they renew or leave and leaving is seen.
 *
 * <p>Renewal {@code t} is the decision at the end of a customer's {@code t}-th period. With {@code S(t)} the probability
 * that a new customer renews {@code t} times, {@code d} the discount rate per period and one payment at the start of each
 * period:
 *
 * <pre>
 *   survival                    S(t),  S(0) = 1
 *   retention rate              r(t) = S(t) / S(t − 1)
 *   lifetime, discounted        Σ t≥0  S(t) / (1 + d)^t
 *   … before renewal n          Σ t≥n  S(t) / S(n − 1) / (1 + d)^(t − n)
 *   … after renewal n           Σ t&gt;n  S(t) / S(n) / (1 + d)^(t − n)
 * </pre>
 *
 * <p>"Before renewal n" stands just before the decision of a customer who has made {@code n − 1} renewals: the payment of
 * the renewal itself counts in full if it comes. "After renewal n" stands just after that payment, which no longer counts;
 * the next one is a period away. Therefore {@code after(n) = before(n + 1) / (1 + d)}, and the lifetime of a new customer,
 * first payment included, is {@code 1 + after(0)}. All are numbers of payments: multiply by the net cash flow per period.
 *
 * <p>Instances are immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1287/mksc.1080.0482">Fader and Hardie (2010)</a>
 * @since 0.1.0
 */
public abstract sealed class ContractualModel permits ShiftedBetaGeometric, BetaDiscreteWeibull {
    private static final long MOST_DECISIONS = 1_000_000_000;

    ContractualModel() {}

    /** ln S(t), t ≥ 0. */
    abstract double logSurvival(int t);

    /** ln r(t), t ≥ 1. */
    abstract double logRetention(int t);

    /** ln of S(to) / S(from). */
    abstract double logStay(int from, int to);

    /** Σ S(t) / S(n − 1) / (1 + d)^(t − n) over t ≥ n; infinite if it diverges. */
    abstract double residual(double renewal, double discount);

    /**
     * The probability that a new customer renews so many times or more.
     *
     * @param renewals how many times, at least 0
     * @return {@code S(t)}, in [0, 1]; 1 at 0
     * @throws IllegalArgumentException if {@code renewals} is negative
     */
    public final double survival(int renewals) {
        Checks.notNegative(renewals, "renewals");
        return Math.exp(logSurvival(renewals));
    }

    /**
     * The probability that a new customer leaves exactly at this renewal, {@code S(t − 1) − S(t)}.
     *
     * @param renewal which renewal, at least 1
     * @return in [0, 1]
     * @throws IllegalArgumentException if {@code renewal} is below 1
     */
    public final double lossProbability(int renewal) {
        Checks.positive(renewal, "renewal");
        return Math.exp(logSurvival(renewal - 1)) * churnRate(renewal);
    }

    /**
     * The share that renews of the customers who come to this renewal.
     *
     * @param renewal which renewal, at least 1
     * @return {@code r(t)}, in [0, 1]
     * @throws IllegalArgumentException if {@code renewal} is below 1
     */
    public final double retentionRate(int renewal) {
        Checks.positive(renewal, "renewal");
        return Math.exp(logRetention(renewal));
    }

    /**
     * The share that leaves of the customers who come to this renewal.
     *
     * @param renewal which renewal, at least 1
     * @return {@code 1 − r(t)} without its cancellation, in [0, 1]
     * @throws IllegalArgumentException if {@code renewal} is below 1
     */
    public final double churnRate(int renewal) {
        Checks.positive(renewal, "renewal");
        return -Math.expm1(logRetention(renewal));
    }

    /**
     * The logarithm of the probability of observed renewals, up to the binomial coefficients, which do not depend on the
     * model.
     *
     * @param counts the renewals
     * @return at most 0; minus infinity only if the counts are impossible to double precision
     */
    public final double logLikelihood(RenewalCounts counts) {
        double sum = 0;
        requireNonNull(counts, "counts");
        for (int t = 1; t <= counts.renewals(); t++) {
            sum += logLikelihood(logRetention(t), counts.renewed(t), counts.lost(t));
        }
        for (RenewalSpan span : counts.spans()) {
            sum += logLikelihood(logStay(span.from(), span.to()), span.stayed(), span.lost());
        }
        return sum;
    }

    private static double logLikelihood(double logStay, long stayed, long lost) {
        return (stayed > 0 ? stayed * logStay : 0) + (lost > 0 ? lost * Math.log(-Math.expm1(logStay)) : 0);
    }

    /**
     * The expected number of payments of a new customer, the first included.
     *
     * @return at least 1; infinite if the heterogeneity of the customers makes it so
     */
    public final double expectedLifetime() {
        return 1 + residual(1, 0);
    }

    /**
     * The expected number of payments still to come of a customer who stands before a renewal.
     *
     * @param renewal which renewal, at least 1; the customer has made one less
     * @return at least 0; infinite if the heterogeneity of the customers makes it so
     * @throws IllegalArgumentException if {@code renewal} is below 1
     */
    public final double expectedLifetimeBeforeRenewal(int renewal) {
        Checks.positive(renewal, "renewal");
        return residual(renewal, 0);
    }

    /**
     * The expected number of payments still to come of a customer who has just made a renewal.
     *
     * @param renewal which renewal, at least 0; 0 is the acquisition
     * @return at least 0; infinite if the heterogeneity of the customers makes it so
     * @throws IllegalArgumentException if {@code renewal} is negative
     */
    public final double expectedLifetimeAfterRenewal(int renewal) {
        Checks.notNegative(renewal, "renewal");
        return residual(renewal + 1.0, 0);
    }

    /**
     * The discounted expected lifetime (DEL) of a new customer in payments, the first included and undiscounted.
     *
     * @param rate the discount rate
     * @param period the length of this model's periods
     * @return at least 1; finite unless {@code rate} is 0
     */
    public final double discountedLifetime(DiscountRate rate, PeriodsPerYear period) {
        return 1 + discountedLifetimeAfterRenewal(0, rate, period);
    }

    /**
     * The discounted expected residual lifetime (DERL) in payments of a customer who stands before a renewal.
     *
     * @param renewal which renewal, at least 1; the customer has made one less
     * @param rate the discount rate
     * @param period the length of this model's periods
     * @return at least 0; finite unless {@code rate} is 0
     * @throws IllegalArgumentException if {@code renewal} is below 1
     */
    public final double discountedLifetimeBeforeRenewal(int renewal, DiscountRate rate, PeriodsPerYear period) {
        Checks.positive(renewal, "renewal");
        return residual(renewal, requireNonNull(rate, "rate").effectivePer(requireNonNull(period, "period")));
    }

    /**
     * The discounted expected residual lifetime (DERL) in payments of a customer who has just made a renewal.
     *
     * @param renewal which renewal, at least 0; 0 is the acquisition
     * @param rate the discount rate
     * @param period the length of this model's periods
     * @return at least 0; finite unless {@code rate} is 0
     * @throws IllegalArgumentException if {@code renewal} is negative
     */
    public final double discountedLifetimeAfterRenewal(int renewal, DiscountRate rate, PeriodsPerYear period) {
        Checks.notNegative(renewal, "renewal");
        double discount = requireNonNull(rate, "rate").effectivePer(requireNonNull(period, "period"));
        return residual(renewal + 1.0, discount) / (1 + discount);
    }

    /**
     * The value of a customer base in payments: the discounted expected residual lifetimes of all customers, each just
     * before the next renewal.
     *
     * <pre>
     *   Σ nₖ · DERL before renewal k + 1
     * </pre>
     *
     * @param activeByRenewals for each number of renewals made, how many customers are active who made it
     * @param rate the discount rate
     * @param period the length of this model's periods
     * @return at least 0; multiply by the net cash flow per period
     * @throws IllegalArgumentException if a number of renewals or a count is negative
     */
    public final double customerBaseValue(
            Map<Integer, Long> activeByRenewals, DiscountRate rate, PeriodsPerYear period) {
        double discount = requireNonNull(rate, "rate").effectivePer(requireNonNull(period, "period"));
        double sum = 0;
        for (Map.Entry<Integer, Long> entry :
                requireNonNull(activeByRenewals, "activeByRenewals").entrySet()) {
            long renewals = Checks.notNegative(entry.getKey().longValue(), "renewals made");
            long active = Checks.notNegative(entry.getValue().longValue(), "active customers");
            sum += active == 0 ? 0 : active * residual(renewals + 1.0, discount);
        }
        return sum;
    }

    /**
     * Draws the fate of a new cohort.
     *
     * @param customers the size of the cohort, at least 1
     * @param renewals how many renewals to follow it, at least 0
     * @param random the source of randomness
     * @return the counts; the same source in the same state gives the same counts
     * @throws IllegalArgumentException if {@code customers} is below 1, {@code renewals} is negative or above 100,000, or their
     *     product is above 1,000,000,000
     */
    public final RenewalCounts simulate(int customers, int renewals, RandomGenerator random) {
        checkArgument(customers >= 1, "customers (%s) must be at least 1", customers);
        Checks.notNegative(renewals, "renewals");
        requireNonNull(random, "random");
        Checks.atMost(renewals, RenewalCounts.MOST_RENEWALS, "renewals");
        Checks.atMost((long) customers * renewals, MOST_DECISIONS, "customers × renewals");
        long[] survivors = new long[renewals + 1];
        survivors[0] = customers;
        for (int t = 1; t <= renewals; t++) {
            // Whatever the customers differ in, each of those left stays with the probability r(t).
            double stay = retentionRate(t);
            for (long i = 0; i < survivors[t - 1]; i++) {
                survivors[t] += random.nextDouble() < stay ? 1 : 0;
            }
        }
        return RenewalCounts.ofCohort(survivors);
    }
}
