package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against 40 digits of apfloat, over orders from 1e-5 to 2,000 and arguments from 1e-9 to 1e6. */
class ExponentialIntegralTest {
    private static final double[] ARGUMENTS = {1e-9, 1e-4, 0.01, 0.3, 0.7, 0.999, 1, 1.5, 4, 20, 100};

    @ParameterizedTest
    @ValueSource(
            doubles = {
                1e-5, 0.1, 0.4081095, 0.499, 0.5, 0.9, 0.999999, 1.0000001, 1.25, 1.49, 1.51, 2.3, 3.75, 10.2, 39.6,
                41.5
            })
    void agreesWithFortyDigits(double order) {
        for (double z : ARGUMENTS) {
            Apfloat precise = new Apfloat(z, 40);
            double expected = ApfloatMath.exp(precise)
                    .multiply(ApfloatMath.expIntegralE(new Apfloat(order, 40), precise))
                    .doubleValue();
            assertThat(ExponentialIntegral.scaled(order, z))
                    .as("order %s, z %s", order, z)
                    .isCloseTo(expected, within(40 * Math.ulp(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void hasNoPoleAtWholeOrders(int order) {
        for (double z : ARGUMENTS) {
            // Whole orders lie between their neighbours, which the oracle covers.
            double value = ExponentialIntegral.scaled(order, z);
            assertThat(value).isCloseTo(ExponentialIntegral.scaled(order * (1 + 1e-14), z), within(1e-12 * value));
            assertThat(value).isCloseTo(ExponentialIntegral.scaled(order * (1 - 1e-14), z), within(1e-12 * value));
            // (ν) E_(ν+1) + z E_ν = e^−z
            assertThat(order * ExponentialIntegral.scaled(order + 1, z) + z * value)
                    .isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void isARationalFunctionInTheLimits() {
        assertThat(ExponentialIntegral.scaled(3, 0)).isEqualTo(0.5);
        assertThat(ExponentialIntegral.scaled(2000, 1e-9)).isCloseTo(1.0 / 1999, within(1e-15));
        assertThat(ExponentialIntegral.scaled(2.5, 1e6)).isCloseTo(1 / (1e6 + 2.5 - 2.5 / 1e6), within(1e-17));
    }
}
