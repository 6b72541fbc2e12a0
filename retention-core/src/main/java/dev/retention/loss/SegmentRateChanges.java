package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.retention.Interval;
import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Normal;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.trend.ShareEffect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In which segments a share, such as that of customers lost, changed more or less than in the rest between two periods, by more than chance.
 *
 * <pre>{@code
 * SegmentRateChanges<Group> changes = SegmentRateChanges.of(
 *         churn.by(plan),
 *         table -> table.inPeriod("2026-02").churn(SNAPSHOT).proportion(),
 *         table -> table.inPeriod("2026-03").churn(SNAPSHOT).proportion());
 * changes.found(PValueCorrection.BENJAMINI_HOCHBERG, 0.05);
 * }</pre>
 *
 * <p>With the share p of a segment and q of the rest, before (0) and after (1):
 *
 * <pre>
 *   ratio of ratios   (p₁/p₀) / (q₁/q₀)        1: it changed as the rest did
 *   z                 L / √V
 *   L                 l(p₁) − l(p₀) − l(q₁) + l(q₀)       l(k of n) = ln((k + ½)/(n + 1))
 *   V                 Σ 1/(k + ½) − 1/(n + 1)             over the four
 * </pre>
 *
 * <ul>
 *   <li>Half a customer more who is counted and half a one who is not make z defined where nobody or everybody is, as in a segment that lost
 *       nobody before; beside many customers they change nothing.
 *   <li>Two segments may both be found because one grew worse and is half of the other's rest. Look at the largest first.
 *   <li>The four shares are taken as independent. Of the same customers in two periods this errs to the side of finding too little.
 *   <li>What the change of the total owes to each segment's rate and to the mix of segments: {@link dev.retention.movement.RateChange}.
 * </ul>
 *
 * <p>This class is immutable, and thread-safe if the groups are.
 *
 * @param <G> the type of segments
 * @see <a href="https://doi.org/10.2307/2530610">Katz, Baptista, Azen and Pike (1978), for the variance</a>
 * @see <a href="https://doi.org/10.1093/biomet/73.2.425">Pettigrew, Gart and Thomas (1986), The bias and higher cumulants of the logarithm of
 *     a binomial variate, for the halves</a>
 * @since 0.1.0
 */
public final class SegmentRateChanges<G> {
    private final List<Change<G>> changes;
    private final List<G> notTried;

    private SegmentRateChanges(List<Change<G>> changes, List<G> notTried) {
        this.changes = List.copyOf(changes);
        this.notTried = List.copyOf(notTried);
    }

    /**
     * Compares every segment with all others.
     *
     * @param before the share in each segment before, of disjoint customers; at least one
     * @param after the share in each segment after, of disjoint customers; at least one
     * @param <G> the type of segments, with {@code equals} and {@code hashCode}
     * @return the changes
     * @throws IllegalArgumentException if a map is empty
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <G> SegmentRateChanges<G> of(Map<G, Proportion> before, Map<G, Proportion> after) {
        return of(before, after, 1);
    }

    /**
     * Compares every segment that is large enough with all others.
     *
     * @param before the share in each segment before, of disjoint customers; at least one
     * @param after the share in each segment after, of disjoint customers; at least one
     * @param least how many customers a segment must have in each period to be tried, at least 1; smaller ones are still of the rest
     * @param <G> the type of segments, with {@code equals} and {@code hashCode}
     * @return the changes
     * @throws IllegalArgumentException if a map is empty or {@code least < 1}
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <G> SegmentRateChanges<G> of(Map<G, Proportion> before, Map<G, Proportion> after, long least) {
        Proportion allBefore = pooled(before, "before");
        Proportion allAfter = pooled(after, "after");
        Checks.positive(least, "least");
        List<Change<G>> tried = new ArrayList<>();
        List<G> notTried = new ArrayList<>();
        for (G group : Sets.union(before.keySet(), after.keySet())) {
            Proportion first = before.get(group);
            Proportion second = after.get(group);
            if (isTried(first, allBefore, least) && isTried(second, allAfter, least)) {
                tried.add(Change.of(group, requireNonNull(first), allBefore, requireNonNull(second), allAfter));
            } else {
                notTried.add(group);
            }
        }
        tried.sort(Comparator.comparingDouble(Change::logPValue));
        return new SegmentRateChanges<>(tried, notTried);
    }

    /**
     * Compares the groups of a table.
     *
     * @param groups the tables
     * @param before the share of a group before; empty if there is none
     * @param after the share of a group after; empty if there is none
     * @param <T> the type of tables
     * @return the changes
     * @throws IllegalArgumentException if no group has a share before, or none after
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <T> SegmentRateChanges<Group> of(
            ByGroup<T> groups,
            Function<? super T, Optional<Proportion>> before,
            Function<? super T, Optional<Proportion>> after) {
        requireNonNull(groups, "groups");
        return of(shares(groups, before, "before"), shares(groups, after, "after"));
    }

    private static <T> Map<Group, Proportion> shares(
            ByGroup<T> groups, Function<? super T, Optional<Proportion>> share, String name) {
        requireNonNull(share, name);
        Map<Group, Proportion> shares = new LinkedHashMap<>();
        groups.tables().forEach((group, table) -> share.apply(table).ifPresent(known -> shares.put(group, known)));
        return shares;
    }

    private static Proportion pooled(Map<?, Proportion> shares, String name) {
        if (requireNonNull(shares, name).isEmpty()) {
            throw new IllegalArgumentException(name + " must hold at least one segment");
        }
        return Proportion.pooled(shares.values());
    }

    private static boolean isTried(@Nullable Proportion share, Proportion all, long least) {
        return share != null && share.total() >= least && share.total() < all.total();
    }

    /** {@return the changes of the segments that were tried, the least likely by chance first; equal ones as they were given} */
    public List<Change<G>> changes() {
        return changes;
    }

