package dev.retention.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.retention.cohort.CohortAnchor;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.movement.CustomerMovements;
import dev.retention.movement.MovementCell;
import dev.retention.movement.Movements;
import dev.retention.rule.Grouping.Reading;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Groups by columns of events, worked out by hand. */
class ColumnGroupTest {
    static final LocalDate AS_OF = LocalDate.of(2024, 4, 20);
    static final Timeline MONTHS = Timeline.monthly(AS_OF).from(LocalDate.of(2024, 1, 1));
    static final Rule<String> CUSTOMERS =
            Rule.of("customers", MONTHS, Cells.of(List.of("all")), (history, sink) -> sink.add(0));

    private record Row(
            long customer, int month, int day, @Nullable String country, String code) {}

    /** 1 moves from DE to FR and has an event without a country between; 2 has none; 3 comes from before the first month. */
    static final HistoryStore<Long> STORE = store(List.of(
            new Row(1, 1, 10, "DE", "order"),
            new Row(1, 3, 5, null, "order"),
            new Row(1, 4, 2, "FR", "order"),
            new Row(2, 1, 31, null, "order"),
            new Row(3, -1, 9, "AT", "order"),
            new Row(3, 2, 9, "AT", "refund"),
            new Row(3, 2, 20, "AT", "order")));

    private static HistoryStore<Long> store(List<Row> rows) {
        return HistoryStore.ofDates(
                        Row::customer,
                        (Row row) -> LocalDate.of(2024, 1, row.day()).plusMonths(row.month() - 1))
                .codes(Row::code)
                .text("country", Row::country)
                .number("items", row -> 1L)
                .from(rows);
    }

    static Map<String, String> members(Grouping grouping) {
        return Sweep.over(STORE).members(grouping, MONTHS).tables().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().label(),
                        entry -> entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }

