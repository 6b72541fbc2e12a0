package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    /** GrowthBook, packages/stats/tests/frequentist/test_tests.py. */
    @Test
    void theLiftOfMeansIsThatOfGrowthBook() {
        ConfidenceSequence always = ConfidenceSequence.of(0.95, 1000);
        MeanComparison means = MeanComparison.of(
                SampleMean.ofSums(3461, 2422.7, 134698.29), SampleMean.ofSums(3000, 1396.87, 52377.9767));
        Effect effect = always.effect(means, EffectScale.RELATIVE);
        assertThat(always.rho()).isCloseTo(0.08908509752892212, CLOSE);
        assertThat(effect.estimate().orElseThrow()).isCloseTo(0.5033610858562358, CLOSE);
        assertThat(effect.interval().orElseThrow().lower()).isCloseTo(-0.5584405051077315, CLOSE);
        assertThat(effect.interval().orElseThrow().upper()).isCloseTo(1.5651626768202032, CLOSE);
        assertThat(effect.pValue()).hasValue(1);
    }

    /** GrowthBook, packages/stats/tests/frequentist/test_tests.py. */
    @Test
    void theLiftOfSharesIsThatOfGrowthBook() {
        ConfidenceSequence always = ConfidenceSequence.of(0.95, 5000);
        ProportionComparison kept = Proportion.of(2422, 3461).comparedWith(Proportion.of(1396, 3000));
        Effect effect = always.effect(kept, EffectScale.RELATIVE);
        MeanComparison means = MeanComparison.of(SampleMean.of(kept.first()), SampleMean.of(kept.reference()));
        assertThat(effect.estimate().orElseThrow()).isCloseTo(0.5038633516821496, CLOSE);
        assertThat(means.standardError(EffectScale.RELATIVE).orElseThrow()).isCloseTo(0.033860214798231224, CLOSE);
        assertThat(effect.interval().orElseThrow().lower()).isCloseTo(0.4009784966859415, CLOSE);
        assertThat(effect.interval().orElseThrow().upper()).isCloseTo(0.6067482066783577, CLOSE);
        assertThat(effect.toString())
                .startsWith("relative 50.39 % (40.1 to 60.67 at 95 %), p = ")
                .endsWith(", by confidence sequence");
        assertThat(always.effect(kept, EffectScale.ABSOLUTE).toString()).startsWith("absolute 23.45 points (");
        assertThat(always).hasToString("95 % at every look, tightest at 5000 customers");
    }

    @Test
    void beforeAnythingVariesNothingIsSaid() {
        ProportionComparison nobody = Proportion.of(0, 30).comparedWith(Proportion.of(0, 40));
        for (EffectScale scale : EffectScale.values()) {
            Effect effect = ConfidenceSequence.of(0.95, 5000).effect(nobody, scale);
            assertThat(effect.interval()).isEmpty();
            assertThat(effect.pValue()).isEmpty();
        }
    }

    @Test
    void whileAllTreatedHaveNothingTheLiftHasNoInterval() {
        ConfidenceSequence always = ConfidenceSequence.of(0.95, 5000);
        ProportionComparison nobody = Proportion.of(0, 30).comparedWith(Proportion.of(7, 40));
        assertThat(always.effect(nobody, EffectScale.RELATIVE).estimate()).hasValue(-1);
        assertThat(always.effect(nobody, EffectScale.RELATIVE).interval()).isEmpty();
        assertThat(always.effect(nobody, EffectScale.ABSOLUTE).interval()).isPresent();
        MeanComparison means = MeanComparison.of(SampleMean.of(30, 0, 0), SampleMean.of(40, 2, 3));
        assertThat(means.standardError(EffectScale.RELATIVE)).isEmpty();
        assertThat(means.standardError(EffectScale.ABSOLUTE)).isPresent();
        assertThat(means.effect(EffectScale.RELATIVE, 0.95).interval()).isEmpty();
        assertThat(always.effect(means, EffectScale.RELATIVE).interval()).isEmpty();
    }

    @Test
    void overAMeanThatIsRoundingThereIsNoLift() {
        MeanComparison means = MeanComparison.of(SampleMean.ofValues(1, 2, 3), SampleMean.ofValues(0.1, 0.2, -0.3));
        assertThat(means.control().mean()).isPositive();
        assertThat(means.estimate(EffectScale.RELATIVE)).isEmpty();
    }

    /** The p-value is the level at which the interval would end at 0, and the rule of 1/e-value of the normal mixture. */
    @Property
    void theIntervalLeavesOutZeroWhereThePValueIsBelowItsLevel(
            @ForAll @DoubleRange(min = -6, max = 6) double estimate,
            @ForAll @DoubleRange(min = 0.1, max = 2) double error,
            @ForAll @LongRange(min = 1, max = 1_000_000) long count,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence) {
        ConfidenceSequence always = ConfidenceSequence.of(confidence, 5000);
        double p = always.pValue(estimate, error, count);
        double spread = count * always.rho() * always.rho();
        double z = estimate / error;
        double mixture = Math.exp(z * z * spread / (2 * (spread + 1))) / Math.sqrt(spread + 1);
        assertThat(p).isCloseTo(Math.min(1, 1 / mixture), within(1e-9));
        if (Math.abs(p - (1 - confidence)) > 1e-9) {
            assertThat(always.interval(estimate, error, count).contains(0)).isEqualTo(p > 1 - confidence);
        }
    }

    @Property
    void theIntervalIsTightestWhereItIsTuned(@ForAll @LongRange(min = 10, max = 1_000_000) long customers) {
        double tuned =
                ConfidenceSequence.of(0.95, customers).interval(0, 1, customers).width();
        for (long other : new long[] {customers / 3, customers * 3}) {
            assertThat(ConfidenceSequence.of(0.95, other)
                            .interval(0, 1, customers)
                            .width())
                    .isGreaterThan(tuned);
        }
        assertThat(tuned / Interval.normal(0, 1, 0.95).width()).isBetween(1.4, 1.6);
    }

    @Test
    void whatAllLooksLeaveOnlyShrinks() {
        List<Interval> looks = new ArrayList<>();
        assertThat(ConfidenceSequence.common(looks)).isEmpty();
        looks.add(Interval.of(-1, 3, 0.95));
        looks.add(Interval.of(0, 4, 0.95));
        looks.add(Interval.of(-2, 2, 0.95));
        assertThat(ConfidenceSequence.common(looks)).hasValue(Interval.of(0, 2, 0.95));
        looks.add(Interval.of(2.5, 3, 0.95));
        assertThat(ConfidenceSequence.common(looks)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.common(List.of(Interval.of(0, 1, 0.95), Interval.of(0, 1, 0.9))))
                .withMessage("looks ([0, 1] at 95 %, [0, 1] at 90 %) must be at one level");
    }

    @Test
    void theLevelOfALookAfterTwoThatAreApartIsChecked() {
        List<Interval> looks = List.of(Interval.of(0, 1, 0.95), Interval.of(2, 3, 0.95), Interval.of(0, 1, 0.9));
        assertThat(ConfidenceSequence.common(looks.subList(0, 2))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.common(looks))
                .withMessage("looks ([0, 1] at 95 %, [0, 1] at 90 %) must be at one level");
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.of(0.4, 1000))
                .withMessage("confidence (0.4) must be from 0.5 to below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.of(0.9, 0))
                .withMessage("tuning (0) must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.of(0.9, 10).interval(0, -1, 5))
                .withMessage("standardError (-1.0) must be at least 0");
    }
}
