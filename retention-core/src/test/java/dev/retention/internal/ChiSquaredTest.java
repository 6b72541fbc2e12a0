package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquaredTest {
    /** mpmath 1.3 with 50 digits: log(gammainc(df/2, x/2, regularized=True)). */
    @ParameterizedTest
    @CsvSource({
        "1e-9, 1, -0.000025231643531236812913",
        "0.001, 3, -8.4079544047957311958e-6",
        "3, 1, -2.4857327909860796369",
        "20, 3, -8.6812283547992422995",
        "648.1423274814, 3, -321.05836062051337041",
        "1184.5965720837928, 2, -592.29828604189640373",
        "1300, 1, -653.81161888143186626",
        "1400, 1, -703.84861812512231741",
        "2000, 7, -983.92908478218237812",
        "5000, 1000, -1200.6943717304726085",
        "7000, 1, -3504.6527668728218221",
        "13815.5, 1, -6912.7426369366437729",
        "14000, 40, -6871.1175234681775221",
        "30000, 10001, -4512.2600244637718576"
    })
    void logarithmOfTheTailAgreesFarBelowTheSmallestDouble(double x, double df, double expected) {
        assertThat(ChiSquared.logSurvival(x, df)).isCloseTo(expected, Percentage.withPercentage(1e-10));
    }

    /** Where one formula takes over from the other, both tell the same. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "10", "400"})
    void thereIsNoStepBetweenTheFormulas(double df) {
        double before = ChiSquared.logSurvival(100 + df, df);
        for (double x = 101 + df; x < 3000; x++) {
            double log = ChiSquared.logSurvival(x, df);
            assertThat(log - before).as("from %s", x).isBetween(-0.51, -0.01);
            before = log;
        }
    }

    @Test
    void nothingIsCertain() {
        assertThat(ChiSquared.logSurvival(0, 3)).isZero();
        assertThat(ChiSquared.logSurvival(-1, 3)).isZero();
        assertThat(Normal.logTwoSided(0)).isZero();
        assertThat(Normal.logTwoSided(-1.96)).isEqualTo(Normal.logTwoSided(1.96));
        assertThat(Math.exp(Normal.logTwoSided(1.96)))
                .isCloseTo(Normal.twoSided(1.96), Percentage.withPercentage(1e-12));
    }
}
