package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Rule;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealisedValueTest {
    private static final Currency USD = Currency.getInstance("USD");

    record Row(String customer, String day, String amount) {}

    private static final List<Row> ROWS = List.of(
            new Row("ann", "2024-01-10", "10.00"),
            new Row("ann", "2024-02-08", "5.00"), // the 30th day
            new Row("ann", "2024-02-09", "7.00"), // the 31st
            new Row("bob", "2024-01-31", "20.00"),
            new Row("bob", "2024-02-10", "-4.00"), // a refund
            new Row("cid", "2024-02-15", "100.00"));
    private static final HistoryStore<String> STORE = HistoryStore.<Row, String>ofDates(
                    Row::customer, row -> LocalDate.parse(row.day))
            .amounts(row -> new BigDecimal(row.amount), USD)
            .from(ROWS);

    @Test
    void leavesOutTheYoung() {
        // bob's 30 days end with 29 February, cid's with 15 March
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 29));
        RealisedValues<String> values = RealisedValue.over(months).within(30).of(STORE);
        assertThat(values.of("2024-01"))
                .hasToString("Optional[15.50 USD (31.00 / 2 customers within 30 days, as of 2024-02-29, REALISED_N)]");
        assertThat(values.of("2024-02")).isEmpty();
        assertThat(values.tooYoung("2024-02")).containsExactly("cid");
        assertThat(values.total()).hasToString(values.of("2024-01").toString());
        assertThat(values.total().orElseThrow().inputs()).containsEntry("days", 30.0);

        RealisedValues<String> dayBefore = RealisedValue.over(Timeline.monthly(LocalDate.of(2024, 2, 28)))
                .within(30)
                .of(STORE);
        assertThat(dayBefore.tooYoung("2024-01")).containsExactly("bob");
    }

    @Test
    void toDateCountsEverybody() {
        RealisedValues<String> values =
                RealisedValue.over(Timeline.monthly(LocalDate.of(2024, 2, 29))).of(STORE);
        assertThat(values.total()).hasToString("Optional[46.00 USD (138.00 / 3 customers to 2024-02-29, HISTORIC)]");
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("30"), 3, USD);
        assertThat(values.total().orElseThrow().less(cost))
                .hasToString("36.00 USD (138.00 / 3 customers to 2024-02-29 − 10.00 paid cost, SPEND_LESS_COST)");
        assertThat(values.counted().explain("ann").entries()).hasSize(1);
    }

    @Test
    void refusesNonsense() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 29));
        assertThatThrownBy(() -> RealisedValue.over(months).within(0)).hasMessage("days (0) must be at least 1");
        HistoryStore<String> noAmounts = HistoryStore.<Row, String>ofDates(
                        Row::customer, row -> LocalDate.parse(row.day))
                .from(ROWS);
        assertThatThrownBy(() -> RealisedValue.over(months).of(noAmounts)).hasMessageContaining("must have amounts");
        assertThatThrownBy(() -> RealisedValue.over(months).of(STORE).of("2025-01"))
                .hasMessage("period (2025-01) must lie from 2024-01 to 2024-02");
    }

    @Test
    void groupsAddUpAndTalliesMakeValues() {
        RealisedValue method = RealisedValue.over(
                        Timeline.monthly(LocalDate.of(2024, 2, 29)).from(LocalDate.of(2024, 1, 1)))
                .within(30);
        RealisedValues<String> values = method.of(STORE);
        ByGroup<RealisedValues<String>> byLetter =
                values.by(Grouping.of("first letter", (String name) -> name.substring(0, 1)));
        assertThat(byLetter.inGroup("a").total().orElseThrow().asDouble()).isEqualTo(15);
        assertThat(byLetter.inGroup("b").total().orElseThrow().asDouble()).isEqualTo(16);
        assertThat(byLetter.inGroup("c").total()).isEmpty();
        RealisedValues<String> restored = method.of(values.counted().tally());
        assertThat(restored.total()).hasToString(values.total().toString());
        assertThatThrownBy(() -> restored.tooYoung("2024-02")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RealisedValue.over(Timeline.monthly(LocalDate.of(2024, 2, 29)))
                        .rule())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cellsThatNobodyCanBeInAreUnobserved() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 3, 10)).from(LocalDate.of(2024, 1, 1));
        Rule<ValueCell> rule = RealisedValue.over(months).within(30).rule();
        // The 30 days of 31 January end with 29 February, those of 1 February with 1 March, those of 1 March with the
        // 30th.
        assertThat(rule.state(new ValueCell(months.period(0), ValueCell.Maturity.COMPLETE)))
                .isEqualTo(CellState.OBSERVED);
        assertThat(rule.state(new ValueCell(months.period(1), ValueCell.Maturity.COMPLETE)))
                .isEqualTo(CellState.PARTIAL);
        assertThat(rule.state(new ValueCell(months.period(2), ValueCell.Maturity.COMPLETE)))
                .isEqualTo(CellState.UNOBSERVED);
        assertThat(rule.state(new ValueCell(months.period(2), ValueCell.Maturity.TOO_YOUNG)))
                .isEqualTo(CellState.PARTIAL);
        assertThat(RealisedValue.over(months)
                        .rule()
                        .state(new ValueCell(months.period(0), ValueCell.Maturity.COMPLETE)))
                .isEqualTo(CellState.OBSERVED);
    }
}
