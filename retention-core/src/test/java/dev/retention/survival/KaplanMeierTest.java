package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KaplanMeierTest {

    private static final SurvivalCurve CURVE = KaplanMeier.withDefaults().estimate(Tenures.parse("1 2 2+ 3 4+"));

    @Test
    void stepsShowTheWholeCurve() {
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(Tenures.parse("1 2+ 3 3 4+ 5"));
        List<SurvivalCurve.Step> steps = curve.steps();
        assertThat(steps).extracting(SurvivalCurve.Step::time).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(steps).extracting(SurvivalCurve.Step::atRisk).containsExactly(6.0, 5.0, 4.0, 2.0, 1.0);
        assertThat(steps).extracting(SurvivalCurve.Step::ended).containsExactly(1.0, 0.0, 2.0, 0.0, 1.0);
        assertThat(steps).extracting(SurvivalCurve.Step::censored).containsExactly(0.0, 1.0, 0.0, 1.0, 0.0);
        for (SurvivalCurve.Step step : steps) {
            assertThat(curve.at(step.time())).hasValue(step.survival());
            assertThat(curve.standardError(step.time())).isEqualTo(step.standardError());
            assertThat(curve.interval(step.time())).isEqualTo(step.interval());
        }
        assertThat(steps.get(4).interval()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new SurvivalCurve.Step(1, 1, 1, 0, Double.NaN, OptionalDouble.empty(), Optional.empty()))
                .withMessageContaining("survival (NaN)");
    }

    @Test
    void stepsDownAtEndsAndIsUnknownPastTheLastTime() {
        assertThat(CURVE.at(0)).hasValue(1);
        assertThat(CURVE.at(0.99)).hasValue(1);
        assertThat(CURVE.at(1).orElseThrow()).isEqualTo(0.8);
        assertThat(CURVE.at(2).orElseThrow()).isCloseTo(0.6, within(1e-15));
        assertThat(CURVE.at(3).orElseThrow()).isCloseTo(0.3, within(1e-15));
        assertThat(CURVE.at(4).orElseThrow()).isCloseTo(0.3, within(1e-15));
        assertThat(CURVE.at(4.01)).isEmpty();
        assertThat(CURVE.standardError(4.01)).isEmpty();
        assertThat(CURVE.interval(4.01)).isEmpty();
        assertThat(CURVE.at(Double.POSITIVE_INFINITY)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.at(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.at(-1));
    }

    @Test
    void staysAtZeroOnceEveryoneHasLeft() {
        SurvivalCurve gone = KaplanMeier.withDefaults().estimate(Tenures.parse("1 2"));
        assertThat(gone.at(2)).hasValue(0);
        assertThat(gone.at(3)).hasValue(0);
        assertThat(gone.standardError(2)).isEmpty();
        assertThat(gone.interval(2)).isEmpty();
        assertThat(gone.restrictedMean(10).mean()).isEqualTo(1.5);
    }

    @Test
    void withoutEndsIsOneWithNothingToTell() {
        SurvivalCurve all = KaplanMeier.withDefaults().estimate(Tenures.parse("1+ 2+"));
        assertThat(all.at(2)).hasValue(1);
        assertThat(all.interval(2)).hasValue(Interval.of(1, 1, 0.95));
        assertThat(all.median()).isEmpty();
        assertThat(all.quantileInterval(0.5)).isEmpty();
        assertThat(all.at(2.1)).isEmpty();
        assertThat(all).hasToString("2 tenures to 2, 0 ended, 2 censored; median not reached, 1.000 still there");
    }

    @Test
    void findsTimesDespiteRounding() {
        SurvivalCurve curve = KaplanMeier.withDefaults()
                .estimate(List.of(Tenure.ended(0.1 + 0.2), Tenure.censored(1), Tenure.censored(0.7)));
        assertThat(curve.at(0.3).orElseThrow()).isCloseTo(2 / 3.0, within(1e-15));
    }

    @Test
    void quantileIsTheMiddleOfAFlatPieceAtExactlyTheShare() {
        // S is 0.5 on [2, 3): the usual median of 1, 2, 3, 4.
        assertThat(KaplanMeier.withDefaults().estimate(Tenures.parse("1 2 3 4")).median())
                .hasValue(2.5);
        // The last piece ends at the last observed time, as in R.
        assertThat(KaplanMeier.withDefaults()
                        .estimate(Tenures.parse("1 2 4+ 6+"))
                        .median())
                .hasValue(4);
        assertThat(CURVE.quantile(0.25)).hasValue(2);
        assertThat(CURVE.quantile(0.9)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.quantile(1));
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.quantileInterval(Double.NaN));
    }

    @Test
    void restrictedMeanIsTheAreaAndRefusesTheUnknown() {
        // 1 + 0.8 + 0.6 + 0.3
        assertThat(CURVE.restrictedMean(4).mean()).isCloseTo(2.7, within(1e-15));
        assertThat(CURVE.restrictedMean(2.5).mean()).isCloseTo(2.1, within(1e-15));
        assertThat(CURVE.restrictedMean(0.5)).isEqualTo(new RestrictedMean(0.5, 0.5, 0));
        assertThat(CURVE.restrictedMean(4).lost()).isCloseTo(1.3, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CURVE.restrictedMean(5))
                .withMessage(
                        "horizon (5.0) must be at most the last observed time (4.0): the curve is unknown after it");
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.restrictedMean(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CURVE.restrictedMean(3).minus(CURVE.restrictedMean(4)))
                .withMessageContaining("horizons");
    }

    @Test
    void conditionalCurveIsTheRatio() {
        SurvivalCurve later = CURVE.givenStayed(1);
        assertThat(later.at(2).orElseThrow()).isCloseTo(0.3 / 0.8, within(1e-15));
        assertThat(later.lastTime()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> CURVE.givenStayed(4));
    }

    @Test
    void refusesNoTenuresAndRobustVarianceWithEntries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.withDefaults().estimate(LifeTable.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.withDefaults()
                        .with(KaplanMeier.Variance.ROBUST)
                        .estimate(List.of(Tenure.ended(3).withEntry(1))))
                .withMessageContaining("GREENWOOD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.withDefaults().withConfidence(1));
        assertThat(KaplanMeier.withDefaults()).hasToString("KaplanMeier(LOG_LOG, GREENWOOD, 0.95)");
    }

    @Test
    void robustEqualsGreenwoodWithoutWeightsAndCensoring() {
        LifeTable table = LifeTable.of(Tenures.parse("1 2 2 3 5 8"));
        SurvivalCurve greenwood = KaplanMeier.withDefaults().estimate(table);
        SurvivalCurve robust =
                KaplanMeier.withDefaults().with(KaplanMeier.Variance.ROBUST).estimate(table);
        for (double t = 1; t < 8; t++) {
            assertThat(robust.standardError(t).orElseThrow())
                    .isCloseTo(greenwood.standardError(t).orElseThrow(), within(1e-15));
        }
    }

    /** 1,500 samples of 80 exponential tenures censored by exponential ones: each interval covers near its level. */
    @ParameterizedTest
    @EnumSource(SurvivalInterval.class)
    void intervalsCoverNearTheirLevel(SurvivalInterval kind) {
        SplittableRandom random = new SplittableRandom(20240607);
        int covered = 0;
        int samples = 1500;
        for (int i = 0; i < samples; i++) {
            LifeTableAccumulator accumulator = new LifeTableAccumulator();
            for (int k = 0; k < 80; k++) {
                double end = -Math.log1p(-random.nextDouble());
                double look = -3 * Math.log1p(-random.nextDouble());
                accumulator.add(Math.min(end, look), end <= look);
            }
            SurvivalCurve curve = KaplanMeier.withDefaults().with(kind).estimate(accumulator.snapshot());
            covered += curve.interval(0.7).orElseThrow().contains(Math.exp(-0.7)) ? 1 : 0;
        }
        assertThat(covered / (double) samples).isBetween(0.925, 0.97);
    }

    @Test
    void tellsItsStory() {
        assertThat(CURVE.toString()).startsWith("5 tenures to 4, 3 ended, 2 censored; median 3 [");
        assertThat(CURVE.restrictedMean(4).toString()).isEqualTo("2.700 ± 0.5070 within 4");
    }

    /** 10¹⁵ ends at one time out of 2·10¹⁵: no loop over them, ln 2 to the last digits. */
    @Test
    void tiesOfManyCostNothing() {
        LifeTable table = LifeTable.of(
                List.of(Tenure.ended(1).withWeight(1e15), Tenure.censored(2).withWeight(1e15)));
        CumulativeHazard hazard = NelsonAalen.withDefaults()
                .with(NelsonAalen.Ties.FLEMING_HARRINGTON)
                .estimate(table);
        assertThat(hazard.at(1).orElseThrow()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(hazard.standardError(1).orElseThrow()).isCloseTo(Math.sqrt(0.5e-15), within(1e-22));
    }
}
