package dev.retention.trend;

import static dev.retention.trend.PublishedCharts.labels;
import static dev.retention.trend.PublishedCharts.rates;
import static dev.retention.trend.PublishedCharts.running;
import static dev.retention.trend.PublishedCharts.sharesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.history.Event;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Live;
import dev.retention.rule.PeriodItem;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.trend.ChartMethod.Kind;
import dev.retention.trend.ControlChart.Point;
import dev.retention.trend.CountSeriesTest.Calls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlChartTest {
    private static final ChartMethod U = ChartMethod.of(Kind.U);

    private static CountSeries with(CountSeries series, CountSeries.Point... more) {
        List<CountSeries.Point> points = new ArrayList<>(series.points());
        points.addAll(List.of(more));
        return CountSeries.of(series.kind(), points);
    }

    @Test
    void theChartThatFitsIsLaneysOfSharesAndRatesAndPlainOfCounts() {
        assertThat(ControlChart.of(rates(new long[] {3, 4, 6}, 1, 2, 3))
                        .method()
                        .kind())
                .isEqualTo(Kind.LANEY_U);
        assertThat(ControlChart.of(sharesOf(9, 1, 2, 5)).method().kind()).isEqualTo(Kind.LANEY_P);
        ControlChart counts = ControlChart.of(CountSeries.of(9, 11, 10));
        assertThat(counts).hasToString("c chart of 3 points, centre 10: 0 flags");
        assertThat(counts.method()).hasToString("c chart, baseline all that are over, Nelson 1, Nelson 2");
        assertThat(counts.sigmaZ()).isEmpty();
        assertThat(counts.meanMovingRange()).isEmpty();
        assertThat(counts.movingRanges()).isEmpty();
    }

    @Test
    void saysEverythingInWords() {
        CountSeries series =
                with(rates(new long[] {10, 12, 9, 11, 40, 0}, 1000, 1000, 1000, 1000, 1000, 0), running(7, 90, 500));
        ControlChart chart = U.per(1000).baseline("1", "4").of(series);
        assertThat(chart.words())
                .containsExactly(
                        "u chart of 6 points, centre 10.5 per 1,000: 1 flag",
                        "Drawn by: u chart per 1,000, baseline 1 to 4, Nelson 1, Nelson 2",
                        "5: 40 per 1,000, above the upper limit 20.22 per 1,000 (Nelson 1)",
                        "7 is not over: 180 per 1,000 so far, which is not judged",
                        "Nothing to draw in 6",
                        "The counts vary 0.159 times as much as chance makes them (p = 0.924), which is no more than"
                                + " chance: plain limits will do.");
        assertThat(chart.points().get(4)).hasToString("5: 0.04 in [0.0007789, 0.02022]");
        assertThat(chart.points().get(5)).hasToString("7 (so far): 0.18 in [0, 0.02425]");
        assertThat(chart.flags()).hasToString("[5 (Nelson 1)]");
        assertThat(chart.flags().get(0).label()).isEqualTo("5");
        ControlChart shares = ChartMethod.of(Kind.P).rules(RunRule.NELSON_3).of(sharesOf(1000, 1, 2, 3, 4, 5, 6));
        assertThat(shares.words().get(2)).isEqualTo("6: 0.6 %, 6 in a row steadily rising or falling (Nelson 3)");
        ControlChart low = ChartMethod.of(Kind.C).of(CountSeries.of(100, 100, 20, 100));
        assertThat(low.words().get(2)).isEqualTo("3: 20, below the lower limit 53.17 (Nelson 1)");
    }

    @Test
    void aGapIsNeitherDrawnNorABreakInARun() {
        List<CountSeries.Point> points = new ArrayList<>(
                CountSeries.of(1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9).points());
        points.add(8, new CountSeries.Point("gap", Optional.empty(), 0, 0, true));
        ControlChart chart =
                ChartMethod.of(Kind.C).baseline("1", "5").of(CountSeries.of(CountSeries.Kind.COUNTS, points));
        assertThat(chart.gaps()).containsExactly("gap");
        assertThat(chart.points()).hasSize(12);
        assertThat(chart.flags()).hasToString("[12 (Nelson 2)]");
        assertThat(chart.flags().get(0).run())
                .extracting(Point::label)
                .startsWith("4")
                .endsWith("12");
        assertThat(chart.flagsAt("12")).isEqualTo(chart.flags());
        assertThat(chart.flagsAt("gap")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart.flagsAt("2024"))
                .withMessage("label (2024) must be one of a point of the series");
    }

    @Test
    void aRunningPeriodHasItsOwnLimitsAndIsInNoBaselineNoRunAndNoFlag() {
        CountSeries whole = rates(new long[] {10, 12, 9}, 31, 29, 31);
        ControlChart before = U.of(whole);
        ControlChart chart = U.of(with(whole, running(4, 60, 10)));
        assertThat(chart.centre()).isEqualTo(before.centre());
        assertThat(chart.flags()).isEmpty();
        assertThat(chart.runs()).isEqualTo(before.runs());
        Point last = chart.points().get(3);
        assertThat(last.isOver()).isFalse();
        assertThat(last.isInBaseline()).isFalse();
        assertThat(last.isBeyond()).isTrue();
        assertThat(last.upper()).isCloseTo(chart.centre() + 3 * Math.sqrt(chart.centre() / 10), within(1e-12));
    }

    @Test
    void excludedPointsAreDrawnAndJudgedAndLeaveTheirNeighboursSideBySide() {
        double[] values = {10, 12, 100, 11, 13};
        ControlChart chart = ChartMethod.of(Kind.XMR).excluding("3").of(labels(5), values);
        assertThat(chart.centre()).isEqualTo(11.5);
        assertThat(chart.meanMovingRange().orElseThrow()).isCloseTo((2 + 1 + 2) / 3.0, within(1e-12));
        assertThat(chart.flags()).hasToString("[3 (Nelson 1)]");
        assertThat(chart.points()).extracting(Point::isInBaseline).containsExactly(true, true, false, true, true);
        assertThat(chart.movingRanges()).extracting(Point::value).containsExactly(2.0, 88.0, 89.0, 2.0);
        assertThat(chart.movingRanges()).extracting(Point::isBeyond).containsExactly(false, true, true, false);
        assertThat(chart.movingRanges()).extracting(Point::isInBaseline).containsExactly(true, false, false, true);
    }

    @Test
    void whereNothingVariesAnyOtherValueIsSpecial() {
        ControlChart flat =
                ChartMethod.of(Kind.XMR).baseline("1", "3").of(labels(5), new double[] {0.1, 0.1, 0.1, 0.1, 0.2});
        assertThat(flat.centre()).isEqualTo(0.1);
        assertThat(flat.points().get(0).z()).isZero();
        assertThat(flat.points().get(4).z()).isInfinite();
        assertThat(flat.flags()).hasToString("[5 (Nelson 1)]");
        ControlChart none = U.baseline("1", "2").of(rates(new long[] {0, 0, 3}, 5, 5, 5));
        assertThat(none.flags()).hasToString("[3 (Nelson 1)]");
        assertThat(none.overdispersion()).isEmpty();
        ControlChart all = ChartMethod.of(Kind.P).baseline("1", "2").of(sharesOf(7, 7, 7, 6));
        assertThat(all.points().get(2).z()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void whereSigmaZIsNotTold_plainLimitsAreDrawnAndWordsSaySo() {
        ControlChart one = ChartMethod.of(Kind.LANEY_U).of(rates(new long[] {9}, 3));
        assertThat(one.sigmaZ()).isEmpty();
        assertThat(one.points()).isEqualTo(U.of(rates(new long[] {9}, 3)).points());
        assertThat(one.words()).contains("The baseline does not tell σ_z: the limits are those of chance alone");
        ControlChart alike = ChartMethod.of(Kind.LANEY_P).of(sharesOf(10, 3, 3, 3));
        assertThat(alike.sigmaZ()).isEmpty();
        assertThat(alike.points().get(0).lower()).isZero();
        assertThat(alike.points().get(0).upper()).isCloseTo(0.3 + 3 * Math.sqrt(0.021), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void aChartWithoutAPointThatIsOverDoesNotExist(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ChartMethod.of(kind).of(CountSeries.of(CountSeries.Kind.COUNTS, List.of(running(1, 1, 1)))))
                .withMessageStartingWith("series (points 1, over 0, gaps 0) must have at least ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(kind).of(CountSeries.of()));
    }

    @Test
    void whatDoesNotFitIsRefusedByName() {
        CountSeries series = CountSeries.of(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> U.baseline("1", "4").of(series))
                .withMessage("baseline (4) must name a point of the series");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> U.baseline("3", "1").of(series))
                .withMessage("baseline (3 to 1) must be in order of time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> U.excluding("x").of(series))
                .withMessage("excluding (x) must name a point of the series");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.P).of(series))
                .withMessageStartingWith("series (2: 2 of 1) must be of shares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.LANEY_P).of(rates(new long[] {1}, 2.5)))
                .withMessageStartingWith("series (1: 1 of 2.5) must be of shares");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.C).of(rates(new long[] {1, 1}, 2, 3)))
                .withMessageStartingWith("series (2: 1 of 3) must have equal exposures");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> U.of(List.of("a"), new double[] {1}))
                .withMessage("kind (u chart) must be an XmR chart for values, which have no exposure");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.XMR).of(List.of("a", "a"), new double[2]))
                .withMessage("labels (a) must have each label once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.XMR).of(List.of("a"), new double[2]))
                .withMessage("values (2 of them) must be as many as labels (1)");
        assertThatIllegalArgumentException().isThrownBy(() -> U.per(0)).withMessage("units (0) must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CountSeries.of(1, 2).shiftAt("2"));
        assertThatIllegalArgumentException().isThrownBy(() -> sharesOf(4, 1, 2).shiftAt("3"));
        assertThat(sharesOf(4, 1, 2).shiftAt("1")).isEmpty();
    }

    @Test
    void moneyOfPeriodsIsAnXmrChart() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 4, 15)).from(LocalDate.of(2024, 1, 1));
        ControlChart chart = ChartMethod.of(Kind.XMR)
                .of(
                        months,
                        period -> period.label().equals("2024-02")
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(100.0 + period.number() % 2));
        assertThat(chart.gaps()).containsExactly("2024-02");
        assertThat(chart.points()).extracting(Point::isOver).containsExactly(true, true, false);
        assertThat(chart.points().get(0).period()).contains(months.period(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.XMR).of(months, period -> OptionalDouble.of(Double.NaN)))
                .withMessage("value (NaN) of 2024-01 must be finite");
        ChartMethod january = ChartMethod.of(Kind.XMR).baseline(months.period(0), months.period(2));
        assertThat(january).isEqualTo(ChartMethod.of(Kind.XMR).baseline("2024-01", "2024-03"));
        assertThat(january).hasSameHashCodeAs(ChartMethod.of(Kind.XMR).baseline("2024-01", "2024-03"));
        assertThat(january).isNotEqualTo(ChartMethod.of(Kind.XMR));
    }

    @Test
    void aMethodTravels() throws IOException, ClassNotFoundException {
        ChartMethod method =
                U.baseline("1", "3").excluding("2", "1", "2").per(1000).rules(RunRule.values());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(method);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(method).hasToString(method.toString());
        }
        assertThat(method)
                .isEqualTo(
                        U.excluding("1", "2").rules(RunRule.values()).per(1000).baseline("1", "3"));
        assertThat(method.toString()).startsWith("u chart per 1,000, baseline 1 to 3 without 1, 2, Western Electric 1");
    }

    private record Call(long customer, LocalDate day) {}

    /** Ten customers who call twice in every month; in the last, one of them calls and calls. */
    @Test
    void aLiveTableGivesTheSameChartAndANewFlagAfterANewEvent() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 12, 31)).from(LocalDate.of(2024, 1, 1));
        List<Call> calls = new ArrayList<>();
        for (long customer = 0; customer < 10; customer++) {
            for (int month = 1; month <= 12; month++) {
                calls.add(new Call(customer, LocalDate.of(2024, month, 1 + month % 3)));
            }
        }
        Live<Long> live =
                Live.from(HistoryStore.ofDates(Call::customer, Call::day).from(calls));
        Calls method = new Calls(months);
        Live<Long>.Table<PeriodItem<Calls.Item>> table = live.track(method.rule());
        ChartMethod chartMethod = U.baseline("2024-01", "2024-11");
        ControlChart before = chartMethod.of(perDay(months, method, table));
        assertThat(before.flags()).isEmpty();

        for (int call = 0; call < 14; call++) {
            live.add(3L, Event.on(LocalDate.of(2024, 12, 1 + call)));
        }
        ControlChart after = chartMethod.of(perDay(months, method, table));
        assertThat(after.flagsSince(before)).hasToString("[2024-12 (Nelson 1)]");
        assertThat(after.flagsSince(after)).isEmpty();
        assertThat(chartMethod.of(CountSeries.perDay(
                        months,
                        period -> method.of(live.snapshot()).inPeriod(period).number(Calls.Item.CALLED))))
                .as("a chart of the same events, counted afresh")
                .isEqualTo(after)
                .hasSameHashCodeAs(after)
                .isNotEqualTo(before);
    }

    private static CountSeries perDay(Timeline months, Calls method, Live<Long>.Table<PeriodItem<Calls.Item>> table) {
        return CountSeries.perDay(
                months, period -> method.of(table.tally()).inPeriod(period).number(Calls.Item.CALLED));
    }

    @Test
    void aRateThatStandsIsNotFlaggedForItsRounding() {
        for (double unit : new double[] {0.1, 0.3, 0.7, 1.1, 2.3, 12.5, 30.4375}) {
            for (int turns = 2; turns < 9; turns++) {
                for (int rate = 1; rate < 12; rate++) {
                    long[] counts = new long[20];
                    double[] exposures = new double[20];
                    for (int i = 0; i < counts.length; i++) {
                        int size = 1 + i * i % turns;
                        counts[i] = (long) rate * size;
                        exposures[i] = unit * size;
                    }
                    CountSeries series = rates(counts, exposures);
                    for (Kind kind : List.of(Kind.U, Kind.LANEY_U, Kind.XMR)) {
                        ControlChart chart = ChartMethod.of(kind)
                                .rules(RunRule.NELSON_1, RunRule.NELSON_2, RunRule.NELSON_3, RunRule.NELSON_4)
                                .of(series);
                        assertThat(chart.flags()).as("%s of %s", kind, series).isEmpty();
                        assertThat(chart.runs()).isEqualTo(new AnhoejRuns(0, 0, 0));
                        assertThat(chart.runsAboutMedian()).isEqualTo(new AnhoejRuns(0, 0, 0));
                        assertThat(chart.points()).extracting(Point::z).containsOnly(0.0);
                    }
                }
            }
        }
        // about 0, where rounding has no digits of its own
        assertThat(ChartMethod.of(Kind.XMR)
                        .of(labels(9), new double[] {0.1, 0.2, -0.3, 0, 0, 0, 0, 0, 0})
                        .runs()
                        .useful())
                .isEqualTo(3);
    }

    @Test
    void whereNothingVariesNothingIsTooGood() {
        ChartMethod good = ChartMethod.of(Kind.XMR).rules(RunRule.NELSON_7);
        assertThat(good.of(CountSeries.of(new long[20])).flags()).isEmpty();
        assertThat(ChartMethod.of(Kind.P)
                        .rules(RunRule.NELSON_7)
                        .of(sharesOf(9, new long[20]))
                        .flags())
                .isEmpty();
        long[] level = new long[20];
        Arrays.fill(level, 100);
        assertThat(ChartMethod.of(Kind.C)
                        .rules(RunRule.NELSON_7)
                        .of(CountSeries.of(level))
                        .flags())
                .hasSize(6);
    }

    @Test
    void whatHasNoBaselineSaysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ControlChart.of(with(rates(new long[] {0}, 0), running(2, 3, 5))))
                .withMessage("series (points 2, over 1, gaps 1) must have at least 1 in the baseline that are "
                        + "over and no gap");
    }

    @Test
    void aLaneyChartOfALevelBaselineSaysWhatItsLimitsAre() {
        long[] counts = new long[21];
        double[] exposures = new double[21];
        Arrays.fill(counts, 100);
        Arrays.fill(exposures, 1000);
        counts[20] = 120;
        ControlChart chart = ChartMethod.of(Kind.LANEY_U).baseline("1", "20").of(rates(counts, exposures));
        assertThat(chart.sigmaZ()).isEmpty();
        assertThat(chart.words().subList(2, chart.words().size()))
                .containsExactly(
                        "The baseline is all on the centre line and does not tell σ_z: the limits are those of "
                                + "chance alone, and too wide if it always varies so little");
    }

    @Test
    void valuesThatMayComeLaterAreNotJudged() {
        Timeline months = Timeline.monthly(LocalDate.of(2024, 5, 31)).from(LocalDate.of(2024, 1, 1));
        List<CellState> states = List.of(
                CellState.OBSERVED, CellState.OBSERVED, CellState.OBSERVED, CellState.PARTIAL, CellState.UNOBSERVED);
        ControlChart chart = ChartMethod.of(Kind.XMR)
                .of(
                        months,
                        month -> OptionalDouble.of(
                                10 + months.indexOf(month) % 2 * (months.indexOf(month) > 2 ? 90 : 1)),
                        month -> states.get(months.indexOf(month)));
        assertThat(chart.gaps()).containsExactly("2024-05");
        assertThat(chart.points()).extracting(Point::isOver).containsExactly(true, true, true, false);
        assertThat(chart.centre()).isCloseTo(31 / 3.0, within(1e-12));
        assertThat(chart.flags()).isEmpty();
    }

    @Test
    void chartsOfDifferentKindsAreNotSetSideBySide() {
        CountSeries series = CountSeries.of(9, 11, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChartMethod.of(Kind.C).of(series).flagsSince(U.of(series)))
                .withMessage("earlier (u chart) must be of the same kind (c chart)");
    }
}
