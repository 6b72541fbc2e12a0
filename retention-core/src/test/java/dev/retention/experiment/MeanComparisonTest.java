package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MeanComparisonTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    /** GrowthBook, packages/stats/tests/frequentist/test_tests.py. */
    private static final MeanComparison SPEND =
            MeanComparison.of(SampleMean.ofSums(3461, 2422.7, 134698.29), SampleMean.ofSums(3407, 1396.87, 52377.9767));

    /** Hours of sleep more under two drugs: R's sleep, t.test(extra ~ group). */
    private static final MeanComparison SLEEP = MeanComparison.of(
            SampleMean.ofValues(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
            SampleMean.ofValues(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4));

    @Test
    void theDifferenceIsThatOfGrowthBook() {
        Effect effect = SPEND.effect(EffectScale.ABSOLUTE, 0.95);
        Interval interval = effect.interval().orElseThrow();
        assertThat(effect.estimate().orElseThrow()).isCloseTo(0.29, CLOSE);
        assertThat(SPEND.standardError(EffectScale.ABSOLUTE).orElseThrow()).isCloseTo(0.12478363158758794, CLOSE);
        assertThat(SPEND.degreesOfFreedom().orElseThrow()).isCloseTo(5841.742032093564, CLOSE);
        assertThat(interval.lower()).isCloseTo(0.04537789255929012, CLOSE);
        assertThat(interval.upper()).isCloseTo(0.5346221074407098, CLOSE);
        assertThat(effect.pValue().orElseThrow()).isCloseTo(0.02015840264358697, CLOSE);
        assertThat(effect).hasToString("absolute 0.29 (0.04538 to 0.5346 at 95 %), p = 0.0202, by Welch");
    }

    @Test
    void theLiftIsThatOfGrowthBookAndTellsNothing() {
        Effect effect = SPEND.effect(EffectScale.RELATIVE, 0.95);
        Interval interval = effect.interval().orElseThrow();
        assertThat(effect.estimate().orElseThrow()).isCloseTo(0.7073170731707317, CLOSE);
        assertThat(SPEND.standardError(EffectScale.RELATIVE).orElseThrow()).isCloseTo(0.3787943616681428, CLOSE);
        assertThat(interval.lower()).isCloseTo(-0.03526008906611777, CLOSE);
        assertThat(interval.upper()).isCloseTo(1.449894235407581, CLOSE);
        assertThat(effect.pValue().orElseThrow()).isCloseTo(0.061911827456183594, CLOSE);
        assertThat(effect.verdict(false)).isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
        assertThat(SPEND.effect(EffectScale.ABSOLUTE, 0.95).verdict(false)).isEqualTo(Effect.Verdict.BETTER);
        assertThat(effect)
                .hasToString("relative 70.73 % (-3.526 to 145 at 95 %), p = 0.0619, by Welch and the delta method");
    }

    @Test
    void thatOfSleepIsThatOfR() {
        Effect effect = SLEEP.effect(EffectScale.ABSOLUTE, 0.95);
        Interval interval = effect.interval().orElseThrow();
        double error = SLEEP.standardError(EffectScale.ABSOLUTE).orElseThrow();
        assertThat(effect.estimate().orElseThrow() / error).isCloseTo(-1.8608, within(5e-5));
        assertThat(SLEEP.degreesOfFreedom().orElseThrow()).isCloseTo(17.776, within(5e-4));
        assertThat(effect.pValue().orElseThrow()).isCloseTo(0.07939, within(5e-6));
        assertThat(interval.lower()).isCloseTo(-3.3654832, within(5e-8));
        assertThat(interval.upper()).isCloseTo(0.2054832, within(5e-8));
        assertThat(SLEEP).hasToString("0.75 ± 0.5657 of 10 customers against 2.33 ± 0.6332 of 10 customers");
    }

    @Test
    void overAControlThatIsNotAboveZeroThereIsNoLift() {
        for (double control : new double[] {0, -0.0, -3}) {
            MeanComparison means = MeanComparison.of(SampleMean.of(50, 2, 9), SampleMean.of(50, control, 9));
            assertThat(means.estimate(EffectScale.RELATIVE)).isEmpty();
            assertThat(means.standardError(EffectScale.RELATIVE)).isEmpty();
            Effect effect = means.effect(EffectScale.RELATIVE, 0.95);
            assertThat(effect.interval()).isEmpty();
            assertThat(effect.pValue()).isEmpty();
            assertThat(effect).hasToString("relative effect not known");
            assertThat(means.effect(EffectScale.ABSOLUTE, 0.95).interval()).isPresent();
        }
    }

    @Test
    void whereNothingVariesChanceCannotBeTold() {
        MeanComparison same = MeanComparison.of(SampleMean.of(50, 2, 0), SampleMean.of(60, 1, 0));
        MeanComparison single = MeanComparison.of(SampleMean.ofValues(2), SampleMean.of(60, 1, 4));
        for (MeanComparison means : new MeanComparison[] {same, single}) {
            for (EffectScale scale : EffectScale.values()) {
                assertThat(means.degreesOfFreedom()).isEmpty();
                assertThat(means.standardError(scale)).isEmpty();
                Effect effect = means.effect(scale, 0.95);
                assertThat(effect.estimate()).hasValue(1);
                assertThat(effect.interval()).isEmpty();
                assertThat(effect.pValue()).isEmpty();
                assertThat(effect.isSignificant(0.05)).isFalse();
                assertThat(effect.verdict(true)).isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
                assertThat(effect.toString()).contains("(no interval), by Welch");
            }
        }
    }

    @Test
    void oneArmWithoutVarianceLeavesTheDegreesOfTheOther() {
        MeanComparison means = MeanComparison.of(SampleMean.of(50, 2, 0), SampleMean.of(60, 1, 4));
        assertThat(means.degreesOfFreedom()).hasValue(59);
    }

    @Test
    void confidenceIsInsideTheUnitInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEND.effect(EffectScale.ABSOLUTE, 1))
                .withMessage("confidence (1.0) must be inside (0, 1)");
    }
}
