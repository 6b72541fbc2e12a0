package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.Interval;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many customers have each {@link SpendHistory}: what a fit of the {@link dev.retention.model.GammaGamma} needs.
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
    /** In ascending order, and where equal in that of the means; no two rows are the same. */
    private final long[] transactions;

    private final double[] means;
    private final long[] counts;
    private final long customers;
    private final long leftOut;
    private final long withoutTransactions;

    /** Takes rows in order; rows that are the same lie together and are made one. */
    SpendSummary(long[] sortedTransactions, double[] sortedMeans, long[] sortedCounts, long leftOut, long idle) {
        int rows = 0;
        long sum = 0;
        for (int i = 0; i < sortedCounts.length; i++) {
            sum = Math.addExact(sum, sortedCounts[i]);
            if (rows > 0
                    && sortedTransactions[i] == sortedTransactions[rows - 1]
                    && sortedMeans[i] == sortedMeans[rows - 1]) {
                sortedCounts[rows - 1] += sortedCounts[i];
            } else {
                sortedTransactions[rows] = sortedTransactions[i];
                sortedMeans[rows] = sortedMeans[i];
                sortedCounts[rows] = sortedCounts[i];
                rows++;
            }
        }
        this.transactions = Arrays.copyOf(sortedTransactions, rows);
        this.means = Arrays.copyOf(sortedMeans, rows);
        this.counts = Arrays.copyOf(sortedCounts, rows);
        this.customers = sum;
        this.leftOut = leftOut;
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
        for (SpendHistory history : requireNonNull(histories, "histories")) {
            counts.merge(history, 1L, Math::addExact);
        }
        return of(counts, policy);
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
        requireNonNull(counts, "counts");
        requireNonNull(policy, "policy");
        List<Map.Entry<SpendHistory, Long>> used = new ArrayList<>();
        long bad = 0;
        long idle = 0;
        for (Map.Entry<SpendHistory, Long> entry : counts.entrySet()) {
            SpendHistory history = entry.getKey();
            long count = Checks.notNegative(entry.getValue().longValue(), "count");
            if (count == 0) {
                continue;
            }
            if (history.transactions() == 0) {
                idle = Math.addExact(idle, count);
            } else if (history.meanSpend() > 0) {
                used.add(entry);
            } else {
                checkLeftOut(policy, history.meanSpend());
                bad = Math.addExact(bad, count);
            }
        }
        used.sort(Map.Entry.comparingByKey(
                Comparator.comparingLong(SpendHistory::transactions).thenComparingDouble(SpendHistory::meanSpend)));
        return new SpendSummary(
                used.stream().mapToLong(row -> row.getKey().transactions()).toArray(),
                used.stream().mapToDouble(row -> row.getKey().meanSpend()).toArray(),
                used.stream().mapToLong(Map.Entry::getValue).toArray(),
                bad,
                idle);
    }

    static void checkLeftOut(NonPositiveSpend policy, double meanSpend) {
        checkArgument(
                policy == NonPositiveSpend.LEAVE_OUT,
                "meanSpend (%s) must be positive, or the policy LEAVE_OUT",
                meanSpend);
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
     * The number of customers per history, those with transactions and positive mean spend only, in order of transactions,
     * then mean spend.
     *
     * @return the counts, each at least 1; unmodifiable, made anew with each call
     */
    public Map<SpendHistory, Long> counts() {
        ImmutableMap.Builder<SpendHistory, Long> map = ImmutableMap.builder();
        for (int row = 0; row < size(); row++) {
            map.put(SpendHistory.of(transactions[row], means[row]), counts[row]);
        }
        return map.build();
    }

    /**
     * The number of distinct histories with transactions and a positive mean spend.
     *
     * @return at least 0
     */
    public int size() {
        return counts.length;
    }

    /**
     * The transactions of one of the distinct histories, in the order of {@link #counts()}.
     *
     * @param index in [0, {@link #size()})
     * @return at least 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long transactions(int index) {
        return transactions[index];
    }

    /**
     * The mean spend of one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return positive
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double meanSpend(int index) {
        return means[index];
    }

    /**
     * How many customers have one of the distinct histories.
     *
     * @param index in [0, {@link #size()})
     * @return at least 1
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long count(int index) {
        return counts[index];
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
        for (int row = 0; row < size(); row++) {
            meanTransactions += (double) counts[row] * transactions[row] / customers;
            meanSpend += counts[row] * means[row] / customers;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        boolean sameTransactions = true;
        boolean sameSpend = true;
        for (int row = 0; row < size(); row++) {
            sameTransactions &= transactions[row] == transactions[0];
            sameSpend &= means[row] == means[0];
            double x = transactions[row] - meanTransactions;
            double y = means[row] - meanSpend;
            xx += counts[row] * x * x;
            xy += counts[row] * x * y;
            yy += counts[row] * y * y;
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
                && Arrays.equals(transactions, other.transactions)
                && Arrays.equals(means, other.means)
                && Arrays.equals(counts, other.counts)
                && leftOut == other.leftOut
                && withoutTransactions == other.withoutTransactions;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(transactions) + Arrays.hashCode(means)) + Arrays.hashCode(counts);
    }

    /** Prints the numbers of customers used and not used. */
    @Override
    public String toString() {
        return customers + " customers with spend, " + leftOut + " left out, " + withoutTransactions
                + " without transactions";
    }
}
