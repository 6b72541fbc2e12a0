package dev.retention.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionSimulatorTest {

    @TempDir
    Path folder;

    @Test
    void makesTheBundledFileAgainByteForByte() throws IOException {
        Path file = folder.resolve("subscriptions.csv");
        SubscriptionSimulator.main(new String[] {file.toString()});
        try (InputStream bundled = Objects.requireNonNull(
                SubscriptionSimulatorTest.class.getResourceAsStream("report/simulated-subscriptions.csv"))) {
            assertThat(Files.readAllBytes(file))
                    .isEqualTo(bundled.readAllBytes())
                    .hasSizeLessThan(200_000);
        }
    }

    @Test
    void simulatesWhatABillingSystemKnows() {
        String all = String.join("\n", SubscriptionSimulator.csvLines());
        assertThat(all)
                .startsWith("customer,subscription,status,start,end,cancelled_on,plan,family,quantity,price,interval,")
                .contains(",trialing,", ",past_due,", ",canceled,", ",year,", ",failed payment,", ",analytics,")
                .doesNotContain("null");
        assertThat(all.getBytes(StandardCharsets.US_ASCII)).isNotEmpty();
    }
}