    /** {@return the segments with nobody, or too few, in a period, or without anybody else in it, of which nothing was asked} */
    public List<G> notTried() {
        return notTried;
    }

    /**
     * The segments that changed other than the rest by more than chance.
     *
     * @param correction how p-values are raised for as many segments as were tried
     * @param level the bound that the correction keeps, inside (0, 1), such as 0.05
     * @return the changes found, the least likely by chance first
     * @throws IllegalArgumentException if {@code level} is not inside (0, 1)
     */
    public List<Change<G>> found(PValueCorrection correction, double level) {
        requireNonNull(correction, "correction");
        Checks.openUnit(level, "level");
        double[] adjusted = correction.adjustedLogs(
                changes.stream().mapToDouble(Change::logPValue).toArray());
        return IntStream.range(0, adjusted.length)
                .filter(i -> adjusted[i] <= Math.log(level))
                .mapToObj(changes::get)
                .toList();
    }

    /** Prints how many segments were tried, and how many were not. */
    @Override
    public String toString() {
        return "changes of " + changes.size() + " segments, " + notTried.size() + " not tried";
    }

    /**
     * How the share changed in one segment, beside the rest. This class is immutable and thread-safe.
     *
     * @param group the segment
     * @param effect the four shares: of the segment and of the rest, before and after; {@link ShareEffect#interval} is of the difference of
     *     differences
     * @param <G> the type of segments
     * @since 0.1.0
     */
    public record Change<G>(G group, ShareEffect effect) {
        private static final double HALF = 0.5;

        /**
         * Refuses null.
         *
         * @param group the segment
         * @param effect the four shares
         */
        public Change {
            requireNonNull(group, "group");
            requireNonNull(effect, "effect");
        }

        static <G> Change<G> of(
                G group, Proportion before, Proportion allBefore, Proportion after, Proportion allAfter) {
            return new Change<>(group, new ShareEffect(before, after, rest(allBefore, before), rest(allAfter, after)));
        }

        private static Proportion rest(Proportion all, Proportion part) {
            return new Proportion(all.count() - part.count(), all.total() - part.total());
        }

        /** {@return {@code (p₁/p₀) / (q₁/q₀)}, at least 0; empty if nobody is counted before, or nobody in the rest after} */
        public OptionalDouble ratioOfRatios() {
            OptionalDouble own = effect.change().ratio();
            OptionalDouble rest = effect.controlChange().ratio();
            return own.isEmpty() || rest.isEmpty() || rest.getAsDouble() == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(own.getAsDouble() / rest.getAsDouble());
        }

        /**
         * Where the ratio of ratios lies: {@code exp(L ± z √V)}. It holds 1 if and only if the p-value is above {@code 1 − confidence}, but
         * for rounding.
         *
         * @param confidence the level, inside (0, 1), such as 0.95, of this segment alone
         * @return the interval, above 0, also where {@link #ratioOfRatios} is empty
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval interval(double confidence) {
            Checks.openUnit(confidence, "confidence");
            double margin = Normal.critical(confidence) * Math.sqrt(variance());
            return new Interval(Math.exp(log() - margin), Math.exp(log() + margin), confidence);
        }

        /** {@return the natural logarithm of the probability of a ratio as far from 1 by chance alone, at most 0, finite} */
        public double logPValue() {
            return Normal.logTwoSided(log() / Math.sqrt(variance()));
        }

        private double log() {
            return log(effect.after())
                    - log(effect.before())
                    - log(effect.controlAfter())
                    + log(effect.controlBefore());
        }

        private static double log(Proportion share) {
            return Math.log((share.count() + HALF) / (share.total() + 1.0));
        }

        private double variance() {
            return variance(effect.after())
                    + variance(effect.before())
                    + variance(effect.controlAfter())
                    + variance(effect.controlBefore());
        }

        private static double variance(Proportion share) {
            return 1 / (share.count() + HALF) - 1 / (share.total() + 1.0);
        }

        /** Prints the segment, the four shares and the p-value. */
        @Override
        public String toString() {
            return group + ": " + effect + ", p = " + Text.number(Math.exp(logPValue()), 2);
        }
    }
}
