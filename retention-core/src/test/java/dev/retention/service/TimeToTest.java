package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.Measured;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.service.ServiceBalance.Item;
import dev.retention.survival.LifeTable;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeToTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 4, 30)).from(LocalDate.of(2024, 1, 1));

    private record Row(
            long customer,
            LocalDate day,
            String code,
            @Nullable LocalDate promised) {}

    private static Row row(long customer, int month, int day, String code) {
        return new Row(customer, LocalDate.of(2024, month, day), code, null);
    }

    private static Row start(long customer, int month, int day, int monthPromised, int dayPromised) {
        return new Row(
                customer, LocalDate.of(2024, month, day), "started", LocalDate.of(2024, monthPromised, dayPromised));
    }

    private static HistoryStore<Long> track(String name, Row... rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .plannedDay("go live", Row::promised)
                .from(List.of(rows))
                .named(name);
    }

    private static final HistoryStore<Long> TRACKS = track(
                    "contracts",
                    start(1, 1, 10, 2, 1),
                    row(1, 3, 1, "started"),
                    start(2, 1, 20, 2, 20),
                    start(3, 3, 1, 6, 1),
                    row(4, 4, 1, "started"),
                    row(5, 1, 1, "offer"))
            .and(track(
                    "results",
                    row(1, 1, 5, "result"),
                    row(1, 1, 30, "result"),
                    row(1, 4, 1, "result"),
                    row(2, 3, 1, "result"),
                    row(2, 3, 1, "result"),
                    row(4, 4, 1, "note"),
                    row(6, 4, 1, "result")));

    private final TimeTo value =
            TimeTo.over(MONTHS, "contracts", "results").startingWith("started").endingWith("result");

    @Test
    void timeRunsFromTheFirstStartToTheNextResult() {
        assertThat(value.of(TRACKS))
                .isEqualTo(LifeTable.ofPeriods(new int[] {20, 41, 60, 29}, new boolean[] {true, true, false, false}));
        assertThat(value.nth(2).of(TRACKS))
                .isEqualTo(LifeTable.ofPeriods(new int[] {82, 41, 60, 29}, new boolean[] {true, true, false, false}));
        assertThat(value.by(Grouping.of("plan", Map.of(1L, "a")::get), Sweep.over(TRACKS))
                        .inGroup("a")
                        .total())
                .isEqualTo(1);
        assertThat(value.rule().definition())
                .isEqualTo(value.rule(TRACKS).definition())
                .startsWith("days from \"started\" on \"contracts\" to event 1 of \"result\" on \"results\"");
    }

    @Test
    void onOneTrackTheStartIsNoEnd() {
        TimeTo again = TimeTo.over(MONTHS, "contracts", "contracts").startingWith("started");
        assertThat(again.endingWith("started").of(TRACKS))
                .isEqualTo(LifeTable.ofPeriods(new int[] {51, 101, 60, 29}, new boolean[] {true, false, false, false}));
    }

    @Test
    void whatHappensOnTheDayOfTheStartCountsWhateverItsName() {
        for (String end : List.of("a result", "z result")) {
            HistoryStore<Long> journey = track("journey", row(1, 1, 1, "signed"), row(1, 1, 1, end));
            TimeTo time = TimeTo.over(MONTHS, "journey", "journey")
                    .startingWith("signed")
                    .endingWith(end);
            assertThat(time.of(journey)).isEqualTo(LifeTable.ofPeriods(new int[] {0}, new boolean[] {true}));
            assertThat(time.within(5).of(journey).inPeriod("2024-01").number(Standard.Item.MET))
                    .isEqualTo(1);
            assertThat(time.nth(2).of(journey).totalEnded()).isZero();
        }
        // The start is one that ends only where all that start on its day do.
        for (String both : List.of("a", "z")) {
            HistoryStore<Long> journey = track("journey", row(1, 1, 1, "m"), row(1, 1, 1, both));
            TimeTo time = TimeTo.over(MONTHS, "journey", "journey").startingWith("m", both);
            assertThat(time.endingWith(both).of(journey).totalEnded()).isEqualTo(1);
            assertThat(time.endingWith("m", both).nth(2).of(journey).totalEnded())
                    .isZero();
        }
    }

    @Test
    void daysAheadMustBePlanned() {
        HistoryStore<Long> store = HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .day("go live", Row::promised)
                .from(List.of(start(1, 1, 10, 8, 1)))
                .named("contracts")
                .and(track("results"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value.promised("go live").of(store))
                .withMessage("column (go live) of track (contracts) must be of planned days: read it by plannedDay(…)");
    }

    @Test
    void warnsOfCodesThatNoEventHas() {
        TimeTo odd = TimeTo.over(MONTHS, "contracts", "results")
                .startingWith("strat")
                .endingWith("result");
        assertThat(odd.warnings(TRACKS)).containsExactly("no event has the code strat: there are [offer, started]");
        assertThat(odd.within(3).of(TRACKS).warnings()).isEqualTo(odd.warnings(TRACKS));
        assertThat(value.warnings(TRACKS)).isEmpty();
    }

    @Test
    void whoIsThereWithinSomeDaysIsBoundedByWhoMayStillBe() {
        PeriodItems<Long, Standard.Item> within = value.within(40).of(TRACKS);
        assertThat(Standard.share(within.inPeriod("2024-01"))).hasValue(BoundedShare.of(1, 1, 0));
        assertThat(Standard.share(within.inPeriod("2024-02"))).isEmpty();
        assertThat(Standard.share(within.inPeriod("2024-03"))).hasValue(BoundedShare.of(0, 1, 0));
        assertThat(Standard.share(within.inPeriod("2024-04"))).hasValue(BoundedShare.of(0, 0, 1));
        assertThat(within.inPeriod("2024-03").state(Standard.Item.MET)).isEqualTo(CellState.PARTIAL);
        assertThat(within.inPeriod("2024-02").state(Standard.Item.MET)).isEqualTo(CellState.OBSERVED);
        assertThat(within.inPeriod("2024-01").members(Standard.Item.MISSED)).containsExactly(2L);
    }

    @Test
    void promisesAreKeptByTheDayThatWasTold() {
        PeriodItems<Long, Standard.Item> promised = value.promised("go live").of(TRACKS);
        assertThat(promised.inPeriod("2024-01").members(Standard.Item.MET)).containsExactly(1L);
        assertThat(promised.inPeriod("2024-01").members(Standard.Item.MISSED)).containsExactly(2L);
        assertThat(promised.inPeriod("2024-03").members(Standard.Item.OPEN)).containsExactly(3L);
        assertThat(promised.inPeriod("2024-04").members(Standard.Item.UNTOLD)).containsExactly(4L);
        Measured<Long> late = Sweep.over(TRACKS).measure(value.daysLate("go live"));
        assertThat(late.column().sorted()).containsExactly(-2, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value.promised("due").of(TRACKS))
                .withMessageContaining("must have a column (due)");
    }

    @Test
    void aStartBeforeTheFirstDayIsRefused() {
        Timeline late = MONTHS.from(LocalDate.of(2024, 2, 1));
        TimeTo short1 = TimeTo.over(late, "contracts", "results").startingWith("started");
        assertThatThrownBy(() -> short1.of(TRACKS))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("give an earlier first period");
        // By period those who started before are not of any.
        assertThat(short1.within(5).of(TRACKS).inPeriod("2024-03").number(Standard.Item.MISSED))
                .isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> value.nth(0)).withMessage("nth (0) must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(value::startingWith)
                .withMessage("codes ([]) must name at least one");
    }

    @Test
    void theBalanceIsOfGoodAndBadOfACustomer() {
        HistoryStore<Long> tickets = Tickets.reader(Row::customer, Row::day, Row::code)
                .from(List.of(
                        row(1, 1, 1, "praise"),
                        row(1, 1, 9, "complaint"),
                        row(1, 1, 10, "complaint"),
                        row(1, 2, 1, "praise"),
                        row(2, 1, 3, "praise"),
                        row(2, 1, 3, "complaint"),
                        row(3, 1, 3, "question"),
                        row(4, 2, 3, "compliment")));
        PeriodItems<Long, Item> table = ServiceBalance.over(MONTHS).of(tickets);
        assertThat(table.inPeriod("2024-01"))
                .hasToString(
                        "2024-01: good 2 customers (2), bad 2 customers (3), even 1 customer, in deficit 1 customer"
                                + " (1)");
        assertThat(table.inPeriod("2024-02").members(Item.IN_SURPLUS)).containsExactly(1L);
        Measured<Long> measured =
                Sweep.over(tickets).measure(ServiceBalance.over(MONTHS).measure());
        assertThat(measured.column("balance").sorted()).containsExactly(0, 0, 0, 0);
        assertThat(measured.column("good").sorted()).containsExactly(0, 0, 1, 2);
        ServiceBalance wider =
                ServiceBalance.over(MONTHS).between(List.of("praise", "compliment"), List.of("complaint", "question"));
        assertThat(wider.of(tickets).inPeriod("2024-01").members(Item.IN_DEFICIT))
                .containsExactly(1L, 3L);
        assertThat(wider.of(tickets).inPeriod("2024-02").number(Item.GOOD)).isEqualTo(2);
        assertThat(wider)
                .hasToString(
                        "balance of tickets of kind \"compliment\" or \"praise\" and tickets of kind \"complaint\" or"
                                + " \"question\", on tickets, " + MONTHS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wider.between(List.of("praise"), List.of("praise")))
                .withMessage("good ([praise]) must have no kind that is bad ([praise])");
        assertThatIllegalArgumentException().isThrownBy(() -> wider.between(List.of(), List.of("praise")));
    }
}
