package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.ChurnFormula;
import dev.retention.Proportion;
import dev.retention.RetentionFormula;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                        2024-01: 2 active, 2 new, 0 retained, 0 reactivated, 0 lost
                        2024-02: 2 active, 1 new, 1 retained, 0 reactivated, 1 lost
                        2024-03: 1 active, 0 new, 0 retained, 1 reactivated, 2 lost
                        2024-04: 0 active, 0 new, 0 retained, 0 reactivated, 1 lost
                        2024-05: 1 active, 0 new, 0 retained, 1 reactivated, 0 lost""");
    }

    @Test
    void aToleratedGapKeepsTheSilent() {
        assertThat(table(CustomerMovements.over(MONTHS).toleratedGap(1))).isEqualTo("""
                        2024-01: 2 active, 2 new, 0 retained, 0 reactivated, 0 lost
                        2024-02: 3 active, 1 new, 2 retained, 0 reactivated, 0 lost
                        2024-03: 3 active, 0 new, 3 retained, 0 reactivated, 0 lost
                        2024-04: 1 active, 0 new, 1 retained, 0 reactivated, 2 lost
                        2024-05: 1 active, 0 new, 0 retained, 1 reactivated, 1 lost""");
    }

    @Test
    void whoReturnsAfterTheWindowIsNewAgain() {
        assertThat(table(CustomerMovements.over(MONTHS).reactivationWindow(1))).isEqualTo("""
                        2024-01: 2 active, 2 new, 0 retained, 0 reactivated, 0 lost
                        2024-02: 2 active, 1 new, 1 retained, 0 reactivated, 1 lost
                        2024-03: 1 active, 0 new, 0 retained, 1 reactivated, 2 lost
                        2024-04: 0 active, 0 new, 0 retained, 0 reactivated, 1 lost
                        2024-05: 1 active, 1 new, 0 retained, 0 reactivated, 0 lost""");
    }

    @Test
    void moneyMovesWithTheCustomers() {
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        assertThat(moves.in("2024-02").amount()).isEqualTo("23.00");
        assertThat(moves.in("2024-03").lost().amount()).isEqualTo("23.00");
        assertThat(moves.in("2024-03").lost().members()).containsExactly(1L, 3L);
        assertThat(moves.in("2024-05").state()).isEqualTo(CellState.PARTIAL);
        // what the lost spent in their last active month, before the gap
        Movements<Long> tolerant =
                CustomerMovements.over(MONTHS).toleratedGap(1).of(ORDERS.store());
        assertThat(tolerant.in("2024-04").lost().amount()).isEqualTo("23.00");
        assertThat(tolerant.in("2024-03").retained().amount()).isEqualTo("8.00");
    }

    @Test
    void ratesCarryTheirFormula() {
        Movements<Long>.InPeriod march =
                CustomerMovements.over(MONTHS).of(ORDERS.store()).in("2024-03");
        assertThat(march.churn(ChurnFormula.SNAPSHOT)).hasToString("Optional[100.0 % (2 of 2, SNAPSHOT)]");
        assertThat(march.churn(ChurnFormula.NET_OF_RETURNS)).hasToString("Optional[50.0 % (1 of 2, NET_OF_RETURNS)]");
        assertThat(march.retention(RetentionFormula.SURVIVORS)).hasToString("Optional[0.0 % (0 of 2, SURVIVORS)]");
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        assertThat(moves.in("2024-01").churn(ChurnFormula.SNAPSHOT)).isEmpty();
        assertThatThrownBy(() -> march.churn(ChurnFormula.RENEWAL_BASE)).hasMessageContaining("due");
    }

    @Test
    void customersFromBeforeTheFirstPeriodAreNotNew() {
        Timeline late = MONTHS.from(LocalDate.of(2024, 3, 1));
        Movements<Long> moves = CustomerMovements.over(late).of(ORDERS.store());
        assertThat(moves.periods()).hasSize(3);
        assertThat(moves.in("2024-03")).hasToString("2024-03: 1 active, 0 new, 0 retained, 1 reactivated, 2 lost");
        assertThat(moves.counted().explain(2L).entries()).hasSize(2);
    }

    @Test
    void splitsChurnByGroup() {
        Movements<Long> moves = CustomerMovements.over(MONTHS).of(ORDERS.store());
        Movements<Long>.InPeriod march = moves.in("2024-03");
        Map<String, Proportion> churn = march.churnBy(customer -> customer % 2 == 0 ? "even" : "odd");
        Map<String, Long> exposed = Stream.concat(march.lost().members().stream(), march.retained().members().stream())
                .collect(Collectors.groupingBy(customer -> customer % 2 == 0 ? "even" : "odd", Collectors.counting()));
        assertThat(churn.keySet()).isEqualTo(exposed.keySet());
        churn.forEach((group, rate) -> assertThat(rate.total()).isEqualTo(exposed.get(group)));
        assertThat(Proportion.pooled(churn.values()).count())
                .isEqualTo(march.lost().count());
        assertThat(moves.in("2024-01").churnBy(customer -> "all")).isEmpty();
        assertThatThrownBy(() -> march.churnBy(null)).hasMessage("group");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> CustomerMovements.over(MONTHS).toleratedGap(-1))
                .hasMessage("periods (-1) must be at least 0");
        assertThatThrownBy(() -> CustomerMovements.over(MONTHS).reactivationWindow(-1))
                .hasMessage("periods (-1) must be at least 0");
        assertThatThrownBy(
                        () -> CustomerMovements.over(MONTHS).of(ORDERS.store()).in("2025-01"))
                .hasMessageContaining("must lie from");
    }
}
