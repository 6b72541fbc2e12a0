package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.service.Standard.Item;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 2, 10);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private record Ticket(
            long customer,
            LocalDate opened,
            String topic,
            @Nullable Integer answeredAfter,
            @Nullable Integer resolvedAfter,
            @Nullable Long contacts) {
        private @Nullable LocalDate after(@Nullable Integer days) {
            return days == null ? null : opened.plusDays(days);
        }
    }

    private static Ticket ticket(
            long customer,
            int month,
            int day,
            String topic,
            @Nullable Integer answered,
            @Nullable Integer resolved,
            @Nullable Long contacts) {
        return new Ticket(customer, LocalDate.of(2024, month, day), topic, answered, resolved, contacts);
    }

    private static final List<Ticket> TICKETS = List.of(
            ticket(1, 1, 3, "bill", 0, 0, 1L),
            ticket(1, 1, 9, "bill", 2, 5, 2L),
            ticket(2, 1, 12, "delivery", null, 3, 1L),
            ticket(2, 1, 20, "delivery", 6, null, null),
            ticket(3, 2, 1, "bill", null, null, null),
            ticket(3, 2, 9, "delivery", null, null, null),
            // Both come after the end of the data.
            ticket(4, 2, 8, "bill", 3, 4, 1L),
            ticket(4, 1, 5, "bill", 1, 1, null),
            ticket(5, 2, 11, "bill", 0, 0, 1L));

    private static final HistoryStore<Long> STORE = Tickets.reader(
                    Ticket::customer, Ticket::opened, ticket -> "question")
            .text(Tickets.TOPIC, Ticket::topic)
            .answered(ticket -> ticket.after(ticket.answeredAfter()))
            .resolved(ticket -> ticket.after(ticket.resolvedAfter()))
            .contacts(Ticket::contacts)
            .from(TICKETS);

    @Test
    void openTicketsAreCensoredAtTheEndOfTheData() {
        LifeTable table = Response.toAnswer(MONTHS).of(STORE);
        assertThat(table).isEqualTo(LifeTable.ofPeriods(new int[] {0, 2, 3, 6, 9, 1, 2, 1}, new boolean[] {
            true, true, true, true, false, false, false, true
        }));
        // By hand: of 8 one is answered on its day, of 7 one after a day, of 5 one after two, of 3 one after three.
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(table);
        assertThat(curve.at(2).orElseThrow()).isCloseTo(7 / 8.0 * 6 / 7 * 4 / 5, offset(1e-15));
        assertThat(curve.median()).hasValue(3);
        assertThat(Response.toResolution(MONTHS).about("delivery").of(STORE))
                .isEqualTo(LifeTable.ofPeriods(new int[] {3, 21, 1}, new boolean[] {true, false, false}));
        assertThat(Response.toAnswer(MONTHS).ofKinds("complaint").of(STORE)).isEqualTo(LifeTable.empty());
    }

    @Test
    void timesArePartedByTopicPeriodAndCustomer() {
        Response answer = Response.toAnswer(MONTHS);
        SortedMap<Group, LifeTable> byTopic = answer.by(Tickets.TOPIC, Sweep.over(STORE));
        assertThat(byTopic.keySet()).containsExactly(Group.of("bill"), Group.of("delivery"));
        assertThat(byTopic.get(Group.of("delivery")))
                .isEqualTo(LifeTable.ofPeriods(new int[] {3, 6, 1}, new boolean[] {true, true, false}));
        assertThat(answer.byPeriod(Sweep.over(STORE)).get(Group.of("2024-02")).totalCensored())
                .isEqualTo(3);
        assertThat(answer.by((tickets, event) -> tickets.customer().equals(1L) ? "gold" : null, Sweep.over(STORE))
                        .get(Group.MISSING)
                        .total())
                .isEqualTo(6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer.by(Tickets.AGENT, Sweep.over(STORE)))
                .withMessageContaining("must have a column (agent)");
    }

    private record Call(String opened, @Nullable String answered) {}

    private static HistoryStore<Long> calls(Call... calls) {
        return Tickets.<Call, Long>readerOfInstants(
                        call -> 1L, call -> Instant.parse(call.opened()), call -> "question", ZoneOffset.UTC)
                .answeredAt(call -> call.answered() == null ? null : Instant.parse(call.answered()))
                .from(List.of(calls));
    }

    @Test
    void minutesOfAnOpenTicketAreAtLeastThoseFromTheEndOfItsDay() {
        HistoryStore<Long> store = calls(
                new Call("2024-02-01T09:00:00Z", "2024-02-01T09:25:30Z"),
                new Call("2024-02-01T23:50:00Z", "2024-02-02T08:00:00Z"),
                new Call("2024-02-08T10:00:00Z", null));
        LifeTable table = Response.toAnswer(MONTHS).inMinutes().of(store);
        assertThat(table).isEqualTo(LifeTable.ofPeriods(new int[] {26, 490, 2880}, new boolean[] {true, true, false}));
        assertThat(Standard.share(
                        Standard.answeredWithinMinutes(MONTHS, 60).of(store).inPeriod("2024-02")))
                .hasValue(BoundedShare.of(1, 2, 0));
        assertThat(Standard.share(
                        Standard.answeredWithinMinutes(MONTHS, 2881).of(store).inPeriod("2024-02")))
                .hasValue(BoundedShare.of(2, 0, 1));
    }

    @Test
    void minutesThatNobodyToldAreRefusedAsTimesAndBoundShares() {
        HistoryStore<Long> store = Tickets.reader(Ticket::customer, Ticket::opened, ticket -> "question")
                .answered(ticket -> ticket.after(ticket.answeredAfter()))
                .minutesToAnswer(ticket -> null)
                .from(TICKETS);
        assertThatThrownBy(() -> Response.toAnswer(MONTHS).inMinutes().of(store))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("minutes of the ticket opened on 2024-01-03 must be told");
        PeriodItems<Long, Item>.InPeriod january =
                Standard.answeredWithinMinutes(MONTHS, 2 * 1440).of(store).inPeriod("2024-01");
        // After 0 days surely within four days of minutes, after 6 surely not; after 1 and 2 nobody knows.
        assertThat(january.number(Item.MISSED)).isEqualTo(2);
        assertThat(january.number(Item.UNTOLD)).isEqualTo(2);
        assertThat(january.number(Item.MET)).isEqualTo(1);
    }

    @Test
    void aStandardIsMetMissedOrStillOpen() {
        PeriodItems<Long, Item> table = Standard.answeredWithin(MONTHS, 2).of(STORE);
        assertThat(table.inPeriod("2024-01")).hasToString("2024-01: met 2 customers (3), missed 1 customer (2)");
        // Opened on the 1st it is late by now, on the 8th it is due today, which is over; on the 9th it may come in
        // time.
        assertThat(table.inPeriod("2024-02"))
                .hasToString("2024-02 (running): missed 2 customers (2), open 1 customer (1)");
        assertThat(Standard.share(table.inPeriod("2024-01"))).hasValue(BoundedShare.of(3, 2, 0));
        assertThat(Standard.share(table.inPeriod("2024-02"))).hasValueSatisfying(share -> {
            assertThat(share).hasToString("0.0 % to 33.3 % (0 met, 2 missed, 1 open)");
            assertThat(share.upper().count()).isEqualTo(1);
        });
        assertThat(Standard.share(Standard.answeredWithin(MONTHS, 2)
                        .about("nothing")
                        .of(STORE)
                        .inPeriod("2024-01")))
                .isEmpty();
    }

    @Test
    void aPeriodIsOverOnceItsTicketsHaveHadTheirTime() {
        assertThat(Standard.resolvedWithin(MONTHS, 10)
                        .of(STORE)
                        .inPeriod("2024-01")
                        .state(Item.MET))
                .isEqualTo(CellState.OBSERVED);
        assertThat(Standard.resolvedWithin(MONTHS, 11)
                        .of(STORE)
                        .inPeriod("2024-01")
                        .state(Item.MET))
                .isEqualTo(CellState.PARTIAL);
        assertThat(Standard.answeredWithin(MONTHS, Integer.MAX_VALUE)
                        .of(STORE)
                        .inPeriod("2024-01")
                        .state(Item.MET))
                .isEqualTo(CellState.PARTIAL);
    }

    @Test
    void firstContactsAreSharesOfTicketsWithTheOpenAndUntoldAsBounds() {
        Standard first = Standard.resolvedAtFirstContact(MONTHS);
        PeriodItems<Long, Item> table = first.of(STORE);
        assertThat(table.inPeriod("2024-01"))
                .hasToString("2024-01: met 2 customers (2), missed 1 customer (1), open 1 customer (1),"
                        + " untold 1 customer (1)");
        assertThat(Standard.share(table.inPeriod("2024-01"))).hasValue(BoundedShare.of(2, 1, 2));
        assertThat(Standard.share(first.each(Tickets.TOPIC, Sweep.over(STORE))
                        .get(Group.of("bill"))
                        .inPeriod("2024-01")))
                .hasValue(BoundedShare.of(1, 1, 1));
        HistoryStore<Long> without = Tickets.reader(Ticket::customer, Ticket::opened, ticket -> "question")
                .resolved(ticket -> ticket.after(ticket.resolvedAfter()))
                .from(TICKETS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.of(without))
                .withMessageContaining("must have a column (contacts)");
    }

    @Test
    void wordsTellMethodsApart() {
        assertThat(List.of(
                        Response.toAnswer(MONTHS),
                        Response.toResolution(MONTHS),
                        Response.toAnswer(MONTHS).inMinutes(),
                        Response.toAnswer(MONTHS).about("bill"),
                        Response.toAnswer(MONTHS).ofKinds("bill")))
                .extracting(Object::toString)
                .doesNotHaveDuplicates();
        assertThat(List.of(
                        Standard.answeredWithin(MONTHS, 2),
                        Standard.answeredWithin(MONTHS, 3),
                        Standard.answeredWithinMinutes(MONTHS, 2),
                        Standard.resolvedWithin(MONTHS, 2),
                        Standard.resolvedWithinMinutes(MONTHS, 2),
                        Standard.resolvedAtFirstContact(MONTHS)))
                .extracting(Object::toString)
                .doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Standard.answeredWithin(MONTHS, -1))
                .withMessage("days (-1) must be at least 0");
    }

    @Test
    void anAnswerBeforeTheOpeningIsRefusedInRowsOfOthersToo() {
        HistoryStore<Long> own = HistoryStore.ofDates((Integer row) -> 1L, row -> LocalDate.of(2024, 1, 10))
                .codes(row -> "question")
                .day(Tickets.ANSWERED, row -> LocalDate.of(2024, 1, 3))
                .from(List.of(1))
                .named(Tickets.TRACK);
        assertThatThrownBy(() -> Standard.answeredWithin(MONTHS, 2).of(own))
                .isInstanceOf(RuleException.class)
                .hasStackTraceContaining("must not lie before the ticket was opened");
        assertThatThrownBy(() -> Response.toAnswer(MONTHS).of(own))
                .isInstanceOf(RuleException.class)
                .hasStackTraceContaining("must not lie before the ticket was opened");
    }

    @Test
    void boundsThatDifferPrintSo() {
        assertThat(BoundedShare.of(9999, 0, 1)).hasToString("99.99 % to 100.00 % (9999 met, 0 missed, 1 open)");
    }

    @Test
    void boundsOfASharePartWhatIsKnown() {
        BoundedShare share = BoundedShare.of(80, 15, 5);
        assertThat(share).hasToString("80.0 % to 85.0 % (80 met, 15 missed, 5 open)");
        assertThat(share.lower()).hasToString("80.0 % (80 of 100)");
        assertThat(share.upper()).hasToString("85.0 % (85 of 100)");
        assertThat(share.decided())
                .hasValueSatisfying(decided -> assertThat(decided.total()).isEqualTo(95));
        assertThat(BoundedShare.of(3, 1, 0)).hasToString("75.0 % (3 met, 1 missed, 0 open)");
        assertThat(BoundedShare.of(0, 0, 4).decided()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedShare.of(0, 0, 0))
                .withMessage("met (0), missed (0) and open (0) must not all be 0");
        assertThatThrownBy(() -> BoundedShare.of(Long.MAX_VALUE, 1, 0)).isInstanceOf(ArithmeticException.class);
    }
}
