package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of experiments that are not to be read as they stand. */
class ExperimentDoubtsTest {

    private static final int CUSTOMERS = 400;
    private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    /** Customers by number, with their days of orders before and after. */
    private void writeOrders(IntFunction<String> more) throws IOException {
        StringBuilder lines = new StringBuilder("customer,date,amount\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            lines.append(String.format(
                    Locale.ROOT, "%04d,2025-0%d-10,%d.00%n", customer, 1 + customer % 3, 10 + customer % 7));
            String each = more.apply(customer);
            lines.append(each.isEmpty() ? "" : String.format(Locale.ROOT, "%04d,%s,20.00%n", customer, each));
        }
        Files.writeString(folder.resolve("orders.csv"), lines.toString());
    }

    private void writeOffer(IntFunction<String> row) throws IOException {
        StringBuilder lines = new StringBuilder("customer,arm,day\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String each = row.apply(customer);
            lines.append(each.isEmpty() ? "" : each + "\n");
        }
        Files.writeString(folder.resolve("offer.csv"), lines.toString());
    }

    private static String row(int customer) {
        return String.format(Locale.ROOT, "%04d,%s,%s", customer, arm(customer), DAY);
    }

    private static String arm(int customer) {
        return customer % 2 == 0 ? "offer" : "holdout";
    }

    private int run(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                folder.resolve("orders.csv").toString(),
                "--currency",
                "EUR",
                "--experiment",
                folder.resolve("offer.csv").toString(),
                "--as-of",
                "2026-06-30",
                "--out",
                folder.resolve("out").toString()));
        args.addAll(List.of(more));
        return ReportCommand.run(
                args.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private String said() {
        return stdout.toString().replaceAll("\\s+", " ");
    }

    private Object at(Object... path) throws IOException {
        List<Object> all = new ArrayList<>(List.of("experiments", 0));
        all.addAll(List.of(path));
        return MinimalJson.at(MinimalJson.parse(Files.readString(folder.resolve("out/report.json"))), all.toArray());
    }

    @Test
    void tellsNothingOfArmsThatDifferedBefore() throws IOException {
        writeOrders(customer ->
                customer % 2 == 0 && customer % 8 != 0 ? "2025-12-01" : customer % 10 == 1 ? "2026-02-01" : "");
        writeOffer(ExperimentDoubtsTest::row);
        assertThat(run()).as(stderr.toString()).isZero();
        assertThat(at("effects", 0, "told")).isEqualTo("not alike before");
        assertThat((List<?>) at("differedBefore")).hasSize(3);
        assertThat(said())
                .contains("= Offer: Unclear: the arms were not alike before")
                .contains("Caution: The arms were not alike: in the 90 days before")
                .contains("ordered (75.0 % of offer against 0.0 % of holdout)")
                .doesNotContain(": better");
    }

    @Test
    void isCertainWhereNothingVariesWithinArmsThatDifferedBefore() throws IOException {
        writeOrders(customer -> customer % 2 == 0 ? "2025-12-01" : "");
        writeOffer(ExperimentDoubtsTest::row);
        assertThat(run()).isZero();
        assertThat((List<?>) at("differedBefore")).hasSize(3);
    }

    @Test
    void saysBothWhereOutcomesPointBothWays() throws IOException {
        StringBuilder lines = new StringBuilder("customer,date,amount\n");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            lines.append(String.format(Locale.ROOT, "%04d,2025-11-10,10.00%n", customer));
            boolean orders = customer % 2 == 0 ? customer % 4 == 0 : customer % 8 == 1;
            lines.append(
                    orders
                            ? String.format(
                                    Locale.ROOT,
                                    "%04d,2026-02-10,%d.00%n",
                                    customer,
                                    customer % 2 == 0 ? 5 : 500 + customer % 9)
                            : "");
        }
        Files.writeString(folder.resolve("orders.csv"), lines.toString());
        writeOffer(ExperimentDoubtsTest::row);
        assertThat(run()).isZero();
        assertThat(at("effects", 0, "told")).isEqualTo("better");
        assertThat(at("effects", 1, "told")).isEqualTo("worse");
        assertThat(said())
                .contains("= Offer: Both ways. Offer has 25.0 points")
                .contains("less spend within 90 days than holdout");
    }

    @Test
    void warnsOfArmsOnOtherDays() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> customer % 2 == 0 ? row(customer) : row(customer).replace("2026-01-10", "2025-06-10"));
        assertThat(run()).isZero();
        assertThat(said())
                .contains("Caution: Offer is dated 2026-01-10 and holdout 2025-06-10: the arms are not looked at");
    }

    @Test
    void asksForZerosThatKeysLost() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer ->
                Integer.parseInt(row(customer).substring(0, 4)) + row(customer).substring(4));
        // Some keys are long enough as they are.
        Files.writeString(
                folder.resolve("offer.csv"),
                Files.readString(folder.resolve("offer.csv")).replaceFirst("\n0,", "\n0000,"));
        assertThat(run()).as(stderr.toString()).isZero();
        assertThat(at("customersNotAmongTheOthers")).isEqualTo(BigDecimal.valueOf(399));
        assertThat(said())
                .contains("Caution: 399 of 400 customers (99.8 %) are not among")
                .contains("are leading zeros gone?");
        writeOffer(customer -> row(customer).replaceFirst("^000", "x"));
        assertThat(run()).isZero();
        assertThat(at("customersNotAmongTheOthers")).isEqualTo(BigDecimal.valueOf(10));
    }

    @Test
    void asksWhetherAnArmIsMistyped() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> customer == 4 ? row(customer).replace("offer", "ofer") : row(customer));
        assertThat(run()).isZero();
        assertThat(said()).contains("Arm \"ofer\" has 1 customer: did you mean \"offer\"?");
    }

    @Test
    void saysWhatTheIntervalLeavesOpen() throws IOException {
        writeOrders(customer -> customer % 3 == 0 ? "2026-02-01" : "");
        writeOffer(ExperimentDoubtsTest::row);
        assertThat(run()).isZero();
        assertThat(said())
                .contains(
                        "= Offer: Chance could explain what differs between offer and holdout: the difference in ordered")
                .contains("may be anything from ")
                .doesNotContain("Both ways");
        writeOffer(customer -> customer < 40 ? row(customer) : "");
        assertThat(run()).isZero();
        assertThat(said()).contains("= Offer: Too few customers to tell offer from holdout: ");
    }

    @Test
    void hasNothingToTellOfWhatHappenedToNobody() throws IOException {
        writeOrders(customer -> "");
        writeOffer(ExperimentDoubtsTest::row);
        assertThat(run()).isZero();
        assertThat(at("effects", 0, "told")).isEqualTo("happened to nobody");
        assertThat(said())
                .contains("= Offer: Nothing to tell: nobody ordered within 90 days")
                .doesNotContain("Fisher");
    }

    @Test
    void warnsOfDaysBeforeTheData() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> row(customer).replace("2026-01-10", customer < 30 ? "2024-12-01" : "2025-01-10"));
        assertThat(run()).isZero();
        assertThat(said())
                .contains(
                        "Caution: 30 of 400 customers got it, or would have, before the first day of the data, 2025-01-10");
    }

    @Test
    void countsCustomersOfSeveralArmsInTheTerminal() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> customer == 0 ? row(customer) + "\n0000,holdout,2026-02-01" : row(customer));
        assertThat(run()).isZero();
        assertThat(said()).contains("1 customer came into several arms and counts in none");
    }

    @Test
    void saysWhyLinesAreLeftOut() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> customer == 0 ? "0000,,2026-01-10" : row(customer));
        assertThat(run("--lenient")).isZero();
        Object json = MinimalJson.parse(Files.readString(folder.resolve("out/report.json")));
        assertThat(MinimalJson.at(json, "experimentFiles", 0, "leftOutByReason", "NO_ARM"))
                .isEqualTo(BigDecimal.ONE);
        writeOffer(customer -> row(customer).replace("2026-01-10", "2026-08-01"));
        assertThat(run("--no-customers")).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("dated after the as-of day 400; the first, line 2")
                .doesNotContain("contradicts");
    }

    @Test
    void takesSharesInPercent() throws IOException {
        writeOrders(customer -> "");
        writeOffer(customer -> customer % 2 == 0 || customer % 10 == 1 ? row(customer) : "");
        assertThat(run("--arm-shares", "holdout=16.7%,offer=83.3%"))
                .as(stderr.toString())
                .isZero();
        assertThat(at("read")).isEqualTo(true);
        assertThat(run("--arm-shares", "1,9")).isEqualTo(2);
        assertThat(run("--arm-shares", "offer=1,Offer=2")).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("--arm-shares \"1,9\": \"1\" does not name an arm and its share, such as holdout=1,offer=9")
                .contains("--arm-shares must name every arm once");
    }
}
