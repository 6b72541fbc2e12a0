package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaSamplerTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 1, 2.5, 40})
    void gammaDrawsHaveTheRightMoments(double shape) {
        SplittableRandom random = new SplittableRandom(7);
        int n = 40_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double draw = GammaSampler.gamma(shape, random);
            sum += draw;
            squares += draw * draw;
        }
        double mean = sum / n;
        // Mean and variance are both the shape; the variance of the variance is (2 + 6/shape) shape² / n.
        assertThat(mean).isCloseTo(shape, within(4 * Math.sqrt(shape / n)));
        assertThat(squares / n - mean * mean)
                .isCloseTo(shape, within(4 * shape * Math.sqrt((2 + 6 / shape) / n) + 1e-3 * shape));
    }

    @Test
    void betaDrawsHaveTheRightMean() {
        SplittableRandom random = new SplittableRandom(8);
        double sum = 0;
        for (int i = 0; i < 40_000; i++) {
            double draw = GammaSampler.beta(0.01, 0.03, random);
            assertThat(draw).isBetween(0.0, 1.0);
            sum += draw;
        }
        assertThat(sum / 40_000).isCloseTo(0.25, within(4 * 0.433 / 200));
    }
}
