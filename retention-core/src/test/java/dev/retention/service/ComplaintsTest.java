package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Complaints.Item;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ComplaintsTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));
    private static final Spells CONTRACT = Spells.between("started", "ended");

    private record Row(
            long customer,
            int month,
            int day,
            String code,
            @Nullable String topic,
            @Nullable String stage,
            @Nullable String cause) {
        LocalDate date() {
            return LocalDate.of(2024, month, day);
        }
    }

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, month, day, code, null, null, null);
    }

    private static Row about(
            long customer, int month, int day, @Nullable String topic, @Nullable String stage, String cause) {
        return new Row(customer, month, day, Tickets.COMPLAINT, topic, stage, cause);
    }

    private static final List<Row> TICKETS = List.of(
            about(1, 1, 5, "delivery", "delivery", "ordering"),
            about(1, 1, 20, "delivery", "delivery", "delivery"),
            about(1, 2, 3, "bill", "billing", "ordering"),
            about(2, 1, 31, "bill", "billing", "ordering"),
            about(2, 3, 1, "bill", null, "ordering"),
            about(2, 3, 1, null, "billing", "ordering"),
            row(3, 2, 10, Tickets.PRAISE),
            about(4, 3, 9, "delivery", "delivery", "ordering"));

    // Customer 1 throughout, 2 until 10 February, 3 from 1 March; 4 was never a customer.
    private static final List<Row> CONTRACTS =
            List.of(row(1, 1, 1, "started"), row(2, 1, 1, "started"), row(2, 2, 10, "ended"), row(3, 3, 1, "started"));

    private static final HistoryStore<Long> TRACKS = Tickets.reader(Row::customer, Row::date, Row::code)
            .text(Tickets.TOPIC, Row::topic)
            .text(Tickets.STAGE, Row::stage)
            .text(Tickets.CAUSE, Row::cause)
            .from(TICKETS)
            .and(HistoryStore.ofDates(Row::customer, Row::date)
                    .codes(Row::code)
                    .from(CONTRACTS)
                    .named("contracts"));

    private final Complaints complaints = Complaints.over(MONTHS).exposedOn("contracts", CONTRACT);
    private final PeriodItems<Long, Item> table = complaints.of(TRACKS);

    @Test
    void complaintsAreCountedWithThoseOfTheSameMonthAndRepeats() {
        assertThat(table.inPeriod("2024-01"))
                .hasToString("2024-01: opened 2 customers (3), opened again 1 customer (1), repeated 1 customer (1),"
                        + " exposed 2 customers (62), exposed and opened 2 customers (3)");
        // Customer 2 complains of the bill after 30 days; of the two of that day one has no topic.
        assertThat(table.inPeriod("2024-03").number(Item.REPEATED)).isEqualTo(1);
        assertThat(table.inPeriod("2024-03").members(Item.OPENED_AGAIN)).containsExactly(2L);
        assertThat(complaints.repeatedWithin(29).of(TRACKS).inPeriod("2024-03").number(Item.REPEATED))
                .isZero();
        assertThat(complaints.repeatedWithin(0).of(TRACKS).inPeriod("2024-01").number(Item.REPEATED))
                .isZero();
    }

    @Test
    void exposedAreTheCustomersWhoAreLiveAndTheirDays() {
        assertThat(table.inPeriod("2024-02").number(Item.EXPOSED)).isEqualTo(29 + 9);
        assertThat(table.inPeriod("2024-03").members(Item.EXPOSED)).containsExactly(1L, 3L);
        assertThat(table.inPeriod("2024-03").number(Item.EXPOSED)).isEqualTo(31 + 31);
        // Who complains in March has no contract then.
        assertThat(table.inPeriod("2024-03").customers(Item.OPENED)).isEqualTo(2);
        assertThat(table.inPeriod("2024-03").customers(Item.EXPOSED_AND_OPENED)).isZero();
        assertThat(table.inPeriod("2024-01").share(Item.EXPOSED_AND_OPENED, Item.EXPOSED))
                .hasValueSatisfying(share -> assertThat(share).hasToString("100.0 % (2 of 2)"));
    }

    @Test
    void withoutContractsThoseAreExposedWhoWereMetBefore() {
        PeriodItems<Long, Item> known = Complaints.over(MONTHS).of(TRACKS);
        assertThat(known.inPeriod("2024-01").members(Item.EXPOSED)).containsExactly(1L, 2L);
        assertThat(known.inPeriod("2024-01").number(Item.EXPOSED)).isEqualTo(27 + 1);
        assertThat(known.inPeriod("2024-03").members(Item.EXPOSED)).containsExactly(1L, 2L, 3L, 4L);
        PeriodItems<Long, Item> since =
                Complaints.over(MONTHS).exposedSince("contracts").of(TRACKS);
        assertThat(since.inPeriod("2024-03").members(Item.EXPOSED)).containsExactly(1L, 2L, 3L);
        assertThat(since.inPeriod("2024-03").customers(Item.EXPOSED_AND_OPENED)).isEqualTo(1);
    }

    @Test
    void aRateIsPerThousandOfWhatIsExposed() {
        // Of Laney's example 426 in 90,000 and 1,824 in 330,000.
        assertThat(Complaints.perThousand(426, 90_000).orElseThrow()).isCloseTo(4.733333333333333, offset(1e-12));
        assertThat(Complaints.perThousand(1824, 330_000).orElseThrow()).isCloseTo(5.527272727272727, offset(1e-12));
        assertThat(Complaints.perThousand(0, 0)).isEmpty();
        assertThat(Complaints.perThousand(2, 0)).isEmpty();
        assertThat(Complaints.perThousand(0, 5)).hasValue(0);
        assertThat(Complaints.perThousand(table.inPeriod("2024-01"))).hasValue(1500);
        // Who complains in March has no contract then.
        assertThat(Complaints.perThousand(table.inPeriod("2024-03"))).hasValue(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaints.perThousand(-1, 5))
                .withMessage("complaints (-1) must be at least 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Complaints.perThousand(1, Double.NaN));
    }

    @Test
    void warnsOfKindsThatNoTicketHas() {
        assertThat(complaints.ofKinds("complaynt").of(TRACKS).warnings())
                .singleElement()
                .asString()
                .startsWith("no event has the code complaynt");
        assertThat(complaints.about("delivry").of(TRACKS).warnings())
                .singleElement()
                .asString()
                .startsWith("no event has the text delivry in topic");
        assertThat(ServiceBalance.over(MONTHS)
                        .between(List.of("prase"), List.of("complaint"))
                        .of(TRACKS)
                        .warnings())
                .hasSize(1);
        assertThat(Response.toAnswer(MONTHS).ofKinds("complaynt").warnings(TRACKS))
                .hasSize(1);
        assertThat(complaints
                        .exposedOn("contracts", Spells.between("strated", "ended"))
                        .of(TRACKS)
                        .warnings())
                .hasSize(1);
        assertThat(table.warnings()).isEmpty();
    }

    @Test
    @Timeout(5)
    void aCustomerWithManyTopicsTakesOnePass() {
        record Many(int number) {}
        HistoryStore<Long> many = Tickets.reader(
                        (Many row) -> 1L, row -> LocalDate.of(2024, 1, 1 + row.number() % 28), row -> "complaint")
                .text(Tickets.TOPIC, row -> "topic " + row.number() / 2)
                .from(IntStream.range(0, 100_000).mapToObj(Many::new).toList());
        Complaints all = Complaints.over(MONTHS);
        assertThat(all.of(many).inPeriod("2024-01").number(Item.REPEATED)).isEqualTo(50_000);
        assertThat(all.each(
                                Tickets.TOPIC,
                                Sweep.over(Tickets.reader(
                                                (Many row) -> 1L, row -> LocalDate.of(2024, 1, 1), row -> "complaint")
                                        .text(Tickets.TOPIC, row -> "topic " + row.number() % 1_000)
                                        .from(IntStream.range(0, 2_000)
                                                .mapToObj(Many::new)
                                                .toList())))
                        .values())
                .hasSize(1_000)
                .allMatch(topic -> topic.inPeriod("2024-01").number(Item.OPENED_AGAIN) == 1);
    }

    @Test
    void eachTopicHasItsTableAndTheExposedAreThoseOfTheWhole() {
        Map<Group, PeriodItems<Long, Item>> byTopic = complaints.each(Tickets.TOPIC, Sweep.over(TRACKS));
        assertThat(byTopic.keySet()).containsExactly(Group.of("bill"), Group.of("delivery"), Group.MISSING);
        PeriodItems<Long, Item> bill = byTopic.get(Group.of("bill"));
        assertThat(bill.inPeriod("2024-01").members(Item.OPENED)).containsExactly(2L);
        assertThat(bill.inPeriod("2024-03").number(Item.OPENED)).isEqualTo(1);
        assertThat(bill.inPeriod("2024-03").number(Item.OPENED_AGAIN)).isZero();
        assertThat(bill.inPeriod("2024-03").number(Item.REPEATED)).isEqualTo(1);
        assertThat(byTopic.get(Group.MISSING).inPeriod("2024-03").number(Item.OPENED))
                .isEqualTo(1);
        assertThat(bill.inPeriod("2024-03").customers(Item.EXPOSED)).isZero();
        assertThat(bill.inPeriod("2024-03").state(Item.EXPOSED)).isEqualTo(CellState.UNOBSERVED);
        assertThat(bill.inPeriod("2024-03").state(Item.OPENED)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-03").state(Item.EXPOSED)).isEqualTo(CellState.OBSERVED);
        assertThat(complaints.about("bill").of(TRACKS).inPeriod("2024-01").number(Item.OPENED))
                .isEqualTo(1);
    }

    @Test
    void aTicketIsSeenAtOneStageAndCausedByAnother() {
        Map<Group, PeriodItems<Long, Item>> stages = complaints.eachCauseAndStage(Sweep.over(TRACKS));
        assertThat(stages.keySet().stream().map(Group::label))
                .containsExactly(
                        "delivery → delivery", "ordering → (missing)", "ordering → billing", "ordering → delivery");
        assertThat(stages.get(Group.move(Group.of("ordering"), Group.of("billing")))
                        .inPeriod("2024-03")
                        .number(Item.OPENED))
                .isEqualTo(1);
        assertThat(complaints
                        .causedBy("ordering")
                        .surfacingAt("billing")
                        .of(TRACKS)
                        .inPeriod("2024-02")
                        .members(Item.OPENED))
                .containsExactly(1L);
    }

    @Test
    void praiseIsCountedAlikeAndWordsTellMethodsApart() {
        assertThat(complaints
                        .ofKinds(Tickets.PRAISE)
                        .of(TRACKS)
                        .inPeriod("2024-02")
                        .members(Item.OPENED))
                .containsExactly(3L);
        assertThat(List.of(
                        complaints,
                        complaints.about("bill"),
                        complaints.causedBy("bill"),
                        complaints.surfacingAt("bill"),
                        complaints.repeatedWithin(7),
                        complaints.exposedSince("contracts"),
                        complaints.ofKinds("a", "b"),
                        complaints.ofKinds("a\" or \"b"),
                        Complaints.over(MONTHS)))
                .extracting(Object::toString)
                .doesNotHaveDuplicates();
        assertThat(complaints.about("bill"))
                .hasToString(
                        "complaints by customers live from started to ended on \"contracts\", repeated within 30 days,"
                                + " tickets of kind \"complaint\" with topic \"bill\", on tickets and contracts, "
                                + MONTHS);
        assertThatIllegalArgumentException()
                .isThrownBy(complaints::ofKinds)
                .withMessage("kinds ([]) must name at least one");
    }

    @Test
    void periodsAreOfWholeDaysAndEndWithOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Complaints.over(Timeline.of(Grain.HOUR, AS_OF)))
                .withMessageContaining("must have periods of whole days");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Complaints.over(Timeline.completeBefore(Grain.MONTH, LocalDateTime.of(2024, 3, 31, 12, 0))))
                .withMessageContaining("must end with a whole day");
    }
}
