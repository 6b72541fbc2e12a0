package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {

    @Test
    void endsBelongToIt() {
        Interval interval = Interval.of(0.25, 0.75, 0.95);
        assertThat(interval.contains(0.25)).isTrue();
        assertThat(interval.contains(0.75)).isTrue();
        assertThat(interval.contains(Math.nextDown(0.25))).isFalse();
        assertThat(interval.contains(Math.nextUp(0.75))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interval.contains(Double.NaN))
                .withMessage("value (NaN) must be a number");
        assertThat(interval.width()).isEqualTo(0.5);
        assertThat(Interval.of(0, Double.POSITIVE_INFINITY, 0.95).width()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Interval.of(-0.0, -0.0, 0.5)).isEqualTo(Interval.of(0, 0, 0.5));
    }

    @Test
    void readsWell() {
        assertThat(Interval.of(0.763868806553258, 0.9911185511992047, 0.95)).hasToString("[0.7639, 0.9911] at 95 %");
        assertThat(Interval.of(0, Double.POSITIVE_INFINITY, 0.995)).hasToString("[0, Infinity] at 99.5 %");
        assertThat(Interval.of(0.07, 0.5, 0.07)).hasToString("[0.07, 0.5] at 7 %");
        assertThat(Interval.of(-1e-30, 1234567, 0.9)).hasToString("[-1E-30, 1235000] at 90 %");
        assertThat(Interval.of(0.763868806553258, 0.9911185511992047, 0.95).toPercentString())
                .isEqualTo("[76.4 %, 99.1 %]");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "NaN, 1",
        "0, NaN",
        "Infinity, Infinity", // holds no number
        "-Infinity, -Infinity",
    })
    void impossibleEndsAreRefused(double lower, double upper) {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.of(lower, upper, 0.95));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 1, -1, 95, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleLevelsAreRefused(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.of(0, 1, confidence))
                .withMessage("confidence (" + confidence + ") must be inside (0, 1)");
    }

    @Test
    void normalErrorsLieSymmetric() {
        Interval interval = Interval.normal(10, 2, 0.95);
        assertThat(interval.lower()).isCloseTo(10 - 2 * 1.959963984540054, within(1e-12));
        assertThat(interval.upper()).isCloseTo(10 + 2 * 1.959963984540054, within(1e-12));
        assertThat(Interval.normal(-3, 0, 0.5)).isEqualTo(Interval.of(-3, -3, 0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 1, 0.9",
        "Infinity, 1, 0.9",
        "0, -1, 0.9",
        "0, NaN, 0.9",
        "0, Infinity, 0.9",
        "0, 1, 1",
        "0, 1, NaN"
    })
    void normalNeedsFiniteNumbers(double estimate, double standardError, double confidence) {
        String name = confidence != 0.9 ? "confidence (" : standardError != 1 ? "standardError (" : "estimate (";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interval.normal(estimate, standardError, confidence))
                .withMessageStartingWith(name);
    }

    @Test
    void parametersHaveTheIntervalOfTheirError() {
        Parameter alpha = new Parameter("alpha", 4.4136, OptionalDouble.of(0.3782));
        assertThat(alpha).hasToString("alpha = 4.4136 ± 0.3782");
        assertThat(alpha.interval(0.95)).contains(Interval.normal(4.4136, 0.3782, 0.95));
        assertThat(new Parameter("alpha", 4, OptionalDouble.of(0)).interval(0.5))
                .contains(Interval.of(4, 4, 0.5));
        Parameter bare = new Parameter("alpha", 4.4136, OptionalDouble.empty());
        assertThat(bare).hasToString("alpha = 4.4136");
        assertThat(bare.interval(0.95)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameter("alpha", Double.NaN, OptionalDouble.empty()))
                .withMessage("estimate (NaN) must be finite");
        for (double error : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Parameter("alpha", 4, OptionalDouble.of(error)))
                    .withMessage("standardError (" + error + ") must be finite and >= 0");
        }
    }
}
