package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: mpmath 1.3.0 with 60 digits, {@code loggamma} and {@code psi} of the doubles' exact values. */
class GammaDifferencesTest {

    @ParameterizedTest
    @CsvSource({
        "0.668, 3.806, 1, -0.161704094193980124",
        "0.668, 3.806, 12, -0.972754157380684033",
        "0.2593355, 1.7225501, 8.99, -0.522610466280033111",
        "1, 1, 1, -0.693147180559945309",
        // at the edges of the range of a fit
        "1e-5, 1e-5, 1, -0.693147180559945309",
        "1e-5, 1e6, 0.01, -1.0000004949951618e-13",
        "1e6, 1e-5, 3, -52.2662979583931049",
        "1e6, 1e6, 7, -4.85201976395374204",
        // where the difference of four log-gammas has no digit left
        "1e8, 3e8, 0.5, -0.14384103633005713",
        "3.5, 1e8, 100, -3.49999820625121129e-6",
        "1e-9, 1000, 1, -9.99999999999500062e-13",
        // long steps
        "250, 0.3, 1e5, -1749.4591157336576",
        "0.5, 14.9, 1e12, -12.47321764087101",
        "0.5, 15, 1e12, -12.469817249594717",
        "1e-3, 20, 1e-3, -5.1268194969925419e-8"
    })
    void logBetaRatioIsExactToAFewUlps(double a, double b, double u, double expected) {
        assertUlps(GammaDifferences.logBetaRatio(a, b, u), expected, 32);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1.0, 1.0",
        "0.5, 1e-6, 4.93479378616259179e-6, 0.000016828747939817381",
        "3.8, 0.67, 0.183691489498115611, 0.0501955878838773763",
        "14.99, 2, 0.129250227689837835, 0.00836151369552257735",
        "15, 2, 0.129166666666666667, 0.00835069444444444444",
        "1e6, 1e-3, 1.00000049950016619e-9, 1.00000099900049852e-15",
        "1e8, 1, 1.0e-8, 1.0e-16",
        "1e-5, 1e-5, 50000.000016448976, 7500000000.00002281",
        "2.5, 1e9, 20.020109198301168, 0.490357755100234867",
        "1e-3, 1e6, 1014.39108199077447, 1000001.64253219583"
    })
    void digammaAndTrigammaAreExactToAFewUlps(double z, double g, double digamma, double trigamma) {
        assertUlps(GammaDifferences.digamma(z, g), digamma, 8);
        assertUlps(GammaDifferences.trigamma(z, g), trigamma, 8);
    }

    @Test
    void noDifferenceIsZero() {
        assertThat(GammaDifferences.logBetaRatio(2, 3, 0)).isZero();
        assertThat(GammaDifferences.digamma(2, 0)).isZero();
        assertThat(GammaDifferences.trigamma(2, 0)).isZero();
    }

    @Test
    void overflowingStepsHaveALimit() {
        assertThat(GammaDifferences.logBetaRatio(2, 3, 1e300)).isLessThan(-1300).isGreaterThan(-1400);
    }

    private static void assertUlps(double actual, double expected, double ulps) {
        assertThat(Math.abs(actual - expected) / Math.ulp(expected))
                .as("%s against %s in ulps", actual, expected)
                .isLessThanOrEqualTo(ulps);
    }
}
