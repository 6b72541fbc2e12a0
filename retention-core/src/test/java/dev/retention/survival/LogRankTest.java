package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
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
    void countsByStratum() {
        LifeTable twice = B.plus(B);
        LogRankResult<String> result = LogRank.withDefaults()
                .with(LogRankWeight.GEHAN_WILCOXON)
                .stratified(List.of(pair(A, twice), pair(C, B), Map.of("y", A)));
        assertThat(result.strata()).isEqualTo(3);
        LogRankResult<String> first =
                LogRank.withDefaults().with(LogRankWeight.GEHAN_WILCOXON).test(pair(A, twice));
        assertThat(result.counts("x", 0))
                .isEqualTo(new LogRankResult.Counts(5, 4, first.observed("x"), first.expected("x")));
        assertThat(result.counts("y", 0).tenures()).isEqualTo(12);
        assertThat(result.counts("x", 2)).isEqualTo(new LogRankResult.Counts(0, 0, 0, 0));
        // All of a stratum of one group are expected to leave as they do.
        assertThat(result.counts("y", 2).observed())
                .isCloseTo(result.counts("y", 2).expected(), within(1e-12));
        for (String group : result.groups()) {
            assertThat(result.counts(group).observed()).isEqualTo(result.observed(group));
            double sum = 0;
            for (int stratum = 0; stratum < 3; stratum++) {
                sum += result.counts(group, stratum).expected();
            }
            assertThat(sum).isCloseTo(result.expected(group), within(1e-12));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> result.counts("x", 3))
                .withMessage("stratum (3) must be in [0, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogRankResult.Counts(1, Double.NaN, 0, 0))
                .withMessageContaining("ended (NaN)");
    }

    private static Map<String, LifeTable> pair(LifeTable x, LifeTable y) {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put("x", x);
        groups.put("y", y);
        return groups;
    }

    @Test
    void refusesGroupsOfWhichNoneCanLeaveSooner() {
        // Everybody left on one day.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults()
                        .test(pair(LifeTable.of(Tenures.parse("5 5 5")), LifeTable.of(Tenures.parse("5 5")))))
                .withMessageContaining("[x, y]")
                .withMessageContaining("everybody left at one time");
        // Nobody left.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults()
                        .test(pair(LifeTable.of(Tenures.parse("5+ 6+")), LifeTable.of(Tenures.parse("5+")))))
                .withMessageContaining("[x, y]")
                .withMessageContaining("at risk when someone left");
        // The ones had gone before the others came under observation.
        LifeTable late = LifeTable.of(
                List.of(Tenure.ended(8).withEntry(6), Tenure.ended(9).withEntry(6)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults().test(pair(LifeTable.of(Tenures.parse("1 2 3")), late)))
                .withMessageContaining("together");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LogRank.withDefaults().pairwise(Map.of("a", A, "b", LifeTable.of(Tenures.parse("0+")))))
                .withMessageContaining("cannot be compared");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.withDefaults().pairwise(Map.of("a", A)));
    }

    /** One customer against 296: a p-value of nothing, from an expectation of nothing. */
    @Test
    void warnsOfTinyGroups() {
        LifeTable one = LifeTable.of(Tenures.parse("1"));
        LifeTableAccumulator others = new LifeTableAccumulator();
        for (int i = 0; i < 296; i++) {
            others.add(2L + i % 50, i % 3 != 0);
        }
        LogRankResult<String> result = LogRank.withDefaults().test(pair(one, others.snapshot()));
        assertThat(result.pValue()).isLessThan(1e-60);
        assertThat(result.tiny()).containsExactly("x");
        assertThat(result.toString()).endsWith("too few ends expected to trust p: [x]");
        // Whatever the weight: of 297 at risk each end counts for 297 by Gehan.
        assertThat(LogRank.withDefaults()
                        .with(LogRankWeight.GEHAN_WILCOXON)
                        .test(pair(one, others.snapshot()))
                        .tiny())
                .containsExactly("x");
        LifeTable half = others.snapshot();
        assertThat(LogRank.withDefaults().test(pair(half, half)).tiny()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway")
    void comparisonsHoldNumbers() {
        LogRankResult<String> result = LogRank.withDefaults().test(pair(A, B));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogRank.Pair<>("x", "y", result, Double.NaN))
                .withMessageContaining("adjustedPValue (NaN)");
        assertThatNullPointerException()
                .isThrownBy(() -> new LogRank.Pair<>("x", "y", null, 0.5))
                .withMessage("result");
        assertThatNullPointerException()
                .isThrownBy(() -> LogRank.withDefaults().test(null))
                .withMessage("groups");
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
