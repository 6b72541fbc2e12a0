package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Counted;
import dev.retention.rule.Sweep;
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
        LifeTable table = CustomerTenures.of(Spells.ofOrders(30), AS_OF).lifeTable(orders());
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
        CustomerTenures tenures = CustomerTenures.of(Spells.ofOrders(30), AS_OF);
        Counted<String, TenureCell> counted = Sweep.over(store).count(tenures.rule(store));
        assertThat(counted.members(new TenureCell(30, true))).containsExactly("just", "once", "returned");
        assertThat(counted.members(new TenureCell(30, false))).containsExactly("recent");
        assertThat(counted.explain("faithful").toString()).contains("91+ days");
        assertThat(CustomerTenures.lifeTable(counted.tally())).isEqualTo(tenures.lifeTable(store));
    }

    @Test
    void noCustomersMakeAnEmptyTable() {
        HistoryStore<String> none = HistoryStore.<String, String>ofDates(row -> row, row -> AS_OF)
                .from(List.of());
        assertThat(CustomerTenures.of(Spells.ofOrders(1), AS_OF).lifeTable(none)).isEqualTo(LifeTable.empty());
        assertThat(CustomerTenures.of(Spells.ofOrders(30), LocalDate.of(2023, 1, 1))
                        .lifeTable(orders()))
                .isEqualTo(LifeTable.empty());
    }

    @Test
    void instantsNeedAZone() {
        HistoryStore<String> store = HistoryStore.<String, String>ofInstants(
                        row -> row, row -> Instant.parse("2024-01-01T01:00:00Z"))
                .from(List.of("a"));
        CustomerTenures tenures = CustomerTenures.of(Spells.ofOrders(30), LocalDate.of(2024, 1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> tenures.lifeTable(store));
        assertThat(tenures.inZone(ZoneId.of("America/New_York")).lifeTable(store))
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(11))));
        assertThat(tenures.inZone(ZoneId.of("UTC")).lifeTable(store))
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(10))));
    }

    @Test
    void printsTheRule() {
        assertThat(CustomerTenures.of(Spells.ofOrders(30), AS_OF))
                .hasToString("first tenures, live for 30 days after an order, as of 2024-03-31");
        assertThat(new TenureCell(3, true)).hasToString("3 days");
        assertThatNullPointerException().isThrownBy(() -> CustomerTenures.of(Spells.ofOrders(1), null));
    }
}
