package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.report.MinimalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review of the simulated business: its JSON fits the schema, its page holds what it opens, and it finds what is planted. */
class ReviewSchemaTest {

    @TempDir
    static Path folder;

    private static ReviewRun simulated = new ReviewRun(Path.of(""));

    @BeforeAll
    static void run() {
        simulated = new ReviewRun(folder);
        assertThat(simulated.run()).as(simulated.err).isZero();
    }

    private static SchemaWalker schema() throws IOException {
        return new SchemaWalker(MinimalJson.parse(Files.readString(Path.of("../docs/review.schema.json"))));
    }

    @Test
    void fitsTheSchema() throws IOException {
        assertThat(schema().faults(simulated.json())).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatDoesNotFit() throws IOException {
        Object json = MinimalJson.parse(simulated
                .read("review.json")
                .replaceFirst("\"isOver\": true", "\"isOver\": \"yes\"")
                .replaceFirst("\"tone\": \"[A-Z]+\"", "\"tone\": \"LOUD\"")
                .replaceFirst("\"source\": ", "\"sauce\": "));
        assertThat(schema().faults(json)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aReviewOfFewDataFitsToo() throws IOException {
        ReviewRun orders = new ReviewRun(folder.resolve("orders"));
        String file = orders.file("orders.csv", "customer,date,amount\na,2024-01-05,10.00\nb,2024-06-01,2.00\n");
        assertThat(orders.run(file, "--currency", "EUR")).as(orders.err).isZero();
        assertThat(schema().faults(orders.json())).isEmpty();
    }

    @Test
    void findsThePlantedCauses() {
        assertThat(simulated.at("findings").toString()).contains("Complaint goes before", "Low NPS score");
        assertThat(simulated.at("period")).isEqualTo("2026-Q2");
    }

    @Test
    void agreesWithTheTableOfMovements() {
        assertThat(simulated.at("board", "words").toString())
                .contains(
                        "Checked: the same 33 customers by “lost by the review” and by “lost customers of the scoreboard”");
    }

    @Test
    void everyFigureThatOpensHasItsCustomers() {
        String html = simulated.read("review.html");
        String data = html.substring(html.indexOf("id=\"drill-data\">") + 16);
        Map<?, ?> cells =
                (Map<?, ?>) MinimalJson.at(MinimalJson.parse(data.substring(0, data.indexOf("</script>"))), "cells");
        Matcher opened = Pattern.compile("data-cell=\"([^\"]+)\" data-count=\"([0-9]+)\"")
                .matcher(html);
        int figures = 0;
        while (opened.find()) {
            figures++;
            Object listed = cells.get(
                    opened.group(1).replace("&amp;", "&").replace("&lt;", "<").replace("&#39;", "'"));
            assertThat((List<?>) listed).as(opened.group(1)).hasSize(Integer.parseInt(opened.group(2)));
        }
        assertThat(figures).isGreaterThan(50);
    }

    @Test
    void needsNothingElse() {
        String html = simulated.read("review.html");
        assertThat(html).doesNotContain("http://").doesNotContain("https://").contains("<html lang=\"en\">");
        assertThat(html.indexOf("In five minutes")).isLessThan(html.indexOf("Whom did we lose"));
    }

    @Test
    void saysTheSameEachTime() {
        String json = simulated.read("review.json");
        ReviewRun again = new ReviewRun(folder.resolve("again"));
        assertThat(again.run()).isZero();
        assertThat(again.read("review.json")).isEqualTo(json);
        assertThat(again.read("review.html")).isEqualTo(simulated.read("review.html"));
    }
}
