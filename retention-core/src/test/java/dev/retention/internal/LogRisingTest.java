package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against products and sums of 60 digits. */
class LogRisingTest {
    private static final int DIGITS = 60;

    @ParameterizedTest
    @CsvSource({
        "1e-300, 1",
        "1e-8, 3",
        "0.2425, 1",
        "0.2425, 24",
        "0.2425, 25",
        "0.7, 36",
        "0.7, 37",
        "1, 1000",
        "3.5, 2000",
        "11.9, 100",
        "12, 25",
        "12, 1",
        "54.7, 300",
        "1e4, 29",
        "1e7, 400",
        "1e12, 30",
        "2.5e9, 1500"
    })
    void agreesWithTheDefinition(double x, int n) {
        Apfloat product = new Apfloat(1, DIGITS);
        Apfloat first = new Apfloat(0, DIGITS);
        Apfloat second = new Apfloat(0, DIGITS);
        Apfloat one = new Apfloat(1, DIGITS);
        for (int i = 0; i < n; i++) {
            Apfloat factor = new Apfloat(x, DIGITS).add(new Apfloat(i, DIGITS));
            product = product.multiply(factor);
            first = first.add(one.divide(factor));
            second = second.subtract(one.divide(factor.multiply(factor)));
        }
        double value = ApfloatMath.log(product).doubleValue();
        assertThat(LogRising.value(x, n)).isCloseTo(value, within(4e-15 * Math.max(1, Math.abs(value))));
        assertThat(LogRising.first(x, n)).isCloseTo(first.doubleValue(), within(16 * Math.ulp(first.doubleValue())));
        if (second.doubleValue() > Double.NEGATIVE_INFINITY) {
            assertThat(LogRising.second(x, n))
                    .isCloseTo(second.doubleValue(), within(16 * Math.ulp(second.doubleValue())));
        }
    }

    @Test
    void anEmptyProductIsOne() {
        assertThat(LogRising.value(3.7, 0)).isZero();
        assertThat(LogRising.first(3.7, 0)).isZero();
        assertThat(LogRising.second(3.7, 0)).isZero();
    }
}
