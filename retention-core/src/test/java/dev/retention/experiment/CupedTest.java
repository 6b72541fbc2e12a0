package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CupedTest {
    private static final double[] TREATED = {30, 0, 50, 20, 25};
    private static final double[] TREATED_PAST = {20, 2, 30, 15, 10};
    private static final double[] CONTROL = {10, 20, 40, 5};
    private static final double[] CONTROL_PAST = {10, 20, 50, 1};
    private static final Cuped SPEND =
            Cuped.of(PairedSums.ofValues(TREATED, TREATED_PAST), PairedSums.ofValues(CONTROL, CONTROL_PAST));

    @Provide
    Arbitrary<double[]> numbers() {
        return Arbitraries.integers()
                .between(-9, 99)
                .array(int[].class)
                .ofSize(8)
                .map(all -> java.util.Arrays.stream(all).asDoubleStream().toArray());
    }

    @Test
    void aPastOfTenthsThatDoesNotVaryChangesNothing() {
        double[] past = new double[TREATED.length];
        java.util.Arrays.fill(past, 0.1);
        double[] other = new double[CONTROL.length];
        java.util.Arrays.fill(other, 0.7);
        PairedSums treated = PairedSums.ofValues(TREATED, past);
        Cuped adjusted = Cuped.of(treated, PairedSums.ofValues(CONTROL, other));
        assertThat(adjusted.theta()).isZero();
        assertThat(adjusted.adjusted(0)).isEqualTo(SampleMean.ofValues(TREATED));
        assertThat(treated.correlation()).isEmpty();
        assertThat(PairedSums.ofSums(3, 60.0, 0.1 + 0.1 + 0.1, 1400.0, 0.03, 6.0)
                        .correlation())
                .isEmpty();
    }

    @Test
    void anArmThatIsNotThereIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> Cuped.of(SPEND.arms().get(0), null))
                .withMessage("an arm of arms");
    }

    /** numpy.linalg.lstsq of y on a constant, the arm and the past. */
    @Test
    void theDifferenceIsThatOfTheRegressionOnArmAndPast() {
        assertThat(SPEND.theta()).isCloseTo(0.9486127664292, within(1e-12));
        MeanComparison means = SPEND.comparison(0, 1);
        assertThat(means.estimate(EffectScale.ABSOLUTE).orElseThrow()).isCloseTo(10.850771917182, within(1e-12));
        assertThat(SPEND).hasToString("2 arms, θ = 0.9486, 80.4 % of the variance gone");
        assertThat(SPEND.effect(0, 1, EffectScale.ABSOLUTE, 0.95).toString()).endsWith(", by CUPED and Welch");
    }

    /** Customer by customer: y − θ(x − x̄ of all). */
    @Property
    void itIsWhatTheDefinitionSays(
            @ForAll("numbers") double[] one,
            @ForAll("numbers") double[] onePast,
            @ForAll("numbers") double[] two,
            @ForAll("numbers") double[] twoPast) {
        Cuped cuped = Cuped.of(PairedSums.ofValues(one, onePast), PairedSums.ofValues(two, twoPast));
        double theta = cuped.theta();
        double past = DoubleStream.concat(DoubleStream.of(onePast), DoubleStream.of(twoPast))
                .average()
                .orElseThrow();
        alike(cuped.adjusted(0), SampleMean.ofValues(adjusted(one, onePast, theta, past)));
        alike(cuped.adjusted(1), SampleMean.ofValues(adjusted(two, twoPast, theta, past)));
        double before = squares(one) + squares(two);
        double after = squares(adjusted(one, onePast, theta, past)) + squares(adjusted(two, twoPast, theta, past));
        assertThat(cuped.varianceReduction() * before).isCloseTo(before - after, within(1e-6));
        for (double other : new double[] {theta - 0.01, theta + 0.01}) {
            double rest = squares(adjusted(one, onePast, other, past)) + squares(adjusted(two, twoPast, other, past));
            assertThat(after).as("no θ leaves less").isLessThanOrEqualTo(rest + 1e-6);
        }
    }

    private static double[] adjusted(double[] values, double[] past, double theta, double mean) {
        double[] adjusted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            adjusted[i] = values[i] - theta * (past[i] - mean);
        }
        return adjusted;
    }

    private static double squares(double[] values) {
        return SampleMean.ofValues(values).variance().orElseThrow() * (values.length - 1);
    }

    private static void alike(SampleMean one, SampleMean other) {
        assertThat(one.count()).isEqualTo(other.count());
        assertThat(one.mean()).isCloseTo(other.mean(), within(1e-9));
        assertThat(one.variance().orElseThrow()).isCloseTo(other.variance().orElseThrow(), within(1e-6));
    }

    @Property
    void aPastThatIsTheSameForAllChangesNothing(
            @ForAll("numbers") double[] one,
            @ForAll("numbers") double[] two,
            @ForAll @DoubleRange(min = -10, max = 10) double same) {
        double[] past = DoubleStream.generate(() -> same).limit(8).toArray();
        Cuped cuped = Cuped.of(sums(one, past), sums(two, past));
        assertThat(cuped.theta()).isZero();
        assertThat(cuped.varianceReduction()).isZero();
        assertThat(cuped.adjusted(0)).isEqualTo(sums(one, past).sample());
        assertThat(cuped.comparison(0, 1).control()).isEqualTo(sums(two, past).sample());
    }

    /** By plain sums, of which a past that does not vary leaves rounding. */
    private static PairedSums sums(double[] values, double[] past) {
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            products += values[i] * past[i];
        }
        return PairedSums.ofSums(
                values.length,
                DoubleStream.of(values).sum(),
                DoubleStream.of(past).sum(),
                DoubleStream.of(values).map(v -> v * v).sum(),
                DoubleStream.of(past).map(v -> v * v).sum(),
                products);
    }

    @Test
    void aPastThatIsTheOutcomeLeavesNothing() {
        Cuped cuped = Cuped.of(PairedSums.ofValues(TREATED, TREATED), PairedSums.ofValues(CONTROL, CONTROL));
        assertThat(cuped.theta()).isCloseTo(1, within(1e-12));
        assertThat(cuped.varianceReduction()).isCloseTo(1, within(1e-12));
        assertThat(cuped.comparison(0, 1).estimate(EffectScale.ABSOLUTE).orElseThrow())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void armsOfOneCustomerSayNothingOfThePast() {
        PairedSums one = PairedSums.ofValues(new double[] {5}, new double[] {3});
        assertThat(Cuped.of(one, one).theta()).isZero();
        assertThat(Cuped.of(one, one).adjusted(0)).isEqualTo(SampleMean.ofValues(5));
        assertThat(Cuped.of(one)).hasToString("1 arm, θ = 0, 0.0 % of the variance gone");
    }

    @Test
    void anArmThatIsNotThereIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> SPEND.adjusted(2))
                .withMessageContaining("arm (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cuped(List.of()))
                .withMessage("arms must not be empty");
    }
}
