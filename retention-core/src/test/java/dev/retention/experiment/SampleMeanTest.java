package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMeanTest {
    private static SampleMean exact(long count, long sum, long squares) {
        return SampleMean.ofSums(count, BigInteger.valueOf(sum), BigInteger.valueOf(squares));
    }

    @Test
    void theVarianceHasOneLessBelowTheLine() {
        SampleMean mean = SampleMean.ofValues(1, 2, 3, 6);
        assertThat(mean).isEqualTo(SampleMean.of(4, 3, 14.0 / 3)).isEqualTo(exact(4, 12, 50));
        assertThat(mean.standardError().orElseThrow()).isCloseTo(Math.sqrt(14.0 / 12), within(1e-15));
        assertThat(mean).hasToString("3 ± 1.08 of 4 customers");
    }

    @Test
    void thatOfAShareHasNot() {
        assertThat(SampleMean.of(Proportion.of(1, 4))).isEqualTo(SampleMean.of(4, 0.25, 0.1875));
    }

    @Test
    void oneCustomerHasNoVariance() {
        assertThat(SampleMean.ofValues(7).variance()).isEmpty();
        assertThat(SampleMean.of(Proportion.of(1, 1)).standardError()).isEmpty();
        assertThat(exact(1, 7, 49)).isEqualTo(SampleMean.ofSums(1, 7.0, 49.0)).hasToString("7 of 1 customer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.of(1, 7, 0))
                .withMessage("count (1) must be at least 2 to have a variance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleMean(2, 7, OptionalDouble.empty()))
                .withMessage("variance (OptionalDouble.empty) must be there of several customers alone: count (2)");
    }

    @ParameterizedTest
    @CsvSource({"2, 10, 49", "1, 7, 48", "1, 7, 50", "3, 0, -1"})
    void sumsThatNoNumbersHaveAreRefused(long count, long sum, long squares) {
        String message = "sumOfSquares (%s) must be possible for count (" + count + ") numbers with sum (%s)";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exact(count, sum, squares))
                .withMessage(message, squares, sum);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.ofSums(count, (double) sum, (double) squares))
                .withMessage(message, (double) squares, (double) sum);
    }

    /** Ten times 0.1 have the squares of their sum, but for the last digits, on either side of it. */
    @Test
    void whatRoundingLeavesIsNoVariance() {
        for (double squares : new double[] {0.1, 0.1 - 1e-17, Math.nextUp(0.1), 0.1 - 1e-12}) {
            assertThat(SampleMean.ofSums(10, 1.0, squares).variance()).hasValue(0);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SampleMean.ofSums(10, 1.0, 0.1 - 1e-9));
    }

    /** Amounts of ten million euros in cents, which differ by a cent: doubles see nothing of it. */
    @Test
    void exactSumsLoseNothing() {
        long one = 1_000_000_000_000L;
        BigInteger sum = BigInteger.valueOf(2 * one + 1);
        BigInteger squares =
                BigInteger.valueOf(one).pow(2).add(BigInteger.valueOf(one + 1).pow(2));
        SampleMean cents = SampleMean.ofSums(2, sum, squares);
        assertThat(cents.variance()).hasValue(0.5);
        assertThat(cents.dividedBy(100)).isEqualTo(SampleMean.of(2, 1e10 + 0.005, 0.5 / 100 / 100));
        assertThat(SampleMean.ofSums(2, sum.doubleValue(), squares.doubleValue())
                        .variance())
                .hasValue(0);
    }

    private static double[] constant(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    /** Nothing varies in either arm, and nothing may be told: 0.1 is no binary fraction. */
    @ParameterizedTest
    @CsvSource({"1000, 300, 0.1", "7, 3, 0.7", "99999, 10, -1e99", "3, 2, 1e-300", "300, 100, 3.3333333333333335"})
    void oneNumberAgainAndAgainHasNoVariance(int many, int few, double value) {
        SampleMean treated = SampleMean.ofValues(constant(many, value));
        SampleMean control = SampleMean.ofValues(constant(few, value));
        assertThat(treated).isEqualTo(SampleMean.of(many, value, 0));
        Effect effect = MeanComparison.of(treated, control).effect(EffectScale.ABSOLUTE, 0.95);
        assertThat(effect.estimate()).hasValue(0);
        assertThat(effect.interval()).isEmpty();
        assertThat(effect.verdict(true)).isEqualTo(Effect.Verdict.NO_DIFFERENCE_TOLD);
    }

    @Test
    void numbersThatDifferInTheLastDigitHaveNoVariance() {
        assertThat(SampleMean.ofValues(0.3, 0.1 + 0.2, 0.3).variance()).hasValue(0);
    }

    @Test
    void asManyDigitsArePrintedAsTheErrorLeaves() {
        assertThat(SampleMean.of(10_000, 12_345_678.125, 1)).hasToString("12345678.12 ± 0.01 of 10000 customers");
        assertThat(SampleMean.of(2, 12_345_678, 0)).hasToString("12345678 ± 0 of 2 customers");
        assertThat(SampleMean.ofValues(12_345_678)).hasToString("12345678 of 1 customer");
        assertThat(SampleMean.of(4, 0.123456, 1)).hasToString("0.1235 ± 0.5 of 4 customers");
        assertThat(MeanComparison.of(SampleMean.of(100, 123_456, 400), SampleMean.of(100, 5, 400))
                        .effect(EffectScale.ABSOLUTE, 0.95))
                .asString()
                .startsWith("absolute 123451 (123445 to 123457 at 95 %), p = ");
        PairedSums pairs = new PairedSums(100, 123_456.75, 7_654_321, 10, 0, 0);
        assertThat(pairs).hasToString("123456.75, beside it 7654321, of 100 customers");
    }

    @Test
    void whatCancelsOutIsSummed() {
        assertThat(SampleMean.ofValues(0.1, 0.7, 1e9, 3.3, -1e9).mean()).isCloseTo(0.82, within(1e-15));
        double[] far = new double[200_000];
        double[] near = new double[far.length];
        for (int i = 0; i < far.length; i++) {
            near[i] = i % 3;
            far[i] = 1e12 + near[i];
        }
        double variance = SampleMean.ofValues(near).variance().orElseThrow();
        assertThat(variance).isCloseTo(2.0 / 3, within(1e-5));
        assertThat(SampleMean.ofValues(far).variance().orElseThrow()).isCloseTo(variance, within(1e-9));
        PairedSums both = PairedSums.ofValues(far, near);
        assertThat(both.squares()).isCloseTo(both.besideSquares(), within(1e-3));
        assertThat(both.correlation().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Property
    void theOrderDoesNotMatter(
            @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -1e9, max = 1e9) Double> numbers) {
        List<Double> turned = new ArrayList<>(numbers);
        Collections.shuffle(turned, new Random(numbers.size()));
        SampleMean one = of(numbers);
        SampleMean other = of(turned);
        double most = numbers.stream().mapToDouble(Math::abs).max().orElseThrow();
        assertThat(other.mean()).isCloseTo(one.mean(), within(1e-15 * Math.abs(one.mean()) + 1e-30 * most));
        double variance = one.variance().orElseThrow();
        assertThat(other.variance().orElseThrow()).isCloseTo(variance, within(1e-14 * variance));
    }

    private static SampleMean of(List<Double> numbers) {
        return SampleMean.ofValues(
                numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Test
    void whatIsOutOfAllMeasureIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.ofSums(2, 1e200, Double.MAX_VALUE))
                .withMessageContaining("sum (1.0E200)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.ofSums(2, BigInteger.ONE, BigInteger.TEN.pow(400)))
                .withMessage("sumOfSquares (Infinity) must be from -1.0E250 to 1.0E250");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.of(2, 1e90, 1).dividedBy(1e-20))
                .withMessageContaining("unit (1.0E-20)");
        assertThatIllegalArgumentException().isThrownBy(SampleMean::ofValues).withMessage("values must not be empty");
    }

    @Test
    void aStandardDeviationIsTheRootOfTheVariance() {
        assertThat(SampleMean.ofDeviation(100, 10, 3)).isEqualTo(SampleMean.of(100, 10, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.ofDeviation(100, 10, -3))
                .withMessageContaining("standardDeviation (-3.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleMean.ofDeviation(100, 10, Double.NaN))
                .withMessageContaining("standardDeviation (NaN)");
    }
}
