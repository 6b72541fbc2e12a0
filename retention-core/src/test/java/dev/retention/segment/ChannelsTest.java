package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.Proportion;
import dev.retention.cohort.CohortRetention;
import dev.retention.cohort.CohortTable;
import dev.retention.history.HistoryStore;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.value.AcquisitionCost.Basis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Period JANUARY = Grain.MONTH.periodOf(LocalDate.of(2026, 1, 1));
    private static final Period FEBRUARY = JANUARY.plus(1);
    private static final Group SEARCH = Group.of("search");
    private static final Group FAIR = Group.of("fair");
    private static final Group FRIENDS = Group.of("friends");

    private static Channels.Entry entry(Group channel, Period period, int spend, long acquired, int kept) {
        return new Channels.Entry(
                channel,
                period,
                BigDecimal.valueOf(spend),
                acquired,
                kept < 0 ? OptionalLong.empty() : OptionalLong.of(kept));
    }

    private static final Channels CHANNELS = Channels.of(
            Basis.PAID,
            EUR,
            List.of(
                    entry(FRIENDS, JANUARY, 0, 40, 30),
                    entry(SEARCH, JANUARY, 1000, 100, 20),
                    entry(SEARCH, FEBRUARY, 1800, 120, -1),
                    entry(FAIR, FEBRUARY, 900, 0, -1)));

    @Test
    void tellsWhatTheTopChannelsCostAndBring() {
        assertThat(CHANNELS.channels()).containsExactly(SEARCH, FAIR, FRIENDS);
        assertThat(CHANNELS.shareOfSpend(1)).hasValue(2800.0 / 3700);
        assertThat(CHANNELS.shareOfSpend(2)).hasValue(1);
        assertThat(CHANNELS.shareOfNew(1)).contains(Proportion.of(220, 260));
        assertThat(CHANNELS.cost(SEARCH).orElseThrow()).hasToString("12.72… EUR (2800 of 220), paid");
        assertThat(CHANNELS.cost(SEARCH, FEBRUARY).orElseThrow()).hasToString("15.00 EUR (1800 of 120), paid");
        // 800 more for 20 more: the next ones cost four times as much as the first.
        assertThat(CHANNELS.marginal(SEARCH, JANUARY, FEBRUARY).orElseThrow()).hasToString("40.00 EUR (800 of 20)");
        assertThat(CHANNELS.marginal(SEARCH, FEBRUARY, JANUARY)).isEmpty();
        assertThat(CHANNELS.cost(FAIR)).isEmpty();
        assertThat(CHANNELS.kept(SEARCH)).contains(Proportion.of(20, 100));
        assertThat(CHANNELS.costPerKept(SEARCH).orElseThrow()).hasToString("50.00 EUR (1000 of 20)");
        assertThat(CHANNELS.costPerKept(FRIENDS).orElseThrow()).hasToString("0.00 EUR (0 of 30)");
        assertThat(CHANNELS.entries(FAIR)).containsExactly(entry(FAIR, FEBRUARY, 900, 0, -1));
        assertThat(CHANNELS.entries(Group.of("radio"))).isEmpty();
        assertThat(CHANNELS)
                .hasToString("search: 2800 for 220 new, 12.72… EUR (2800 of 220) each, kept 20.0 % (20 of 100),"
                        + " 50.00 EUR (1000 of 20) per kept; fair: 900 for 0 new; friends: 0 for 40 new, 0.00 EUR (0 of 40)"
                        + " each, kept 75.0 % (30 of 40), 0.00 EUR (0 of 30) per kept");
        Channels none = Channels.of(Basis.PAID, EUR, List.of());
        assertThat(none.shareOfSpend(2)).isEmpty();
        assertThat(none.shareOfNew(2)).isEmpty();
    }

    record Order(String customer, String day, String channel) {}

    @Test
    void takesNewCustomersFromCohorts() {
        HistoryStore<String> store = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .text("channel", Order::channel)
                .from(List.of(
                        new Order("ann", "2026-01-03", "search"),
                        new Order("ann", "2026-02-03", "fair"),
                        new Order("bob", "2026-01-09", "search"),
                        new Order("cat", "2026-02-09", "fair")));
        ByGroup<CohortTable<String>> cohorts = CohortRetention.over(
                        Timeline.monthly(LocalDate.of(2026, 2, 28)).from(LocalDate.of(2026, 1, 1)))
                .of(store)
                .by(Grouping.ofColumn("channel", Grouping.Reading.AT_ANCHOR));
        Map<Group, Map<Period, BigDecimal>> spend =
                Map.of(SEARCH, Map.of(JANUARY, BigDecimal.TEN), FAIR, Map.of(FEBRUARY, new BigDecimal("3")));
        Channels channels = Channels.of(Basis.PAID, EUR, cohorts, spend, 1);
        assertThat(channels)
                .hasToString("search: 10 for 2 new, 5.00 EUR (10 of 2) each, kept 50.0 % (1 of 2), 10.00 EUR per kept;"
                        + " fair: 3 for 1 new, 3.00 EUR each");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Channels.of(Basis.PAID, EUR, cohorts, Map.of(FAIR, Map.of(JANUARY.plus(5), BigDecimal.ONE)), 1))
                .withMessage("spend (on fair in [2026-06]) must be in periods of the cohorts");
    }

    @Test
    void spendThatBroughtNobodyCountsForThoseWhoStayed() {
        Channels channels = Channels.of(
                Basis.PAID,
                EUR,
                List.of(
                        entry(SEARCH, JANUARY, 100, 10, 5),
                        entry(SEARCH, FEBRUARY, 900, 0, 0),
                        entry(SEARCH, FEBRUARY.plus(1), 7, 0, -1)));
        assertThat(channels.kept(SEARCH)).contains(Proportion.of(5, 10));
        assertThat(channels.costPerKept(SEARCH).orElseThrow()).hasToString("200.00 EUR (1000 of 5)");
    }

    @Test
    void aCohortOfNobodyIsOldEnoughIfItsCellIsObserved() {
        HistoryStore<String> store = HistoryStore.ofDates(Order::customer, (Order row) -> LocalDate.parse(row.day()))
                .text("channel", Order::channel)
                .from(List.of(
                        new Order("ann", "2026-01-03", "search"),
                        new Order("ann", "2026-02-03", "search"),
                        new Order("bob", "2026-01-09", "search")));
        ByGroup<CohortTable<String>> cohorts = CohortRetention.over(
                        Timeline.monthly(LocalDate.of(2026, 3, 31)).from(LocalDate.of(2026, 1, 1)))
                .of(store)
                .by(Grouping.ofColumn("channel", Grouping.Reading.AT_ANCHOR));
        BigDecimal ten = BigDecimal.TEN;
        Channels channels = Channels.of(
                Basis.PAID,
                EUR,
                cohorts,
                Map.of(SEARCH, Map.of(JANUARY, ten, FEBRUARY, ten, FEBRUARY.plus(1), ten), FAIR, Map.of(JANUARY, ten)),
                1);
        // That of March cannot be told yet.
        assertThat(channels.costPerKept(SEARCH).orElseThrow()).hasToString("20.00 EUR");
        assertThat(channels.entries(FAIR).get(0).kept()).hasValue(0);
        assertThat(channels.kept(FAIR)).isEmpty();
        assertThat(channels.costPerKept(FAIR)).isEmpty();
    }

    @Test
    void refusesWhatDoesNotAddUp() {
        Channels.Entry twice = entry(FAIR, FEBRUARY, 900, 0, -1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Channels.of(Basis.PAID, EUR, List.of(twice, twice)))
                .withMessage("entries (fair in 2026-02) must not repeat a channel's period");
        assertThatNullPointerException()
                .isThrownBy(() -> Channels.of(Basis.PAID, EUR, Arrays.asList(twice, null)))
                .withMessage("entries");
        assertThatThrownBy(() -> Channels.of(
                                Basis.PAID,
                                EUR,
                                List.of(entry(FAIR, JANUARY, 1, Long.MAX_VALUE, -1), entry(FAIR, FEBRUARY, 1, 1, -1)))
                        .shareOfNew(1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("acquired (9223372036854775807 + 1) must fit a long");
        for (long kept : List.of(-1L, 4L)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Channels.Entry(FAIR, JANUARY, BigDecimal.ONE, 3, OptionalLong.of(kept)))
                    .withMessage("kept (%s) must be from 0 to acquired (3)", kept);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHANNELS.shareOfSpend(0))
                .withMessage("channels (0) must be at least 1");
    }
}
