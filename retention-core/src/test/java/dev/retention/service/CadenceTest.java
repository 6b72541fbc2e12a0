package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.service.Cadence.Item;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CadenceTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 31);
    private static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));

    private record Row(long customer, LocalDate day, String code) {}

    private static Row row(long customer, String day, String code) {
        return new Row(customer, LocalDate.parse(day), code);
    }

    private static HistoryStore<Long> store(List<Row> contracts, List<Row> contacts) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(contracts)
                .named("contracts")
                .and(Contacts.reader(Row::customer, Row::day, row -> "call")
                        .role(Row::code)
                        .from(contacts));
    }

    private static Cadence directors() {
        return Cadence.every(90, MONTHS)
                .where(Contacts.ROLE, "director")
                .among("contracts", Spells.between("start", "end"));
    }

    // The director who sold calls every 90 days: guides for managers ask how often a customer hears from him.
    private static final HistoryStore<Long> STORE = store(
            List.of(
                    row(1, "2024-01-01", "start"),
                    row(2, "2024-01-01", "start"),
                    row(3, "2024-01-01", "start"),
                    row(3, "2024-03-15", "end"),
                    row(4, "2024-10-10", "start")),
            List.of(
                    row(1, "2024-03-31", "director"),
                    row(1, "2024-07-15", "director"),
                    row(1, "2024-07-20", "manager"),
                    row(2, "2024-02-01", "manager")));

    @Test
    void tellsWhatWasKeptLateAndMissed() {
        PeriodItems<Long, Item> table = directors().of(STORE);
        // Due on day 90, the last of March, and made that day.
        assertThat(table.inPeriod("2024-03").members(Item.MADE)).containsExactly(1L);
        // Nobody but a manager called.
        assertThat(table.inPeriod("2024-03").members(Item.MISSED)).containsExactly(2L);
        assertThat(table.inPeriod("2024-03").shareOfNumber(Item.MADE, Item.DUE).orElseThrow())
                .hasToString(Proportion.of(1, 2).toString());
        // Due on 29 June, made in July; then due on 13 October and not made.
        assertThat(table.inPeriod("2024-06").members(Item.LATE)).containsExactly(1L);
        assertThat(table.inPeriod("2024-10").members(Item.MISSED)).containsExactly(1L);
        assertThat(table.inPeriod("2024-06").members(Item.OVERDUE)).containsExactly(1L, 2L);
        assertThat(table.inPeriod("2024-07").members(Item.OVERDUE)).containsExactly(2L);
        // Of who waits, every 90 days anew: 31 March, 29 June, 27 September and 26 December.
        assertThat(table.inPeriod("2024-06").members(Item.MISSED)).containsExactly(2L);
        assertThat(table.inPeriod("2024-09").members(Item.MISSED)).containsExactly(2L);
        assertThat(table.inPeriod("2024-12").members(Item.DUE)).containsExactly(2L);
        assertThat(table.inPeriod("2024-11").number(Item.DUE)).isZero();
        assertThat(table.inPeriod("2024-02").members(Item.CUSTOMERS)).containsExactly(1L, 2L, 3L);
        assertThat(table.inPeriod("2024-03").members(Item.CUSTOMERS)).containsExactly(1L, 2L);
        assertThat(table.inPeriod("2024-04").shareOfNumber(Item.MADE, Item.DUE)).isEmpty();
    }

    @Test
    void whatMayStillBeMadeIsOpen() {
        HistoryStore<Long> store =
                store(List.of(row(1, "2024-10-01", "start")), List.of(row(1, "2024-10-01", "director")));
        PeriodItems<Long, Item> table = directors().granting(2).of(store);
        assertThat(table.inPeriod("2024-12").members(Item.OPEN)).containsExactly(1L);
        assertThat(table.inPeriod("2024-12").number(Item.MISSED)).isZero();
        assertThat(table.inPeriod("2024-12")
                        .shareOfNumber(Item.MADE, Item.DUE)
                        .orElseThrow()
                        .asDouble())
                .isZero();
        assertThat(table.inPeriod("2024-12")
                        .shareOfNumber(Item.MADE_OR_OPEN, Item.DUE)
                        .orElseThrow()
                        .asDouble())
                .isEqualTo(1);
        assertThat(directors().granting(0).of(store).inPeriod("2024-12").members(Item.MISSED))
                .containsExactly(1L);
    }

    @Test
    void whoLeavesWhileDaysAreGrantedIsOpenAndLaterMissed() {
        List<Row> contracts = List.of(row(1, "2024-01-01", "start"), row(1, "2024-04-03", "end"));
        HistoryStore<Long> store = store(contracts, List.of(row(1, "2024-04-05", "director")));
        assertThat(directors().granting(3).of(store).inPeriod("2024-03").members(Item.OPEN))
                .containsExactly(1L);
        assertThat(directors().granting(2).of(store).inPeriod("2024-03").members(Item.MISSED))
                .containsExactly(1L);
    }

    @Test
    void aNewContractStartsTheClockAnew() {
        List<Row> contracts =
                List.of(row(1, "2024-01-01", "start"), row(1, "2024-02-01", "end"), row(1, "2024-05-01", "start"));
        PeriodItems<Long, Item> table = directors().of(store(contracts, List.of(row(1, "2024-04-01", "director"))));
        assertThat(table.inPeriod("2024-07").members(Item.MISSED)).containsExactly(1L);
        assertThat(table.inPeriod("2024-03").number(Item.DUE)
                        + table.inPeriod("2024-06").number(Item.DUE))
                .isZero();
    }

    @Test
    void whoIsNeglectedIsDueAgainAndAgain() {
        List<Row> started = LongStream.rangeClosed(1, 10)
                .mapToObj(customer -> row(customer, "2024-01-01", "start"))
                .toList();
        // One of ten is contacted, on the day on which that is due.
        List<Row> calls = IntStream.range(1, 12)
                .mapToObj(n -> new Row(1, LocalDate.of(2024, 1, 1).plusDays(30L * n), "director"))
                .toList();
        PeriodItems<Long, Item> table = Cadence.every(30, MONTHS)
                .among("contracts", Spells.between("start", "end"))
                .of(store(started, calls));
        for (String month : List.of("2024-01", "2024-03", "2024-06", "2024-11")) {
            assertThat(table.inPeriod(month)
                            .shareOfNumber(Item.MADE, Item.DUE)
                            .orElseThrow()
                            .asDouble())
                    .as(month)
                    .isEqualTo(0.1);
        }
    }

    @Test
    void aContactIsThatOfTheLastDueDayAlone() {
        List<Row> started = List.of(row(1, "2024-01-01", "start"));
        // Due on 31 March, 29 June and 27 September: on that day it is late, a day later it had fallen due anew.
        PeriodItems<Long, Item> onTheDay = directors().of(store(started, List.of(row(1, "2024-09-27", "director"))));
        assertThat(onTheDay.inPeriod("2024-03").number(Item.MISSED)).isEqualTo(1);
        assertThat(onTheDay.inPeriod("2024-06").number(Item.LATE)).isEqualTo(1);
        assertThat(onTheDay.inPeriod("2024-09").number(Item.DUE)).isZero();
        assertThat(onTheDay.inPeriod("2024-12").number(Item.DUE)).isEqualTo(1);
        PeriodItems<Long, Item> later =
                directors().granting(1).of(store(started, List.of(row(1, "2024-09-28", "director"))));
        assertThat(later.inPeriod("2024-06").number(Item.MISSED)).isEqualTo(1);
        assertThat(later.inPeriod("2024-09").number(Item.MADE)).isEqualTo(1);
        // With more days granted than lie between contacts it falls due anew once these are over.
        PeriodItems<Long, Item> patient = directors().granting(100).of(store(started, List.of()));
        assertThat(patient.inPeriod("2024-07").number(Item.DUE)).isEqualTo(1);
        assertThat(patient.inPeriod("2024-06").number(Item.DUE)).isZero();
    }

    @Test
    void warnsOfWhatNoContactIs() {
        assertThat(directors()
                        .where(Contacts.ROLE, "drector")
                        .through("cal")
                        .of(STORE)
                        .warnings())
                .containsExactly(
                        "no event has the code cal: there are [call]",
                        "no event has the text drector in role: there are [director, manager]");
        assertThat(directors()
                        .among("contracts", Spells.between("strat", "end"))
                        .of(STORE)
                        .warnings())
                .containsExactly("no event has the code strat: there are [end, start]");
        assertThat(directors().of(STORE).warnings()).isEmpty();
    }

    @Test
    void theLastPeriodsMayStillChange() {
        PeriodItems<Long, Item> table = directors().granting(40).of(STORE);
        assertThat(table.inPeriod("2024-11").state(Item.OPEN)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-10").state(Item.MISSED)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-09").state(Item.LATE)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-11").state(Item.DUE)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-10").state(Item.MADE)).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void teamsAddUp() {
        Grouping team = Grouping.of("team", Map.of(1L, "north", 2L, "south")::get);
        var teams = directors().of(STORE).by(team);
        assertThat(teams.inGroup("north").inPeriod("2024-06").number(Item.LATE)).isEqualTo(1);
        assertThat(teams.inGroup("south").inPeriod("2024-03").number(Item.MISSED))
                .isEqualTo(1);
    }

    @Test
    void namesItsSettings() {
        assertThat(directors().granting(5).toString())
                .startsWith("a contact with role \"director\" every 90 days, 5 days granted, customers ")
                .contains("on contracts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cadence.every(0, MONTHS))
                .withMessageContaining("days (0)");
    }
}
