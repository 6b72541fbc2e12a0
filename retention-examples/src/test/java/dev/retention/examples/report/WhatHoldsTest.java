package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of data that invite it to say too much, and what passes from the input to its readers. */
class WhatHoldsTest {

    private static final String HEAD = "customer,date,amount,kind\n";

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    /** In every November 80 of 100 stay whom October had, in every October 20 of September's, and likewise a year before. */
    @Test
    void comparesWithTheSameMonthOfTheLastYear() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int year = 2023; year <= 2024; year++) {
            for (int i = 0; i < 100; i++) {
                file.append(order("c" + i, year + "-09-05"));
                file.append(order((i < 20 ? "c" : "o" + year) + i, year + "-10-05"));
                file.append(i < 80 ? order((i < 20 ? "c" : "o" + year) + i, year + "-11-05") : "");
            }
        }
        assertThat(run(file.toString(), "--as-of", "2024-11-30")).isZero();
        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("UNCLEAR Churn: 20.0 %")
                        .contains("against 20.0 % in 2023-11, the same period of the last year: no clear change")
                        .contains("And against 80.0 % in 2024-10, the period before: clearly lower, by ")
                        .endsWith("; that may be the season."));
        assertThat(page()).contains("; the same period of the last year: 20.0\u00a0%");
        // Without the year before, better is better, and says what it does not allow for.
        String young = HEAD + file.substring(file.indexOf("c0,2024-09-05"));
        assertThat(run(young, "--as-of", "2024-11-30")).isZero();
        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("BETTER Churn: 20.0 %")
                        .contains("that may be the season")
                        .contains("The season is not out of this: that takes 2023-11"));
    }

    @Test
    void takesNobodyForLostWhoOnlyPauses() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 40; i++) {
            for (String month : List.of("2023-01", "2023-04", "2023-07", "2023-10", "2024-01")) {
                file.append(order("c" + i, month + "-05"));
            }
            file.append(i < 2 ? order("c" + i, "2024-02-05") : "");
        }
        assertThat(run(file.toString(), "--as-of", "2024-02-29")).isZero();
        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding)
                        .contains("longer than a month: --grain ")
                        .contains("“did not order” is not “lost” here"));
        assertThat(page())
                .doesNotContain("Worth of a customer")
                .contains("No lifetime value by spend and churn of a month")
                .doesNotContain("ARPA_OVER_CHURN", "Five more points")
                .contains("--grain with longer periods may add what is to come");
        assertThat(stdout.toString()).contains("lifetime   not by spend and churn");
        assertThat(run(file.toString(), "--as-of", "2024-02-29", "--grain", "year"))
                .isZero();
        assertThat(findings()).noneSatisfy(finding -> assertThat(finding).contains("--grain"));
    }

    @Test
    void warnsOfTinyGroupsAndOfMediansThatEchoAnOption() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 60; i++) {
            file.append("c" + i + ",2024-01-05,1,many\n");
        }
        file.append("one,2024-01-05,1,few\none,2024-03-05,1,few\none,2024-06-05,1,few\n");
        assertThat(run(file.toString(), "--group-column", "kind", "--as-of", "2024-12-31"))
                .isZero();
        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding)
                        .contains("Groups of few customers: few (1).", "says little, whatever the p-value"));
        assertThat(stdout.toString()).contains("at once (90)", "only repeats the option", "p < 0.001");
        assertThat(page()).contains("at once (90)").doesNotContain("90 (90 to 90)");
    }

    /** Months without new customers are no rows of the page, so that the rows go further back than as many months. */
    @Test
    void everyFigureOpensToAllItsCustomers() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int month = 0; month < 80; month++) {
            String date = (2018 + month / 12) + "-" + (month % 12 < 9 ? "0" : "") + (month % 12 + 1) + "-05";
            file.append(order(month % 3 == 0 ? "new" + month : "old", date));
            file.append(order("new" + month / 6 * 3, date));
        }
        assertThat(run(file.toString())).isZero();
        String page = page();
        String lists = page.substring(page.indexOf("\"cells\":"));
        Matcher opening =
                Pattern.compile("data-cell=\"([^\"]+)\" data-count=\"(\\d+)\"").matcher(page);
        int openings = 0;
        while (opening.find()) {
            Matcher list = Pattern.compile("\"" + Pattern.quote(opening.group(1)) + "\": ?\\[([^]]*)]")
                    .matcher(lists);
            assertThat(list.find()).as(opening.group(1)).isTrue();
            assertThat(list.group(1).split(",")).as(opening.group(1)).hasSize(Integer.parseInt(opening.group(2)));
            openings++;
        }
        assertThat(openings).isGreaterThan(100);
        assertThat(page).contains("Open this list to save it as CSV", "open it for the counts and the customers");
        assertThat(run(file.toString(), "--no-customers")).isZero();
        assertThat(page()).doesNotContain("and the customers.</p>");
    }

    /** The data go as far as any line, be it a refund or a payment that failed; a slip of a year or more is none. */
    @Test
    void dataGoAsFarAsTheirLastLine() throws IOException {
        String file = HEAD + order("a", "2025-01-10") + order("b", "2025-01-12") + order("a", "2025-02-20");
        assertThat(run(file + "b,2025-03-31,-1,\n")).isZero();
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"asOf\": \"2025-03-31\"");
        assertThat(page()).contains("Customers of the month before who did not order again");
        assertThat(run(file + "b,2025-03-31,1,failed\n", "--except", "kind=failed"))
                .isZero();
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"asOf\": \"2025-03-31\"");
        assertThat(run(file + "b,2095-03-31,1,failed\nb,soon,1,failed\n", "--except", "kind=failed"))
                .isZero();
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("\"asOf\": \"2025-02-20\"");
    }

    @Test
    void namesNoCustomerIfAskedNotTo() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 50; i++) {
            for (int day = 1; day <= 1 + i % 5; day++) {
                file.append(order("secret" + i, "2024-0" + day + "-0" + (1 + i % 7)));
            }
        }
        assertThat(run(file.toString(), "--models", "--no-customers")).isZero();
        assertThat(page()).doesNotContain("secret");
        assertThat(Files.readString(folder.resolve("out/report.json"))).doesNotContain("secret");
        assertThat(stdout.toString()).doesNotContain("secret");
        assertThat(folder.resolve("out/customers.csv")).doesNotExist();
        assertThat(run(file.toString(), "--no-customers", "--open", "2024-01:NEW"))
                .isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--no-customers leaves out the customers that --open asks for");
        assertThat(run(file.toString(), "--models")).isZero();
        assertThat(page()).contains("secret");
    }

    @Test
    void letsNothingThroughThatActs() throws IOException {
        String hostile = "\u202Etxt\u009B31m\u200B" + Character.toString(0xE0041);
        List<String> keys = List.of("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "a" + hostile, "plain");
        StringBuilder file = new StringBuilder(HEAD);
        for (int i = 0; i < 30; i++) {
            for (int month = 1; month <= 1 + i % 6; month++) {
                String key = i < keys.size() ? keys.get(i) : "c" + i;
                file.append('"' + key + "\",2024-0" + month + "-0" + (1 + i % 7) + ",1" + i + ",g\n");
            }
        }
        assertThat(run(file.toString(), "--models", "--open", "2024-01:NEW", "--group-column", "kind"))
                .isZero();
        assertThat(stdout.toString()).matches("[\\n -~]*").contains("a?txt?31m");
        assertThat(page()).doesNotContain("\u202E", "\u009B", "\u200B", Character.toString(0xE0041));
        Path csv = folder.resolve("out/customers.csv");
        if (Files.exists(csv)) {
            for (String line : Files.readAllLines(csv)) {
                assertThat(line).doesNotContainPattern("^\"?[=+@-]").doesNotContain("\u202E", "\u009B", "\u200B");
            }
        }
        assertThat(run("customer,date,amount\na,\u202E\u009B,1\n")).isEqualTo(2);
        assertThat(stderr.toString()).doesNotContain("\u202E", "\u009B").contains("bad date");
    }

    @Test
    void listsItsContents() throws IOException {
        assertThat(run(HEAD + order("a", "2024-01-01") + order("b", "2024-02-01") + order("a", "2024-03-01")))
                .isZero();
        Matcher links = Pattern.compile("<li><a href=\"#([^\"]+)\">").matcher(page());
        List<String> ids = new ArrayList<>();
        while (links.find()) {
            ids.add(links.group(1));
            assertThat(page()).contains("<h2 id=\"" + links.group(1) + "\">");
        }
        assertThat(ids)
                .contains("summary", "movements", "cohorts", "survival", "worth", "notes")
                .doesNotHaveDuplicates();
        assertThat(page())
                .contains("<details><summary>Formula</summary>", "id=\"cohort-views\"", "data-n=\"1\"", "data-a=\"");
        String tiles = page().replaceAll("(?s).*<dl class=\"tiles\">(.*?)</dl>.*", "$1");
        assertThat(tiles.replaceAll("(?s)<details>.*?</details>", ""))
                .contains("Did not order again")
                .doesNotContain("SURVIVORS", "SNAPSHOT");
    }

    @Test
    void makesNoCurrencyUp() throws IOException {
        Path file = Files.writeString(
                folder.resolve("plain.csv"),
                "customer,date,amount\na,2024-01-01,10\nb,2024-01-02,5.50\na,2024-02-01,10\nc,2024-03-01,1\n");
        String[] args = {
            file.toString(),
            "--models",
            "--margin",
            "40",
            "--out",
            folder.resolve("out").toString()
        };
        assertThat(ReportCommand.run(args, new PrintWriter(stdout, true), new PrintWriter(stderr, true), false))
                .isZero();
        Object json = MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
        assertThat(MinimalJson.at(json, "currency")).isSameAs(MinimalJson.NULL);
        assertThat(MinimalJson.at(json, "reading", "dataNotes", 0, "kind")).isEqualTo("NO_CURRENCY");
        assertThat(stdout.toString()).contains("4 orders, 26.50\n", "amounts are shown without one");
        assertThat(page().replaceAll("(?s)<script>.*?</script>", "") + stdout).doesNotContain("EUR", "USD");
    }

    @Test
    void namesNobodyInNotesAndLinesLeftOut() throws IOException {
        String file = HEAD + order("SECRET", "2024-01-01") + order("secret", "2024-02-01") + "hidden,x,1,y\n";
        assertThat(run(file, "--no-customers", "--lenient")).isZero();
        assertThat(page() + stdout + Files.readString(folder.resolve("out/report.json")))
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("bad date")
                .contains("keys of customers look odd");
    }

    @Test
    void saysWhatIsWrongWithAnOptionWithoutNamesOfTypes() throws IOException {
        for (String[] each : new String[][] {
            {"--margin", "40%"}, {"--discount", "NaN"}, {"--decimal", ""}, {"--gap-days", "x"}, {"--header-line", "x"}
        }) {
            assertThat(run(HEAD + order("a", "2024-01-01"), each)).isEqualTo(2);
            assertThat(stderr.toString())
                    .contains(each[0])
                    .doesNotContain("java.", "Exception", "BigDecimal", "Character", " int ");
        }
    }

    private static String order(String customer, String day) {
        return customer + "," + day + ",10.00,x\n";
    }

    private List<String> findings() throws IOException {
        Object json = MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
        return ((List<?>) MinimalJson.at(json, "findings"))
                .stream()
                        .map(each -> MinimalJson.at(each, "tone") + " " + MinimalJson.at(each, "text"))
                        .toList();
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private int run(String file, String... options) throws IOException {
        Path path = Files.writeString(folder.resolve("orders.csv"), file);
        List<String> args = new ArrayList<>(List.of(
                path.toString(),
                "--currency",
                "USD",
                "--out",
                folder.resolve("out").toString()));
        args.addAll(Arrays.asList(options));
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(
                args.toArray(new String[0]), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }
}
