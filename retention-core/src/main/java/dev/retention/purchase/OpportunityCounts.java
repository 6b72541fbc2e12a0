package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedMap;
import dev.retention.internal.Checks;
import dev.retention.rule.Tally;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many customers have each {@link OpportunityHistory}: the table of frequency by recency that a fit of the
 * {@link dev.retention.model.BgBb} needs, whatever the number of customers.
 *
 * <pre>{@code
 * Rule<OpportunityHistory> rule = PurchaseCounting.daily(asOf).opportunities(Timeline.of(Grain.YEAR, asOf).from(firstDay));
 * OpportunityCounts counts = OpportunityCounts.of(Sweep.over(gifts).count(rule).tally());
 * }</pre>
 *
 * <p>Customers may have had different numbers of opportunities. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class OpportunityCounts {
    private static final Comparator<OpportunityHistory> ORDER = Comparator.comparingInt(
                    OpportunityHistory::opportunities)
            .thenComparingInt(OpportunityHistory::purchases)
            .thenComparingInt(OpportunityHistory::lastPurchase);

    private final ImmutableSortedMap<OpportunityHistory, Long> counts;
    private final long customers;

    private OpportunityCounts(Map<OpportunityHistory, Long> counts) {
        TreeMap<OpportunityHistory, Long> positive = new TreeMap<>(ORDER);
        long sum = 0;
        for (Map.Entry<OpportunityHistory, Long> entry : counts.entrySet()) {
            long count = Checks.notNegative(entry.getValue().longValue(), "count");
            if (count > 0) {
                positive.put(entry.getKey(), count);
                sum = Math.addExact(sum, count);
            }
        }
        checkArgument(sum > 0, "counts must hold at least one customer");
        this.counts = ImmutableSortedMap.copyOfSorted(positive);
        this.customers = sum;
    }

    /**
     * Counts customers.
     *
     * @param histories one per customer, at least one
     * @return the counts
     * @throws IllegalArgumentException if {@code histories} is empty
     */
    public static OpportunityCounts of(Iterable<OpportunityHistory> histories) {
        TreeMap<OpportunityHistory, Long> counts = new TreeMap<>(ORDER);
        for (OpportunityHistory history : requireNonNull(histories, "histories")) {
            counts.merge(history, 1L, Math::addExact);
        }
        return new OpportunityCounts(counts);
    }

    /**
     * Takes over counts.
     *
     * @param counts customers per history, at least 0 each and 1 in all
     * @return the counts
     * @throws IllegalArgumentException if a count is negative or all are 0
     * @throws ArithmeticException if the sum overflows
     */
    public static OpportunityCounts of(Map<OpportunityHistory, Long> counts) {
        return new OpportunityCounts(requireNonNull(counts, "counts"));
    }

    /**
     * Takes over what was counted of histories, also of several stores or a live table.
     *
     * @param tally a tally of {@link PurchaseCounting#opportunities}
     * @return the counts
     * @throws IllegalArgumentException if the tally holds no customer
     */
    public static OpportunityCounts of(Tally<OpportunityHistory> tally) {
        requireNonNull(tally, "tally");
        TreeMap<OpportunityHistory, Long> counts = new TreeMap<>(ORDER);
        for (int i = 0; i < tally.cells().size(); i++) {
            if (tally.countAt(i) != 0) {
                counts.put(tally.cells().cell(i), tally.countAt(i));
            }
        }
        return new OpportunityCounts(counts);
    }

    /**
     * Adds other customers.
     *
     * @param other counts of customers who are not in these
     * @return the counts of both
     * @throws ArithmeticException if a sum overflows
     */
    public OpportunityCounts plus(OpportunityCounts other) {
        requireNonNull(other, "other");
        TreeMap<OpportunityHistory, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((history, count) -> sum.merge(history, count, Math::addExact));
        return new OpportunityCounts(sum);
    }

    /**
     * The number of customers.
     *
     * @return at least 1
     */
    public long customers() {
        return customers;
    }

    /**
     * The number of customers per history, in the order of opportunities, purchases and last purchase.
     *
     * @return the counts, each at least 1; unmodifiable
     */
    public Map<OpportunityHistory, Long> counts() {
        return counts;
    }

    /** Tells whether the other object holds the same counts. */
    @Override
    public boolean equals(Object object) {
        return object instanceof OpportunityCounts other && counts.equals(other.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** Prints the number of customers and of distinct histories. */
    @Override
    public String toString() {
        return customers + " customers with " + counts.size() + " distinct histories";
    }
}
