package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.rule.CellSink;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.PeriodMethod;
import dev.retention.time.CellState;
import dev.retention.time.Period;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountSeriesTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 3, 10)).from(LocalDate.of(2024, 1, 1));

    /** Calls, and whether somebody called twice, which is known a month later only. */
    static final class Calls extends PeriodMethod<Calls.Item> {
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
                .hasToString("rates: [2024-01: 1 of 3, 2024-02: 0 of 0, 2024-03 (running): 0 of 1]");
        CountSeries customers = CountSeries.ofCustomers(table, Calls.Item.CALLED_TWICE, Calls.Item.CALLED);
        assertThat(customers).hasToString("shares: [2024-01: 1 of 2, 2024-02: 0 of 0, 2024-03 (running): 0 of 1]");
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
                .hasToString("shares: [2024-01: 1 of 4, 2024-02: 0 of 0, 2024-03 (running): 1 of 4]");
        assertThat(CountSeries.ofCounts(MONTHS, period -> 7))
                .hasToString("counts: [2024-01: 7 of 1, 2024-02: 7 of 1, 2024-03 (running): 7 of 1]");
        assertThat(CountSeries.perDay(MONTHS, period -> 7))
                .hasToString("rates: [2024-01: 7 of 31, 2024-02: 7 of 29, 2024-03 (running): 7 of 10]");
    }

    @Test
    void plainNumbersAreAllOver() {
        assertThat(CountSeries.of(3, 4)).hasToString("counts: [1: 3 of 1, 2: 4 of 1]");
        CountSeries series = CountSeries.of(List.of("a", "b"), new long[] {14, 12}, new double[] {9.5, 0});
        assertThat(series).hasToString("rates: [a: 14 of 9.5, b: 12 of 0]");
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
}
