package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DecompositionProperties {
    /** The factors of two situations, a number each. */
    record Sides(List<Double> before, List<Double> after) {
        Map<String, Double> before(List<Integer> order) {
            return side(before, order);
        }

        Map<String, Double> after(List<Integer> order) {
            return side(after, order);
        }

        List<Integer> order() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                order.add(i);
            }
            return order;
        }

        private static Map<String, Double> side(List<Double> values, List<Integer> order) {
            Map<String, Double> side = new LinkedHashMap<>();
            order.forEach(i -> side.put("f" + i, values.get(i)));
            return side;
        }
    }

    /** No two factors play the same part in it. */
    private static double figure(Map<String, Double> factors) {
        double product = 1;
        double sum = 0;
        for (int i = 0; i < factors.size(); i++) {
            double factor = factors.get("f" + i);
            product *= 1 + factor * (i + 1);
            sum += i % 2 == 0 ? factor * factor : Math.abs(factor - 0.25);
        }
        return product / (1 + sum);
    }

    @Property(tries = 100)
    void itIsTheMeanOverAllOrdersOfChanging(@ForAll("sides") Sides sides) {
        List<Integer> order = sides.order();
        Decomposition actual =
                Decomposition.between(sides.before(order), sides.after(order), DecompositionProperties::figure);
        double[] sums = new double[order.size()];
        int orders = permute(sides, new ArrayList<>(order), 0, sums);
        double largest = 1;
        for (int i = 0; i < sums.length; i++) {
            largest = Math.max(largest, Math.abs(sums[i] / orders));
        }
        for (int i = 0; i < sums.length; i++) {
            assertThat(actual.effect("f" + i)).isCloseTo(sums[i] / orders, within(1e-11 * largest));
        }
    }

    /** Changes the factors in every order, adding up what each changes. */
    private static int permute(Sides sides, List<Integer> order, int fixed, double[] sums) {
        if (fixed == order.size()) {
            Map<String, Double> now = sides.before(sides.order());
            for (int i : order) {
                double was = figure(now);
                now.put("f" + i, sides.after.get(i));
                sums[i] += figure(now) - was;
            }
            return 1;
        }
        int orders = 0;
        for (int i = fixed; i < order.size(); i++) {
            Collections.swap(order, fixed, i);
            orders += permute(sides, order, fixed + 1, sums);
            Collections.swap(order, fixed, i);
        }
        return orders;
    }

    @Property(tries = 300)
    void effectsAddUpInAnyOrderOfNamingAndSwappedChangeSign(
            @ForAll("sides") Sides sides, @ForAll Random random, @ForAll @IntRange(max = 5) int same) {
        List<Integer> order = sides.order();
        List<Integer> shuffled = new ArrayList<>(order);
        Collections.shuffle(shuffled, random);
        Map<String, Double> after = sides.after(order);
        String unchanged = "f" + same % order.size();
        after.put(unchanged, sides.before.get(same % order.size()));
        Map<String, Double> before = sides.before(order);
        Decomposition actual = Decomposition.between(before, after, DecompositionProperties::figure);
        double sum = actual.effects().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(sum)
                .isCloseTo(
                        actual.difference(),
                        within(1e-11 * (1 + Math.abs(actual.before()) + Math.abs(actual.after()))));
        assertThat(actual.effect(unchanged)).isZero();
        Decomposition named =
                Decomposition.between(sides.before(shuffled), new HashMap<>(after), DecompositionProperties::figure);
        assertThat(named.effects()).isEqualTo(actual.effects());
        assertThat(named.effects().keySet())
                .containsExactlyElementsOf(sides.before(shuffled).keySet());
        Decomposition swapped = Decomposition.between(after, before, DecompositionProperties::figure);
        assertThat(swapped.difference()).isEqualTo(-actual.difference());
        double scale = actual.effects().values().stream().mapToDouble(Math::abs).sum();
        actual.effects()
                .forEach((factor, effect) ->
                        assertThat(swapped.effect(factor)).isCloseTo(-effect, within(1e-11 * (1 + scale))));
    }

    @Property(tries = 200)
    void ofASumEveryEffectIsTheChangeOfItsPart(@ForAll("sides") Sides sides) {
        List<Integer> order = sides.order();
        ToDoubleFunction<Map<String, Double>> sum =
                factors -> factors.values().stream().mapToDouble(x -> x * x).sum();
        Decomposition actual = Decomposition.between(sides.before(order), sides.after(order), sum);
        for (int i : order) {
            double change = sides.after.get(i) * sides.after.get(i) - sides.before.get(i) * sides.before.get(i);
            assertThat(actual.effect("f" + i)).isCloseTo(change, within(1e-12));
        }
    }

    @Property(tries = 100)
    void factorsThatChangeTheFigureAlikeHaveTheSameEffect(
            @ForAll @DoubleRange(min = -2, max = 2) double before,
            @ForAll @DoubleRange(min = -2, max = 2) double after,
            @ForAll @DoubleRange(min = -2, max = 2) double otherBefore,
            @ForAll @DoubleRange(min = -2, max = 2) double otherAfter) {
        Decomposition actual = Decomposition.between(
                Map.of("a", before, "b", before, "c", otherBefore),
                Map.of("a", after, "b", after, "c", otherAfter),
                f -> Math.sin(f.get("a") + f.get("b")) * f.get("c") + f.get("a") * f.get("b"));
        assertThat(actual.effect("a")).isCloseTo(actual.effect("b"), within(1e-14));
    }

    @Property(tries = 300)
    void twoFactorsSharesAndRatesAreARateChange(
            @ForAll("rates") Map<String, Proportion> before, @ForAll("rates") Map<String, Proportion> after) {
        RateChange<String> change = RateChange.between(before, after);
        Set<String> groups = new HashSet<>(before.keySet());
        groups.addAll(after.keySet());
        Decomposition actual = Decomposition.between(
                Map.of("shares", shares(before, groups), "rates", rates(before, after, groups)),
                Map.of("shares", shares(after, groups), "rates", rates(after, before, groups)),
                factors -> groups.stream()
                        .mapToDouble(group -> factors.get("shares").get(group)
                                * factors.get("rates").get(group))
                        .sum());
        assertThat(actual.before()).isCloseTo(change.before().asDouble(), within(1e-14));
        assertThat(actual.after()).isCloseTo(change.after().asDouble(), within(1e-14));
        assertThat(actual.effect("rates")).isCloseTo(change.rateEffect(), within(1e-14));
        assertThat(actual.effect("shares")).isCloseTo(change.mixEffect(), within(1e-14));
    }

    private static Map<String, Double> shares(Map<String, Proportion> side, Set<String> groups) {
        double total = Proportion.pooled(side.values()).total();
        Map<String, Double> shares = new HashMap<>();
        groups.forEach(group ->
                shares.put(group, side.containsKey(group) ? side.get(group).total() / total : 0));
        return shares;
    }

    /** A group that is there on one side only has its rate there on both. */
    private static Map<String, Double> rates(
            Map<String, Proportion> side, Map<String, Proportion> other, Set<String> groups) {
        Map<String, Double> rates = new HashMap<>();
        groups.forEach(group -> rates.put(
                group, (side.containsKey(group) ? side : other).get(group).asDouble()));
        return rates;
    }

    @Provide
    Arbitrary<Sides> sides() {
        return Arbitraries.integers().between(1, 6).flatMap(n -> {
            Arbitrary<List<Double>> values =
                    Arbitraries.doubles().between(-3, 3).ofScale(3).list().ofSize(n);
            return Combinators.combine(values, values).as(Sides::new).withoutEdgeCases();
        });
    }

    @Provide
    Arbitrary<Map<String, Proportion>> rates() {
        Arbitrary<Proportion> rate = Combinators.combine(
                        Arbitraries.longs().between(0, 100), Arbitraries.longs().between(1, 100))
                .as((count, rest) -> Proportion.of(count, count + rest));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), rate)
                .ofMinSize(1)
                .withoutEdgeCases();
    }
}
