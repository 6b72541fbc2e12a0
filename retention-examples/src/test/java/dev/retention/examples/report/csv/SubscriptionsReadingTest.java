package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SubscriptionsReadingTest {

    private static final String STRIPE =
            "id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start (UTC),"
                    + "Current Period End (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC),Cancellation Reason\n";

    private static final String CHARGEBEE =
            "subscriptions.id,customers.id,subscriptions.plan_id,subscriptions.plan_quantity,subscriptions.plan_unit_price,"
                    + "subscriptions.billing_period,subscriptions.billing_period_unit,subscriptions.status,"
                    + "subscriptions.started_at,subscriptions.activated_at,subscriptions.cancelled_at,"
                    + "subscriptions.cancel_reason,subscriptions.cancel_reason_code,subscriptions.currency_code\n";

    private static final String STATES =
            "customer,subscription,start,end,cancelled_on,price,interval,quantity,plan,status,mode,reason,currency\n";

    @Command
    private static final class Options {
        @ArgGroup(validate = false)
        private SubscriptionOptions subscriptions = new SubscriptionOptions();

        @Mixin
        private CsvOptions csv = new CsvOptions();
    }

    /** A file as it was read: a line such as {@code ann s1 2025-01-03..2025-03-01 9.00 x2 basic voluntary/price}. */
    private record Read(List<String> rows, Map<Excluded.Reason, Long> excluded, Reading reading, String last) {}

    @TempDir
    Path folder;

    private Read read(String text, String... options) throws IOException {
        Options parsed = new Options();
        Converters.register(new CommandLine(parsed))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(options);
        Path file = Files.writeString(folder.resolve("subs.csv"), text);
        try (CsvSubscriptions subscriptions = CsvSubscriptions.open(file, parsed.csv, parsed.subscriptions, true)) {
            List<String> rows = subscriptions.read().stream()
                    .map(each -> each.customer() + " " + each.subscription() + " " + each.start() + ".."
                            + (each.end() == null ? "" : each.end()) + " "
                            + each.value().rounded(2, RoundingMode.HALF_EVEN)
                            + (each.quantity() == 1 ? "" : " x" + each.quantity())
                            + (each.plan().isEmpty() ? "" : " " + each.plan())
                            + (each.mode().isEmpty() && each.reason().isEmpty()
                                    ? ""
                                    : " " + each.mode() + "/" + each.reason()))
                    .toList();
            return new Read(
                    rows,
                    subscriptions.excluded().byReason(),
                    subscriptions.reading(),
                    subscriptions.lastDate().map(String::valueOf).orElse(""));
        }
    }

    private void refused(String text, String message, String... options) {
        assertThatThrownBy(() -> read(text, options))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("java.");
    }

    @Test
    void readsTheSubscriptionsExportOfStripe() throws IOException {
        Read read = read(
                STRIPE
                        + "sub_1,cus_a,a@x,Pro,2,usd,month,29.00,active,2024-01-05 10:00,2025-02-01 00:00,2026-07-05 10:00,,,,\n"
                        + "sub_2,cus_b,b@x,Year,1,usd,year,290.00,canceled,2024-02-01 00:00,2024-02-01 00:00,2025-02-01 00:00,2024-02-15 00:00,2025-01-20 09:00,2025-02-01 00:00,payment_failed\n"
                        + "sub_3,cus_c,c@x,Pro,1,usd,month,29.00,trialing,2026-06-25 10:00,2026-06-25 10:00,2026-07-09 10:00,2026-07-09 10:00,,,\n"
                        + "sub_4,cus_c,c@x,Pro,1,usd,month,29.00,canceled,2026-01-01 10:00,2026-01-01 10:00,2026-02-01 10:00,2026-01-15 10:00,2026-01-10 10:00,2026-01-15 10:00,\n"
                        + "sub_5,cus_d,d@x,Weekly,1,usd,week,3.00,past_due,2026-01-01 10:00,2026-01-01 10:00,2026-02-01 10:00,,,,\n");
        // A subscription's start is its creation, and not the start of its present price.
        assertThat(read.rows())
                .containsExactly(
                        "cus_a sub_1 2024-01-05.. 58.00 x2 Pro",
                        "cus_b sub_2 2024-02-15..2025-02-01 24.17 Year failed payment/",
                        "cus_d sub_5 2026-01-01.. 13.00 Weekly");
        assertThat(read.excluded()).containsEntry(Excluded.Reason.NOT_COUNTED, 2L);
        assertThat(read.reading().preset()).contains("stripe");
        assertThat(read.reading().text())
                .contains(
                        "Stripe's subscriptions export", "not trialing 1", "Amount times Quantity by Interval", "USD");
        assertThat(read.reading().notes())
                .anySatisfy(note -> assertThat(note.message())
                        .contains("1 price is by weeks or days", "YEAR_OF_52_WEEKS", "--monthly-factor"))
                .anySatisfy(note -> assertThat(note.message()).contains("earlier plans, prices and quantities"));
        assertThat(read(
                                STRIPE + "s,c,c@x,W,1,usd,week,3.00,active,2026-01-01,,,,,,\n",
                                "--monthly-factor",
                                "month_of_4_weeks")
                        .rows())
                .containsExactly("c s 2026-01-01.. 12.00 W");
    }

    @Test
    void readsTheSubscriptionsExportOfChargebee() throws IOException {
        String rows = "A1,c1,team,3,%s,1,month,active,2025-01-01T00:00:00Z,2025-01-15T00:00:00Z,,,,EUR\n"
                + "A2,c2,solo,1,%s,3,month,cancelled,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z,2025-07-01T12:00:00Z,not_paid,,EUR\n"
                + "A3,c3,solo,1,%s,1,year,cancelled,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z,2026-01-01T12:00:00Z,,Price,EUR\n"
                + "A4,c4,solo,1,%s,1,month,non_renewing,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z,2026-08-01T12:00:00Z,,,EUR\n";
        List<String> expected = List.of(
                "c1 A1 2025-01-15.. 147.00 x3 team voluntary/",
                "c2 A2 2025-01-01..2025-07-01 9.00 solo failed payment/",
                "c3 A3 2025-01-01..2026-01-01 10.00 solo voluntary/Price",
                "c4 A4 2025-01-01.. 49.00 solo voluntary/");
        assertThat(read(CHARGEBEE + rows.formatted("49.00", "27.00", "120.00", "49.00"))
                        .rows())
                .isEqualTo(expected);
        String cents = CHARGEBEE + rows.formatted("4900", "2700", "12000", "4900");
        refused(cents, "are they in cents? say --minor-units yes");
        assertThat(read(cents, "--minor-units", "yes").rows()).isEqualTo(expected);
    }

    @Test
    void leavesOutWhatChargebeeNeverActivated() throws IOException {
        String rows = "A1,c1,team,1,49.00,1,month,in_trial,2026-06-20T00:00:00Z,,,,,EUR\n"
                + "A2,c2,team,1,49.00,1,month,future,,,,,,EUR\n"
                + "A3,c3,team,1,49.00,1,month,cancelled,2025-01-01T00:00:00Z,,2025-01-10T00:00:00Z,,,EUR\n"
                + "A4,c4,team,1,49.00,1,month,active,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z,,,,EUR\n";
        Read read = read(CHARGEBEE + rows);
        assertThat(read.rows()).containsExactly("c4 A4 2025-01-01.. 49.00 team voluntary/");
        assertThat(read.excluded()).containsEntry(Excluded.Reason.NOT_COUNTED, 3L);
        refused(
                CHARGEBEE + rows.replace("in_trial", "active"),
                "customer c1, subscription A1: no date in column subscriptions.activated_at");
    }

    @Test
    void saysThatWhatEndedHasNoValueWhereOnlyThePresentOneIsThere() throws IOException {
        String header =
                "subscriptions.id,customers.id,subscriptions.status,subscriptions.mrr,subscriptions.activated_at,"
                        + "subscriptions.cancelled_at,subscriptions.currency_code\n";
        Read read =
                read(header + "A1,c1,cancelled,0.00,2025-01-01,2025-05-01,EUR\nA2,c2,active,9.50,2025-01-01,,EUR\n");
        assertThat(read.reading().notes())
                .anySatisfy(note -> assertThat(note.message())
                        .startsWith(
                                "1 line of subscriptions that have ended or pause has 0 in column subscriptions.mrr")
                        .contains("retention is too high"));
    }

    @Test
    void infersDaysOfASnapshotAndSaysSo() throws IOException {
        String text = "customerID,tenure,MonthlyCharges,Churn,Contract\n7590,1,29.85,No,Month-to-month\n"
                + "5575,34,56.95,Yes,One year\n1,0,20,No,Two year\n";
        Read read = read(text, "--as-of", "2026-06-30");
        assertThat(read.rows())
                .containsExactly(
                        "7590 line 2 2026-05-30.. 29.85 Month-to-month",
                        "5575 line 3 2023-08-30..2026-06-30 56.95 One year",
                        "1 line 4 2026-06-30.. 20.00 Two year");
        assertThat(read.reading().notes())
                .anySatisfy(note -> assertThat(note.message()).contains("Days are inferred"))
                .anySatisfy(note -> assertThat(note.message()).contains("Whoever left before is not"));
        refused(text, "state it with --as-of");
        refused(text.replace("34", "x"), "bad tenure \"x\"", "--as-of", "2026-06-30");
        refused(text.replace("Yes", "perhaps"), "bad flag \"perhaps\"", "--as-of", "2026-06-30");
    }

    @Test
    void readsChangesAndMonths() throws IOException {
        assertThat(read("account,subscription,effective_date,price,interval,status\na,s1,2025-01-05,120,year,active\n"
                                + "a,s1,2025-03-01,,year,canceled\n")
                        .rows())
                .containsExactly("a s1 2025-01-05.. 10.00", "a s1 2025-03-01.. 0.00 x0");
        Read months = read("customer,month,mrr\na,2025-01,10\nb,2025-01,20\na,2025-02,15\n");
        assertThat(months.rows())
                .containsExactly(
                        "a  2025-01-01..2025-02-01 10.00", "b  2025-01-01..2025-02-01 20.00", "a  2025-02-01.. 15.00");
        assertThat(months.last()).isEqualTo("2025-02-28");
        assertThat(read("customer,start,price\na,2025-01-05,5\n", "--rows", "change")
                        .rows())
                .containsExactly("a  2025-01-05.. 5.00");
        refused("customer,start,price\na,2025-01-05,5\n", "no column tells when a subscription ends");
    }

    @Test
    void tellsWhatIsWrongWithALineWhoseItIs() throws IOException {
        String good = "ann,s1,2025-01-01,,,10.00,month,1,basic,active,,,EUR\n";
        for (String[] bad : new String[][] {
            {"bob,s2,2025-13-01,,,10.00,month,1,basic,active,,,EUR", "bad date \"2025-13-01\""},
            {"bob,s2,,,,10.00,month,1,basic,active,,,EUR", "no date in column start"},
            {"bob,s2,2025-01-01,,,ten,month,1,basic,active,,,EUR", "bad amount \"ten\" in column price"},
            {"bob,s2,2025-01-01,,,-1,month,1,basic,active,,,EUR", "a price below 0"},
            {"bob,s2,2025-01-01,,,10.00,moon,1,basic,active,,,EUR", "bad interval \"moon\""},
            {"bob,s2,2025-01-01,,,10.00,,1,basic,active,,,EUR", "no interval in column interval"},
            {"bob,s2,2025-01-01,,,10.00,month,1.5,basic,active,,,EUR", "bad quantity \"1.5\""},
            {"bob,s2,2025-01-01,,,10.00,month,1,basic,canceled,,,EUR", "no column says since when"},
            {"bob,s2,2025-03-01,2025-01-01,,10.00,month,1,basic,active,,,EUR", "before it begins"},
            {"bob,s2,2025-01-01,,,10.00,month,1,basic,active,,,USD", "where the report is in EUR"},
        }) {
            refused(STATES + good + bad[0] + "\n", "subs.csv:3: customer bob, subscription s2: ");
            refused(STATES + good + bad[0] + "\n", bad[1]);
            Read lenient = read(STATES + good + bad[0] + "\n", "--lenient");
            assertThat(lenient.rows()).hasSize(1);
            assertThat(lenient.excluded().values()).containsExactly(1L);
        }
        refused(STATES + "ann,s1,2025-01-01\n", "3 fields where the header has 13");
    }

    @Test
    void countsStatusesAsStated() throws IOException {
        String text = STATES + "ann,s1,2025-01-01,,,10.00,month,1,basic,Active,,,EUR\n"
                + "bob,s2,2025-01-01,,,10.00,month,1,basic,on trial,,,EUR\ncy,s3,2025-01-01,,,10.00,month,1,basic,paused,,,EUR\n"
                + "dee,s4,2025-01-01,2025-04-01,2025-03-05,10.00,month,1,basic,cancelled,voluntary,price,EUR\n";
        Read read = read(text);
        assertThat(read.rows())
                .containsExactly(
                        "ann s1 2025-01-01.. 10.00 basic", "dee s4 2025-01-01..2025-04-01 10.00 basic voluntary/price");
        assertThat(read.last()).isEqualTo("2025-04-01");
        assertThat(read.reading().notes())
                .anySatisfy(note -> assertThat(note.message()).contains("\"on trial\", which is not known"));
        assertThat(read(text, "--count-status", "paused,on trial").rows()).hasSize(4);
        assertThat(read(text.replace("2025-04-01", "")).rows())
                .contains("dee s4 2025-01-01..2025-03-05 10.00 basic voluntary/price");
    }

    @Test
    void leavesRepeatsOutAndConverts() throws IOException {
        String line = "ann,s1,2025-01-01,,,10.00,month,2,basic,active,,,USD\n";
        assertThat(read(STATES + line + line).excluded()).containsEntry(Excluded.Reason.REPEATED, 1L);
        Path rates = Files.writeString(folder.resolve("rates.csv"), "currency,rate\nUSD,0.5\n");
        assertThat(read(STATES + line, "--currency", "EUR", "--rates", rates.toString())
                        .rows())
                .containsExactly("ann s1 2025-01-01.. 10.00 x2 basic");
    }

    @ParameterizedTest
    @CsvSource({
        "month,10.00",
        "Monthly,10.00",
        "every 3 months,3.33",
        "quarterly,3.33",
        "half-yearly,1.67",
        "YEAR,0.83",
        "annually,0.83",
        "2 years,0.42",
        "P1Y,0.83",
        "weekly,43.33",
        "2 weeks,21.67",
        "fortnightly,21.67",
        "day,304.17",
        "30 days,10.14",
    })
    void readsIntervalsAsPeopleWriteThem(String interval, String value) throws IOException {
        assertThat(read(STATES + "ann,s1,2025-01-01,,,10.00," + interval + ",1,,active,,,EUR\n")
                        .rows())
                .containsExactly("ann s1 2025-01-01.. " + value);
    }

    @Test
    void tellsEveryPresetFromTheOthers() {
        assertThat(Presets.SUBSCRIPTIONS.all()).hasSize(6).allSatisfy(preset -> {
            assertThat(preset.value("source")).isPresent();
            assertThat(preset.numbered("signature")).isNotEmpty();
            assertThat(Presets.ORDERS.of(List.of("customer", "start", "end", "price")))
                    .isEmpty();
        });
        refused("Name,Email,Financial Status,Created at,Total\n", "a file of orders: give it without --subscriptions");
        ReadFile.refused(folder, STRIPE + "x\n", "say --subscriptions before the file");
    }
}
