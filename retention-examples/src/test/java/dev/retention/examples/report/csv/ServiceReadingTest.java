package dev.retention.examples.report.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceReadingTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private final CsvOptions options = new CsvOptions();
    private final ServiceOptions asked = new ServiceOptions();

    private CsvService file(ServiceKind kind, String text) {
        return CsvService.simulated(
                kind,
                "rows.csv",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new CsvService.Parts(options, asked, AS_OF, "EUR", true));
    }

    @Test
    void readsTicketsByPlainNames() {
        CsvService file = file(ServiceKind.TICKETS, """
                customer,opened,kind,topic,stage,cause,agent,answered,resolved,minutes to answer,minutes to resolve,contacts
                Ann,2026-01-05,Complaint,delivery,arrival,packing,Kim,2026-01-06,2026-01-09,900,5000,2
                Bob,2026-01-07,question,,,,,,,,,
                """);
        List<ServiceRow> rows = file.read();
        assertThat(rows).hasSize(2);
        ServiceRow ann = rows.get(0);
        assertThat(ann.line()).isEqualTo(2);
        assertThat(ann.customer()).isEqualTo("Ann");
        assertThat(ann.text("kind")).isEqualTo("complaint");
        assertThat(ann.text("topic")).isEqualTo("delivery");
        assertThat(ann.day("resolved")).isEqualTo("2026-01-09");
        assertThat(ann.whole("minutes-to-answer")).isEqualTo(900);
        assertThat(ann.whole("contacts")).isEqualTo(2);
        assertThat(rows.get(1).values()).containsOnlyKeys("opened", "kind");
        assertThat(file.words())
                .isEqualTo("tickets from rows.csv: customer, opened, kind, topic, stage, cause, agent, answered,"
                        + " resolved, minutes to answer, minutes to resolve, contacts; 2 lines");
    }

    @Test
    void knowsTheNamesOfHelpDesks() {
        ServiceRow zendesk = file(ServiceKind.TICKETS, """
                Id;Requester;Requester email;Subject;Ticket type;Created at;Solved at;Assignee;First reply time in minutes
                1;Ann A;ann@x.example;No light;Problem;2026-01-05 09:00;2026-01-06 10:30;Kim;12
                """).read().get(0);
        assertThat(zendesk.customer()).isEqualTo("ann@x.example");
        assertThat(zendesk.values())
                .containsEntry("kind", "problem")
                .containsEntry("topic", "No light")
                .containsEntry("opened", LocalDate.of(2026, 1, 5))
                .containsEntry("resolved", LocalDate.of(2026, 1, 6))
                .containsEntry("agent", "Kim")
                .containsEntry("minutes-to-answer", 12L);
        ServiceRow freshdesk = file(ServiceKind.TICKETS, """
                Ticket ID,Subject,Type,Agent,Created time,Resolved time,Initial response time,Full name,Email
                7,Late,Complaint,Jon,2026-02-01 08:00:00,,2026-02-01 09:00:00,Bob B,bob@x.example
                """).read().get(0);
        assertThat(freshdesk.customer()).isEqualTo("bob@x.example");
        assertThat(freshdesk.values())
                .containsEntry("answered", LocalDate.of(2026, 2, 1))
                .doesNotContainKey("resolved");
    }

    @Test
    void readsScoresInvoicesAndContacts() {
        assertThat(file(ServiceKind.SCORES, """
                customer,sent at,survey,responded at,rating,followed up
                Ann,2026-01-05,NPS,2026-01-07,6,2026-01-20
                """).read().get(0).values())
                .isEqualTo(Map.of(
                        "asked",
                        LocalDate.of(2026, 1, 5),
                        "survey",
                        "nps",
                        "answered",
                        LocalDate.of(2026, 1, 7),
                        "score",
                        6L,
                        "followed-up",
                        LocalDate.of(2026, 1, 20)));
        assertThat(file(ServiceKind.INVOICES, """
                customer,date,type,invoice number,due date,total
                Ann,2026-01-05,Invoice,A-1,2027-01-19,"1,200.50"
                Ann,2026-02-05,credit_note,A-1,,20
                """).read())
                .extracting(row -> row.text("kind"), row -> row.day("due"), row -> row.amount("amount"))
                .containsExactly(
                        tuple("invoice", LocalDate.of(2027, 1, 19), new BigDecimal("1200.50")),
                        tuple("credit note", null, new BigDecimal("20")));
        assertThat(file(ServiceKind.CONTACTS, """
                customer,date,type,owner,contact,next step
                Ann,2026-01-05,Call,Doris,Pat,2026-08-01
                """).read().get(0).values())
                .containsEntry("employee", "Doris")
                .containsEntry("channel", "call")
                .containsEntry("next-step", LocalDate.of(2026, 8, 1));
    }

    @Test
    void takesColumnsThatTheUserNames() {
        asked.ticketColumns(Map.of("topic", "Issue", "customer", "Account"));
        asked.tickets(Path.of("rows.csv"));
        asked.check();
        CsvService file = file(ServiceKind.TICKETS, "Account,opened,kind,topic,Issue\nAnn,2026-01-05,complaint,a,b\n");
        assertThat(file.read().get(0).text("topic")).isEqualTo("b");
        assertThat(file.words())
                .startsWith("tickets from rows.csv: customer from Account, opened, kind, topic from Issue");
    }

    @Test
    void namesFileLineAndCustomerOfABadRow() {
        assertThatThrownBy(() -> file(
                                ServiceKind.TICKETS,
                                "customer,opened,kind\nAnn,2026-01-05,complaint\nBob,tomorrow,complaint\n")
                        .read())
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("rows.csv:3: customer Bob: bad date \"tomorrow\" in column opened");
        assertThatThrownBy(() -> file(
                                ServiceKind.SCORES,
                                "customer,asked,survey,answered,score\nAnn,2026-01-05,nps,2026-01-06,9.5\n")
                        .read())
                .hasMessage("rows.csv:2: customer Ann: bad number \"9.5\" in column score (expected a whole number)");
        assertThatThrownBy(() -> file(ServiceKind.TICKETS, "customer,opened,kind\n,2026-01-05,complaint\n")
                        .read())
                .hasMessageStartingWith("rows.csv:2: no customer in column customer");
        assertThatThrownBy(() -> file(ServiceKind.TICKETS, "customer,opened,kind\nAnn,,complaint\n")
                        .read())
                .hasMessage("rows.csv:2: customer Ann: no date in column opened");
        assertThatThrownBy(() -> file(ServiceKind.CONTACTS, "customer,contacted,channel\nAnn,2026-01-05,\n")
                        .read())
                .hasMessage("rows.csv:2: customer Ann: no channel in column channel");
        assertThatThrownBy(() -> file(ServiceKind.TICKETS, "customer,opened,topic\nAnn,2026-01-05,x\n"))
                .hasMessageContaining("no column \"kind\"");
    }

    @Test
    void leavesBadRowsOutIfToldSo() {
        options.file.lenient = true;
        CsvService file = file(
                ServiceKind.TICKETS,
                "customer,opened,kind\nAnn,2026-01-05,complaint\nBob,tomorrow,complaint\nCleo,2026-07-01,complaint\n");
        assertThat(file.read()).extracting(ServiceRow::customer).containsExactly("Ann");
        assertThat(file.leftOut().excluded().first())
                .extracting(Excluded.Line::number, Excluded.Line::what)
                .satisfies(lines -> assertThat(lines).hasSize(2));
        assertThat(file.leftOut().excluded().first().get(1).what())
                .isEqualTo("customer Cleo: opened 2026-07-01, after the as-of day 2026-06-30");
    }

    @Test
    void refusesOptionsThatDoNotGoTogether() {
        asked.ticketColumns(Map.of("topic", "x"));
        assertThatThrownBy(asked::check).hasMessage("--tickets-column needs --tickets FILE");
        asked.tickets(Path.of("a.csv"));
        asked.ticketColumns(Map.of("colour", "x"));
        assertThatThrownBy(asked::check)
                .hasMessageStartingWith("--tickets-column \"colour\" is none of customer, opened");
        ServiceOptions others = new ServiceOptions();
        others.complaints = "problem";
        assertThatThrownBy(others::check).hasMessage("--complaint-kinds needs --tickets FILE");
        others.tickets(Path.of("a.csv"));
        others.complaints = " , ";
        assertThatThrownBy(others::check).hasMessageStartingWith("--complaint-kinds");
        others.complaints = "Problem, incident";
        others.check();
        assertThat(others.complaintKinds()).containsExactly("problem", "incident");
        others.answerWithin = -1;
        assertThatThrownBy(others::check).hasMessage("--answer-within -1 must be from 0 to 3650");
    }
}
