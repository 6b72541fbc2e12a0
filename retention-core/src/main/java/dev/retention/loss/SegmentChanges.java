package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Which segments changed other than the rest between two periods: value lost by plan, customers lost by region, revenue by seller.
 *
 * <pre>{@code
 * ByGroup<LossTable<Long>> byPlan = losses.by(plan);
 * SegmentChanges<Group> changes = SegmentChanges.of(
 *         byPlan,
 *         table -> table.in("2026-02").value().orElse(BigDecimal.ZERO),
 *         table -> table.in("2026-03").value().orElse(BigDecimal.ZERO));
 * changes.ranked(SegmentChanges.By.UNEXPECTED, 0.05);      // with at least 5 % of either total
 * }</pre>
 *
 * <p>If all fell by a third, a segment that fell by a third did nothing of its own. Of a segment's amount m and the total T, before (0) and
 * after (1):
 *
 * <pre>
 *   difference              m₁ − m₀
 *   expected                m₀ (T₁ − m₁)/(T₀ − m₀)           had it changed as the rest did
 *   unexpected difference   m₁ − expected
 *   share of the change     (m₁ − m₀)/(T₁ − T₀)              may be below 0 or above 1
 *   support                 max(m₀/T₀, m₁/T₁)
 * </pre>
 *
 * <ul>
 *   <li>Of segments that share no customers the differences add up to the change of the total, and the shares of it to 1. Unexpected
 *       differences do not: each has its own rest.
 *   <li>Where the rest had nothing before, or less, nothing is expected of the segment, and the unexpected difference is empty.
 *   <li>Amounts alone do not tell a change from chance. Of counts, {@link SegmentRateChanges} does.
 *   <li>The customers behind a segment are those of its table: {@code byPlan.in(change.group())}.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if the groups are.
 *
 * @param <G> the type of segments
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-get-insights">Key drivers of BigQuery, whose
 *     definitions these are</a>
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
     * @throws IllegalArgumentException if an amount passes the range of doubles
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
     * @throws IllegalArgumentException if an amount passes the range of doubles
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
     * @throws IllegalArgumentException if an amount passes the range of doubles
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

        private OptionalDouble of(Change<?> change) {
            return switch (this) {
                case DIFFERENCE -> OptionalDouble.of(change.difference().doubleValue());
                case UNEXPECTED -> change.unexpected();
                case RELATIVE_UNEXPECTED -> change.relativeUnexpected();
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
     * @param support the least share of either total that a segment must have, in [0, 1], such as 0.05; at 0 all segments are in
     * @return the changes whose figure is defined, the largest first; equal ones in the order of {@link #changes()}
     * @throws IllegalArgumentException if {@code support} is not in [0, 1]
     */
    public List<Change<G>> ranked(By by, double support) {
        requireNonNull(by, "by");
        Checks.closedUnit(support, "support");
        ToDoubleFunction<Change<G>> size = change -> Math.abs(by.of(change).orElseThrow());
        return changes.stream()
                .filter(change -> support == 0 || change.support().orElse(0) >= support)
                .filter(change -> by.of(change).isPresent())
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
         * @throws IllegalArgumentException if an amount passes the range of doubles
         */
        public Change {
            requireNonNull(group, "group");
            Checks.amount(before, "before");
            Checks.amount(after, "after");
            Checks.amount(totalBefore, "totalBefore");
            Checks.amount(totalAfter, "totalAfter");
        }

        /** {@return {@code m₁ − m₀}, in the unit of the amounts, exact} */
        public BigDecimal difference() {
            return after.subtract(before);
        }

        /** {@return the difference as a share of the amount before; empty if that was not above 0} */
        public OptionalDouble relativeDifference() {
            return ratio(difference(), before);
        }

        /** {@return {@code m₀ (T₁ − m₁)/(T₀ − m₀)}, in the unit of the amounts; empty if the rest had nothing before, or less} */
        public OptionalDouble expected() {
            return ratio(before.multiply(restAfter()), restBefore());
        }

        /** {@return the amount after less what was expected, in the unit of the amounts; empty if nothing is expected of it} */
        public OptionalDouble unexpected() {
            return ratio(after.multiply(restBefore()).subtract(before.multiply(restAfter())), restBefore());
        }

        /** {@return the unexpected difference as a share of what was expected; empty if that is not above 0} */
        public OptionalDouble relativeUnexpected() {
            BigDecimal expected = before.multiply(restAfter());
            return restBefore().signum() <= 0
                    ? OptionalDouble.empty()
                    : ratio(after.multiply(restBefore()).subtract(expected), expected);
        }

        /** {@return the part of the change of the total, which may be below 0 or above 1; empty if the total did not change} */
        public OptionalDouble shareOfChange() {
            BigDecimal total = totalAfter.subtract(totalBefore);
            return total.signum() < 0 ? ratio(difference().negate(), total.negate()) : ratio(difference(), total);
        }

        /** {@return the larger of its shares of the two totals; empty if neither total is above 0} */
        public OptionalDouble support() {
            return Stream.of(ratio(before, totalBefore), ratio(after, totalAfter))
                    .flatMapToDouble(OptionalDouble::stream)
                    .max();
        }

        private BigDecimal restBefore() {
            return totalBefore.subtract(before);
        }

        private BigDecimal restAfter() {
            return totalAfter.subtract(after);
        }

        private static OptionalDouble ratio(BigDecimal upper, BigDecimal lower) {
            return lower.signum() <= 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(upper.divide(lower, MathContext.DECIMAL64).doubleValue());
        }

        private String amounts() {
            return group + " " + before.toPlainString() + " → " + after.toPlainString();
        }

        /** Prints the amounts and what was not expected, such as {@code gold 120 → 90, unexpected -35.5}. */
        @Override
        public String toString() {
            return unexpected().isEmpty()
                    ? amounts() + ", nothing expected"
                    : amounts() + ", unexpected " + Text.number(unexpected().orElseThrow(), 4);
        }
    }
}
