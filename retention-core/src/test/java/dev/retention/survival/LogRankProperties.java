package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The test for any number of groups, strata, late entries and weights against the sums written down naively. */
class LogRankProperties {

    private record Row(Tenure tenure, int group, int stratum) {}

    @Provide
    Arbitrary<List<Row>> rows() {
        return Combinators.combine(
                        Tenures.weighted(),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 2))
                .as((tenure, group, stratum) -> new Row(tenure, group, stratum))
                .list()
                .ofMinSize(4)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<LogRankWeight> weights() {
        return Arbitraries.of(
                LogRankWeight.LOG_RANK,
                LogRankWeight.GEHAN_WILCOXON,
                LogRankWeight.TARONE_WARE,
                LogRankWeight.PETO,
                LogRankWeight.flemingHarrington(1, 0),
                LogRankWeight.flemingHarrington(0.5, 2));
    }

    private static double weight(LogRankWeight weight, double n, double peto, double before) {
        if (weight.equals(LogRankWeight.LOG_RANK)) {
            return 1;
        } else if (weight.equals(LogRankWeight.GEHAN_WILCOXON)) {
            return n;
        } else if (weight.equals(LogRankWeight.TARONE_WARE)) {
            return Math.sqrt(n);
        } else if (weight.equals(LogRankWeight.PETO)) {
            return peto;
        }
        return weight.toString().contains("(1.0, 0.0)") ? before : Math.sqrt(before) * Math.pow(1 - before, 2);
    }

    private static Collection<Map<Integer, LifeTable>> strata(List<Row> rows) {
        Map<Integer, Map<Integer, List<Tenure>>> lists = new LinkedHashMap<>();
        for (Row row : rows) {
            lists.computeIfAbsent(row.stratum(), s -> new HashMap<>())
                    .computeIfAbsent(row.group(), g -> new ArrayList<>())
                    .add(row.tenure());
        }
        List<Map<Integer, LifeTable>> strata = new ArrayList<>();
        lists.values().forEach(groups -> {
            Map<Integer, LifeTable> tables = new LinkedHashMap<>();
            groups.forEach((group, tenures) -> tables.put(group, LifeTable.of(tenures)));
            strata.add(tables);
        });
        return strata;
    }

    @Property(tries = 500)
    void agreesWithTheDefinition(@ForAll("rows") List<Row> rows, @ForAll("weights") LogRankWeight weight) {
        double[] observed = new double[4];
        double[] expected = new double[4];
        double[][] variance = new double[4][4];
        for (int stratum = 0; stratum < 3; stratum++) {
            double before = 1;
            double peto = 1;
            for (int t = 0; t <= 12; t++) {
                double[] n = new double[5];
                double[] d = new double[5];
                for (Row row : rows) {
                    if (row.stratum() == stratum) {
                        double w = row.tenure().weight();
                        double here = NaiveCox.atRisk(row.tenure(), t) ? w : 0;
                        double left = row.tenure().ended() && row.tenure().duration() == t ? w : 0;
                        n[row.group()] += here;
                        n[4] += here;
                        d[row.group()] += left;
                        d[4] += left;
                    }
                }
                if (d[4] == 0) {
                    continue;
                }
                peto *= 1 - d[4] / (n[4] + 1);
                double w = weight(weight, n[4], peto, before);
                before *= 1 - d[4] / n[4];
                for (int g = 0; g < 4; g++) {
                    observed[g] += w * d[g];
                    expected[g] += w * d[4] * n[g] / n[4];
                    for (int h = 0; h < 4 && n[4] > 1; h++) {
                        variance[g][h] += w
                                * w
                                * d[4]
                                * (n[4] - d[4])
                                / (n[4] - 1)
                                * (n[g] / n[4])
                                * ((g == h ? 1 : 0) - n[h] / n[4]);
                    }
                }
            }
        }
        LogRankResult<Integer> result;
        try {
            result = LogRank.withDefaults().with(weight).stratified(strata(rows));
        } catch (IllegalArgumentException nothingToCompare) {
            return;
        }
        List<Integer> used = new ArrayList<>();
        for (int g : result.groups()) {
            double scale = 1 + observed[g];
            assertThat(result.observed(g)).isCloseTo(observed[g], within(1e-10 * scale));
            assertThat(result.expected(g)).isCloseTo(expected[g], within(1e-10 * scale));
            for (int h : result.groups()) {
                assertThat(result.covariance(g, h))
                        .isCloseTo(variance[g][h], within(1e-10 * (1 + Math.abs(variance[g][h]))));
            }
            if (expected[g] > 0) {
                used.add(g);
            }
        }
        // R leaves out the first group, this library the last: the statistic is the same.
        int k = used.size() - 1;
        double[] difference = new double[k];
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            difference[i] = observed[used.get(i + 1)] - expected[used.get(i + 1)];
            for (int j = 0; j < k; j++) {
                covariance[i][j] = variance[used.get(i + 1)][used.get(j + 1)];
            }
        }
        assertThat(result.degreesOfFreedom()).isEqualTo(k);
        double chiSquared = NaiveCox.quadraticForm(covariance, difference);
        if (!Double.isNaN(chiSquared)) {
            assertThat(result.chiSquared()).isCloseTo(chiSquared, within(1e-8 * (1 + chiSquared)));
        }
    }
}
