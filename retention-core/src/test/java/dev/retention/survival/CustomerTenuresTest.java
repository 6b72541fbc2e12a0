package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.rule.Tally;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CustomerTenuresTest {
    private static final LocalDate AS_OF = LocalDate.of(2024, 3, 31);

    private static HistoryStore<String> orders() {
        return HistoryStore.ofDates(Map.Entry<String, LocalDate>::getKey, Map.Entry<String, LocalDate>::getValue)
                .from(rows());
    }

    private static List<Map.Entry<String, LocalDate>> rows() {
        return List.of(
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
    }

    @Test
    void firstSpellsBecomeTenures() {
        LifeTable table =
                CustomerTenures.over(AS_OF, Spells.ofOrders(30)).of(orders()).lifeTable();
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
        CustomerTenures tenures = CustomerTenures.over(AS_OF, Spells.ofOrders(30));
        Counted<String, TenureCell> counted = Sweep.over(store).count(tenures.rule(store));
        assertThat(counted.members(new TenureCell(30, true))).containsExactly("just", "once", "returned");
        assertThat(counted.members(new TenureCell(30, false))).containsExactly("recent");
        assertThat(counted.explain("faithful").toString()).contains("91+ days");
        assertThat(tenures.of(store).counted().tally()).isEqualTo(counted.tally());
    }

    @Test
    void noCustomersMakeAnEmptyTable() {
        HistoryStore<String> none =
                HistoryStore.<String, String>ofDates(row -> row, row -> AS_OF).from(List.of());
        assertThat(CustomerTenures.over(AS_OF, Spells.ofOrders(1)).of(none).lifeTable())
                .isEqualTo(LifeTable.empty());
        assertThat(CustomerTenures.over(LocalDate.of(2023, 1, 1), Spells.ofOrders(30))
                        .of(orders())
                        .lifeTable())
                .isEqualTo(LifeTable.empty());
    }

    @Test
    void instantsNeedAZone() {
        HistoryStore<String> store = HistoryStore.<String, String>ofInstants(
                        row -> row, row -> Instant.parse("2024-01-01T01:00:00Z"))
                .from(List.of("a"));
        CustomerTenures tenures = CustomerTenures.over(LocalDate.of(2024, 1, 10), Spells.ofOrders(30));
        assertThatIllegalArgumentException().isThrownBy(() -> tenures.of(store));
        assertThat(tenures.inZone(ZoneId.of("America/New_York")).of(store).lifeTable())
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(11))));
        assertThat(tenures.inZone(ZoneId.of("UTC")).of(store).lifeTable())
                .isEqualTo(LifeTable.of(List.of(Tenure.censored(10))));
    }

    @Test
    void printsTheRule() {
        assertThat(CustomerTenures.over(AS_OF, Spells.ofOrders(30)))
                .hasToString("first tenures, live for 30 days after an order, as of 2024-03-31");
        assertThat(new TenureCell(3, true)).hasToString("3 days");
        assertThatNullPointerException().isThrownBy(() -> CustomerTenures.over(null, Spells.ofOrders(1)));
    }

    private static HistoryStore<String> part(int which) {
        return HistoryStore.ofDates(Map.Entry<String, LocalDate>::getKey, Map.Entry<String, LocalDate>::getValue)
                .from(rows().stream()
                        .filter(row -> Math.floorMod(row.getKey().hashCode(), 2) == which)
                        .toList());
    }

    @Test
    void talliesOfAnyPartsAddUpFromOneDayOn() {
        CustomerTenures tenures =
                CustomerTenures.over(AS_OF, Spells.ofOrders(30)).from(LocalDate.of(2023, 12, 1));
        Tally<TenureCell> sum = tenures.of(part(0))
                .counted()
                .tally()
                .plus(tenures.of(part(1)).counted().tally());
        assertThat(sum).isEqualTo(tenures.of(orders()).counted().tally());
        assertThat(tenures.of(sum).lifeTable())
                .isEqualTo(CustomerTenures.over(AS_OF, Spells.ofOrders(30))
                        .of(orders())
                        .lifeTable());
        assertThat(tenures.of(sum).counted().hasMembers()).isFalse();
        // Spells that began before the first day are left out.
        assertThat(tenures.from(AS_OF).of(orders()).lifeTable()).isEqualTo(LifeTable.empty());
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> CustomerTenures.over(AS_OF, Spells.ofOrders(30)).rule());
    }

    @Test
    void laterSpellsAreThoseOfWhoCameBack() {
        CustomerTenures second =
                CustomerTenures.over(AS_OF, Spells.ofOrders(30)).ofSpell(2);
        long returned = orders().customers();
        assertThat(second.of(orders()).lifeTable().total())
                .isEqualTo(naiveSecondSpells())
                .isLessThan(returned);
        assertThat(second).hasToString("tenures of spell 2, live for 30 days after an order, as of 2024-03-31");
        assertThatIllegalArgumentException().isThrownBy(() -> second.ofSpell(0));
    }

    /** Customers with an order more than 30 days after the one before it. */
    private static double naiveSecondSpells() {
        return rows().stream()
                .map(Map.Entry::getKey)
                .distinct()
                .filter(customer -> {
                    List<LocalDate> days = rows().stream()
                            .filter(row -> row.getKey().equals(customer)
                                    && !row.getValue().isAfter(AS_OF))
                            .map(Map.Entry::getValue)
                            .sorted()
                            .toList();
                    return IntStream.range(1, days.size())
                            .anyMatch(i -> days.get(i - 1).plusDays(30).isBefore(days.get(i)));
                })
                .count();
    }

    @Test
    void groupsAddUpToTheWholeAndAreCompared() {
        Grouping byLength = Grouping.of("length of name", (String name) -> name.length() > 4 ? "long" : "short");
        CustomerTenures.Table<String> table =
                CustomerTenures.over(AS_OF, Spells.ofOrders(30)).of(orders());
        ByGroup<LifeTable> groups = table.by(byLength);
        assertThat(groups.in("long").plus(groups.in("short"))).isEqualTo(table.lifeTable());
        assertThat(groups.in("other")).isEqualTo(LifeTable.empty());
    }
}
