package dev.retention.examples.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportPageTest {

    @Test
    void keepsScriptsFromEndingThePagesOwn() {
        assertThat(ReportPage.insideScript("a</SCRIPT >b<!--")).isEqualTo("a<\\/SCRIPT >b<\\!--");
    }
}
