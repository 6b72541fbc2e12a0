package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.retention.internal.Checks;
import dev.retention.internal.Fraction;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.segment.Contribution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Which segments changed other than the rest between two periods: value lost by plan, customers lost by region, revenue by seller.
 *
 * <pre>{@code
 * ByGroup<LossTable<Long>> byPlan = losses.by(plan);
 * SegmentChanges<Group> changes = SegmentChanges.of(
 *         byPlan,
 *         table -> table.inPeriod("2026-02").value(LossItem.LOSSES, LossWorth.LAST).orElse(BigDecimal.ZERO),
 *         table -> table.inPeriod("2026-03").value(LossItem.LOSSES, LossWorth.LAST).orElse(BigDecimal.ZERO));
 * changes.ranked(SegmentChanges.By.UNEXPECTED, 0.05);      // with at least 5 % of either total
 * }</pre>
 *
 * <p>If all fell by a third, a segment that fell by a third did nothing of its own. What each did is its {@link Contribution}: the
 * difference, what of it was unexpected beside the rest, its part of the change of the total.
 *
 * <ul>
 *   <li>Of segments that share no customers the differences add up to the change of the total, exactly. Unexpected differences do not: each
 *       has its own rest.
 *   <li>Amounts alone do not tell a change from chance. Of counts, {@link SegmentRateChanges} does.
 *   <li>The customers behind a segment are those of its table: {@code byPlan.inGroup(change.group())}.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if the groups are.
 *
 * @param <G> the type of segments
 * @see Contribution
 * @since 0.1.0
 */
public final class SegmentChanges<G> {
    private final List<Change<G>> changes;

    private SegmentChanges(List<Change<G>> changes) {
        this.changes = List.copyOf(changes);
    }

    /**
     * Of segments that share no customers and are all there is: the totals are their sums.
     *
     * @param before the amount of each segment before; one that is not there has 0
     * @param after the amount of each segment after, in the same unit; one that is not there has 0
     * @param <G> the type of segments, with {@code equals} and {@code hashCode}
     * @return the changes
     * @throws IllegalArgumentException if an amount is past 1e300 in size
     */
    public static <G> SegmentChanges<G> of(Map<G, BigDecimal> before, Map<G, BigDecimal> after) {
        return of(before, SegmentAmounts.sum(before, "before"), after, SegmentAmounts.sum(after, "after"));
    }

    /**
     * Of segments that may share customers or leave some out, such as traits: the totals are given.
     *
     * @param before the amount of each segment before; one that is not there has 0
     * @param totalBefore the amount of all customers before
     * @param after the amount of each segment after; one that is not there has 0
     * @param totalAfter the amount of all customers after
     * @param <G> the type of segments, with {@code equals} and {@code hashCode}
     * @return the changes
     * @throws IllegalArgumentException if an amount is past 1e300 in size
     */
    public static <G> SegmentChanges<G> of(
            Map<G, BigDecimal> before, BigDecimal totalBefore, Map<G, BigDecimal> after, BigDecimal totalAfter) {
        requireNonNull(before, "before");
        Checks.amount(totalBefore, "totalBefore");
        requireNonNull(after, "after");
        Checks.amount(totalAfter, "totalAfter");
        List<Change<G>> changes = new ArrayList<>();
        for (G group : Sets.union(before.keySet(), after.keySet())) {
            changes.add(new Change<>(
                    group,
                    before.getOrDefault(group, BigDecimal.ZERO),
                    after.getOrDefault(group, BigDecimal.ZERO),
                    totalBefore,
                    totalAfter));
        }
        return new SegmentChanges<>(changes);
    }

    /**
     * Of counts, such as customers lost, in segments that share none and are all there is.
     *
     * @param before the count of each segment before, at least 0; one that is not there has 0
     * @param after the count of each segment after, at least 0; one that is not there has 0
     * @param <G> the type of segments, with {@code equals} and {@code hashCode}
     * @return the changes
     * @throws IllegalArgumentException if a count is below 0; the message names the segment
     */
    public static <G> SegmentChanges<G> ofCounts(Map<G, Long> before, Map<G, Long> after) {
        return of(SegmentAmounts.ofCounts(before, "before"), SegmentAmounts.ofCounts(after, "after"));
    }

    /**
     * Of the groups of a table.
     *
     * @param groups the tables
     * @param before the amount of a group's table before
     * @param after the amount of a group's table after
     * @param <T> the type of tables
     * @return the changes, in the order of the groups
     * @throws IllegalArgumentException if an amount is past 1e300 in size
     */
    public static <T> SegmentChanges<Group> of(
            ByGroup<T> groups, Function<? super T, BigDecimal> before, Function<? super T, BigDecimal> after) {
        requireNonNull(groups, "groups");
        return of(SegmentAmounts.of(groups, before, "before"), SegmentAmounts.of(groups, after, "after"));
    }

