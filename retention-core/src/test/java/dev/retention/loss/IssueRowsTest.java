package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Issues as rows of text and back, and what is wrong with rows. */
class IssueRowsTest {
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 12);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 20);
    private static final Issue<Long> PARCELS = Issue.<Long>opened(
                    "I-4", "Parcels come late", IssueSource.FRONT_LINE, JANUARY)
            .about("late delivery", "lost parcel")
            .ownedBy("Ann")
            .dueOn(MARCH)
            .behind(List.of(
                    CustomerLoss.of(7L, new BigDecimal("120.00"), "late delivery", LocalDate.of(2026, 2, 3)),
                    CustomerLoss.of(3L, new BigDecimal("80"), "late delivery", LocalDate.of(2026, 1, 30))));
    private static final Issue<Long> PRICES = Issue.<Long>opened(
                    "prices", "Prices went up", IssueSource.SURVEY, LocalDate.of(2026, 2, 1))
            .about("price")
            .fixedOn(MARCH);

    @Test
    void rowsAreReadAsTheyWereWritten() {
        IssueBook<Long> book = IssueBook.of(List.of(PARCELS, PRICES));
        List<List<String>> rows = book.rows(String::valueOf);
        assertThat(rows.get(0))
                .containsExactly(
                        "id",
                        "title",
                        "source",
                        "status",
                        "causes",
                        "owner",
                        "opened",
                        "due",
                        "fixed",
                        "closed",
                        "heard",
                        "first loss",
                        "customers",
                        "notes");
        assertThat(rows.get(1))
                .containsExactly(
                        "I-4",
                        "Parcels come late",
                        "FRONT_LINE",
                        "OPEN",
                        "late delivery|lost parcel",
                        "Ann",
                        "2026-01-12",
                        "2026-03-20",
                        "",
                        "",
                        "FRONT_LINE=2026-01-12",
                        "2026-01-30",
                        "3=80|7=120.00",
                        "");
        assertThat(IssueBook.read(rows, Long::valueOf)).isEqualTo(book);
        assertThat(IssueBook.read(List.of(rows.get(0)), Long::valueOf)).isEqualTo(IssueBook.<Long>empty());
        // By hand, with what is needed alone.
        IssueBook<String> byHand = IssueBook.read(
                List.of(
                        List.of("title", "id", "opened", "source", "status"),
                        List.of("Too dear", "a", "2026-02-01", "SURVEY", "OPEN")),
                key -> key);
        assertThat(byHand.issues().get(0).heard())
                .containsExactly(Map.entry(IssueSource.SURVEY, LocalDate.of(2026, 2, 1)));
    }

    @Property(tries = 200)
    void everyBookComesBackFromItsRows(@ForAll @IntRange(max = 6) int size, @ForAll long seed) {
        Random random = new Random(seed);
        List<Issue<String>> issues = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            issues.add(issue("I-" + i, random));
        }
        Collections.shuffle(issues, random);
        IssueBook<String> book = IssueBook.of(issues);
        List<List<String>> rows = book.rows(key -> key);
        assertThat(IssueBook.read(rows, key -> key)).isEqualTo(book).hasSameHashCodeAs(book);
        List<List<String>> body = new ArrayList<>(rows.subList(1, rows.size()));
        Collections.shuffle(body, random);
        body.add(0, rows.get(0));
        assertThat(IssueBook.read(body, key -> key)).isEqualTo(book);
    }

    private static Issue<String> issue(String id, Random random) {
        LocalDate day = JANUARY.plusDays(random.nextInt(100));
        Issue<String> issue = Issue.<String>opened(id, text(random), IssueSource.values()[random.nextInt(5)], day)
                .heardBy(IssueSource.values()[random.nextInt(5)], day.minusDays(random.nextInt(20)))
                .about(text(random), text(random))
                .noted(random.nextBoolean() ? "" : text(random));
        List<CustomerLoss<String>> lost = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lost.add(new CustomerLoss<>(
                    text(random),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(new BigDecimal(random.nextInt(2_000) - 100).movePointLeft(random.nextInt(4))),
                    Optional.empty(),
                    random.nextBoolean() ? Optional.empty() : Optional.of(day)));
        }
        issue = issue.behind(lost);
        issue = random.nextBoolean() ? issue : issue.ownedBy(text(random)).dueOn(day.plusDays(9));
        issue = random.nextBoolean() ? issue : issue.fixedOn(day.plusDays(2));
        return random.nextBoolean() ? issue : issue.droppedOn(day.plusDays(4));
    }

    private static String text(Random random) {
        String letters = "ab|=\\\n\",; ";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString().isBlank() ? "a" : text.toString();
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        IssueBook<Long> two = IssueBook.of(List.of(Issue.<Long>opened("I-1", "Too dear", IssueSource.CALL, JANUARY)
                .behind(List.of(
                        CustomerLoss.of(17L, BigDecimal.ONE, "price", JANUARY),
                        CustomerLoss.of(18L, BigDecimal.ONE, "price", JANUARY)))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.rows(key -> "x"))
                .withMessage("key must not print two customers of issue (I-1) as one text: x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.rows(key -> ""))
                .withMessage("key must not print customer (17) of issue (I-1) as an empty text");
        assertThatNullPointerException()
                .isThrownBy(() -> two.rows(key -> null))
                .withMessage("key must print customer (17) of issue (I-1)");
        List<List<String>> rows = two.rows(String::valueOf);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.read(rows, text -> null))
                .withMessage("row 2, issue (I-1): customers (17) must have a key: key gave null");
        List<List<String>> twice = List.of(
                List.of("id", "title", "source", "status", "opened", "heard"),
                List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "CALL=2026-01-01|CALL=2026-01-02"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.read(twice, Long::valueOf))
                .withMessage("row 2, issue (a): heard (CALL) must come once");
    }

    @Test
    void faultsNameRowAndIssue() {
        List<String> header = List.of("id", "title", "source", "status", "opened", "closed", "heard", "customers");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "CLOSED", "2026-02-01", "2026-01-01", "", ""),
                "row 2, issue (a): closed (2026-01-01) of issue (a) must not be before opened (2026-02-01)");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "CLOSED", "2026-02-01", "", "", ""),
                "row 2, issue (a): issue (a) that is CLOSED must have a day on which it was closed");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "open", "2026-02-01", "", "", ""),
                "row 2, issue (a): status (open) must be one of [OPEN, IN_PROGRESS, FIXED, CLOSED, DROPPED]");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "OPEN", "1.2.2026", "", "", ""),
                "row 2, issue (a): opened (1.2.2026) must be a day as 2026-03-01");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "", "SURVEY", ""),
                "row 2, issue (a): heard (SURVEY) must be as SURVEY=2026-03-01");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "", "", "17=x"),
                "row 2, issue (a): customers (17=x) must have a number after =, such as 99.50");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "", "", "17|17"),
                "row 2, issue (a): customers (17) must each come once");
        checkFault(
                header,
                List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "", "", "ann"),
                "row 2, issue (a): For input string: \"ann\"");
        checkFault(header, List.of("a"), "row 2, issue (a): 1 texts must be 8, as in the header");
        checkFault(
                List.of("id", "name", "title"),
                List.of("a", "b", "c"),
                "row 1: column (name) must be one of id, title, source, status, causes, owner, opened, due, fixed, closed,"
                        + " heard, first loss, customers, notes");
        checkFault(
                List.of("id", "title"), List.of("a", "b"), "row 1 (id, title) must name also: source, status, opened");
        List<String> row = List.of("a", "Too dear", "SURVEY", "OPEN", "2026-02-01", "", "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.read(List.of(header, row, row), Long::valueOf))
                .withMessage("row 3, issue (a): id (a) must come once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueBook.read(List.of(), Long::valueOf))
                .withMessageStartingWith("row 1 ()");
    }

    private static void checkFault(List<String> header, List<String> row, String message) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> IssueBook.read(List.of(header, row), Long::valueOf))
                .withMessage(message);
    }
}
