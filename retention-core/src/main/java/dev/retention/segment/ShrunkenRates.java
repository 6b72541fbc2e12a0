package dev.retention.segment;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.internal.BetaQuantile;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Rates of many groups, each drawn towards the rate of all by as much as it is small, so that the best and the worst are not just the
 * smallest (empirical Bayes).
 *
 * <p>Groups are taken to have rates of their own that follow a beta distribution, and customers of a group to count with its rate. The
 * two parameters are estimated from all groups together by maximum likelihood of the beta-binomial distribution, and a group of {@code k}
 * of {@code n} then has
 *
 * <pre>
 *   shrunken rate    (k + a) / (n + a + b)
 *   interval         quantiles of Beta(k + a, n − k + b)
 *   mean             a / (a + b)
 *   strength         a + b       the weight of the mean, in customers
 * </pre>
 *
 * <ul>
 *   <li>If the groups differ by no more than chance would have them, {@code Σ (k − np)² / (p(1 − p)) ≤ Σ n} with the pooled rate {@code
 *       p}, there is no distribution to estimate: all have the pooled rate of {@code K} of {@code N} by Jeffreys' Beta(K + ½, N − K + ½),
 *       mean and interval, so that even if nobody or everybody counts the rate lies in its interval.
 *   <li>If every group counts all or none of its customers, and they differ, the strength falls to next to nothing and the rates stay as
 *       they are.
 *   <li>Fewer than three groups do not tell how groups differ and are refused.
 *   <li>The intervals take the mean and the strength for known, so that with few groups they are somewhat narrow.
 * </ul>
 *
 * <p>Takes time in proportion to the number of groups. This class is immutable and thread-safe.
 *
 * @param <G> the type of groups
 * @see <a href="https://doi.org/10.1080/01621459.1973.10481342">Kleinman (1973), Proportions with extraneous variance</a>
 * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris (1983), Parametric empirical Bayes inference</a>
 * @since 0.1.0
 */
public final class ShrunkenRates<G> implements Tabular {
    /** The fewest groups that tell how groups differ. */
    public static final int FEWEST_GROUPS = 3;

    private final Proportion pooled;
    private final BetaPrior prior;
    private final Map<G, Rate<G>> rates;

    private ShrunkenRates(Proportion pooled, BetaPrior prior, Map<G, Rate<G>> rates) {
        this.pooled = pooled;
        this.prior = prior;
        this.rates = rates;
    }

    /**
     * Shrinks the rates of groups.
     *
     * @param observed the rates of at least three groups of separate customers
     * @param <G> the type of groups, with {@code equals} and {@code hashCode}
     * @return the shrunken rates
     * @throws IllegalArgumentException if there are fewer than three groups
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <G> ShrunkenRates<G> of(Map<G, Proportion> observed) {
        requireNonNull(observed, "observed");
        checkArgument(
                observed.size() >= FEWEST_GROUPS,
                "observed (%s groups) must hold at least %s groups",
                observed.size(),
                FEWEST_GROUPS);
        observed.forEach((group, rate) -> requireNonNull(rate, "observed"));
        Proportion pooled = Proportion.pooled(observed.values());
        BetaPrior prior = BetaPrior.fit(List.copyOf(observed.values()), pooled);
        Map<G, Rate<G>> rates = new LinkedHashMap<>();
        observed.forEach((group, rate) -> rates.put(group, Rate.of(group, rate, prior, pooled)));
        return new ShrunkenRates<>(pooled, prior, java.util.Collections.unmodifiableMap(rates));
    }

    /**
     * Shrinks the rates of the groups of a table.
     *
     * @param groups the tables
     * @param rate the rate of a group; a group without one is left out
     * @param <T> the type of tables
     * @return the shrunken rates
     * @throws IllegalArgumentException if fewer than three groups have a rate
     * @throws ArithmeticException if counts sum past {@link Long#MAX_VALUE}
     */
    public static <T> ShrunkenRates<Group> of(ByGroup<T> groups, Function<? super T, Optional<Proportion>> rate) {
        requireNonNull(rate, "rate");
        Map<Group, Proportion> observed = new LinkedHashMap<>();
        requireNonNull(groups, "groups")
                .tables()
                .forEach((group, table) -> rate.apply(table).ifPresent(known -> observed.put(group, known)));
        return of(observed);
    }

    /**
     * The rate of all.
     *
     * @return all groups pooled
     */
    public Proportion pooled() {
        return pooled;
    }

    /**
     * The rate towards which groups are drawn: the mean of groups, not of customers.
     *
     * @return {@code a / (a + b)}, or the mean of Jeffreys' distribution of the pooled rate if groups do not differ, in (0, 1)
     */
    public double mean() {
        double a = prior.a() + (prior.isPooled() ? pooled.count() : 0);
        double b = prior.b() + (prior.isPooled() ? pooled.complement().count() : 0);
        return a / (a + b);
    }

