package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.CustomerCount;
import dev.retention.CustomerFlow;
import dev.retention.PeriodsPerYear;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One month of thirteen customers, of whom every formula says something else: five unchanged, two who only change their plan, one
 * lost on the 10th, one lost on the 12th and back on the 25th, one who cancels on the 5th but is paid to June, one who joins on the
 * 8th, one who joins on the 9th and leaves on the 20th, one lost in January who returns on the 15th. All who were there at the start
 * are due in the month but the one paid to June. The expected rates were worked by hand from these days.
 *
 * <p>The month comes twice: from subscriptions, and from the orders of a shop in which customers are live for eleven days after an
 * order, ordering so that they come and go on the same days.
 */
class WorkedMonthTest {
    record Row(String customer, String day, String code) {}

    private static final List<Row> ROWS = List.of(
            new Row("same-1", "2023-05-01", "started"),
            new Row("same-2", "2023-06-11", "started"),
            new Row("same-3", "2023-07-21", "started"),
            new Row("same-4", "2023-08-30", "started"),
            new Row("same-5", "2023-09-09", "started"),
            new Row("upgraded", "2023-10-02", "started"),
            new Row("upgraded", "2024-04-14", "changed"),
            new Row("downgraded", "2023-10-03", "started"),
            new Row("downgraded", "2024-04-21", "changed"),
            new Row("lost", "2023-11-05", "started"),
            new Row("lost", "2024-04-10", "ended"),
            new Row("away", "2023-11-06", "started"),
            new Row("away", "2024-04-12", "ended"),
            new Row("away", "2024-04-25", "started"),
            new Row("cancelled", "2023-06-15", "started"),
            new Row("cancelled", "2024-04-05", "cancelled"),
            new Row("cancelled", "2024-06-15", "ended"),
            new Row("joined", "2024-04-08", "started"),
            new Row("brief", "2024-04-09", "started"),
            new Row("brief", "2024-04-20", "ended"),
            new Row("same-1", "2024-04-01", "term ended"),
            new Row("same-2", "2024-04-11", "term ended"),
            new Row("same-3", "2024-04-21", "term ended"),
            new Row("same-4", "2024-04-30", "term ended"),
            new Row("same-5", "2024-04-09", "term ended"),
            new Row("upgraded", "2024-04-02", "term ended"),
            new Row("downgraded", "2024-04-03", "term ended"),
            new Row("lost", "2024-04-05", "term ended"),
            new Row("away", "2024-04-06", "term ended"),
            new Row("brief", "2024-04-20", "term ended"),
            new Row("cancelled", "2024-06-15", "term ended"),
            new Row("returned", "2023-02-01", "started"),
            new Row("returned", "2024-01-19", "ended"),
            new Row("returned", "2024-04-15", "started"));

    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 5, 31));
    private static final Spells SUBSCRIBED = Spells.between("started", "ended");

    private static final ChurnTable<String> TABLE = CustomerChurn.over(
                    MONTHS, SUBSCRIBED.announcedBy("cancelled").dueOn("term ended"))
            .of(store(ROWS));
    static final ChurnTable<String>.InPeriod APRIL = TABLE.inPeriod("2024-04");

    private static final ChurnTable<String>.InPeriod SHOP_APRIL =
            CustomerChurn.over(MONTHS, Spells.ofOrders(11)).of(store(orders())).inPeriod("2024-04");

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .codes(Row::code)
                .from(rows);
    }

    private static List<Row> orders() {
        ImmutableList.Builder<Row> orders = ImmutableList.builder();
        for (String steady :
                List.of("same-1", "same-2", "same-3", "same-4", "same-5", "upgraded", "downgraded", "cancelled")) {
            order(orders, steady, "03-25", "04-03", "04-12", "04-21", "04-30");
        }
        order(orders, "lost", "03-30");
        order(orders, "away", "03-28", "04-01", "04-25");
        order(orders, "joined", "04-08", "04-18", "04-28");
        order(orders, "brief", "04-09");
        order(orders, "returned", "01-08", "04-15", "04-25");
        return orders.build();
    }

    private static void order(ImmutableList.Builder<Row> orders, String customer, String... days) {
        for (String day : days) {
            orders.add(new Row(customer, "2024-" + day, "order"));
        }
    }

    /** The formulas that subscriptions feed. */
    private static Set<ChurnFormula> ofSubscriptions() {
        return EnumSet.complementOf(EnumSet.of(ChurnFormula.INACTIVITY, ChurnFormula.RESCALED));
    }

    @ParameterizedTest
    @CsvSource({
        // of subscriptions, of the shop's orders
        "SNAPSHOT, 10.00, 10.00",
        "EVENTS_OVER_START, 30.00, 30.00",
        "EVENTS_OVER_START_PLUS_NEW, 25.00, 25.00",
        "EVENTS_OVER_START_PLUS_ARRIVED, 23.08, 23.08",
        "EVENTS_OVER_AVERAGE, 28.57, 28.57",
        "SNAPSHOT_OVER_AVERAGE, 9.52, 9.52",
        "SUM_OF_DAILY, 26.52, 26.52",
        "MEAN_OF_DAILY, 26.52, 26.52",
        "NET_OF_RETURNS, 10.00, 10.00",
        "SCHEDULED, 20.00,",
        "RENEWAL_BASE, 11.11,",
        "TRAILING_30D, 30.00, 30.00",
        "EXPOSURE, 28.57, 28.57",
        "INACTIVITY, , 10.00",
    })
    void givesEveryChurn(ChurnFormula formula, @Nullable Double subscribed, @Nullable Double ofOrders) {
        check(APRIL, formula, subscribed);
        check(SHOP_APRIL, formula, ofOrders);
    }

    private static void check(ChurnTable<String>.InPeriod april, ChurnFormula formula, @Nullable Double percent) {
        if (percent == null) {
            assertThatThrownBy(() -> april.churn(formula)).hasMessageContaining("do not tell");
        } else {
            ChurnRate rate = april.churn(formula).rate().orElseThrow();
            assertThat(rate.asPercent()).isCloseTo(percent, within(0.005));
            assertThat(rate.formula()).isEqualTo(formula);
        }
    }

    @Test
    void tenPercentAMonthRescaledAreSeventyTwoAYear() {
        ChurnRate month = APRIL.churn(ChurnFormula.SNAPSHOT).rate().orElseThrow();
        ChurnRate year = month.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY);
        assertThat(year.asPercent()).isCloseTo(71.76, within(0.005));
        assertThat(year.formula()).isEqualTo(ChurnFormula.RESCALED);
    }

    @Test
    void countsContracts() {
        assertThat(APRIL.flow().count(CustomerCount.DUE)).isEqualTo(9);
        assertThat(APRIL.members(CustomerCount.DUE)).hasSize(9).doesNotContain("cancelled", "brief");
        assertThat(APRIL.members(CustomerCount.NOT_RENEWED)).containsExactly("lost");
        assertThat(APRIL.members(CustomerCount.RENEWED)).hasSize(8).contains("away");
        assertThat(APRIL.members(CustomerCount.CANCELLING)).containsExactly("cancelled");
        assertThat(APRIL.churn(ChurnFormula.SCHEDULED).numerator()).containsExactly("cancelled", "lost");
        // booked when it was announced, and once more when it comes
        assertThat(TABLE.inPeriod("2024-05").flow().count(CustomerCount.CANCELLING))
                .isZero();
        ChurnTable<String> later = CustomerChurn.over(Timeline.monthly(LocalDate.of(2024, 6, 30)), TABLE.spells())
                .of(store(ROWS));
        assertThat(later.inPeriod("2024-06").churn(ChurnFormula.SCHEDULED).numerator())
                .containsExactly("cancelled");
    }

    @Test
    void everyNumberOpensToItsCustomers() {
        for (CustomerCount count : CustomerCount.values()) {
            APRIL.flow()
                    .findCount(count)
                    .ifPresent(number -> assertThat((long) APRIL.members(count).size())
                            .as("%s", count)
                            .isEqualTo(number));
        }
    }

    @Test
    void countsTheMonth() {
        assertThat(APRIL.flow().count(CustomerCount.START)).isEqualTo(10);
        assertThat(APRIL.flow().count(CustomerCount.END)).isEqualTo(11);
        assertThat(APRIL.members(CustomerCount.LOST)).containsExactly("lost");
        assertThat(APRIL.members(CustomerCount.LOSS_EVENTS)).containsExactly("away", "brief", "lost");
        assertThat(APRIL.members(CustomerCount.NEW)).containsExactly("brief", "joined");
        assertThat(APRIL.members(CustomerCount.REACTIVATED)).containsExactly("away", "returned");
        assertThat(APRIL.members(CustomerCount.ACQUIRED)).containsExactly("joined", "returned");
        // 8 whole months, 10, 12 + 5, 22, 11 and 15 days: 315
        assertThat(APRIL.churn(ChurnFormula.EXPOSURE).rate().orElseThrow().denominator())
                .isEqualTo(315 / 30.0);
        // 1/12 on the 10th, 1/11 on the 12th and on the 20th
        assertThat(APRIL.churn(ChurnFormula.SUM_OF_DAILY).rate().orElseThrow().asDouble())
                .isCloseTo(1 / 12.0 + 2 / 11.0, within(1e-15));
        assertThat(APRIL.state()).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void retentionIsNinetyPercent() {
        assertThat(APRIL.retention(RetentionFormula.SURVIVORS)).hasToString("Optional[90.0 % (9 of 10, SURVIVORS)]");
        assertThat(APRIL.retention(RetentionFormula.HEADCOUNT)).hasToString("Optional[90.0 % (9 of 10, HEADCOUNT)]");
        assertThat(APRIL.retention(RetentionFormula.HEADCOUNT_NEW))
                .hasToString("Optional[90.0 % (9 of 10, HEADCOUNT_NEW)]");
        assertThat(APRIL.retention(RetentionFormula.HEADCOUNT_ARRIVED))
                .hasToString("Optional[80.0 % (8 of 10, HEADCOUNT_ARRIVED)]");
        assertThat(APRIL.retention(RetentionFormula.HEADCOUNT_NEW_KEPT))
                .hasToString("Optional[100.0 % (10 of 10, HEADCOUNT_NEW_KEPT)]");
        assertThat(APRIL.retention(RetentionFormula.RENEWAL_BASE))
                .hasToString("Optional[88.9 % (8 of 9, RENEWAL_BASE)]");
        assertThat(SHOP_APRIL.retention(RetentionFormula.REPEAT_PURCHASE))
                .hasToString("Optional[91.7 % (11 of 12, REPEAT_PURCHASE)]");
        RetentionRate rest =
                APRIL.churn(ChurnFormula.EVENTS_OVER_START).rate().orElseThrow().toRetention();
        assertThat(rest.asPercent()).isCloseTo(70, within(1e-12));
        assertThat(rest.formula()).isEqualTo(RetentionFormula.ONE_MINUS_CHURN);
    }

    @Test
    void anyTwoFormulasCanBeReconciled() {
        for (ChurnFormula left : ofSubscriptions()) {
            for (ChurnFormula right : ofSubscriptions()) {
                ChurnReconciliation<String> why = APRIL.churn(left).reconcileWith(right);
                assertThat(why.numerator().isEmpty())
                        .as("%s", why)
                        .isEqualTo(APRIL.churn(left)
                                .numerator()
                                .equals(APRIL.churn(right).numerator()));
            }
        }
        ChurnReconciliation<String> announced =
                APRIL.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.SCHEDULED);
        assertThat(announced.numerator()).containsExactly(new ChurnReconciliation.Difference<>("cancelled", 0, 1));
        assertThat(announced.denominator().difference()).isZero();
        ChurnReconciliation<String> due = APRIL.churn(ChurnFormula.SCHEDULED).reconcileWith(ChurnFormula.RENEWAL_BASE);
        assertThat(due.numerator()).containsExactly(new ChurnReconciliation.Difference<>("cancelled", 1, 0));
        assertThat(due.denominator().onlyLeft()).containsExactly("cancelled");
        assertThat(due.denominator().onlyRight()).isEmpty();
    }

    @Test
    void namesTheCustomersWhoMakeTheDifference() {
        ChurnReconciliation<String> why =
                APRIL.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.EVENTS_OVER_START);
        assertThat(why.numerator())
                .containsExactly(
                        new ChurnReconciliation.Difference<>("away", 0, 1),
                        new ChurnReconciliation.Difference<>("brief", 0, 1));
        assertThat(why.difference()).isEqualTo(2);
        assertThat(why.denominator().difference()).isZero();
        assertThat(why)
                .hasToString("10.0 % (1 of 10, SNAPSHOT) against 30.0 % (3 of 10, EVENTS_OVER_START); losses counted"
                        + " differently: [away: 0 → 1, brief: 0 → 1]; only in the first denominator: [], only in"
                        + " the second: []");

        ChurnReconciliation<String> stripe =
                APRIL.churn(ChurnFormula.EVENTS_OVER_START).reconcileWith(ChurnFormula.EVENTS_OVER_START_PLUS_NEW);
        assertThat(stripe.numerator()).isEmpty();
        assertThat(stripe.denominator().onlyRight()).containsExactly("brief", "joined");

        assertThat(APRIL.churn(ChurnFormula.NET_OF_RETURNS)
                        .reconcileWith(ChurnFormula.SNAPSHOT)
                        .numerator())
                .containsExactly(
                        new ChurnReconciliation.Difference<>("brief", 1, 0),
                        new ChurnReconciliation.Difference<>("returned", -1, 0));
    }

    @Test
    void refusesWhatSpellsDoNotTell() {
        ChurnTable<String>.InPeriod plain =
                CustomerChurn.over(MONTHS, SUBSCRIBED).of(store(ROWS)).inPeriod("2024-04");
        assertThatThrownBy(() -> plain.churn(ChurnFormula.RENEWAL_BASE))
                .hasMessage("formula (RENEWAL_BASE) needs not renewed, which spells (live from started to ended) do not"
                        + " tell");
        assertThatThrownBy(() -> plain.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.SCHEDULED))
                .hasMessageContaining("cancelling");
        assertThatThrownBy(() -> plain.retention(RetentionFormula.RENEWAL_BASE)).hasMessageContaining("renewed");
        assertThatThrownBy(() -> APRIL.members(CustomerCount.BUYERS))
                .hasMessageStartingWith(
                        "count (BUYERS) needs buyers, which spells (live from started to ended, announced");
        assertThatThrownBy(() -> APRIL.churn(ChurnFormula.RESCALED)).hasMessageContaining("rescaled");
        assertThatThrownBy(() -> APRIL.churn(ChurnFormula.INACTIVITY)).hasMessageContaining("fallen silent");
        assertThatThrownBy(() -> APRIL.retention(RetentionFormula.REPEAT_PURCHASE))
                .hasMessageContaining("buyers");
        assertThatThrownBy(() -> APRIL.retention(RetentionFormula.ONE_MINUS_CHURN))
                .hasMessageContaining("toRetention");
        assertThatThrownBy(() -> APRIL.count(CustomerCount.BUYERS))
                .hasMessageStartingWith("count (BUYERS) needs buyers, which spells");
    }

    @Test
    void beforeTheFirstCustomersNothingIsDefined() {
        ChurnFigure<String> first = TABLE.periods().get(0).churn(ChurnFormula.SNAPSHOT);
        assertThat(first.rate()).isEmpty();
        assertThat(first).hasToString("2023-02: undefined (SNAPSHOT): nobody in the denominator");
    }

    @Test
    void splitsByGroup() {
        ByGroup<ChurnTable<String>> bySame =
                TABLE.by(Grouping.of("same", (String customer) -> customer.startsWith("same") ? "same" : null));
        ChurnTable<String>.InPeriod same = bySame.inGroup("same").inPeriod("2024-04");
        ChurnTable<String>.InPeriod others = bySame.inGroup(Group.MISSING).inPeriod("2024-04");
        assertThat(same.churn(ChurnFormula.SNAPSHOT).proportion()).contains(Proportion.of(0, 5));
        assertThat(others.churn(ChurnFormula.SNAPSHOT).proportion()).contains(Proportion.of(1, 5));
        assertThat(same.churn(ChurnFormula.SCHEDULED).proportion()).contains(Proportion.of(0, 5));
        assertThat(others.churn(ChurnFormula.SCHEDULED).proportion()).contains(Proportion.of(2, 5));
        assertThat(same.churn(ChurnFormula.RENEWAL_BASE).proportion()).contains(Proportion.of(0, 5));
        assertThat(others.churn(ChurnFormula.RENEWAL_BASE).proportion()).contains(Proportion.of(1, 4));
        assertThat(others.churn(ChurnFormula.EVENTS_OVER_START))
                .hasToString("2024-04: 60.0 % (3 of 5, EVENTS_OVER_START)");
        assertThat(others.churn(ChurnFormula.SNAPSHOT)
                        .reconcileWith(ChurnFormula.EVENTS_OVER_START)
                        .numerator())
                .containsExactly(
                        new ChurnReconciliation.Difference<>("away", 0, 1),
                        new ChurnReconciliation.Difference<>("brief", 0, 1));
    }

    /** A group all of whose customers were lost just before the first period counts in the windows of that one. */
    @Test
    void groupsOfTheWindowsBeforeTheFirstPeriodAreThere() {
        HistoryStore<String> store = HistoryStore.<String, String>ofDates(
                        who -> who.substring(0, 3), who -> LocalDate.parse(who.substring(4)))
                .from(List.of("Ann 2024-01-20", "Bob 2024-01-05"));
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 29)).from(LocalDate.of(2024, 2, 1));
        ChurnTable<String> table =
                CustomerChurn.over(months, Spells.ofOrders(20)).of(store);
        ByGroup<ChurnTable<String>> byName = table.by(Grouping.of("name", (String who) -> who));
        assertThat(byName.groups()).hasToString("[Ann, Bob]");
        for (CustomerCount count : List.of(CustomerCount.LIVE_30_DAYS_AGO, CustomerCount.LOSSES_IN_30_DAYS)) {
            assertThat(byName.tables().values().stream()
                            .mapToLong(each -> each.inPeriod("2024-02").count(count))
                            .sum())
                    .as("%s", count)
                    .isEqualTo(table.inPeriod("2024-02").count(count));
        }
    }

    @Test
    void daysOfGroupsAddUpToDaysOfAll() {
        ByGroup<ChurnTable<String>> bySame =
                TABLE.by(Grouping.of("same", (String customer) -> customer.startsWith("same") ? "same" : null));
        CustomerFlow same = bySame.inGroup("same").inPeriod("2024-04").flow();
        CustomerFlow others = bySame.inGroup(Group.MISSING).inPeriod("2024-04").flow();
        for (CustomerCount count : List.of(CustomerCount.LIVE_30_DAYS_AGO, CustomerCount.LOSSES_IN_30_DAYS)) {
            assertThat(same.count(count) + others.count(count))
                    .as("%s", count)
                    .isEqualTo(APRIL.count(count))
                    .isEqualTo(APRIL.flow().count(count));
        }
        assertThat(same.churn(ChurnFormula.EXPOSURE).denominator()
                        + others.churn(ChurnFormula.EXPOSURE).denominator())
                .isCloseTo(APRIL.flow().churn(ChurnFormula.EXPOSURE).denominator(), within(1e-12));
        CustomerFlow folded = bySame.top(1, table -> table.inPeriod("2024-04").count(CustomerCount.START))
                .inGroup(Group.OTHER)
                .inPeriod("2024-04")
                .flow();
        assertThat(List.of(same, others)).contains(folded);
    }
}
