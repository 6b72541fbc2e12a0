package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PairedSumsTest {
    private static final double[] SPEND = {30, 0, 50, 20};
    private static final double[] ORDERS = {2, 1, 3, 2};

    private static double[] doubles(int[] numbers) {
        return Arrays.stream(numbers).asDoubleStream().toArray();
    }

    @Test
    void sumsAreAboutTheMeans() {
        PairedSums sums = PairedSums.ofValues(SPEND, ORDERS);
        assertThat(sums).isEqualTo(new PairedSums(4, 25, 2, 1300, 2, 50));
        assertThat(PairedSums.ofSums(4, 100.0, 8.0, 3800.0, 18.0, 250.0)).isEqualTo(sums);
        assertThat(sums.sample()).isEqualTo(SampleMean.ofValues(SPEND));
        assertThat(sums.correlation().orElseThrow()).isCloseTo(50 / Math.sqrt(2600), within(1e-15));
        assertThat(sums).hasToString("25, beside it 2, of 4 customers");
    }

    /** 100 in 8 orders; what customers spent more or less than 12.5 an order: 5, −12.5, 12.5, −5. */
    @Test
    void aRatioIsOfSumsAndItsVarianceOfCustomers() {
        SampleMean ratio = PairedSums.ofValues(SPEND, ORDERS).ratio().orElseThrow();
        assertThat(ratio.mean()).isEqualTo(12.5);
        double[] rests = {5, -12.5, 12.5, -5};
        double variance = SampleMean.ofValues(rests).variance().orElseThrow() / 4;
        assertThat(ratio.variance().orElseThrow()).isCloseTo(variance, within(1e-12));
    }

    @Test
    void overNothingThereIsNoRatio() {
        assertThat(PairedSums.ofValues(SPEND, new double[4]).ratio()).isEmpty();
        assertThat(PairedSums.ofValues(new double[4], new double[4]).ratio()).isEmpty();
        assertThat(PairedSums.ofValues(SPEND, new double[4]).correlation()).isEmpty();
        assertThat(PairedSums.ofValues(new double[] {4}, new double[] {2}).ratio())
                .hasValue(SampleMean.ofValues(2));
    }

    @Test
    void overWhatSumsToRoundingThereIsNoRatio() {
        double[] cancelling = {0.1, 0.2, -0.3};
        assertThat(PairedSums.ofValues(new double[] {1, 2, 3}, cancelling).ratio())
                .isEmpty();
        assertThat(PairedSums.ofSums(3, 6.0, 0.1 + 0.2 - 0.3, 14.0, 0.14, -0.4).ratio())
                .isEmpty();
    }

    /** Three and a third to each one: what differs is how many. */
    @Test
    void whereEveryCustomerHasTheSameRatioItHasNoVariance() {
        double[] beside = {1, 2, 4, 7, 11};
        double[] values = Arrays.stream(beside).map(x -> x * 10 / 3).toArray();
        SampleMean ratio = PairedSums.ofValues(values, beside).ratio().orElseThrow();
        assertThat(ratio.variance()).hasValue(0);
        double[] tenths = new double[1000];
        Arrays.fill(tenths, 0.1);
        PairedSums constant = PairedSums.ofValues(tenths, tenths);
        assertThat(constant).isEqualTo(new PairedSums(1000, 0.1, 0.1, 0, 0, 0));
        assertThat(constant.correlation()).isEmpty();
    }

    @Provide
    Arbitrary<int[]> numbers() {
        return Arbitraries.integers().between(-9, 99).array(int[].class).ofSize(12);
    }

    @Property
    void aRatioOverOneEachIsTheMean(@ForAll("numbers") int[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        PairedSums sums = PairedSums.ofValues(doubles(values), ones);
        SampleMean ratio = sums.ratio().orElseThrow();
        assertThat(ratio.mean()).isCloseTo(sums.mean(), within(1e-12));
        assertThat(ratio.variance().orElseThrow()).isCloseTo(sums.squares() / 11, within(1e-9));
    }

    @Property
    void exactSumsAndDoublesSayWhatNumbersSay(@ForAll("numbers") int[] values, @ForAll("numbers") int[] beside) {
        long y = 0;
        long x = 0;
        long yy = 0;
        long xx = 0;
        long yx = 0;
        for (int i = 0; i < values.length; i++) {
            y += values[i];
            x += beside[i];
            yy += (long) values[i] * values[i];
            xx += (long) beside[i] * beside[i];
            yx += (long) values[i] * beside[i];
        }
        PairedSums numbers = PairedSums.ofValues(doubles(values), doubles(beside));
        PairedSums exact = PairedSums.ofSums(
                12,
                BigInteger.valueOf(y),
                BigInteger.valueOf(x),
                BigInteger.valueOf(yy),
                BigInteger.valueOf(xx),
                BigInteger.valueOf(yx));
        PairedSums sums = PairedSums.ofSums(12, (double) y, (double) x, (double) yy, (double) xx, (double) yx);
        for (PairedSums other : new PairedSums[] {exact, sums}) {
            assertThat(other.mean()).isCloseTo(numbers.mean(), within(1e-9));
            assertThat(other.beside()).isCloseTo(numbers.beside(), within(1e-9));
            assertThat(other.squares()).isCloseTo(numbers.squares(), within(1e-8));
            assertThat(other.besideSquares()).isCloseTo(numbers.besideSquares(), within(1e-8));
            assertThat(other.products()).isCloseTo(numbers.products(), within(1e-8));
        }
    }

    @Test
    void sumsThatNoNumbersHaveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedSums(4, 25, 2, 1300, 2, 52))
                .withMessage("products (52.0) must be within ±√(squares (1300.0) · besideSquares (2.0))");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedSums.ofSums(4, 100.0, 8.0, 3800.0, 18.0, 260.0))
                .withMessage("products (260.0) must be possible for such sums of squares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedSums.ofSums(4, 100.0, 8.0, 3800.0, 15.0, 250.0))
                .withMessage("besideSquares (15.0) must be possible for count (4) numbers with beside (8.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairedSums(1, 25, 2, 1, 0, 0))
                .withMessage("squares (1.0) and besideSquares (0.0) must be 0 of one customer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedSums.ofValues(SPEND, new double[3]))
                .withMessage("beside (3 numbers) must be as many as values (4)");
    }
}
