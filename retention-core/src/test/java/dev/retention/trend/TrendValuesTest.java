package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Frequency;
import dev.retention.FrequencyComparison;
import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.time.Grain;
import dev.retention.time.Period;
import dev.retention.trend.PeriodComparison.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the values of charts and comparisons refuse, and the sheets of charts and series. */
class TrendValuesTest {
    private static final Period MAY = Grain.MONTH.parse("2024-05");
    private static final Period MARCH = Grain.MONTH.parse("2024-03");
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    private static PeriodComparison compared(Period earlier, int periods) {
        Proportion half = Proportion.of(1, 2);
        return new PeriodComparison(Reference.BEFORE, MAY, half, earlier, half, periods);
    }

    @Test
    void periodsThatAreComparedDoNotOverlap() {
        assertThat(compared(MARCH, 1).difference()).isZero();
        assertThat(compared(MARCH, 2).earlier()).isEqualTo(MARCH);
        String both = "periods (3) must not be on both sides of 2024-03 and 2024-05";
        refused(() -> compared(MARCH, 3), both);
        refused(() -> compared(MARCH, 0), "periods (0) must be at least 1");
        refused(() -> compared(MAY, 1), "earlier (2024-05) must be before period (2024-05), and as long");
        refused(
                () -> compared(Grain.YEAR.parse("2023"), 1),
                "earlier (2023) must be before period (2024-05), and as long");
        FrequencyComparison one = Frequency.of(1, 2).comparedWith(Frequency.of(1, 2));
        refused(() -> new CountComparison(Reference.BEFORE, MAY, MARCH, 3, one), both);
    }

    @Test
    void changesAndEffectsAreFinite() {
        Interval wide = Interval.of(Double.NEGATIVE_INFINITY, INFINITE, 0.95);
        refused(() -> BeforeAfter.difference(INFINITE, wide, 0, wide), "change (Infinity) must be finite");
        refused(() -> BeforeAfter.difference(0, wide, INFINITE, wide), "controlChange (Infinity) must be finite");
        Interval unit = Interval.of(0, 1, 0.95);
        refused(
                () -> BeforeAfter.difference(0.5, unit, 2, unit),
                "controlChange (2.0) must lie in its interval (" + unit + ")");
        refused(() -> new BeforeAfter.Placebos(Double.NaN, Map.of(), 0), "effect (NaN) must be finite");
        refused(() -> new BeforeAfter.Placebos(0, Map.of(MAY, INFINITE), 0), "others (Infinity) must be finite");
        // As large, up or down, counts: two of three dates.
        assertThat(new BeforeAfter.Placebos(-0.5, Map.of(MAY, 0.5, MARCH, 0.25), 0).asLarge())
                .isEqualTo(Proportion.of(2, 3));
    }

    @Test
    void pointsLieBetweenTheirLimitsAndRunsAreWhole() {
        refused(
                () -> new ControlChart.Point("a", Optional.empty(), 1, 2, 1, 0, true, true),
                "lower (2.0) must be at most upper (1.0)");
        ControlChart.Point point = new ControlChart.Point("a", Optional.empty(), 1, 1, 1, 0, true, true);
        assertThat(point.isBeyond()).isFalse();
        assertThat(new RunRule.Flag(RunRule.NELSON_1, List.of(point)).run()).containsExactly(point);
        refused(() -> new RunRule.Flag(RunRule.NELSON_1, List.of()), "run (0 points) must be 1 points");
        refused(() -> PublishedCharts.rates(new long[] {1, 1}, 1, INFINITE), "exposures[1] (Infinity) must be finite");
        refused(
                () -> ChartMethod.of(ChartMethod.Kind.XMR).of(List.of("a", "b"), new double[] {1, INFINITE}),
                "values[1] (Infinity) must be finite");
        refused(() -> CountSeries.of(1, 2).shiftAt("2"), "shiftAt(2) asks for a series of shares, not of COUNTS");
    }

    @Test
    void chartsAndSeriesAreSheets() {
        List<CountSeries.Point> points =
                new ArrayList<>(PublishedCharts.rates(new long[] {10, 12, 9, 11, 40}, 1000, 1000, 1000, 1000, 1000)
                        .points());
        points.add(new CountSeries.Point("6", Optional.empty(), 0, 0, true));
        points.add(PublishedCharts.running(7, 9, 500));
        CountSeries series = CountSeries.of(CountSeries.Kind.RATES, points);
        assertThat(series.sheet().title()).isEqualTo("Series of rates");
        assertThat(series.toCsv().lines())
                .contains("at,count,exposure,rate,over", "5,40,1000,0.04,true", "6,,,,true", "7,9,500,0.018,false");
        ControlChart chart =
                ChartMethod.of(ChartMethod.Kind.U).baseline("1", "4").of(series);
        assertThat(chart.sheet().title()).isEqualTo("Control chart");
        assertThat(chart.sheet().notes()).contains("6");
        assertThat(chart.toCsv().lines().filter(line -> line.startsWith("5,")).findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("5,0.04,0.0105,").endsWith(",true,false,5 (Nelson 1)"));
    }
}
