package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.review.SchemaWalker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report writes as {@code report.json} fits its schema, whatever it was asked for. */
class ReportSchemaTest {
    @TempDir
    Path folder;

    private String json(String... args) throws IOException {
        StringWriter errors = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", folder.resolve("out").toString()));
        int code = ReportCommand.run(
                all.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(errors, true), false);
        assertThat(code).as(errors.toString()).isZero();
        return Files.readString(folder.resolve("out/report.json"));
    }

    private static List<String> faults(String json) throws IOException {
        return new SchemaWalker(MinimalJson.parse(Files.readString(Path.of("../docs/report.schema.json"))))
                .faults(MinimalJson.parse(json));
    }

    private String orders() throws IOException {
        StringBuilder lines = new StringBuilder("customer,date,amount,plan,cost\n");
        for (int customer = 0; customer < 40; customer++) {
            for (int order = 0; order <= customer % 5; order++) {
                lines.append(String.format(
                        Locale.ROOT,
                        "c%d,2025-%02d-%02d,%d.50,%s,%d.00%n",
                        customer,
                        1 + (customer + 2 * order) % 12,
                        1 + customer % 28,
                        10 + order,
                        customer % 3 == 0 ? "gold" : "basic",
                        3 + order));
            }
        }
        return Files.writeString(folder.resolve("orders.csv"), lines.toString()).toString();
    }

    @Test
    void ofOrders() throws IOException {
        String json = json(
                orders(),
                "--currency",
                "EUR",
                "--as-of",
                "2025-12-31",
                "--group-column",
                "plan",
                "--cost-column",
                "cost",
                "--churn",
                "EVENTS_OVER_START",
                "--compare",
                "SNAPSHOT,EVENTS_OVER_START",
                "--open",
                "2025-03+2",
                "--margin",
                "40",
                "--acquisition-cost",
                "20");
        assertThat(faults(json)).isEmpty();
        assertThat(faults(json.replaceFirst("\"customers\": [0-9]+", "\"customers\": \"40\"")
                        .replaceFirst("\"source\": ", "\"sauce\": ")))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void ofFewOrders() throws IOException {
        Path file = Files.writeString(
                folder.resolve("few.csv"), "customer,date,amount\na,2024-01-05,10.00\nb,2024-06-01,2.00\n");
        assertThat(faults(json(file.toString()))).isEmpty();
    }

    @Test
    void ofModels() throws IOException {
        assertThat(faults(json(orders(), "--currency", "EUR", "--as-of", "2025-12-31", "--models")))
                .isEmpty();
    }

    @Test
    void ofSubscriptionsAndService() throws IOException {
        assertThat(faults(json(
                        "--subscriptions", "simulated",
                        "--as-of", "2026-06-30",
                        "--tickets", "simulated",
                        "--scores", "simulated",
                        "--invoices", "simulated",
                        "--contacts", "simulated")))
                .isEmpty();
    }
}
