package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.ProportionComparison.Alternative;
import dev.retention.service.Nps.Method;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpsTest {
    /** R NPS package (var = p + d - (p - d)^2); adjusted Wald: Rocks 2016, MeasuringU (add 3 to n, 3/4 to promoters and to detractors). */
    @ParameterizedTest
    @CsvSource({
        "54, 23, 13, 0.455555555556, 0.536913580247, 0.0772379857789, 0.30417188519, 0.606939225921, 0.440860215054, 0.291206694381, 0.590513735726",
        "10, 5, 5, 0.25, 0.6875, 0.185404962177, -0.113387048423, 0.613387048423, 0.217391304348, -0.117161332146, 0.551943940841",
        "5, 0, 5, 0, 1, 0.316227766017, -0.619795032305, 0.619795032305, 0, -0.511273942238, 0.511273942238",
        "0, 12, 0, 0, 0, 0, 0, 0, 0, -0.160030389212, 0.160030389212"
    })
    void scoresAndTheirIntervalsAreThoseOfTheReferences(
            long promoters,
            long passives,
            long detractors,
            double value,
            double variance,
            double error,
            double low,
            double high,
            double adjusted,
            double adjustedLow,
            double adjustedHigh) {
        Nps nps = Nps.of(promoters, passives, detractors);
        assertThat(nps.asDouble()).isCloseTo(value, within(1e-11));
        assertThat(nps.asPoints()).isCloseTo(100 * value, within(1e-9));
        assertThat(nps.variance()).isCloseTo(variance, within(1e-11));
        assertThat(nps.standardError(Method.WALD)).isCloseTo(error, within(1e-11));
        assertThat(nps.value(Method.ADJUSTED_WALD)).isCloseTo(adjusted, within(1e-11));
        assertIs(nps.interval(Method.WALD, 0.95), low, high);
        assertIs(nps.interval(Method.ADJUSTED_WALD, 0.95), adjustedLow, adjustedHigh);
    }

    private static void assertIs(Interval interval, double low, double high) {
        assertThat(interval.lower()).isCloseTo(low, within(1e-11));
        assertThat(interval.upper()).isCloseTo(high, within(1e-11));
    }

    @Test
    void aFallFrom46To39OfNinetyAnswersEachIsNoise() {
        Nps.Comparison fall = Nps.of(51, 23, 16).comparedWith(Nps.of(54, 23, 13));
        assertThat(100 * fall.difference()).isCloseTo(-6.67, within(0.01));
        assertThat(fall.test(Method.WALD, Alternative.TWO_SIDED).orElseThrow()).isCloseTo(0.55, within(0.005));
        assertThat(fall.test(Method.WALD, Alternative.LESS).orElseThrow()
                        + fall.test(Method.WALD, Alternative.GREATER).orElseThrow())
                .isCloseTo(1, within(1e-15));
        assertThat(fall.test(Method.WALD, Alternative.LESS).orElseThrow()).isLessThan(0.5);
        assertThat(fall.differenceInterval(Method.ADJUSTED_WALD, 0.95).contains(0))
                .isTrue();
        assertThat(fall.standardError(Method.WALD)).isCloseTo(0.112, within(0.0005));
        double z = fall.z(Method.WALD).orElseThrow();
        assertThat(Nps.differenceOf(List.of(fall.first(), fall.reference()), Method.WALD)
                        .orElseThrow())
                .isCloseTo(fall.test(Method.WALD, Alternative.TWO_SIDED).orElseThrow(), within(1e-12));
        assertThat(z * z).isCloseTo(0.354, within(0.001));
    }

    @Test
    void severalScoresAreTestedTogether() {
        Nps low = Nps.of(10, 10, 80);
        Nps high = Nps.of(80, 10, 10);
        assertThat(Nps.differenceOf(List.of(high, low, high), Method.ADJUSTED_WALD)
                        .orElseThrow())
                .isLessThan(1e-20);
        assertThat(Nps.differenceOf(List.of(high, high, high), Method.WALD)).hasValue(1);
        assertThat(Nps.differenceOf(List.of(high, Nps.of(3, 0, 0)), Method.WALD))
                .isEmpty();
        assertThat(Nps.differenceOf(List.of(high, Nps.of(3, 0, 0)), Method.ADJUSTED_WALD))
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nps.differenceOf(List.of(high), Method.WALD))
                .withMessageContaining("scores");
    }

    @Test
    void threePromotersOfThreeAreNoCertaintyByTheAdjustedInterval() {
        Nps all = Nps.of(3, 0, 0);
        assertIs(all.interval(Method.WALD, 0.95), 1, 1);
        assertThat(all.interval(Method.ADJUSTED_WALD, 0.95).lower()).isLessThan(0.2);
        assertThat(all.interval(Method.ADJUSTED_WALD, 0.95).upper()).isEqualTo(1);
        assertThat(all.comparedWith(all).z(Method.WALD)).isEmpty();
        assertThat(all.comparedWith(all).test(Method.WALD, Alternative.LESS)).isEmpty();
    }

    @Test
    void scoresPrintAndAbsurdCountsAreRefused() {
        assertThat(Nps.of(54, 23, 13)).hasToString("45.6 points (54 promoters, 23 passives, 13 detractors)");
        assertThat(Nps.of(5, 1, 5)).hasToString("0.0 points (5 promoters, 1 passives, 5 detractors)");
        assertThat(Nps.of(1, 2, 3).plus(Nps.of(4, 5, 6))).isEqualTo(Nps.of(5, 7, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> Nps.of(0, 0, 0)).withMessageContaining("promoters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nps.of(1, -1, 0))
                .withMessage("passives (-1) must be at least 0");
        assertThatThrownBy(() -> Nps.of(Long.MAX_VALUE, 1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Property(tries = 200)
    void everyIntervalHoldsItsValueInsideTheRange(
            @ForAll @IntRange(max = 50) int promoters,
            @ForAll @IntRange(max = 50) int passives,
            @ForAll @IntRange(max = 50) int detractors) {
        if (promoters + passives + detractors == 0) {
            return;
        }
        Nps nps = Nps.of(promoters, passives, detractors);
        Nps mirrored = Nps.of(detractors, passives, promoters);
        for (Method method : Method.values()) {
            Interval interval = nps.interval(method, 0.9);
            assertThat(interval.contains(nps.value(method))).isTrue();
            assertThat(interval.lower()).isGreaterThanOrEqualTo(-1);
            assertThat(interval.upper()).isLessThanOrEqualTo(1);
            assertThat(mirrored.interval(method, 0.9).lower()).isCloseTo(-interval.upper(), within(1e-12));
        }
        assertThat(nps.interval(Method.ADJUSTED_WALD, 0.9).width()).isPositive();
        // The variance of scores of 1, 0 and -1.
        double mean = (double) (promoters - detractors) / nps.answers();
        double squares =
                promoters * Math.pow(1 - mean, 2) + passives * mean * mean + detractors * Math.pow(1 + mean, 2);
        assertThat(nps.variance()).isCloseTo(squares / nps.answers(), within(1e-12));
    }
}
