package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.retention.trend.ChartMethod.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every chart of a series with gaps, a running period, excluded points and a baseline. */
class ControlChartProperties {
    private static final RunRule[] RULES = RunRule.values();

    @Provide
    Arbitrary<CountSeries> series() {
        Arbitrary<Integer> exposure = Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(8, 1));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Combinators.combine(exposure, Arbitraries.integers().between(40, 90))
                                .as((some, size) -> some * size))
                .as((count, size) -> new long[] {Math.min(count, size), size})
                .withoutEdgeCases()
                .list()
                .ofMinSize(3)
                .ofMaxSize(25)
                .map(rows -> {
                    List<Point> points = new ArrayList<>();
                    for (int i = 0; i < rows.size(); i++) {
                        long[] row = rows.get(i);
                        points.add(new Point("t" + i, Optional.empty(), row[0], row[1], i < rows.size() - 1));
                    }
                    return CountSeries.of(CountSeries.Kind.SHARES, points);
                });
    }

    private static List<Point> judged(CountSeries series) {
        return series.points().stream()
                .filter(point -> point.isOver() && !point.isGap())
                .toList();
    }

    /** The definition, reckoned anew in the plainest way. */
    @Property(tries = 50)
    void limitsAndFlagsAreThoseOfTheDefinition(
            @ForAll("series") CountSeries series, @ForAll @IntRange(max = 3) int kindOf) {
        Kind kind = List.of(Kind.P, Kind.U, Kind.LANEY_P, Kind.LANEY_U).get(kindOf);
        List<Point> judged = judged(series);
        assumeThat(judged).hasSizeGreaterThan(2);
        List<Point> baseline = judged.subList(1, judged.size());
        double counts = 0;
        double exposures = 0;
        for (Point point : baseline) {
            counts += point.count();
            exposures += point.exposure();
        }
        double c = counts / exposures;
        assumeThat(c).isGreaterThan(0);
        double variance = kind == Kind.P || kind == Kind.LANEY_P ? c * (1 - c) : c;
        double ranges = 0;
        for (int i = 1; i < baseline.size(); i++) {
            ranges += Math.abs(z(baseline.get(i), c, variance) - z(baseline.get(i - 1), c, variance));
        }
        double wide = kind == Kind.LANEY_P || kind == Kind.LANEY_U ? ranges / (baseline.size() - 1) / 1.128 : 1;
        assumeThat(wide).isGreaterThan(1e-6);

        ControlChart chart = ChartMethod.of(kind)
                .excluding(judged.get(0).label())
                .rules(RULES)
                .of(series);
        assertThat(chart.centre()).isCloseTo(c, within(1e-12));
        for (ControlChart.Point drawn : chart.points()) {
            Point point = series.points().stream()
                    .filter(any -> any.label().equals(drawn.label()))
                    .findFirst()
                    .orElseThrow();
            double width = 3 * wide * Math.sqrt(variance / point.exposure());
            assertThat(drawn.lower()).isCloseTo(Math.max(0, c - width), within(1e-9));
            double most = kind == Kind.P || kind == Kind.LANEY_P ? 1 : Double.MAX_VALUE;
            assertThat(drawn.upper()).isCloseTo(Math.min(most, c + width), within(1e-9));
            assertThat(drawn.isInBaseline()).isEqualTo(baseline.contains(point));
        }
        double[] z = judged.stream()
                .mapToDouble(point -> z(point, c, variance) / wide)
                .toArray();
        // Whether a point on a limit lies beyond it the chart tells exactly, and doubles do not.
        assumeThat(Arrays.stream(z).noneMatch(any -> Math.abs(any - Math.rint(any)) < 1e-9))
                .isTrue();
        double[] values = judged.stream()
                .mapToDouble(point -> point.count() / point.exposure())
                .toArray();
        List<String> expected = new ArrayList<>();
        for (RunRule rule : RULES) {
            boolean rising = rule == RunRule.NELSON_3 || rule == RunRule.NELSON_4;
            rule.violations(rising ? values : z)
                    .forEach(at -> expected.add(judged.get(at - 1).label() + " (" + rule + ")"));
        }
        assertThat(chart.flags().stream().map(RunRule.Flag::toString)).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static double z(Point point, double c, double variance) {
        return (point.count() / point.exposure() - c) / Math.sqrt(variance / point.exposure());
    }

    @Property(tries = 50)
    void gapsAndTheRunningPeriodChangeNothingElse(@ForAll("series") CountSeries series) {
        assumeThat(judged(series)).isNotEmpty();
        ControlChart chart = ControlChart.of(series);
        ControlChart without = ControlChart.of(CountSeries.of(series.kind(), judged(series)));
        assertThat(chart.flags()).isEqualTo(without.flags());
        assertThat(chart.centre()).isEqualTo(without.centre());
        assertThat(chart.points().stream().filter(ControlChart.Point::isOver).toList())
                .isEqualTo(without.points());
        assertThat(chart.points().size() + chart.gaps().size())
                .isEqualTo(series.points().size());
    }

    /** Twice the exposure, twice the scale: the unit of exposure changes rates and nothing else. */
    @Property(tries = 50)
    void theUnitOfExposureChangesNoFlagOfRates(@ForAll("series") CountSeries series) {
        assumeThat(judged(series)).isNotEmpty();
        List<Point> halves = series.points().stream()
                .map(point -> new Point(
                        point.label(), point.period(), point.count(), point.exposure() / 1024, point.isOver()))
                .toList();
        ChartMethod method = ChartMethod.of(Kind.U).rules(RULES);
        ControlChart chart = method.of(series);
        ControlChart scaled = method.of(CountSeries.of(CountSeries.Kind.RATES, halves));
        assertThat(scaled.flags().stream().map(RunRule.Flag::toString))
                .containsExactlyElementsOf(
                        chart.flags().stream().map(RunRule.Flag::toString).toList());
        assertThat(scaled.centre()).isCloseTo(chart.centre() * 1024, within(1e-9));
    }

    /** A shift and a scale of values move the chart along and change no flag; exact powers of two and halves, so that none rounds. */
    @Property(tries = 50)
    void theUnitOfValuesChangesNoFlag(@ForAll @Size(min = 2, max = 25) List<@IntRange(max = 30) Integer> rows) {
        double[] values = rows.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] scaled = rows.stream().mapToDouble(row -> 4.0 * row).toArray();
        ChartMethod method = ChartMethod.of(Kind.XMR).rules(RULES);
        List<String> labels = PublishedCharts.labels(values.length);
        assertThat(method.of(labels, scaled).flags().stream().map(RunRule.Flag::toString))
                .containsExactlyElementsOf(method.of(labels, values).flags().stream()
                        .map(RunRule.Flag::toString)
                        .toList());
        // upside down, limits are mirrored
        double[] mirrored = rows.stream().mapToDouble(row -> -row).toArray();
        ControlChart chart = method.of(labels, values);
        ControlChart mirror = method.of(labels, mirrored);
        assertThat(mirror.points().get(0).upper())
                .isCloseTo(-chart.points().get(0).lower(), within(1e-9));
        assertThat(mirror.runs()).isEqualTo(chart.runs());
        assertThat(mirror.runsAboutMedian()).isEqualTo(chart.runsAboutMedian());
    }

    @Property(tries = 50)
    void flagsComeInOrderOfTimeEachWithTheRunThatEndsThere(@ForAll("series") CountSeries series) {
        assumeThat(judged(series)).isNotEmpty();
        ControlChart chart = ChartMethod.of(Kind.P).rules(RULES).of(series);
        List<String> labels =
                chart.points().stream().map(ControlChart.Point::label).collect(Collectors.toList());
        assertThat(chart.flags())
                .isSortedAccordingTo(Comparator.comparingInt((RunRule.Flag flag) ->
                                labels.indexOf(flag.point().label()))
                        .thenComparing(RunRule.Flag::rule))
                .allSatisfy(flag ->
                        assertThat(flag.run()).hasSize(flag.rule().length()).allMatch(ControlChart.Point::isOver));
        assertThat(chart.flagsSince(ChartMethod.of(Kind.P).rules().of(series))).isEqualTo(chart.flags());
    }
}
