package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.ChurnFormula;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.rule.TallyMismatchException;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerMovementsTest {
    private static final Orders ORDERS = new Orders(List.of(
            row(1, "2024-01-05", "10.00"),
            row(1, "2024-02-05", "20.00"),
            row(1, "2024-05-05", "5.00"),
            row(2, "2024-01-31", "7.00"),
            row(2, "2024-03-01", "8.00"),
            row(3, "2024-02-10", "1.00"),
            row(3, "2024-02-11", "2.00")));
    private static final Timeline MONTHS = Timeline.monthly(LocalDate.of(2024, 5, 20));

    private static Orders.Row row(long customer, String day, String amount) {
        return new Orders.Row(customer, LocalDate.parse(day), new BigDecimal(amount));
    }

    private static String table(CustomerMovements method) {
        return String.join(
                "\n",
                method.of(ORDERS.store()).periods().stream()
                        .map(Movements.InPeriod::toString)
                        .toList());
    }

    @Test
    void countsFromMonthToMonth() {
        assertThat(table(CustomerMovements.over(MONTHS))).isEqualTo("""
            2024-01: 2 live, 2 new, 0 retained, 0 reactivated, 0 lost
            2024-02: 2 live, 1 new, 1 retained, 0 reactivated, 1 lost
            2024-03: 1 live, 0 new, 0 retained, 1 reactivated, 2 lost
            2024-04: 0 live, 0 new, 0 retained, 0 reactivated, 1 lost
            2024-05 (running): 1 live, 0 new, 0 retained, 1 reactivated, 0 not seen yet\
            """);
    }

    @Test
    void aToleratedGapKeepsTheSilent() {
        assertThat(table(CustomerMovements.over(MONTHS).toleratedGap(1))).isEqualTo("""
            2024-01: 2 live, 2 new, 0 retained, 0 reactivated, 0 lost
            2024-02: 3 live, 1 new, 2 retained, 0 reactivated, 0 lost
            2024-03: 3 live, 0 new, 3 retained, 0 reactivated, 0 lost
            2024-04: 1 live, 0 new, 1 retained, 0 reactivated, 2 lost
            2024-05 (running): 1 live, 0 new, 0 retained, 1 reactivated, 1 not seen yet\
            """);
    }

    @Test
    void whoReturnsAfterTheWindowIsNewAgain() {
        assertThat(table(CustomerMovements.over(MONTHS).reactivationWindow(1))).isEqualTo("""
            2024-01: 2 live, 2 new, 0 retained, 0 reactivated, 0 lost
            2024-02: 2 live, 1 new, 1 retained, 0 reactivated, 1 lost
            2024-03: 1 live, 0 new, 0 retained, 1 reactivated, 2 lost
            2024-04: 0 live, 0 new, 0 retained, 0 reactivated, 1 lost
            2024-05 (running): 1 live, 1 new, 0 retained, 0 reactivated, 0 not seen yet\
            """);
    }

    @Test
    void moneyMovesWithTheCustomers() {
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        assertThat(moves.inPeriod("2024-02").amount()).isEqualTo("23.00");
        assertThat(moves.inPeriod("2024-03").lost().amount()).isEqualTo("23.00");
        assertThat(moves.inPeriod("2024-03").lost().members()).containsExactly(1L, 3L);
        assertThat(moves.inPeriod("2024-05").state()).isEqualTo(CellState.PARTIAL);
        // what the lost spent in their last active month, before the gap
        Movements<Long> tolerant =
                CustomerMovements.over(MONTHS).toleratedGap(1).of(ORDERS.store());
        assertThat(tolerant.inPeriod("2024-04").lost().amount()).isEqualTo("23.00");
        assertThat(tolerant.inPeriod("2024-03").retained().amount()).isEqualTo("8.00");
    }

    @Test
    void ratesCarryTheirFormula() {
        Movements<Long>.InPeriod march =
                CustomerMovements.over(MONTHS).of(ORDERS.store()).inPeriod("2024-03");
        assertThat(march.churn(ChurnFormula.SNAPSHOT)).hasToString("2024-03: 100.0 % (2 of 2, SNAPSHOT)");
        assertThat(march.churn(ChurnFormula.SNAPSHOT).numerator()).containsExactly(1L, 3L);
        assertThat(march.churn(ChurnFormula.SNAPSHOT).denominator()).containsExactly(1L, 3L);
        assertThat(march.churn(ChurnFormula.NET_OF_RETURNS)).hasToString("2024-03: 50.0 % (1 of 2, NET_OF_RETURNS)");
        assertThat(march.churn(ChurnFormula.SNAPSHOT).reconcileWith(ChurnFormula.NET_OF_RETURNS))
                .hasToString("100.0 % (2 of 2, SNAPSHOT) against 50.0 % (1 of 2, NET_OF_RETURNS); losses counted"
                        + " differently: [2: 0 → -1]; only in the first denominator: [], only in the second: []");
        assertThat(march.retention(RetentionFormula.SURVIVORS)).hasToString("Optional[0.0 % (0 of 2, SURVIVORS)]");
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        assertThat(moves.inPeriod("2024-01").churn(ChurnFormula.SNAPSHOT).rate())
                .isEmpty();
        // nobody at the start, but two who could be lost: defined where the formula is
        assertThat(moves.inPeriod("2024-01").churn(ChurnFormula.EVENTS_OVER_START_PLUS_NEW))
                .hasToString("2024-01: 0.0 % (0 of 2, EVENTS_OVER_START_PLUS_NEW)");
        for (Movements<Long>.InPeriod month : List.of(march, moves.inPeriod("2024-01"))) {
            assertThatThrownBy(() -> month.churn(ChurnFormula.RENEWAL_BASE))
                    .hasMessage("formula (RENEWAL_BASE) needs not renewed, which movements do not tell");
            assertThatThrownBy(() -> month.churn(ChurnFormula.EXPOSURE))
                    .hasMessage("formula (EXPOSURE) needs days, which movements do not tell");
            assertThatThrownBy(() -> month.retention(RetentionFormula.REPEAT_PURCHASE))
                    .hasMessageContaining("repeat buyers");
        }
    }

    @Test
    void customersFromBeforeTheFirstPeriodAreNotNew() {
        Timeline late = MONTHS.from(LocalDate.of(2024, 3, 1));
        Movements<Long> moves = CustomerMovements.over(late).of(ORDERS.store());
        assertThat(moves.periods()).hasSize(3);
        assertThat(moves.inPeriod("2024-03")).hasToString("2024-03: 1 live, 0 new, 0 retained, 1 reactivated, 2 lost");
        assertThat(moves.counted().explain(2L).entries()).hasSize(2);
    }

    @Test
    void splitsMovementsByGroup() {
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        ByGroup<Movements<Long>> byParity =
                moves.by(Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd"));
        assertThat(byParity.inGroup("odd").inPeriod("2024-03").churn(ChurnFormula.SNAPSHOT))
                .hasToString("2024-03: 100.0 % (2 of 2, SNAPSHOT)");
        assertThat(byParity.inGroup("odd").inPeriod("2024-03").lost().members()).containsExactly(1L, 3L);
        assertThat(byParity.inGroup("even")
                        .inPeriod("2024-03")
                        .churn(ChurnFormula.SNAPSHOT)
                        .proportion())
                .isEmpty();
        RateChange<Group> change = RateChange.between(
                byParity,
                odd -> odd.inPeriod("2024-02").churn(ChurnFormula.SNAPSHOT).proportion(),
                odd -> odd.inPeriod("2024-03").churn(ChurnFormula.SNAPSHOT).proportion());
        // of two customers the even one was lost in February, in March both odd ones
        assertThat(change.before()).isEqualTo(Proportion.of(1, 2));
        assertThat(change.after()).isEqualTo(Proportion.of(2, 2));
        assertThat(change.rateEffect() + change.mixEffect()).isEqualTo(0.5);
    }

    @Test
    void findsPeriodsByLabelPeriodAndDay() {
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        assertThat(moves.inPeriod(Grain.MONTH.parse("2024-03"))).isSameAs(moves.inPeriod("2024-03"));
        assertThat(moves.inPeriod(LocalDate.of(2024, 3, 31))).isSameAs(moves.inPeriod("2024-03"));
        assertThatThrownBy(() -> moves.inPeriod(LocalDate.of(2023, 12, 31)))
                .hasMessage("period (2023-12) must lie from 2024-01 to 2024-05");
        assertThatThrownBy(() -> moves.inPeriod(Grain.QUARTER.parse("2024-Q1")))
                .hasMessageContaining("must be of grain");
    }

    @Test
    void aTableIsMadeFromATally() {
        CustomerMovements method = CustomerMovements.over(MONTHS);
        Movements<Long> moves = method.of(ORDERS.store());
        Movements<Long> again = method.of(moves.counted().tally());
        assertThat(again.periods()).hasToString(moves.periods().toString());
        assertThat(again.inPeriod("2024-03").lost().amount()).isEqualTo("23.00");
        assertThatThrownBy(() -> again.inPeriod("2024-03").lost().members()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> method.toleratedGap(1).of(moves.counted().tally()))
                .isInstanceOf(TallyMismatchException.class);
        assertThatThrownBy(method::rule).isInstanceOf(IllegalStateException.class);
        Timeline bound = moves.timeline();
        assertThat(Sweep.over(ORDERS.store())
                        .count(CustomerMovements.over(bound).rule())
                        .tally())
                .isEqualTo(moves.counted().tally());
        assertThat(moves.counted().state(new MovementCell(bound.last(), MovementKind.LOST)))
                .isEqualTo(CellState.PARTIAL);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> CustomerMovements.over(MONTHS).toleratedGap(-1))
                .hasMessage("periods (-1) must be at least 0");
        assertThatThrownBy(() -> CustomerMovements.over(MONTHS).reactivationWindow(-1))
                .hasMessage("periods (-1) must be at least 0");
        assertThatThrownBy(
                        () -> CustomerMovements.over(MONTHS).of(ORDERS.store()).inPeriod("2025-01"))
                .hasMessageContaining("must lie from");
    }
}