    /**
     * How strongly groups are drawn: as if each had so many more customers of the mean rate.
     *
     * @return {@code a + b}, above 0; empty if groups do not differ, when it has no bound
     */
    public OptionalDouble strength() {
        return prior.isPooled() ? OptionalDouble.empty() : OptionalDouble.of(prior.a() + prior.b());
    }

    /**
     * The rates by group.
     *
     * @return the rates in the order in which the groups came; unmodifiable
     */
    public Map<G, Rate<G>> rates() {
        return rates;
    }

    /**
     * The rate of a group.
     *
     * @param group one of the groups
     * @return its rate
     * @throws IllegalArgumentException if there is no such group
     */
    public Rate<G> inGroup(G group) {
        Rate<G> rate = rates.get(requireNonNull(group, "group"));
        checkArgument(rate != null, "group (%s) must be one of the %s groups", group, rates.size());
        return requireNonNull(rate);
    }

    /**
     * The groups by the lower bound of their rates, the highest first: those of which it is surest that they are high.
     *
     * @param confidence the level of the intervals, inside (0, 1), such as 0.95
     * @return all groups; those with one bound by size, the largest first, then as they came
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public List<Rate<G>> highest(double confidence) {
        return ranked(confidence, rate -> -rate.interval(confidence).lower());
    }

    /**
     * The groups by the upper bound of their rates, the lowest first: those of which it is surest that they are low.
     *
     * @param confidence the level of the intervals, inside (0, 1), such as 0.95
     * @return all groups; those with one bound by size, the largest first, then as they came
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public List<Rate<G>> lowest(double confidence) {
        return ranked(confidence, rate -> rate.interval(confidence).upper());
    }

    private List<Rate<G>> ranked(double confidence, ToDoubleFunction<Rate<G>> bound) {
        Checks.openUnit(confidence, "confidence");
        Map<Rate<G>, Double> bounds = new LinkedHashMap<>();
        rates.values().forEach(rate -> bounds.put(rate, bound.applyAsDouble(rate)));
        List<Rate<G>> ranked = new ArrayList<>(rates.values());
        ranked.sort(Comparator.comparingDouble((Rate<G> rate) -> requireNonNull(bounds.get(rate)))
                .thenComparing(rate -> rate.observed().total(), Comparator.reverseOrder()));
        return List.copyOf(ranked);
    }

    /** {@return a row per group, with intervals at 0.95} */
    @Override
    public Sheet sheet() {
        return SegmentSheets.of(this);
    }

    /** Prints how many groups there are, their mean and its weight. */
    @Override
    public String toString() {
        return rates.size() + " groups around " + Text.percent(mean())
                + (prior.isPooled()
                        ? ", which differ by no more than chance"
                        : " with the weight of " + Text.number(prior.a() + prior.b(), 3) + " customers");
    }

    /**
     * The rate of one group. This class is immutable and thread-safe.
     *
     * @param group the group
     * @param observed the rate as it was counted
     * @param a the first parameter of the beta distribution of the rate, above 0
     * @param b the second, above 0
     * @param mean the shrunken rate, in [0, 1]
     * @param <G> the type of groups
     * @since 0.1.0
     */
    public record Rate<G>(G group, Proportion observed, double a, double b, double mean) {
        /**
         * Checks the numbers.
         *
         * @param group the group
         * @param observed the rate as it was counted
         * @param a the first parameter of the beta distribution of the rate
         * @param b the second
         * @param mean the shrunken rate
         * @throws IllegalArgumentException if a parameter is not above 0 and finite, or the mean is not in [0, 1]
         */
        public Rate {
            requireNonNull(group, "group");
            requireNonNull(observed, "observed");
            Checks.positive(a, "a");
            Checks.positive(b, "b");
            Checks.closedUnit(mean, "mean");
        }

        private static <G> Rate<G> of(G group, Proportion observed, BetaPrior prior, Proportion pooled) {
            Proportion counted = prior.isPooled() ? pooled : observed;
            double a = counted.count() + prior.a();
            double b = counted.complement().count() + prior.b();
            return new Rate<>(group, observed, a, b, a / (a + b));
        }

        /**
         * The interval in which the rate of the group lies with a probability.
         *
         * @param confidence the probability, inside (0, 1), such as 0.95
         * @return equal tails of the beta distribution, within [0, 1]
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval interval(double confidence) {
            double tail = (1 - Checks.openUnit(confidence, "confidence")) / 2;
            return new Interval(BetaQuantile.lower(tail, a, b), BetaQuantile.upper(tail, a, b), confidence);
        }

        /** Prints the group, the rate as counted and the shrunken one, such as {@code gold: 50.0 % (1 of 2), shrunken 34.2 %}. */
        @Override
        public String toString() {
            return group + ": " + observed + ", shrunken " + Text.percent(mean);
        }
    }
}
