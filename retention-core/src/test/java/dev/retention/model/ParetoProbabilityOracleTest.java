package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import java.math.BigDecimal;
import java.math.MathContext;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities of numbers of purchases under the Pareto/NBD, against a power series in as many digits as it takes. */
class ParetoProbabilityOracleTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    @ParameterizedTest
    @CsvSource({
        "0.5, 10, 0.6, 12",
        "2.5, 8, 1.7, 5",
        "0.05, 40, 0.1, 90",
        "12, 30, 6, 25",
        "1, 1, 1, 1.5",
        "300, 200, 2, 300"
    })
    void allDigitsAreRight(double r, double alpha, double s, double beta) {
        ParetoNbd model = ParetoNbd.of(WEEKS, r, alpha, s, beta);
        for (double t : new double[] {1e-6, 0.1, 1, 9, 40, 150}) {
            for (int n : new int[] {1, 2, 5, 8, 9, 10, 24, 40, 100, 180}) {
                double exact = exact(n, r, alpha, s, beta, t);
                if (exact > 1e-300) {
                    assertThat(model.probabilityOf(n, t))
                            .as("%s purchases in %s of %s", n, t, model)
                            .isCloseTo(exact, within(2e-13 * exact));
                }
            }
        }
    }

    @Test
    void aHundredPurchasesInATenthOfAWeek() {
        double probability = ParetoNbd.of(WEEKS, 0.5, 10, 0.6, 12).probabilityOf(100, 0.1);
        assertThat(probability).isCloseTo(2.06273384e-202, within(1e-210));
    }

    /**
     * With u = τ/(α + τ) and z = (β − α)/β, the integral over the time to leave is one of
     * {@code u^n (1 − u)^(r+s−1) (1 − z u)^(−(s+1))}, whose two last factors are a power series with a recurrence of three
     * terms.
     */
    private static double exact(int n, double r, double alpha, double s, double beta, double t) {
        MathContext digits = new MathContext(60 + (int) r);
        BigDecimal one = BigDecimal.ONE;
        BigDecimal u = of(t).divide(of(alpha).add(of(t)), digits);
        BigDecimal z = of(beta).subtract(of(alpha)).divide(of(beta), digits);
        BigDecimal p = of(r).add(of(s)).subtract(one);
        BigDecimal q = of(s).add(one);
        BigDecimal before = BigDecimal.ZERO;
        BigDecimal coefficient = one;
        BigDecimal power = u.pow(n + 1, digits);
        BigDecimal integral = BigDecimal.ZERO;
        for (long k = 0; ; k++) {
            BigDecimal term = coefficient.multiply(power).divide(of(n + k + 1), digits);
            integral = integral.add(term, digits);
            if (k > 50 && term.abs().compareTo(integral.abs().movePointLeft(25)) < 0) {
                break;
            }
            // (1 − u)(1 − z u) f' = f (q z (1 − u) − p (1 − z u)), by powers of u.
            BigDecimal next = coefficient
                    .multiply(of(k).multiply(one.add(z)).add(q.multiply(z)).subtract(p))
                    .add(before.multiply(z).multiply(p.subtract(q).subtract(of(k - 1))))
                    .divide(of(k + 1), digits);
            before = coefficient;
            coefficient = next;
            power = power.multiply(u, digits);
        }
        BigDecimal constant = one;
        for (int i = 0; i < n; i++) {
            constant = constant.multiply(of(r).add(of(i))).divide(of(i + 1), digits);
        }
        BigDecimal left = of(s).multiply(of(alpha)).multiply(integral).divide(of(beta), digits);
        BigDecimal stayed = u.pow(n, digits)
                .multiply(power(one.subtract(u), r))
                .multiply(power(of(beta).divide(of(beta).add(of(t)), digits), s));
        return constant.multiply(left.add(stayed)).doubleValue();
    }

    private static BigDecimal power(BigDecimal base, double exponent) {
        Apfloat power = ApfloatMath.pow(new Apfloat(base, 40), new Apfloat(of(exponent), 40));
        return new BigDecimal(power.toString());
    }

    private static BigDecimal of(double value) {
        return new BigDecimal(value);
    }
}
