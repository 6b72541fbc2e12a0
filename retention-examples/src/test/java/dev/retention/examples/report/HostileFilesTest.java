package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutated and random files: a report or one line that says where, never a stack trace, never half an output. */
class HostileFilesTest {

    private static final int FILES = 600 * Integer.getInteger("retention.tries.percent", 100) / 100;

    private static final List<String> SEEDS = List.of(
            "customer,date,amount,group\nann,2025-01-05,10.00,x\n\"b,o\"\"b\",2025-01-31,20.00,y\nann,2025-02-20,5.50,x\ncy,2025-03-01,7.00,\n",
            "customer;date;amount;currency\r\nann;2025-01-05T10:00:00+01:00;1.045,00;EUR\r\nbob;2025-02-05 10:00 UTC;5,00;EUR\r\n",
            "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Refunded Amount\n#1,a@x,paid,EUR,5.00,2025-01-01 10:00:00 +0100,1,0\n#1,a@x,,,,2025-01-01 10:00:00 +0100,1,\n#2,b@x,paid,EUR,9.00,2025-02-01 10:00:00 +0100,1,1\n",
            "Date\tTime\tTimeZone\tType\tStatus\tCurrency\tGross\tFrom Email Address\tTransaction ID\n20/01/2025\t1:00\tCET\tPayment\tCompleted\tEUR\t1.045,00\ta@x\tT1\n21/02/2025\t1:00\tCET\tRefund\tCompleted\tEUR\t-30,00\ta@x\tT2\n",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,2,x,3,12/13/2010 8:26,2.55,17850.0,UK\nC2,2,x,-3,12/14/2010 8:26,2.55,17850,UK\n");

    private static final List<String> PIECES = List.of(
            "\"",
            ",",
            ";",
            "\t",
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
            ")",
            "€",
            "+0100",
            "2025-13-01",
            "0001-01-01",
            "9999-12-31",
            "1,234",
            "1.234.567",
            "=cmd()",
            "  ",
            "\uD834",
            "nan",
            "a".repeat(5_000),
            "\n\n\n",
            "Infinity",
            "00",
            "'",
            "|");

    private static final String[][] OPTIONS = {
        {"--currency", "EUR"},
        {},
        {"--lenient", "--currency", "EUR", "--zone", "Europe/Berlin"},
        {"--lenient", "--preset", "none", "--order-column", "customer"},
        {"--no-header", "--lenient", "--currency", "EUR", "--refunds", "deduct"},
        {"--lenient", "--delimiter", "whitespace", "--currency", "JPY"},
        {
            "--lenient",
            "--zone",
            "written",
            "--no-customer",
            "",
            "--refunds",
            "deduct",
            "--grain",
            "year",
            "--currency",
            "EUR"
        },
    };

    @TempDir
    Path folder;

    @Test
    void endWithAReportOrWithOneLineThatSaysWhere() throws IOException {
        SplittableRandom random = new SplittableRandom(20_250_101);
        Path out = folder.resolve("out");
        int written = 0;
        for (int i = 0; i < FILES; i++) {
            Path file = Files.write(folder.resolve("orders.csv"), mutated(random));
            String[] options = OPTIONS[i % OPTIONS.length];
            String[] args = Stream.concat(Stream.of(file.toString(), "--out", out.toString()), Stream.of(options))
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
                assertThat(MinimalJson.at(MinimalJson.parse(Files.readString(out.resolve("report.json"))), "schema"))
                        .isNotNull();
                assertThat(out.resolve("report.html")).isNotEmptyFile();
                Files.delete(out.resolve("report.json"));
                Files.delete(out.resolve("report.html"));
            } else {
                assertThat(said.lines()).as(where).hasSize(1);
                assertThat(said).as(where).contains("orders.csv").doesNotContain("Exception", "a bug", "java.");
                assertThat(stdout.toString()).as(where).isEmpty();
            }
            if (Files.exists(out)) {
                try (Stream<Path> left = Files.list(out)) {
                    assertThat(left).as(where).isEmpty();
                }
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

    private static byte[] mutated(SplittableRandom random) throws IOException {
        if (random.nextInt(12) == 0) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            if (random.nextBoolean()) {
                file.write("customer,date,amount\n".getBytes(StandardCharsets.UTF_8));
            }
            file.write(bytes);
            return file.toByteArray();
        }
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
        byte[] bytes = text.toString()
                .getBytes(
                        random.nextInt(10) == 0
                                ? StandardCharsets.UTF_16LE
                                : random.nextInt(10) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        if (random.nextInt(5) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
