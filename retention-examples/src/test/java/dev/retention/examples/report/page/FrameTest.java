package dev.retention.examples.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void keepsScriptsFromEndingThePagesOwn() {
        assertThat(Frame.insideScript("a</SCRIPT >b<!--")).isEqualTo("a<\\/SCRIPT >b<\\!--");
    }
}
