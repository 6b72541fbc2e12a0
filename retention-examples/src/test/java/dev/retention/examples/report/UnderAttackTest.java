package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Input and options that were made to harm. */
class UnderAttackTest {

    private static final String HEAD = "customer,date,amount\n";
    private static final String PLAIN = HEAD + "a,2025-01-03,1\na,2025-02-03,1\nb,2025-01-03,1\n";

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void keepsTheFilesThatItReads() throws IOException {
        Path own = Files.writeString(
                folder.resolve("customers.csv"),
                "customer,orders,spent,first_order,last_order,periods\n"
                        + "A,1,5,2025-01-01,2025-01-01,2025-01\nB,1,5,2025-01-01,2025-02-01,2025-02\n");
        String before = Files.readString(own);
        assertThat(command(own, folder, "--date-column", "last_order", "--amount-column", "spent"))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("customers.csv there is a file that the report reads");
        assertThat(own).hasContent(before);
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void readsRatesToTheirEndOrNotAtAll() throws IOException {
        String orders = "customer,date,amount,currency\na,2025-01-03,1,USD\n";
        for (String bad : List.of("\"x\"y,2025-03-01,2\n", "\"open,2025-03-01,2\n")) {
            Path rates = Files.writeString(folder.resolve("rates.csv"), "currency,date,rate\nUSD,2025-01-01,2\n" + bad);
            assertThat(run(orders, "--currency", "EUR", "--rates", rates.toString()))
                    .isEqualTo(2);
            assertThat(stderr.toString()).contains("rates.csv:3: here or soon after, a quoted field");
        }
        Path rates = Files.writeString(folder.resolve("rates.csv"), "currency;rate\n\"USD\";2\n");
        assertThat(run(orders, "--currency", "EUR", "--rates", rates.toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--as-of=+999999999-12-31",
                "--holdout-from=-999999999-01-01",
                "--acquisition-cost=1e-999999999",
                "--acquisition-cost=0e999999999",
                "--margin=1e-9999999",
                "--discount=1e-999999999",
                "--margin=4\n0",
                "--discount=4\u00850",
                "--gap-days=99999999999999999999",
                "--restate=",
                "--out=a\0b",
            })
    void refusesAbsurdOptionsInOneLine(String option) throws IOException {
        assertThat(run(PLAIN, option)).isEqualTo(2);
        assertThat(stderr.toString().lines()).hasSize(1);
        assertThat(stderr.toString()).doesNotContain("java", "Exception", "bug").hasSizeLessThan(400);
    }

    @Test
    void refusesPatternsAndOffsetsThatGoOnForEver() throws IOException {
        assertThat(run(PLAIN, "--date-format", "[".repeat(7000) + "yyyy-MM-dd" + "]".repeat(7000)))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("is longer than any pattern").hasSizeLessThan(400);
        assertThat(run(HEAD + "a,2025-01-10 10:00 " + "UTC".repeat(5000) + "Z,1\n", "--zone", "UTC"))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("orders.csv:2: bad date");
        for (String time : List.of("23:59:61", "10:00+0199", "10:00+99")) {
            assertThat(run(HEAD + "a,2025-01-10T" + time + ",1\n", "--zone", "UTC"))
                    .as(time)
                    .isEqualTo(2);
        }
    }

    /** What turns text around is shown nowhere. */
    @Test
    void showsNoCharacterThatIsNotSeen() throws IOException {
        List<String> unseen =
                List.of("\u202e", "\u009b", "\u200b", "\u2066", "\ufeff", "\u0085", "\u2065", "\udb40\udc41");
        for (String each : unseen) {
            String orders = "customer,date,amount,group\n"
                    + "k" + each + "1,2025-01-03,1,web" + each + "gpj\nk" + each + "1,2025-02-03,1,web" + each + "gpj\n"
                    + "b,2025-01-03,1,shop\nb,2025-02-03,1,shop\n";
            assertThat(run(orders, "--group-column", "group")).isZero();
            assertThat(Files.readString(folder.resolve("out/report.html"))).doesNotContain(each);
            assertThat(stdout.toString()).doesNotContain(each);
            assertThat(stderr.toString()).doesNotContain(each);
        }
    }

    @Test
    void proposesNoCommandThatAShellWouldRun() throws IOException {
        String orders =
                "customer,date,amount,status\na,2025-01-03,1,cancelled$(touch x)\nb,2025-01-03,1,cancelled'`id`\n";
        assertThat(run(orders)).isZero();
        assertThat(Files.readString(folder.resolve("out/report.json")))
                .contains("--except 'status=cancelled$(touch x),cancelled'\\\\''`id`'");
    }

    @Test
    void saysSoIfTheSummaryHasNowhereToGo() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        Path orders = Files.writeString(folder.resolve("orders.csv"), PLAIN);
        int status = ReportCommand.run(
                new String[] {orders.toString(), "--out", folder.resolve("out").toString()},
                new PrintWriter(full, true, StandardCharsets.UTF_8),
                new PrintWriter(stderr, true),
                false);
        assertThat(status).isEqualTo(2);
        assertThat(stderr.toString()).contains("the report is written, but not this summary");
    }

    /** Each of these took time with the square of its lines. */
    @Test
    void takesNoLongerForLinesThatWereChosenToBeSlow() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            StringBuilder dates = new StringBuilder(HEAD + "a,2025-01-03,1\n");
            StringBuilder refunds = new StringBuilder(HEAD);
            StringBuilder oneOrder = new StringBuilder("customer,date,amount,o\n");
            for (int i = 0; i < 40_000; i++) {
                dates.append("a,3/3/2025,").append(i).append('\n');
                refunds.append("a,2025-01-03,1\na,2025-01-03,-1\n");
                oneOrder.append("a,2025-01-03,").append(i).append(",7\n");
            }
            run(dates.toString(), "--lenient");
            assertThat(run(refunds.toString(), "--refunds", "deduct")).isZero();
            assertThat(run(oneOrder.toString(), "--order-column", "o")).isZero();
            // Keys of one hash code: "Aa" and "BB" are alike, and so is whatever is made of them.
            StringBuilder alike = new StringBuilder(HEAD);
            for (int i = 0; i < 1 << 15; i++) {
                for (int bit = 0; bit < 15; bit++) {
                    alike.append((i >> bit & 1) == 0 ? "Aa" : "BB");
                }
                alike.append(",2025-01-03,1\n");
            }
            assertThat(run(alike.toString())).isZero();
            assertThat(stdout.toString()).contains("32,768 customers");
        });
    }

    private int run(String text, String... options) throws IOException {
        return command(Files.writeString(folder.resolve("orders.csv"), text), folder.resolve("out"), options);
    }

    private int command(Path file, Path out, String... options) {
        List<String> args = new ArrayList<>(List.of(file.toString(), "--out", out.toString()));
        if (options.length > 0 && options[0].startsWith("--out")) {
            args = new ArrayList<>(List.of(file.toString()));
        }
        args.addAll(Arrays.asList(options));
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        return ReportCommand.run(
                args.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }
}
