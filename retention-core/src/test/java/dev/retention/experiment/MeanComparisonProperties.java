package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.internal.StudentT;
import java.math.BigInteger;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class MeanComparisonProperties {
    /** Whole numbers of 2 to 30 customers, at least one of another than the first. */
    @Provide
    Arbitrary<int[]> numbers() {
        return Arbitraries.integers()
                .between(-50, 1000)
                .array(int[].class)
                .ofMinSize(2)
                .ofMaxSize(30)
                .filter(all -> java.util.Arrays.stream(all).distinct().count() > 1);
    }

    private static double[] moved(int[] numbers, double factor, double shift) {
        return java.util.Arrays.stream(numbers).mapToDouble(n -> factor * n + shift).toArray();
    }

    private static MeanComparison of(int[] treated, int[] control, double factor, double shift) {
        return MeanComparison.of(
                SampleMean.ofValues(moved(treated, factor, shift)), SampleMean.ofValues(moved(control, factor, shift)));
    }

    private static void alike(Interval one, double lower, double upper) {
        double size = 1e-9 * (1 + Math.abs(lower) + Math.abs(upper));
        assertThat(one.lower()).isCloseTo(lower, within(size));
        assertThat(one.upper()).isCloseTo(upper, within(size));
    }

    @Property
    void swappingTheArmsMirrors(@ForAll("numbers") int[] treated, @ForAll("numbers") int[] control) {
        Effect effect = of(treated, control, 1, 0).effect(EffectScale.ABSOLUTE, 0.9);
        Effect swapped = of(control, treated, 1, 0).effect(EffectScale.ABSOLUTE, 0.9);
        Interval interval = effect.interval().orElseThrow();
        alike(swapped.interval().orElseThrow(), -interval.upper(), -interval.lower());
        assertThat(swapped.pValue().orElseThrow()).isCloseTo(effect.pValue().orElseThrow(), within(1e-12));
    }

    @Property
    void anotherUnitScalesTheDifferenceAndLeavesTheLift(
            @ForAll("numbers") int[] treated,
            @ForAll("numbers") int[] control,
            @ForAll @DoubleRange(min = 0.01, max = 100) double unit) {
        MeanComparison one = of(treated, control, 1, 100);
        MeanComparison other = of(treated, control, unit, 100 * unit);
        Interval absolute = one.effect(EffectScale.ABSOLUTE, 0.9).interval().orElseThrow();
        alike(
                other.effect(EffectScale.ABSOLUTE, 0.9).interval().orElseThrow(),
                unit * absolute.lower(),
                unit * absolute.upper());
        Interval relative = one.effect(EffectScale.RELATIVE, 0.9).interval().orElseThrow();
        alike(other.effect(EffectScale.RELATIVE, 0.9).interval().orElseThrow(), relative.lower(), relative.upper());
        MeanComparison divided = MeanComparison.of(
                other.treated().dividedBy(unit), other.control().dividedBy(unit));
        alike(
                divided.effect(EffectScale.ABSOLUTE, 0.9).interval().orElseThrow(),
                absolute.lower(),
                absolute.upper());
    }

    @Property
    void asMuchForEverybodyLeavesTheDifference(
            @ForAll("numbers") int[] treated,
            @ForAll("numbers") int[] control,
            @ForAll @DoubleRange(max = 1e4) double more) {
        Interval one = of(treated, control, 1, 0).effect(EffectScale.ABSOLUTE, 0.9).interval().orElseThrow();
        alike(
                of(treated, control, 1, more).effect(EffectScale.ABSOLUTE, 0.9).interval().orElseThrow(),
                one.lower(),
                one.upper());
    }

    /** By the textbook, from the values; and 0 is in the interval if and only if p is no less than 1 − confidence. */
    @Property
    void itIsWhatTheDefinitionSays(@ForAll("numbers") int[] treated, @ForAll("numbers") int[] control) {
        double a = spread(moved(treated, 1, 0));
        double b = spread(moved(control, 1, 0));
        double freedom = (a + b) * (a + b) / (a * a / (treated.length - 1) + b * b / (control.length - 1));
        MeanComparison means = of(treated, control, 1, 0);
        assertThat(means.degreesOfFreedom().orElseThrow()).isCloseTo(freedom, within(1e-9 * freedom));
        double t = (mean(moved(treated, 1, 0)) - mean(moved(control, 1, 0))) / Math.sqrt(a + b);
        Effect effect = means.effect(EffectScale.ABSOLUTE, 0.9);
        double p = effect.pValue().orElseThrow();
        assertThat(p).isCloseTo(2 * StudentT.survival(Math.abs(t), freedom), within(1e-9));
        if (Math.abs(p - 0.1) > 1e-9) {
            assertThat(effect.interval().orElseThrow().contains(0)).isEqualTo(p > 0.1);
            assertThat(effect.isSignificant(0.1)).isEqualTo(p < 0.1);
        }
    }

    /** Of sums as doubles, of exact sums and of the numbers themselves. */
    @Property
    void sumsSayWhatNumbersSay(@ForAll("numbers") int[] numbers) {
        long sum = 0;
        long squares = 0;
        for (int number : numbers) {
            sum += number;
            squares += (long) number * number;
        }
        SampleMean one = SampleMean.ofValues(moved(numbers, 1, 0));
        SampleMean exact = SampleMean.ofSums(numbers.length, BigInteger.valueOf(sum), BigInteger.valueOf(squares));
        SampleMean sums = SampleMean.ofSums(numbers.length, (double) sum, (double) squares);
        for (SampleMean other : new SampleMean[] {exact, sums}) {
            assertThat(other.mean()).isCloseTo(one.mean(), within(1e-9));
            double variance = one.variance().orElseThrow();
            assertThat(other.variance().orElseThrow()).isCloseTo(variance, within(1e-9 * variance));
        }
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).sum() / values.length;
    }

    /** The variance of the mean. */
    private static double spread(double[] values) {
        double mean = mean(values);
        double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        return squares / (values.length - 1) / values.length;
    }
}
