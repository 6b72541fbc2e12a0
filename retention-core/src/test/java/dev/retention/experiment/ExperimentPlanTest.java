package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.internal.StudentT;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans against R's and scipy's numbers, and against experiments that are simulated as planned. */
class ExperimentPlanTest {
    private static ExperimentPlan share(double from, double to) {
        return ExperimentPlan.ofShare(from, to - from, EffectScale.ABSOLUTE);
    }

    private static ExperimentPlan mean(double effect, double deviation) {
        return ExperimentPlan.ofMean(0, deviation, effect, EffectScale.ABSOLUTE);
    }

    private static Map<String, Long> arms(long control, long treated) {
        return Map.of("control", control, "treated", treated);
    }

    /** The examples of R's help pages of power.prop.test and power.t.test. */
    @Test
    void isAsInTheHelpOfR() {
        assertThat(share(0.50, 0.75).withPower(0.90).needed() / 2).isCloseTo(76.7, within(0.05));
        assertThat(share(0.50, 0.75).withPower(0.90).customers()).isEqualTo(arms(77, 77));
        assertThat(share(0.50, 0.75).powerOf(100)).isCloseTo(0.740, within(0.0005));
        assertThat(mean(1, 1).withPower(0.90).needed() / 2).isCloseTo(22.02110, within(1e-5));
        assertThat(mean(1, 1).withPower(0.90).customers()).isEqualTo(arms(23, 23));
        assertThat(mean(1, 1).powerOf(40)).isCloseTo(0.8689528, within(1e-7));
        assertThat(mean(1, 1).withPower(0.90).oneSided().needed() / 2).isCloseTo(17.84713, within(1e-5));
    }

    /** By the same formulas in scipy 1.17.1: norm and nct. */
    @Test
    void isAsElsewhere() {
        assertThat(share(0.2, 0.18).needed() / 2).isCloseTo(6038.53388475563, within(1e-6));
        assertThat(share(0.2, 0.18).powerOf(5_000)).isCloseTo(0.43740375415074184, within(1e-12));
        assertThat(share(0.2, 0.18).withArms("control", arms(1, 9)).needed() / 10)
                .isCloseTo(3309.8696049843015, within(1e-6));
        assertThat(share(0.1, 0.12).oneSided().withLevel(0.01).withPower(0.9).needed() / 2)
                .isCloseTo(6369.47909479297, within(1e-6));
        assertThat(mean(0.2, 1).withLevel(0.01).withArms("control", arms(1, 3)).needed() / 4)
                .isCloseTo(390.12910148927864, within(1e-6));
        assertThat(mean(-5, 30).oneSided().withPower(0.95).needed() / 2).isCloseTo(779.8738776070818, within(1e-6));
        assertThat(share(0.2, 0.18).detectable(5_000, EffectScale.ABSOLUTE).orElseThrow())
                .isCloseTo(-0.03073801565003921, within(1e-12));
        assertThat(share(0.2, 0.18).detectable(5_000, EffectScale.RELATIVE).orElseThrow())
                .isCloseTo(-0.15369007825019604, within(1e-12));
    }

    @Test
    void scalesSayTheSame() {
        ExperimentPlan relative = ExperimentPlan.ofShare(0.2, -0.1, EffectScale.RELATIVE);
        assertThat(relative.total()).isEqualTo(share(0.2, 0.18).total()).isEqualTo(12_078);
        assertThat(relative.effect(EffectScale.ABSOLUTE)).isCloseTo(-0.02, within(1e-15));
        assertThat(relative.effect(EffectScale.RELATIVE)).isCloseTo(-0.1, within(1e-15));
        assertThat(relative.baseline()).isEqualTo(0.2);
        assertThat(relative.level()).isEqualTo(0.05);
        assertThat(relative.power()).isEqualTo(0.8);
        assertThat(ExperimentPlan.ofMean(100, 30, 0.05, EffectScale.RELATIVE).total())
                .isEqualTo(
                        ExperimentPlan.ofMean(100, 30, 5, EffectScale.ABSOLUTE).total());
    }

