package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.ProportionInterval;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.InvalidRowException;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Live;
import dev.retention.rule.Resampled;
import dev.retention.rule.RuleException;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Renewals by the end of the term with target and booked amount, as Gainsight's Renewal Center has them, over contracts of our own,
 * reckoned by hand.
 *
 * <pre>
 *   March 2024, as of 20 April    due  renewed  when            reason, then
 *   early       03-31             100    100    02-10 early     price
 *   grown       03-15             200    260    03-15 on time   product
 *   shrunk      03-10             300    240    03-14 late      price, competitor from 04-02
 *   gone        03-20              50           03-25           price, competitor from 04-10
 *   silent      03-21             150           03-21           none
 *   open        03-30             120                           pending
 *   afterwards  03-31              80     80    05-02           pending, the decision is not known
 *                                1000
 * </pre>
 */
class RenewalsTest {
    record Row(
            String customer,
            String termEnd,
            String due,
            String decided,
            String renewed,
            String reason,
            String recoded,
            String reasonNow) {
        RenewalTerm<String> term() {
            return RenewalTerm.of(customer, LocalDate.parse(termEnd), new BigDecimal(due))
                    .decided(day(decided), renewed == null ? null : new BigDecimal(renewed))
                    .because(reason)
                    .recoded(day(recoded), reasonNow);
        }

        private static LocalDate day(String text) {
            return text == null ? null : LocalDate.parse(text);
        }
    }

    private static Row row(String customer, String termEnd, String due, String... decision) {
        String[] all = Arrays.copyOf(decision, 5);
        return new Row(customer, termEnd, due, all[0], all[1], all[2], all[3], all[4]);
    }

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final List<Row> ROWS = List.of(
            row("early", "2024-03-31", "100", "2024-02-10", "100", "price"),
            row("grown", "2024-03-15", "200", "2024-03-15", "260", "product"),
            row("shrunk", "2024-03-10", "300", "2024-03-14", "240", "price", "2024-04-02", "competitor"),
            row("gone", "2024-03-20", "50", "2024-03-25", null, "price", "2024-04-10", "competitor"),
            row("silent", "2024-03-21", "150", "2024-03-21", "0"),
            row("open", "2024-03-30", "120"),
            row("afterwards", "2024-03-31", "80", "2024-05-02", "80", "price"),
            row("early", "2024-04-30", "100", "2024-04-02", "100", "price"),
            row("grown", "2024-04-15", "260", "2024-04-15", null, "price"));

