package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialGammaTest {
    private static final PeriodsPerYear YEARLY = PeriodsPerYear.YEARLY;

    @ParameterizedTest
    @CsvSource({
        // Fader and Hardie, Handbook of Research on Customer Equity, chapter 3, equation 3.12; by mpmath, 30 digits
        "1, 5, 0.1, 3, 5.529963182422652",
        // mpmath, 30 digits: quad of exp(-delta u) ((beta+t)/(beta+t+u))^s
        "0.5, 2, 0.05, 1, 9.313654724813425",
        "2.5, 10, 0.01, 0, 5.874086772272262",
        "3, 0.1, 2, 0.4, 0.1490868405807985"
    })
    void discountedLifetime(double s, double beta, double continuous, double tenure, double expected) {
        DiscountRate rate = DiscountRate.perYear(Math.expm1(continuous));
        assertThat(ExponentialGamma.of(s, beta).discountedLifetime(tenure, rate, YEARLY))
                .isCloseTo(expected, within(1e-10 * expected));
    }

    @Test
    void closedForms() {
        ExponentialGamma model = ExponentialGamma.of(2, 3);
        assertThat(model.survival(0)).isOne();
        assertThat(model.survival(3)).isCloseTo(0.25, within(1e-16));
        assertThat(model.hazard(1)).isEqualTo(0.5);
        assertThat(model.expectedLifetime(1)).isEqualTo(4);
        assertThat(model.discountedLifetime(1, DiscountRate.NONE, YEARLY)).isEqualTo(4);
        assertThat(model.discountedLifetime(1, DiscountRate.perYear(1e-12), YEARLY))
                .isCloseTo(4, within(1e-9));
        assertThat(ExponentialGamma.of(1, 3).expectedLifetime(0)).isInfinite();
        assertThat(model).isEqualTo(new ExponentialGamma(2, 3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void parametersMustBePositiveAndFinite(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialGamma.of(bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ExponentialGamma.of(1, bad));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void timesMustNotBeNegative(double bad) {
        ExponentialGamma model = ExponentialGamma.of(2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> model.survival(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> model.hazard(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> model.expectedLifetime(bad));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.discountedLifetime(bad, DiscountRate.percentPerYear(10), YEARLY));
    }
}
