package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import dev.retention.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomerTenuresTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);

    private static HistoryStore<String> orders() {
        List<Map.Entry<String, LocalDate>> rows = List.of(
                Map.entry("once", LocalDate.of(2024, 1, 1)),
                Map.entry("faithful", LocalDate.of(2024, 1, 1)),
                Map.entry("faithful", LocalDate.of(2024, 1, 31)),
                Map.entry("faithful", LocalDate.of(2024, 3, 1)),
                Map.entry("faithful", LocalDate.of(2024, 3, 31)),
                // 31 days between: the first spell ended the day before.
                Map.entry("returned", LocalDate.of(2024, 1, 1)),
                Map.entry("returned", LocalDate.of(2024, 2, 1)),
                // 2024-03-02 + 30 days is 2024-04-01, the first day without data: not yet lost.
                Map.entry("recent", LocalDate.of(2024, 3, 2)),
                // Lost on the last day of the data.
                Map.entry("just", LocalDate.of(2024, 3, 1)),
                Map.entry("future", LocalDate.of(2024, 4, 1)));
        return HistoryStore.ofDates(Map.Entry<String, LocalDate>::getKey, Map.Entry<String, LocalDate>::getValue)
                .from(rows);
    }

    @Test
    void firstSpellsBecomeTenures() {
        LifeTable table = CustomerTenures.over(Timeline.monthly(AS_OF), Spells.ofOrders(30))
                .of(orders());
        // 91 days from 1 January to the end of 31 March.
        assertThat(table)
                .isEqualTo(LifeTable.of(List.of(
                        Tenure.ended(30),
                        Tenure.ended(30),
                        Tenure.ended(30),
                        Tenure.censored(30),
                        Tenure.censored(91))));
    }

    @Test
    void theCustomersOfARowCanBeListed() {
        HistoryStore<String> store = orders();
        CustomerTenures tenures = CustomerTenures.over(Timeline.monthly(AS_OF), Spells.ofOrders(30));
        Counted<String, TenureCell> counted = Sweep.over(store).count(tenures.rule(store));
        assertThat(counted.members(new TenureCell(30, true))).containsExactly("just", "once", "returned");
        assertThat(counted.members(new TenureCell(30, false))).containsExactly("recent");
        assertThat(counted.explain("faithful").toString()).contains("91+ days");
        assertThat(tenures.of(counted.tally())).isEqualTo(tenures.of(store));
    }

    @Test
    void noCustomersMakeAnEmptyTable() {
        HistoryStore<String> none =
                HistoryStore.<String, String>ofDates(row -> row, row -> AS_OF).from(List.of());
        assertThat(CustomerTenures.over(Timeline.monthly(AS_OF), Spells.ofOrders(1))
                        .of(none))
                .isEqualTo(LifeTable.empty());
        assertThat(CustomerTenures.over(Timeline.monthly(LocalDate.of(2023, 1, 1)), Spells.ofOrders(30))
                        .of(orders()))
                .isEqualTo(LifeTable.empty());
    }

    @Test
    void instantsNeedAZone() {
        HistoryStore<String> store = HistoryStore.<String, String>ofInstants(
                        row -> row, row -> Instant.parse("2024-01-01T01:00:00Z"))
                .from(List.of("a"));
        CustomerTenures tenures =
                CustomerTenures.over(Timeline.monthly(LocalDate.of(2024, 1, 10)), Spells.ofOrders(30));
        assertThatIllegalArgumentException().isThrownBy(() -> tenures.of(store));
        Timeline january = Timeline.monthly(LocalDate.of(2024, 1, 10));
        assertThat(CustomerTenures.over(january.inZone(ZoneId.of("America/New_York")), Spells.ofOrders(30))
                        .of(store))
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(11))));
        assertThat(CustomerTenures.over(january.inZone(ZoneId.of("UTC")), Spells.ofOrders(30))
                        .of(store))
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(10))));
    }

    @Test
    void talliesOfPartsAddUpWhereTheFirstDayIsGiven() {
        Timeline quarter = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));
        CustomerTenures tenures = CustomerTenures.over(quarter, Spells.ofOrders(30));
        HistoryStore<String> late = HistoryStore.<String, String>ofDates(row -> row, row -> LocalDate.of(2024, 3, 5))
                .from(List.of("late"));
        Tally<TenureCell> both = Sweep.over(orders())
                .count(tenures.rule())
                .tally()
                .plus(Sweep.over(late).count(tenures.rule()).tally());
        assertThat(tenures.of(both).total()).isEqualTo(6);
        assertThat(Tally.fromBytes(tenures.rule(), both.toBytes())).isEqualTo(both);
        CustomerTenures tooLate = CustomerTenures.over(quarter.from(LocalDate.of(2024, 2, 1)), Spells.ofOrders(30));
        assertThatThrownBy(() -> tooLate.of(orders()))
                .hasMessageContaining("must not start before 2024-02-01")
                .hasMessageContaining("customer faithful");
    }

    @Test
    void groupsHaveTablesOfTheirOwn() {
        ByGroup<LifeTable> byInitial = CustomerTenures.over(Timeline.monthly(AS_OF), Spells.ofOrders(30))
                .by(Grouping.of("initial", (String key) -> key.substring(0, 1)), Sweep.over(orders()));
        assertThat(byInitial.groups()).containsExactly(Group.of("f"), Group.of("j"), Group.of("o"), Group.of("r"));
        assertThat(byInitial.inGroup("r")).isEqualTo(LifeTable.of(List.of(Tenure.ended(30), Tenure.censored(30))));
    }

    @Test
    void printsTheRule() {
        assertThat(CustomerTenures.over(Timeline.monthly(AS_OF), Spells.ofOrders(30)))
                .hasToString("first tenures, live for 30 days after an order, as of 2024-03-31");
        assertThat(new TenureCell(3, true)).hasToString("3 days");
        assertThatNullPointerException().isThrownBy(() -> CustomerTenures.over(null, Spells.ofOrders(1)));
    }
}
