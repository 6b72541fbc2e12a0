package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Brier scores and their parts, by hand, as published, and by definition. */
class CalibrationTest {
    private static Calibration of(int[] outcomes, double... forecasts) {
        List<Integer> customers = IntStream.range(0, outcomes.length).boxed().toList();
        return Calibration.of(customers, each -> outcomes[each] == 1, each -> forecasts[each]);
    }

    /** Of four at 10 % one happens, of three at 40 % one, of three at 80 % all. */
    private static final Calibration TEN =
            of(new int[] {0, 0, 0, 1, 0, 1, 0, 1, 1, 1}, 0.1, 0.1, 0.1, 0.1, 0.4, 0.4, 0.4, 0.8, 0.8, 0.8);

    @Test
    void theScoreIsThatOfScikitLearn() {
        // brier_score_loss docstring: 0.037...
        assertThat(of(new int[] {0, 1, 1, 0}, 0.1, 0.9, 0.8, 0.3).brier()).isCloseTo(0.0375, within(1e-15));
    }

    @Test
    void murphysPartsAddUpToTheScore() {
        assertThat(TEN.brier()).isCloseTo(0.164, within(1e-12));
        assertThat(TEN.reliability()).isCloseTo(0.022333333333333327, within(1e-12));
        assertThat(TEN.resolution()).isCloseTo(0.10833333333333335, within(1e-12));
        assertThat(TEN.uncertainty()).isEqualTo(0.25);
        assertThat(TEN.skill().orElseThrow()).isCloseTo(0.344, within(1e-12));
        assertThat(TEN.meanForecast()).isCloseTo(0.4, within(1e-12));
        assertThat(TEN.excess()).isCloseTo(-0.1, within(1e-12));
        assertThat(TEN.happened()).isEqualTo(Proportion.of(5, 10));
        assertThat(TEN).hasToString("Brier score 0.164 of 10 forecasts, mean 40.0 %, 50.0 % (5 of 10) happened");
        assertThat(TEN)
                .isEqualTo(Calibration.of(
                        Map.of(0.1, Proportion.of(1, 4), 0.4, Proportion.of(1, 3), 0.8, Proportion.of(3, 3))))
                .hasSameHashCodeAs(Calibration.of(
                        Map.of(0.1, Proportion.of(1, 4), 0.4, Proportion.of(1, 3), 0.8, Proportion.of(3, 3))));
    }

    @Test
    void classesTellWhatWasForecastAndWhatCameOfIt() {
        CalibrationClasses classes = TEN.classesAt(0.4, 0.8, 0.9);
        assertThat(classes.classes())
                .extracting(CalibrationClasses.Row::happened)
                .containsExactly(Proportion.of(1, 4), Proportion.of(1, 3), Proportion.of(3, 3));
        assertThat(classes.classes().get(2).interval(0.95))
                .isEqualTo(Proportion.of(3, 3).interval(ProportionInterval.WILSON, 0.95));
        // (4 · 0.15 + 3 · 0.0667 + 3 · 0.2) / 10
        assertThat(classes.expectedError()).isCloseTo(0.14, within(1e-12));
        assertThat(classes.largestError()).isCloseTo(0.2, within(1e-12));
        // Two classes: forecasts of 0.1 and 0.4 together have the mean 1.6/7 and happen in 2 of 7.
        CalibrationClasses two = TEN.classesAt(0.5);
        CalibrationClasses.Row below = two.classes().get(0);
        assertThat(below.from()).isEqualTo(0.1);
        assertThat(below.to()).isEqualTo(0.4);
        assertThat(below.meanForecast()).isCloseTo(1.6 / 7, within(1e-12));
        assertThat(below.happened()).isEqualTo(Proportion.of(2, 7));
        // Σ(f − f̄)² = 4 · (0.9/7)² + 3 · (1.2/7)²;  Σ(f − f̄)(o − ō) = 1 · (−0.9/7) + 1 · (1.2/7)
        assertThat(below.spread()).isCloseTo((4 * 0.81 + 3 * 1.44) / 49 / 7, within(1e-12));
        assertThat(below.agreement()).isCloseTo(2 * 0.3 / 7 / 7, within(1e-12));
        assertThat(two.brier()).isCloseTo(0.164, within(1e-12));
        assertThat(two.skill().orElseThrow()).isCloseTo(0.344, within(1e-12));
        assertThat(two).isNotEqualTo(classes);
        // The middle of those at 40 % is at 5.5 of 10.
        assertThat(TEN.classesAt(0.4)).isEqualTo(TEN.classesOf(2)).hasSameHashCodeAs(TEN.classesOf(2));
        assertThat(two.toString()).contains("28.6 % (2 of 7)");
        assertThat(TEN.classesAt().classes()).hasSize(1);
        assertThat(TEN.classesOf(1_000_000).classes()).hasSize(3);
    }

