package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.Parameter;
import dev.retention.history.HistoryStore;
import dev.retention.internal.GammaDifferences;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.rule.Sweep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collector;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * How regularly customers buy: the shape {@code k} of the times between a customer's purchases.
 *
 * <pre>
 *   time between purchases ~ Gamma(k, λ),   λ differs from customer to customer
 * </pre>
 *
 * <p>At {@code k = 1} purchases come at random, as the {@link dev.retention.model.BgNbd} and the {@link dev.retention.model.ParetoNbd} suppose; above, more regularly,
 * so that {@link dev.retention.model.BgCnbd} and {@link dev.retention.model.MbgCnbd} predict better; below, in clusters.
 *
 * <pre>{@code
 * PurchaseRegularity regularity = PurchaseRegularity.of(orders, PurchaseCounting.daily(asOf));
 * regularity.byAllIntervals();     // k = 2.07 ± 0.04
 * }</pre>
 *
 * <p>How often a customer buys drops out, since only the shares enter that single intervals have in a customer's sum of
 * intervals; by the gamma law the shares do not depend on the sum. So neither the length of the observation nor when and
 * whether customers left biases the estimates.
 *
 * <ul>
 *   <li>Only customers with three purchases or more have two intervals to compare; the others are counted as
 *       {@link #leftOut()}. They may be of another kind.
 *   <li>All customers are taken to be equally regular.
 *   <li>From a store, purchases of one day are one and intervals whole days. If many are of a day or two, the rounding makes
 *       purchases look more regular than they are.
 *   <li>Fitting a model for every regularity, {@link dev.retention.model.MbgCnbd#fitWithRegularity}, answers the same with purchases and times of
 *       leaving, and for whole {@code k} only.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.1177/002224379002700108">Wheat and Morrison (1990), Estimating purchase regularity with
 *     two interpurchase times</a>
 * @since 0.1.0
 */
public final class PurchaseRegularity {
    private final long customers;
    private final long leftOut;

    /** The sums of (M − 1/2)² and of its square. */
    private final double squares;

    private final double fourths;

    /** How many customers have so many intervals. */
    private final ImmutableSortedMap<Integer, Long> byIntervals;

    private final double sumOfLogShares;

    private PurchaseRegularity(IntervalSums sums) {
        this.customers = sums.customers();
        this.leftOut = sums.leftOut();
        this.squares = sums.squares();
        this.fourths = sums.fourths();
        this.byIntervals = ImmutableSortedMap.copyOf(sums.byIntervals());
        this.sumOfLogShares = sums.logShares();
    }

    /**
     * The regularity of the purchases of a store, counted on the calling thread.
     *
     * @param store the histories
     * @param counting which events are purchases, in which zone; those of its calibration are taken
     * @return the regularity
     * @throws IllegalArgumentException if the store has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy of {@code counting} is to refuse that
     */
    public static PurchaseRegularity of(HistoryStore<?> store, PurchaseCounting counting) {
        return of(Sweep.over(store), counting);
    }

    /**
     * The regularity of the purchases of a store, counted with a sweep of the caller's, such as one on several threads.
     *
     * @param sweep the sweep
     * @param counting which events are purchases, in which zone; those of its calibration are taken
     * @return the regularity, the same on any number of threads and in any order of customers
     * @throws IllegalArgumentException if the store has instants and no zone was set
     * @throws dev.retention.rule.RuleException if an amount is not positive and the policy of {@code counting} is to refuse that
     */
    public static PurchaseRegularity of(Sweep<?> sweep, PurchaseCounting counting) {
        PurchaseDays days = requireNonNull(counting, "counting").days();
        return new PurchaseRegularity(requireNonNull(sweep, "sweep")
                .collect(
                        days.timeline(),
                        Collector.of(() -> new IntervalSums(days.reader()), IntervalSums::add, IntervalSums::plus)));
    }

    /**
     * The regularity of the caller's own objects.
     *
     * @param customers the customers
     * @param intervals the times between the consecutive purchases of a customer, in order, in whatever unit, positive and
     *     finite; none for one who bought once
     * @param <T> the caller's type
     * @return the regularity
     * @throws IllegalArgumentException if an interval is not positive and finite
     */
    public static <T> PurchaseRegularity from(
            Iterable<? extends T> customers, Function<? super T, double[]> intervals) {
        requireNonNull(intervals, "intervals");
        IntervalSums sums = new IntervalSums(null);
        for (T customer : requireNonNull(customers, "customers")) {
            double[] own = intervals.apply(customer);
            for (double interval : own) {
                checkArgument(
                        interval > 0 && interval < Double.POSITIVE_INFINITY,
                        "interval (%s) of customer %s must be positive and finite",
                        interval,
                        customer);
            }
            sums.add(own, own.length);
        }
        return new PurchaseRegularity(sums);
    }

    /**
     * The customers with three purchases or more.
     *
     * @return at least 0
     */
    public long customers() {
        return customers;
    }

    /**
     * The customers with one or two purchases, who say nothing about regularity.
     *
     * @return at least 0
     */
    public long leftOut() {
        return leftOut;
    }

    /**
     * The estimate of Wheat and Morrison, from the last two intervals of every customer.
     *
     * <pre>
     *   M = t₁ / (t₁ + t₂),   V = mean of (M − 1/2)²,   k = (1 − 4V) / (8V)
     *   standard error = sd((M − 1/2)²) / √n / (8V²)
     * </pre>
     *
     * <p>{@code M} has a beta law with mean 1/2 and variance {@code 1 / (4 (2k + 1))}. Which of the two intervals is the first
     * does not matter.
     *
     * @return {@code k}, at least 0, with its standard error if there are two customers; empty if there is none, or
     *     everybody's intervals are equal, when {@code k} has no bound
     */
    public Optional<Parameter> byLastTwoIntervals() {
        double v = squares / customers;
        if (!(v > 0)) {
            return Optional.empty();
        }
        double spread = Math.max(0, fourths - squares * v) / (customers - 1.0);
        return Optional.of(new Parameter(
                "k",
                Math.max(0, 1 - 4 * v) / (8 * v),
                customers < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Math.sqrt(spread / customers) / (8 * v * v))));
    }

    /**
     * The estimate by maximum likelihood from all intervals, given every customer's sum of them.
     *
     * <pre>
     *   LL(k) = Σ customers  ln Γ(m k) − m ln Γ(k) + (k − 1) Σ intervals ln(t_j / Σ t)
     * </pre>
     *
     * <p>where {@code m} is the number of a customer's intervals. More precise than {@link #byLastTwoIntervals} where customers
     * bought more than thrice.
     *
     * @return {@code k}, positive, with the standard error from the observed information; empty if there is no customer, or
     *     everybody's intervals are equal or all but equal, when {@code k} has no bound
     */
    public Optional<Parameter> byAllIntervals() {
        if (customers == 0) {
            return Optional.empty();
        }
        TrustRegionNewton.Result result = TrustRegionNewton.maximize(
                this::logLikelihood,
                List.of(new double[] {0}, new double[] {Math.log(100)}),
                new double[] {Math.log(1e-4)},
                new double[] {Math.log(1e6)});
        if (result.outcome() != TrustRegionNewton.Outcome.CONVERGED) {
            return Optional.empty();
        }
        double k = Math.exp(result.point()[0]);
        return Optional.of(new Parameter("k", k, OptionalDouble.of(k / Math.sqrt(result.information()[0][0]))));
    }

    /** The log-likelihood by the logarithm of k. */
    private double logLikelihood(double[] at, double[] gradient, double[][] hessian) {
        double k = Math.exp(at[0]);
        double value = (k - 1) * sumOfLogShares;
        gradient[0] = sumOfLogShares;
        for (Map.Entry<Integer, Long> entry : byIntervals.entrySet()) {
            double m = entry.getKey();
            double count = entry.getValue();
            value += count * (LogGamma.value(m * k) - m * LogGamma.value(k));
            gradient[0] += count * m * GammaDifferences.digamma(k, (m - 1) * k);
            hessian[0][0] += count * m * (m * Trigamma.value(m * k) - Trigamma.value(k));
        }
        gradient[0] *= k;
        hessian[0][0] = k * k * hessian[0][0] + gradient[0];
        return value;
    }

    /** Prints the estimate from all intervals and whose they are. */
    @Override
    public String toString() {
        return byAllIntervals().map(Parameter::toString).orElse("no k") + " of " + customers + " customers, " + leftOut
                + " with fewer than 3 purchases left out";
    }
}
