package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What part of the difference of a figure between two situations comes from each of the factors that the figure is made of, adding
 * up to the difference.
 *
 * <p>With {@code f(S)} for the figure where the factors in {@code S} are as they are after and all others as before, of {@code n}
 * factors, the effect of factor {@code i} is its Shapley value, which is the standardisation of Das Gupta: what changing it alone
 * changes, averaged over all orders in which the factors may be changed.
 *
 * <pre>
 *   effect(i)   Σ_S |S|! (n − |S| − 1)! / n! · (f(S ∪ {i}) − f(S))    over all S without i
 *   difference  f(all) − f(none)  =  Σ effects
 * </pre>
 *
 * <pre>{@code
 * // revenue = customers × purchases each × price
 * Decomposition.between(
 *         Map.of("customers", 1000.0, "purchases", 2.0, "price", 10.0),
 *         Map.of("customers", 1100.0, "purchases", 1.9, "price", 11.0),
 *         f -> f.get("customers") * f.get("purchases") * f.get("price"));
 * // 20000 to 22990: +2990, of which customers +2046.67, price +2046.67, purchases -1103.33
 *
 * // churn, or net retention of value, by plan and country at once; a place in each array for each plan and country
 * Decomposition.between(
 *         Map.of("plans", sharesOfPlans, "countries", sharesWithinPlans, "rates", rates),
 *         Map.of("plans", sharesOfPlansNow, "countries", sharesWithinPlansNow, "rates", ratesNow),
 *         f -> IntStream.range(0, rates.length)
 *                 .mapToDouble(i -> f.get("plans")[i] * f.get("countries")[i] * f.get("rates")[i])
 *                 .sum());
 * }</pre>
 *
 * <ul>
 *   <li>A factor may be anything: a number, numbers by group, a table. What is no factor of the figure's own, such as a constant, may
 *       stand in the function.
 *   <li>There is no remainder: the effects add up to the difference, but for the rounding of doubles.
 *   <li>A factor that is the same on both sides has the effect 0. Two that change the figure alike have the same effect.
 *   <li>If the figure is a sum of a part of each factor, every effect is the change of that part.
 *   <li>Swapped, the sides change the sign of all effects. The order in which the factors are named changes nothing.
 *   <li>Effects are an account, not causes: how a factor would change the others is not in them.
 * </ul>
 *
 * <p>The figure is asked {@code 2ⁿ} times, once for each combination. {@link RateChange} is the case of two factors, shares and rates of
 * groups, with the part of each group. This class is immutable and thread-safe.
 *
 * @see "Das Gupta (1993), Standardization and decomposition of rates: a user's manual, US Bureau of the Census P23-186"
 * @see <a href="https://doi.org/10.1515/9781400881970-018">Shapley (1953), A value for n-person games</a>
 * @since 0.1.0
 */
public final class Decomposition {
    /** The most factors that a figure may have. */
    public static final int MOST_FACTORS = 16;

    /** So large may figures be that no sum of their differences leaves the range of doubles. */
    private static final double LARGEST = 1e300;

    private final double before;
    private final double after;
    private final ImmutableMap<String, Double> effects;

    private Decomposition(double before, double after, ImmutableMap<String, Double> effects) {
        this.before = before;
        this.after = after;
        this.effects = effects;
    }

