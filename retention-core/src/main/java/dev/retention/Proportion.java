package dev.retention;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Comparator;

/**
 * So many of so many: a share kept as the two counts it came from, {@code 0 ≤ count ≤ total}, {@code total ≥ 1}.
 *
 * <p>The counted are among the total, each at most once, so that the share is an estimate of a probability and has a
 * confidence interval. A share of nothing cannot be made: where the total may be 0, look before dividing. 1 of 2 and 2 of
 * 4 are not {@code equal}: they are the same share on different evidence; {@link #BY_VALUE} orders by the share alone. This
 * class is immutable and thread-safe.
 *
 * @param count how many, in [0, {@code total}]
 * @param total of how many, at least 1
 * @since 0.1.0
 */
public record Proportion(long count, long total) {

    /** Orders by the share, whatever the counts; not consistent with {@code equals}. */
    public static final Comparator<Proportion> BY_VALUE = Comparator.comparingDouble(Proportion::asDouble);

    /**
     * Checks the counts.
     *
     * @param count how many
     * @param total of how many
     * @throws IllegalArgumentException if {@code total < 1}, {@code count < 0} or {@code count > total}
     */
    public Proportion {
        Checks.positive(total, "total");
        checkArgument(count >= 0, "count (%s) must be at least 0", count);
        checkArgument(count <= total, "count (%s) must be at most total (%s)", count, total);
    }

    /**
     * Makes a proportion.
     *
     * @param count how many, in [0, {@code total}]
     * @param total of how many, at least 1
     * @return the proportion
     * @throws IllegalArgumentException if {@code total < 1}, {@code count < 0} or {@code count > total}
     */
    public static Proportion of(long count, long total) {
        return new Proportion(count, total);
    }

    /**
     * Merges disjoint groups into one: the sum of the counts of the sum of the totals, which is not the mean of the shares.
     *
     * @param groups at least one; no customer may be in two of them
     * @return the proportion of all
     * @throws IllegalArgumentException if {@code groups} is empty
     * @throws ArithmeticException if a sum passes {@link Long#MAX_VALUE}
     */
    public static Proportion pooled(Iterable<Proportion> groups) {
        long count = 0;
        long total = 0;
        for (Proportion group : requireNonNull(groups, "groups")) {
            requireNonNull(group, "group");
            count = Math.addExact(count, group.count);
            total = Math.addExact(total, group.total);
        }
        checkArgument(total > 0, "groups must not be empty");
        return new Proportion(count, total);
    }

    /**
     * Merges two disjoint groups: {@code pooled} of both.
     *
     * @param other another group; no customer may be in both
     * @return the sum of the counts of the sum of the totals
     * @throws ArithmeticException if a sum passes {@link Long#MAX_VALUE}
     */
    public Proportion plus(Proportion other) {
        return new Proportion(
                Math.addExact(count, requireNonNull(other, "other").count), Math.addExact(total, other.total));
    }

    /**
     * The others: the share of those not counted.
     *
     * @return {@code total − count} of {@code total}
     */
    public Proportion complement() {
        return new Proportion(total - count, total);
    }

    /**
     * The share as a fraction of 1.
     *
     * @return {@code count / total}, in [0, 1]
     */
    public double asDouble() {
        return (double) count / total;
    }

    /**
     * The share in percent.
     *
     * @return {@code 100 · count / total}, in [0, 100]
     */
    public double asPercent() {
        return 100.0 * count / total;
    }

    /**
     * The confidence interval of the share.
     *
     * @param method the formula; {@link ProportionInterval#WILSON} unless there is a reason for another
     * @param confidence the level, inside (0, 1), such as 0.95
     * @return the interval, within [0, 1]
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public Interval interval(ProportionInterval method, double confidence) {
        return requireNonNull(method, "method").of(this, confidence);
    }

    /**
     * Sets this group beside another, to ask how far they differ and whether chance explains it.
     *
     * @param reference the group to compare with; no customer may be in both
     * @return the comparison of this group with {@code reference}
     */
    public ProportionComparison comparedWith(Proportion reference) {
        return new ProportionComparison(this, reference);
    }

    /** Prints the share and the counts, such as {@code 95.0 % (19 of 20)}. */
    @Override
    public String toString() {
        return Text.percent(asDouble()) + " (" + count + " of " + total + ")";
    }
}
