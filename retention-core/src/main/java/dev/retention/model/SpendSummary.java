package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many customers have each {@link SpendHistory}: what a fit of the {@link GammaGamma} needs.
 *
 * <ul>
 *   <li>Customers without transactions say nothing about spend; they are counted apart and not used.
 *   <li>Customers whose mean spend is zero or negative are treated as the {@link NonPositiveSpend} policy says.
 * </ul>
 *
 * <p>This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SpendSummary {
    private final ImmutableMap<SpendHistory, Long> counts;
    private final long customers;
    private final long leftOut;
    private final long withoutTransactions;

    private SpendSummary(Map<SpendHistory, Long> all, NonPositiveSpend policy) {
        requireNonNull(policy, "policy");
        ImmutableMap.Builder<SpendHistory, Long> used = ImmutableMap.builder();
        long good = 0;
        long bad = 0;
        long idle = 0;
        for (Map.Entry<SpendHistory, Long> entry : all.entrySet()) {
            SpendHistory history = entry.getKey();
            long count = Checks.notNegative(entry.getValue().longValue(), "count");
            if (count == 0) {
                continue;
            }
            if (history.transactions() == 0) {
                idle = Math.addExact(idle, count);
            } else if (history.meanSpend() > 0) {
                good = Math.addExact(good, count);
                used.put(history, count);
            } else {
                checkArgument(
                        policy == NonPositiveSpend.LEAVE_OUT,
                        "meanSpend (%s) must be positive, or the policy LEAVE_OUT",
                        history.meanSpend());
                bad = Math.addExact(bad, count);
            }
        }
        this.counts = used.buildOrThrow();
        this.customers = good;
        this.leftOut = bad;
        this.withoutTransactions = idle;
    }

    /**
     * Counts customers.
     *
     * @param histories one per customer
     * @param policy what to do with customers whose mean spend is zero or negative
     * @return the summary
     * @throws IllegalArgumentException if a mean spend is zero or negative and the policy is to refuse that
     */
    public static SpendSummary of(Iterable<SpendHistory> histories, NonPositiveSpend policy) {
        Map<SpendHistory, Long> counts = new LinkedHashMap<>();
        for (SpendHistory history : histories) {
            counts.merge(history, 1L, Math::addExact);
        }
        return new SpendSummary(counts, policy);
    }

    /**
     * Takes over counts.
     *
     * @param counts customers per history, at least 0 each
     * @param policy what to do with customers whose mean spend is zero or negative
     * @return the summary
     * @throws IllegalArgumentException if a count is negative, or a mean spend is zero or negative and the policy is to
     *     refuse that
     * @throws ArithmeticException if a sum overflows
     */
    public static SpendSummary of(Map<SpendHistory, Long> counts, NonPositiveSpend policy) {
        return new SpendSummary(counts, policy);
    }

    /**
     * The customers with transactions and a positive mean spend.
     *
     * @return at least 0
     */
    public long customers() {
        return customers;
    }

    /**
     * The customers left out because their mean spend is zero or negative.
     *
     * @return at least 0
     */
    public long leftOut() {
        return leftOut;
    }

    /**
     * The customers without transactions.
     *
     * @return at least 0
     */
    public long withoutTransactions() {
        return withoutTransactions;
    }

    /**
     * The number of customers per history, those with transactions and positive mean spend only.
     *
     * @return the counts, each at least 1; unmodifiable
     */
    public Map<SpendHistory, Long> counts() {
        return counts;
    }

    /**
     * The correlation of the number of transactions with their mean value (Pearson's): the gamma-gamma model supposes that
     * there is none.
     *
     * <p>The literature accepts 0.1 (CDNOW: 0.11). A large one means that frequent buyers spend more, or less, than the
     * model believes, and lifetime values are biased to the same side.
     *
     * @return in [−1, 1]; empty if all transactions or all means are equal
     */
    public OptionalDouble correlation() {
        double meanTransactions = 0;
        double meanSpend = 0;
        for (Map.Entry<SpendHistory, Long> entry : counts.entrySet()) {
            meanTransactions += (double) entry.getValue() * entry.getKey().transactions() / customers;
            meanSpend += entry.getValue() * entry.getKey().meanSpend() / customers;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        boolean sameTransactions = true;
        boolean sameSpend = true;
        SpendHistory any = counts.isEmpty()
                ? SpendHistory.none()
                : counts.keySet().iterator().next();
        for (Map.Entry<SpendHistory, Long> entry : counts.entrySet()) {
            sameTransactions &= entry.getKey().transactions() == any.transactions();
            sameSpend &= entry.getKey().meanSpend() == any.meanSpend();
            double x = entry.getKey().transactions() - meanTransactions;
            double y = entry.getKey().meanSpend() - meanSpend;
            xx += entry.getValue() * x * x;
            xy += entry.getValue() * x * y;
            yy += entry.getValue() * y * y;
        }
        if (sameTransactions || sameSpend) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy))));
    }

    /**
     * A confidence interval for {@link #correlation()} by Fisher's transformation.
     *
     * <pre>
     *   tanh(artanh r ± z / √(n − 3))
     * </pre>
     *
     * @param confidence the level, inside (0, 1)
     * @return the interval; empty if there is no correlation to speak of, or fewer than 4 customers
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Optional<Interval> correlationInterval(double confidence) {
        Checks.openUnit(confidence, "confidence");
        OptionalDouble correlation = correlation();
        if (correlation.isEmpty() || customers < 4) {
            return Optional.empty();
        }
        double r = correlation.getAsDouble();
        double centre = 0.5 * (Math.log1p(r) - Math.log1p(-r));
        double half = Normal.critical(confidence) / Math.sqrt(customers - 3.0);
        return Optional.of(Interval.of(Math.tanh(centre - half), Math.tanh(centre + half), confidence));
    }

    /** Tells whether the other object holds the same counts. */
    @Override
    public boolean equals(Object object) {
        return object instanceof SpendSummary other
                && counts.equals(other.counts)
                && leftOut == other.leftOut
                && withoutTransactions == other.withoutTransactions;
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** Prints the numbers of customers used and not used. */
    @Override
    public String toString() {
        return customers + " customers with spend, " + leftOut + " left out, " + withoutTransactions
                + " without transactions";
    }
}