    static Map<String, Long> live(ByGroup<Movements<Long>> byGroup, String month) {
        return byGroup.tables().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().label(),
                        entry -> entry.getValue().inPeriod(month).live()));
    }

    @Test
    void aColumnIsReadAtTheEndAndAtTheFirstEvent() {
        assertThat(members(Grouping.ofColumn("country", Reading.LATEST)))
                .isEqualTo(Map.of("FR", "1", "AT", "3", "(missing)", "2"));
        assertThat(members(Grouping.ofColumn("country", Reading.AT_ANCHOR)))
                .isEqualTo(Map.of("DE", "1", "AT", "3", "(missing)", "2"));
        assertThat(Grouping.ofColumn("country", Reading.AT_ANCHOR))
                .hasToString("by country of event columns, at anchor");
    }

    @Test
    void aColumnIsReadAtTheEventThatPlacedTheCustomerInACohort() {
        ByGroup<CohortTable<Long>> byCountry = CohortRetention.over(MONTHS)
                .anchoredOn(CohortAnchor.EVERY_PERIOD)
                .of(STORE)
                .by(Grouping.ofColumn("country", Reading.AT_ANCHOR));
        assertThat(byCountry.inGroup("DE").row("2024-01").size()).isEqualTo(1);
        // The event in March has no country, though one was known before.
        assertThat(byCountry.inGroup(Group.MISSING).row("2024-03").size()).isEqualTo(1);
        assertThat(byCountry.inGroup("FR").row("2024-04").size()).isEqualTo(1);
        assertThat(byCountry.inGroup("AT").row("2024-02").size()).isEqualTo(1);
        // A day that places customers reads what was known on it.
        ByGroup<CohortTable<Long>> byDay = CohortRetention.over(MONTHS)
                .anchoredOnDate("spring", (Long customer) -> LocalDate.of(2024, 3, 20))
                .of(STORE)
                .by(Grouping.ofColumn("country", Reading.AT_ANCHOR));
        assertThat(byDay.inGroup("DE").row("2024-03").size()).isEqualTo(1);
    }

    @Test
    void aColumnIsReadAtEachPeriod() {
        ByGroup<Movements<Long>> byCountry = CustomerMovements.over(MONTHS)
                .toleratedGap(3)
                .of(STORE)
                .by(Grouping.ofColumn("country", Reading.AT_PERIOD));
        assertThat(live(byCountry, "2024-01")).isEqualTo(Map.of("DE", 1L, "FR", 0L, "AT", 1L, "(missing)", 1L));
        assertThat(live(byCountry, "2024-04")).isEqualTo(Map.of("DE", 0L, "FR", 1L, "AT", 1L, "(missing)", 1L));
        assertThat(byCountry.inGroup("DE").inPeriod("2024-04").moved()).isEqualTo(-1);
        assertThat(byCountry.inGroup("FR").inPeriod("2024-04").moved()).isEqualTo(1);
    }

    @Test
    void columnsThatAreNotThereAreRefused() {
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Sweep.over(STORE).count(CUSTOMERS.by(Grouping.ofColumn("contry", Reading.LATEST))))
                .withMessage("rule (customers, by contry of event columns, latest) failed for customer 1: column"
                        + " (contry) must be one of [country, items]");
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> members(Grouping.ofColumn("items", Reading.LATEST)))
                .withMessageContaining("column (items) holds numbers, not texts");
    }

    @Test
    void someOfTheEventsArePartedAsThoseOfTheWholeHistory() {
        Grouping byCountry = Grouping.ofColumn("country", Reading.AT_ANCHOR);
        EventFilter refunds = EventFilter.of("refund");
        Rule<MovementCell> movements = CustomerMovements.over(MONTHS).rule(STORE);
        Rule<In<MovementCell>> rule = movements.by(byCountry).counting(refunds);
        assertThat(Sweep.over(STORE).count(rule).tally())
                .isEqualTo(Sweep.over(STORE)
                        .count(movements.counting(refunds).by(byCountry))
                        .tally());
        assertThat(ByGroup.of(Sweep.over(STORE).count(rule), table -> table).groups())
                .containsExactly(Group.of("AT"));
    }

    @Test
    void theLargestAreKeptOfAnyTable() {
        Grouping key = Grouping.<Long>of("key", customer -> "k" + customer);
        Rule<In<String>> rule = CUSTOMERS.by(key);
        Tally<In<String>> merged = Tally.empty(rule);
        for (long customer = 1; customer <= 3; customer++) {
            HistoryStore<Long> part = store(List.of(new Row(customer, 1, 1, null, "order")));
            merged = Tally.fromBytes(
                    rule,
                    Tally.merge(
                            merged.toBytes(),
                            Sweep.over(part).count(rule).tally().toBytes()));
        }
        Live<Long> live = Live.from(STORE);
        Tally<In<String>> kept = live.track(rule).tally();
        for (Tally<In<String>> tally : List.of(merged, kept)) {
            ByGroup<Counted<Object, String>> all = ByGroup.of(Counted.of(rule, tally), table -> table);
            // All are of one size: the first labels stay.
            ByGroup<Counted<Object, String>> two = all.top(2, table -> table.count("all"));
            assertThat(two.groups()).containsExactly(Group.of("k1"), Group.of("k2"), Group.OTHER);
            assertThat(two.inGroup(Group.OTHER).count("all")).isEqualTo(1);
            // What was folded stays so, however large.
            ByGroup<Long> one = two.top(1, table -> 1).map(table -> table.count("all"));
            assertThat(one.tables()).isEqualTo(Map.of(Group.of("k1"), 1L, Group.OTHER, 2L));
            assertThat(one.groups()).containsExactly(Group.of("k1"), Group.OTHER);
            assertThat(one.top(1, count -> count)).isSameAs(one);
        }
        ByGroup<Members<Long>> members = Sweep.over(STORE).members(key, MONTHS).top(1, Members::size);
        assertThat(members.inGroup(Group.OTHER)).containsExactly(2L, 3L);
    }
}
