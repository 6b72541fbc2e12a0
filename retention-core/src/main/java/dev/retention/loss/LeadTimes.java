package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.ExactQuantile;
import dev.retention.internal.Text;
import dev.retention.rule.Measured;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many days ahead something was known: losses that a signal announced, topics of a survey that complaints told before.
 *
 * <pre>{@code
 * LeadTimes times = LeadTimes.of(Map.of(3, 1L, 40, 2L, 61, 1L));
 * times.median();                                    // 40
 * times.quantile(Measured.Quantile.LINEAR, 0.25);    // 30.75
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LeadTimes {
    private final SortedMap<Integer, Long> counts;

    private LeadTimes(SortedMap<Integer, Long> counts) {
        this.counts = counts;
    }

    /**
     * Takes the counts.
     *
     * @param counts how many, by days from the signal to the loss, or from what was told to what it told of: days and counts
     *     at least 1; empty if nothing was known ahead
     * @return the lead times
     * @throws IllegalArgumentException if days or counts are below 1
     * @throws ArithmeticException if the sum of counts does not fit a long
     */
    public static LeadTimes of(Map<Integer, Long> counts) {
        TreeMap<Integer, Long> copy = new TreeMap<>();
        long all = 0;
        for (Map.Entry<Integer, Long> entry : requireNonNull(counts, "counts").entrySet()) {
            int days = requireNonNull(entry.getKey(), "a day of counts");
            long count = requireNonNull(entry.getValue(), "a count of counts");
            checkArgument(days >= 1, "days (%s) of counts must be at least 1", days);
            checkArgument(count >= 1, "count (%s) of day %s must be at least 1", count, days);
            all = Checks.sum(all, count, "counts");
            copy.put(days, count);
        }
        return new LeadTimes(Collections.unmodifiableSortedMap(copy));
    }

    /**
     * How many were known how many days ahead.
     *
     * @return counts by days, ascending
     */
    public SortedMap<Integer, Long> counts() {
        return counts;
    }

    /**
     * How many were known ahead.
     *
     * @return the sum of the counts, at least 0
     */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A quantile of the days. Takes {@code O(days)} time.
     *
     * @param type how it is read between the numbers
     * @param share the share below, in [0, 1]
     * @return days; empty if nothing was known ahead
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public OptionalDouble quantile(Measured.Quantile type, double share) {
        requireNonNull(type, "type");
        Checks.closedUnit(share, "share");
        return counts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ExactQuantile.valueOf(type.name())
                        .of(total(), this::dayAt, share)
                        .doubleValue());
    }

    /** The days that have a place in ascending order, from 0. */
    private long dayAt(long place) {
        long upTo = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            upTo += entry.getValue();
            if (place < upTo) {
                return entry.getKey();
            }
        }
        throw new IndexOutOfBoundsException(place);
    }

    /**
     * The median of the days, half-way between the two in the middle where there are two.
     *
     * @return days; empty if nothing was known ahead
     */
    public OptionalDouble median() {
        return quantile(Measured.Quantile.LINEAR, 0.5);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LeadTimes that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    /** Prints the number and the median, such as {@code 4, at the median 40 days ahead}. */
    @Override
    public String toString() {
        OptionalDouble median = median();
        return median.isEmpty()
                ? "none"
                : total() + ", at the median " + Text.number(median.getAsDouble(), 4) + " days ahead";
    }
}
