package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.HistoryStore;
import dev.retention.loss.WinBackTable.Who;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Returns of the called and of others, by hand. */
class WinBackTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 6, 30)).from(LocalDate.of(2024, 1, 1));

    private record Row(long customer, LocalDate day, String code, String amount) {}

    private static Row row(long customer, int month, int day, String code, String amount) {
        return new Row(customer, LocalDate.of(2024, month, day), code, amount);
    }

    private static CallRecord<Long> call(long customer, int month, int day) {
        return CallRecord.of(customer, LocalDate.of(2024, month, day));
    }

    private static HistoryStore<Long> store(List<Row> rows, List<CallRecord<Long>> calls) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .amounts(row -> new BigDecimal(row.amount()), EUR)
                .from(rows)
                .named("contracts")
                .and(CallRecord.store(calls));
    }

    // All lost on the 1st of March, after which there are 121 days.
    private final List<Row> contracts = List.of(
            row(1, 1, 1, "started", "100"), // called after 10 days, back 20 days later at less
            row(1, 3, 1, "ended", "-100"),
            row(1, 3, 31, "started", "80"),
            row(2, 1, 1, "started", "50"), // called after 10 days, away
            row(2, 3, 1, "ended", "-50"),
            row(3, 1, 1, "started", "70"), // back after 5 days, which is before anybody is called
            row(3, 3, 1, "ended", "-70"),
            row(3, 3, 6, "started", "70"),
            row(4, 1, 1, "started", "30"), // back after 40 days without a call
            row(4, 3, 1, "ended", "-30"),
            row(4, 4, 10, "started", "60"),
            row(5, 1, 1, "started", "20"), // away
            row(5, 3, 1, "ended", "-20"),
            row(6, 1, 1, "started", "10"), // called after 45 days, back on that day
            row(6, 3, 1, "ended", "-10"),
            row(6, 4, 15, "started", "10"),
            row(7, 1, 1, "started", "10"), // never lost
            row(8, 1, 1, "started", "10"), // called before the loss, and after the return
            row(8, 3, 1, "ended", "-10"),
            row(8, 3, 4, "started", "10"),
            row(8, 5, 1, "ended", "-10"));
    private final List<CallRecord<Long>> calls = List.of(
            call(1, 3, 11),
            call(2, 3, 11),
            call(2, 3, 12),
            call(6, 4, 15),
            call(7, 3, 1),
            call(8, 2, 29),
            call(8, 3, 5));

    private static WinBack method() {
        return WinBack.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .worth(LossValue.recurring());
    }

    @Test
    void aCustomerIsAmongTheOthersUntilTheCall() {
        WinBackTable<Long> table = method().of(store(contracts, calls));
        assertThat(table.members(Who.LOST)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 8L);
        assertThat(table.members(Who.CALLED)).containsExactly(1L, 2L, 6L);
        assertThat(table.members(Who.NOT_CALLED)).containsExactly(3L, 4L, 5L, 8L);
        assertThat(table.members(Who.CALLED_BACK)).containsExactly(1L, 6L);
        assertThat(table.members(Who.NOT_CALLED_BACK)).containsExactly(3L, 4L, 8L);
        assertThat(table.backWithin(19)).containsExactly(6L);
        assertThat(table.backWithin(20)).containsExactly(1L, 6L);
        assertThat(table.customers(Who.CALLED)).isEqualTo(3);
        assertThat(table)
                .hasToString(
                        "7 lost: 2 of 3 called came back, and 3 of 4 others; who was called was chosen, not drawn");
        // Away at the end of June: 121 days after the loss, 111 after the call.
        assertThat(table.sinceCall())
                .isEqualTo(LifeTable.of(List.of(Tenure.ended(20), Tenure.censored(111), Tenure.ended(0))));
        assertThat(table.notCalled())
                .isEqualTo(LifeTable.of(List.of(
                        Tenure.censored(9.5),
                        Tenure.censored(9.5),
                        Tenure.ended(5),
                        Tenure.ended(40),
                        Tenure.censored(121),
                        Tenure.censored(44.5),
                        Tenure.ended(3))));
        assertThat(table.called())
                .isEqualTo(LifeTable.of(List.of(
                        Tenure.ended(30).withEntry(9.5),
                        Tenure.censored(121).withEntry(9.5),
                        Tenure.ended(45).withEntry(44.5))));
        assertThat(KaplanMeier.withDefaults().estimate(table.sinceCall()).median())
                .hasValue(20);
    }

    @Test
    void theCalledAreComparedWithOthersAwayForAsLong() {
        WinBackTable<Long> table = method().of(store(contracts, calls));
        WinBackComparison compared = table.compare(30, 0.95).orElseThrow();
        // Two called after 10 days, of whom one was back within 30; one after 45 days, who was.
        assertThat(compared.called()).isEqualTo(3);
        assertThat(compared.share()).isCloseTo(2.0 / 3, within(1e-12));
        // Of 3 not called 10 days after the loss (4, 5, 6), 1 of 3 came back on day 40; of 1 after 45 days, none.
        assertThat(compared.expected()).isCloseTo((2 * (1.0 / 3) + 0) / 3, within(1e-12));
        assertThat(compared.brackets())
                .containsOnlyKeys("called 0 to 30 days after the loss", "called 31 to 60 days after the loss");
        WinBackComparison.Bracket first = compared.brackets().get("called 0 to 30 days after the loss");
        assertThat(first.called()).isEqualTo(2);
        assertThat(first.difference()).isCloseTo(0.5 - 1.0 / 3, within(1e-12));
        assertThat(first.differenceInterval().contains(first.difference())).isTrue();
        assertThat(compared.differenceInterval().contains(compared.difference()))
                .isTrue();
        assertThat(compared.toString())
                .startsWith(
                        "66.7 % of 3 called came back within 30 days, 22.2 % expected of others away for as long: no"
                                + " clear change; ")
                .endsWith("; who was called was chosen, not drawn");
        // Within 100 days nobody was seen who was called after 45.
        WinBackComparison longer = table.compare(100, 0.95).orElseThrow();
        assertThat(longer.unknown()).containsExactly("called 31 to 60 days after the loss");
        assertThat(longer.called()).isEqualTo(2);
        assertThat(table.compare(200, 0.95)).isEmpty();
        // The log-rank test by hand: at 30 days 2 called and 3 others, at 40 1 and 3, at 45 2 and 1.
        assertThat(table.test().orElseThrow().expected("called")).isCloseTo(2.0 / 5 + 1.0 / 4 + 2.0 / 3, within(1e-12));
        assertThat(table.test().orElseThrow().observed("called")).isEqualTo(2);
    }

    @Test
    void whatCustomersAreWorthWhenTheyAreBack() {
        WinBackTable<Long> table = method().of(store(contracts, calls));
        WinBackTable.WorthBack called = table.worthBack(Who.CALLED_BACK);
        assertThat(called).hasToString("2 customers, 90.00 after 110.00");
        assertThat(called.share().orElseThrow()).isCloseTo(90.0 / 110, within(1e-12));
        assertThat(table.worthBack(Who.NOT_CALLED_BACK)).hasToString("3 customers, 140.00 after 110.00");
        assertThatIllegalArgumentException().isThrownBy(() -> table.worthBack(Who.CALLED));
        WinBackTable<Long> unknown = WinBack.over(MONTHS, Spells.between("started", "ended"))
                .on("contracts")
                .of(store(contracts, calls));
        assertThatIllegalStateException()
                .isThrownBy(() -> unknown.worthBack(Who.CALLED_BACK))
                .withMessageContaining("worth(…)");
    }

    @Test
    void ofOrdersItIsTheFirstOrderAfterTheGap() {
        List<Row> orders = List.of(
                row(1, 1, 5, "order", "40"),
                row(1, 1, 5, "order", "2"),
                row(1, 4, 1, "order", "30"),
                row(1, 4, 1, "order", "5"),
                row(1, 4, 2, "order", "500"),
                row(2, 1, 5, "order", "9"));
        WinBackTable<Long> table = WinBack.over(MONTHS, Spells.ofOrders(30))
                .on("contracts")
                .worth(LossValue.ofOrders())
                .of(store(orders, List.of(call(1, 3, 1), call(2, 3, 1))));
        assertThat(table.members(Who.CALLED)).containsExactly(1L, 2L);
        assertThat(table.worthBack(Who.CALLED_BACK)).hasToString("1 customer, 35.00 after 42.00");
        // Lost on the 4th of February, called 26 days later, back 31 days after that.
        assertThat(table.backWithin(30)).isEmpty();
        assertThat(table.backWithin(31)).containsExactly(1L);
    }

    @Test
    void lossesOfOnePeriodAndCallsOfSomeCodes() {
        HistoryStore<Long> store = store(
                contracts,
                List.of(
                        call(1, 3, 11).with("Ann", "not reached"),
                        call(1, 3, 15).with("Ann", "reached"),
                        call(2, 3, 11).with("Ann", "not reached")));
        WinBack reached = method().calledBy(CallRecord.TRACK, "reached");
        assertThat(reached.of(store).members(Who.CALLED)).containsExactly(1L);
        assertThat(reached.of(store).backWithin(16)).containsExactly(1L);
        assertThat(reached.of(store).warnings()).isEmpty();
        assertThat(method().calledBy(CallRecord.TRACK, "reahced").of(store).warnings())
                .singleElement()
                .asString()
                .contains("reahced");
        WinBackTable<Long> may = method().lostIn(Grain.MONTH.parse("2024-05")).of(store);
        assertThat(may.members(Who.LOST)).containsExactly(8L);
        assertThat(may.compare(10, 0.95)).isEmpty();
        assertThat(may.test()).isEmpty();
    }

    @Test
    void tablesOfGroupsAndTalliesAddUp() {
        HistoryStore<Long> store = store(contracts, calls);
        WinBack method = method().byDaysSinceLoss(20);
        WinBackTable<Long> table = method.of(store);
        WinBackTable<Long> again = method.of(table.counted().tally());
        assertThat(again.compare(30, 0.95)).isEqualTo(table.compare(30, 0.95));
        assertThat(again.worthBack(Who.CALLED_BACK)).isEqualTo(table.worthBack(Who.CALLED_BACK));
        Map<String, WinBackTable<Long>> halves = Map.of(
                "odd",
                table.by(Grouping.of("half", (Long customer) -> customer % 2 == 1 ? "odd" : "even"))
                        .inGroup("odd"),
                "even",
                table.by(Grouping.of("half", (Long customer) -> customer % 2 == 1 ? "odd" : "even"))
                        .inGroup("even"));
        for (Who who : Who.values()) {
            assertThat(halves.values().stream()
                            .mapToLong(half -> half.customers(who))
                            .sum())
                    .isEqualTo(table.customers(who));
        }
        assertThat(WinBackComparison.of(Map.of(10, 2L, 45, 1L), table.sinceCall(), table.notCalled(), 30, 0.95)
                        .orElseThrow()
                        .expected())
                .isCloseTo(2.0 / 9, within(1e-12));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> method().on(""));
        assertThatIllegalArgumentException().isThrownBy(() -> method().calledBy(""));
        assertThatIllegalArgumentException().isThrownBy(() -> method().byDaysSinceLoss(5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> method().worth(LossValue.listed(LossWorth.LAST)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().on("calls").of(store(contracts, calls)))
                .withMessageContaining("must not be that of the calls");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WinBack.over(Timeline.of(Grain.HOUR, LocalDate.of(2024, 1, 1)), Spells.ofOrders(3)));
    }

    @Test
    void nothingIsExpectedOfNobody() {
        List<CallRecord<Long>> atOnce = List.of(call(1, 3, 1), call(2, 3, 1));
        WinBackTable<Long> table = method().of(store(contracts.subList(0, 5), atOnce));
        assertThat(table.customers(Who.NOT_CALLED)).isZero();
        assertThat(table.compare(0, 0.95)).isEmpty();
        assertThat(table.compare(1, 0.95)).isEmpty();
    }

    @Test
    void aPeriodOutsideTheTimelineIsRefused() {
        WinBack later = method().lostIn(Grain.YEAR.parse("2031"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.of(store(contracts, calls)))
                .withMessageStartingWith("lostIn (2031-01-01 to 2031-12-31) must have days of the timeline: ");
        WinBack earlier = method().lostIn(Grain.MONTH.parse("2023-12"));
        assertThatIllegalArgumentException().isThrownBy(() -> earlier.of(store(contracts, calls)));
        assertThat(method().lostIn(Grain.YEAR.parse("2024"))
                        .of(store(contracts, calls))
                        .customers(Who.LOST))
                .isEqualTo(7);
    }
}