    /**
     * By what segments are ranked.
     *
     * @since 0.1.0
     */
    public enum By {
        /** The difference, whichever way: large segments come first. */
        DIFFERENCE,
        /** The unexpected difference, whichever way: where most happened that did not happen elsewhere. */
        UNEXPECTED,
        /** The unexpected difference as a share of what was expected: small segments come first, so state a support. */
        RELATIVE_UNEXPECTED;

        private OptionalDouble of(Contribution contribution) {
            return switch (this) {
                case DIFFERENCE -> OptionalDouble.of(contribution.difference());
                case UNEXPECTED -> contribution.unexpectedDifference();
                case RELATIVE_UNEXPECTED -> contribution.relativeUnexpectedDifference();
            };
        }
    }

    /** {@return the changes of all segments, in the order of the amounts before, then of those that are new} */
    public List<Change<G>> changes() {
        return changes;
    }

    /**
     * The segments by size of a figure, whichever way it went.
     *
     * @param by the figure
     * @param support the least {@link Contribution#aprioriSupport()} of a segment, in [0, 1], such as 0.05, taken as the decimal that it is
     *     written as and held against the exact shares; at 0 all segments are in, above 0 those of a total of 0 are not
     * @return the changes whose figure is defined, the largest first; equal ones in the order of {@link #changes()}
     * @throws IllegalArgumentException if {@code support} is not in [0, 1]
     */
    public List<Change<G>> ranked(By by, double support) {
        requireNonNull(by, "by");
        Checks.closedUnit(support, "support");
        ToDoubleFunction<Change<G>> size =
                change -> Math.abs(by.of(change.contribution()).orElseThrow());
        return changes.stream()
                .filter(change -> support == 0 || change.isOf(support))
                .filter(change -> by.of(change.contribution()).isPresent())
                .sorted(Comparator.comparingDouble(size).reversed())
                .toList();
    }

    /** Prints the changes, such as {@code gold 120 → 90, silver 40 → 70}. */
    @Override
    public String toString() {
        return String.join(", ", changes.stream().map(Change::amounts).toList());
    }

    /**
     * How one segment changed, beside the rest. This class is immutable and thread-safe.
     *
     * @param group the segment
     * @param before its amount before
     * @param after its amount after
     * @param totalBefore the amount of all before, of the segment and the rest
     * @param totalAfter the amount of all after
     * @param <G> the type of segments
     * @since 0.1.0
     */
    public record Change<G>(
            G group, BigDecimal before, BigDecimal after, BigDecimal totalBefore, BigDecimal totalAfter) {
        /**
         * Checks the amounts.
         *
         * @param group the segment
         * @param before its amount before
         * @param after its amount after
         * @param totalBefore the amount of all before, of the segment and the rest
         * @param totalAfter the amount of all after
         * @throws IllegalArgumentException if an amount is past 1e300 in size
         */
        public Change {
            requireNonNull(group, "group");
            check(before, "before");
            check(after, "after");
            check(totalBefore, "totalBefore");
            check(totalAfter, "totalAfter");
        }

        private static void check(BigDecimal amount, String name) {
            Checks.amount(amount, name);
            checkArgument(Math.abs(amount.doubleValue()) <= 1e300, "%s (%s) must not be past 1e300", name, amount);
        }

        /** {@return by how much the segment rose, in the unit of the amounts, exact} */
        public BigDecimal difference() {
            return after.subtract(before);
        }

        /** {@return what the segment has to do with the change of the total} */
        public Contribution contribution() {
            return Contribution.of(
                    before.doubleValue(), after.doubleValue(), totalBefore.doubleValue(), totalAfter.doubleValue());
        }

        /** Whether the segment is at least a share of the total before or after, and neither is 0. */
        private boolean isOf(double support) {
            return totalBefore.signum() != 0
                    && totalAfter.signum() != 0
                    && (isOf(support, before, totalBefore) || isOf(support, after, totalAfter));
        }

        private static boolean isOf(double support, BigDecimal part, BigDecimal total) {
            BigDecimal sign = BigDecimal.valueOf(total.signum());
            return Fraction.isAtLeast(part.multiply(sign), total.abs(), support);
        }

        private String amounts() {
            return group + " " + before.toPlainString() + " → " + after.toPlainString();
        }

        /** Prints the segment, its exact amounts and its contribution, such as {@code gold: 120 to 90 of 200 to 210: -30, unexpected -60}. */
        @Override
        public String toString() {
            OptionalDouble unexpected = contribution().unexpectedDifference();
            return group + ": " + plain(before) + " to " + plain(after) + " of " + plain(totalBefore) + " to "
                    + plain(totalAfter) + ": " + sign(difference().signum()) + plain(difference())
                    + (unexpected.isEmpty()
                            ? ""
                            : ", unexpected " + sign(unexpected.getAsDouble())
                                    + Text.number(unexpected.getAsDouble(), 6));
        }

        private static String sign(double value) {
            return value > 0 ? "+" : "";
        }

        private static String plain(BigDecimal amount) {
            return amount.stripTrailingZeros().toPlainString();
        }
    }
}
