package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The worked examples of Das Gupta (1993), Standardization and decomposition of rates, US Bureau of the Census P23-186, with the digits
 * that are printed there; the numbers go in as the README of R's DasGuptR has them.
 */
class DecompositionTest {
    private static final ToDoubleFunction<Map<String, Double>> PRODUCT =
            factors -> factors.values().stream().reduce(1.0, (a, b) -> a * b);

    private static Map<String, Double> factors(List<String> names, double... values) {
        Map<String, Double> factors = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            factors.put(names.get(i), values[i]);
        }
        return factors;
    }

    private static void check(Decomposition actual, List<String> names, double tolerance, double... effects) {
        assertThat(actual.effects().keySet()).containsExactlyElementsOf(names);
        for (int i = 0; i < effects.length; i++) {
            assertThat(actual.effect(names.get(i))).as(names.get(i)).isCloseTo(effects[i], within(tolerance));
        }
        double sum = actual.effects().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(sum).isCloseTo(actual.difference(), within(1e-12 * (1 + Math.abs(actual.after()))));
    }

    @Test
    void productOfTwo() {
        List<String> names = List.of("alpha", "beta");
        check(
                Decomposition.between(factors(names, 0.6, 0.5), factors(names, 0.3, 0.45), PRODUCT),
                names,
                1e-15,
                -0.1425,
                -0.0225);
        List<String> earnings = List.of("avg_earnings", "earner_prop");
        Decomposition actual =
                Decomposition.between(factors(earnings, 10930, 0.717892), factors(earnings, 16591, 0.825974), PRODUCT);
        check(actual, earnings, 0.0005, 4369.913, 1487.262);
        assertThat(actual.difference()).isCloseTo(5857.175074, within(1e-6));
        assertThat(actual)
                .hasToString("7846.56 to 13703.7: +5857.18, of which avg_earnings +4369.91, earner_prop +1487.26");
    }

    @Test
    void productOfThree() {
        List<String> names = List.of("birthsw1549", "propw1549", "propw");
        check(
                Decomposition.between(
                        factors(names, 51.78746, 0.45919, 0.52638),
                        factors(names, 84.90502, 0.75756, 0.51065),
                        PRODUCT),
                names,
                5e-8,
                10.4340333,
                10.5608476,
                -0.6670084);
    }

    @Test
    void productOfFour() {
        List<String> names = List.of("birth_preg", "preg_actw", "actw_prop", "w_prop");
        check(
                Decomposition.between(
                        factors(names, 25.3, 0.214, 0.279, 0.949), factors(names, 32.7, 0.29, 0.473, 0.986), PRODUCT),
                names,
                5e-8,
                0.6889411,
                0.8125381,
                1.3829055,
                0.1047547);
    }

    @Test
    void productOfFive() {
        List<String> names = List.of("prop_m", "noncontr", "abort", "lact", "fecund");
        check(
                Decomposition.between(
                        factors(names, 0.58, 0.76, 0.84, 0.66, 16.573),
                        factors(names, 0.72, 0.97, 0.97, 0.56, 16.158),
                        PRODUCT),
                names,
                6e-8,
                1.0909785,
                1.2298438,
                0.7278399,
                -0.8398707,
                -0.1290187);
    }

    @Test
    void differenceOfTwo() {
        List<String> names = List.of("birth", "death");
        check(
                Decomposition.between(
                        factors(names, 19.4, 10.8),
                        factors(names, 23.7, 9.5),
                        rates -> rates.get("birth") - rates.get("death")),
                names,
                1e-14,
                4.3,
                1.3);
    }

    @Test
    void vectorsBySevenGroups() {
        Map<String, double[]> before = Map.of(
                "bm", new double[] {393, 407, 369, 274, 184, 90, 16},
                "mw", new double[] {0.122, 0.622, 0.903, 0.93, 0.916, 0.873, 0.8},
                "wp", new double[] {0.043, 0.041, 0.036, 0.032, 0.026, 0.02, 0.018});
        Map<String, double[]> after = Map.of(
                "bm", new double[] {488, 452, 338, 156, 63, 22, 3},
                "mw", new double[] {0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876},
                "wp", new double[] {0.058, 0.038, 0.032, 0.03, 0.026, 0.023, 0.019});
        Decomposition actual = Decomposition.between(
                before,
                after,
                f -> IntStream.range(0, 7)
                        .mapToDouble(i -> f.get("bm")[i] * f.get("mw")[i] * f.get("wp")[i])
                        .sum());
        assertThat(actual.effect("bm")).isCloseTo(-7.285632, within(5e-7));
        assertThat(actual.effect("mw")).isCloseTo(-2.720633, within(5e-7));
        assertThat(actual.effect("wp")).isCloseTo(-1.565181, within(5e-7));
        assertThat(actual.difference()).isCloseTo(-11.571446, within(1e-9));
    }

    @Test
    void aRatioIsNoProductAndAddsUpTheSame() {
        Map<String, double[]> before = Map.of(
                "A", new double[] {0.2, 0.163, 0.146, 0.154, 0.168, 0.169},
                "B", new double[] {0.866, 0.325, 0.119, 0.099, 0.099, 0.121},
                "C", new double[] {0.007, 0.021, 0.023, 0.015, 0.008, 0.002},
                "D", new double[] {0.454, 0.326, 0.195, 0.107, 0.051, 0.015});
        Map<String, double[]> after = Map.of(
                "A", new double[] {0.169, 0.195, 0.19, 0.174, 0.15, 0.122},
                "B", new double[] {0.931, 0.563, 0.311, 0.216, 0.199, 0.191},
                "C", new double[] {0.018, 0.026, 0.023, 0.016, 0.008, 0.002},
                "D", new double[] {0.38, 0.201, 0.149, 0.079, 0.025, 0.006});
        Decomposition actual = Decomposition.between(before, after, f -> {
            double one = 0;
            double other = 0;
            for (int i = 0; i < 6; i++) {
                one += f.get("A")[i] * f.get("B")[i] * f.get("C")[i];
                other += f.get("A")[i] * (1 - f.get("B")[i]) * f.get("D")[i];
            }
            return one / (one + other);
        });
        assertThat(actual.effect("A")).isCloseTo(-0.00620498, within(5e-9));
        assertThat(actual.effect("B")).isCloseTo(0.04866154, within(5e-9));
        assertThat(actual.effect("C")).isCloseTo(0.02705922, within(5e-9));
        assertThat(actual.effect("D")).isCloseTo(0.02470928, within(5e-9));
        assertThat(actual.difference()).isCloseTo(0.0942250490157, within(1e-12));
    }

    @Test
    void revenueIsCustomersTimesPurchasesTimesPrice() {
        List<String> names = List.of("customers", "price", "purchases");
        Decomposition actual =
                Decomposition.between(factors(names, 1000, 10, 2), factors(names, 1100, 11, 1.9), PRODUCT);
        assertThat(actual)
                .hasToString("20000 to 22990: +2990, of which customers +2046.67, price +2046.67, purchases -1103.33");
        assertThat(actual.before()).isEqualTo(20_000);
        assertThat(actual.after()).isCloseTo(22_990, within(1e-9));
    }

    @Test
    void churnByPlanAndCountryAtOnce() {
        // two plans, each in two countries; of the second plan there are more, and in it more abroad; no rate has
        // changed
        Map<String, double[]> february = Map.of(
                "plans", new double[] {0.8, 0.8, 0.2, 0.2},
                "countries", new double[] {0.5, 0.5, 0.5, 0.5},
                "rates", new double[] {0.02, 0.04, 0.06, 0.1});
        Map<String, double[]> march = Map.of(
                "plans", new double[] {0.6, 0.6, 0.4, 0.4},
                "countries", new double[] {0.5, 0.5, 0.25, 0.75},
                "rates", new double[] {0.02, 0.04, 0.06, 0.1});
        Decomposition churn = Decomposition.between(
                february,
                march,
                f -> IntStream.range(0, 4)
                        .mapToDouble(i -> f.get("plans")[i] * f.get("countries")[i] * f.get("rates")[i])
                        .sum());
        assertThat(churn.before()).isCloseTo(0.04, within(1e-15));
        assertThat(churn.after()).isCloseTo(0.054, within(1e-15));
        assertThat(churn.effect("rates")).isZero();
        // 0.2 more of the second plan, whose rate is 0.08 or 0.09, less of the first at 0.03; 0.01 more by country, in
        // 0.2 or 0.4
        assertThat(churn.effect("plans")).isCloseTo(0.2 * (0.085 - 0.03), within(1e-15));
        assertThat(churn.effect("countries")).isCloseTo(0.01 * 0.3, within(1e-15));
    }

    @Test
    void oneFactorHasAllOfTheDifference() {
        Decomposition actual = Decomposition.between(Map.of("all", 3), Map.of("all", 5), f -> f.get("all") * 2.0);
        assertThat(actual.effects()).containsExactly(Map.entry("all", 4.0));
        assertThat(actual).hasToString("6 to 10: +4, of which all +4");
    }

    @Test
    void theFigureIsAskedOnceForEachCombinationAndCannotChangeIt() {
        List<Map<String, Integer>> asked = new ArrayList<>();
        Decomposition.between(Map.of("b", 1, "a", 2, "c", 3), Map.of("a", 4, "b", 5, "c", 6), f -> {
            assertThat(f.keySet()).containsExactly("a", "b", "c");
            assertThatThrownBy(f::clear).isInstanceOf(UnsupportedOperationException.class);
            asked.add(Map.copyOf(f));
            return 0;
        });
        assertThat(asked).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void sixteenFactorsAreTheMost() {
        Map<String, Double> before = new LinkedHashMap<>();
        Map<String, Double> after = new LinkedHashMap<>();
        for (int i = 0; i < Decomposition.MOST_FACTORS; i++) {
            before.put("f" + i, 1.0);
            after.put("f" + i, 1.0 + i / 100.0);
        }
        Decomposition actual = Decomposition.between(before, after, PRODUCT);
        check(actual, List.copyOf(before.keySet()), 0);
        assertThat(actual.effect("f0")).isZero();
        before.put("one more", 1.0);
        after.put("one more", 1.0);
        assertThatThrownBy(() -> Decomposition.between(before, after, PRODUCT))
                .hasMessage("the number of factors (17) must be from 1 to 16");
    }

    @Test
    void refusesNonsense() {
        Map<String, Double> one = Map.of("price", 1.0);
        assertThatThrownBy(() -> Decomposition.between(Map.of(), Map.of(), f -> 0))
                .hasMessage("the number of factors (0) must be from 1 to 16");
        assertThatThrownBy(() -> Decomposition.between(one, Map.of("cost", 1.0), PRODUCT))
                .hasMessage("after ([cost]) must have the factors of before ([price])");
        Map<String, Double> unknown = Collections.singletonMap("price", null);
        assertThatThrownBy(() -> Decomposition.between(unknown, one, PRODUCT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("before must have a value for factor (price)");
        assertThatThrownBy(() -> Decomposition.between(one, unknown, PRODUCT))
                .hasMessage("after must have a value for factor (price)");
        Map<String, Double> zero = Map.of("price", 0.0, "customers", 1.0);
        assertThatThrownBy(() -> Decomposition.between(
                        Map.of("customers", 0.0, "price", 1.0), zero, f -> f.get("customers") / f.get("price")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("figure (NaN) must be finite and not past 1e300, but is so with customers before, price"
                        + " after");
        assertThatThrownBy(() -> Decomposition.between(one, one, f -> -1e301)).hasMessageContaining("-1.0E301");
        assertThatThrownBy(() -> Decomposition.between(one, one, PRODUCT).effect("cost"))
                .hasMessage("factor (cost) must be one of [price]");
    }
}
