package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeTableTest {

    private record Customer(String plan, int months, boolean left) {}

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer("a", 3, true),
            new Customer("a", 5, false),
            new Customer("b", 3, false),
            new Customer("b", 1, true),
            new Customer("b", 3, true));

    @Test
    void countsTheCallersObjects() {
        LifeTable table = LifeTable.of(CUSTOMERS, Customer::months, Customer::left);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(List.of(table.time(0), table.time(1), table.time(2))).containsExactly(1.0, 3.0, 5.0);
        assertThat(List.of(table.atRisk(0), table.atRisk(1), table.atRisk(2))).containsExactly(5.0, 4.0, 1.0);
        assertThat(List.of(table.ended(0), table.ended(1), table.ended(2))).containsExactly(1.0, 2.0, 0.0);
        assertThat(List.of(table.censored(0), table.censored(1), table.censored(2)))
                .containsExactly(0.0, 1.0, 1.0);
        assertThat(table).hasToString("5 tenures to 5, 3 ended, 2 censored");
        assertThat(table.lastTime()).hasValue(5);
    }

    @Test
    void allDoorsLeadToTheSameTable() {
        LifeTable table = LifeTable.of(CUSTOMERS, Customer::months, Customer::left);
        boolean[] left = {true, false, false, true, true};
        assertThat(LifeTable.ofPeriods(new int[] {3, 5, 3, 1, 3}, left)).isEqualTo(table);
        assertThat(LifeTable.of(CUSTOMERS, Customer::months, Customer::left)).isEqualTo(table);
        Map<String, LifeTable> byPlan = CUSTOMERS.stream()
                .collect(Collectors.groupingBy(
                        Customer::plan,
                        Collectors.mapping(c -> Tenure.of(c.months(), c.left()), LifeTable.toLifeTable())));
        assertThat(byPlan.values().stream().reduce(LifeTable.empty(), LifeTable::plus))
                .isEqualTo(table)
                .hasSameHashCodeAs(table);
    }

    @Test
    void mergesTimesEqualWithinRounding() {
        // The timefix example of R's survival: 0.1 + 0.2 is not 0.3 as a double.
        LifeTable table = LifeTable.of(List.of(Tenure.ended(0.1 + 0.2), Tenure.ended(0.3), Tenure.censored(0.3)));
        assertThat(table.rows()).isEqualTo(1);
        assertThat(table.ended(0)).isEqualTo(2);
        LifeTable apart = LifeTable.of(List.of(Tenure.ended(0.1 + 0.2))).plus(LifeTable.of(List.of(Tenure.ended(0.3))));
        assertThat(apart.rows()).isEqualTo(1);
        assertThat(LifeTable.of(List.of(Tenure.ended(0.3), Tenure.ended(0.3 * (1 + 1e-8))))
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void countsLateEntriesAsAtRiskOnlyAfterThem() {
        LifeTable table = LifeTable.of(List.of(
                Tenure.ended(2),
                Tenure.ended(4).withEntry(2),
                Tenure.censored(6).withEntry(3)));
        assertThat(table.atRiskAt(0)).isEqualTo(1);
        assertThat(table.atRiskAt(2)).isEqualTo(1);
        assertThat(table.atRiskAt(2.5)).isEqualTo(1);
        assertThat(table.atRiskAt(4)).isEqualTo(2);
        assertThat(table.atRiskAt(6)).isEqualTo(1);
        assertThat(table.atRiskAt(7)).isZero();
        assertThat(table.entered(0)).isEqualTo(1);
    }

    @Test
    void leavesNoDustWhereFractionalWeightsCancel() {
        LifeTable table = LifeTable.of(List.of(
                Tenure.ended(1).withWeight(0.1),
                Tenure.ended(3).withEntry(2).withWeight(0.2),
                Tenure.ended(4).withEntry(2).withWeight(0.3)));
        assertThat(table.atRisk(0)).isEqualTo(0.1);
        assertThat(KaplanMeier.withDefaults().estimate(table).at(1)).hasValue(0);
    }

    @Test
    void countsLongPeriodsAndRealTimesToo() {
        LifeTableAccumulator accumulator = new LifeTableAccumulator()
                .add(0L, true)
                .add(5_000L, true)
                .add(1L << 40, false)
                .add(2.5, true)
                .addAll(LifeTable.ofPeriods(new int[] {5_000}, new boolean[] {false}));
        LifeTable table = accumulator.snapshot();
        assertThat(table.total()).isEqualTo(5);
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.time(3)).isEqualTo(0x1p40);
        assertThat(table.atRisk(2)).isEqualTo(3);
        assertThat(accumulator.add(7L, true).snapshot().total()).isEqualTo(6);
    }

    @Test
    void countsColumnsOfAnyLengthAsOneByOne() {
        int[] periods = new int[5_000];
        boolean[] ended = new boolean[periods.length];
        LifeTableAccumulator oneByOne = new LifeTableAccumulator();
        for (int i = 0; i < periods.length; i++) {
            // A stretch of short tenures, one of longer than the counters reach, and one with a tenure
            // too long for any.
            periods[i] = i < 2_000 ? i % 37 : i < 4_000 ? i : i == 4_500 ? 1 << 20 : 65_535 - i % 3;
            ended[i] = i % 5 < 2;
            oneByOne.add((long) periods[i], ended[i]);
        }
        assertThat(LifeTable.ofPeriods(periods, ended)).isEqualTo(oneByOne.snapshot());
        periods[4_999] = -1;
        assertThatIllegalArgumentException().isThrownBy(() -> LifeTable.ofPeriods(periods, ended));
    }

    @Test
    void printsWhatStandsUnderAPlot() {
        LifeTable table = LifeTable.of(CUSTOMERS, Customer::months, Customer::left);
        assertThat(table.atRiskTable(0, 3, 4, 9))
                .containsExactly(
                        new LifeTable.AtRisk(0, 5, 0, 0),
                        new LifeTable.AtRisk(3, 4, 3, 1),
                        new LifeTable.AtRisk(4, 1, 3, 1),
                        new LifeTable.AtRisk(9, 0, 3, 2));
    }

    @Test
    void measuresTheHazardInABand() {
        LifeTable table = LifeTable.of(CUSTOMERS, Customer::months, Customer::left);
        // 5 at risk for 1 month, 4 for 2, 1 for 1.
        HazardRate rate = HazardRate.of(table, 0, 4);
        assertThat(rate.ended()).isEqualTo(3);
        assertThat(rate.exposure()).isEqualTo(14);
        assertThat(rate.perPeriod()).isEqualTo(3 / 14.0);
        assertThat(rate.interval(0.95).contains(3 / 14.0)).isTrue();
        assertThat(rate).hasToString("0.2143 per period in [0, 4] (3 ended in 14 customer-periods)");
        // Nobody left in (3, 5]: the rule of three.
        assertThat(HazardRate.of(table, 3, 5).interval(0.95).lower()).isZero();
        assertThat(HazardRate.of(table, 3, 5).interval(0.95).upper()).isCloseTo(-Math.log(0.05) / 2, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HazardRate.of(table, 4, 6))
                .withMessageContaining("last");
        assertThatIllegalArgumentException().isThrownBy(() -> HazardRate.of(table, 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> HazardRate.of(table, Double.NaN, 2));
    }

    @Test
    void followsOnlyThoseWhoStayed() {
        LifeTable rest =
                LifeTable.of(CUSTOMERS, Customer::months, Customer::left).givenStayed(1);
        assertThat(rest.rows()).isEqualTo(2);
        assertThat(rest.time(0)).isEqualTo(2);
        assertThat(rest.atRisk(0)).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> rest.givenStayed(4));
    }

    @Test
    @SuppressWarnings("NullAway")
    void theEmptyTableAddsNothing() {
        LifeTable table = LifeTable.of(CUSTOMERS, Customer::months, Customer::left);
        assertThat(LifeTable.empty().plus(table)).isEqualTo(table);
        assertThat(table.plus(LifeTable.of(List.of()))).isEqualTo(table);
        assertThat(LifeTable.empty().lastTime()).isEmpty();
        assertThat(LifeTable.empty()).hasToString("0 tenures to 0, 0 ended, 0 censored");
        assertThatNullPointerException().isThrownBy(() -> table.plus(null)).withMessage("other");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesImpossibleDurations(double duration) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LifeTableAccumulator().add(duration, true));
    }

    @Test
    void refusesBadColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifeTable.ofPeriods(new int[] {-1}, new boolean[] {true}))
                .withMessageContaining("periods");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifeTable.ofPeriods(new int[2], new boolean[1]))
                .withMessageContaining("ended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifeTable.empty().atRiskAt(Double.NaN))
                .withMessageContaining("time");
    }
}
