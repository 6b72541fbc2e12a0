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

class ServiceReportTest {

    /** As of 2026-03-31: ann, bob and cy are live all the time, dee until 10 March. */
    private static final String SUBSCRIPTIONS = """
            customer,subscription,start,end,price,interval,mode,currency
            ann,s1,2025-12-01,,10.00,month,,EUR
            bob,s2,2025-12-01,,20.00,month,,EUR
            cy,s3,2025-12-01,,40.00,month,,EUR
            dee,s4,2025-12-01,2026-03-11,10.00,month,voluntary,EUR
            """;

    private static final String ORDERS = """
            customer,date,amount
            ann,2026-01-03,10.00
            bob,2026-02-03,20.00
            ann,2026-03-03,10.00
            bob,2026-03-31,5.00
            """;

    private static final String TICKETS = """
            customer,opened,kind,topic,stage,cause,agent,answered,resolved
            ann,2026-02-03,complaint,light,use,packing,Kim,2026-02-03,2026-02-05
            ann,2026-02-20,complaint,light,use,packing,Jon,2026-02-24,2026-03-20
            dee,2026-02-21,complaint,bill,invoice,invoice,Kim,2026-02-21,
            eve,2026-03-01,question,bill,invoice,,Kim,2026-03-01,2026-03-01
            """;

    private static final String SCORES = """
            customer,asked,survey,answered,score,role
            ann,2026-01-05,nps,2026-01-06,3,decision maker
            bob,2026-01-05,nps,2026-01-09,10,user
            cy,2026-01-05,nps,,,decision maker
            """;

    private static final String INVOICES = """
            customer,booked,kind,invoice,due,amount
            ann,2026-02-01,invoice,A1,2026-02-15,100.00
            ann,2026-02-20,payment,A1,,40.00
            bob,2026-03-01,invoice,B1,2026-04-15,60.00
            bob,2026-03-05,dispute,B1,,60.00
            """;

    private static final String CONTACTS = """
            customer,contacted,channel,employee,next step
            ann,2026-03-20,call,Doris,2026-04-20
            bob,2025-12-20,call,Doris,
            bob,2026-01-20,call,Emil,2026-02-20
            """;

