package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaQuantileTest {

    /** Bisection of the power series of the incomplete beta function at 40 digits in mpmath 1.3.0. */
    @ParameterizedTest
    @CsvSource({
        "0.025, 19.5, 1.5, 0.78918136375073480084",
        "0.025, 0.5, 20.5, 0.000024246478459242746355",
        "0.025, 81, 183, 0.25273674558527116365",
        "1e-10, 3, 7, 0.00010600083666760558209",
        "1e-100, 3, 7, 1.059839832948326456e-34",
        "1e-100, 0.5, 0.5, 2.4674011002723397534e-200",
        "0.5, 0.01, 3, 1.7711562650563260231e-31",
        "0.25, 1000, 2000, 0.32750797650139039612",
        "0.01, 0.5, 10000, 7.8545892269145080881e-9",
        "0.5, 2, 3, 0.38572756813238954828",
        "1e-5, 1000.5, 0.5, 0.99029413900258092039",
        "0.7, 0.1, 0.1, 0.99478512974626571124",
    })
    void lowerTail(double p, double a, double b, double x) {
        assertThat(BetaQuantile.lower(p, a, b)).isCloseTo(x, Percentage.withPercentage(5e-12));
    }

    @Test
    void ends() {
        assertThat(BetaQuantile.lower(0, 2, 3)).isZero();
        assertThat(BetaQuantile.lower(1, 2, 3)).isEqualTo(1);
        assertThat(BetaQuantile.upper(0, 2, 3)).isEqualTo(1);
        assertThat(BetaQuantile.upper(1, 2, 3)).isZero();
        assertThat(BetaQuantile.lower(1e-300, 0.5, 0.5)).isLessThanOrEqualTo(1e-320);
    }

    @Test
    void closedForms() {
        for (double p : new double[] {1e-300, 1e-20, 1e-3, 0.3, 0.5, 0.9, 1 - 1e-10}) {
            // Beta(a, 1): x = p^(1/a)
            assertThat(BetaQuantile.lower(p, 3, 1)).isCloseTo(Math.cbrt(p), Percentage.withPercentage(1e-11));
            // Beta(1, b): 1 − x = q^(1/b)
            assertThat(BetaQuantile.upper(p, 1, 4))
                    .isCloseTo(-Math.expm1(Math.log(p) / 4), Percentage.withPercentage(1e-11));
            // the uniform distribution
            assertThat(BetaQuantile.lower(p, 1, 1)).isCloseTo(p, Percentage.withPercentage(1e-11));
        }
    }

    /** An independent implementation, which solves to about 1e-9. */
    @Test
    void agreesWithCommonsStatistics() {
        double[] shapes = {0.5, 1, 1.5, 2, 7.5, 30, 400.5, 20_000};
        for (double a : shapes) {
            for (double b : shapes) {
                BetaDistribution beta = BetaDistribution.of(a, b);
                for (double p : new double[] {1e-3, 0.025, 0.5, 0.8, 0.975}) {
                    double x = BetaQuantile.lower(p, a, b);
                    assertThat(x)
                            .isCloseTo(beta.inverseCumulativeProbability(p), org.assertj.core.data.Offset.offset(1e-8));
                    // and back, which is the sharper test: to the noise of the function itself
                    assertThat(beta.cumulativeProbability(x)).isCloseTo(p, Percentage.withPercentage(2e-9));
                    assertThat(BetaQuantile.upper(1 - p, a, b)).isCloseTo(x, Percentage.withPercentage(1e-10));
                    double y = BetaQuantile.upper(p, b, a);
                    assertThat(1 - y).isCloseTo(x, org.assertj.core.data.Offset.offset(1e-13));
                }
            }
        }
    }
}
