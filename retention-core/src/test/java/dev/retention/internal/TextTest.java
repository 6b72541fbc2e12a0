package dev.retention.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "12345678.12, 0.01, 12345678.12", // to the first digit of the error
        "123451.26, 2.8, 123451",
        "0.0123456, 0.002, 0.01235", // four at least
        "1.5, 100, 1.5",
        "123456.7, 0, 123457", // whole parts in full
        "123456.7, NaN, 123457",
        "123456.7, Infinity, 123457",
        "-123456.7, 0, -123457",
        "0.1, 1e-300, 0.1", // what a double has
        "0, 0.1, 0",
        "Infinity, 0.1, Infinity",
        "-Infinity, 0, -Infinity",
        "NaN, NaN, NaN"
    })
    void aNumberHasTheDigitsThatItsErrorLeaves(double value, double error, String text) {
        assertThat(Text.within(value, error, 4)).isEqualTo(text);
    }
}
