package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** The examples of text, CSV and JSON print what they say. */
class SheetExamplesTest {
    @Test
    void onAPage() {
        String output = ExamplesTest.output(OnAPage::run);
        assertThat(output)
                .contains("""
                    cohort   size         0         1        2
                    2026-01     3  100.0 %    33.3 %   33.3 %*
                    2026-02     1  100.0 %   100.0 %*        ·
                    2026-03     0         *         ·        ·
                    · not observed yet
                    * still running
                    """)
                .contains("basic  2026-01     2  100.0 %     0.0 %   50.0 %*\n")
                .contains(
                        "2026-01,3,1,OBSERVED,0.3333333333333333,1,3,0.06149194472039625,0.7923403991979522,35.00,[1]\r\n")
                .contains("{\"count\": 1, \"total\": 3, \"value\": 0.3333333333333333}\n")
                .contains("period   new  lost  lost amount EUR\n2026-01    3     0             0.00\n")
                .contains("2026-02,OBSERVED,3,1,60.00,1,35.00,0,0.00,2,35.00,2,95.00\r\n")
                .endsWith("branch,visitors\r\nBonn,12\r\nUlm,7\r\n\n");
    }

    @Test
    void figuresAsJson() {
        String output = ExamplesTest.output(out -> {
            try {
                FiguresAsJson.run(out);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(output).isEqualTo("""
            {"count":1,"total":3,"value":0.3333333333333333}
            33.3 % (1 of 3)
            true
            2
            """);
    }
}
