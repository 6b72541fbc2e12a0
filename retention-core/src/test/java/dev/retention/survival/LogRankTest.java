package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogRankTest {

    private static final LifeTable A = LifeTable.of(Tenures.parse("1 3 3 5+ 7"));
    private static final LifeTable B = LifeTable.of(Tenures.parse("2 3 6 8+ 9 9"));
    private static final LifeTable C = LifeTable.of(Tenures.parse("1 1 2 4+ 4"));

    /** The two-group test by its definition, weights by hand. */
    @Test
    void agreesWithTheDefinitionForEachWeight() {
        // time, ended in A, at risk in A, ended in all, at risk in all
        double[][] rows = {
            {1, 1, 5, 1, 11}, {2, 0, 4, 1, 10}, {3, 2, 4, 3, 9}, {6, 0, 1, 1, 5}, {7, 1, 1, 1, 4}, {9, 0, 0, 2, 2}
        };
        Map<LogRankWeight, Integer> weights = new LinkedHashMap<>();
        weights.put(LogRankWeight.LOG_RANK, 0);
        weights.put(LogRankWeight.GEHAN_WILCOXON, 1);
        weights.put(LogRankWeight.TARONE_WARE, 2);
        weights.put(LogRankWeight.PETO, 3);
        weights.put(LogRankWeight.flemingHarrington(1, 0), 4);
        weights.put(LogRankWeight.flemingHarrington(0.5, 2), 5);
        weights.forEach((weight, kind) -> {
            double u = 0;
            double v = 0;
            double before = 1;
            double peto = 1;
            for (double[] row : rows) {
                double n = row[4];
                double d = row[3];
                peto *= 1 - d / (n + 1);
                double[] w = {1, n, Math.sqrt(n), peto, before, Math.sqrt(before) * (1 - before) * (1 - before)};
                u += w[kind] * (row[1] - row[2] * d / n);
                v += w[kind] * w[kind] * row[2] / n * (1 - row[2] / n) * d * (n - d) / (n - 1);
                before *= 1 - d / n;
            }
            LogRankResult<String> result = LogRank.withDefaults().with(weight).test(Map.of("a", A, "b", B));
            assertThat(result.chiSquared()).as("%s", weight).isCloseTo(u * u / v, within(1e-12));
            assertThat(result.covariance("a", "a")).isCloseTo(v, within(1e-10));
            assertThat(result.observed("a") - result.expected("a")).isCloseTo(u, within(1e-10));
        });
    }

    @Test
    void strataAddUp() {
        LogRankResult<String> one = LogRank.withDefaults().test(Map.of("x", A, "y", B));
        LogRankResult<String> two = LogRank.withDefaults().test(Map.of("x", B, "y", C));
        LogRankResult<String> both =
                LogRank.withDefaults().stratified(List.of(Map.of("x", A, "y", B), Map.of("x", B, "y", C)));
        double difference = one.observed("x") + two.observed("x") - one.expected("x") - two.expected("x");
        double variance = one.covariance("x", "x") + two.covariance("x", "x");
        assertThat(both.chiSquared()).isCloseTo(difference * difference / variance, within(1e-12));
        assertThat(both.degreesOfFreedom()).isEqualTo(1);
    }

    @Test
    void pairsAreAdjustedByHolm() {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put("a", A);
        groups.put("b", B);
        groups.put("c", C);
        List<LogRank.Pair<String>> pairs = LogRank.withDefaults().pairwise(groups);
        assertThat(pairs).extracting(LogRank.Pair::first).containsExactly("a", "a", "b");
        assertThat(pairs).extracting(LogRank.Pair::second).containsExactly("b", "c", "c");
        double[] p = pairs.stream()
                .mapToDouble(pair -> pair.result().pValue())
                .sorted()
                .toArray();
        double[] adjusted = pairs.stream()
                .mapToDouble(LogRank.Pair::adjustedPValue)
                .sorted()
                .toArray();
        double first = Math.min(1, 3 * p[0]);
        double second = Math.max(first, Math.min(1, 2 * p[1]));
        assertThat(adjusted).containsExactly(first, second, Math.max(second, p[2]));
    }

    @Test
    void leavesOutGroupsNeverAtRiskAndRefusesLessThanTwo() {
        LifeTable never = LifeTable.of(Tenures.parse("0+ 0+"));
        LogRankResult<String> result = LogRank.withDefaults().test(Map.of("a", A, "b", B, "never", never));
        assertThat(result.degreesOfFreedom()).isEqualTo(1);
        assertThat(result.chiSquared())
                .isCloseTo(LogRank.withDefaults().test(Map.of("a", A, "b", B)).chiSquared(), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults().test(Map.of("a", A)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults().test(Map.of("a", A, "never", never)))
                .withMessageContaining("at risk");
        assertThatIllegalArgumentException().isThrownBy(() -> result.observed("nobody"));
        assertThatIllegalArgumentException().isThrownBy(() -> LogRankWeight.flemingHarrington(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LogRankWeight.flemingHarrington(0, Double.NaN));
    }

    @Test
    void tellsItsStory() {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put("a", A);
        groups.put("b", B);
        assertThat(LogRank.withDefaults().test(groups).toString())
                .startsWith("LOG_RANK: χ² = ")
                .contains("a: 4.000 ended, ");
        assertThat(LogRank.withDefaults().with(LogRankWeight.TARONE_WARE)).hasToString("LogRank(TARONE_WARE)");
    }
}
