package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Live;
import dev.retention.rule.RuleException;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import dev.retention.value.AmountPerCustomer;
import dev.retention.value.LifetimeValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The month of {@link WorkedMonthTest} with its money: changes of value per month, from 1,000 at the start to 1,090 at the end. */
class RecurringRevenueTest {
    record Row(String customer, String day, String change, String code) {
        Row(String customer, String day, String change) {
            this(customer, day, change, "change");
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("same-1", "2023-05-01", "100"),
            new Row("same-2", "2023-06-11", "100"),
            new Row("same-3", "2023-07-21", "100"),
            new Row("same-4", "2023-08-30", "100"),
            new Row("same-5", "2023-09-09", "100"),
            new Row("upgraded", "2023-10-02", "100"),
            new Row("upgraded", "2024-04-14", "50"),
            new Row("downgraded", "2023-10-03", "100"),
            new Row("downgraded", "2024-04-21", "-40"),
            new Row("lost", "2023-11-05", "100"),
            new Row("lost", "2024-04-10", "-100"),
            new Row("away", "2023-11-06", "100"),
            new Row("away", "2024-04-12", "-100"),
            new Row("away", "2024-04-25", "100"),
            new Row("cancelled", "2023-06-15", "100"),
            new Row("cancelled", "2024-06-15", "-100"),
            new Row("joined", "2024-04-08", "100"),
            new Row("brief", "2024-04-09", "100"),
            new Row("brief", "2024-04-20", "-100"),
            new Row("same-1", "2024-04-01", "0", "term ended"),
            new Row("same-2", "2024-04-11", "0", "term ended"),
            new Row("same-3", "2024-04-21", "0", "term ended"),
            new Row("same-4", "2024-04-30", "0", "term ended"),
            new Row("same-5", "2024-04-09", "0", "term ended"),
            new Row("upgraded", "2024-04-02", "0", "term ended"),
            new Row("downgraded", "2024-04-03", "0", "term ended"),
            new Row("lost", "2024-04-05", "0", "term ended"),
            new Row("away", "2024-04-06", "0", "term ended"),
            new Row("brief", "2024-04-20", "0", "term ended"),
            new Row("returned", "2023-02-01", "80"),
            new Row("returned", "2024-01-19", "-80"),
            new Row("returned", "2024-04-15", "80"));

