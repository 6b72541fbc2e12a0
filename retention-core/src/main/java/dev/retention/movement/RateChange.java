package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What part of the change in a total rate comes from the mix of groups, and what part from the rates inside the groups
 * (Kitagawa's decomposition).
 *
 * <p>Churn may rise though it fell in every group, if the groups that leave sooner have grown. With the share {@code w} of a
 * group among the exposed and its rate {@code r}, before and after:
 *
 * <pre>
 *   rate effect   Σ (r′ − r) · (w + w′) / 2
 *   mix effect    Σ (w′ − w) · (r + r′) / 2
 *   change        r′(total) − r(total)  =  rate effect + mix effect
 * </pre>
 *
 * <ul>
 *   <li>There is no remainder: the two add up to the change, but for the rounding of doubles.
 *   <li>A group that is there only before or only after has no change of rate; all of it is mix.
 *   <li>"Before" and "after" may as well be two regions. Swapped, both effects change sign.
 * </ul>
 *
 * <p>This is the {@link Decomposition} by two factors, the shares and the rates of the groups, of the figure {@code Σ w · r}; take that
 * for more factors, such as the mix by two groupings. This class is immutable and thread-safe.
 *
 * @param <G> the type of groups
 * @see <a href="https://doi.org/10.1080/01621459.1955.10501299">Kitagawa (1955)</a>
 * @since 0.1.0
 */
public final class RateChange<G> {
    private final Proportion before;
    private final Proportion after;
    private final ImmutableList<Effect<G>> effects;

    private RateChange(Proportion before, Proportion after, ImmutableList<Effect<G>> effects) {
        this.before = before;
        this.after = after;
        this.effects = effects;
    }

    /**
     * Splits the change between two rates that are both known by group.
     *
     * @param before the rates of the groups before, of disjoint customers; at least one
     * @param after the rates of the groups after; at least one
     * @param <G> the type of groups, with {@code equals} and {@code hashCode}
     * @return the change
     * @throws IllegalArgumentException if a map is empty
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <G> RateChange<G> between(Map<G, Proportion> before, Map<G, Proportion> after) {
        checkArgument(!requireNonNull(before, "before").isEmpty(), "before must hold at least one group");
        checkArgument(!requireNonNull(after, "after").isEmpty(), "after must hold at least one group");
        Proportion totalBefore = Proportion.pooled(before.values());
        Proportion totalAfter = Proportion.pooled(after.values());
        ImmutableList.Builder<Effect<G>> effects = ImmutableList.builder();
        for (G group : Sets.union(before.keySet(), after.keySet())) {
            effects.add(Effect.of(group, before.get(group), totalBefore, after.get(group), totalAfter));
        }
        return new RateChange<>(totalBefore, totalAfter, effects.build());
    }

    /**
     * Splits the change between two rates of the groups of a table.
     *
     * <pre>{@code
     * RateChange.between(
     *         movements.by(plan),
     *         table -> table.inPeriod("2026-02").churn(SNAPSHOT).proportion(),
     *         table -> table.inPeriod("2026-03").churn(SNAPSHOT).proportion());
     * }</pre>
     *
     * @param groups the tables
     * @param before the rate before of a group; empty if there is none
     * @param after the rate after of a group; empty if there is none
     * @param <T> the type of tables
     * @return the change
     * @throws IllegalArgumentException if no group has a rate before, or none after
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <T> RateChange<Group> between(
            ByGroup<T> groups,
            Function<? super T, Optional<Proportion>> before,
            Function<? super T, Optional<Proportion>> after) {
        requireNonNull(groups, "groups");
        return between(rates(groups, requireNonNull(before, "before")), rates(groups, requireNonNull(after, "after")));
    }

    private static <T> Map<Group, Proportion> rates(ByGroup<T> groups, Function<? super T, Optional<Proportion>> rate) {
        Map<Group, Proportion> rates = new LinkedHashMap<>();
        groups.tables().forEach((group, table) -> rate.apply(table).ifPresent(known -> rates.put(group, known)));
        return rates;
    }

    /**
     * The total rate before.
     *
     * @return all groups pooled
     */
    public Proportion before() {
        return before;
    }

    /**
     * The total rate after.
     *
     * @return all groups pooled
     */
    public Proportion after() {
        return after;
    }

    /**
     * By how much the total rate rose.
     *
     * @return {@code after − before}, in [−1, 1]
     */
    public double change() {
        return after.asDouble() - before.asDouble();
    }

    /**
     * What the change would be had only the groups' rates changed.
     *
     * @return the sum of the groups' rate effects, in [−1, 1]
     */
    public double rateEffect() {
        return effects.stream().mapToDouble(Effect::rateEffect).sum();
    }

    /**
     * What the change would be had only the shares of the groups changed.
     *
     * @return the sum of the groups' mix effects, in [−1, 1]
     */
    public double mixEffect() {
        return effects.stream().mapToDouble(Effect::mixEffect).sum();
    }

    /**
     * The part of each group.
     *
     * @return one entry per group, those of {@code before} first; unmodifiable
     */
    public List<Effect<G>> effects() {
        return effects;
    }

    /** Prints the rates and the parts of the change, such as {@code 8.0 % to 12.4 %: +4.4 points, of which rates -1.4 and mix +5.8}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s to %s: %+.1f points, of which rates %+.1f and mix %+.1f",
                Text.percent(before.asDouble()),
                Text.percent(after.asDouble()),
                100 * change(),
                100 * rateEffect(),
                100 * mixEffect());
    }

    /**
     * The part of one group in the change.
     *
     * @param group the group
     * @param rateEffect what comes from the change of the group's rate, {@code (r′ − r)(w + w′)/2}
     * @param mixEffect what comes from the change of its share, {@code (w′ − w)(r + r′)/2}; of a single group it says little,
     *     since what one group gains others lose
     * @param <G> the type of groups
     * @since 0.1.0
     */
    public record Effect<G>(G group, double rateEffect, double mixEffect) {
        /**
         * Refuses null and NaN.
         *
         * @param group the group
         * @param rateEffect what its own rate changed
         * @param mixEffect what its share of customers changed
         * @throws IllegalArgumentException if an effect is NaN
         */
        public Effect {
            requireNonNull(group, "group");
            Checks.number(rateEffect, "rateEffect");
            Checks.number(mixEffect, "mixEffect");
        }

        static <G> Effect<G> of(
                G group,
                @Nullable Proportion before,
                Proportion totalBefore,
                @Nullable Proportion after,
                Proportion totalAfter) {
            double shareBefore = before == null ? 0 : (double) before.total() / totalBefore.total();
            double shareAfter = after == null ? 0 : (double) after.total() / totalAfter.total();
            Proportion known = before == null ? after : before;
            double rateBefore = known == null ? 0 : known.asDouble();
            double rateAfter = after == null ? rateBefore : after.asDouble();
            return new Effect<>(
                    group,
                    (rateAfter - rateBefore) * (shareBefore + shareAfter) / 2,
                    (shareAfter - shareBefore) * (rateBefore + rateAfter) / 2);
        }
    }
}