    private static HistoryStore<String> store(List<Row> rows) {
        return Renewals.reader(Row::term, EUR).from(rows);
    }

    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 4, 20));
    private static final HistoryStore<String> STORE = store(ROWS);
    private static final RenewalTable<String> TABLE = Renewals.over(MONTHS).of(STORE);
    private static final RenewalTable<String>.InPeriod MARCH = TABLE.inPeriod("2024-03");

    @Test
    void aBlankReasonIsNone() {
        RenewalTable<String> table = Renewals.over(MONTHS)
                .of(store(List.of(
                        row("a", "2024-03-10", "50", "2024-03-10", null, ""),
                        row("b", "2024-03-10", "50", "2024-03-10", null, "price", null, " "))));
        assertThat(table.by(Renewals.firstReason()).groups()).containsExactly(Group.of("price"), Group.MISSING);
        assertThat(table.by(Renewals.presentReason()).groups()).containsExactly(Group.of("price"), Group.MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "DUE, 7, 1000.00",
        "RENEWED, 3, 600.00",
        "LOST, 2, 200.00",
        "PENDING, 2, 200.00",
        "EARLY, 1, 100.00",
        "ON_TIME, 1, 200.00",
        "LATE, 1, 300.00",
        "EXPANDED, 1, 200.00",
        "UNCHANGED, 1, 100.00",
        "CONTRACTED, 1, 300.00",
        "KEPT, 3, 540.00",
        "RENEWED_VALUE, 3, 600.00",
        "UNDECIDED, 2, 200.00",
        "FAR_OFF, 0, 0.00",
    })
    void countsEveryItem(RenewalItem item, long customers, BigDecimal amount) {
        assertThat(MARCH.customers(item))
                .isEqualTo(customers)
                .isEqualTo(MARCH.members(item).size());
        assertThat(MARCH.amount(item)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "CUSTOMERS, '60.0 % (3 of 5, CUSTOMERS)'",
        "CUSTOMERS_PENDING_LOST, '42.9 % (3 of 7, CUSTOMERS_PENDING_LOST)'",
        "CUSTOMERS_PENDING_WON, '71.4 % (5 of 7, CUSTOMERS_PENDING_WON)'",
        "GROSS_VALUE, '67.5 % (540.00 of 800.00, GROSS_VALUE)'",
        "GROSS_VALUE_PENDING_LOST, '54.0 % (540.00 of 1000.00, GROSS_VALUE_PENDING_LOST)'",
        "GROSS_VALUE_PENDING_WON, '74.0 % (740.00 of 1000.00, GROSS_VALUE_PENDING_WON)'",
        "NET_VALUE, '75.0 % (600.00 of 800.00, NET_VALUE)'",
        "NET_VALUE_PENDING_LOST, '60.0 % (600.00 of 1000.00, NET_VALUE_PENDING_LOST)'",
        "NET_VALUE_PENDING_WON, '80.0 % (800.00 of 1000.00, NET_VALUE_PENDING_WON)'",
        "ON_TIME, '28.6 % (2 of 7, ON_TIME)'",
        "CHURN, '20.0 % (200.00 of 1000.00, CHURN)'",
        "CHURN_GROSS, '26.0 % (260.00 of 1000.00, CHURN_GROSS)'",
    })
    void givesEveryRate(RenewalFormula formula, String expected) {
        assertThat(MARCH.rate(formula).orElseThrow()).hasToString(expected);
    }

    @Test
    void thePendingAreLeftOutLostAndWonTogether() {
        assertThat(MARCH.bounds(RenewalFormula.Basis.CUSTOMERS).orElseThrow())
                .hasToString("60.0 % (3 of 5, CUSTOMERS); pending lost: 42.9 % (3 of 7, CUSTOMERS_PENDING_LOST);"
                        + " pending won: 71.4 % (5 of 7, CUSTOMERS_PENDING_WON)");
        RenewalTable<String>.InPeriod nothingDecided = Renewals.over(MONTHS)
                .of(store(List.of(row("open", "2024-03-30", "120"))))
                .inPeriod("2024-03");
        assertThat(nothingDecided.bounds(RenewalFormula.Basis.NET_VALUE).orElseThrow())
                .hasToString("nothing decided; pending lost: 0.0 % (0.00 of 120.00, NET_VALUE_PENDING_LOST);"
                        + " pending won: 100.0 % (120.00 of 120.00, NET_VALUE_PENDING_WON)");
        RenewalTable<String>.InPeriod nothingDue =
                Renewals.over(MONTHS.from(LocalDate.of(2024, 1, 1))).of(STORE).inPeriod("2024-01");
        assertThat(nothingDue.bounds(RenewalFormula.Basis.CUSTOMERS)).isEmpty();
        assertThat(nothingDue.rate(RenewalFormula.CHURN)).isEmpty();
    }

    @Test
    void aRateOfCustomersIsAShareAndOneOfValueIsResampled() {
        Interval wilson = MARCH.rate(RenewalFormula.CUSTOMERS)
                .flatMap(RenewalRate::proportion)
                .orElseThrow()
                .interval(ProportionInterval.WILSON, 0.95);
        assertThat(wilson.lower()).isCloseTo(0.2307, within(0.0001)); // the Wilson score interval of 3 of 5
        assertThat(MARCH.rate(RenewalFormula.NET_VALUE).flatMap(RenewalRate::proportion))
                .isEmpty();
        Resampled<RenewalTable<String>> drawn = Resampled.of(TABLE.by(Resampled.buckets()));
        Resampled.Estimate net = drawn.estimate(
                        table -> table.inPeriod("2024-03")
                                .rate(RenewalFormula.NET_VALUE_PENDING_LOST)
                                .map(RenewalRate::asDouble),
                        0.95)
                .orElseThrow();
        assertThat(net.value()).isEqualTo(0.6);
        assertThat(net.interval().lower()).isLessThan(0.5);
        assertThat(net.interval().upper()).isGreaterThan(0.7);
    }

    @Test
    void aTermIsInThePeriodInWhichItEndsOnceThatIsKnown() {
        assertThat(TABLE.periods()).hasSize(2);
        assertThat(TABLE.inPeriod("2024-04").state()).isEqualTo(CellState.PARTIAL);
        // The term of early to 30 April was renewed on the 2nd; it has not ended by the 20th.
        assertThat(TABLE.inPeriod("2024-04").members(RenewalItem.DUE)).containsExactly("grown");
        assertThat(TABLE)
                .hasToString("renewals by the end of the term, MONTH 2024-03 to 2024-04, as of 2024-04-20: 2 periods");
        assertThat(MARCH).hasToString("2024-03: 7 due (1000.00), 3 renewed, 2 lost, 2 pending");
        RenewalTable<String> later =
                Renewals.over(Timeline.monthly(LocalDate.of(2024, 5, 31))).of(STORE);
        assertThat(later.inPeriod("2024-03").members(RenewalItem.LATE)).containsExactly("afterwards", "shrunk");
        assertThat(later.inPeriod("2024-04").members(RenewalItem.EARLY)).containsExactly("early");
    }

    @Test
    void fewDaysAfterTheTermAreNotLate() {
        Renewals grace = Renewals.over(MONTHS).grace(4);
        assertThat(grace.of(STORE).inPeriod("2024-03").members(RenewalItem.ON_TIME))
                .containsExactly("grown", "shrunk");
        assertThat(Renewals.over(MONTHS).grace(3).of(STORE).inPeriod("2024-03").customers(RenewalItem.LATE))
                .isEqualTo(1);
        assertThat(grace)
                .hasToString("renewals by the end of the term, grace 4 days, MONTH to 2024-04, as of 2024-04-20");
    }

    @Test
    void severalTermsOfOneKeyInOnePeriodAreOneRenewal() {
        RenewalTable<String>.InPeriod march = Renewals.over(MONTHS)
                .of(store(List.of(
                        row("some", "2024-03-01", "100", "2024-03-01", "130", "price"),
                        row("some", "2024-03-02", "50", "2024-03-02", null, "product"),
                        row("some", "2024-03-03", "40"),
                        row("some", "2024-03-04", "10", "2024-03-09", "10", "habit"),
                        row("wait", "2024-03-01", "70", "2024-03-01", null, "price"),
                        row("wait", "2024-03-02", "30"),
                        row("none", "2024-03-01", "20", "2024-03-01", null, "price"),
                        row("none", "2024-03-05", "20", "2024-03-01", null, "product"))))
                .inPeriod("2024-03");
        assertThat(march.members(RenewalItem.RENEWED)).containsExactly("some");
        assertThat(march.members(RenewalItem.LATE)).containsExactly("some");
        assertThat(march.members(RenewalItem.CONTRACTED)).containsExactly("some"); // 140 of the 160 decided
        assertThat(march.amount(RenewalItem.RENEWED)).isEqualTo("200.00");
        assertThat(march.amount(RenewalItem.KEPT)).isEqualTo("110.00");
        assertThat(march.members(RenewalItem.PENDING)).containsExactly("wait");
        assertThat(march.amount(RenewalItem.PENDING)).isEqualTo("100.00");
        assertThat(march.amount(RenewalItem.UNDECIDED)).isEqualTo("70.00");
        assertThat(march.members(RenewalItem.UNDECIDED)).containsExactly("some", "wait");
        assertThat(march.amount(RenewalItem.LOST)).isEqualTo("40.00");
        assertThat(march.reconcile(RenewalFormula.GROSS_VALUE_PENDING_LOST, RenewalFormula.GROSS_VALUE_PENDING_WON))
                .hasToString("[some: 110.00/200.00 against 150.00/200.00, wait: 0.00/100.00 against 30.00/100.00]");
    }

    @Test
    void groupsAreReadByTheTermThatDecides() {
        RenewalTable<String> table = Renewals.over(MONTHS)
                .of(store(List.of(
                        row("some", "2024-03-01", "100", "2024-03-01", "130", "price"),
                        row("some", "2024-03-02", "50", "2024-03-02", null, "product"),
                        row("none", "2024-03-01", "20", "2024-03-01", null, "price"),
                        row("none", "2024-03-05", "20", "2024-03-01", null, "product"))));
        for (Grouping grouping :
                List.of(Renewals.firstReason(), Grouping.ofColumn(Renewals.REASON, Grouping.Reading.AT_ANCHOR))) {
            ByGroup<RenewalTable<String>> byReason = table.by(grouping);
            assertThat(byReason.inGroup("price").inPeriod("2024-03").members(RenewalItem.DUE))
                    .containsExactly("some");
            assertThat(byReason.inGroup("product").inPeriod("2024-03").members(RenewalItem.LOST))
                    .containsExactly("none");
        }
    }

    @Test
    void reasonsAreThoseOfKeptAndLostAsTheyWereAndAsTheyAre() {
        ByGroup<RenewalTable<String>> first = TABLE.by(Renewals.firstReason());
        ByGroup<RenewalTable<String>> present = TABLE.by(Renewals.presentReason());
        assertThat(MARCH.mix(RenewalItem.LOST, first))
                .hasToString("[price: 1 customers, 50.00, (missing): 1 customers, 150.00]");
        assertThat(MARCH.mix(RenewalItem.LOST, present))
                .hasToString("[competitor: 1 customers, 50.00, (missing): 1 customers, 150.00]");
        assertThat(MARCH.mix(RenewalItem.RENEWED, first))
                .hasToString("[price: 2 customers, 400.00, product: 1 customers, 200.00]");
        assertThat(MARCH.mix(RenewalItem.RENEWED, present))
                .hasToString("[competitor: 1 customers, 300.00, product: 1 customers, 200.00,"
                        + " price: 1 customers, 100.00]");
        // What is decided after the as-of day has no reason yet.
        assertThat(MARCH.mix(RenewalItem.PENDING, first)).hasToString("[(missing): 2 customers, 200.00]");

        RenewalTable<String> firstDays =
                Renewals.over(Timeline.monthly(LocalDate.of(2024, 4, 5))).of(STORE);
        assertThat(firstDays.inPeriod("2024-03").mix(RenewalItem.LOST, firstDays.by(Renewals.presentReason())))
                .hasToString("[price: 1 customers, 50.00, (missing): 1 customers, 150.00]");
    }

    @Test
    void recodedReasonsStandBesideTheFirst() {
        assertThat(TABLE.recodings().toString().replaceAll(": 2 periods", "")).contains("price → competitor=");
        assertThat(TABLE.recodings().keySet())
                .hasToString("[price → competitor, price → price, product → product, (missing) → (missing)]");
        RenewalTable<String>.InPeriod recoded = TABLE.recodings()
                .get(new RenewalTable.Recoding(Group.of("price"), Group.of("competitor")))
                .inPeriod("2024-03");
        assertThat(recoded.members(RenewalItem.LOST)).containsExactly("gone");
        assertThat(recoded.members(RenewalItem.RENEWED)).containsExactly("shrunk");
        assertThat(recoded.amount(RenewalItem.DUE)).isEqualTo("350.00");
    }

    @Test
    void sharesOfReasonsAreOfAllAndOfTheKnown() {
        ReasonMix lost = TABLE.inPeriod("2024-03").mix(RenewalItem.LOST, TABLE.by(Renewals.firstReason()));
        assertThat(lost.known().orElseThrow()).hasToString("50.0 % (1 of 2)");
        assertThat(lost.customerShare(Group.of("price")).orElseThrow()).hasToString("50.0 % (1 of 2)");
        assertThat(lost.customerShareOfKnown(Group.of("price")).orElseThrow()).hasToString("100.0 % (1 of 1)");
        assertThat(lost.valueShare(Group.of("price")).orElseThrow()).isEqualTo(0.25);
        assertThat(lost.valueShareOfKnown(Group.of("price")).orElseThrow()).isEqualTo(1);
        assertThat(lost.valueShare(Group.of("weather")).orElseThrow()).isZero();
        assertThat(lost.valueShare(Group.MISSING).orElseThrow()).isEqualTo(0.75);
        assertThatThrownBy(() -> lost.valueShareOfKnown(Group.MISSING))
                .hasMessage("reason ((missing)) must be a known one");
        ReasonMix nobody = new ReasonMix(List.of());
        assertThat(nobody.known()).isEmpty();
        assertThat(nobody.valueShare(Group.of("price"))).isEmpty();
        assertThatThrownBy(() -> TABLE.inPeriod("2024-03")
                        .mix(
                                RenewalItem.LOST,
                                Renewals.over(MONTHS)
                                        .of(store(ROWS.subList(0, 4)))
                                        .by(Renewals.firstReason())))
                .hasMessageContaining("must be of this table, whose lost are 2 customers");
    }

    @Test
    void thePendingMakeTheDifferenceBetweenTheBounds() {
        assertThat(MARCH.reconcile(RenewalFormula.CUSTOMERS_PENDING_LOST, RenewalFormula.CUSTOMERS_PENDING_WON))
                .hasToString("[afterwards: 0/1 against 1/1, open: 0/1 against 1/1]");
        assertThat(MARCH.reconcile(RenewalFormula.CUSTOMERS, RenewalFormula.CUSTOMERS_PENDING_LOST))
                .hasToString("[afterwards: 0/0 against 0/1, open: 0/0 against 0/1]");
        assertThatThrownBy(() -> MARCH.reconcile(RenewalFormula.CUSTOMERS, RenewalFormula.NET_VALUE))
                .hasMessage("left (CUSTOMERS) and right (NET_VALUE) must both be of customers or both of value");
    }

    @Test
    void aDecisionFarFromTheTermIsTold() {
        RenewalTable<String> table = Renewals.over(MONTHS)
                .of(store(List.of(
                        row("odd", "2024-03-31", "100", "2023-03-30", "100"),
                        row("not odd", "2024-03-31", "100", "2023-03-31", "100"))));
        assertThat(table.warnings())
                .containsExactly("2024-03: 1 of 2 decided more than a year from the end of the term, see FAR_OFF");
        assertThat(table.inPeriod("2024-03").members(RenewalItem.FAR_OFF)).containsExactly("odd");
        assertThat(TABLE.warnings()).isEmpty();
    }

    @Test
    void onlyTermsThatCountAreThere() {
        HistoryStore<String> coded = Renewals.reader(Row::term, EUR)
                .codes(row -> row.due().length() == 3 ? "large" : "small")
                .from(ROWS);
        RenewalTable<String> large =
                Renewals.over(MONTHS).counting(EventFilter.of("large")).of(coded);
        assertThat(large.inPeriod("2024-03").customers(RenewalItem.DUE)).isEqualTo(5);
        assertThat(large.by(Renewals.firstReason())
                        .inGroup("price")
                        .inPeriod("2024-03")
                        .members(RenewalItem.DUE))
                .containsExactly("early", "shrunk");
    }

    @Test
    void groupsOfEventsMayBeOfAnotherTrack() {
        HistoryStore<String> visits = HistoryStore.ofDates((String row) -> row, row -> LocalDate.of(2024, 4, 3))
                .from(List.of("early", "gone"));
        HistoryStore<String> all = STORE.named("terms").and(visits.named("visits"));
        Grouping visited = Grouping.ofEvents("visited", Grouping.Reading.LATEST, (history, event) -> "yes")
                .on("visits");
        assertThat(Renewals.over(MONTHS)
                        .of(all)
                        .by(visited)
                        .inGroup("yes")
                        .inPeriod("2024-03")
                        .members(RenewalItem.DUE))
                .containsExactly("early", "gone");
    }

    @Test
    void liveTablesLearnOfDecisions() {
        Live<String> live = Live.from(STORE);
        Renewals renewals = Renewals.over(MONTHS.from(LocalDate.of(2024, 3, 1)));
        Live<String>.Table<RenewalCell> table = live.track(renewals.rule());
        RenewalTerm<String> open = RenewalTerm.of("open", LocalDate.of(2024, 3, 30), new BigDecimal("120"));
        live.correct(
                "open",
                open.event(),
                open.decided(LocalDate.of(2024, 4, 12), new BigDecimal("90")).event());
        RenewalTable<String> now = renewals.of(table.tally());
        assertThat(now.inPeriod("2024-03")).hasToString("2024-03: 7 due (1000.00), 4 renewed, 2 lost, 1 pending");
        assertThatThrownBy(() -> now.inPeriod("2024-03").members(RenewalItem.LOST))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsThatCannotBeAreRefusedOrTold() {
        List<Row> odd = List.of(
                ROWS.get(0),
                row("free", "2024-03-01", "0"),
                row("undated", "2024-03-01", "10", null, "10"),
                row("paid back", "2024-03-01", "10", "2024-03-01", "-1"),
                row("before", "2024-03-01", "10", "2024-03-02", "1", "price", "2024-03-01", "product"),
                row("since when", "2024-03-01", "10", "2024-03-02", "1", "price", null, "product"));
        assertThatThrownBy(() -> store(odd))
                .isInstanceOf(InvalidRowException.class)
                .hasMessageContaining("row 2")
                .hasMessageContaining("target (0) must be above 0, of customer free for the term to 2024-03-01");
        HistoryStore<String> rest = Renewals.reader(Row::term, EUR).lenient().from(odd);
        assertThat(rest.customers()).isEqualTo(1);
        assertThat(rest.exclusions().examples().toString())
                .contains("renewed (10) needs a day on which it was decided, of customer undated")
                .contains("renewed (-1) must be at least 0, of customer paid back")
                .contains("recoded (2024-03-01) needs a present reason and a decision (2024-03-02) before it")
                .contains("reasonNow (product) needs the day from which it is recorded, of customer since when");
    }

    @Test
    void storesMadeOtherwiseAreCheckedToo() {
        HistoryStore<String> bare = HistoryStore.ofDates((String row) -> row, row -> LocalDate.of(2024, 3, 1))
                .amounts(row -> BigDecimal.TEN, EUR)
                .from(List.of("ann"));
        assertThatThrownBy(() -> Renewals.over(MONTHS).of(bare)).hasStackTraceContaining("decided");
        HistoryStore<String> below = HistoryStore.ofDates((String row) -> row, row -> LocalDate.of(2024, 3, 1))
                .amounts(row -> BigDecimal.TEN.negate(), EUR)
                .day(Renewals.DECIDED, row -> null)
                .money(Renewals.RENEWED, row -> null)
                .from(List.of("ann"));
        assertThatThrownBy(() -> Renewals.over(MONTHS).of(below))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("customer ann")
                .hasStackTraceContaining("a value due must be above 0, of the terms");
        HistoryStore<String> withoutMoney = HistoryStore.ofDates((String row) -> row, row -> LocalDate.of(2024, 3, 1))
                .from(List.of("ann"));
        assertThatThrownBy(() -> Renewals.over(MONTHS).of(withoutMoney)).hasMessageContaining("must have amounts");
        assertThatThrownBy(() -> Renewals.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 4, 20))))
                .hasMessageContaining("must have periods of whole days");
        assertThatThrownBy(() -> Renewals.over(MONTHS).grace(-1)).hasMessage("days (-1) must be at least 0");
        assertThat(Renewals.over(MONTHS).of(store(List.of())).periods())
                .allSatisfy(p -> assertThat(p.customers(RenewalItem.DUE)).isZero());
    }
}
