package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaMeanTest {
    private static final MathContext DIGITS = new MathContext(40);

    @ParameterizedTest
    @CsvSource({
        "3.8, 15.2, 0.1",
        "0.067, 0.267, 0.1",
        "0.668, 3.806, 0.1",
        "0.668, 3.806, 0.01",
        "1, 1, 0.1",
        "1, 1, 10",
        "2, 5, 1000",
        "1e-4, 3, 0.05",
        "300, 1200, 0.1",
        "0.5, 1e5, 0.1",
        "1e5, 1e5, 0.1",
        "1e-5, 1e-5, 0.1"
    })
    void agreesWithTheSeriesInFortyDigits(double a, double b, double d) {
        BigDecimal first = new BigDecimal(a);
        BigDecimal second = new BigDecimal(b);
        BigDecimal rate = new BigDecimal(d);
        BigDecimal z = BigDecimal.ONE.divide(BigDecimal.ONE.add(rate), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; term.compareTo(new BigDecimal("1e-25")) > 0; k++) {
            sum = sum.add(term, DIGITS);
            BigDecimal step = second.add(BigDecimal.valueOf(k));
            term = term.multiply(step, DIGITS).divide(first.add(step), DIGITS).multiply(z, DIGITS);
        }
        assertUlps(BetaMean.ofRatio(a, b, d), sum.multiply(rate).multiply(z).doubleValue());
    }

    @ParameterizedTest
    @CsvSource({
        // mpmath 1.3.0, 60 digits: d/(1+d) hyp2f1(1, b, a+b, 1/(1+d))
        "0.668, 3.806, 2e-4, 0.0195051589430212248",
        "40, 3, 0.002, 0.00214920840808014889"
    })
    void agreesWithMpmathForSmallRates(double a, double b, double d, double expected) {
        assertUlps(BetaMean.ofRatio(a, b, d), expected);
    }

    @Test
    void uniformDistributionHasAClosedForm() {
        for (double d : new double[] {1e-8, 1e-5, 1e-3, 0.1, 1, 100}) {
            double expected = d * Math.log1p(1 / d);
            assertThat(BetaMean.ofRatio(1, 1, d)).isCloseTo(expected, within(1e-14 * expected));
        }
    }

    private static void assertUlps(double actual, double expected) {
        assertThat(Math.abs(actual - expected) / Math.ulp(expected))
                .as("%s against %s in ulps", actual, expected)
                .isLessThanOrEqualTo(8);
    }
}
