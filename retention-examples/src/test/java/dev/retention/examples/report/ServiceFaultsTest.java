package dev.retention.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFaultsTest {

    private static final String ORDERS = """
            customer,date,amount
            ann,2026-01-03,10.00
            bob,2026-02-03,20.00
            ann,2026-03-03,10.00
            bob,2026-03-31,5.00
            """;

    private static final String ZENDESK =
            "Id,Requester id,Subject,Tags,Ticket type,Created at,Solved at," + "First reply time in minutes\n";

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    /** Runs the report on these rows, which go to a file of the kind. */
    private int run(String kind, String text, String... more) throws IOException {
        stdout.getBuffer().setLength(0);
        stderr.getBuffer().setLength(0);
        Files.writeString(folder.resolve("orders.csv"), ORDERS);
        Files.writeString(folder.resolve(kind + ".csv"), text);
        List<String> all = new ArrayList<>(List.of(folder.resolve("orders.csv").toString(), "--currency", "EUR"));
        Collections.addAll(all, "--" + kind, folder.resolve(kind + ".csv").toString());
        Collections.addAll(all, more);
        Collections.addAll(
                all, "--as-of", "2026-03-31", "--out", folder.resolve("out").toString());
        return ReportCommand.run(
                all.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private Object json(Object... path) throws IOException {
        return MinimalJson.at(MinimalJson.parse(Files.readString(folder.resolve("out/report.json"))), path);
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    /** What is printed, on one line. */
    private String printed() {
        return stdout.toString().replaceAll("\\s+", " ");
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    @Test
    void saysWhichKindsThereAreIfNoneIsAComplaint() throws IOException {
        String tickets =
                "customer,opened,kind\nann,2026-02-03,Problem\nbob,2026-02-04,Question\nbob,2026-02-05,Problem\n";
        assertThat(run("tickets", tickets)).as(stderr.toString()).isZero();
        assertThat(printed())
                .contains(
                        "Look: tickets.csv: no ticket is of kind complaint; the kinds there are problem 2, question 1")
                .contains("--complaint-kinds")
                .doesNotContain("out of the ordinary");
        assertThat(json("howServed", "complaints")).isSameAs(MinimalJson.NULL);
        assertThat(run("tickets", tickets, "--complaint-kinds", "probelm")).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("no ticket is of kind probelm; the kinds there are problem 2, question 1");
        assertThat(run("tickets", tickets, "--complaint-kinds", "problem,incident"))
                .isZero();
        assertThat(printed()).contains("no ticket is of kind incident;");
        assertThat(json("howServed", "complaints")).isNotSameAs(MinimalJson.NULL);
        assertThat(run("tickets", tickets, "--complaint-kinds", "none")).isEqualTo(2);
    }

    @Test
    void refusesAFileOfWhichNoLineIsLeft() throws IOException {
        assertThat(run("tickets", "customer,opened,kind\nann,soon,complaint\nbob,,complaint\n", "--lenient"))
                .isEqualTo(2);
        assertThat(stderr.toString())
                .contains("tickets.csv: all 2 lines are left out")
                .contains("date that cannot be read 2; the first, line 2: customer ann: bad date");
        assertThat(run("tickets", "customer,opened,kind\n")).isEqualTo(2);
        assertThat(stderr.toString()).contains("tickets.csv: there is no line below the header");
    }

    @Test
    void tellsAtTheTopIfManyLinesAreLeftOut() throws IOException {
        StringBuilder tickets = new StringBuilder("customer,opened,kind\nann,soon,complaint\n");
        for (int i = 0; i < 18; i++) {
            tickets.append("ann,2026-02-03,complaint\n");
        }
        assertThat(run("tickets", tickets.toString(), "--lenient")).isZero();
        assertThat(printed()).contains("Look: tickets.csv: 1 of 19 lines is left out");
        tickets.append("ann,2026-02-03,complaint\n".repeat(2));
        assertThat(run("tickets", tickets.toString(), "--lenient")).isZero();
        assertThat(printed()).doesNotContain("of 21 lines is left out");
    }

    @Test
    void refusesInvoicesInAnotherCurrency() throws IOException {
        String invoices = "customer,booked,kind,invoice,amount,due,currency\n"
                + "ann,2026-02-01,invoice,A1,100.00,2026-02-15,eur\n"
                + "bob,2026-02-01,invoice,B1,100.00,2026-02-15,USD\n";
        assertThat(run("invoices", invoices)).isEqualTo(2);
        assertThat(stderr.toString())
                .startsWith("invoices.csv:3: customer bob: currency \"USD\" in column currency is not EUR");
        assertThat(run("invoices", invoices, "--lenient")).isZero();
        assertThat(json("howServed", "owed", "balance")).isEqualTo("100.00");
        assertThat(json("howServed", "files", 0, "leftOutByReason", "OTHER_CURRENCY"))
                .isEqualTo(number(1));
    }

    @Test
    void derivesTheDayOfTheAnswerFromTimeAndMinutes() throws IOException {
        assertThat(run(
                        "tickets",
                        ZENDESK + "1,ann,A,a,Problem,2026-02-03 23:00,2026-02-05 10:00,90\n"
                                + "2,bob,B,b,Problem,2026-02-04 10:00,,\n",
                        "--complaint-kinds",
                        "problem"))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "response", 0, "until")).isEqualTo("first answer");
        assertThat(json("howServed", "response", 0, "unit")).isEqualTo("minutes");
        assertThat(printed()).contains("answered from \"Created at\" and \"First reply time in minutes\"");
        assertThat(run(
                        "tickets",
                        ZENDESK + "1,ann,A,a,Problem,2026-02-03,2026-02-05,90\n",
                        "--complaint-kinds",
                        "problem"))
                .isZero();
        assertThat(json("howServed", "response", 0, "until")).isEqualTo("resolution");
        assertThat(printed())
                .contains("Look: tickets.csv: the time until tickets are answered is not shown: 1 line has minutes")
                .contains("--tickets-column answered=COLUMN");
    }

    @Test
    void countsTicketsWithoutAKindAsNoComplaints() throws IOException {
        assertThat(run(
                        "tickets",
                        "customer,opened,kind,resolved\nann,2026-02-03,-,2026-02-05\nbob,2026-02-03,,2026-02-04\n"
                                + "bob,2026-02-04,complaint,\n"))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "files", 0, "rows")).isEqualTo(number(3));
        assertThat(json("howServed", "complaints", "periods", 0, "complaints")).isEqualTo(number(1));
        assertThat(json("howServed", "response", 0, "tickets")).isEqualTo(number(3));
    }

    @Test
    void countsATicketOnceByItsNumber() throws IOException {
        String ticket = "1,ann,A,a,complaint,2026-02-03 10:00,,\n";
        assertThat(run("tickets", ZENDESK + ticket + "2,bob,B,b,complaint,2026-02-04 10:00,,\n" + ticket))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "files", 0, "rows")).isEqualTo(number(2));
        assertThat(printed())
                .contains("Look: tickets.csv: 1 line is there already, letter for letter: counted once, by Id");
        assertThat(run("tickets", ZENDESK + ticket + ticket.replace("ann", "bob")))
                .isEqualTo(2);
        assertThat(stderr.toString())
                .contains("tickets.csv:3: customer bob: Id 1 is there already in line 2, which says");
        assertThat(run("tickets", "customer,opened,kind\n" + "ann,2026-02-03,complaint\n".repeat(2)))
                .isZero();
        assertThat(printed()).contains("1 line is there already, letter for letter: counted each time");
    }

    @Test
    void takesNoTopicFromTextsThatNearlyAllDiffer() throws IOException {
        StringBuilder tickets = new StringBuilder(ZENDESK);
        for (int i = 0; i < 30; i++) {
            tickets.append(i + ",ann,Where is order " + i + "?,post,complaint,2026-02-03 10:00,,\n");
        }
        assertThat(run("tickets", tickets.toString())).as(stderr.toString()).isZero();
        assertThat(page()).doesNotContain("Where is order 3?").doesNotContain("topic from Subject");
        assertThat(printed())
                .contains("topics are not shown, since 30 of 30 texts in column Subject differ")
                .contains("--tickets-column topic=Tags");
        assertThat(run("tickets", tickets.toString(), "--tickets-column", "topic=Tags"))
                .isZero();
        assertThat(json("howServed", "complaints", "topics", 0, "name")).isEqualTo("post");
    }

    @Test
    void readsDatesOfItsOwnForm() throws IOException {
        String head = "customer,opened,kind,resolved\n";
        assertThat(run("tickets", head + "ann,13/02/2026 9:00,complaint,14/02/2026\nbob,05/03/2026,complaint,\n"))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "complaints", "periods", 0, "period")).isEqualTo("2026-02");
        assertThat(printed()).contains("dates dmy");
        String unclear = head + "ann,05/02/2026,complaint,\nbob,05/03/2026,complaint,\n";
        assertThat(run("tickets", unclear)).isEqualTo(2);
        assertThat(stderr.toString()).contains("say --tickets-date-format dmy or mdy");
        assertThat(run("tickets", unclear, "--tickets-date-format", "mdy", "--date-format", "yyyy-MM-dd"))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("all 2 lines").contains("after the as-of day");
        assertThat(run("tickets", unclear, "--tickets-date-format", "dmy")).isZero();
        assertThat(json("howServed", "complaints", "periods", 0, "period")).isEqualTo("2026-02");
    }

    @Test
    void advisesOptionsOfTheFileItself() throws IOException {
        String invoices = "customer,booked,kind,invoice,amount,due\nann,2026-02-01,invoice,A1,\"100,5\",2026-02-15\n";
        assertThat(run("invoices", invoices)).isEqualTo(2);
        assertThat(stderr.toString()).contains("say --invoices-decimal ,");
        assertThat(run("invoices", invoices, "--invoices-decimal", ","))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "owed", "balance")).isEqualTo("100.50");
        assertThat(run("contacts", "customer,contacted,channel\nann,2026-02-01,call\n", "--invoices-decimal", ","))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("--invoices-decimal needs --invoices FILE");
    }

    @Test
    void saysThatAPaymentIsOfAnInvoiceLeftOut() throws IOException {
        assertThat(run(
                        "invoices",
                        "customer,booked,kind,invoice,amount,due\n"
                                + "ann,2026-02-01,invoice,A1,,2026-02-15\n"
                                + "ann,2026-02-10,payment,A1,40.00,\n"
                                + "bob,2026-02-01,invoice,B1,60.00,2026-02-15\n",
                        "--lenient"))
                .as(stderr.toString())
                .isZero();
        assertThat(json("howServed", "files", 0, "leftOutLines", 0, "reason").toString())
                .isEqualTo("customer ann: no amount in column amount");
        assertThat(json("howServed", "files", 0, "leftOutLines", 1, "reason").toString())
                .endsWith("(the invoice A1 was left out in line 2)");
        assertThat(page()).contains("Lines left out", "1 line of invoices: contradicts itself", "2 lines left out</a>");
    }

    @Test
    void listsAllLinesThatAreLeftOut() throws IOException {
        StringBuilder tickets = new StringBuilder("customer,opened,kind,resolved\n");
        for (int i = 0; i < 25; i++) {
            tickets.append("ann,2026-02-03,complaint,2026-02-01\nann,2026-02-03,complaint,2026-02-04\n");
        }
        assertThat(run("tickets", tickets.toString(), "--lenient")).isZero();
        assertThat(json("howServed", "files", 0, "leftOut")).isEqualTo(number(25));
        assertThat(json("howServed", "files", 0, "leftOutLines", 24, "line")).isEqualTo(number(50));
        assertThat(json("howServed", "files", 0, "leftOutByReason", "CONTRADICTS"))
                .isEqualTo(number(25));
    }

    @Test
    void refusesAnAnswerWithoutAScoreAndAnUnknownSurvey() throws IOException {
        String head = "customer,asked,survey,answered,score\n";
        assertThat(run("scores", head + "ann,2026-02-03,nps,2026-02-05,\n")).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("scores.csv:2: customer ann: answered 2026-02-05 and no score in column score");
        assertThat(run("scores", head + "ann,2026-02-03,mood,2026-02-05,3\n")).isEqualTo(2);
        assertThat(stderr.toString()).contains("survey \"mood\" in column survey is none of nps, csat, ces");
    }
}
