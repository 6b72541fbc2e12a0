package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.Movements;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShrunkenRatesTest {
    private static Map<String, Proportion> some() {
        Map<String, Proportion> rates = new LinkedHashMap<>();
        rates.put("tiny", Proportion.of(2, 2));
        rates.put("large", Proportion.of(160, 200));
        rates.put("usual", Proportion.of(60, 120));
        rates.put("low", Proportion.of(10, 80));
        rates.put("none", Proportion.of(0, 3));
        return rates;
    }

    @Test
    void theSmallestGroupIsNoMoreTheBest() {
        ShrunkenRates<String> shrunken = ShrunkenRates.of(some());
        assertThat(shrunken.highest(0.95))
                .extracting(ShrunkenRates.Rate::group)
                .containsExactly("large", "usual", "tiny", "low", "none");
        assertThat(shrunken.lowest(0.95))
                .extracting(ShrunkenRates.Rate::group)
                .containsExactly("low", "usual", "none", "large", "tiny");
        assertThat(shrunken.pooled()).isEqualTo(Proportion.of(232, 405));
        ShrunkenRates.Rate<String> tiny = shrunken.inGroup("tiny");
        assertThat(tiny.mean()).isBetween(shrunken.mean(), 1.0);
        assertThat(tiny.mean())
                .isCloseTo(
                        (2 + shrunken.mean() * shrunken.strength().orElseThrow())
                                / (2 + shrunken.strength().orElseThrow()),
                        within(1e-12));
    }

    /** The likelihood as a product of plain factors, over a grid that is refined around its best point. */
    private static double[] bestOnAGrid(List<Proportion> rates) {
        double[] best = {0, 0};
        double span = 12;
        for (int round = 0; round < 28; round++) {
            double[] centre = best.clone();
            double top = Double.NEGATIVE_INFINITY;
            for (int i = -6; i <= 6; i++) {
                for (int j = -6; j <= 6; j++) {
                    double[] at = {centre[0] + span * i / 6, centre[1] + span * j / 6};
                    double likelihood = logLikelihood(rates, at[0], at[1]);
                    if (likelihood > top) {
                        top = likelihood;
                        best = at;
                    }
                }
            }
            span *= 0.6;
        }
        return best;
    }

    /** By the logit of the mean and the logarithm of the strength. */
    private static double logLikelihood(List<Proportion> rates, double logit, double logStrength) {
        double mean = 1 / (1 + Math.exp(-logit));
        double a = mean * Math.exp(logStrength);
        double b = Math.exp(logStrength) / (1 + Math.exp(logit));
        double sum = 0;
        for (Proportion rate : rates) {
            for (long i = 0; i < rate.count(); i++) {
                sum += Math.log(a + i);
            }
            for (long i = 0; i < rate.total() - rate.count(); i++) {
                sum += Math.log(b + i);
            }
            for (long i = 0; i < rate.total(); i++) {
                sum -= Math.log(a + b + i);
            }
        }
        return sum;
    }

    @Test
    void isTheMostLikelyDistribution() {
        double[] best = bestOnAGrid(List.copyOf(some().values()));
        ShrunkenRates<String> shrunken = ShrunkenRates.of(some());
        assertThat(shrunken.mean()).isCloseTo(1 / (1 + Math.exp(-best[0])), within(1e-5));
        assertThat(Math.log(shrunken.strength().orElseThrow())).isCloseTo(best[1], within(1e-4));
    }

    @Property(tries = 40)
    void noDistributionIsMoreLikely(
            @ForAll @Size(min = 3, max = 8) List<@IntRange(min = 1, max = 60) Integer> totals, @ForAll Random random) {
        Map<Integer, Proportion> rates = new LinkedHashMap<>();
        for (int i = 0; i < totals.size(); i++) {
            rates.put(i, Proportion.of(random.nextInt(totals.get(i) + 1), totals.get(i)));
        }
        ShrunkenRates<Integer> shrunken = ShrunkenRates.of(rates);
        List<Proportion> each = List.copyOf(rates.values());
        if (shrunken.strength().isPresent()) {
            double mean = shrunken.mean();
            double found = logLikelihood(
                    each,
                    Math.log(mean / (1 - mean)),
                    Math.log(shrunken.strength().orElseThrow()));
            double[] grid = bestOnAGrid(each);
            // Where all groups count all or none the likelihood rises towards no strength at all.
            boolean isInside = shrunken.strength().orElseThrow() > 0.01;
            assertThat(found).isGreaterThanOrEqualTo(logLikelihood(each, grid[0], grid[1]) - (isInside ? 1e-6 : 1));
        }
        shrunken.rates().forEach((group, rate) -> {
            double observed = rate.observed().asDouble();
            double low = Math.min(observed, shrunken.mean()) - 1e-12;
            assertThat(rate.mean()).isBetween(low, Math.max(observed, shrunken.mean()) + 1e-12);
            Interval interval = rate.interval(0.9);
            assertThat(interval.lower()).isLessThanOrEqualTo(interval.upper());
        });
        for (List<ShrunkenRates.Rate<Integer>> ranked : List.of(shrunken.highest(0.8), shrunken.lowest(0.8))) {
            assertThat(ranked)
                    .containsExactlyInAnyOrderElementsOf(shrunken.rates().values());
        }
        List<Double> lower = new ArrayList<>(shrunken.highest(0.8).stream()
                .map(rate -> -rate.interval(0.8).lower())
                .toList());
        assertThat(lower).isSorted();
    }

    @Test
    void groupsThatDifferByChanceAreOne() {
        Map<String, Proportion> alike =
                Map.of("a", Proportion.of(10, 20), "b", Proportion.of(21, 40), "c", Proportion.of(15, 30));
        ShrunkenRates<String> shrunken = ShrunkenRates.of(alike);
        assertThat(shrunken.strength()).isEmpty();
        assertThat(shrunken.mean()).isEqualTo(46.5 / 91);
        assertThat(shrunken.inGroup("a").mean()).isEqualTo(46.5 / 91);
        assertThat(shrunken.inGroup("a").interval(0.95))
                .isEqualTo(shrunken.inGroup("b").interval(0.95));
        // Of Beta(46.5, 44.5), by scipy.stats.beta.ppf.
        assertThat(shrunken.inGroup("a").interval(0.95).lower()).isCloseTo(0.408856805350435, within(1e-12));
        assertThat(shrunken.inGroup("a").interval(0.95).upper()).isCloseTo(0.612663462727709, within(1e-12));
        assertThat(shrunken).hasToString("3 groups around 51.1 %, which differ by no more than chance");
        assertThat(shrunken.inGroup("a")).hasToString("a: 50.0 % (10 of 20), shrunken 51.1 %");
        // Nobody, or everybody.
        for (int count : new int[] {0, 5}) {
            ShrunkenRates<Integer> whole = ShrunkenRates.of(
                    Map.of(1, Proportion.of(count, 5), 2, Proportion.of(count, 5), 3, Proportion.of(count, 5)));
            assertThat(whole.strength()).isEmpty();
            assertThat(whole.mean()).isEqualTo((3 * count + 0.5) / 16);
            // The rate lies in its interval.
            Interval interval = whole.inGroup(1).interval(0.95);
            assertThat(whole.inGroup(1).mean()).isEqualTo(whole.mean()).isBetween(interval.lower(), interval.upper());
        }
    }

    @Test
    void groupsThatCountAllOrNoneStayAsTheyAre() {
        ShrunkenRates<String> shrunken = ShrunkenRates.of(
                Map.of("a", Proportion.of(10, 10), "b", Proportion.of(0, 10), "c", Proportion.of(10, 10)));
        assertThat(shrunken.inGroup("a").mean()).isGreaterThan(0.999);
        assertThat(shrunken.inGroup("b").mean()).isLessThan(0.001);
    }

    @Test
    void takesTheGroupsOfATable() {
        LocalDate day = LocalDate.of(2026, 1, 5);
        HistoryStore<Integer> store = HistoryStore.ofDates(
                        (Integer row) -> row / 2, row -> day.plusDays(20L * (row % 2)))
                .from(IntStream.range(0, 80).boxed().toList());
        ByGroup<Movements<Integer>> groups = CustomerMovements.over(Timeline.monthly(LocalDate.of(2026, 2, 28)))
                .of(store)
                .by(Grouping.<Integer>of("town", key -> "town " + key % 4));
        ShrunkenRates<Group> shrunken = ShrunkenRates.of(
                groups,
                table -> table.inPeriod("2026-02").churn(ChurnFormula.SNAPSHOT).proportion());
        assertThat(shrunken.rates()).hasSize(4);
        assertThat(shrunken.pooled()).isEqualTo(Proportion.of(40, 40));
        assertThat(shrunken.inGroup(Group.of("town 1")).observed()).isEqualTo(Proportion.of(10, 10));
    }

    @Test
    void fewerThanThreeGroupsAreRefused() {
        ShrunkenRates<String> shrunken = ShrunkenRates.of(some());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shrunken.inGroup("nowhere"))
                .withMessage("group (nowhere) must be one of the 5 groups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShrunkenRates.of(Map.of("a", Proportion.of(1, 2), "b", Proportion.of(1, 3))))
                .withMessage("observed (2 groups) must hold at least 3 groups");
    }

    /** 400 groups whose rates are drawn from Beta(6, 14): mean 0.3, strength 20. */
    @Test
    void recoversTheTruthOfSimulatedGroups() {
        Random random = new Random(7);
        Map<Integer, Proportion> observed = new LinkedHashMap<>();
        double[] truth = new double[400];
        for (int group = 0; group < truth.length; group++) {
            // The sixth smallest of 19 uniform numbers.
            double[] uniform = random.doubles(19).sorted().toArray();
            truth[group] = uniform[5];
            int size = 5 + random.nextInt(60);
            double rate = truth[group];
            long count = IntStream.range(0, size)
                    .filter(i -> random.nextDouble() < rate)
                    .count();
            observed.put(group, Proportion.of(count, size));
        }
        ShrunkenRates<Integer> shrunken = ShrunkenRates.of(observed);
        assertThat(shrunken.mean()).isCloseTo(0.3, within(0.02));
        assertThat(shrunken.strength().orElseThrow()).isBetween(15.0, 27.0);
        double errorOfShrunken = 0;
        double errorOfObserved = 0;
        int covered = 0;
        for (int group = 0; group < truth.length; group++) {
            ShrunkenRates.Rate<Integer> rate = shrunken.inGroup(group);
            errorOfShrunken += Math.pow(rate.mean() - truth[group], 2);
            errorOfObserved += Math.pow(rate.observed().asDouble() - truth[group], 2);
            Interval interval = rate.interval(0.9);
            covered += interval.lower() <= truth[group] && truth[group] <= interval.upper() ? 1 : 0;
        }
        assertThat(errorOfShrunken).isLessThan(0.7 * errorOfObserved);
        assertThat(covered).isBetween(340, 380);
    }
}
