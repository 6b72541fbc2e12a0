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
        assertThat(Quadrature.overBeta(a, b, 1 / c, p -> Math.pow(1 + c * p, -r)))
                .isCloseTo(expected, within(1e-13 * expected));
        assertThat(Quadrature.ofPowerOverBeta(a, b, r, c)).isCloseTo(expected, within(1e-13 * expected));
    }

    // 2F1(r, a; a + b; −c), by mpmath 1.3 with 60 digits: means far below the largest value of the power.
    @ParameterizedTest
    @CsvSource({
        "181.655, 18.8505, 0.103749, 1000000.0, 3.6296443556529120251e-141",
        "147.325, 2.77735, 0.0918434, 1000000.0, 3.6534461674734683492e-24",
        "17.6933, 11.4605, 1.60695, 1000000.0, 1.3265220922227072163e-72",
        "41.6584, 18.2043, 0.0163762, 4601.38, 1.1440627906219726667e-81",
        "3.243, 18.1952, 1e-06, 307.581, 8.4523180379381433676e-9",
        "1.7, 0.31, 0.5, 1e200, 6.3573018290854374653e-63",
        "1.7, 0.793, 2.426, 1e160, 3.0152935803616807025e-127",
        "0.243, 0.0190293, 1e-06, 0.5, 0.90617520758056867055"
    })
    void meanOfAPowerKeepsItsDigitsHoweverSmall(double r, double a, double b, double c, double expected) {
        assertThat(Quadrature.ofPowerOverBeta(a, b, r, c)).isCloseTo(expected, within(2e-13 * expected));
    }

    /** Where one shape is tiny, the law lies at one end and at the logit's far end; the means are elementary. */
    @ParameterizedTest
    @CsvSource({"1e-6, 1", "1, 1e-6", "1e-6, 1e-6", "1e-6, 1e6", "1e6, 1e-6", "1e6, 1e6", "1e6, 1", "1, 1e6"})
    void meetsTheMomentsOfLawsOfAnyShape(double a, double b) {
        double mean = a / (a + b);
        assertThat(Quadrature.overBeta(a, b, 1, p -> p)).isCloseTo(mean, within(1e-13 * mean));
        double square = mean * ((a + 1) / (a + b + 1));
        assertThat(Quadrature.overBeta(a, b, 1, p -> p * p)).isCloseTo(square, within(1e-13 * square));
    }

    @ParameterizedTest
    @CsvSource({"0.793, 2.426", "1e-6, 1", "1, 1e-6", "1e-3, 1e-3", "1e6, 1", "300, 700"})
    void meansOfSeveralFunctionsAreTheirMeans(double a, double b) {
        double[] ratios = {0.1, 0.13, 0.2};
        double[] means = new double[ratios.length];
        Quadrature.Functions functions = (p, values) -> {
            for (int i = 0; i < ratios.length; i++) {
                values[i] = 1 / (ratios[i] + p);
            }
        };
        Quadrature.overBeta(a, b, 0.1, functions, means);
        for (int i = 0; i < ratios.length; i++) {
            double ratio = ratios[i];
            double mean = Quadrature.overBeta(a, b, ratio, p -> 1 / (ratio + p));
            assertThat(means[i]).isCloseTo(mean, within(1e-13 * mean));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.25, 4", "1, 1", "30, 7", "5000, 0.01"})
    void meanOfAnExponentialUnderAGammaLaw(double shape, double rate) {
        // E[e^(−λ)] = (rate / (rate + 1))^shape.
        double expected = Math.exp(-shape * Math.log1p(1 / rate));
        if (expected > 1e-200) {
            assertThat(Quadrature.overGamma(shape, rate, 1, x -> Math.exp(-x)))
                    .isCloseTo(expected, within(1e-12 * expected));
        }
        assertThat(Quadrature.overGamma(shape, rate, 1, x -> x)).isCloseTo(shape / rate, within(1e-12 * shape / rate));
    }

    /** The trapezoidal rule in ln x with 40 digits, by mpmath 1.3. */
    @Test
    void aPeakBeyondWhereTheLawIsNegligibleIsNotLost() {
        double expected = 3.2545964038000710599e-25;
        double mean = Quadrature.overGamma(0.243, 4.4, 1e-100, x -> 1e100 * x / (1 + 1e100 * x * 1e100 * x));
        assertThat(mean).isCloseTo(expected, within(1e-13 * expected));
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
