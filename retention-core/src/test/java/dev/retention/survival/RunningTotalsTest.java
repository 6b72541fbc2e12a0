package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RunningTotalsTest {
    @Test
    void keepsASmallStretchAfterALargeOne() {
        double[] series = {1e200, 3, 1e-30, 2e-30, 1e-40, 5};
        RunningTotals totals = new RunningTotals(series.length);
        totals.of(series);
        assertThat(totals.between(0, 6)).isEqualTo(1e200);
        assertThat(totals.between(1, 2)).isEqualTo(3);
        assertThat(totals.between(2, 5)).isCloseTo(3e-30, within(1e-39));
        assertThat(totals.between(4, 5)).isEqualTo(1e-40);
        assertThat(totals.between(4, 4)).isZero();
    }

    @Test
    void everyStretchIsTheSumOfItsPlaces() {
        Random random = new Random(7);
        for (int length = 0; length < 40; length++) {
            double[] series = new double[length];
            for (int i = 0; i < length; i++) {
                series[i] = Math.exp(random.nextGaussian() * 100);
            }
            RunningTotals totals = new RunningTotals(length);
            totals.of(series);
            for (int from = 0; from <= length; from++) {
                double sum = 0;
                for (int to = from; to <= length; to++) {
                    assertThat(totals.between(from, to)).isCloseTo(sum, within(1e-13 * sum));
                    sum += to < length ? series[to] : 0;
                }
            }
        }
    }
}
