package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The month of {@link WorkedMonthTest} with its money: changes of value per month, from 1,000 at the start to 1,090 at the end. */
class RecurringRevenueTest {
    record Row(String customer, String day, String change) {}

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
            new Row("returned", "2023-02-01", "80"),
            new Row("returned", "2024-01-19", "-80"),
            new Row("returned", "2024-04-15", "80"));

    private static HistoryStore<String> store(List<Row> rows) {
        return HistoryStore.<Row, String>ofDates(Row::customer, row -> LocalDate.parse(row.day))
                .amounts(row -> new BigDecimal(row.change), Currency.getInstance("USD"))
                .from(rows);
    }

    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 5, 20));
    private static final RevenueMovements<String> TABLE =
            RecurringRevenue.over(MONTHS).of(store(ROWS));
    private static final RevenueMovements<String>.InPeriod APRIL = TABLE.in("2024-04");

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
        "GROSS_CHURN, 0.14",
        "QUICK_RATIO, 1.071",
        "QUICK_RATIO_REACT, 1.643",
        "QUICK_RATIO_LEDGER, 0.735",
        "QUICK_RATIO_LEDGER_REACT, 1.265",
    })
    void givesEveryRatio(RevenueFormula formula, double expected) {
        assertThat(APRIL.rate(formula).orElseThrow().asDouble()).isCloseTo(expected, within(0.0005));
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
        assertThat(TABLE.in("2024-05").state()).isEqualTo(CellState.PARTIAL);
        assertThat(TABLE.in("2024-05").amount(RevenueItem.END)).isEqualTo("1090.00");
    }

    @Test
    void whereThereWasNothingThereIsNoRate() {
        assertThat(TABLE.in("2023-02").rate(RevenueFormula.NRR_COHORT)).isEmpty();
        assertThat(TABLE.in("2023-02").rate(RevenueFormula.QUICK_RATIO)).isEmpty();
    }

    @Test
    void aChangeOfPlanWithinADayIsOneChange() {
        RevenueMovements<String> table = RecurringRevenue.over(MONTHS)
                .of(store(List.of(
                        new Row("x", "2024-01-01", "100"),
                        new Row("x", "2024-02-01", "-100"),
                        new Row("x", "2024-02-01", "120"))));
        assertThat(table.in("2024-02").amount(RevenueItem.LEDGER_EXPANSION)).isEqualTo("20.00");
        assertThat(table.in("2024-02").customers(RevenueItem.LEDGER_CHURN)).isZero();
    }

    @Test
    void refusesNonsense() {
        HistoryStore<String> missing =
                store(List.of(new Row("x", "2024-01-01", "100"), new Row("x", "2024-02-01", "-101")));
        assertThatThrownBy(() -> RecurringRevenue.over(MONTHS).of(missing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "recurring value must not fall below 0, as with the changes 2024-01-01 10000, 2024-02-01 -10100");
        assertThatThrownBy(() -> RecurringRevenue.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1))))
                .hasMessageContaining("whole days");
        assertThatThrownBy(() -> TABLE.in("2025-01")).hasMessageContaining("must lie from");
        assertThatThrownBy(() -> new RevenueRate(RevenueFormula.GRR_MIN, BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("denominator (0) must be above 0");
    }
}
