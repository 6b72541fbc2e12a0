package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunRuleTest {
    /** R qcc, tests/testthat/test-rules.R. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WESTERN_ELECTRIC_1 | 0 3.2 -3.5 2.9 | 2 3",
                "WESTERN_ELECTRIC_2 | 0 2.5 1.0 2.6 0 | 4",
                "WESTERN_ELECTRIC_3 | 0 1.2 1.3 0.2 1.4 1.5 | 6",
                "WESTERN_ELECTRIC_4 | -1 -1 -1 -1 -1 -1 -1 -1 1 | 8",
                "NELSON_1 | 0 3.2 -3.4 3 | 2 3",
                "NELSON_2 | 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 -0.5 -0.5 -0.5 -0.5 -0.5 -0.5 -0.5 -0.5 -0.5 -0.5 | 9 10 19 20",
                "NELSON_3 | 1 2 3 4 5 6 7 7 6 5 4 3 2 1 | 6 7 13 14",
                "NELSON_4 | 1 3 2 4 3 5 4 6 5 7 6 8 7 9 8 | 14 15",
                "NELSON_5 | 0 2.3 0.4 2.2 -2.4 -0.2 -2.5 | 4 7",
                "NELSON_6 | 1.2 1.3 0.2 1.4 1.5 -1.2 -1.3 -0.1 -1.4 -1.5 | 5 10",
                "NELSON_7 | 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 1.2 | 15 16",
                "NELSON_8 | 1.2 -1.3 1.1 -1.4 1.5 -1.2 1.3 -1.1 0.2 | 8"
            })
    void flagsThePointsThatTheTestsOfQccName(RunRule rule, String z, String violations) {
        assertThat(rule.violations(numbers(z)))
                .containsExactlyElementsOf(Arrays.stream(violations.split(" "))
                        .map(Integer::valueOf)
                        .toList());
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void flagsEveryFurtherPointOfAPatternThatGoesOn() {
        double[] z = {2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 3.2};
        assertThat(RunRule.WESTERN_ELECTRIC_1.violations(z)).containsExactly(8);
        assertThat(RunRule.WESTERN_ELECTRIC_2.violations(z)).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(RunRule.WESTERN_ELECTRIC_3.violations(z)).containsExactly(5, 6, 7, 8);
        assertThat(RunRule.WESTERN_ELECTRIC_4.violations(z)).containsExactly(8);
    }

    @Test
    void eightOutsideOnOneSideAreNoMixtureAndEqualNeighboursNoTrend() {
        assertThat(RunRule.NELSON_8.violations(2, 2, 2, 2, 2, 2, 2, 2)).isEmpty();
        assertThat(RunRule.NELSON_8.violations(2, 2, 2, 2, -2, 2, 2, 2)).containsExactly(8);
        assertThat(RunRule.NELSON_3.violations(1, 1, 1, 1, 1, 1, 1)).isEmpty();
        assertThat(RunRule.NELSON_3.violations(1, 2, 3, 4, 5, 5, 6)).isEmpty();
        assertThat(RunRule.NELSON_2.violations(1, 1, 1, 1, 0, 1, 1, 1, 1, 1)).isEmpty();
        assertThat(RunRule.NELSON_5.violations(2.5, -2.5, 2.5, 1.9))
                .as("the last point lies beyond itself, and two are on its side")
                .containsExactly(3);
    }

    @Test
    void aPointOnALineIsInside() {
        assertThat(RunRule.NELSON_1.violations(3, -3)).isEmpty();
        assertThat(RunRule.NELSON_5.violations(2.5, 2.5, 2)).isEmpty();
        assertThat(RunRule.NELSON_7.violations(1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1))
                .containsExactly(15);
        assertThat(RunRule.NELSON_8.violations(2, -2, 2, -2, 1, -2, 2, -2)).isEmpty();
        assertThat(RunRule.NELSON_8.violations(-2, -2, -2, -2, -2, -2, -2, -2)).isEmpty();
    }

    @Test
    void numbersOfOtherSignsAreNotOneAndZeroIsItself() {
        assertThat(RunRule.NELSON_4.violations(1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1))
                .containsExactly(14);
        assertThat(RunRule.NELSON_3.violations(0, 0, 0, 0, 0, 0, 0)).isEmpty();
        double most = Double.POSITIVE_INFINITY;
        assertThat(RunRule.NELSON_3.violations(most, most, most, most, most, most))
                .isEmpty();
    }

    @Test
    void whatHasNoWidthIsBeyondAndANumberThatIsNoneIsRefused() {
        assertThat(RunRule.NELSON_1.violations(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .containsExactly(2, 3);
        assertThat(RunRule.NELSON_1.violations()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunRule.NELSON_2.violations(0, Double.NaN))
                .withMessage("z[1] (NaN) must be a number");
    }

    @Test
    void theRulesThatBothSetsHaveAreTheSame() {
        double[] z = new Random(5).doubles(2_000, -3.5, 3.5).toArray();
        assertThat(RunRule.WESTERN_ELECTRIC_1.violations(z)).isEqualTo(RunRule.NELSON_1.violations(z));
        assertThat(RunRule.WESTERN_ELECTRIC_2.violations(z)).isEqualTo(RunRule.NELSON_5.violations(z));
        assertThat(RunRule.WESTERN_ELECTRIC_3.violations(z)).isEqualTo(RunRule.NELSON_6.violations(z));
        assertThat(RunRule.NELSON_2).hasToString("Nelson 2");
    }

    /** Where nothing is wrong: the rate by theory, on 100,000 normal numbers of a fixed seed, within four standard errors of runs. */
    @ParameterizedTest
    @EnumSource
    void cryWolfAsOftenAsTheyShould(RunRule rule) {
        double[] z = NOISE;
        double rate = (double) rule.violations(z).size() / (z.length - rule.length() + 1);
        // flags of one run go together: as many independent ones as runs
        double error = Math.sqrt(rule.falseAlarmRate() * Math.min(rule.length(), 4) / z.length);
        assertThat(rate).isCloseTo(rule.falseAlarmRate(), within(4 * error));
    }

    @Test
    void allOfNelsonTogetherFlagAPointIn43() {
        Set<Integer> any = new TreeSet<>();
        EnumSet.range(RunRule.NELSON_1, RunRule.NELSON_8).forEach(rule -> any.addAll(rule.violations(NOISE)));
        assertThat((double) any.size() / NOISE.length).isCloseTo(1 / 43.0, within(0.0015));
        Set<Integer> byDefault = new TreeSet<>();
        List.of(RunRule.NELSON_1, RunRule.NELSON_2).forEach(rule -> byDefault.addAll(rule.violations(NOISE)));
        assertThat((double) byDefault.size() / NOISE.length).isCloseTo(1 / 150.0, within(0.001));
    }

    private static final double[] NOISE = noise();

    private static double[] noise() {
        Random random = new Random(20240301);
        return random.doubles(100_000).map(ignored -> random.nextGaussian()).toArray();
    }

    /** The mean moving range of 2 makes σ 2/1.128; ranges have a σ of a third of the way to their limit, 3.268 · 2. */
    @Test
    void valuesAndTheirRangesLieSoManySigmaFromTheirMeans() {
        ControlChart chart =
                ChartMethod.of(ChartMethod.Kind.XMR).of(List.of("a", "b", "c", "d"), new double[] {10, 12, 11, 14});
        assertThat(chart.points().get(3).z()).isCloseTo(2.25 * 1.128 / 2, within(1e-12));
        ControlChart.Point range = chart.movingRanges().get(2);
        assertThat(range.z()).isCloseTo(3 / (2 * 3.268 - 2), within(1e-12));
        assertThat(range.isOver()).isTrue();
    }
}
