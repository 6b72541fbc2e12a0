package dev.retention.movement;

import static dev.retention.movement.RevenueLossItem.LEDGER_LOST;
import static dev.retention.movement.RevenueLossItem.LOST;
import static dev.retention.movement.RevenueLossItem.OPEN;
import static dev.retention.movement.RevenueLossItem.RECOVERED;
import static dev.retention.movement.RevenueLossItem.START;
import static dev.retention.movement.RevenueLossItem.UNFINISHED;
import static dev.retention.movement.RevenueLossItem.WITHOUT_MODE;
import static dev.retention.movement.RevenueLossItem.WON_BACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.Proportion;
import dev.retention.history.Event;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.RuleException;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ten customers of 100 a month each at the start of April, of whom two do not pay, one leaves, and one does both. */
class RevenueLossesTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 5, 25)).from(LocalDate.of(2024, 1, 1));

    record Row(
            String customer,
            String day,
            String change,
            String code,
            @Nullable String reason,
            @Nullable String reasonNow) {}

    private static Row row(String customer, String day, String change, String code) {
        return new Row(customer, day, change, code, null, null);
    }

    private static final List<Row> ROWS = rows();

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(row("c" + i, "2024-03-05", "100", "started"));
        }
        // Two cards fail; one is replaced ten days later, for a smaller plan.
        rows.add(new Row("c0", "2024-04-10", "-100", "failed payment", "card expired", "card expired"));
        rows.add(new Row("c1", "2024-04-12", "-100", "failed payment", "no funds", "card expired"));
        rows.add(row("c1", "2024-04-22", "80", "started"));
        // One leaves.
        rows.add(new Row("c2", "2024-04-20", "-100", "voluntary", "price", "price"));
        // One fails to pay, comes back and leaves.
        rows.add(new Row("c3", "2024-04-02", "-100", "failed payment", "no funds", "no funds"));
        rows.add(row("c3", "2024-04-04", "100", "started"));
        rows.add(new Row("c3", "2024-04-28", "-100", "ended", "price", "quality"));
        // And comes back in the next month, in time.
        rows.add(row("c3", "2024-05-10", "120", "started"));
        // In May one leaves some weeks before the end of the data, one whose card fails is back.
        rows.add(new Row("c4", "2024-05-04", "-100", "voluntary", null, "quality"));
        rows.add(new Row("c5", "2024-05-06", "-100", "failed payment", null, null));
        rows.add(row("c5", "2024-05-08", "100", "started"));
        return rows;
    }

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), USD)
                .codes(Row::code)
                .text("reason", Row::reason)
                .text("reason now", Row::reasonNow)
                .from(rows);
    }

    private static final RevenueLosses METHOD = RevenueLosses.over(MONTHS)
            .mode("involuntary", "failed payment")
            .mode("voluntary", "voluntary", Contracts.ENDED);
    private static final RevenueLossTable<String> TABLE = METHOD.of(store(ROWS));
    private static final RevenueLossTable<String>.InPeriod APRIL = TABLE.inPeriod("2024-04");
    private static final RevenueLossTable<String>.InPeriod MAY = TABLE.inPeriod("2024-05");

    @Test
    void addsUpTheMonth() {
        assertThat(APRIL)
                .hasToString("2024-04: 3 of 10 lost with 300.00 of 1000.00; 4 day by day with 500.00, 2 recovered with"
                        + " 200.00, 0 open");
        assertThat(APRIL.members(LOST)).containsExactly("c0", "c2", "c3");
        assertThat(APRIL.members(LEDGER_LOST)).containsExactly("c0", "c1", "c2", "c3");
        assertThat(APRIL.members(RECOVERED)).containsExactly("c1", "c3");
        assertThat(APRIL.amount(RECOVERED)).isEqualTo("200.00");
        assertThat(APRIL.amount(WON_BACK)).isEqualTo("200.00");
        assertThat(APRIL.churn()).contains(Proportion.of(3, 10));
        assertThat(APRIL.retention()).contains(Proportion.of(7, 10));
        assertThat(APRIL.valueChurn().orElseThrow()).hasToString("30.0 % (300.00 of 1000.00)");
        assertThat(APRIL.valueRetention().orElseThrow()).hasToString("70.0 % (700.00 of 1000.00)");
        assertThat(TABLE.inPeriod("2024-01").churn()).isEmpty();
        assertThat(TABLE.inPeriod("2024-01").valueChurn()).isEmpty();
        assertThat(TABLE.warnings()).isEmpty();
    }

    @Test
    void whatIsNotFinishedHasBounds() {
        // c0 on April 10 and c1 on 12, c2 on 20 and not 28: the thirty days of c3 end on May 28.
        assertThat(APRIL.customers(UNFINISHED)).isEqualTo(1);
        assertThat(APRIL.recovered()).contains(Proportion.of(1, 3));
        assertThat(APRIL.recoveredAtLeast()).contains(Proportion.of(2, 4));
        assertThat(APRIL.recoveredAtMost()).contains(Proportion.of(2, 4));
        assertThat(MAY.members(UNFINISHED)).containsExactly("c4", "c5");
        assertThat(MAY.members(OPEN)).containsExactly("c4");
        assertThat(MAY.recovered()).isEmpty();
        assertThat(MAY.recoveredAtLeast()).contains(Proportion.of(1, 2));
        assertThat(MAY.recoveredAtMost()).contains(Proportion.of(2, 2));
        // The day on which the days run out counts, and as-of too.
        RevenueLossTable<String> within12 = METHOD.recoveredWithin(12).of(store(ROWS));
        assertThat(within12.inPeriod("2024-04").members(RECOVERED)).containsExactly("c1", "c3");
        assertThat(METHOD.recoveredWithin(11)
                        .of(store(ROWS))
                        .inPeriod("2024-04")
                        .members(RECOVERED))
                .containsExactly("c1");
        assertThat(METHOD.recoveredWithin(20)
                        .of(store(ROWS))
                        .inPeriod("2024-05")
                        .members(UNFINISHED))
                .containsExactly("c5");
        assertThat(METHOD.recoveredWithin(19)
                        .of(store(ROWS))
                        .inPeriod("2024-05")
                        .members(UNFINISHED))
                .isEmpty();
    }

    @Test
    void modesAddUpToTheWhole() {
        ByGroup<RevenueLossTable<String>> modes = TABLE.byMode();
        assertThat(modes.groups()).containsExactly(Group.of("involuntary"), Group.of("voluntary"));
        RevenueLossTable<String>.InPeriod involuntary =
                modes.inGroup("involuntary").inPeriod("2024-04");
        RevenueLossTable<String>.InPeriod voluntary = modes.inGroup("voluntary").inPeriod("2024-04");
        assertThat(involuntary.churn()).contains(Proportion.of(1, 10));
        assertThat(voluntary.churn()).contains(Proportion.of(2, 10));
        assertThat(involuntary.members(LEDGER_LOST)).containsExactly("c0", "c1");
        // c3 failed to pay and then left: all that April says of c3 is voluntary.
        assertThat(voluntary.members(LEDGER_LOST)).containsExactly("c2", "c3");
        assertThat(voluntary.amount(LEDGER_LOST)).isEqualTo("300.00");
        assertThat(involuntary.recovered()).contains(Proportion.of(1, 2));
        assertThat(involuntary.customers(START)).isEqualTo(10);
        assertThat(involuntary.members(START)).hasSize(10);
        assertThat(involuntary)
                .hasToString("2024-04: 1 of 10 lost with 100.00 of 1000.00; 2 day by day with 200.00, 1 recovered with"
                        + " 80.00, 0 open");
        assertThat(modes.inGroup("nobody").inPeriod("2024-04").churn()).contains(Proportion.of(0, 10));
    }

    @Test
    void reasonsAreAsTheyWereFirstOrAsTheyAreNow() {
        ByGroup<RevenueLossTable<String>> first = TABLE.by(Grouping.ofColumn("reason", Grouping.Reading.AT_ANCHOR));
        ByGroup<RevenueLossTable<String>> now = TABLE.by(Grouping.ofColumn("reason now", Grouping.Reading.AT_ANCHOR));
        assertThat(first.inGroup("price").inPeriod("2024-04").members(LOST)).containsExactly("c2", "c3");
        assertThat(now.inGroup("price").inPeriod("2024-04").members(LOST)).containsExactly("c2");
        assertThat(now.inGroup("quality").inPeriod("2024-05").members(LOST)).containsExactly("c4");
        assertThat(first.inGroup(Group.MISSING).inPeriod("2024-05").members(LEDGER_LOST))
                .containsExactly("c4", "c5");
        assertThat(now.inGroup("card expired").inPeriod("2024-04").recovered()).contains(Proportion.of(1, 2));
        assertThat(first.top(1, table -> table.inPeriod("2024-04").customers(LOST))
                        .inGroup(Group.OTHER)
                        .inPeriod("2024-04")
                        .churn())
                .contains(Proportion.of(1, 10));
    }

    @Test
    void groupsOfCustomersHaveTheirOwnStart() {
        ByGroup<RevenueLossTable<String>> halves =
                TABLE.by(Grouping.of("half", (String customer) -> customer.compareTo("c5") < 0 ? "low" : "high"));
        assertThat(halves.inGroup("low").inPeriod("2024-04").churn()).contains(Proportion.of(3, 5));
        assertThat(halves.inGroup("high").inPeriod("2024-04").churn()).contains(Proportion.of(0, 5));
        assertThat(halves.inGroup("low")
                        .by(Grouping.of("all", (String customer) -> "all"))
                        .groups())
                .hasSize(1);
        assertThatThrownBy(() -> halves.inGroup("low").byMode())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be parted by cause");
        assertThatThrownBy(() -> TABLE.byMode().inGroup("voluntary").byMode()).hasMessageContaining("by cause");
        assertThatThrownBy(() -> TABLE.byMode().inGroup("voluntary").by(Grouping.of("all", (String customer) -> "all")))
                .hasMessageContaining("by cause");
    }

    @Test
    void ofSeveralEndsOnOneDayTheModeToldFirstCounts() {
        List<Row> rows = List.of(
                row("x", "2024-03-05", "100", "started"),
                row("x", "2024-04-10", "-60", "failed payment"),
                row("x", "2024-04-10", "-40", "voluntary"),
                // Of a change of plan that ends on its day the end counts, and what has no amount never.
                row("y", "2024-03-05", "100", "started"),
                row("y", "2024-04-10", "-100", "zz changed"),
                row("y", "2024-04-10", "50", "zz changed"),
                row("y", "2024-04-10", "-50", "voluntary"),
                row("y", "2024-04-10", "0", "failed payment"));
        assertThat(METHOD.of(store(rows))
                        .byMode()
                        .inGroup("involuntary")
                        .inPeriod("2024-04")
                        .members(LOST))
                .containsExactly("x");
        RevenueLosses voluntaryFirst =
                RevenueLosses.over(MONTHS).mode("voluntary", "voluntary").mode("involuntary", "failed payment");
        assertThat(voluntaryFirst
                        .of(store(rows))
                        .byMode()
                        .inGroup("voluntary")
                        .inPeriod("2024-04")
                        .members(LOST))
                .containsExactly("x", "y");
    }

    @Test
    void lossesWithoutAModeAreMissingAndTold() {
        RevenueLosses method = RevenueLosses.over(MONTHS).mode("involuntary", "failed payment", "chargeback");
        RevenueLossTable<String> table = method.of(store(ROWS));
        assertThat(table.warnings())
                .containsExactly(
                        "no event has the code chargeback: there are [ended, failed payment, started, voluntary]",
                        "losses by codes without a mode: 3; modes are {involuntary=[failed payment, chargeback]}");
        assertThat(table.inPeriod("2024-04").members(WITHOUT_MODE)).containsExactly("c2", "c3");
        assertThat(table.byMode().inGroup(Group.MISSING).inPeriod("2024-04").members(LOST))
                .containsExactly("c2", "c3");
        assertThat(method.of(table.counted().tally()).warnings()).hasSize(1);
        RevenueLossTable<String> none = RevenueLosses.over(MONTHS).of(store(ROWS));
        assertThatThrownBy(none::byMode).hasMessage("no mode was told: take RevenueLosses.mode(mode, codes)");
        assertThatThrownBy(() -> none.inPeriod("2024-04").customers(WITHOUT_MODE))
                .hasMessageContaining("is not in the table");
    }

    @Test
    void liveTablesAndFiltersSayTheSame() {
        Live<String> live = Live.from(store(ROWS));
        Live<String>.Table<RevenueLossCell> tracked = live.track(METHOD.rule());
        live.add(
                "c4",
                Event.on(LocalDate.of(2024, 5, 20)).worth(new BigDecimal("90")).coded("started"));
        RevenueLossTable<String> now = METHOD.of(tracked.tally());
        assertThat(now.inPeriod("2024-05").customers(OPEN)).isZero();
        assertThat(now.inPeriod("2024-05").amount(WON_BACK)).isEqualTo("190.00");
        assertThatThrownBy(now::byMode).hasMessageContaining("made from a tally");
        RevenueLossTable<String> some = METHOD.counting(EventFilter.of("started", "failed payment", "ended"))
                .of(store(ROWS));
        assertThat(some.inPeriod("2024-04").members(LOST)).containsExactly("c0", "c3");
        assertThat(some.byMode().inGroup("voluntary").inPeriod("2024-04").members(LOST))
                .containsExactly("c3");
    }

    @Test
    void refusesNonsense() {
        HistoryStore<String> missing =
                store(List.of(row("x", "2024-01-01", "100", "started"), row("x", "2024-02-01", "-101", "ended")));
        assertThatThrownBy(() -> METHOD.of(missing))
                .isInstanceOf(RuleException.class)
                .hasMessageEndingWith(
                        " for customer x: recurring value must not fall below 0, as with the changes 2024-01-01 started"
                                + " 10000, 2024-02-01 ended -10100");
        assertThatThrownBy(() -> METHOD.mode("other", "ended"))
                .hasMessage("codes (ended) must not be of mode voluntary already");
        assertThatThrownBy(() -> METHOD.mode("other")).hasMessage("mode (other) must have at least one code");
        assertThatThrownBy(() -> METHOD.recoveredWithin(0)).hasMessage("days (0) must be at least 1");
        assertThatThrownBy(() -> RevenueLosses.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1))))
                .hasMessageContaining("whole days");
        assertThatThrownBy(() -> new ShareOfValue(BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("whole (0) must be above 0");
        assertThatThrownBy(() -> new ShareOfValue(BigDecimal.TEN, BigDecimal.ONE))
                .hasMessage("part (10) must be from 0 to whole (1)");
        assertThat(METHOD)
                .hasToString("losses of recurring value, recovered within 30 days, modes {involuntary=[failed payment],"
                        + " voluntary=[voluntary, ended]}, " + MONTHS);
    }
}
