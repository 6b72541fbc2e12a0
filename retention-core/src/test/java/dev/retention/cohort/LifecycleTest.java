package dev.retention.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.Proportion;
import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import dev.retention.rule.Tally;
import dev.retention.time.CellState;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Timeline DAYS =
            Timeline.of(Grain.DAY, LocalDate.of(2024, 6, 6)).from(LocalDate.of(2024, 6, 2));

    private record Visit(String customer, LocalDate day, String code) {}

    private static HistoryStore<String> visits(String... lines) {
        return HistoryStore.ofDates(Visit::customer, Visit::day)
                .codes(Visit::code)
                .from(Stream.of(lines)
                        .map(line -> line.split(" "))
                        .map(word -> new Visit(word[0], LocalDate.parse("2024-06-0" + word[1]), word[2])));
    }

    private static final HistoryStore<String> STORE = visits(
            "ann 1 view",
            "ann 2 view",
            "ann 4 view",
            "bob 3 view",
            "bob 3 view",
            "bob 4 buy",
            "bob 7 view",
            "cem 1 buy");

    @Test
    void everyStatus() {
        LifecycleTable<String> table = Lifecycle.over(DAYS).of(STORE);
        assertThat(table.series(LifecycleStatus.NEW)).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThat(table.series(LifecycleStatus.RETAINED)).containsExactly(1L, 0L, 1L, 0L, 0L);
        assertThat(table.series(LifecycleStatus.REACTIVATED)).containsExactly(0L, 0L, 1L, 0L, 0L);
        // Cem was there on the day before the range.
        assertThat(table.series(LifecycleStatus.LOST)).containsExactly(1L, 1L, 0L, 2L, 0L);
        assertThat(table.total(LifecycleStatus.LOST)).isEqualTo(4);
        assertThat(table.inPeriod("2024-06-02").members(LifecycleStatus.LOST)).containsExactly("cem");
        assertThat(table.inPeriod("2024-06-04").active()).isEqualTo(2);
        assertThat(table.inPeriod("2024-06-05").activeBefore()).isEqualTo(2);
        assertThat(table.inPeriod("2024-06-05").state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-06-04")).hasToString("2024-06-04: 0 new, 1 retained, 1 reactivated, 0 lost");
        assertThatIllegalArgumentException().isThrownBy(() -> table.inPeriod("2024-06-01"));
        assertThat(table.counted().explain("bob").toString())
                .contains("2024-06-03 NEW")
                .contains("2024-06-05 LOST");
    }

    @Test
    void aStartDayDecidesWhoIsNew() {
        Map<String, LocalDate> created = Map.of("bob", LocalDate.of(2024, 6, 4), "ann", LocalDate.of(2024, 6, 2));
        LifecycleTable<String> table =
                Lifecycle.over(DAYS).startingOn("created", created::get).of(STORE);
        // Bob came a day before he signed up, Ann too: neither is ever new, and the customers still add up.
        assertThat(table.total(LifecycleStatus.NEW)).isZero();
        assertThat(table.inPeriod("2024-06-03").members(LifecycleStatus.REACTIVATED))
                .containsExactly("bob");
        assertThat(table.inPeriod("2024-06-04").members(LifecycleStatus.RETAINED))
                .containsExactly("bob");
        assertThat(table.toString()).contains("new by date of created");
    }

    @Test
    void onlySomeEventsMayCount() {
        LifecycleTable<String> table =
                Lifecycle.over(DAYS).counting(EventFilter.of("buy")).of(STORE);
        assertThat(table.inPeriod("2024-06-04").members(LifecycleStatus.NEW)).containsExactly("bob");
        assertThat(table.total(LifecycleStatus.RETAINED)).isZero();
        assertThat(table.toString()).contains("counting [buy]");
    }

    @Test
    void stickiness() {
        StickinessTable<String> table = Stickiness.over(DAYS).of(STORE);
        // Ann on two days of the range, Bob on two, Cem on none.
        assertThat(table.exact()).containsExactly(0L, 2L, 0L, 0L, 0L);
        assertThat(table.cumulative()).containsExactly(2L, 2L, 0L, 0L, 0L);
        assertThat(table.members(2)).containsExactly("ann", "bob");
        assertThat(table.membersOfAtLeast(1)).containsExactly("ann", "bob");
        assertThat(table.share(2)).hasValue(Proportion.of(2, 2));
        // Four active days of customers over five days and two customers.
        assertThat(table.ratio()).hasValue(0.4);
        assertThat(table.state()).isEqualTo(CellState.OBSERVED);
        assertThatIllegalArgumentException().isThrownBy(() -> table.atLeast(6));
        assertThatIllegalArgumentException().isThrownBy(() -> table.exactly(0));
        StickinessTable<String> none =
                Stickiness.over(DAYS).counting(EventFilter.of("sell")).of(STORE);
        assertThat(none.ratio()).isEmpty();
        assertThat(none.share(1)).isEmpty();
    }

    @Test
    void longerPeriodsAreCountedBackFromTheEnd() {
        // 5-6, 3-4 and 2 alone: Ann in two of them, Bob in one.
        StickinessTable<String> table = Stickiness.over(DAYS).periodsOf(2).of(STORE);
        assertThat(table.exact()).containsExactly(1L, 1L, 0L);
        assertThat(table.members(1)).containsExactly("bob");
    }

    @Test
    void aThresholdPerPeriod() {
        Stickiness method = Stickiness.over(DAYS);
        assertThat(method.perPeriod(Stickiness.Threshold.AT_LEAST, 2).of(STORE).members(1))
                .containsExactly("bob");
        assertThat(method.perPeriod(Stickiness.Threshold.EXACTLY, 1).of(STORE).exact())
                .containsExactly(1L, 1L, 0L, 0L, 0L);
        assertThat(method.perPeriod(Stickiness.Threshold.AT_MOST, 1).of(STORE).exact())
                .containsExactly(1L, 1L, 0L, 0L, 0L);
        assertThatIllegalArgumentException().isThrownBy(() -> method.perPeriod(Stickiness.Threshold.AT_LEAST, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> method.periodsOf(0));
        assertThat(method.perPeriod(Stickiness.Threshold.AT_MOST, 3).periodsOf(7))
                .hasToString("stickiness, AT_MOST 3 per period, periods of 7, DAY 2024-06-02 to 2024-06-06, as of"
                        + " 2024-06-06");
    }

    @Test
    void whoSignsUpAndActsInOneHourIsNew() {
        record At(String customer, Instant at) {}
        HistoryStore<String> store = HistoryStore.ofInstants(At::customer, At::at)
                .from(Stream.of(new At("ann", Instant.parse("2024-06-02T10:30:00Z"))));
        Timeline hours = Timeline.completeBefore(Grain.HOUR, LocalDateTime.of(2024, 6, 2, 12, 0))
                .inZone(ZoneId.of("UTC"))
                .from(LocalDate.of(2024, 6, 2));
        Lifecycle method = Lifecycle.over(hours);
        LifecycleTable<String> table = method.startingAt(
                        "sign-up", (String customer) -> LocalDateTime.of(2024, 6, 2, 10, 30))
                .of(store);
        assertThat(table.inPeriod("2024-06-02T10").members(LifecycleStatus.NEW)).containsExactly("ann");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.startingOn("sign-up", (String customer) -> LocalDate.of(2024, 6, 2))
                        .of(store))
                .withMessageContaining("call startingAt instead of startingOn");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifecycle.over(DAYS)
                        .startingAt("sign-up", (String customer) -> null)
                        .rule());
    }

    @Test
    void aRunningPeriodSaysSo() {
        Timeline week = Timeline.of(Grain.weekStarting(DayOfWeek.SATURDAY), LocalDate.of(2024, 6, 12));
        LifecycleTable<String> table = Lifecycle.over(week).of(STORE);
        assertThat(table.inPeriod(LocalDate.of(2024, 6, 9)))
                .hasToString("2024-06-08 (running): 0 new, 0 retained, 0 reactivated, 3 not seen yet");
        assertThat(table.inPeriod(week.last()).period()).isEqualTo(week.last());
        assertThat(table.counted().state(new LifecycleCell(week.last(), LifecycleStatus.LOST)))
                .isEqualTo(CellState.PARTIAL);
        StickinessTable<String> stickiness = Stickiness.over(week).of(STORE);
        assertThat(stickiness.counted().state(1)).isEqualTo(CellState.PARTIAL);
        assertThat(stickiness.toString()).endsWith("[3, 0] so far");
    }

    @Test
    void groupsAddUp() {
        Grouping kind = Grouping.ofCode("kind", Grouping.Reading.AT_PERIOD, code -> code);
        LifecycleTable<String> whole = Lifecycle.over(DAYS).of(STORE);
        ByGroup<LifecycleTable<String>> parts = whole.by(kind);
        for (LifecycleStatus status : LifecycleStatus.values()) {
            assertThat(parts.tables().values().stream()
                            .mapToLong(part -> part.total(status))
                            .sum())
                    .isEqualTo(whole.total(status));
        }
        // Bob viewed on the 3rd and bought on the 4th: he is lost on the 5th as a buyer.
        assertThat(parts.inGroup("buy").inPeriod("2024-06-05").members(LifecycleStatus.LOST))
                .containsExactly("bob");
        ByGroup<StickinessTable<String>> sticky = Stickiness.over(DAYS)
                .of(STORE)
                .by(Grouping.of("name", (String customer) -> customer.equals("cem") ? null : customer));
        assertThat(sticky.inGroup("ann").exact()).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stickiness.over(DAYS).of(STORE).by(kind));
    }

    @Test
    void tablesAreMadeFromTallies() {
        LifecycleTable<String> table = Lifecycle.over(DAYS).of(STORE);
        LifecycleTable<String> restored = Lifecycle.over(DAYS)
                .of(Tally.fromBytes(
                        Lifecycle.over(DAYS).rule(), table.counted().tally().toBytes()));
        assertThat(restored.series(LifecycleStatus.LOST)).isEqualTo(table.series(LifecycleStatus.LOST));
        assertThatIllegalStateException()
                .isThrownBy(() -> restored.inPeriod("2024-06-02").members(LifecycleStatus.LOST));
        StickinessTable<String> sticky = Stickiness.over(DAYS).of(STORE);
        StickinessTable<String> merged = Stickiness.over(DAYS)
                .of(Tally.empty(Stickiness.over(DAYS).rule())
                        .plus(sticky.counted().tally()));
        assertThat(merged.ratio()).isEqualTo(sticky.ratio());
        assertThatIllegalStateException().isThrownBy(() -> merged.members(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> Stickiness.over(Timeline.monthly(LocalDate.of(2024, 6, 6)))
                        .rule());
    }

    @Test
    void codesThatNoEventHasAreNamed() {
        assertThat(Lifecycle.over(DAYS)
                        .counting(EventFilter.of("bye"))
                        .of(STORE)
                        .toString())
                .endsWith("5 periods; no event has the code bye: there are [buy, view]");
        assertThat(Stickiness.over(DAYS)
                        .counting(EventFilter.of("bye"))
                        .of(STORE)
                        .warnings())
                .containsExactly("no event has the code bye: there are [buy, view]");
    }

    @Test
    void tablesAreSheets() {
        LifecycleTable<String> lifecycle = Lifecycle.over(DAYS).of(STORE);
        assertThat(lifecycle.toCsv().lines())
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).startsWith("2024-06-04,").contains(",2,0,1,1,0"));
        assertThat(lifecycle.sheet().withCustomers().toCsv()).contains("cem");
        assertThat(Stickiness.over(DAYS).of(STORE).toCsv().lines()).hasSizeGreaterThan(2);
    }
}
