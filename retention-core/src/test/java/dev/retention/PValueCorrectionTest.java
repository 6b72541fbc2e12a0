package dev.retention;

import static dev.retention.PValueCorrection.BENJAMINI_HOCHBERG;
import static dev.retention.PValueCorrection.BENJAMINI_YEKUTIELI;
import static dev.retention.PValueCorrection.BONFERRONI;
import static dev.retention.PValueCorrection.HOLM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PValueCorrectionTest {
    /** Benjamini and Hochberg 1995, J R Stat Soc B 57, section 4 (15 p-values); adjusted by statsmodels. */
    private static final double[] PAPER = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759,
        1.0
    };

    @Test
    void fourOfTheFifteenTestsOfTheirPaperAreFoundByFalseDiscoveryRate() {
        double[] expected = {
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
        };
        assertThat(BENJAMINI_HOCHBERG.adjusted(PAPER)).containsExactly(expected, within(1e-11));
        assertThat(BENJAMINI_HOCHBERG.rejected(0.05, PAPER)).isEqualTo(4);
    }

    @Test
    void threeOfThemAreFoundByTheOthers() {
        assertThat(HOLM.adjusted(PAPER))
                .containsExactly(
                        new double[] {
                            0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1
                        },
                        within(1e-12));
        double[] yekutieli = {
            0.00497734349,
            0.00995468698,
            0.031523175436,
            0.118211907884,
            0.200089208292,
            0.211892622853,
            0.211892622853,
            0.214025770063,
            0.253844517982,
            1,
            1,
            1,
            1,
            1,
            1
        };
        assertThat(BENJAMINI_YEKUTIELI.adjusted(PAPER)).containsExactly(yekutieli, within(1e-11));
        assertThat(BONFERRONI.adjusted(PAPER)).startsWith(0.0015, 0.006, 0.0285);
        assertThat(HOLM.rejected(0.05, PAPER)).isEqualTo(3);
        assertThat(BENJAMINI_YEKUTIELI.rejected(0.05, PAPER)).isEqualTo(3);
        assertThat(BONFERRONI.rejected(0.05, PAPER)).isEqualTo(3);
    }

    @Test
    void pValuesStayWhereTheyCameFromAndOneIsItself() {
        assertThat(BENJAMINI_HOCHBERG.adjusted(0.9, 0.01, 0.02))
                .containsExactly(new double[] {0.9, 0.03, 0.03}, within(1e-15));
        for (PValueCorrection each : PValueCorrection.values()) {
            assertThat(each.adjusted(0.3)).containsExactly(0.3);
            assertThat(each.adjusted()).isEmpty();
            assertThat(each.adjustedLogs()).isEmpty();
            assertThat(each.rejected(0.05)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void logarithmsTellTheSame(PValueCorrection correction) {
        double[] logs = Arrays.stream(PAPER).map(Math::log).toArray();
        double[] adjusted =
                Arrays.stream(correction.adjustedLogs(logs)).map(Math::exp).toArray();
        assertThat(adjusted).containsExactly(correction.adjusted(PAPER), within(1e-14));
    }

    @Test
    void pValuesBelowTheSmallestDoubleAreToldApartByTheirLogarithms() {
        double[] logs = {-3000, -1, -4000, Double.NEGATIVE_INFINITY};
        assertThat(BENJAMINI_HOCHBERG.adjustedLogs(logs))
                .containsExactly(-3000 + Math.log(4 / 3.0), -1, -4000 + Math.log(2), Double.NEGATIVE_INFINITY);
        assertThat(BONFERRONI.adjustedLogs(logs))
                .containsExactly(-3000 + Math.log(4), 0, -4000 + Math.log(4), Double.NEGATIVE_INFINITY);
    }

    @Test
    void whatIsAtTheLevelIsFound() {
        assertThat(HOLM.rejected(0.05, 0.05)).isEqualTo(1);
        assertThat(HOLM.rejected(0.05, Math.nextUp(0.05))).isZero();
    }

    @Test
    void whatIsNoPValueIsRefusedWithItsIndex() {
        assertThatThrownBy(() -> HOLM.adjusted(0.1, Double.NaN)).hasMessage("p[1] (NaN) must be in [0, 1]");
        assertThatThrownBy(() -> HOLM.adjusted(-0.1)).hasMessage("p[0] (-0.1) must be in [0, 1]");
        assertThatThrownBy(() -> HOLM.adjusted(1.5)).hasMessage("p[0] (1.5) must be in [0, 1]");
        assertThatThrownBy(() -> HOLM.adjustedLogs(-1, 0.5)).hasMessage("logs[1] (0.5) must be at most 0");
        assertThatThrownBy(() -> HOLM.adjustedLogs(Double.NaN)).hasMessage("logs[0] (NaN) must be at most 0");
        assertThatThrownBy(() -> HOLM.rejected(1, 0.5)).hasMessage("level (1.0) must be inside (0, 1)");
    }
}