    @Property(tries = 150)
    void partsAddUpHoweverForecastsAreParted(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 20) Integer> forecasts,
            @ForAll @Size(40) List<Boolean> outcomes,
            @ForAll @IntRange(min = 1, max = 12) int number,
            @ForAll @IntRange(min = 1, max = 98) int edge) {
        int n = forecasts.size();
        List<Integer> customers = IntStream.range(0, n).boxed().toList();
        Calibration calibration = Calibration.of(customers, outcomes::get, each -> forecasts.get(each) / 20.0);
        double score = customers.stream()
                .mapToDouble(each -> Math.pow(forecasts.get(each) / 20.0 - (outcomes.get(each) ? 1 : 0), 2))
                .average()
                .orElseThrow();
        assertThat(calibration.brier()).isCloseTo(score, within(1e-12));
        assertThat(calibration.reliability() - calibration.resolution() + calibration.uncertainty())
                .isCloseTo(score, within(1e-12));
        for (CalibrationClasses classes : List.of(
                calibration.classesOf(number),
                calibration.classesAt(edge / 100.0),
                calibration.classesAt(0.3, 0.35, 0.9))) {
            assertThat(classes.brier()).isCloseTo(score, within(1e-12));
            assertThat(classes.uncertainty()).isCloseTo(calibration.uncertainty(), within(1e-15));
            assertThat(classes.generalisedResolution() - classes.reliability())
                    .isCloseTo(calibration.resolution() - calibration.reliability(), within(1e-12));
            assertThat(classes.expectedError())
                    .isBetween(Math.abs(calibration.excess()) - 1e-12, classes.largestError() + 1e-12);
            assertThat(classes.skill().isPresent())
                    .isEqualTo(calibration.skill().isPresent());
            assertThat(classes.classes().stream()
                            .mapToLong(each -> each.happened().total())
                            .sum())
                    .isEqualTo(n);
        }
        long below =
                forecasts.stream().filter(each -> each / 20.0 < edge / 100.0).count();
        CalibrationClasses two = calibration.classesAt(edge / 100.0);
        assertThat(two.classes()).hasSize(below == 0 || below == n ? 1 : 2);
        assertThat(two.classes().get(0).happened().total()).isEqualTo(below == 0 ? n : below);
    }

    @Test
    void trueForecastsAreFoundReliable() {
        Random random = new Random(3);
        List<double[]> customers = random.doubles(20_000)
                .mapToObj(forecast -> new double[] {forecast, random.nextDouble() < forecast ? 1 : 0})
                .toList();
        Calibration calibration = Calibration.of(customers, each -> each[1] == 1, each -> each[0]);
        CalibrationClasses tenths = calibration.classesOf(10);
        assertThat(tenths.classes()).hasSize(10).allSatisfy(each -> {
            assertThat(each.happened().total()).isEqualTo(2_000);
            assertThat(each.interval(0.9999).contains(each.meanForecast())).isTrue();
        });
        // E f(1 − f) = 1/6 for uniform forecasts.
        assertThat(calibration.brier()).isCloseTo(1 / 6.0, within(0.005));
        assertThat(tenths.reliability()).isLessThan(0.001);
        assertThat(tenths.expectedError()).isLessThan(0.02);
    }

    @Test
    void whatIsNoForecastIsRefused() {
        Calibration sure = of(new int[] {1, 1}, 1, 0.5);
        assertThat(sure.skill()).isEmpty();
        assertThat(sure.classesOf(2).skill()).isEmpty();
        // Forecasts of −0.0 and 0.0 are one.
        assertThat(of(new int[] {0, 1}, -0.0, 0.0).resolution()).isZero();
        assertThat(Calibration.of(Map.of(-0.0, Proportion.of(0, 1), 0.0, Proportion.of(1, 1))))
                .isEqualTo(Calibration.of(Map.of(0.0, Proportion.of(1, 2))))
                .isNotEqualTo(sure);
        assertThatThrownBy(() -> of(new int[] {1}, 1.01)).hasMessageContaining("forecast (1.01)");
        assertThatThrownBy(() -> of(new int[] {1}, Double.NaN)).hasMessageContaining("forecast (NaN)");
        assertThatThrownBy(() -> of(new int[] {})).hasMessageContaining("items must not be empty");
        assertThatThrownBy(() -> Calibration.of(Map.of())).hasMessageContaining("outcomes must not be empty");
        assertThatThrownBy(() -> sure.classesAt(0.5, 0.5)).hasMessageContaining("edges (0.5) must ascend");
        assertThatThrownBy(() -> sure.classesAt(1)).hasMessageContaining("edges (1.0)");
        assertThatThrownBy(() -> sure.classesOf(0)).hasMessageContaining("classes (0)");
    }

    @Test
    void whatIsNoClassIsRefused() {
        Proportion half = Proportion.of(1, 2);
        assertThat(new CalibrationClasses.Row(0.5, 0.5, 0.5, half, 0, -1).agreement())
                .isEqualTo(-1);
        assertThat(new CalibrationClasses.Row(0, 1, 0.5, half, 0.25, 1).agreement())
                .isEqualTo(1);
        assertThatThrownBy(() -> new CalibrationClasses.Row(0.2, 0.4, 0.5, half, 0, 0))
                .hasMessage("meanForecast (0.5) must be in [from, to] (0.2, 0.4)");
        assertThatThrownBy(() -> new CalibrationClasses.Row(0.2, 0.4, 0.1, half, 0, 0))
                .hasMessage("meanForecast (0.1) must be in [from, to] (0.2, 0.4)");
        for (double beyond : new double[] {-1.01, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> new CalibrationClasses.Row(0, 1, 0.5, half, 0.25, beyond))
                    .hasMessage("agreement (" + beyond + ") must be in [-1, 1]");
        }
    }
}