    @TempDir
    Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    private int run(String... args) throws IOException {
        List<String> all = new ArrayList<>();
        for (String arg : args) {
            all.add(arg.replace("DIR", folder.toString()));
        }
        write("subscriptions", SUBSCRIPTIONS);
        write("orders", ORDERS);
        all.addAll(
                List.of("--as-of", "2026-03-31", "--out", folder.resolve("out").toString()));
        return ReportCommand.run(
                all.toArray(String[]::new), new PrintWriter(stdout, true), new PrintWriter(stderr, true), false);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), text);
    }

    private void writeAll() throws IOException {
        write("tickets", TICKETS);
        write("scores", SCORES);
        write("invoices", INVOICES);
        write("contacts", CONTACTS);
    }

    private static String[] all(String... first) {
        List<String> args = new ArrayList<>(Arrays.asList(first));
        for (String kind : List.of("tickets", "scores", "invoices", "contacts")) {
            args.addAll(List.of("--" + kind, "DIR/" + kind + ".csv"));
        }
        return args.toArray(String[]::new);
    }

    private Object served() throws IOException {
        return MinimalJson.at(MinimalJson.parse(Files.readString(folder.resolve("out/report.json"))), "howServed");
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("out/report.html"));
    }

    private static BigDecimal number(long number) {
        return BigDecimal.valueOf(number);
    }

    /** Months before the first ticket are not months without complaints. */
    @Test
    void looksAtNoPeriodsBeforeAFileBegins() throws IOException {
        write("tickets", TICKETS);
        assertThat(run("--subscriptions", "DIR/subscriptions.csv", "--tickets", "DIR/tickets.csv"))
                .isZero();
        assertThat(MinimalJson.at(served(), "complaints", "periods", 0, "period"))
                .isEqualTo("2026-02");
    }

    @Test
    void aFileOfOtherCustomersIsRefused() throws IOException {
        write("tickets", TICKETS.replaceAll("(?m)^(ann|dee|eve),", "$1@example.org,"));
        assertThat(run("DIR/orders.csv", "--currency", "EUR", "--tickets", "DIR/tickets.csv"))
                .isEqualTo(2);
        assertThat(stderr.toString())
                .contains("none of the 3 customers of tickets is among the others")
                .contains("--tickets-column customer=COLUMN");
    }

    @Test
    void countsByHandBesideSubscriptions() throws IOException {
        writeAll();
        assertThat(run(all("--subscriptions", "DIR/subscriptions.csv")))
                .as(stderr.toString())
                .isZero();
        Object complaints = MinimalJson.at(served(), "complaints");
        Object february = MinimalJson.at(complaints, "periods", 0);
        assertThat(MinimalJson.at(february, "period")).isEqualTo("2026-02");
        assertThat(MinimalJson.at(february, "complaints")).isEqualTo(number(3));
        assertThat(MinimalJson.at(february, "complained", "customers")).isEqualTo(number(2));
        assertThat(MinimalJson.at(february, "exposed")).isEqualTo(number(4));
        // Of 4 customers on 28 days each: 3 / (4 · 28 / 30) · 1000.
        assertThat(((BigDecimal) MinimalJson.at(february, "rate")).doubleValue())
                .isBetween(803.5, 803.6);
        assertThat(MinimalJson.at(complaints, "topics", 0, "name")).isEqualTo("light");
        assertThat(MinimalJson.at(complaints, "topics", 0, "complaints")).isEqualTo(number(2));
        assertThat(MinimalJson.at(complaints, "topics", 0, "complained", "customers"))
                .isEqualTo(number(1));
        assertThat(MinimalJson.at(complaints, "causesAndStages", 0, "name")).isEqualTo("packing → use");
        Object answer = MinimalJson.at(served(), "response", 0);
        assertThat(MinimalJson.at(answer, "unit")).isEqualTo("days");
        assertThat(MinimalJson.at(answer, "inTime", "met")).isEqualTo(number(3));
        assertThat(MinimalJson.at(answer, "inTime", "missed")).isEqualTo(number(1));
        assertThat(MinimalJson.at(answer, "agents", 0, "agent")).isEqualTo("Jon");
        // Ann's second took 28 days; dee's is open for 38 and too late already.
        assertThat(MinimalJson.at(served(), "response", 1, "inTime", "missed")).isEqualTo(number(2));
        Object january = MinimalJson.at(served(), "feedback", 0, "periods", 0);
        assertThat(MinimalJson.at(january, "asked")).isEqualTo(number(3));
        assertThat(MinimalJson.at(january, "answered")).isEqualTo(number(2));
        assertThat(((BigDecimal) MinimalJson.at(january, "value")).signum()).isZero();
        assertThat(MinimalJson.at(january, "low", "customers")).isEqualTo(number(1));
        assertThat(MinimalJson.at(january, "notAnswered", "customers")).isEqualTo(number(1));
        assertThat(MinimalJson.at(served(), "feedback", 0, "roles", 0, "answered"))
                .isEqualTo(number(1));
        Object owed = MinimalJson.at(served(), "owed");
        assertThat(MinimalJson.at(owed, "balance")).isEqualTo("120.00");
        assertThat(MinimalJson.at(owed, "overdue")).isEqualTo("60.00");
        assertThat(MinimalJson.at(owed, "disputed")).isEqualTo("60.00");
        assertThat(MinimalJson.at(owed, "ageing", 2, "daysPastDue")).isEqualTo("31-60");
        assertThat(MinimalJson.at(owed, "ageing", 2, "amount")).isEqualTo("60.00");
        Object contacts = MinimalJson.at(served(), "contacts");
        assertThat(MinimalJson.at(contacts, "live")).isEqualTo(number(3));
        assertThat(MinimalJson.at(contacts, "lastContact", 0, "who", "customers"))
                .isEqualTo(number(1));
        assertThat(MinimalJson.at(contacts, "lastContact", 1, "who", "customers"))
                .isEqualTo(number(1));
        assertThat(MinimalJson.at(contacts, "lastContact", 3, "who", "customers"))
                .isEqualTo(number(1));
        assertThat(MinimalJson.at(contacts, "withoutNextStep", "customers")).isEqualTo(number(2));
        assertThat(MinimalJson.at(contacts, "inTouchWithOneAlone", 0, "employee"))
                .isEqualTo("Doris");
        assertThat(MinimalJson.at(contacts, "inTouchWithOneAlone", 0, "worth")).isEqualTo("10.00");
        // Dee complained in February and was lost in March.
        assertThat(MinimalJson.at(served(), "beforeLosses", "before", 0, "exposedLost"))
                .isEqualTo(number(1));
        assertThat(MinimalJson.at(served(), "files", 0, "customersNotAmongTheOthers"))
                .isEqualTo(number(1));
    }

    @Test
    void opensEveryFigureToItsCustomers() throws IOException {
        writeAll();
        assertThat(run(all("--subscriptions", "DIR/subscriptions.csv", "--open", "complaints:2026-02")))
                .isZero();
        assertThat(stdout.toString())
                .contains("with a complaint in 2026-02")
                .contains("ann")
                .contains("dee");
        assertThat(page())
                .contains("data-cell=\"complaints:2026-02\" data-count=\"2\"")
                .contains(
                        "data-cell=\"topic:light\"",
                        "data-cell=\"owed-31-60:2026-03\"",
                        "data-cell=\"no-next-step:2026-03-31\"")
                .contains("data-cell=\"only:doris\"", "data-cell=\"low-nps:2026-01\"", "data-cell=\"overdue:2026-03\"")
                .contains("<circle class=\"point\"", "How are they served?");
    }

    @Test
    void goesBesideOrders() throws IOException {
        writeAll();
        assertThat(run(all("DIR/orders.csv", "--currency", "EUR")))
                .as(stderr.toString())
                .isZero();
        assertThat(MinimalJson.at(served(), "complaints", "exposed"))
                .isEqualTo("customers until 90 days after an order");
        assertThat(MinimalJson.at(served(), "contacts", "inTouchWithOneAlone", 0, "worth"))
                .isEqualTo("20.00");
        assertThat(stdout.toString()).contains("How they are served").contains("2 of whom are not among the others");
        assertThat(page()).contains("data-cell=\"complaints:2026-02\"");
    }

    @Test
    void namesTheLineOfARowThatContradictsItself() throws IOException {
        write("tickets", TICKETS.replace("2026-02-24,2026-03-20", "2026-02-24,2026-02-22"));
        assertThat(run("--subscriptions", "DIR/subscriptions.csv", "--tickets", "DIR/tickets.csv"))
                .isEqualTo(2);
        assertThat(stderr.toString()).startsWith("tickets.csv:3: ").contains("ann");
        assertThat(run("--subscriptions", "DIR/subscriptions.csv", "--tickets", "DIR/tickets.csv", "--lenient"))
                .isZero();
        assertThat(MinimalJson.at(served(), "files", 0, "leftOut")).isEqualTo(number(1));
        assertThat(MinimalJson.at(served(), "files", 0, "leftOutLines", 0, "line"))
                .isEqualTo(number(3));
    }

    @Test
    void namesNobodyIfToldSo() throws IOException {
        write("tickets", TICKETS.replace("2026-02-24,2026-03-20", "2026-02-24,2026-02-22"));
        assertThat(run("--subscriptions", "DIR/subscriptions.csv", "--tickets", "DIR/tickets.csv", "--no-customers"))
                .isEqualTo(2);
        assertThat(stderr.toString()).startsWith("tickets.csv:3: ").doesNotContain("ann");
    }

    @Test
    void findsWhatIsPlantedInTheSimulatedBusiness() throws IOException {
        assertThat(run(
                        "--subscriptions",
                        "simulated",
                        "--tickets",
                        "simulated",
                        "--scores",
                        "simulated",
                        "--invoices",
                        "simulated",
                        "--contacts",
                        "simulated"))
                .as(stderr.toString())
                .isZero();
        assertThat(MinimalJson.at(served(), "complaints", "flags").toString()).contains("2025-08");
        assertThat(((BigDecimal) MinimalJson.at(served(), "beforeLosses", "before", 0, "lower")).doubleValue())
                .isGreaterThan(1);
        assertThat(MinimalJson.at(served(), "files", 0, "customersNotAmongTheOthers"))
                .isEqualTo(number(0));
    }

    @Test
    void refusesSimulatedTicketsBesideRealCustomers() throws IOException {
        assertThat(run("DIR/orders.csv", "--currency", "EUR", "--tickets", "simulated"))
                .isEqualTo(2);
        assertThat(stderr.toString().strip())
                .isEqualTo("--tickets simulated goes with --subscriptions simulated alone");
    }

    @Test
    void topicsOfStrangersActOnNothingAndOpenApart() throws IOException {
        write("tickets", """
                customer,opened,kind,topic
                ann,2026-02-03,complaint,</script><script>alert(1)</script>
                bob,2026-02-04,complaint,a b
                cy,2026-02-04,complaint,A-b
                """);
        assertThat(run(
                        "--subscriptions",
                        "DIR/subscriptions.csv",
                        "--tickets",
                        "DIR/tickets.csv",
                        "--open",
                        "topic:a-b-2"))
                .isZero();
        assertThat(page()).doesNotContain("<script>alert").contains("data-cell=\"topic:a-b-2\" data-count=\"1\"");
        assertThat(stdout.toString()).contains("complaint, topic a b");
    }

    @Test
    void saysNothingWithoutFiles() throws IOException {
        assertThat(run("DIR/orders.csv", "--currency", "EUR")).isZero();
        assertThat(served()).isSameAs(MinimalJson.NULL);
        assertThat(page()).doesNotContain("How are they served?");
    }
}