    private static final Currency USD = Currency.getInstance("USD");

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), USD)
                .codes(Row::code)
                .from(rows);
    }

    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 5, 20));
    private static final RevenueMovements<String> TABLE =
            RecurringRevenue.over(MONTHS).dueOn("term ended").of(store(ROWS));
    private static final RevenueMovements<String>.InPeriod APRIL = TABLE.inPeriod("2024-04");

    @ParameterizedTest
    @CsvSource({
        "NRR_COHORT, 0.91",
        "NRR_MOVEMENTS, 0.91",
        "NRR_MOVEMENTS_REACT, 0.99",
        "NRR_LEDGER_REACT, 0.89",
        "NRR_LEDGER, 0.71",
        "NRR_SURVIVORS, 1.0111",
        "GRR_MIN, 0.86",
        "GRR_LEDGER, 0.66",
        "NRR_RENEWAL_BASE, 0.90",
        "GRR_RENEWAL_BASE, 0.8444",
        "CHURN_RENEWAL_BASE, 0.1111",
        "GROSS_CHURN, 0.14",
        "QUICK_RATIO, 1.071",
        "QUICK_RATIO_REACT, 1.643",
        "QUICK_RATIO_LEDGER, 0.735",
        "QUICK_RATIO_LEDGER_REACT, 1.265",
    })
    void givesEveryRatio(RevenueFormula formula, double expected) {
        assertThat(APRIL.rate(formula).orElseThrow().asDouble()).isCloseTo(expected, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({
        "ARPA_START, '100 (1000.00 of 10, ARPA_START)'",
        "ARPA_END, '99.0909 (1090.00 of 11, ARPA_END)'",
        "ARPA_MEAN, '99.5238 (2090.00 of 21, ARPA_MEAN)'",
    })
    void givesValuePerCustomer(RevenueFormula formula, String expected) {
        assertThat(APRIL.rate(formula).orElseThrow()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"SNAPSHOT, 990.91", "EVENTS_OVER_START, 330.30"})
    void lifetimeValueDependsOnWhatIsMeantByChurn(ChurnFormula formula, double expected) {
        RevenueRate arpa = APRIL.rate(RevenueFormula.ARPA_END).orElseThrow();
        AmountPerCustomer perCustomer =
                AmountPerCustomer.of(arpa.numerator(), arpa.denominator().longValueExact(), USD);
        ChurnRate churn = WorkedMonthTest.APRIL.churn(formula).rate().orElseThrow();
        assertThat(LifetimeValue.arpaOverChurn(perCustomer, churn).orElseThrow().asDouble())
                .isCloseTo(expected, within(0.005));
    }

    @Test
    void whoIsDueIsListed() {
        assertThat(APRIL.members(RevenueItem.DUE)).hasSize(9).doesNotContain("cancelled", "brief");
        assertThat(APRIL.members(RevenueItem.DUE_LOST)).containsExactly("lost");
        assertThat(APRIL.amount(RevenueItem.DUE)).isEqualTo("900.00");
        assertThat(TABLE.inPeriod("2024-05").rate(RevenueFormula.NRR_RENEWAL_BASE))
                .isEmpty();
        RevenueMovements<String>.InPeriod untold =
                RecurringRevenue.over(MONTHS).of(store(ROWS)).inPeriod("2024-04");
        assertThatThrownBy(() -> untold.rate(RevenueFormula.GRR_RENEWAL_BASE))
                .hasMessage("formula (GRR_RENEWAL_BASE) needs terms: take RecurringRevenue.dueOn(code)");
    }

    @Test
    void changesAreAlsoCountedFromZero() {
        assertThat(APRIL.rate(RevenueFormula.NRR_COHORT).orElseThrow().zeroBased())
                .isEqualTo(-0.09);
        assertThat(APRIL.netNew()).isEqualTo("90.00");
        assertThat(TABLE.inPeriod("2024-01").netNew()).isEqualTo("-80.00");
    }

    @Test
    void twelveMonthsHaveAMeanAndAProduct() {
        // 1000 of 1080 in January, 910 of 1000 in April, 1 in ten other months
        RevenueRate.Trailing year = TABLE.inPeriod("2024-05")
                .trailing(RevenueFormula.NRR_COHORT, 12)
                .orElseThrow();
        assertThat(year.rates()).hasSize(12);
        assertThat(year.mean()).isCloseTo((10 + 1 / 1.08 + 0.91) / 12, within(1e-15));
        assertThat(year.product()).isCloseTo(0.91 / 1.08, within(1e-15));
        assertThat(year).hasToString("NRR_COHORT in 12 periods: mean 98.6 %, product 84.3 %");
        assertThat(TABLE.inPeriod("2024-01").trailing(RevenueFormula.NRR_COHORT, 11))
                .isPresent();
        // the twelfth month back is the first, which starts with nobody; the thirteenth is none
        assertThat(TABLE.inPeriod("2024-01").trailing(RevenueFormula.NRR_COHORT, 12))
                .isEmpty();
        assertThat(TABLE.inPeriod("2024-01").trailing(RevenueFormula.ARPA_END, 12))
                .isPresent();
        assertThat(TABLE.inPeriod("2024-01").trailing(RevenueFormula.ARPA_END, 13))
                .isEmpty();
        assertThatThrownBy(() -> APRIL.trailing(RevenueFormula.NRR_COHORT, 0))
                .hasMessage("periods (0) must be at least 1");
        assertThatThrownBy(() -> new RevenueRate.Trailing(RevenueFormula.GRR_MIN, List.of()))
                .hasMessage("rates must hold at least one");
        assertThatThrownBy(() -> new RevenueRate.Trailing(RevenueFormula.GRR_MIN, year.rates()))
                .hasMessageContaining("must be by GRR_MIN");
    }

    @Test
    void addsUpTheMonth() {
        assertThat(APRIL)
                .hasToString("2024-04: 1000.00 + 100.00 new + 50.00 expansion + 80.00 reactivation − 40.00 contraction"
                        + " − 100.00 churn = 1090.00");
        assertThat(APRIL.members(RevenueItem.LEDGER_CHURN)).containsExactly("away", "brief", "lost");
        assertThat(APRIL.members(RevenueItem.CHURN)).containsExactly("lost");
        assertThat(APRIL.customers(RevenueItem.END)).isEqualTo(11);
        assertThat(APRIL.amount(RevenueItem.LEDGER_REACTIVATION)).isEqualTo("180.00");
        assertThat(APRIL.rate(RevenueFormula.NRR_COHORT))
                .hasToString("Optional[91.0 % (910.00 of 1000.00, NRR_COHORT)]");
        assertThat(TABLE.counted()
                        .reconcile(
                                new RevenueCell(APRIL.period(), RevenueItem.CHURN),
                                new RevenueCell(APRIL.period(), RevenueItem.LEDGER_CHURN))
                        .onlyRight())
                .containsExactly("away", "brief");
        assertThat(TABLE.inPeriod("2024-05").state()).isEqualTo(CellState.PARTIAL);
        assertThat(TABLE.inPeriod("2024-05").amount(RevenueItem.END)).isEqualTo("1090.00");
    }

    @Test
    void whereThereWasNothingThereIsNoRate() {
        assertThat(TABLE.inPeriod("2023-02").rate(RevenueFormula.NRR_COHORT)).isEmpty();
        assertThat(TABLE.inPeriod("2023-02").rate(RevenueFormula.QUICK_RATIO)).isEmpty();
        assertThat(TABLE.inPeriod("2023-02").rate(RevenueFormula.ARPA_START)).isEmpty();
        assertThat(TABLE.inPeriod("2023-02").rate(RevenueFormula.GRR_RENEWAL_BASE))
                .isEmpty();
    }

    @Test
    void aChangeOfPlanWithinADayIsOneChange() {
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS)
                .of(store(List.of(
                        new Row("x", "2024-01-01", "100"),
                        new Row("x", "2024-02-01", "-100"),
                        new Row("x", "2024-02-01", "120"))));
        assertThat(table.inPeriod("2024-02").amount(RevenueItem.LEDGER_EXPANSION))
                .isEqualTo("20.00");
        assertThat(table.inPeriod("2024-02").customers(RevenueItem.LEDGER_CHURN))
                .isZero();
    }

    private static final List<Row> FREE_MARCH = List.of(
            new Row("x", "2023-11-01", "100"),
            new Row("x", "2024-03-01", "-100"),
            new Row("x", "2024-04-01", "80"),
            new Row("y", "2023-12-01", "50"),
            new Row("y", "2024-02-10", "-50"));

    private static List<String> months(RecurringRevenue method) {
        return method.of(store(FREE_MARCH)).periods().stream()
                .skip(3)
                .map(month -> month.toString().replace(".00", ""))
                .toList();
    }

    @Test
    void aFreeMonthIsNoChurnWhereAGapIsTolerated() {
        assertThat(months(RecurringRevenue.over(MONTHS)))
                .containsExactly(
                        "2024-02: 150 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 50 churn = 100",
                        "2024-03: 100 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 100 churn = 0",
                        "2024-04: 0 + 0 new + 0 expansion + 80 reactivation − 0 contraction − 0 churn = 80",
                        "2024-05 (running): 80 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 0 churn = 80");
        // x has no value at one end of a month, y at more: lost in the month after the gap ran out
        assertThat(months(RecurringRevenue.over(MONTHS).toleratedGap(1)))
                .containsExactly(
                        "2024-02: 150 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 0 churn = 150",
                        "2024-03: 150 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 50 churn = 100",
                        "2024-04: 100 + 0 new + 0 expansion + 0 reactivation − 20 contraction − 0 churn = 80",
                        "2024-05 (running): 80 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 0 churn = 80");
        assertThat(months(RecurringRevenue.over(MONTHS).toleratedGap(Integer.MAX_VALUE)))
                .last()
                .isEqualTo("2024-05 (running): 130 + 0 new + 0 expansion + 0 reactivation − 0 contraction − 0 churn"
                        + " = 130");
        assertThatThrownBy(() -> RecurringRevenue.over(MONTHS).toleratedGap(-1))
                .hasMessage("periods (-1) must be at least 0");
    }

    @Test
    void whoseChangeIsMissingIsLeftOutAndListed() {
        List<Row> rows = new ArrayList<>(ROWS);
        rows.add(new Row("odd", "2024-03-05", "30"));
        rows.add(new Row("odd", "2024-04-05", "-50"));
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS).lenient().of(store(rows));
        assertThat(table.leftOut()).containsExactly("odd");
        assertThat(table.leftOutCount()).isEqualTo(1);
        assertThat(table.inPeriod("2024-04").members(RevenueItem.LEFT_OUT)).containsExactly("odd");
        assertThat(table.inPeriod("2024-04").amount(RevenueItem.LEFT_OUT)).isEqualTo("20.00");
        assertThat(table.inPeriod("2024-04")).hasToString(APRIL.toString());
        assertThat(TABLE.leftOut()).isEmpty();
        assertThatThrownBy(() -> APRIL.customers(RevenueItem.LEFT_OUT)).hasMessageContaining("is not in the table");
    }

    @Test
    void theOrderInWhichChangesComeToBeKnownDoesNotMatter() {
        RecurringRevenue method =
                RecurringRevenue.over(MONTHS.from(LocalDate.of(2024, 1, 1))).lenient();
        Live<String> live = Live.from(store(List.of(new Row("y", "2024-01-01", "10"))));
        Live<String>.Table<RevenueCell> tracked = live.track(method.rule());
        live.add(
                "x",
                Event.on(LocalDate.of(2024, 3, 1)).worth(new BigDecimal("-100")).coded("change"));
        assertThat(method.of(tracked.tally()).leftOutCount()).isEqualTo(1);
        live.add(
                "x",
                Event.on(LocalDate.of(2024, 1, 1)).worth(new BigDecimal("100")).coded("change"));
        RevenueMovements<String> now = method.of(tracked.tally());
        assertThat(now.leftOutCount()).isZero();
        assertThat(now.inPeriod("2024-03").amount(RevenueItem.CHURN)).isEqualTo("100.00");
        assertThat(now.counted().tally())
                .isEqualTo(method.of(live.snapshot()).counted().tally());
    }

    @Test
    void namesCodesThatNoEventHas() {
        RevenueMovements<String> table =
                RecurringRevenue.over(MONTHS).dueOn("renewal").of(store(ROWS));
        assertThat(table.warnings()).containsExactly("no event has the code renewal: there are [change, term ended]");
        assertThat(table)
                .hasToString(table.counted().rule().definition()
                        + ": 16 periods; no event has the code renewal: there are [change, term ended]");
        assertThat(TABLE.warnings()).isEmpty();
    }

    @Test
    void refusesNonsense() {
        HistoryStore<String> missing =
                store(List.of(new Row("x", "2024-01-01", "100"), new Row("x", "2024-02-01", "-101")));
        assertThatThrownBy(() -> RecurringRevenue.over(MONTHS).of(missing))
                .isInstanceOf(RuleException.class)
                .hasMessageEndingWith(
                        " for customer x: recurring value must not fall below 0, as with the changes 2024-01-01 change"
                                + " 10000, 2024-02-01 change -10100");
        String most = BigDecimal.valueOf(Long.MAX_VALUE, 2).toPlainString();
        HistoryStore<String> tooMuch =
                store(List.of(new Row("x", "2024-01-01", most), new Row("x", "2024-02-01", "1")));
        assertThatThrownBy(() -> RecurringRevenue.over(MONTHS).of(tooMuch))
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> RecurringRevenue.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1))))
                .hasMessageContaining("whole days");
        assertThatThrownBy(() -> TABLE.inPeriod("2025-01")).hasMessageContaining("must lie from");
        assertThatThrownBy(() -> new RevenueRate(RevenueFormula.GRR_MIN, BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("denominator (0) must be above 0");
    }
}
