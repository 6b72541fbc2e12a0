package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {

    /**
     * Four customers; by hand, as of 2024-03-15: ann orders in January, February and March, bob in January and March,
     * cy in February only, dee in March, the month that is still running.
     */
    private static final String TEN_LINES = """
        customer,date,amount
        ann,2024-01-05,10.00
        bob,2024-01-31,20.00
        ann,2024-01-20,5.50
        cy,2024-02-01,7.00
        ann,2024-02-29,1.25
        ann,2024-02-29,1.25
        bob,2024-03-01,30.00
        ann,2024-03-02,4.00
        dee,2024-03-15,9.99
        dee,2024-03-15,0.01
        """;

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void countsTenLinesAsByHand() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        Object json = json();
        assertThat(MinimalJson.at(json, "asOf")).isEqualTo("2024-03-15");
        assertThat(MinimalJson.at(json, "grain")).isEqualTo("month");
        assertThat(MinimalJson.at(json, "customers")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(MinimalJson.at(json, "events")).isEqualTo(BigDecimal.valueOf(10));
        assertThat(MinimalJson.at(json, "excluded")).isEqualTo(BigDecimal.ZERO);
        assertThat(MinimalJson.at(json, "amount")).isEqualTo("89.00");
        assertThat(cohorts(json))
                .containsExactly(
                        "2024-01 2: 0 OBSERVED 2 35.50, 1 OBSERVED 1 2.50, 2 PARTIAL 2 34.00",
                        "2024-02 1: 0 OBSERVED 1 7.00, 1 PARTIAL 0 0.00, 2 UNOBSERVED null null",
                        "2024-03 1: 0 PARTIAL 1 10.00, 1 UNOBSERVED null null, 2 UNOBSERVED null null");
        assertThat(movements(json))
                .containsExactly(
                        "2024-01 2: new 2 35.50, retained 0 0.00, reactivated 0 0.00, lost 0 0.00",
                        "2024-02 2: new 1 7.00, retained 1 2.50, reactivated 0 0.00, lost 1 20.00",
                        "2024-03 3: new 1 10.00, retained 1 4.00, reactivated 1 30.00, lost 1 7.00");
        assertThat(MinimalJson.at(json, "movements", 0, "churn")).isSameAs(MinimalJson.NULL);
        // February is the latest complete month: 9.50 from two customers, one of two lost: 4.75 / (1/2).
        assertThat(MinimalJson.at(json, "latest", "period")).isEqualTo("2024-02");
        assertThat(MinimalJson.at(json, "lifetimeValue", "formula")).isEqualTo("ARPA_OVER_CHURN");
        assertThat(MinimalJson.at(json, "lifetimeValue", "arpa")).isEqualTo("4.75");
        assertThat(MinimalJson.at(json, "lifetimeValue", "value")).isEqualTo("9.50");
        // Wilson at 95 % of 1 in 2: 0.5 ± 0.4055, from the formula by hand.
        assertThat(((BigDecimal) MinimalJson.at(json, "lifetimeValue", "churn", "lower")).doubleValue())
                .isBetween(0.0945, 0.0946);
    }

    @Test
    void labelsPeriodsByGrain() throws IOException {
        for (String[] expected :
                new String[][] {{"day", "2024-01-05"}, {"week", "2024-01-01"}, {"quarter", "2024-Q1"}, {"YEAR", "2024"}
                }) {
            assertThat(run(TEN_LINES, "--grain", expected[0])).isZero();
            assertThat(MinimalJson.at(json(), "cohorts", 0, "period")).isEqualTo(expected[1]);
        }
        assertThat(run(TEN_LINES, "--grain", "week", "--week-start", "sunday")).isZero();
        assertThat(MinimalJson.at(json(), "cohorts", 0, "period")).isEqualTo("2023-12-31");
    }

    @Test
    void leavesOutWhatIsAfterTheStatedDay() throws IOException {
        assertThat(run(TEN_LINES, "--as-of", "2024-02-29")).isZero();
        Object json = json();
        assertThat(MinimalJson.at(json, "excluded")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(MinimalJson.at(json, "excludedByReason", "AFTER_AS_OF")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(cohorts(json))
                .containsExactly(
                        "2024-01 2: 0 OBSERVED 2 35.50, 1 OBSERVED 1 2.50",
                        "2024-02 1: 0 OBSERVED 1 7.00, 1 UNOBSERVED null null");
        assertThat(run(TEN_LINES, "--as-of", "2024-04-30")).isZero();
        assertThat(movements(json()).get(3))
                .isEqualTo("2024-04 0: new 0 0.00, retained 0 0.00, reactivated 0 0.00, lost 3 44.00");
    }

    @Test
    void saysTheSameWhateverTheDelimiterQuotingAndOrder() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        List<String> cohorts = cohorts(json());
        List<String> lines = new ArrayList<>(TEN_LINES.lines().toList());
        for (String delimiter : List.of(";", "\t", "|", "  ")) {
            assertThat(run(TEN_LINES.replace(",", delimiter))).isZero();
            assertThat(cohorts(json())).isEqualTo(cohorts);
        }
        assertThat(run("\uFEFF" + TEN_LINES.replaceAll("(?m)^(\\w+)", "\"$1\"").replace("\n", "\r\n")))
                .isZero();
        assertThat(cohorts(json())).isEqualTo(cohorts);
        List<String> reversed = new ArrayList<>(lines.subList(1, lines.size()));
        java.util.Collections.reverse(reversed);
        assertThat(run("note, AMOUNT ,Date,Customer\n"
                        + String.join(
                                "\n",
                                reversed.stream()
                                        .map(line -> line.split(",", -1))
                                        .map(f -> "\"a \"\"b\"\",\nc\"," + f[2] + " , " + f[1] + "," + f[0])
                                        .toList())))
                .isZero();
        assertThat(cohorts(json())).isEqualTo(cohorts);
        assertThat(run(String.join("\n", lines.subList(1, lines.size())), "--no-header"))
                .isZero();
        assertThat(cohorts(json())).isEqualTo(cohorts);
        assertThat(run(TEN_LINES.replace(',', ';').replace('.', ','), "--decimal", ","))
                .isZero();
        assertThat(cohorts(json())).isEqualTo(cohorts);
    }

    @Test
    void readsDatesInOtherFormsAndInstantsInTheStatedZone() throws IOException {
        assertThat(run("customer,date,amount\na,31/12/2023,1\nb,01/01/2024,1\n", "--date-format", "dd/MM/yyyy"))
                .isZero();
        assertThat(cohorts(json())).hasSize(2);
        String instants = "customer,date,amount\na,2023-12-31T23:30:00Z,1\nb,2024-01-01T00:30:00+01:00,1\n";
        assertThat(run(instants, "--zone", "Europe/Berlin")).isZero();
        assertThat(MinimalJson.at(json(), "cohorts", 0, "period")).isEqualTo("2024-01");
        assertThat(run(instants, "--zone", "UTC")).isZero();
        assertThat(MinimalJson.at(json(), "cohorts", 0, "period")).isEqualTo("2023-12");
        assertThat(run("customer,date,amount\na,2023-12-31T23:30,1\nb,2023-12-31 23:30:00,1\n"))
                .isZero();
        assertThat(MinimalJson.at(json(), "firstDate")).isEqualTo("2023-12-31");
    }

    @Test
    void roundsAmountsLineByLineAndSaysSo() throws IOException {
        assertThat(run("customer,date,amount\na,2024-01-01,1.005\na,2024-01-02,1.015\na,2024-01-03,2.5000\n"))
                .isZero();
        Object json = json();
        assertThat(MinimalJson.at(json, "amount")).isEqualTo("4.52");
        assertThat(MinimalJson.at(json, "notes").toString())
                .contains("2 amounts had more decimals than USD has and were rounded line by line", "by 0.000.");
        assertThat(run("customer,date,amount\na,2024-01-01,150\n", "--currency", "JPY"))
                .isZero();
        assertThat(MinimalJson.at(json(), "amount")).isEqualTo("150");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "'' => orders.csv: the file is empty",
                "customer,date,amount => orders.csv: no orders, only a header",
                "customer,day,amount => orders.csv:1: no column \"date\" in the header (found: customer, day, amount) "
                        + "(is it --date-column day?); tried the delimiters , ; tab | and whitespace (see --delimiter)",
                "customer:date:amount => orders.csv:1: no column \"customer\", no column \"date\", no column "
                        + "\"amount\" in the header (found: customer:date:amount); tried the delimiters , ; tab | and whitespace (see --delimiter)",
                "00004,0001,19970101,2,29.33 => orders.csv:1: no column \"customer\", no column \"date\", no column "
                        + "\"amount\" in the header (found: 00004, 0001, 19970101, 2, 29.33); if the first line is an "
                        + "order already, say --no-header and positions such as --customer-column 1; tried the "
                        + "delimiters , ; tab | and whitespace (see --delimiter)",
                "customer,date,Date,amount => orders.csv:1: more than one column \"date\" in the header "
                        + "(found: customer, date, Date, amount); give one of them another name in the file; tried the delimiters , ; tab | and whitespace "
                        + "(see --delimiter)",
                "customer,date,amount#a,1997-13-01,1 => orders.csv:2: bad date \"1997-13-01\" in column date "
                        + "(expected yyyy-MM-dd)",
                "customer,date,amount#a,1997-02-29,1 => orders.csv:2: bad date \"1997-02-29\" in column date "
                        + "(expected yyyy-MM-dd)",
                "customer,date,amount#a,,1 => orders.csv:2: bad date \"\" in column date (expected yyyy-MM-dd)",
                "customer,date,amount#a,1997-02-01T00:00:00Z,1 => orders.csv:2: bad date \"1997-02-01T00:00:00Z\" in "
                        + "column date (an instant has a civil day only in a zone: name it with --zone, such as --zone "
                        + "Europe/Berlin, or take the day as written with --zone written)",
                "customer,date,amount#a,1997-02-01,1##a,1997-02-01,x => orders.csv:4: bad amount \"x\" in column"
                        + " amount (expected a number such as 1234.50)",
                "customer,date,amount#a,1997-02-01,1e5 => orders.csv:2: bad amount \"1e5\" in column amount "
                        + "(expected a number such as 1234.50; exponents are what spreadsheets make of large numbers: "
                        + "format the column as a number)",
                "customer,date,amount#a,1997-02-01,NaN => orders.csv:2: bad amount \"NaN\" in column amount "
                        + "(expected a number such as 1234.50)",
                "customer,date,amount#a,1997-02-01,'1,5' => orders.csv:2: 4 fields where the header has 3",
                "customer,date,amount#a,1997-02-01 => orders.csv:2: 2 fields where the header has 3",
                "customer,date,amount#' ',1997-02-01,1 => orders.csv:2: no customer in column customer "
                        + "(leave such lines out with --no-customer \"\")",
                "customer,date,amount#a,1997-02-01,1#a,9997-02-01,1 => orders.csv: from 1997-02-01 to 9997-02-01 there"
                        + " are 96,001 months, more than the 800 of a report; is a date wrong? Otherwise choose a coarser "
                        + "--grain",
            })
    void refusesBadFilesWithOneLineAndWritesNothing(String file, String message) throws IOException {
        assertThat(run(file.replace('#', '\n').replace("'", ""))).isEqualTo(2);
        assertRefused(message);
    }

    @Test
    void refusesBadOptionsWithOneLineAndWritesNothing() throws IOException {
        assertThat(run(TEN_LINES, "--delimiter", ";")).isEqualTo(2);
        assertRefused(
                "orders.csv:1: no column \"customer\", no column \"date\", no column \"amount\" in the header (found: "
                        + "customer,date,amount); the delimiter is ;");
        assertThat(run(TEN_LINES, "--delimiter", "ab")).isEqualTo(2);
        assertRefused("--delimiter \"ab\" must be one character, tab or whitespace");
        assertThat(run(TEN_LINES, "--date-format", "yyyy-bb")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--date-format \"yyyy-bb\" is not a date pattern: ");
        assertThat(run(TEN_LINES, "--as-of", "2023-12-31")).isEqualTo(2);
        assertRefused("orders.csv: no orders: all 10 lines left out, the first, line 2, for: dated 2024-01-05, "
                + "after the as-of day 2023-12-31");
        assertThat(run(TEN_LINES, "--no-header")).isEqualTo(2);
        assertRefused("orders.csv:1: bad date \"date\" in column 2 (expected yyyy-MM-dd)");
        assertThat(run(TEN_LINES, "--currency", "XXXX")).isEqualTo(2);
        assertThat(run(TEN_LINES, "--grain", "fortnight")).isEqualTo(2);
        assertThat(stderr.toString().lines()).hasSize(1);
        assertThat(run(TEN_LINES, "--wrong")).isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void refusesMixedCurrencies() throws IOException {
        String mixed = "customer,date,amount,currency\na,2024-01-01,1,EUR\nb,2024-01-01,1,USD\n";
        assertThat(run(mixed, "--currency-column", "currency")).isEqualTo(2);
        assertRefused(
                "orders.csv:3: currency \"USD\" in column currency where the report is in EUR (one currency a report: "
                        + "convert with --currency CODE --rates FILE, or choose with --only \"currency=EUR\")");
        assertThat(run(mixed, "--currency-column", "currency", "--lenient", "--currency", "USD"))
                .isZero();
        assertThat(MinimalJson.at(json(), "currency")).isEqualTo("USD");
        assertThat(MinimalJson.at(json(), "excludedByReason", "OTHER_CURRENCY")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing.csv");
        assertThat(execute(missing.toString())).isEqualTo(2);
        assertRefused(missing + ": no such file");
        assertThat(execute(folder.toString())).isEqualTo(2);
        assertRefused(folder + ": is a folder, not a file");
        Path latin = folder.resolve("orders.csv");
        Files.write(latin, "customer,date,amount\nMüller,2024-01-01,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(execute(latin.toString())).isEqualTo(2);
        assertThat(stderr.toString()).contains("not valid UTF-8 (see --charset)");
        assertThat(execute(latin.toString(), "--charset", "ISO-8859-1", "--currency", "EUR", "--out", out()))
                .isZero();
        Files.writeString(folder.resolve("file"), "");
        assertThat(execute(
                        latin.toString(),
                        "--charset",
                        "ISO-8859-1",
                        "--currency",
                        "EUR",
                        "--out",
                        folder.resolve("file") + ""))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("cannot be written: a file of that name exists");
    }

    @Test
    void lenientlyLeavesOutCountsAndLists() throws IOException {
        StringBuilder file = new StringBuilder(TEN_LINES);
        for (int i = 0; i < 12; i++) {
            file.append("eve,2024-03-0x,1\n");
        }
        file.append("eve,2024-03-01\n,2024-03-01,1\neve,2024-03-01,\n");
        assertThat(run(file.toString(), "--lenient")).isZero();
        Object json = json();
        assertThat(MinimalJson.at(json, "customers")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(MinimalJson.at(json, "excluded")).isEqualTo(BigDecimal.valueOf(15));
        assertThat(MinimalJson.at(json, "excludedByReason", "BAD_DATE")).isEqualTo(BigDecimal.valueOf(12));
        assertThat((List<?>) MinimalJson.at(json, "excludedLines")).hasSize(10);
        assertThat(MinimalJson.at(json, "excludedLines", 0, "line")).isEqualTo(BigDecimal.valueOf(12));
        assertThat(stdout.toString()).contains("15 lines left out:", "line 12: bad date \"2024-03-0x\" in column date");
        assertThat(page()).contains("Lines left out", "12 lines: date that cannot be read");
        assertThat(run("customer,date,amount\na,b,c\n", "--lenient")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("orders.csv: no orders: all 1 line left out");
    }

    @Test
    void escapesWhatComesFromTheInput() throws IOException {
        Path file = folder.resolve("<script>alert(1)<!--&\"'.csv");
        Files.writeString(
                file,
                "customer,date,amount\n<script>alert(2)</script>,2024-01-01,1\na,<script>alert(3)</script>\u2028,1\n");
        assertThat(execute(file.toString(), "--lenient", "--currency", "EUR", "--out", out()))
                .isZero();
        assertThat(page())
                .doesNotContain("<script>alert", "\u2028")
                .contains("\\u003cscript\\u003ealert(2)")
                .contains("&lt;script&gt;alert(1)&lt;!--&amp;&quot;&#39;.csv", "&lt;script&gt;alert(3)&lt;/script&gt;");
        assertThat(MinimalJson.at(json(), "source")).isEqualTo("<script>alert(1)<!--&\"'.csv");
    }

    @Test
    void makesAPageThatNeedsNothingElse() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        String page = page();
        assertThat(page)
                .contains("echarts", "id=\"report-data\"", "prefers-color-scheme: dark", "not yet observable")
                .contains("default-src 'none'")
                .doesNotContain("<script src");
        assertThat(page.replaceAll("(?s)<script.*?</script>", ""))
                .doesNotContain("<link", "<img", "<iframe", "@import", "url(", "http://", "https://");
        assertThat(page.split("</script", -1)).hasSize(7);
        int start = page.indexOf('{', page.indexOf("id=\"report-data\""));
        Object data = MinimalJson.parse(page.substring(start, page.indexOf("</script", start)));
        assertThat(MinimalJson.at(data, "movements", 1, "lost", "customers")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void colorsOnlyWhereAsked() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        assertThat(stdout.toString()).doesNotContain("\u001b").contains("2024-03*");
        assertThat(run(TEN_LINES, "--color", "always")).isZero();
        assertThat(stdout.toString()).contains("\u001b[1m");
    }

    @Test
    void explainsItself() {
        assertThat(execute("--help")).isZero();
        assertThat(stdout.toString())
                .contains(
                        "--customer-column",
                        "--date-format",
                        "--as-of",
                        "--grain",
                        "--week-start",
                        "--zone",
                        "--currency",
                        "--out",
                        "--lenient",
                        "--color",
                        "--churn",
                        "--compare",
                        "--open",
                        "--restate",
                        "--gap-days",
                        "--group-column",
                        "--compare-groups",
                        "--margin",
                        "--acquisition-cost",
                        "--discount",
                        "--models",
                        "--time-unit",
                        "--holdout-from",
                        "Exit codes:")
                .doesNotContain("\u001b");
        assertThat(execute("--version")).isZero();
        assertThat(stdout.toString()).isEqualTo(String.format("retention-report 0.1.0%n"));
    }

    @Test
    void runsOnTheSimulatedDataInATerminalsWidth() throws IOException {
        assertThat(execute("--out", out())).isZero();
        assertThat(stdout.toString().lines())
                .hasSizeLessThanOrEqualTo(80)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(110));
        Object json = json();
        assertThat(MinimalJson.at(json, "simulated")).isEqualTo(true);
        assertThat(MinimalJson.at(json, "customers")).isEqualTo(BigDecimal.valueOf(3_000));
        assertThat(page()).contains("simulated data");
        ReportCommand.main(new String[] {"--out", out()});
    }

    @Test
    void readsFilesInTheFormOfTheCdnowData() throws IOException {
        String file = """
            customer_id  date number_of_cds  dollar_value
            00001 19970101  1   11.77
            00002 19970112  1   12.00
            00002 19970112  5   77.00
            """.indent(1);
        assertThat(run(
                        file,
                        "--customer-column",
                        "customer_id",
                        "--amount-column",
                        "dollar_value",
                        "--date-format",
                        "yyyyMMdd",
                        "--delimiter",
                        "whitespace"))
                .isZero();
        assertThat(MinimalJson.at(json(), "customers")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(MinimalJson.at(json(), "amount")).isEqualTo("100.77");
    }

    @Test
    void opensCells() throws IOException {
        assertThat(run(TEN_LINES, "--open", "2024-01+1")).isZero();
        assertThat(MinimalJson.at(json(), "opened", "customers")).isEqualTo(List.of("ann"));
        assertThat(MinimalJson.at(json(), "opened", "state")).isEqualTo("OBSERVED");
        assertThat(stdout.toString())
                .contains("Customers in 2024-01+1", "1 customer: first ordered in 2024-01 and again");
        assertThat(run(TEN_LINES, "--open", "2024-02:lost")).isZero();
        assertThat(MinimalJson.at(json(), "opened", "customers")).isEqualTo(List.of("bob"));
        assertThat(MinimalJson.at(json(), "opened", "cell")).isEqualTo("2024-02:LOST");
        assertThat(run(TEN_LINES.replace("cy", "<b>cy"), "--open", "2024-02:NEW"))
                .isZero();
        assertThat(page()).contains("&lt;b&gt;cy").doesNotContain("<b>cy");
        assertThat(run(TEN_LINES)).isZero();
        assertThat(MinimalJson.at(json(), "opened")).isSameAs(MinimalJson.NULL);
    }

    @Test
    void comparesFormulasDownToTheCustomers() throws IOException {
        // Live for 30 days: ann is lost on 19 February and back on the 29th, which only the count of events sees.
        assertThat(run(TEN_LINES, "--gap-days", "30", "--compare", "SNAPSHOT,EVENTS_OVER_START"))
                .isZero();
        Object comparison = MinimalJson.at(json(), "comparison");
        assertThat(MinimalJson.at(comparison, "period")).isEqualTo("2024-02");
        assertThat(MinimalJson.at(comparison, "live")).isEqualTo("live for 30 days after an order");
        assertThat(number(comparison, "left", "value")).isZero();
        assertThat(number(comparison, "right", "value")).isEqualTo(0.5);
        assertThat((List<?>) MinimalJson.at(comparison, "losses")).hasSize(1);
        assertThat(MinimalJson.at(comparison, "losses", 0, "customer")).isEqualTo("ann");
        assertThat(number(comparison, "losses", 0, "left")).isZero();
        assertThat(number(comparison, "losses", 0, "right")).isEqualTo(1);
        assertThat(MinimalJson.at(comparison, "onlyInLeftDenominator")).isEqualTo(List.of());
        assertThat(stdout.toString())
                .contains("SNAPSHOT against EVENTS_OVER_START in 2024-02", "ann  losses counted 0 by");
        assertThat(run(
                        TEN_LINES,
                        "--compare",
                        "snapshot,events-over-start-plus-new",
                        "--compare-in",
                        "2024-03",
                        "--gap-days=30"))
                .isZero();
        assertThat(MinimalJson.at(json(), "comparison", "onlyInRightDenominator"))
                .isEqualTo(List.of("dee"));
    }

    @Test
    void countsChurnByTheFormulaAskedFor() throws IOException {
        assertThat(run(TEN_LINES, "--gap-days", "30", "--churn", "EVENTS_OVER_START"))
                .isZero();
        Object churn = MinimalJson.at(json(), "churnByFormula");
        assertThat(MinimalJson.at(churn, "formula")).isEqualTo("EVENTS_OVER_START");
        // Nobody is live before January; cy of ann, bob and cy runs out of her 30 days on 2 March.
        assertThat((List<?>) MinimalJson.at(churn, "periods")).hasSize(2);
        assertThat(number(churn, "periods", 0, "value")).isEqualTo(0.5);
        assertThat(number(churn, "periods", 1, "numerator")).isEqualTo(1);
        assertThat(number(churn, "periods", 1, "denominator")).isEqualTo(3);
        assertThat(MinimalJson.at(churn, "periods", 1, "state")).isEqualTo("PARTIAL");
        assertThat(stdout.toString()).contains("Churn by EVENTS_OVER_START", "50.0 % (1 of 2, EVENTS_OVER_START)");
    }

    @Test
    void saysWhoMovedWhatWasPublished() throws IOException {
        Path old = folder.resolve("old.csv");
        Files.writeString(old, TEN_LINES.replace("ann,2024-01-20,5.50\n", "").replace("cy,2024-02-01,7.00\n", ""));
        assertThat(run(TEN_LINES, "--restate", old.toString())).isZero();
        Object restatement = MinimalJson.at(json(), "restatement");
        assertThat(moved(restatement))
                .containsExactly(
                        "2024-01+0 0 5.50",
                        "2024-02+0 1 7.00",
                        "2024-01:NEW 0 5.50",
                        "2024-02:NEW 1 7.00",
                        "2024-03:LOST 1 7.00");
        assertThat(MinimalJson.at(restatement, "earlierSource")).isEqualTo("old.csv");
        assertThat(MinimalJson.at(restatement, "customers", 0, "customer")).isEqualTo("ann");
        assertThat(moved(MinimalJson.at(restatement, "customers", 0)))
                .containsExactly("2024-01+0 0 5.50", "2024-01:NEW 0 5.50");
        assertThat(MinimalJson.at(restatement, "customers", 1, "customer")).isEqualTo("cy");
        assertThat(moved(MinimalJson.at(restatement, "customers", 1)))
                .containsExactly("2024-02+0 1 7.00", "2024-02:NEW 1 7.00", "2024-03:LOST 1 7.00");
        // What was published in February is not moved by March.
        Files.writeString(old, TEN_LINES.lines().limit(7).reduce("", (a, b) -> a + b + "\n"));
        assertThat(run(TEN_LINES, "--restate", old.toString())).isZero();
        assertThat(moved(MinimalJson.at(json(), "restatement"))).isEmpty();
    }

    @Test
    void refusesQuestionsThatHaveNoAnswer() throws IOException {
        String formulas =
                "there are SNAPSHOT, EVENTS_OVER_START, EVENTS_OVER_START_PLUS_NEW, EVENTS_OVER_START_PLUS_ARRIVED,"
                        + " EVENTS_OVER_AVERAGE, SNAPSHOT_OVER_AVERAGE, SUM_OF_DAILY, MEAN_OF_DAILY, NET_OF_RETURNS,"
                        + " TRAILING_30D, EXPOSURE, INACTIVITY";
        assertThat(run(TEN_LINES, "--churn", "SCHEDULED")).isEqualTo(2);
        assertRefused("--churn \"SCHEDULED\" is no churn formula for orders; " + formulas);
        assertThat(run(TEN_LINES, "--compare", "SNAPSHOT,GUESS")).isEqualTo(2);
        assertRefused("--compare \"GUESS\" is no churn formula for orders; " + formulas);
        assertThat(run(TEN_LINES, "--compare", "SNAPSHOT")).isEqualTo(2);
        assertThat(stderr.toString()).contains("must be two formulas with a comma between");
        assertThat(run(TEN_LINES, "--compare", "SNAPSHOT,EXPOSURE", "--compare-in", "2024-04"))
                .isEqualTo(2);
        assertRefused("--compare-in \"2024-04\" is no period of the report; they go from 2024-01 to 2024-03");
        assertThat(run(TEN_LINES, "--compare-in", "2024-04")).isEqualTo(2);
        assertThat(run(TEN_LINES, "--gap-days", "0")).isEqualTo(2);
        assertRefused("--gap-days 0 must be from 1 to 36500");
        for (String cell :
                List.of("2024-01+3", "2024-04+0", "2024-01+-1", "2024-01:GONE", "2024-04:LOST", "x", "+", ":")) {
            assertThat(run(TEN_LINES, "--open", cell)).isEqualTo(2);
            assertThat(stderr.toString()).startsWith("--open \"" + cell + "\" is no cell of the report; ");
        }
        assertThat(run(TEN_LINES, "--restate", folder.resolve("none.csv").toString()))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("none.csv: no such file");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** Each list on the page against the count beside it, and the movements and cohorts against a count by hand. */
    @Test
    void opensEveryFigureToAsManyCustomersAsItCounts() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        String page = page();
        Object drill = data(page, "drill-data");
        var opened = java.util.regex.Pattern.compile("data-cell=\"([^\"]+)\" data-count=\"([0-9]+)\"")
                .matcher(page);
        List<String> cells = new ArrayList<>();
        while (opened.find()) {
            List<?> places = (List<?>) MinimalJson.at(drill, "cells", opened.group(1));
            assertThat(places).as(opened.group(1)).hasSize(Integer.parseInt(opened.group(2)));
            cells.add(opened.group(1) + " "
                    + places.stream().map(place -> person(drill, place)).toList());
        }
        assertThat(cells)
                .contains("2024-02:LOST [bob]", "2024-03:REACTIVATED [bob]", "2024-01+0 [bob, ann]", "2024-01+1 [ann]");
        assertThat(page)
                .contains("The page holds all 4 customers", "<summary>Did not order again: 1 customer</summary>")
                .contains("<th scope=\"row\">bob</th><td>2</td><td>50.00</td><td>2024-01-31</td><td>2024-03-01</td>");
    }

    @Test
    void saysHowManyCustomersThePageLeavesOut() throws IOException {
        StringBuilder file = new StringBuilder("customer,date,amount\n");
        for (int i = 0; i < 2_100; i++) {
            file.append('c').append(i).append(",2024-01-05,").append(10_000 - i).append('\n');
            file.append('c').append(i).append(i < 2_050 ? ",2024-02-05,1\n" : ",2024-03-05,1\n");
        }
        assertThat(run(file.toString(), "--as-of", "2024-03-31")).isZero();
        String page = page();
        assertThat(page)
                .contains("The page holds the 2,000 customers who spent most; the other 100 are counted")
                .contains("data-cell=\"2024-01+0\" data-count=\"2100\"")
                .contains(
                        "<summary>Did not order again: 2,050 customers</summary>",
                        "and 1,950 more; all: --open 2024-03:LOST");
        Object drill = data(page, "drill-data");
        assertThat((List<?>) MinimalJson.at(drill, "people")).hasSize(2_000);
        assertThat((List<?>) MinimalJson.at(drill, "cells", "2024-01+0")).hasSize(2_000);
        // Who is in a cell follows from the periods in which each customer ordered.
        Path all = folder.resolve("out/customers.csv");
        List<String> lines = Files.readAllLines(all);
        assertThat(lines)
                .hasSize(2_101)
                .startsWith("customer,orders,spent,first_order,last_order,periods")
                .contains(
                        "\"c0\",2,10001.00,2024-01-05,2024-02-05,2024-01 2024-02",
                        "\"c2099\",2,7902.00,2024-01-05,2024-03-05,2024-01 2024-03");
        assertThat(lines.stream().filter(line -> line.endsWith("2024-02"))).hasSize(2_050);
        assertThat(run(file.toString(), "--no-customers")).isZero();
        assertThat(all).doesNotExist();
    }

    /**
     * By hand: 89.00 of 4 customers so far; nobody is 30 days old but ann and bob, who spent 15.50 and 20.00 + 30.00 within
     * 30 days (January 31st and March 1st are 30 days apart, which is not within). In February 9.50 of two customers, one of two lost.
     */
    @Test
    void valuesCustomersByEachFormula() throws IOException {
        assertThat(run(TEN_LINES, "--margin", "40", "--acquisition-cost", "5", "--discount", "10"))
                .isZero();
        Object worth = MinimalJson.at(json(), "worth");
        assertThat(value(worth, "HISTORIC", "value")).isEqualTo("22.25");
        assertThat(value(worth, "HISTORIC", "lessAcquisitionCost")).isEqualTo("17.25");
        assertThat(value(worth, "ARPA_OVER_CHURN", "value")).isEqualTo("9.50");
        assertThat(value(worth, "MARGIN_OVER_CHURN", "value")).isEqualTo("3.80");
        // 4.75 · 40 % · Σ (1/2)^t / 1.1^(t/12)
        double discounted = 0;
        for (int t = 0; t < 200; t++) {
            discounted += 1.9 * Math.pow(0.5, t) / Math.pow(1.1, t / 12.0);
        }
        assertThat(new BigDecimal((String) value(worth, "DISCOUNTED", "value")).doubleValue())
                .isCloseTo(discounted, offset(0.005));
        // January: 35.50 · 40 % / 2 = 7.10 in the month itself; February: 7.00 · 40 % = 2.80, and no more month over.
        assertThat(MinimalJson.at(worth, "payback", 0, "age")).isEqualTo(BigDecimal.ZERO);
        assertThat(MinimalJson.at(worth, "payback", 1, "age")).isSameAs(MinimalJson.NULL);
        assertThat(MinimalJson.at(worth, "payback", 1, "cumulatedMargin")).isEqualTo("2.80");
        assertThat(stdout.toString()).contains("1 of 2 cohorts have earned the 5");
        // First days: 10 + 20 + 7 + 10 of four; later days: ann 5.50, 2.50 and 4, bob 30.
        assertThat(MinimalJson.at(worth, "breakEven", "firstOrderMargin")).isEqualTo("4.70");
        assertThat(MinimalJson.at(worth, "breakEven", "repeatOrderMargin")).isEqualTo("4.20");
        assertThat(((BigDecimal) MinimalJson.at(worth, "breakEven", "neededRepeatRate")).doubleValue())
                .isCloseTo(0.3 / 4.5, offset(1e-12));
        assertThat(MinimalJson.at(worth, "breakEven", "ordersFollowed")).isEqualTo(BigDecimal.valueOf(4));
        // Five points on 1 of 2: 0.05 / (1.1^(1/12) − 1 + 0.45)
        assertThat(((BigDecimal) MinimalJson.at(worth, "retentionGain", "rise")).doubleValue())
                .isCloseTo(0.05 / (Math.pow(1.1, 1 / 12.0) - 1 + 0.45), offset(1e-12));
        assertThat(page()).contains("What are they worth?", "not yet", "MARGIN_OVER_CHURN");
    }

    @Test
    void saysWhichOptionsWouldTellMoreOfTheValue() throws IOException {
        assertThat(run(TEN_LINES)).isZero();
        assertThat(stdout.toString()).contains("more with --margin, --acquisition-cost, --discount");
        assertThat(page()).contains("--margin adds", "--acquisition-cost adds", "--discount adds");
        assertThat(MinimalJson.at(json(), "worth", "breakEven")).isSameAs(MinimalJson.NULL);
        assertThat((List<?>) MinimalJson.at(json(), "worth", "payback")).isEmpty();
    }

    /** Of 60 customers of x 45 come back in February and 15 do not; of 60 of y 15 do and 45 do not; all come in March. */
    @Test
    void comparesGroupsSideBySide() throws IOException {
        StringBuilder file = new StringBuilder("customer,date,amount,kind\n");
        for (String group : List.of("x", "y")) {
            for (int i = 0; i < 60; i++) {
                file.append(String.format("%s%02d,2024-01-05,1,%s%n", group, i, group));
                if (i < 15 || group.equals("x") && i < 45) {
                    file.append(String.format("%s%02d,2024-02-05,1,%s%n", group, i, group));
                }
                file.append(String.format("%s%02d,2024-03-05,1,%s%n", group, i, group));
            }
        }
        assertThat(run(file.toString(), "--group-column", "kind", "--as-of", "2024-02-29", "--lenient"))
                .isZero();
        Object groups = MinimalJson.at(json(), "groups");
        assertThat(MinimalJson.at(groups, "groups", 0, "churn", "count")).isEqualTo(BigDecimal.valueOf(15));
        assertThat(MinimalJson.at(groups, "groups", 1, "churn", "count")).isEqualTo(BigDecimal.valueOf(45));
        Object back = MinimalJson.at(groups, "comparison", "differences", 0);
        assertThat(MinimalJson.at(back, "first", "count")).isEqualTo(BigDecimal.valueOf(45));
        assertThat(MinimalJson.at(back, "second", "count")).isEqualTo(BigDecimal.valueOf(15));
        assertThat(MinimalJson.at(back, "verdict")).isEqualTo("higher for x");
        // Newcombe from Wilson by hand: 0.75 in [0.6277, 0.8422], 0.25 in [0.1578, 0.3723].
        assertThat(((BigDecimal) MinimalJson.at(back, "lower")).doubleValue())
                .isCloseTo(0.5 - Math.hypot(0.75 - 0.62770, 0.37230 - 0.25), offset(1e-4));
        assertThat(MinimalJson.at(groups, "churnChange")).isSameAs(MinimalJson.NULL);
        assertThat(page()).contains("higher for x", "higher for y", "<svg viewBox", "How do the groups differ?");

        // In March nobody is lost: 60 of 120 before and 0 of 60 after, 45 of x and 15 of y.
        assertThat(run(file.toString(), "--group-column", "kind", "--compare-groups", "y,x", "--as-of", "2024-03-31"))
                .isZero();
        Object change = MinimalJson.at(json(), "groups", "churnChange");
        assertThat(MinimalJson.at(change, "churnBefore", "count")).isEqualTo(BigDecimal.valueOf(60));
        assertThat(MinimalJson.at(change, "churnAfter", "total")).isEqualTo(BigDecimal.valueOf(60));
        // Rates: (0 − 1/4)(1/2 + 3/4)/2 + (0 − 3/4)(1/2 + 1/4)/2; mix: (1/4)(1/4)/2 − (1/4)(3/4)/2.
        assertThat(((BigDecimal) MinimalJson.at(change, "rateEffect")).doubleValue())
                .isCloseTo(-0.4375, offset(1e-12));
        assertThat(((BigDecimal) MinimalJson.at(change, "mixEffect")).doubleValue())
                .isCloseTo(-0.0625, offset(1e-12));
        assertThat(MinimalJson.at(json(), "groups", "comparison", "first")).isEqualTo("y");
        assertThat(page()).contains("no difference that the data support");
    }

    @Test
    void refusesValuesAndGroupsThatCannotBe() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), TEN_LINES);
        String[][] refused = {
            {"--margin", "0", "--margin 0 must be above 0 and at most 100"},
            {"--margin", "101", "--margin 101 must be above 0 and at most 100"},
            {"--acquisition-cost", "-1", "--acquisition-cost -1 must be from 0 to 1000000000"},
            {"--discount", "-1", "--discount -1 must be from 0 to 1000"},
            {"--compare-groups", "a,b", "--compare-groups \"a,b\" needs --group-column"},
        };
        for (String[] each : refused) {
            assertThat(execute(file.toString(), "--out", out(), each[0] + "=" + each[1]))
                    .isEqualTo(2);
            assertRefused(each[2]);
        }
        for (String pair : List.of("ann", "ann,ann", "ann,nobody")) {
            assertThat(execute(
                            file.toString(),
                            "--currency",
                            "EUR",
                            "--out",
                            out(),
                            "--group-column",
                            "customer",
                            "--compare-groups",
                            pair))
                    .isEqualTo(2);
            assertThat(stderr.toString()).contains("--compare-groups");
            stderr.getBuffer().setLength(0);
        }
    }

    private static Object data(String page, String id) {
        int start = page.indexOf('{', page.indexOf("id=\"" + id + "\""));
        return MinimalJson.parse(page.substring(start, page.indexOf("</script", start)));
    }

    private static Object person(Object drill, Object place) {
        return MinimalJson.at(drill, "people", ((BigDecimal) place).intValueExact(), 0);
    }

    private static Object value(Object worth, String formula, String name) {
        return ((List<?>) MinimalJson.at(worth, "values"))
                .stream()
                        .filter(each -> MinimalJson.at(each, "formula").equals(formula))
                        .map(each -> MinimalJson.at(each, name))
                        .findFirst()
                        .orElseThrow();
    }

    /**
     * Live for 20 days as of 2024-03-15: ann's first spell is 5 January to 9 February, 35 days; bob's 20 days, cy's 20 days;
     * dee, who came on the last day, is still live after 1.
     */
    @Test
    void measuresTenures() throws IOException {
        assertThat(run(TEN_LINES, "--gap-days", "20")).isZero();
        Object survival = MinimalJson.at(json(), "survival");
        assertThat(MinimalJson.at(survival, "live")).isEqualTo("live for 20 days after an order");
        Object all = MinimalJson.at(survival, "groups", 0);
        assertThat(MinimalJson.at(all, "name")).isEqualTo("all customers");
        assertThat(number(all, "customers")).isEqualTo(4);
        assertThat(number(all, "ended")).isEqualTo(3);
        assertThat((List<?>) MinimalJson.at(all, "curve")).hasSize(3);
        assertThat(number(all, "curve", 0, "time")).isEqualTo(1);
        assertThat(number(all, "curve", 0, "atRisk")).isEqualTo(4);
        assertThat(number(all, "curve", 0, "survival")).isEqualTo(1);
        assertThat(number(all, "curve", 1, "time")).isEqualTo(20);
        assertThat(number(all, "curve", 1, "ended")).isEqualTo(2);
        assertThat(number(all, "curve", 1, "survival")).isEqualTo(1.0 / 3, offset(1e-12));
        assertThat(number(all, "curve", 2, "survival")).isZero();
        assertThat(MinimalJson.at(all, "curve", 2, "upper")).isSameAs(MinimalJson.NULL);
        assertThat(number(all, "median")).isEqualTo(20);
        // 20 days whole and 15 days of a third, within 35.
        assertThat(number(all, "restrictedMean", "horizon")).isEqualTo(35);
        assertThat(number(all, "restrictedMean", "value")).isEqualTo(25, offset(1e-12));
        assertThat(MinimalJson.at(survival, "logRank")).isSameAs(MinimalJson.NULL);
        assertThat(stdout.toString()).contains("How many days they stay (live for 20 days after an order;");
        assertThat(page()).contains("How long do they stay?", "chart-survival");
    }

    @Test
    void comparesTheTenuresOfGroups() throws IOException {
        // By hand: a 10, 10 lost; b 10 lost, 32 still live. Expected of a at 10: 3 · 2/4; variance 3 ·
        // ½ · ½ · (4 − 3)/(4 − 1).
        String file = """
            customer,date,amount,country
            a1,2024-01-01,1,<i>a
            a2,2024-01-02,1,<i>a
            b1,2024-01-03,1,
            b2,2024-01-04,1,
            b2,2024-01-14,1,<i>a
            b2,2024-01-24,1,
            b2,2024-02-03,1,
            b2,2024-02-04,1,
            """;
        assertThat(run(file, "--group-column", "Country", "--gap-days", "10")).isZero();
        Object survival = MinimalJson.at(json(), "survival");
        assertThat((List<?>) MinimalJson.at(survival, "groups")).hasSize(3);
        assertThat(MinimalJson.at(survival, "groups", 1, "name")).isEqualTo("(none)");
        assertThat(number(survival, "groups", 1, "ended")).isEqualTo(1);
        assertThat(MinimalJson.at(survival, "groups", 2, "name")).isEqualTo("<i>a");
        assertThat(number(survival, "groups", 2, "ended")).isEqualTo(2);
        // (2 − 1.5)² / 0.25
        assertThat(number(survival, "logRank", "chiSquared")).isEqualTo(1, offset(1e-12));
        assertThat(number(survival, "logRank", "degreesOfFreedom")).isEqualTo(1);
        // 2 (1 − Φ(1))
        assertThat(number(survival, "logRank", "pValue")).isEqualTo(0.317310507862914, offset(1e-12));
        assertThat(page()).contains("&lt;i&gt;a").doesNotContain("<i>a");
        assertThat(stdout.toString())
                .contains("chi-squared 1.00, 1 degree of freedom, p = 0.3173: no clear difference");
        assertThat(run(file, "--group-column", "town")).isEqualTo(2);
        assertThat(stderr.toString()).contains("no column \"town\" in the header");
        StringBuilder many = new StringBuilder("customer,date,amount,g\n");
        for (int i = 0; i < 13; i++) {
            many.append(i).append(",2024-01-01,1,").append(i).append('\n');
        }
        assertThat(run(many.toString(), "--group-column", "g")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--group-column \"g\" has more than the 12 groups of a report");
    }

    @Test
    void saysWhereGroupsCannotBeCompared() throws IOException {
        String file = "customer,date,amount,channel\nA,2025-01-01,5,web\nB,2025-01-02,5,shop\nC,2025-06-01,5,web\n";
        assertThat(run(file, "--group-column", "channel")).isZero();
        String said = "cannot be compared: everybody who was at risk left on the";
        assertThat(stdout.toString()).contains(said);
        assertThat(page()).contains(said);
        assertThat(MinimalJson.at(json(), "survival", "logRank")).isSameAs(MinimalJson.NULL);
    }

    @Test
    void namesValuesOfOptionsWithoutJava() throws IOException {
        for (String[] each : new String[][] {
            {"--as-of", "01.01.2025", "\"01.01.2025\" is not a date such as 2025-01-31"},
            {"--zone", "CEST", "--zone \"CEST\" is not a time zone such as Europe/Berlin"},
            {"--charset", "ansi", "\"ansi\" is not a character set such as UTF-8"},
            {"--currency", "EURO", "\"EURO\" is not a currency such as EUR"},
            {"--holdout-from", "x", "\"x\" is not a date such as 2025-01-31"},
            {"--refunds", "never", "\"never\" is not count, deduct, leave-out or refuse"},
        }) {
            assertThat(run(TEN_LINES, each[0], each[1])).isEqualTo(2);
            assertThat(stderr.toString()).contains(each[2]).doesNotContain("java.", "Exception");
            assertThat(stderr.toString().lines()).hasSize(1);
        }
    }

    @Test
    void saysHowTheFileWasRead() throws IOException {
        assertThat(run(TEN_LINES + "ANN,2024-03-15,-2\n")).isZero();
        assertThat(stdout.toString())
                .startsWith("Read: customer, date (yyyy-MM-dd, the day as written), amount in USD; 11 lines, 10 orders,"
                        + " 1 left out: 1\n");
        Object reading = MinimalJson.at(json(), "reading");
        assertThat(MinimalJson.at(reading, "preset")).isSameAs(MinimalJson.NULL);
        assertThat(MinimalJson.at(reading, "lines")).isEqualTo(BigDecimal.valueOf(11));
        assertThat(MinimalJson.at(reading, "refundAmount")).isEqualTo("-2.00");
        assertThat(MinimalJson.at(reading, "dataNotes", 1, "kind")).isEqualTo("REPEATED_LINES");
        assertThat(MinimalJson.at(reading, "dataNotes", 1, "firstLines", 0)).isEqualTo(BigDecimal.valueOf(7));
        assertThat(page()).contains("1 amount is below 0, USD -2.00 in all", "Read: customer, date");
    }

    @Test
    void fitsModelsAndTracksTheHoldout() throws IOException {
        assertThat(execute("--models", "--holdout-from", "2025-10-01", "--out", out()))
                .isZero();
        Object json = json();
        List<String> names = List.of("BG/NBD", "Pareto/NBD", "MBG/NBD", "Gamma-Gamma");
        List<List<String>> parameters = List.of(
                List.of("r", "alpha", "a", "b"),
                List.of("r", "alpha", "s", "beta"),
                List.of("r", "alpha", "a", "b"),
                List.of("p", "q", "gamma"));
        for (int i = 0; i < 4; i++) {
            Object model = MinimalJson.at(json, "models", i);
            assertThat(MinimalJson.at(model, "name")).isEqualTo(names.get(i));
            assertThat(MinimalJson.at(model, "timeUnit")).isEqualTo("week");
            assertThat(MinimalJson.at(model, "until")).isEqualTo("2025-09-30");
            for (String parameter : parameters.get(i)) {
                assertThat(number(model, "parameters", parameter)).isPositive();
            }
        }
        List<String> lines = Files.readAllLines(folder.resolve("out/customers.csv"));
        // More customers than the page holds: all of them, and of those known at the begin of the holdout what to
        // expect.
        assertThat(lines).hasSize(3_001);
        assertThat(lines.get(0))
                .startsWith("customer,frequency,last_purchase,")
                .endsWith(",model,orders,spent,first_order,last_order,periods");
        double sum = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertThat(fields).hasSize(14);
            if (fields[1].isEmpty()) {
                assertThat(fields[11]).isGreaterThan("2025-09-30");
                continue;
            }
            assertThat(Double.parseDouble(fields[4])).isBetween(0.0, 1.0);
            sum += Double.parseDouble(fields[6]);
        }
        assertThat(sum).isEqualTo(number(json, "customerBase", "value"), offset(0.01 * lines.size()));
        assertThat(number(json, "customerBase", "lower")).isLessThan(sum);
        assertThat(page()).contains("What will they buy?", "purchases were expected");
        assertThat(stdout.toString()).contains("Wrote " + folder.resolve("out/customers.csv"));
    }

    @Test
    void saysWhereModelsCannotBeFitted() throws IOException {
        assertThat(run(TEN_LINES, "--models", "--time-unit", "day")).isZero();
        assertThat(MinimalJson.at(json(), "models", 0, "timeUnit")).isEqualTo("day");
        assertThat(MinimalJson.at(json(), "models", 0, "status")).isNotEqualTo("CONVERGED");
        assertThat(MinimalJson.at(json(), "modelAdvice", 0).toString()).startsWith("Do not trust BG/NBD, because ");
        assertThat(MinimalJson.at(json(), "customerBase")).isSameAs(MinimalJson.NULL);
        assertThat(folder.resolve("out/customers.csv")).doesNotExist();
        assertThat(run("customer,date,amount\na,2024-01-01,1\n", "--models")).isZero();
        assertThat((List<?>) MinimalJson.at(json(), "models")).hasSize(3);
        assertThat(run(TEN_LINES, "--holdout-from", "2024-02-01")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--holdout-from 2024-02-01 needs --models");
        assertThat(run(TEN_LINES, "--models", "--holdout-from", "2024-01-01")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--holdout-from 2024-01-01: nobody had ordered before");
        assertThat(run(TEN_LINES, "--models", "--holdout-from", "2024-04-01")).isEqualTo(2);
        assertThat(stderr.toString()).startsWith("--holdout-from 2024-04-01 must not be after the as-of day");
        assertThat(run(TEN_LINES, "--models", "--time-unit", "year")).isEqualTo(2);
    }

    private int run(String file, String... options) throws IOException {
        Path path = folder.resolve("orders.csv");
        Files.writeString(path, file);
        List<String> args = new ArrayList<>(List.of(path.toString(), "--out", out()));
        args.addAll(Arrays.asList(options));
        if (!file.contains("currency") && !args.contains("--currency")) {
            args.addAll(List.of("--currency", "USD"));
        }
        return execute(args.toArray(new String[0]));
    }

    private int execute(String... args) {
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(args, new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private void assertRefused(String message) {
        assertThat(stderr.toString()).isEqualTo(message + System.lineSeparator());
        assertThat(stdout.toString()).isEmpty();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private Object json() throws IOException {
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private static List<String> cohorts(Object json) {
        List<String> rows = new ArrayList<>();
        for (Object row : (List<?>) MinimalJson.at(json, "cohorts")) {
            List<String> cells = new ArrayList<>();
            for (Object cell : (List<?>) MinimalJson.at(row, "cells")) {
                cells.add(MinimalJson.at(cell, "age") + " " + MinimalJson.at(cell, "state") + " "
                        + orNull(MinimalJson.at(cell, "retained")) + " " + orNull(MinimalJson.at(cell, "amount")));
            }
            rows.add(MinimalJson.at(row, "period") + " " + MinimalJson.at(row, "size") + ": "
                    + String.join(", ", cells));
        }
        return rows;
    }

    private static Object orNull(Object value) {
        return value == MinimalJson.NULL ? "null" : value;
    }

    private static List<String> movements(Object json) {
        List<String> periods = new ArrayList<>();
        for (Object period : (List<?>) MinimalJson.at(json, "movements")) {
            List<String> flows = new ArrayList<>();
            for (String flow : List.of("new", "retained", "reactivated", "lost")) {
                flows.add(flow + " " + MinimalJson.at(period, flow, "customers") + " "
                        + MinimalJson.at(period, flow, "amount"));
            }
            periods.add(MinimalJson.at(period, "period") + " " + MinimalJson.at(period, "active") + ": "
                    + String.join(", ", flows));
        }
        return periods;
    }

    private static List<String> moved(Object answer) {
        return ((List<?>) MinimalJson.at(answer, "cells"))
                .stream()
                        .map(cell -> MinimalJson.at(cell, "cell") + " " + MinimalJson.at(cell, "customers") + " "
                                + MinimalJson.at(cell, "amount"))
                        .toList();
    }

    private static double number(Object json, Object... path) {
        return ((BigDecimal) MinimalJson.at(json, path)).doubleValue();
    }
}
