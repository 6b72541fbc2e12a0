package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.ChurnFormula;
import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpellsTest {
    record Row(String day, String code) {}

    private static final LocalDate AS_OF = LocalDate.of(2024, 12, 31);

    private static List<Spells.Spell> spells(Spells rule, LocalDate asOf, Row... rows) {
        HistoryStore<String> store = HistoryStore.<Row, String>ofDates(row -> "x", row -> LocalDate.parse(row.day))
                .codes(Row::code)
                .from(List.of(rows));
        return Sweep.over(store).look("x", Timeline.monthly(asOf), rule::of);
    }

    private static Row order(String day) {
        return new Row(day, "order");
    }

    @Test
    void anOrderOnTheDayTheGapRunsOutProlongsTheSpell() {
        Spells month = Spells.ofOrders(30);
        assertThat(spells(month, AS_OF, order("2024-01-01"), order("2024-01-31")))
                .hasToString("[2024-01-01 to 2024-03-01]");
        assertThat(spells(month, AS_OF, order("2024-01-01"), order("2024-02-01")))
                .hasToString("[2024-01-01 to 2024-01-31, 2024-02-01 to 2024-03-02]");
    }

    @Test
    void aLossIsSeenOnlyWhenTheGapHasRunOut() {
        Spells month = Spells.ofOrders(30);
        List<Spells.Spell> seen = spells(month, LocalDate.of(2024, 1, 31), order("2024-01-01"));
        assertThat(seen).hasToString("[2024-01-01 to 2024-01-31]");
        assertThat(seen.get(0).tenureDays()).isEqualTo(30);
        List<Spells.Spell> censored = spells(month, LocalDate.of(2024, 1, 30), order("2024-01-01"));
        assertThat(censored).hasToString("[since 2024-01-01]");
        assertThat(censored.get(0).ended()).isFalse();
        assertThat(censored.get(0).tenureDays()).isEqualTo(30);
    }

    @Test
    void aSecondSubscriptionKeepsTheCustomer() {
        Spells rule = Spells.between("start", "end");
        assertThat(spells(
                        rule,
                        AS_OF,
                        new Row("2024-01-01", "start"),
                        new Row("2024-02-01", "start"),
                        new Row("2024-03-01", "end"),
                        new Row("2024-04-01", "end")))
                .hasToString("[2024-01-01 to 2024-04-01]");
        // a change of plan, whichever row comes first
        assertThat(spells(
                        rule,
                        AS_OF,
                        new Row("2024-01-01", "start"),
                        new Row("2024-02-01", "end"),
                        new Row("2024-02-01", "start")))
                .hasToString("[since 2024-01-01]");
        // in and out on one day, an end without a start, another code
        assertThat(spells(
                        rule,
                        AS_OF,
                        new Row("2023-12-01", "end"),
                        new Row("2023-12-02", "mail"),
                        new Row("2024-01-01", "start"),
                        new Row("2024-01-01", "end"),
                        new Row("2024-05-01", "start")))
                .hasToString("[2024-01-01 to 2024-01-01, since 2024-05-01]");
    }

    @Test
    void instantsAreCivilDaysOfTheZone() {
        HistoryStore<String> store = HistoryStore.<Instant, String>ofInstants(at -> "x", at -> at)
                .from(List.of(Instant.parse("2024-01-01T23:30:00Z")));
        Timeline days = Timeline.of(Grain.DAY, AS_OF).inZone(ZoneId.of("Europe/Vienna"));
        assertThat(Sweep.over(store).look("x", days, Spells.ofOrders(10)::of))
                .hasToString("[2024-01-02 to 2024-01-12]");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Spells.ofOrders(0)).hasMessage("gapDays (0) must be at least 1");
        assertThatThrownBy(() -> Spells.between("a", "a")).hasMessage("endCode (a) must differ from startCode");
        assertThatThrownBy(() -> new Spells.Spell(AS_OF, AS_OF.minusDays(1), true))
                .hasMessageContaining("must not be before start");
        assertThatThrownBy(() -> CustomerChurn.over(Timeline.of(Grain.HOUR, AS_OF), Spells.ofOrders(1)))
                .hasMessageContaining("whole days");
    }

    @Test
    void contractsHaveCodesOfTheirOwn() {
        Spells rule = Spells.between("start", "end").announcedBy("cancel").dueOn("term");
        assertThat(rule).hasToString("live from start to end, announced by cancel, due on term");
        assertThat(rule).isEqualTo(Spells.between("start", "end").dueOn("term").announcedBy("cancel"));
        assertThat(rule).isNotEqualTo(Spells.between("start", "end").dueOn("term"));
        assertThat(spells(
                        rule,
                        AS_OF,
                        new Row("2024-01-01", "start"),
                        new Row("2024-02-01", "cancel"),
                        new Row("2024-03-01", "term")))
                .hasToString("[since 2024-01-01]");
        assertThatThrownBy(() -> rule.dueOn("cancel"))
                .hasMessage(
                        "dueCode (cancel) must differ from the codes of live from start to end, announced by cancel,"
                                + " due on term");
        assertThatThrownBy(() -> rule.announcedBy("end")).hasMessageContaining("announceCode (end)");
        assertThatThrownBy(() -> rule.announcedBy("start")).hasMessageContaining("announceCode (start)");
        assertThatThrownBy(() -> Spells.ofOrders(30).dueOn("term"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("spells (live for 30 days after an order) must be between events, since orders have no"
                        + " contract");
    }

    @Test
    void aSubscriptionEndsInSeveralWays() {
        Timeline months = Timeline.monthly(LocalDate.of(2025, 2, 28));
        HistoryStore<String> store = HistoryStore.<String[], String>ofDates(
                        row -> row[0], row -> LocalDate.parse(row[1]))
                .codes(row -> row[2])
                .from(List.of(
                        new String[] {"A", "2025-01-05", "started"},
                        new String[] {"B", "2025-01-05", "started"},
                        new String[] {"A", "2025-02-05", "cancelled"},
                        new String[] {"B", "2025-02-09", "payment_failed"}));
        ChurnTable<String> table = CustomerChurn.over(months, Spells.between("started", "cancelled", "payment_failed"))
                .of(store);
        ChurnTable<String>.InPeriod february = table.inPeriod("2025-02");
        assertThat(february.churn(ChurnFormula.SNAPSHOT)).hasToString("2025-02: 100.0 % (2 of 2, SNAPSHOT)");
        assertThat(february.lossesByCode().values())
                .hasToString(
                        "[2025-02 cancelled: 1 lost, 1 loss events, 2025-02 payment_failed: 1 lost, 1 loss events]");
        ChurnTable<String>.Losses failed = february.lossesByCode().get("payment_failed");
        assertThat(failed.members()).containsExactly("B");
        assertThat(failed.churn()).hasToString("Optional[50.0 % (1 of 2, SNAPSHOT)]");
        assertThat(table.warnings()).isEmpty();
        // one way only, and a code that no event has
        ChurnTable<String> misspelt = CustomerChurn.over(months, Spells.between("started", "canceled"))
                .of(store);
        assertThat(misspelt.inPeriod("2025-02").lossesByCode().values())
                .hasToString("[2025-02 canceled: 0 lost, 0 loss events]");
        assertThat(misspelt.warnings())
                .containsExactly("no event has the code canceled: there are [cancelled, payment_failed, started]");
        assertThat(misspelt.toString())
                .endsWith(": 2 periods; " + misspelt.warnings().get(0));
        assertThat(Spells.between("started", "cancelled")
                        .announcedBy("a")
                        .dueOn("b")
                        .warnings(store))
                .hasSize(2);
        assertThat(CustomerChurn.over(months, Spells.ofOrders(9))
                        .of(store)
                        .inPeriod("2025-02")
                        .lossesByCode())
                .isEmpty();
        assertThatThrownBy(() -> Spells.between("a", "b", "c", "b"))
                .hasMessage("moreEndCodes (b) must differ from each other, endCode and startCode");
        assertThat(Spells.between("a", "b", "c")).hasToString("live from a to b or c");
    }

    @Test
    void aChurnTableIsMadeFromTallies() {
        Timeline months = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));
        CustomerChurn method = CustomerChurn.over(months, Spells.ofOrders(40));
        HistoryStore<String> store = HistoryStore.<Row, String>ofDates(row -> "x", row -> LocalDate.parse(row.day))
                .codes(Row::code)
                .from(List.of(order("2024-01-10"), order("2024-05-01"), order("2024-05-20")));
        Sweep<String> sweep = Sweep.over(store);
        Tally<FlowCell> counts = sweep.count(method.rule()).tally();
        Tally<FlowCell> days = sweep.count(method.dailyRule()).tally();
        ChurnTable<String> table = method.of(store);
        assertThat(method.of(counts, days).periods())
                .hasToString(table.periods().toString());
        assertThat(method.of(counts).inPeriod("2024-02").churn(ChurnFormula.SNAPSHOT))
                .hasToString("2024-02: 100.0 % (1 of 1, SNAPSHOT)");
        assertThatThrownBy(() -> method.of(counts).inPeriod("2024-02").churn(ChurnFormula.EXPOSURE))
                .hasMessage(
                        "formula (EXPOSURE) needs days, which spells (live for 40 days after an order) do not tell");
        assertThatThrownBy(() -> method.of(days)).isInstanceOf(TallyMismatchException.class);
        assertThatThrownBy(() -> method.of(counts).inPeriod("2024-02").members(CustomerCount.LOST))
                .isInstanceOf(IllegalStateException.class);
        // what fell silent is what was lost, counted and listed under either name
        assertThat(table.inPeriod("2024-02").count(CustomerCount.FALLEN_SILENT)).isEqualTo(1);
        assertThat(table.inPeriod("2024-02").members(CustomerCount.FALLEN_SILENT))
                .hasToString("[x]");
        assertThat(table.inPeriod("2024-02").members(CustomerCount.LOST)).hasToString("[x]");
        assertThat(table.counted().state(new FlowCell(months.period(1), FlowKind.LOST)))
                .isEqualTo(CellState.OBSERVED);
    }

    @Test
    void isAValue() {
        assertThat(Spells.ofOrders(90)).isEqualTo(Spells.ofOrders(90)).hasSameHashCodeAs(Spells.ofOrders(90));
        assertThat(Spells.ofOrders(90))
                .isNotEqualTo(Spells.between("a", "b"))
                .hasToString("live for 90 days after an order");
    }
}
