package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

/** Customers, effect and power are three sides of one thing. */
class ExperimentPlanProperties {
    private static ExperimentPlan plan(double baseline, double effect, boolean mean, long control, long treated) {
        ExperimentPlan plan = mean
                ? ExperimentPlan.ofMean(baseline, 2, effect, EffectScale.ABSOLUTE)
                : ExperimentPlan.ofShare(baseline, effect, EffectScale.ABSOLUTE);
        return plan.withArms("a", Map.of("a", control, "b", treated));
    }

    @Property(tries = 40)
    void customersAndPowerAreInverse(
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double baseline,
            @ForAll @DoubleRange(min = 0.01, max = 0.2) double effect,
            @ForAll boolean up,
            @ForAll boolean mean,
            @ForAll @LongRange(min = 1, max = 20) long control,
            @ForAll @LongRange(min = 1, max = 20) long treated,
            @ForAll @DoubleRange(min = 0.2, max = 0.99) double power) {
        ExperimentPlan plan = plan(baseline, up ? effect : -effect, mean, control, treated).withPower(power);
        long needed = (long) Math.ceil(plan.needed());
        assertThat(plan.powerOf(needed)).isGreaterThanOrEqualTo(power - 1e-12);
        assertThat(plan.powerOf(needed - 1)).isLessThan(power);
        assertThat(plan.total()).isBetween(needed, needed + 1);
    }

    @Property(tries = 40)
    void customersAndEffectAreInverse(
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double baseline,
            @ForAll boolean up,
            @ForAll boolean mean,
            @ForAll @LongRange(min = 1, max = 20) long control,
            @ForAll @LongRange(min = 1, max = 20) long treated,
            @ForAll @LongRange(min = 500, max = 1_000_000) long customers) {
        ExperimentPlan plan = plan(baseline, up ? 0.1 : -0.1, mean, control, treated);
        OptionalDouble effect = plan.detectable(customers, EffectScale.ABSOLUTE);
        if (effect.isPresent()) {
            assertThat(effect.getAsDouble() > 0).isEqualTo(up);
            double needed = plan(baseline, effect.getAsDouble(), mean, control, treated).needed();
            assertThat(needed).isCloseTo(customers, within(customers * 1e-8));
        } else {
            double most = up ? 1 - baseline : -baseline;
            assertThat(plan(baseline, most, mean, control, treated).powerOf(customers)).isLessThan(0.8);
        }
    }

    @Property(tries = 40)
    void moreIsNeededForMore(
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double baseline,
            @ForAll @DoubleRange(min = 0.02, max = 0.2) double effect,
            @ForAll boolean mean,
            @ForAll @LongRange(min = 1, max = 20) long weight) {
        ExperimentPlan plan = plan(baseline, effect, mean, 1, 1);
        assertThat(plan.withPower(0.9).needed()).isGreaterThan(plan.needed());
        assertThat(plan.withLevel(0.01).needed()).isGreaterThan(plan.needed());
        assertThat(plan.withMetrics(2).needed()).isGreaterThan(plan.needed());
        assertThat(plan.oneSided().needed()).isLessThan(plan.needed());
        assertThat(plan.adjusted(0.3).needed()).isLessThan(plan.needed());
        assertThat(plan(baseline, effect / 2, mean, 1, 1).needed()).isGreaterThan(plan.needed());
        if (mean) {
            // Of one deviation, arms of one size take the fewest.
            assertThat(plan(baseline, effect, true, 1, weight).needed())
                    .isGreaterThanOrEqualTo(plan.needed() * (1 - 1e-12));
        }
    }
}
