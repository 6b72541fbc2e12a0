package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTailTest {
    @ParameterizedTest
    @CsvSource({"1, 3", "7, 20", "30, 40", "60, 75"})
    void areTheSumsOfTheirTerms(int n, int hundredths) {
        double p = hundredths / 100.0;
        for (int k = 0; k <= n; k++) {
            double upper = sum(k, n, n, hundredths);
            double lower = sum(0, k, n, hundredths);
            assertThat(BinomialTail.logUpper(k, n, p)).isCloseTo(Math.log(upper), within(1e-11));
            assertThat(BinomialTail.logLower(k, n, p)).isCloseTo(Math.log(lower), within(1e-11));
        }
        assertThat(Math.exp(BinomialTail.logUpper(n + 1, n, p))).isZero();
        assertThat(Math.exp(BinomialTail.logLower(-1, n, p))).isZero();
    }

    /** Σ C(n, j) pʲ (1 − p)ⁿ⁻ʲ in whole numbers over 100ⁿ. */
    private static double sum(int from, int to, int n, int hundredths) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger ways = BigInteger.ONE;
        for (int j = 0; j <= to; j++) {
            if (j >= from) {
                sum = sum.add(ways.multiply(BigInteger.valueOf(hundredths).pow(j))
                        .multiply(BigInteger.valueOf(100L - hundredths).pow(n - j)));
            }
            ways = ways.multiply(BigInteger.valueOf(n - j)).divide(BigInteger.valueOf(j + 1));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(BigInteger.valueOf(100).pow(n)), MathContext.DECIMAL64)
                .doubleValue();
    }

    /** By mpmath with 40 digits. */
    @Test
    void areThereBelowTheSmallestDouble() {
        assertThat(BinomialTail.logUpper(1000, 5000, 0.0008)).isCloseTo(-4636.346120706783, within(1e-8));
        assertThat(BinomialTail.logLower(4000, 5000, 0.9992)).isCloseTo(-4636.346120706783, within(1e-8));
    }
}
