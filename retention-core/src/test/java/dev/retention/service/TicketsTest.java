package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private record Ticket(
            long customer,
            LocalDate opened,
            @Nullable String kind,
            @Nullable LocalDate answered,
            @Nullable Long toAnswer,
            @Nullable LocalDate resolved,
            @Nullable Long toResolve,
            @Nullable Number contacts) {}

    private static Tickets<Ticket, Long> reader() {
        return Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind)
                .text(Tickets.TOPIC, ticket -> "delivery")
                .answered(Ticket::answered)
                .minutesToAnswer(Ticket::toAnswer)
                .resolved(Ticket::resolved)
                .minutesToResolve(Ticket::toResolve)
                .contacts(Ticket::contacts);
    }

    private static @Nullable LocalDate day(@Nullable Integer day) {
        return day == null ? null : LocalDate.of(2024, 3, day);
    }

    private static Ticket ticket(
            @Nullable String kind,
            @Nullable Integer answered,
            @Nullable Long toAnswer,
            @Nullable Integer resolved,
            @Nullable Long toResolve,
            @Nullable Number contacts) {
        return new Ticket(
                7, LocalDate.of(2024, 3, 5), kind, day(answered), toAnswer, day(resolved), toResolve, contacts);
    }

    @Test
    void aTicketIsAnEventWithWhatIsToldOfIt() {
        HistoryStore<Long> store = reader().from(List.of(ticket("complaint", 6, 1500L, 8, 5000L, 2)));
        assertThat(store.trackNames()).containsExactly(Tickets.TRACK);
        assertThat(store.columns())
                .containsExactlyInAnyOrder(
                        Tickets.TOPIC,
                        Tickets.ANSWERED,
                        Tickets.RESOLVED,
                        Tickets.MINUTES_TO_ANSWER,
                        Tickets.MINUTES_TO_RESOLVE,
                        Tickets.CONTACTS);
        History history = Sweep.over(store).look(7L, Timeline.monthly(LocalDate.of(2024, 3, 31)), History::copy);
        assertThat(history.code(0)).isEqualTo(Tickets.COMPLAINT);
        assertThat(history.date(0)).isEqualTo(LocalDate.of(2024, 3, 5));
        assertThat(history.text(history.column(Tickets.TOPIC), 0)).isEqualTo("delivery");
        assertThat(history.epochDayOf(history.column(Tickets.ANSWERED), 0))
                .isEqualTo(LocalDate.of(2024, 3, 6).toEpochDay());
        assertThat(history.number(history.column(Tickets.MINUTES_TO_ANSWER), 0)).isEqualTo(1500);
        assertThat(history.number(history.column(Tickets.CONTACTS), 0)).isEqualTo(2);
    }

    @Test
    void columnsThatWereNotGivenDoNotExist() {
        HistoryStore<Long> store = Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind)
                .from(Stream.of(ticket("praise", null, null, null, null, null)));
        assertThat(store.columns()).isEmpty();
        Timeline months = Timeline.monthly(LocalDate.of(2024, 3, 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.toAnswer(months).of(store))
                .withMessageContaining("must have a column (answered) of tickets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Standard.resolvedAtFirstContact(months).of(store))
                .withMessageContaining("must have a column (resolved) of tickets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaints.over(months).about("delivery").of(store))
                .withMessageContaining("must have a column (topic) of tickets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaints.over(months).each(Tickets.STAGE, Sweep.over(store)))
                .withMessageContaining("must have a column (stage) of tickets");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        -         | -  | -     | -  | -     | - | customer (7) has a ticket without a kind
        complaint | 4  | -     | -  | -     | - | answered (2024-03-04) of a ticket of customer (7) opened on 2024-03-05 must not lie before that day
        complaint | -  | -     | 4  | -     | - | resolved (2024-03-04) of a ticket of customer (7) opened on 2024-03-05 must not lie before that day
        complaint | 8  | -     | 7  | -     | - | answered (2024-03-08) of customer (7) must not lie after resolved (2024-03-07)
        complaint | 5  | 90    | 5  | 60    | - | answered (2024-03-05) of customer (7) must not lie after resolved (2024-03-05), after 90 and 60 minutes
        complaint | 5  | -1    | -  | -     | - | minutes (-1) to answered of a ticket of customer (7) opened on 2024-03-05 must be at least 0
        complaint | -  | 5     | -  | -     | - | minutes (5) of customer (7) have no day answered
        complaint | 10 | 100   | -  | -     | - | minutes (100) of a ticket of customer (7) opened on 2024-03-05 and answered on 2024-03-10 must be 5640 to 8760 between these days
        complaint | -  | -     | 6  | 9999  | - | minutes (9999) of a ticket of customer (7) opened on 2024-03-05 and resolved on 2024-03-06 must be 0 to 3000 between these days
        complaint | 5  | 2880  | -  | -     | - | minutes (2880) of a ticket of customer (7) opened on 2024-03-05 and answered on 2024-03-05 must be 0 to 1560 between these days
        complaint | 6  | 2800  | 7  | 1500  | - | answered (2024-03-06) of customer (7) must not lie after resolved (2024-03-07), after 2800 and 1500 minutes
        complaint | -  | -     | -  | -     | 0 | contacts (0) of customer (7) must be at least 1
        """)
    void rowsThatContradictThemselvesAreRefusedOrListed(
            @Nullable String kind,
            @Nullable Integer answered,
            @Nullable Long toAnswer,
            @Nullable Integer resolved,
            @Nullable Long toResolve,
            @Nullable Integer contacts,
            String message) {
        List<Ticket> rows = List.of(
                ticket("praise", null, null, null, null, null),
                ticket(kind, answered, toAnswer, resolved, toResolve, contacts));
        assertThatThrownBy(() -> reader().from(rows))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining(message);
        HistoryStore<Long> store = reader().lenient().from(rows);
        assertThat(store.events()).isEqualTo(1);
        assertThat(store.exclusions().examples().toString()).contains(message);
    }

    @Test
    void aTicketMayBeResolvedByItsFirstAnswerOnTheDayItWasOpened() {
        HistoryStore<Long> store = reader().from(List.of(
                ticket("complaint", 5, 0L, 5, 0L, 1), ticket("complaint", 6, 2880L, 7, 4320L, 5_000_000_000L)));
        assertThat(store.events()).isEqualTo(2);
        assertThat(store.exclusions().total()).isZero();
    }

    private record Call(
            Instant opened,
            @Nullable Instant answered,
            @Nullable Instant resolved) {}

    private static Tickets<Call, Long> calls() {
        return Tickets.<Call, Long>readerOfInstants(call -> 1L, Call::opened, call -> "question", BERLIN)
                .answeredAt(Call::answered)
                .resolvedAt(Call::resolved);
    }

    @Test
    void timesBecomeDaysOfTheZoneAndMinutes() {
        // 23:30 on 30 March in Berlin, where the clocks go forward in the night.
        Instant opened = Instant.parse("2024-03-30T22:30:00Z");
        HistoryStore<Long> store =
                calls().from(List.of(new Call(opened, opened.plusSeconds(5399), opened.plusSeconds(86_400))));
        History history = Sweep.over(store).look(1L, Timeline.monthly(LocalDate.of(2024, 4, 30)), History::copy);
        assertThat(history.date(0)).isEqualTo(LocalDate.of(2024, 3, 30));
        assertThat(history.epochDayOf(history.column(Tickets.ANSWERED), 0))
                .isEqualTo(LocalDate.of(2024, 3, 31).toEpochDay());
        assertThat(history.number(history.column(Tickets.MINUTES_TO_ANSWER), 0)).isEqualTo(90);
        assertThat(history.epochDayOf(history.column(Tickets.RESOLVED), 0))
                .isEqualTo(LocalDate.of(2024, 4, 1).toEpochDay());
        assertThat(history.number(history.column(Tickets.MINUTES_TO_RESOLVE), 0))
                .isEqualTo(1440);
    }

    @Test
    void anAnswerASecondBeforeTheOpeningIsRefused() {
        Instant opened = Instant.parse("2024-03-05T12:00:00Z");
        assertThatThrownBy(() -> calls().from(List.of(new Call(opened, opened.minusSeconds(1), null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("minutes (-1) to answered");
    }

    @Test
    void aMinuteThatHasBegunCounts() {
        Instant opened = Instant.parse("2024-03-05T12:00:00Z");
        Timeline months = Timeline.monthly(LocalDate.of(2024, 3, 31));
        HistoryStore<Long> store = calls().from(List.of(
                new Call(opened, opened.plusSeconds(60), null),
                new Call(opened, opened.plusNanos(60_000_000_001L), null),
                new Call(opened, opened.plusSeconds(119), null),
                new Call(opened, opened, null)));
        assertThat(Standard.share(
                        Standard.answeredWithinMinutes(months, 1).of(store).inPeriod("2024-03")))
                .hasValue(BoundedShare.of(2, 2, 0));
        assertThat(Standard.share(
                        Standard.answeredWithinMinutes(months, 0).of(store).inPeriod("2024-03")))
                .hasValue(BoundedShare.of(1, 3, 0));
    }

    @Test
    void anAnswerSecondsAfterTheResolutionIsRefused() {
        Instant opened = Instant.parse("2024-03-05T12:00:00Z");
        assertThatThrownBy(
                        () -> calls().from(List.of(new Call(opened, opened.plusSeconds(50), opened.plusSeconds(10)))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("answered (2024-03-05) of customer (1) must not lie after resolved");
        assertThatThrownBy(() -> calls().from(List.of(new Call(Instant.MAX, opened, null))))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("a ticket of customer (1) has a time out of range");
    }

    @Test
    void timesAreTakenWhereAZoneLeavesOutADay() {
        // Apia had no 30 December 2011.
        Instant opened = Instant.parse("2011-12-30T09:59:00Z");
        HistoryStore<Long> store = Tickets.<Instant, Long>readerOfInstants(
                        at -> 1L, at -> at, at -> "question", ZoneId.of("Pacific/Apia"))
                .answeredAt(at -> at.plusSeconds(120))
                .from(List.of(opened));
        assertThat(store.events()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedOfAReaderIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tickets.<Call, Long>reader(call -> 1L, call -> LocalDate.EPOCH, call -> "question")
                        .answeredAt(Call::answered))
                .withMessageContaining("readerOfInstants");
        Tickets<Ticket, Long> plain = Tickets.reader(Ticket::customer, Ticket::opened, Ticket::kind);
        assertThatIllegalStateException().isThrownBy(() -> plain.minutesToAnswer(ticket -> 1));
        assertThatIllegalStateException().isThrownBy(() -> plain.minutesToResolve(ticket -> 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.text(Tickets.CONTACTS, ticket -> "1"))
                .withMessage("name (contacts) must be that of a column of texts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader().text(Tickets.TOPIC, ticket -> "bill"))
                .withMessage("name (topic) must not be the name of another column");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.text("", ticket -> "bill"));
        assertThat(plain).hasToString("tickets, a row each");
        assertThat(plain.lenient()).hasToString("tickets, a row each, lenient");
    }
}
