package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.Parameter;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.GammaDifferences;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
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
 * PurchaseRegularity regularity = PurchaseRegularity.of(orders, Timeline.monthly(asOf));
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

    private PurchaseRegularity(Accumulator sums) {
        this.customers = sums.customers;
        this.leftOut = sums.leftOut;
        this.squares = sums.squares;
        this.fourths = sums.fourths;
        this.byIntervals = ImmutableSortedMap.copyOf(sums.byIntervals);
        this.sumOfLogShares = sums.sumOfLogShares;
    }

    /**
     * The regularity of the events of a store, each day with an event being a purchase.
     *
     * @param store the histories
     * @param timeline up to when the data count and, for instants, the zone of the days; the grain does not matter
     * @return the regularity
     * @throws IllegalArgumentException if the timeline does not fit the store, see {@link HistoryStore#bind}
     */
    public static PurchaseRegularity of(HistoryStore<?> store, Timeline timeline) {
        HistoryCursor cursor = HistoryCursor.open(store, timeline);
        Accumulator sums = new Accumulator();
        double[] days = new double[16];
        for (int customer = 0; customer < store.customers(); customer++) {
            History history = cursor.moveTo(customer);
            int size = 0;
            for (int event = 1; event < history.size(); event++) {
                long gap = history.epochDay(event) - history.epochDay(event - 1);
                if (gap > 0) {
                    days = size < days.length ? days : Arrays.copyOf(days, 2 * size);
                    days[size++] = gap;
                }
            }
            sums.add(days, size);
        }
        return new PurchaseRegularity(sums);
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
        Accumulator sums = new Accumulator();
        for (T customer : customers) {
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
     * The customers with fewer than three purchases, who say nothing about regularity.
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

    private static final class Accumulator {
        private long customers;
        private long leftOut;
        private double squares;
        private double fourths;
        private double sumOfLogShares;
        private final Map<Integer, Long> byIntervals = new TreeMap<>();

        void add(double[] intervals, int size) {
            if (size < 2) {
                leftOut++;
                return;
            }
            customers++;
            // Halves, so that no sum overflows.
            double first = 0.5 * intervals[size - 2];
            double second = 0.5 * intervals[size - 1];
            double square = Math.pow(0.5 * ((first - second) / (first + second)), 2);
            squares += square;
            fourths += square * square;
            double longest = Arrays.stream(intervals, 0, size).max().orElseThrow();
            double sum = 0;
            double logs = 0;
            for (int j = 0; j < size; j++) {
                sum += intervals[j] / longest;
                logs += Math.log(intervals[j]) - Math.log(longest);
            }
            sumOfLogShares += logs - size * Math.log(sum);
            byIntervals.merge(size, 1L, Long::sum);
        }
    }
}
