package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    /** Benjamini and Hochberg 1995, J R Stat Soc B 57, section 4 (15 p-values); also statsmodels test_fdr_bky. */
    @Test
    void fourOfTheFifteenTestsOfTheirPaperAreFlagged() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
            0.759, 1.0
        };
        double[] adjusted = FalseDiscovery.adjusted(p);
        assertThat(adjusted)
                .containsExactly(
                        new double[] {
                            0.0015,
                            0.003,
                            0.0095,
                            0.035625,
                            0.0603,
                            0.063857142857,
                            0.063857142857,
                            0.0645,
                            0.0765,
                            0.486,
                            0.581181818182,
                            0.714875,
                            0.753230769231,
                            0.813214285714,
                            1.0
                        },
                        within(1e-11));
        assertThat(Arrays.stream(adjusted).filter(each -> each <= 0.05)).hasSize(4);
    }

    @Test
    void pValuesStayWhereTheyCameFromAndOneIsItself() {
        assertThat(FalseDiscovery.adjusted(new double[] {0.9, 0.01, 0.02}))
                .containsExactly(new double[] {0.9, 0.03, 0.03}, within(1e-15));
        assertThat(FalseDiscovery.adjusted(new double[] {0.3})).containsExactly(0.3);
        assertThat(FalseDiscovery.adjusted(new double[0])).isEmpty();
    }
}
