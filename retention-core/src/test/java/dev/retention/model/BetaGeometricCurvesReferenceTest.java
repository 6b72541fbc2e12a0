package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Predictions over the whole range of parameters, beside the same integrals with many digits. */
class BetaGeometricCurvesReferenceTest {

    @ParameterizedTest
    @CsvFileSource(resources = "beta-geometric-predictions.csv")
    void agreesWithManyDigits(String function, double r, double a, double b, double argument, double expected) {
        Outlook newcomer = BgNbd.of(PeriodsPerYear.YEARLY, r, 1, a, b).newcomer();
        double value = switch (function) {
            case "purchases" -> newcomer.expected(argument);
            case "alive" -> newcomer.aliveAfter(argument);
            case "discounted" -> newcomer.discounted(argument);
            default -> throw new IllegalArgumentException(function);
        };
        assertThat(value).isCloseTo(expected, within(1e-13 * expected));
    }
}
