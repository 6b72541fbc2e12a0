package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.rule.Sweep;
import dev.retention.service.BoundedShare;
import dev.retention.service.Complaints;
import dev.retention.service.Standard;
import dev.retention.service.Tickets;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountSeriesTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 10)).from(LocalDate.of(2024, 1, 1));

    /** Calls, and whether somebody called twice, which is known a month later only. */
    static class Calls extends PeriodMethod<Calls.Item> {
        private static final long serialVersionUID = 1;

        enum Item {
            CALLED,
            CALLED_TWICE,
            LATE
        }

        Calls(Timeline timeline) {
            super(timeline, Item.class);
        }

        @Override
        protected String definition() {
            return "calls";
        }

        @Override
        protected CellState state(Timeline periods, Item item, Period period) {
            return periods.state(item == Item.LATE ? period.plus(1) : period);
        }

        @Override
        protected void apply(Timeline periods, History history, CellSink sink) {
            for (int i = 0; i < history.size(); i++) {
                sink.add(Item.CALLED, history.period(i), 1);
                sink.add(Item.LATE, history.period(i), 2);
                if (i > 0 && history.period(i - 1) == history.period(i)) {
                    sink.add(Item.CALLED_TWICE, history.period(i), 1);
                }
            }
        }
    }

    private record Call(long customer, int month, int day) {}

    private static final HistoryStore<Long> STORE = HistoryStore.ofDates(
                    Call::customer, (Call call) -> LocalDate.of(2024, call.month(), call.day()))
            .from(List.of(new Call(1, 1, 3), new Call(1, 1, 4), new Call(2, 1, 5), new Call(2, 3, 1)));

    private final PeriodItems<Long, Calls.Item> table = new Calls(MONTHS).of(STORE);

    @Test
    void aTableGivesNumbersOverNumbersAndCustomersOfCustomers() {
        assertThat(CountSeries.of(table, Calls.Item.CALLED_TWICE, Calls.Item.CALLED))
                .hasToString("rates: [2024-01: 1 of 3, 2024-02: 0 of 0, 2024-03 (so far): 0 of 1]");
        CountSeries customers = CountSeries.ofCustomers(table, Calls.Item.CALLED_TWICE, Calls.Item.CALLED);
        assertThat(customers).hasToString("shares: [2024-01: 1 of 2, 2024-02: 0 of 0, 2024-03 (so far): 0 of 1]");
        assertThat(customers.kind()).isEqualTo(Kind.SHARES);
        assertThat(customers.points().get(0).rate()).hasValue(0.5);
        assertThat(customers.points().get(1).isGap()).isTrue();
        assertThat(customers.points().get(1).rate()).isEmpty();
        assertThat(customers.points().get(2).period()).contains(MONTHS.period(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.ofCustomers(table, Calls.Item.CALLED, Calls.Item.CALLED_TWICE))
                .withMessage("points (2024-01: 2 of 1) must be shares: a count of a whole number at least as great");
    }

    @Test
    void aPointIsOverWhereNoMoreOfEitherItemCanCome() {
        assertThat(CountSeries.of(table, Calls.Item.LATE, Calls.Item.CALLED).points())
                .extracting(Point::isOver)
                .containsExactly(true, false, false);
        assertThat(CountSeries.of(table, Calls.Item.CALLED, Calls.Item.LATE).points())
                .extracting(Point::isOver)
                .containsExactly(true, false, false);
    }

    @Test
    void anyTableGivesSharesCountsAndCountsPerDay() {
        assertThat(CountSeries.ofShares(
                        MONTHS,
                        period ->
                                period.label().equals("2024-02") ? Optional.empty() : Optional.of(Proportion.of(1, 4))))
                .hasToString("shares: [2024-01: 1 of 4, 2024-02: 0 of 0, 2024-03 (so far): 1 of 4]");
        assertThat(CountSeries.ofCounts(MONTHS, period -> 7))
                .hasToString("counts: [2024-01: 7 of 1, 2024-02: 7 of 1, 2024-03 (so far): 7 of 1]");
        assertThat(CountSeries.perDay(MONTHS, period -> 7))
                .hasToString("rates: [2024-01: 7 of 31, 2024-02: 7 of 29, 2024-03 (so far): 7 of 10]");
    }

    @Test
    void plainNumbersAreAllOver() {
        assertThat(CountSeries.of(3, 4)).hasToString("counts: [1: 3 of 1, 2: 4 of 1]");
        CountSeries series = CountSeries.of(List.of("a", "b"), new long[] {14, 0}, new double[] {9.5, 0});
        assertThat(series).hasToString("rates: [a: 14 of 9.5, b: 0 of 0]");
        assertThat(series)
                .isEqualTo(CountSeries.of(Kind.RATES, series.points()))
                .hasSameHashCodeAs(CountSeries.of(Kind.RATES, series.points()))
                .isNotEqualTo(CountSeries.of(Kind.RATES, List.of()));
    }

    @Test
    void whatIsNoSeriesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(List.of("a"), new long[2], new double[2]))
                .withMessage("counts (2 of them) must be as many as labels (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(List.of("a"), new long[1], new double[2]))
                .withMessage("exposures (2 of them) must be as many as counts (1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(List.of("a", "a"), new long[2], new double[2]))
                .withMessage("points (a) must have each label once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(1, -2))
                .withMessage("counts[1] (-2) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(Kind.SHARES, List.of(new Point("a", Optional.empty(), 1, 2.5, true))))
                .withMessageContaining("a: 1 of 2.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(Kind.COUNTS, List.of(new Point("a", Optional.empty(), 1, 2, true))))
                .withMessageContaining("must be counts");
    }

    private record Ticket(
            long customer, LocalDate opened, @Nullable LocalDate answered, String topic) {}

    /** Three complaints a day, answered within 10 to 24 days, up to 3 July 2024. */
    private static HistoryStore<Long> tickets() {
        LocalDate end = LocalDate.of(2024, 7, 3);
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; !end.minusDays(i / 3).isBefore(LocalDate.of(2023, 1, 1)); i++) {
            LocalDate opened = end.minusDays(i / 3);
            LocalDate answered = opened.plusDays(10 + i % 15);
            tickets.add(new Ticket(i % 100, opened, answered.isAfter(end) ? null : answered, "topic " + i % 2));
        }
        return Tickets.<Ticket, Long>reader(Ticket::customer, Ticket::opened, each -> Tickets.COMPLAINT)
                .answered(Ticket::answered)
                .text(Tickets.TOPIC, Ticket::topic)
                .from(tickets);
    }

    private static final Timeline TO_JULY =
            Timeline.monthly(LocalDate.of(2024, 7, 3)).from(LocalDate.of(2023, 1, 1));

    @Test
    void whatComesAfterItsPeriodIsNotJudgedBeforeItIsAllThere() {
        PeriodItems<Long, Standard.Item> soon =
                Standard.answeredWithin(TO_JULY, 30).of(tickets());
        String open = "[2024-06, 2024-07]";
        CountSeries perDay = CountSeries.perDay(soon, Standard.Item.MET);
        assertThat(notOver(perDay)).hasToString(open);
        assertThat(perDay.points().get(0)).hasToString("2023-01: 93 of 31");
        assertThat(perDay.points().get(17).exposure()).isEqualTo(30);
        assertThat(perDay.points().get(18).exposure()).isEqualTo(3);
        assertThat(ControlChart.of(perDay).flags()).isEmpty();
        CountSeries counts = CountSeries.ofCounts(soon, Standard.Item.MET);
        assertThat(notOver(counts)).hasToString(open);
        assertThat(counts.points().get(0)).hasToString("2023-01: 93 of 1");
        assertThat(ControlChart.of(counts).flags()).isEmpty();
        CountSeries shares = CountSeries.ofShares(
                soon,
                month -> Standard.share(month).flatMap(BoundedShare::decided),
                Standard.Item.MET,
                Standard.Item.MISSED);
        assertThat(notOver(shares)).hasToString(open);
        assertThat(shares.points().get(0)).hasToString("2023-01: 93 of 93");
        CountSeries same = CountSeries.ofNumbers(soon, Standard.Item.MET, Standard.Item.MET);
        assertThat(notOver(same)).hasToString(open);
        assertThat(same.points().get(0)).hasToString("2023-01: 93 of 93");
        CountSeries ofMonths =
                CountSeries.perDay(TO_JULY, month -> soon.inPeriod(month).number(Standard.Item.MET));
        assertThat(notOver(ofMonths)).hasToString("[2024-07]");
        assertThat(ofMonths.asObserved(month -> soon.inPeriod(month).state(Standard.Item.MET)))
                .isEqualTo(perDay);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.ofShares(soon, month -> Optional.empty()))
                .withMessage("items must not be empty");
    }

    private static List<String> notOver(CountSeries series) {
        return series.points().stream()
                .filter(point -> !point.isOver())
                .map(Point::label)
                .toList();
    }

    @Test
    void whatIsNotObservedIsAGapAndNotNothing() {
        // The late ones of February are known once March is over.
        Timeline months = Timeline.monthly(LocalDate.of(2024, 2, 10)).from(LocalDate.of(2024, 1, 1));
        PeriodItems<Long, Calls.Item> young = new Calls(months).of(STORE);
        assertThat(young.inPeriod("2024-02").state(Calls.Item.LATE)).isEqualTo(CellState.UNOBSERVED);
        String late = "rates: [2024-01 (so far): 6 of 31, 2024-02 (so far): 0 of 0]";
        assertThat(CountSeries.perDay(young, Calls.Item.LATE)).hasToString(late);
        assertThat(CountSeries.perDay(months, month -> 6)
                        .asObserved(month -> young.inPeriod(month).state(Calls.Item.LATE)))
                .hasToString(late);
        assertThat(CountSeries.perDay(months, month -> 6).asObserved(month -> CellState.OBSERVED))
                .hasToString("rates: [2024-01: 6 of 31, 2024-02 (so far): 6 of 10]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(1, 2).asObserved(month -> CellState.OBSERVED))
                .withMessage("points (1: 1 of 1) must be of periods");
    }

    @Test
    void complaintsOnATopicAreOverTheExposedOfTheWhole() {
        Complaints complaints = Complaints.over(TO_JULY);
        PeriodItems<Long, Complaints.Item> all = complaints.of(tickets());
        Map<?, PeriodItems<Long, Complaints.Item>> each = complaints.each(Tickets.TOPIC, Sweep.over(tickets()));
        assertThat(each).hasSize(2);
        PeriodItems<Long, Complaints.Item> topic = each.values().iterator().next();
        CountSeries series = CountSeries.of(topic, Complaints.Item.OPENED, all, Complaints.Item.EXPOSED);
        assertThat(notOver(series)).hasToString("[2024-07]");
        assertThat(series.points().get(3))
                .isEqualTo(new Point(
                        "2023-04",
                        Optional.of(TO_JULY.period(3)),
                        topic.inPeriod("2023-04").number(Complaints.Item.OPENED),
                        all.inPeriod("2023-04").number(Complaints.Item.EXPOSED),
                        true));
        assertThat(ControlChart.of(series).points()).hasSize(19);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(topic, Complaints.Item.OPENED, Complaints.Item.EXPOSED))
                .withMessage(
                        "exposure (EXPOSED) must be observed in some period; in this table it is in none, if perhaps"
                                + " in that of the whole");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(topic, Complaints.Item.OPENED, table, Calls.Item.CALLED))
                .withMessageContaining("2023-01");
        Complaints.Item none = Complaints.Item.EXPOSED;
        Complaints.Item some = Complaints.Item.OPENED;
        Map.<String, ThrowingCallable>of(
                        "count", () -> CountSeries.of(topic, none, all, none),
                        "part", () -> CountSeries.ofNumbers(topic, none, some),
                        "whole", () -> CountSeries.ofNumbers(topic, some, none),
                        "item", () -> CountSeries.ofCounts(topic, none),
                        "items", () -> CountSeries.ofShares(topic, month -> Optional.empty(), some, none))
                .forEach((name, call) -> assertThatIllegalArgumentException()
                        .isThrownBy(call)
                        .withMessageStartingWith(name + " (EXPOSED) must be observed in some period"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.perDay(topic, none))
                .withMessageStartingWith("item (EXPOSED) must be observed");
    }

    @Test
    void somethingThatCameOfNothingIsRefusedOnceItIsOver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(
                        List.of("Jan", "Feb", "Mar"), new long[] {10, 300, 12}, new double[] {1000, 0, 1000}))
                .withMessage("points (Feb: 300 of 0) must have an exposure where they have a count");
        assertThat(CountSeries.of(Kind.RATES, List.of(new Point("Feb", Optional.empty(), 300, 0, false))))
                .hasToString("rates: [Feb (so far): 300 of 0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(Kind.SHARES, List.of(new Point("a", Optional.empty(), 5, 1e20, true))))
                .withMessageContaining("must be shares");
    }

    @Test
    void aNumberBelowZeroIsRefusedWithItsItemAndPeriod() {
        PeriodItems<Long, Calls.Item> owed = new Calls(MONTHS) {
            private static final long serialVersionUID = 1;

            @Override
            protected void apply(Timeline periods, History history, CellSink sink) {
                sink.add(Item.CALLED, 1, -8);
            }
        }.of(STORE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.perDay(owed, Calls.Item.CALLED))
                .withMessage("CALLED (-16 in 2024-02) must be at least 0");
    }
}