    /**
     * Splits the difference of a figure between two situations.
     *
     * @param before the factors before by name, from 1 to {@value #MOST_FACTORS}
     * @param after the factors after, of the same names
     * @param figure reckons the figure from all factors, given in order of name; the same factors must give the same figure
     * @param <T> the type of factors
     * @return the effects of the factors, in the order of {@code before}
     * @throws IllegalArgumentException if there is no factor or too many, the names of the two sides differ, or a figure is not finite or
     *     past 1e300; the message names the combination
     */
    public static <T> Decomposition between(
            Map<String, T> before, Map<String, T> after, ToDoubleFunction<? super Map<String, T>> figure) {
        Map<String, T> from = new LinkedHashMap<>(requireNonNull(before, "before"));
        Map<String, T> to = new LinkedHashMap<>(requireNonNull(after, "after"));
        requireNonNull(figure, "figure");
        from.forEach((name, factor) -> checkFactor(name, factor, "before"));
        to.forEach((name, factor) -> checkFactor(name, factor, "after"));
        checkArgument(
                from.keySet().equals(to.keySet()),
                "after (%s) must have the factors of before (%s)",
                to.keySet(),
                from.keySet());
        Checks.within(from.size(), 1, MOST_FACTORS, "the number of factors");
        List<String> names = List.copyOf(new TreeSet<>(from.keySet()));
        double[] figures = new double[1 << names.size()];
        for (int changed = 0; changed < figures.length; changed++) {
            figures[changed] = figure(names, changed, from, to, figure);
        }
        ImmutableMap.Builder<String, Double> effects = ImmutableMap.builder();
        for (String name : from.keySet()) {
            effects.put(name, effect(figures, names.indexOf(name), names.size()));
        }
        return new Decomposition(figures[0], figures[figures.length - 1], effects.build());
    }

    private static <T> void checkFactor(String name, T factor, String side) {
        requireNonNull(name, side);
        checkArgument(factor != null, "%s must have a value for factor (%s)", side, name);
    }

    /** The figure where the factors with a bit in {@code changed} are as they are after. */
    private static <T> double figure(
            List<String> names,
            int changed,
            Map<String, T> before,
            Map<String, T> after,
            ToDoubleFunction<? super Map<String, T>> figure) {
        Map<String, T> factors = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            factors.put(name, requireNonNull((has(changed, i) ? after : before).get(name)));
        }
        double value = figure.applyAsDouble(Collections.unmodifiableMap(factors));
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException("figure (" + value
                    + ") must be finite and not past 1e300, but is so with "
                    + IntStream.range(0, names.size())
                            .mapToObj(i -> names.get(i) + (has(changed, i) ? " after" : " before"))
                            .collect(Collectors.joining(", ")));
        }
        return value;
    }

    /** The mean over the sizes of S of the mean over all S of that size: sums of alike weight are added alike. */
    private static double effect(double[] figures, int factor, int factors) {
        double[] bySize = new double[factors];
        for (int changed = 0; changed < figures.length; changed++) {
            if (!has(changed, factor)) {
                bySize[Integer.bitCount(changed)] += figures[changed | (1 << factor)] - figures[changed];
            }
        }
        double effect = 0;
        for (int size = 0; size < factors; size++) {
            effect += bySize[size] / ((double) factors * LongMath.binomial(factors - 1, size));
        }
        return effect;
    }

    private static boolean has(int changed, int factor) {
        return ((changed >> factor) & 1) != 0;
    }

    /**
     * The figure before.
     *
     * @return the figure of all factors before, finite
     */
    public double before() {
        return before;
    }

    /**
     * The figure after.
     *
     * @return the figure of all factors after, finite
     */
    public double after() {
        return after;
    }

    /**
     * By how much the figure rose.
     *
     * @return {@code after − before}, the sum of the effects but for rounding
     */
    public double difference() {
        return after - before;
    }

    /**
     * What a factor changed.
     *
     * @param factor the name of the factor
     * @return its effect, in the unit of the figure
     * @throws IllegalArgumentException if there is no such factor
     */
    public double effect(String factor) {
        Double effect = effects.get(requireNonNull(factor, "factor"));
        checkArgument(effect != null, "factor (%s) must be one of %s", factor, effects.keySet());
        return requireNonNull(effect);
    }

    /**
     * What each factor changed.
     *
     * @return the effects by factor, in the order in which {@code before} named them; unmodifiable
     */
    public Map<String, Double> effects() {
        return effects;
    }

    /** Prints the figures and the effects, such as {@code 8 to 12.4: +4.4, of which mix +5.8, rates -1.4}. */
    @Override
    public String toString() {
        return Text.number(before, 6) + " to " + Text.number(after, 6) + ": " + signed(difference()) + ", of which "
                + effects.entrySet().stream()
                        .map(effect -> effect.getKey() + " " + signed(effect.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Text.number(value, 6);
    }
}
