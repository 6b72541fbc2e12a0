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

    // ln of s ∫ ((α + T)/(α + τ))^n ((β + T)/(β + τ))^s / (β + τ) dτ by quadrature with 40 digits (mpmath 1.3).
    @ParameterizedTest
    @CsvSource({
        "0.145495, 1.48407, 0.606, 0.00492906, 3.5316404962400196, 4.01398, -2.5119441963512625264",
        "0.150283, 11.1281, 0.0160922, 2.24868, 96.31175154470402, 109.156, -6.2195697561720847071",
        "0.553, 1680.11, 2.0, 0.0204735, 23.1140121175978, 38.86, 0.60450023183106123766",
        "0.553, 16.1121, 2.0, 0.00905019, 38.824136580580536, 38.86, -6.2935233197000343804",
        "0.553, 33.1545, 0.363145, 5974.24, 18.391205271686683, 38.86, -6.6046150872726548014",
        "0.553, 1.0, 0.763996, 0.00226706, 0.0, 38.86, 9.4710719882882266806",
        "0.553, 0.0109611, 0.545692, 0.00724262, 0.0, 938.449, 12.108141411248495026",
        "0.553, 0.0141662, 1.64353, 0.273349, 21.090163181266, 38.86, 0.73388269275636248977",
        "0.553, 10.578, 2.0, 10.578, 8.093145413389859, 8.09956, -7.282746097057288012",
        "2.79838, 57.6833, 0.0584857, 10.5881, 38.84144197972475, 38.86, -10.726282193230189846",
        "4.96605, 0.00585174, 0.040157, 0.0333708, 0.0, 38.86, 37.601964617767727392",
        "5.1435, 0.00142734, 0.606, 23.0688, 0.44081885823817, 0.441062, -11.978739146729361228",
        "7.0434, 0.0168395, 2.22615, 0.013141, 0.0, 823.559, 99.379789074519243142",
        "10.553, 167.556, 2.0, 747.978, 0.4752836179181508, 5.88492, -4.0615024940426897112",
        "12.3696, 0.781033, 0.0466266, 629.944, 0.0, 38.86, 36.388821863996039816",
        "15.5639, 1.91761, 0.162657, 1.91761, 299.6513147780137, 755.828, 9.9181866384505523488",
        "32.1556, 14.9334, 0.11548, 1.60382, 0.0, 0.254359, -3.775617153646037005",
        "32.382, 0.162087, 0.033597, 69.063, 0.09348397958599941, 0.131081, -8.009555838261292805",
        "40.1595, 15.8241, 42.5155, 11.669, 0.646189141161818, 1.7155, 5.5281167218761608505",
        "46.9081, 0.669521, 0.233918, 330.608, 0.4020655675007016, 0.402369, -15.348637777338712278",
        "58.9851, 10.578, 1.0, 1.0, 776.9370340295025, 777.127, -8.3104337922268447966",
        "64.6519, 10.578, 0.0168211, 1.0, 12.234797675786362, 111.185, 100.59107955862933102",
        "241.675, 10.578, 0.606, 647.689, 13.516255142749246, 13.519, -12.879170076213301912",
        "763.486, 0.067711, 0.606, 1.0, 0.0, 0.445425, 1536.6754368890257893"
    })
    void agreesWithFortyDigits(double n, double alpha, double s, double beta, double from, double to, double expected) {
        // Exponents multiply the rounding of the logarithms.
        double tolerance = 1e-14 * Math.max(1, Math.abs(expected)) + 1e-15 * (n + s);
        assertThat(DropoutTimes.logOdds(n, alpha, s, beta, from, to)).isCloseTo(expected, within(tolerance));
    }

    /** The series about α = β, the difference of two series and the nodes meet where one takes over from another. */
    @Test
    void theRoutesMeet() {
        // By the order of α and β, the exponent times the argument of the series at its limit, or the argument alone.
        for (double from : new double[] {0, 3, 9.99}) {
            assertMeets(12, 1, 0.6, 2 * (1 + from) - from, from);
            assertMeets(12, 10, 0.6, 10 + 0.5 * (10 + from) / 0.5, from);
            assertMeets(2, 10 + 0.7 / 0.3 * (10 + from), 1.5, 10, from);
            assertMeets(2, 10, 1.5, 10 + 0.7 / 0.3 * (10 + from), from);
        }
    }

    private static void assertMeets(double n, double alpha, double s, double beta, double from) {
        double below = DropoutTimes.logOdds(n, alpha, s, beta * (1 - 1e-9), from, 10);
        double at = DropoutTimes.logOdds(n, alpha, s, beta, from, 10);
        double above = DropoutTimes.logOdds(n, alpha, s, beta * (1 + 1e-9), from, 10);
        // The second difference of a smooth function is nothing; a jump between the routes would show.
        assertThat(above - at).isCloseTo(at - below, within(1e-13 * Math.max(1, Math.abs(at))));
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
