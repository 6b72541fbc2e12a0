package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Interval;
import dev.retention.examples.report.figures.LeavingFigures;
import dev.retention.examples.report.figures.LeavingFigures.Felt;
import dev.retention.examples.report.figures.ServiceFigures.Opened;
import dev.retention.examples.report.figures.ServiceWords;
import dev.retention.examples.report.figures.TouchFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of service is news, and of whom the rates are. */
class ServiceNewsTest {

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    private Object report(String tickets, String asOf) throws IOException {
        StringBuilder subscriptions =
                new StringBuilder("customer,subscription,start,end,price,interval,mode,currency\n");
        for (int i = 0; i < 50; i++) {
            subscriptions.append("c").append(i).append(",s").append(i).append(",2023-12-01,,10.00,month,,EUR\n");
        }
        subscriptions.append("gone,s99,2023-12-01,2024-01-11,10.00,month,voluntary,EUR\n");
        Files.writeString(folder.resolve("subscriptions.csv"), subscriptions);
        Files.writeString(folder.resolve("tickets.csv"), "customer,opened,kind\n" + tickets);
        String[] args = {
            "--subscriptions", folder.resolve("subscriptions.csv").toString(),
            "--tickets", folder.resolve("tickets.csv").toString(),
            "--as-of", asOf,
            "--out", folder.resolve("out").toString()
        };
        assertThat(ReportCommand.run(args, new PrintWriter(stdout, true), new PrintWriter(stderr, true), false))
                .as(stderr.toString())
                .isZero();
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    /** So many complaints in each month of 2024 from January on. */
    private static String complaints(int... counts) {
        StringBuilder lines = new StringBuilder();
        for (int month = 0; month < counts.length; month++) {
            for (int i = 0; i < counts[month]; i++) {
                lines.append(String.format("c%d,2024-%02d-%02d,complaint%n", i % 50, month + 1, 1 + i % 28));
            }
        }
        return lines.toString();
    }

    @Test
    void theRateIsOfTheSameCustomersAboveAndBelow() throws IOException {
        Object report = report(
                "c1,2024-01-03,complaint\nc2,2024-02-02,complaint\ngone,2024-02-03,complaint\nstranger,2024-02-04,complaint\n",
                "2024-02-29");
        Object february = MinimalJson.at(report, "howServed", "complaints", "periods", 1);
        assertThat(MinimalJson.at(february, "complaints")).isEqualTo(BigDecimal.valueOf(3));
        assertThat(MinimalJson.at(february, "complaintsOfOthers")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(((BigDecimal) MinimalJson.at(february, "rate")).doubleValue())
                .isEqualTo(1000.0 / (50 * 29 / 30.0));
        assertThat(stdout.toString())
                .contains("3 complaints in 2024-02 of 3 customers, 1 of them of live customers (while a");
    }

    @Test
    void saysWhoIsLive() {
        assertThat(ServiceWords.touch(new TouchFigures(
                        LocalDate.of(2024, 2, 29),
                        2,
                        "customers until 90 days after an order",
                        List.of(),
                        Optional.empty(),
                        365,
                        "",
                        List.of())))
                .startsWith("Of 2 live customers on 2024-02-29 (until 90 days after an order), ");
    }

    @Test
    void aLargeMonthIsTheFirstThingSaidAndStandsInShort() throws IOException {
        Object report = report(complaints(9, 10, 11, 10, 9, 10, 11, 10, 60, 10), "2024-10-31");
        assertThat(MinimalJson.at(report, "howServed", "complaints", "flags", 0).toString())
                .startsWith("2024-09 above what is ordinary, with 1200.0 against ");
        assertThat(MinimalJson.at(report, "findings").toString())
                .contains("Complaints per 1,000 customers and 30 days are out of the ordinary: 2024-09 above");
        assertThat(stdout.toString()).doesNotContain("Nelson", "σ_z");
    }

    @Test
    void runsAreJoinedIntoOneSentence() throws IOException {
        Object report = report(complaints(40, 12, 11, 13, 12, 11, 12, 13, 11, 12, 11), "2024-11-30");
        assertThat(MinimalJson.at(report, "howServed", "complaints", "flags").toString())
                .contains("2024-02 to 2024-11 below the centre of ")
                .doesNotContain("2024-03");
    }

    @Test
    void saysWhatIsClearlyFewerAfter() {
        LeavingFigures figures = new LeavingFigures(
                90,
                Stream.of(felt("complaint", 1.5, 1.2, 2), felt("dispute", 0.6, 0.4, 0.9), felt("low score", 1, 0.5, 2))
                        .toList());
        assertThat(ServiceWords.leaving(figures))
                .isEqualTo("Lost more often within a period after: complaint (risk 1.5 times, 1.2 to 2.0). "
                        + "Lost less often after: dispute (risk 0.6 times, 0.4 to 0.9). "
                        + "No clear difference after: low score.");
    }

    private static Felt felt(String name, double ratio, double lower, double upper) {
        return new Felt(
                name,
                10,
                2,
                100,
                5,
                Optional.of(ratio),
                Optional.of(new Interval(lower, upper, 0.95)),
                new Opened(0, "felt:" + name));
    }
}
