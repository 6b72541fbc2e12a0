package dev.retention.examples.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"=cmd", "+1", "-2+3", "@SUM", "\tx", "\rx", "\nx"})
    void ledByAnApostropheNothingIsAFormula(String key) {
        assertThat(ModelsText.quoted(key)).startsWith("\"'").doesNotContain("\t", "\r", "\n");
    }

    @Test
    void keepsOrdinaryKeys() {
        assertThat(ModelsText.quoted("C-12 \"x\", Müller")).isEqualTo("\"C-12 \"\"x\"\", Müller\"");
    }
}
