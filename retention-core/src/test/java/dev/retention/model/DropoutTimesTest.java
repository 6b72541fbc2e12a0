package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropoutTimesTest {

    /** At α = β the integral is elementary: s / (n + s) · (((α + T)/(α + t))^(n + s) − 1). */
    @ParameterizedTest
    @CsvSource({
        "0.55, 10.6, 0.6, 0, 38.86",
        "2.55, 10.6, 0.6, 30.43, 38.86",
        "0.2, 1e-6, 0.3, 0, 40",
        "0.2, 1e-6, 3, 0, 4",
        "510.5, 0.008, 3.05, 1, 37",
        "5000.5, 10, 0.6, 30, 31",
        "8, 1e6, 2000, 4, 40",
        "8, 1e5, 1e4, 39.999, 40",
        "1e4, 1e4, 1e4, 0, 2"
    })
    void agreesWithTheElementaryCase(double n, double alpha, double s, double from, double to) {
        double power = (n + s) * Math.log1p((to - from) / (alpha + from));
        double expected = Math.log(s / (n + s))
                + (power > 30 ? power + Math.log1p(-Math.exp(-power)) : Math.log(Math.expm1(power)));
        // Exponents multiply the rounding of the logarithms.
        double tolerance = 1e-13 * Math.max(1, Math.abs(expected)) + 4e-15 * (n + s);
        assertThat(DropoutTimes.logOdds(n, alpha, s, alpha, from, to)).isCloseTo(expected, within(tolerance));
    }

    /** The roles of the two powers may be exchanged: s ∫ … with (n, α, s + 1, β) is the same integral seen from β. */
    @ParameterizedTest
    @CsvSource({
        "3.6, 20, 1.6, 5, 10, 20",
        "1.7, 1e-5, 1.3, 50, 0, 40",
        "1.2, 50, 1.3, 1e-5, 3, 40",
        "500, 0.01, 4, 3, 1, 37"
    })
    void isSymmetricInTheTwoPowers(double n, double alpha, double m, double beta, double from, double to) {
        // Both are ∫ (α + τ)^(−n) (β + τ)^(−m) dτ, up to the factors that logOdds takes out.
        double one = DropoutTimes.logOdds(n, alpha, m - 1, beta, from, to)
                - Math.log(m - 1)
                - n * Math.log(alpha + to)
                - (m - 1) * Math.log(beta + to);
        double other = DropoutTimes.logOdds(m, beta, n - 1, alpha, from, to)
                - Math.log(n - 1)
                - m * Math.log(beta + to)
                - (n - 1) * Math.log(alpha + to);
        assertThat(one).isCloseTo(other, within(1e-12 * Math.max(1, Math.abs(one))));
    }

    @Test
    void thereIsNoTimeToLeaveAfterAPurchaseToday() {
        assertThat(DropoutTimes.logOdds(2, 3, 1, 4, 5, 5)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
