package dev.retention.examples.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.examples.BusinessFiles;
import dev.retention.examples.BusinessSimulator;
import dev.retention.examples.report.MinimalJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a review says of contracts whose term ended. */
class RenewalsOfReviewTest {

    /** In the second quarter of 2025 ann pays more, bob leaves for another reason than he said at first, cy has not decided. */
    private static final String RENEWALS = """
        customer,term end,due,decided,renewed for,reason,recoded,reason now
        ann,2025-05-01,120.00,2025-04-20,150.00,good service,,
        bob,2025-04-15,240.00,2025-04-10,,too expensive,2025-06-01,service
        cy,2025-06-30,360.00,,,,,
        dee,2025-07-01,60.00,,,,,
        eve,2025-02-01,480.00,2025-02-03,0,moved,,
        """;

    @TempDir
    Path folder;

    private ReviewRun review;

    @BeforeEach
    void begin() {
        review = new ReviewRun(folder);
    }

    private int run(String renewals, String... more) {
        return review.run(Stream.concat(
                        Stream.of(
                                "--subscriptions",
                                review.file("s.csv", ReviewCommandTest.SUBSCRIPTIONS),
                                "--as-of",
                                "2025-06-30",
                                "--renewals",
                                review.file("r.csv", renewals)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    @Test
    void countsAsByHand() {
        assertThat(run(RENEWALS)).as(review.err).isZero();
        assertThat(review.at("scoreboard", 2, "name")).isEqualTo("Renewed");
        assertThat(review.at("scoreboard", 2, "volume")).isEqualTo(number(1));
        assertThat(review.at("scoreboard", 2, "value")).isEqualTo("120.00");
        assertThat(review.at("renewals", "words", 0))
                .isEqualTo(
                        "Of 3 customers with a term that ended in 2025-Q2, 1 renewed, 1 did not, and 1 did not decide yet.");
        assertThat(review.at("renewals", "words", 1).toString()).contains("50.0 % (1 of 2", "from 33.3 % to 66.7 %");
        // Of 360 due 120 were kept, and 150 renewed.
        assertThat(review.at("renewals", "words", 2).toString()).contains("EUR 360.00", "33.3 %", "41.7 %");
        assertThat(review.at("renewals", "reasons", 0, "reason")).isEqualTo("good service");
        assertThat(review.at("renewals", "reasons", 1, "reason")).isEqualTo("service");
        assertThat(review.at("renewals", "recoded", 0, "first")).isEqualTo("too expensive");
        assertThat(review.at("renewals", "recoded", 0, "lost")).isEqualTo(number(1));
        assertThat(review.at("board", "lines").toString()).contains("Not renewed: service", "Renewed: good service");
        assertThat(review.out).contains("1 line left out");
        String html = review.read("review.html");
        Map<?, ?> cells = (Map<?, ?>) MinimalJson.at(
                MinimalJson.parse(html.substring(
                        html.indexOf("id=\"drill-data\">") + 16,
                        html.indexOf("</script>", html.indexOf("id=\"drill-data\">")))),
                "cells");
        assertThat((List<?>) cells.get("board:renewed")).hasSize(1);
        assertThat((List<?>) cells.get("renewal:ended")).hasSize(3);
    }

    @Test
    void decisionsAfterTheAsOfDayAreNotKnown() {
        assertThat(run(RENEWALS.replace("cy,2025-06-30,360.00,,", "cy,2025-06-30,360.00,2025-07-02,360.00")))
                .as(review.err)
                .isZero();
        assertThat(review.at("renewals", "words", 0).toString()).contains("1 did not decide yet");
    }

    @Test
    void readsDaysAndAmountsOfTheUsersForms() {
        String renewals = "customer;term end;due;decided;renewed for\nann;01.05.2025;1.200,50;20.04.2025;1.200,50\n";
        String subscriptions = "customer,start,end,price,interval\nann,01.01.2024,,\"10,00\",month\n";
        assertThat(review.run(
                        "--subscriptions",
                        review.file("s2.csv", subscriptions),
                        "--as-of",
                        "2025-06-30",
                        "--renewals",
                        review.file("r.csv", renewals),
                        "--decimal",
                        ",",
                        "--thousands",
                        ".",
                        "--currency",
                        "EUR",
                        "--date-format",
                        "dd.MM.yyyy"))
                .as(review.err)
                .isZero();
        assertThat(review.at("scoreboard", 2, "value")).isEqualTo("1200.50");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ann,,1,,,,,;no day in column term-end",
                "ann,2025-05-01,,,,,,;column due must be an amount above 0",
                "ann,2025-05-01,0,,,,,;column due must be an amount above 0",
                "ann,2025-05-01,NaN,,,,,;bad amount",
                "ann,2025-05-01,1.234567,,,,,;bad amount",
                "ann,2025-05-01,1,2025-05-01,-1,,,;column renewed-for",
                "ann,2025-05-01,1,,1,,,;without a day in column decided",
                "ann,2025-05-01,1,,,,2025-05-01,price;a new reason without a day",
                "ann,2025-05-01,1,2025-05-02,,a,2025-05-01,price;before it was decided",
                "ann,2025-05-01,1,2025-05-02,,a,2025-05-03,;no reason in column reason-now",
                "ann,soon,1,,,,,;bad date",
                ",2025-05-01,1,,,,,;no customer",
            })
    void refusesTermsThatCannotBe(String line, String message) {
        String text = "customer,term end,due,decided,renewed for,reason,recoded,reason now\n" + line + "\n";
        assertThat(run(text)).isEqualTo(2);
        assertThat(review.err).startsWith("r.csv:2: ").contains(message);
        assertThat(review.err.lines().count()).isEqualTo(1);
        assertThat(run(text + "ann,2025-05-02,1.00,2025-05-02,1.00,,,\n", "--lenient"))
                .as(review.err)
                .isZero();
        assertThat(review.out).contains("1 line left out");
    }

    @Test
    void countsALineOnce() {
        assertThat(run(RENEWALS + "ann,2025-05-01,120.00,2025-04-20,150.00,good service,,\n"))
                .isZero();
        assertThat(review.at("scoreboard", 2, "value")).isEqualTo("120.00");
        assertThat(review.out).contains("2 lines left out");
    }

    @Test
    void simulatedTermsFollowTheContracts() {
        BusinessFiles files = new BusinessFiles(BusinessSimulator.of(7, 50));
        assertThat(files.renewals()).isEqualTo(new BusinessFiles(BusinessSimulator.of(7, 50)).renewals());
        Map<String, String> ends = new TreeMap<>();
        files.subscriptions().lines().skip(1).map(line -> line.split(",", -1)).forEach(fields -> {
            if (fields[4].isEmpty()) {
                ends.remove(fields[0]);
            } else {
                ends.put(fields[0], fields[4]);
            }
        });
        List<String[]> terms = files.renewals()
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        assertThat(terms).isNotEmpty();
        for (String[] term : terms) {
            assertThat(term[1]).isLessThanOrEqualTo(BusinessSimulator.LAST_DAY.toString());
            // Who is still there at the end was never lost in her last term.
            if (!ends.containsKey(term[0]) && term[1].compareTo("2026-01-01") > 0) {
                assertThat(term[3].isEmpty() || !term[4].isEmpty())
                        .as(String.join(",", term))
                        .isTrue();
            }
        }
        assertThat(terms.stream().filter(term -> !term[5].isEmpty() && !term[4].isEmpty()))
                .isNotEmpty();
        assertThat(terms.stream().filter(term -> !term[5].isEmpty() && term[4].isEmpty()))
                .isNotEmpty();
    }
}
