package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.ExactQuantile;
import dev.retention.internal.Text;
import dev.retention.rule.Measured;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How many days before a loss it was announced.
 *
 * <pre>{@code
 * LeadTimes times = LeadTimes.of(new TreeMap<>(Map.of(3, 1L, 40, 2L, 61, 1L)));
 * times.median();                                    // 40
 * times.quantile(Measured.Quantile.LINEAR, 0.25);    // 30.75
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param losses losses by days from the signal to the loss
 * @since 0.1.0
 */
public record LeadTimes(SortedMap<Integer, Long> losses) {
    /**
     * Takes the losses.
     *
     * @param losses losses by days from the signal to the loss: days and losses at least 1; none if nothing was announced
     * @throws IllegalArgumentException if days or losses are below 1, or there are more than 2,147,483,647 losses
     * @throws ArithmeticException if the losses do not fit a long
     */
    public LeadTimes {
        TreeMap<Integer, Long> copy = new TreeMap<>();
        long all = 0;
        for (SortedMap.Entry<Integer, Long> entry : requireNonNull(losses, "losses").entrySet()) {
            int days = requireNonNull(entry.getKey(), "a day of losses");
            long count = requireNonNull(entry.getValue(), "a count of losses");
            checkArgument(days >= 1, "days (%s) of losses must be at least 1", days);
            checkArgument(count >= 1, "losses (%s) of day %s must be at least 1", count, days);
            all = Math.addExact(all, count);
            copy.put(days, count);
        }
        Checks.atMost(all, Integer.MAX_VALUE, "losses");
        losses = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Takes the losses.
     *
     * @param losses losses by days from the signal to the loss: days and losses at least 1; none if nothing was announced
     * @return the lead times
     * @throws IllegalArgumentException if days or losses are below 1, or there are more than 2,147,483,647 losses
     * @throws ArithmeticException if the losses do not fit a long
     */
    public static LeadTimes of(SortedMap<Integer, Long> losses) {
        return new LeadTimes(losses);
    }

    /**
     * How many losses were announced.
     *
     * @return at least 0
     */
    public long total() {
        return losses.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A quantile of the days. Takes time and room in proportion to the losses.
     *
     * @param type how it is read between the losses
     * @param share the share of announced losses below, in [0, 1]
     * @return days; empty if no loss was announced
     * @throws IllegalArgumentException if {@code share} is not in [0, 1]
     */
    public OptionalDouble quantile(Measured.Quantile type, double share) {
        requireNonNull(type, "type");
        Checks.closedUnit(share, "share");
        long[] days = losses.entrySet().stream()
                .flatMapToLong(entry -> LongStream.generate(entry::getKey).limit(entry.getValue()))
                .toArray();
        return days.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        ExactQuantile.valueOf(type.name()).of(days, share).doubleValue());
    }

    /**
     * The median of the days, half-way between the two in the middle where there are two.
     *
     * @return days; empty if no loss was announced
     */
    public OptionalDouble median() {
        return quantile(Measured.Quantile.LINEAR, 0.5);
    }

    /** Prints the number of losses and the median, such as {@code 4 losses, 40 days ahead at the median}. */
    @Override
    public String toString() {
        String all = total() + (total() == 1 ? " loss" : " losses");
        OptionalDouble median = median();
        return median.isEmpty() ? all : all + ", " + Text.number(median.getAsDouble(), 4) + " days ahead at the median";
    }
}
