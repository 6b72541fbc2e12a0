package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadratureTest {

    // E[(1 + c p)^(−r)] = 2F1(r, a; a + b; −c) for r = 1.7, by mpmath 1.3 with 40 digits.
    @ParameterizedTest
    @CsvSource({
        "0.793, 2.426, 0.5, 0.8360168278642238",
        "1, 1, 2, 0.3832406737343073",
        "0.01, 3, 7, 0.9848855965760676",
        "5, 0.02, 30, 0.00294148346685822",
        "300, 700, 3, 0.33623292417498346",
        "10000.0, 10000.0, 0.4, 0.7334884270780596",
        "0.31, 0.5, 12, 0.3013480969470561",
        "0.001, 0.001, 1000000.0, 0.49275381444295674"
    })
    void meanOfAPowerIsAHypergeometricFunction(double a, double b, double c, double expected) {
        double r = 1.7;
        assertThat(Quadrature.overBeta(a, b, p -> Math.pow(1 + c * p, -r)))
                .isCloseTo(expected, within(1e-13 * expected));
    }

    @ParameterizedTest
    @CsvSource({"0.25, 4", "1, 1", "30, 7", "5000, 0.01"})
    void meanOfAnExponentialUnderAGammaLaw(double shape, double rate) {
        // E[e^(−λ)] = (rate / (rate + 1))^shape.
        double expected = Math.exp(-shape * Math.log1p(1 / rate));
        if (expected > 1e-200) {
            assertThat(Quadrature.overGamma(shape, rate, x -> Math.exp(-x)))
                    .isCloseTo(expected, within(1e-12 * expected));
        }
        assertThat(Quadrature.overGamma(shape, rate, x -> x)).isCloseTo(shape / rate, within(1e-12 * shape / rate));
    }

    @Test
    void theRuleOfGaussAndLegendreIsExactToDegree23() {
        for (int degree = 0; degree < 24; degree++) {
            double sum = 0;
            for (int i = 0; i < Quadrature.POINTS; i++) {
                sum += Quadrature.weight(i) * Math.pow(Quadrature.node(i), degree);
            }
            assertThat(sum).isCloseTo(degree % 2 == 1 ? 0 : 2.0 / (degree + 1), within(1e-15));
        }
    }
}
