package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutated files of subscriptions: a report or one line that says where, never a stack trace, never half an output. */
class HostileSubscriptionsTest {

    private static final int FILES = 240 * Integer.getInteger("retention.tries.percent", 100) / 100;

    private static final List<String> SEEDS = List.of(
            "customer,subscription,start,end,price,interval,quantity,status,mode,currency\nann,s1,2025-01-05,2025-03-01,10.00,month,1,canceled,voluntary,EUR\nann,s1,2025-03-01,,12.00,month,2,active,,EUR\n\"b,o\",s2,2025-01-31,,120,year,1,active,,EUR\n",
            "id,Customer ID,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Current Period End (UTC),Trial End (UTC),Canceled At (UTC),Ended At (UTC)\nsub_1,cus_a,Pro,2,usd,month,29.00,active,2025-01-05 10:00,2025-04-05 10:00,,,\nsub_2,cus_b,Week,1,usd,week,3.00,canceled,2025-01-05 10:00,2025-02-05 10:00,2025-01-12 10:00,2025-02-20 09:00,2025-03-01 00:00\n",
            "customer;month;mrr\r\na;2025-01;1.045,00\r\nb;2025-01;20,00\r\na;2025-02;15,00\r\nb;2025-03;15,00\r\n",
            "account,subscription,effective_date,price,interval,status\na,s1,2025-01-05,120,year,active\na,s1,2025-03-01,240,year,active\nb,s2,2025-01-10,10,month,active\nb,s2,2025-03-10,10,month,canceled\n",
            "customerID,tenure,MonthlyCharges,Churn\na,5,10,No\nb,7,30,Yes\nc,1,20,No\n");

    private static final List<String> PIECES = List.of(
            "\"",
            ",",
            ";",
            "\n",
            "\r",
            "\0",
            "\uFEFF",
            "\u202e",
            "\u001b[2J",
            "NULL",
            "1E+999999999",
            "99999999999999",
            "-",
            "(",
            "€",
            "+0100",
            "2025-13-01",
            "0001-01-01",
            "9999-12-31",
            "1,234",
            "=cmd()",
            "  ",
            "\uD834",
            "nan",
            "started",
            "changed",
            "fx",
            "due",
            "cancellation announced",
            "row 1 (customer x",
            "canceled",
            "trialing",
            "9999",
            "0",
            "P0D",
            "day",
            "a".repeat(3_000),
            "\n\n\n");

    private static final String[][] OPTIONS = {
        {"--as-of", "2025-03-31", "--currency", "EUR"},
        {"--as-of", "2025-03-31", "--lenient"},
        {"--as-of", "2025-03-31", "--lenient", "--rows", "state", "--grain", "year", "--currency", "JPY"},
        {"--lenient", "--rows", "change", "--currency", "EUR"},
        {"--lenient", "--count-status", "trialing,paused", "--minor-units", "yes", "--no-customers", "--currency", "EUR"
        },
        {"--lenient", "--preset", "none", "--end-column", "start", "--as-of", "2025-03-31", "--currency", "EUR"},
    };

    @TempDir
    Path folder;

    @Test
    void endWithAReportOrWithOneLineThatSaysWhere() throws IOException {
        SplittableRandom random = new SplittableRandom(20_260_630);
        Path out = folder.resolve("out");
        int written = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = Files.write(
                    folder.resolve("subs.csv"), mutated(random).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String[] options = OPTIONS[i % OPTIONS.length];
            String[] args = Stream.concat(
                            Stream.of("--subscriptions", file.toString(), "--out", out.toString()), Stream.of(options))
                    .toArray(String[]::new);
            StringWriter stdout = new StringWriter();
            StringWriter stderr = new StringWriter();
            int status = ReportCommand.run(args, new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
            String said = stderr.toString();
            String where = "file " + i + ": " + said;
            assertThat(status).as(where).isIn(0, 2);
            if (status == 0) {
                written++;
                assertThat(said).as(where).isEmpty();
                assertThat(MinimalJson.at(MinimalJson.parse(Files.readString(out.resolve("report.json"))), "revenue"))
                        .isNotNull();
                Files.delete(out.resolve("report.json"));
                Files.delete(out.resolve("report.html"));
            } else {
                assertThat(said.lines()).as(where).hasSize(1);
                assertThat(said).as(where).contains("subs.csv").doesNotContain("Exception", "a bug", "java.");
                assertThat(stdout.toString()).as(where).isEmpty();
            }
            for (String text : List.of(said, stdout.toString())) {
                assertThat(text.strip()
                                .codePoints()
                                .filter(c -> c != '\n' && c != '\r')
                                .filter(c -> Character.getType(c) == Character.CONTROL
                                        || Character.getType(c) == Character.FORMAT))
                        .as(where)
                        .isEmpty();
            }
        }
        // Enough of both ends, so that the test does not pass by refusing all.
        assertThat(written).isBetween(FILES / 10, 9 * FILES / 10);
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, text.substring(at, end));
                default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}
