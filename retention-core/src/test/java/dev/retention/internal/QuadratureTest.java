package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadratureTest {

    @ParameterizedTest
    @CsvSource({
        "0.793, 2.426, 0.5",
        "1, 1, 2",
        "0.01, 3, 7",
        "5, 0.02, 30",
        "300, 700, 3",
        "1e4, 1e4, 0.4",
        "0.31, 0.5, 12"
    })
    void meanOfAPowerIsAHypergeometricFunction(double a, double b, double c) {
        // E[(1 + c p)^(−r)] = 2F1(r, a; a + b; −c), to 40 digits by apfloat.
        double r = 1.7;
        double expected = ApfloatMath.hypergeometric2F1(
                        new Apfloat(r, 40),
                        new Apfloat(a, 40),
                        new Apfloat(a, 40).add(new Apfloat(b, 40)),
                        new Apfloat(-c, 40))
                .doubleValue();
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
