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

class OrderSimulatorTest {

    @TempDir
    Path folder;

    @Test
    void makesTheBundledFileAgainByteForByte() throws IOException {
        Path file = folder.resolve("orders.csv");
        OrderSimulator.main(new String[] {file.toString()});
        try (InputStream bundled =
                Objects.requireNonNull(OrderSimulatorTest.class.getResourceAsStream("report/simulated-orders.csv"))) {
            assertThat(Files.readAllBytes(file))
                    .isEqualTo(bundled.readAllBytes())
                    .hasSizeLessThan(400_000);
        }
    }

    @Test
    void simulatesThreeThousandCustomersOverTwoYears() {
        assertThat(OrderSimulator.csvLines().stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .distinct())
                .hasSize(3_000);
        assertThat(OrderSimulator.csvLines().get(0)).isEqualTo("customer,date,amount,channel");
        assertThat(String.join("\n", OrderSimulator.csvLines()).getBytes(StandardCharsets.US_ASCII))
                .isNotEmpty();
    }
}
