package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevenueReportTest {

    /**
     * By hand, as of 2025-03-31. Ann pays 10 from January on and 25 from 10 March on; bob pays 20 and leaves on 15 February; cy pays a
     * year's 120, that is 10, from 5 February on, and 5 of another subscription until 20 March; dee leaves on 1 March and is back on 12
     * March, with 8 for 10; eve is new on 3 March with 7.
     */
    private static final String ROWS = """
            customer,subscription,start,end,price,interval,plan,mode,reason,currency
            ann,s1,2025-01-05,2025-03-10,10.00,month,basic,,,EUR
            ann,s1,2025-03-10,,25.00,month,pro,,,EUR
            bob,s2,2025-01-10,2025-02-15,20.00,month,basic,voluntary,price,EUR
            cy,s3,2025-02-05,,120.00,year,yearly,,,EUR
            cy,s4,2025-01-20,2025-03-20,5.00,month,addon,voluntary,,EUR
            dee,s5,2025-01-02,2025-03-02,10.00,month,basic,failed payment,,EUR
            dee,s6,2025-03-12,,8.00,month,basic,,,EUR
            eve,s7,2025-03-03,,7.00,month,basic,,,EUR
            """;

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void countsByHand() throws IOException {
        assertThat(run(ROWS)).as(stderr.toString()).isZero();
        Object revenue = MinimalJson.at(json(), "revenue");
        assertThat(MinimalJson.at(revenue, "value")).isEqualTo("50.00");
        assertThat(MinimalJson.at(revenue, "customers")).isEqualTo(BigDecimal.valueOf(4));
        assertThat(MinimalJson.at(revenue, "latest")).isEqualTo("2025-03");
        assertThat(period(revenue, 0)).isEqualTo("2025-01: 0.00 + 45.00 + 0.00 + 0.00 - 0.00 - 0.00 = 45.00");
        // Cy's second is expansion; bob's 20 are churn.
        assertThat(period(revenue, 1)).isEqualTo("2025-02: 45.00 + 0.00 + 10.00 + 0.00 - 0.00 - 20.00 = 35.00");
        // Ann +15; cy 15 to 10; dee 10 to 8; eve new.
        assertThat(period(revenue, 2)).isEqualTo("2025-03: 35.00 + 7.00 + 15.00 + 0.00 - 7.00 - 0.00 = 50.00");
        assertThat(MinimalJson.at(revenue, "periods", 2, "net", "numerator")).isEqualTo("43.00");
        assertThat(MinimalJson.at(revenue, "periods", 2, "net", "denominator")).isEqualTo("35.00");
        assertThat(MinimalJson.at(revenue, "periods", 2, "gross", "numerator")).isEqualTo("28.00");
        assertThat(MinimalJson.at(revenue, "periods", 2, "netOfTwelveMonths")).isSameAs(MinimalJson.NULL);
        assertThat(MinimalJson.at(revenue, "periods", 1, "customerChurn", "count"))
                .isEqualTo(BigDecimal.ONE);
        // Of the ledger dee is churn of 10 and reactivation of 8, where the two ends make a contraction of 2.
        assertThat(formula(revenue, "NRR_COHORT")).isEqualTo("43.00 of 35.00, 0 otherwise []");
        assertThat(formula(revenue, "NRR_LEDGER")).isEqualTo("35.00 of 35.00, 1 otherwise [dee -8.00]");
        assertThat(formula(revenue, "NRR_LEDGER_REACT")).isEqualTo("43.00 of 35.00, 0 otherwise []");
        assertThat(formula(revenue, "GRR_LEDGER")).isEqualTo("20.00 of 35.00, 1 otherwise [dee -8.00]");
    }

    @Test
    void tellsWhyValueWentAndGrew() throws IOException {
        assertThat(run(ROWS, "--as-of", "2025-03-31")).isZero();
        Object revenue = MinimalJson.at(json(), "revenue");
        // Ann's plan +15, cy's addon -5, dee's price -2.
        assertThat(parts(revenue))
                .containsExactly("PARTIAL_CANCELLATION 0.00 -5.00", "PRICE 0.00 -2.00", "UPGRADE 15.00 0.00");
        // Dee was lost for ten days, by a failed payment, and is no churn of the month.
        assertThat(MinimalJson.at(revenue, "losses", "lost", "customers")).isEqualTo(BigDecimal.ZERO);
        assertThat(MinimalJson.at(revenue, "losses", "everLost")).isEqualTo(BigDecimal.ONE);
        // She is back, and her thirty days are not over yet.
        assertThat(MinimalJson.at(revenue, "losses", "recovered")).isSameAs(MinimalJson.NULL);
        assertThat(MinimalJson.at(revenue, "losses", "open")).isEqualTo(BigDecimal.ZERO);
        assertThat(MinimalJson.at(revenue, "renewals")).isSameAs(MinimalJson.NULL);
        assertThat(run(ROWS, "--as-of", "2025-02-28")).isZero();
        revenue = MinimalJson.at(json(), "revenue");
        assertThat(MinimalJson.at(revenue, "losses", "mode", 0, "name")).isEqualTo("voluntary");
        assertThat(MinimalJson.at(revenue, "losses", "mode", 0, "amount")).isEqualTo("20.00");
        assertThat(MinimalJson.at(revenue, "losses", "reason", 0, "name")).isEqualTo("price");
        assertThat(run(ROWS, "--as-of", "2025-02-28", "--open", "LOST:reason=price"))
                .isZero();
        assertThat(MinimalJson.at(json(), "opened", "customers", 0)).isEqualTo("bob");
    }

    @Test
    void tellsWhoRenewed() throws IOException {
        String yearly = "customer,subscription,start,end,price,interval,currency\n"
                + "ann,s1,2024-02-10,,120,year,EUR\nbob,s2,2024-03-05,2025-03-05,240,year,EUR\n"
                + "cy,s3,2024-03-20,,360,year,EUR\ndee,s4,2024-05-01,,10,month,EUR\n";
        assertThat(run(yearly, "--as-of", "2025-03-31")).isZero();
        Object renewals = MinimalJson.at(json(), "revenue", "renewals");
        assertThat(MinimalJson.at(renewals, "due", "customers")).isEqualTo(BigDecimal.valueOf(3));
        assertThat(MinimalJson.at(renewals, "due", "amount")).isEqualTo("60.00");
        assertThat(MinimalJson.at(renewals, "lost", "amount")).isEqualTo("20.00");
        assertThat(MinimalJson.at(renewals, "renewed", "count")).isEqualTo(BigDecimal.valueOf(2));
    }

    private static List<String> parts(Object revenue) {
        return ((List<?>) MinimalJson.at(revenue, "expansion", "parts"))
                .stream()
                        .map(each -> MinimalJson.at(each, "part") + " "
                                + MinimalJson.at(each, "ofExpansion", "amount") + " "
                                + MinimalJson.at(each, "ofContraction", "amount"))
                        .toList();
    }

    @Test
    void opensFiguresToTheirCustomers() throws IOException {
        assertThat(run(ROWS, "--open", "2025-02:churn")).isZero();
        assertThat(MinimalJson.at(json(), "opened", "customers", 0)).isEqualTo("bob");
        String page = Files.readString(folder.resolve("out/report.html"));
        assertThat(page)
                .contains(
                        "data-cell=\"2025-02:CHURN\" data-count=\"1\"",
                        "data-cell=\"2025-03:CONTRACTION\" data-count=\"2\"")
                .contains("chart-waterfall", "Why do others print another number?", "dee −8.00");
        Object drill = MinimalJson.parse(between(page, "id=\"drill-data\">", "</script>"));
        // Bob paid most; of those who pay less cy does by 5 and dee by 2.
        assertThat(MinimalJson.at(drill, "people", 0, 0)).isEqualTo("ann");
        assertThat(MinimalJson.at(drill, "amounts", "2025-03:CONTRACTION", 0)).isEqualTo("5.00");
        assertThat(MinimalJson.at(drill, "amounts", "2025-03:CONTRACTION", 1)).isEqualTo("2.00");
        assertThat(run(ROWS, "--open", "2025-02:LOST")).isEqualTo(2);
        assertThat(stderr.toString()).contains("is no part of a period", "2025-03:CHURN");
        assertThat(stdout.toString()).isEmpty();
    }

    @Test
    void namesNobodyWhereNobodyMayBeNamed() throws IOException {
        assertThat(run(ROWS.replace("bob", "hidden.person"), "--no-customers")).isZero();
        for (String file : List.of("report.html", "report.json")) {
            assertThat(Files.readString(folder.resolve("out").resolve(file)))
                    .doesNotContain("hidden.person", "\"dee\"", "dee ");
        }
        assertThat(stdout.toString()).doesNotContain("hidden.person");
        assertThat(run(ROWS.replace("bob", "hidden.person").replace("2025-02-15", "x"), "--no-customers"))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("subs.csv:4: bad date").doesNotContain("hidden.person");
    }

    @Test
    void saysByLinesWhatOverlaps() throws IOException {
        String twice = ROWS + "ann,s1,2025-02-01,,11.00,month,basic,,,EUR\n";
        assertThat(run(twice)).isEqualTo(2);
        assertThat(stderr.toString())
                .contains(
                        "subs.csv:10: customer ann, subscription s1: must not begin on 2025-02-01, while line 2 of its subscription");
        assertThat(run(twice, "--lenient")).isZero();
        assertThat(MinimalJson.at(json(), "excludedByReason", "CONTRADICTS")).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void showsOnlyTheLastPeriodOfASnapshot() throws IOException {
        String snapshot = "customerID,tenure,MonthlyCharges,Churn\na,5,10,No\nb,7,30,Yes\nc,1,20,No\n";
        assertThat(run(snapshot, "--as-of", "2026-06-30")).isZero();
        Object revenue = MinimalJson.at(json(), "revenue");
        assertThat(MinimalJson.at(revenue, "snapshot")).isEqualTo(Boolean.TRUE);
        assertThat(period(revenue, 0)).isEqualTo("2026-06: 60.00 + 0.00 + 0.00 + 0.00 - 0.00 - 30.00 = 30.00");
        assertThat(stdout.toString()).contains("Days are inferred");
        // Nobody of a snapshot can be seen to return.
        assertThat(page()).contains("How and why did they leave?").doesNotContain("to come back");
        assertThat(run(snapshot, "--as-of", "2026-06-15")).isEqualTo(2);
        assertThat(stderr.toString()).contains("must be the last day of one");
    }

    @Test
    void callsNothingWorseOfPresentStatesBecauseTheyLackGrowth() throws IOException {
        StringBuilder rows = new StringBuilder("id,Customer ID,Status,Quantity,Currency,Interval,Amount,Created (UTC),"
                + "Canceled At (UTC),Ended At (UTC)\n");
        for (int i = 0; i < 60; i++) {
            String gone = i % 2 == 0 ? "" : "2024-09-0" + (1 + i % 9) + " 10:00";
            rows.append("s" + i + ",c" + i + "," + (gone.isEmpty() ? "active" : "canceled") + ",1,eur,month,10.00,"
                    + "2023-12-05 09:00," + gone + "," + gone + "\n");
        }
        assertThat(run(rows.toString())).as(stderr.toString()).isZero();
        assertThat(stdout.toString())
                .contains("= The file has each subscription as it is now")
                .contains("- Net retention of twelve months: of every 100")
                .doesNotContain("beyond what chance explains");
        assertThat(page())
                .contains(
                        "30 customers lost all value on some day of that time. Of the 30 whose 30 days to come back are over,"
                                + " none had value again within them (0.0 %; 95 %: 0.0 to 11.4 %).</p>");
    }

    @Test
    void reportsTheBundledSubscriptions() throws IOException {
        assertThat(command("--subscriptions", "simulated", "--as-of", "2026-06-30", "--grain", "quarter"))
                .as(stderr.toString())
                .isZero();
        assertThat(stdout.toString())
                .contains("simulated data", "Net retention of twelve months", "Where recurring value came from");
        Object json = json();
        assertThat(MinimalJson.at(json, "simulated")).isEqualTo(Boolean.TRUE);
        assertThat(MinimalJson.at(json, "revenue", "latest")).isEqualTo("2026-Q2");
        assertThat(MinimalJson.at(json, "revenue", "changeFromLastYear", "period"))
                .isEqualTo("2025-Q2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--churn=SNAPSHOT",
                "--models",
                "--margin=40",
                "--amount-column=price",
                "--group-column=plan",
                "--refunds=deduct",
                "--restate=x.csv",
            })
    void refusesWhatIsOfOrders(String option) throws IOException {
        assertThat(run(ROWS, option)).isEqualTo(2);
        assertThat(stderr.toString()).contains(option.replaceAll("=.*", "")).hasLineCount(1);
    }

    @Test
    void refusesTwoFilesAndOptionsWithoutOne() throws IOException {
        Path orders = Files.writeString(folder.resolve("orders.csv"), "customer,date,amount\na,2025-01-03,1\n");
        assertThat(run(ROWS, orders.toString())).isEqualTo(2);
        assertThat(stderr.toString()).contains("two reports: make one after the other");
        assertThat(command(orders.toString(), "--rows", "month")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--rows needs --subscriptions FILE");
        assertThat(command("--subscriptions", "none.csv")).isEqualTo(2);
        assertThat(stderr.toString()).contains("no such file");
    }

    /** One month of thirteen customers, of which every formula says something else, from a file of subscriptions. */
    @Test
    void theMonthOfThirteenCustomers() throws IOException {
        String rows = """
                customer,subscription,start,end,cancelled_on,price,interval,mode
                same1,s,2023-05-01,,,100,month,
                same2,s,2023-06-11,,,100,month,
                same3,s,2023-07-21,,,100,month,
                same4,s,2023-08-30,,,100,month,
                same5,s,2023-09-09,,,100,month,
                up,s,2023-10-02,2024-04-14,,100,month,
                up,s,2024-04-14,,,150,month,
                down,s,2023-10-03,2024-04-21,,100,month,
                down,s,2024-04-21,,,60,month,
                lost,s,2023-11-05,2024-04-10,,100,month,voluntary
                away,s,2023-11-06,2024-04-12,,100,month,failed payment
                away,s,2024-04-25,,,100,month,
                annual,s,2023-06-15,2024-06-15,2024-04-05,1200,year,voluntary
                joins,s,2024-04-08,,,100,month,
                brief,s,2024-04-09,2024-04-20,,100,month,voluntary
                returns,s,2023-02-01,2024-01-19,,80,month,voluntary
                returns,s,2024-04-15,,,80,month,
                """;
        assertThat(run(rows, "--currency", "EUR", "--as-of", "2024-04-30")).isZero();
        Object month = MinimalJson.at(json(), "revenue", "formulas", 0);
        assertThat(MinimalJson.at(month, "over")).isEqualTo("2024-04");
        List<String> rates = ((List<?>) MinimalJson.at(month, "formulas"))
                .stream()
                        .map(each -> MinimalJson.at(each, "rate", "formula") + " "
                                + MinimalJson.at(each, "rate", "numerator") + " of "
                                + MinimalJson.at(each, "rate", "denominator"))
                        .toList();
        assertThat(rates)
                .containsExactly(
                        "NRR_COHORT 910.00 of 1000.00",
                        "NRR_MOVEMENTS_REACT 990.00 of 1000.00",
                        "NRR_LEDGER_REACT 890.00 of 1000.00",
                        "NRR_LEDGER 710.00 of 1000.00",
                        "NRR_SURVIVORS 910.00 of 900.00",
                        "GRR_MIN 860.00 of 1000.00",
                        "GRR_LEDGER 660.00 of 1000.00");
        assertThat(page()).contains("brief −100.00", "returns +80.00");
    }

    private static String period(Object revenue, int at) {
        List<String> items = new ArrayList<>();
        for (String item : List.of("start", "new", "expansion", "reactivation", "contraction", "churn", "end")) {
            items.add((String) MinimalJson.at(revenue, "periods", at, item, "amount"));
        }
        return MinimalJson.at(revenue, "periods", at, "period") + ": " + items.get(0) + " + " + items.get(1) + " + "
                + items.get(2) + " + " + items.get(3) + " - " + items.get(4) + " - " + items.get(5) + " = "
                + items.get(6);
    }

    private static String formula(Object revenue, String name) {
        int last = ((List<?>) MinimalJson.at(revenue, "formulas")).size() - 1;
        for (Object each : (List<?>) MinimalJson.at(revenue, "formulas", last, "formulas")) {
            if (MinimalJson.at(each, "rate", "formula").equals(name)) {
                List<String> largest = ((List<?>) MinimalJson.at(each, "largest"))
                        .stream()
                                .map(of -> MinimalJson.at(of, "customer") + " " + MinimalJson.at(of, "amount"))
                                .toList();
                return MinimalJson.at(each, "rate", "numerator") + " of " + MinimalJson.at(each, "rate", "denominator")
                        + ", " + MinimalJson.at(each, "customersTakenOtherwise") + " otherwise " + largest;
            }
        }
        throw new AssertionError(name);
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private Object json() throws IOException {
        return MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
    }

    private int run(String text, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--subscriptions",
                Files.writeString(folder.resolve("subs.csv"), text).toString()));
        if (Arrays.stream(options).noneMatch("--as-of"::equals)) {
            args.addAll(List.of("--as-of", "2025-03-31"));
        }
        args.addAll(Arrays.asList(options));
        return command(args.toArray(String[]::new));
    }

    private int command(String... options) {
        List<String> args = new ArrayList<>(Arrays.asList(options));
        args.addAll(List.of("--out", folder.resolve("out").toString()));
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(
                args.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }
}