    @Test
    void anAdjustmentSavesItsShareOfCustomers() {
        assertThat(share(0.2, 0.18).adjusted(0.4).needed())
                .isCloseTo(0.6 * share(0.2, 0.18).needed(), within(1e-6));
        assertThat(mean(1, 10).adjusted(0.36).needed()).isCloseTo(mean(1, 8).needed(), within(1e-6));
    }

    @Test
    void comparisonsShareTheLevel() {
        ExperimentPlan plan = share(0.2, 0.18)
                .withArms("holdout", Map.of("holdout", 2L, "call", 1L, "offer", 3L))
                .withMetrics(4);
        assertThat(plan.comparisons()).isEqualTo(8);
        double each = share(0.2, 0.18)
                        .withLevel(0.05 / 8)
                        .withArms("control", arms(2, 1))
                        .needed()
                / 3;
        assertThat(plan.needed()).isCloseTo(6 * each, within(1e-5));
        assertThat(plan.customers().get("offer")).isEqualTo((long) Math.ceil(3 * each));
    }

    @Test
    void theReadingIsWhenTheLastAreMature() {
        ExperimentPlan plan = share(0.2, 0.18);
        LocalDate start = LocalDate.of(2026, 3, 2);
        assertThat(plan.days(200)).isEqualTo(61);
        LocalDate last = start.plusDays(60);
        LocalDate reading = plan.reading(start, 200, 90);
        assertThat(reading).isEqualTo(LocalDate.of(2026, 7, 29));
        // A customer is mature if day + days ≤ as-of + 1.
        assertThat(last.plusDays(90)).isEqualTo(reading.plusDays(1));
        assertThat(plan.days(1e9)).isEqualTo(1);
        assertThat(plan.reading(start, 1e9, 1)).isEqualTo(start);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.days(0.001))
                .withMessageStartingWith("perDay (0.001) must be enough in 1,000,000 days");
    }

    @Test
    void fewDetectNothing() {
        assertThat(share(0.2, 0.18).detectable(4, EffectScale.ABSOLUTE)).isEmpty();
        assertThat(share(0.2, 0.18).detectable(0, EffectScale.ABSOLUTE)).isEmpty();
        assertThat(share(0.2, 0.18).powerOf(0)).isZero();
        assertThat(mean(1, 1).detectable(2, EffectScale.ABSOLUTE)).isEmpty();
        assertThat(mean(1, 1).powerOf(2)).isZero();
        assertThat(mean(1, 1).detectable(3, EffectScale.ABSOLUTE).orElseThrow()).isGreaterThan(10);
    }

    @Test
    void absurdPlansSayThatThereAreNotEnough() {
        ExperimentPlan plan = ExperimentPlan.ofShare(0.2, 1e-12, EffectScale.ABSOLUTE);
        assertThat(plan.toString()).endsWith("takes more customers than there are");
        assertThat(plan.sheet().rows()).isEmpty();
        assertThat(plan.toText()).contains("takes more customers than there are");
        assertThatThrownBy(plan::customers)
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("more than 10^15 customers");
        assertThat(mean(1e300, 1e-5).total()).isEqualTo(4);
        assertThat(share(0.2, 0.18).withLevel(1e-300).total()).isBetween(2_200_000L, 2_220_000L);
        assertThat(mean(1, 10).withLevel(1e-300).total()).isBetween(570_000L, 577_000L);
    }

    @Test
    void readsAsASentence() {
        assertThat(ExperimentPlan.ofShare(0.2, -0.1, EffectScale.RELATIVE))
                .hasToString("to find with a probability of 80.0 % that 20.0 % became 18.0 %, at a level of 5.0 %"
                        + " takes 12,078 customers: control 6,039, treated 6,039");
        assertThat(ExperimentPlan.ofMean(100, 30, 5, EffectScale.ABSOLUTE)
                        .oneSided()
                        .adjusted(0.4)
                        .withMetrics(3))
                .hasToString("to find with a probability of 80.0 % that 100 became 105 (standard deviation 30), with"
                        + " 40.0 % less variance, one-sided, at a level of 5.0 % over 3 comparisons takes 766 customers:"
                        + " control 383, treated 383");
        assertThat(share(0.2, 0.18).toText()).contains("control").contains("6039");
    }

    /** Shares: 4,000 experiments as planned, told by the z test of the pooled share. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.1, 1, 1, 0.8", "0.5, 0.6, 1, 3, 0.9", "0.3, 0.2, 4, 1, 0.5"})
    void sharesAreFoundAsOftenAsPlanned(double from, double to, long control, long treated, double power) {
        ExperimentPlan plan = share(from, to).withPower(power).withArms("control", arms(control, treated));
        SplittableRandom random = new SplittableRandom(20261130);
        long n0 = plan.customers().get("control");
        long n1 = plan.customers().get("treated");
        int found = 0;
        for (int experiment = 0; experiment < 4_000; experiment++) {
            Proportion one = Proportion.of(drawn(random, n1, to), n1);
            Proportion reference = Proportion.of(drawn(random, n0, from), n0);
            found += Math.abs(one.comparedWith(reference).z().orElse(0)) > 1.959964 ? 1 : 0;
        }
        assertThat(found / 4_000.0).isCloseTo(power, within(0.025));
    }

    private static long drawn(SplittableRandom random, long n, double share) {
        long drawn = 0;
        for (long i = 0; i < n; i++) {
            drawn += random.nextDouble() < share ? 1 : 0;
        }
        return drawn;
    }

    /** Means: 4,000 experiments as planned, told by Student's t test. */
    @Test
    void meansAreFoundAsOftenAsPlanned() {
        ExperimentPlan plan = mean(2, 3).withPower(0.8);
        SplittableRandom random = new SplittableRandom(20261130);
        int n = Math.toIntExact(plan.customers().get("control"));
        int found = 0;
        for (int experiment = 0; experiment < 4_000; experiment++) {
            double[] control = sums(random, n, 0);
            double[] treated = sums(random, n, 2);
            double variance = (control[1] + treated[1]) / (2 * n - 2);
            double t = (treated[0] - control[0]) / Math.sqrt(variance * 2 / n);
            found += t > 0 && StudentT.twoSided(t, 2 * n - 2) < 0.05 ? 1 : 0;
        }
        double exact = plan.powerOf(2L * n);
        assertThat(exact).isBetween(0.8, 0.82);
        assertThat(found / 4_000.0).isCloseTo(exact, within(0.02));
    }

    /** The mean, and the sum of squares about it. */
    private static double[] sums(SplittableRandom random, int n, double mean) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double drawn = mean + 3 * random.nextGaussian();
            sum += drawn;
            squares += drawn * drawn;
        }
        return new double[] {sum / n, squares - sum * sum / n};
    }

    @Test
    void refusesWhatCannotBePlanned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlan.ofShare(0.2, 0.9, EffectScale.ABSOLUTE))
                .withMessage("effect (0.9) must change the baseline (0.2) to another share: 1.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlan.ofShare(0.2, 0, EffectScale.ABSOLUTE))
                .withMessage("effect (0.0) must change the baseline (0.2) to another share: 0.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlan.ofShare(1, -0.1, EffectScale.ABSOLUTE))
                .withMessage("baseline (1.0) must be inside (0, 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExperimentPlan.ofMean(0, 1, 0.1, EffectScale.RELATIVE))
                .withMessage("baseline (0.0) must be above 0 for a relative effect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 1).effect(EffectScale.RELATIVE))
                .withMessage("scale (RELATIVE) must be absolute of a baseline of 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 1).withLevel(0.9))
                .withMessage("level (0.9) must be inside (0, 0.5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 1).withPower(0.05))
                .withMessage("power (0.05) must be above the level (0.05) and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 1).withArms("holdout", arms(1, 1)))
                .withMessageStartingWith("controlArm (holdout) must be one of at least two arms: {");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mean(1, 1).adjusted(1))
                .withMessage("varianceReduction (1.0) must be in [0, 1)");
    }
}
