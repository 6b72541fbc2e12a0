package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.ProportionComparison.Alternative;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectTest {
    private static final ProportionComparison LOST = Proportion.of(150, 2000).comparedWith(Proportion.of(180, 2000));

    private static Effect of(OptionalDouble estimate, Optional<Interval> interval, OptionalDouble p) {
        return new Effect("", Outcome.Kind.MEAN, EffectScale.ABSOLUTE, 2, 1, estimate, interval, p, "hand");
    }

    @Test
    void aHoldoutToldByNewcombe() {
        Effect effect = Effect.ofShares(LOST, EffectScale.ABSOLUTE, 0.95).named("lost");
        assertThat(effect.estimate().orElseThrow()).isCloseTo(-0.015, within(1e-15));
        assertThat(effect.interval().orElseThrow().lower()).isCloseTo(-0.03213072531, within(1e-10));
        assertThat(effect.interval().orElseThrow().upper()).isCloseTo(0.002078268676, within(1e-10));
        assertThat(LOST.logFisherExact(Alternative.TWO_SIDED) / Math.log(10)).isCloseTo(-1.020162574, within(1e-8));
        assertThat(effect)
                .hasToString("lost: absolute -1.5 points (-3.213 to 0.2078 at 95 %), p = 0.0847, by Newcombe");
        assertThat(effect.verdict(true)).isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
        assertThat(effect.treated()).isEqualTo(0.075);
        assertThat(effect.control()).isEqualTo(0.09);
    }

    @Test
    void relativeToTheHoldoutToldByKatz() {
        Effect effect = Effect.ofShares(LOST, EffectScale.RELATIVE, 0.95);
        assertThat(1 + effect.estimate().orElseThrow()).isCloseTo(0.8333333333, within(1e-9));
        assertThat(1 + effect.interval().orElseThrow().upper())
                .isCloseTo(LOST.ratioInterval(0.95).upper(), within(1e-15));
        assertThat(effect).hasToString("relative -16.67 % (-32.29 to 2.563 at 95 %), p = 0.0847, by Katz");
    }

    @Test
    void ofNobodyInTheControlThereIsNoRelativeEffect() {
        ProportionComparison none = Proportion.of(5, 50).comparedWith(Proportion.of(0, 50));
        Effect effect = Effect.ofShares(none, EffectScale.RELATIVE, 0.95);
        assertThat(effect.estimate()).isEmpty();
        assertThat(effect.interval()).isEmpty();
        assertThat(effect.pValue()).isPresent();
        assertThat(effect.verdict(false)).isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
        assertThat(effect.named("lost")).hasToString("lost: relative effect not known");
        Effect all =
                Effect.ofShares(Proportion.of(0, 50).comparedWith(Proportion.of(5, 50)), EffectScale.RELATIVE, 0.95);
        assertThat(all.interval()).hasValue(Interval.of(-1, Double.POSITIVE_INFINITY, 0.95));
        assertThat(all.toString()).startsWith("relative -100 % (-100 to Infinity at 95 %)");
    }

    /** Katz's interval would be the point 1, from one customer on. */
    @ParameterizedTest
    @CsvSource({"1, 1", "50, 70"})
    void ofEverybodyInBothArmsTheLiftHasNoInterval(long treated, long control) {
        ProportionComparison all = Proportion.of(treated, treated).comparedWith(Proportion.of(control, control));
        Effect lift = Effect.ofShares(all, EffectScale.RELATIVE, 0.95);
        assertThat(lift.estimate()).hasValue(0);
        assertThat(lift.interval()).isEmpty();
        assertThat(lift.pValue()).isEmpty();
        Effect difference = Effect.ofShares(all, EffectScale.ABSOLUTE, 0.95);
        assertThat(difference.interval()).hasValue(all.differenceInterval(0.95));
        assertThat(difference.interval().orElseThrow().width()).isPositive();
        assertThat(difference.pValue()).isEmpty();
        ProportionComparison most = Proportion.of(treated, treated).comparedWith(Proportion.of(control, control + 1));
        assertThat(Effect.ofShares(most, EffectScale.RELATIVE, 0.95).interval()).isPresent();
    }

    @Test
    void aVerdictDependsOnWhatIsBetter() {
        Optional<Interval> above = Optional.of(Interval.of(0.5, 1.5, 0.95));
        Optional<Interval> below = Optional.of(Interval.of(-1.5, -0.5, 0.95));
        Effect more = of(OptionalDouble.of(1), above, OptionalDouble.of(0.01));
        Effect less = of(OptionalDouble.of(-1), below, OptionalDouble.of(0.01));
        assertThat(more.verdict(false)).isEqualTo(Effect.Verdict.BETTER);
        assertThat(more.verdict(true)).isEqualTo(Effect.Verdict.WORSE);
        assertThat(less.verdict(false)).isEqualTo(Effect.Verdict.WORSE);
        assertThat(less.verdict(true)).isEqualTo(Effect.Verdict.BETTER);
        Optional<Interval> touching = Optional.of(Interval.of(0, 1.5, 0.95));
        assertThat(of(OptionalDouble.of(1), touching, OptionalDouble.empty()).verdict(false))
                .isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
    }

    @Test
    void aCorrectedPValueTakesItsPlace() {
        Effect effect = of(OptionalDouble.of(1), Optional.empty(), OptionalDouble.of(0.04));
        assertThat(effect.isSignificant(0.05)).isTrue();
        assertThat(effect.isSignificant(0.04)).isFalse();
        Effect corrected = effect.withPValue(0.08, "hand, p by Holm");
        assertThat(corrected.isSignificant(0.05)).isFalse();
        assertThat(corrected).hasToString("absolute 1 (no interval), p = 0.08, by hand, p by Holm");
        assertThat(effect.ofKind(Outcome.Kind.SHARE))
                .hasToString("absolute 100 points (no interval), p = 0.04, by hand");
    }

    @Test
    void numbersOutOfTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(OptionalDouble.of(Double.NaN), Optional.empty(), OptionalDouble.empty()))
                .withMessage("estimate (NaN) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(OptionalDouble.empty(), Optional.empty(), OptionalDouble.of(1.5)))
                .withMessage("pValue (1.5) must be in [0, 1]");
    }

    @Property
    void swappingTheArmsMirrorsTheDifference(
            @ForAll @LongRange(max = 100) long one, @ForAll @LongRange(max = 200) long other) {
        Proportion treated = Proportion.of(one, 100);
        Proportion control = Proportion.of(other, 200);
        Effect effect = Effect.ofShares(treated.comparedWith(control), EffectScale.ABSOLUTE, 0.9);
        Effect swapped = Effect.ofShares(control.comparedWith(treated), EffectScale.ABSOLUTE, 0.9);
        assertThat(swapped.interval().orElseThrow().lower())
                .isCloseTo(-effect.interval().orElseThrow().upper(), within(1e-15));
        assertThat(swapped.pValue().orElse(1)).isCloseTo(effect.pValue().orElse(1), within(1e-12));
    }
}
