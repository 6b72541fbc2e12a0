package dev.retention.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.trend.CountSeries.Kind;
import dev.retention.trend.CountSeries.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverdispersionTest {
    @Test
    void saysInWordsWhetherPlainLimitsWillDo() {
        Overdispersion much = Overdispersion.of(PublishedCharts.COMPLAINTS).orElseThrow();
        assertThat(much.pValue()).isBetween(1e-310, 1e-100);
        assertThat(much.words())
                .isEqualTo(
                        "The counts vary 28.8 times as much as chance makes them (p < 0.001): plain limits would call some 57.6 % "
                                + "of all points special where nothing has changed; Laney's limits are wide enough.");
        assertThat(Overdispersion.of(CountSeries.of(9, 11, 8, 12, 10))
                        .orElseThrow()
                        .words())
                .isEqualTo(
                        "The counts vary 0.25 times as much as chance makes them (p = 0.910), which is no more than chance: "
                                + "plain limits will do.");
        assertThat(Overdispersion.of(CountSeries.of(100, 101, 100, 99))
                        .orElseThrow()
                        .words())
                .isEqualTo(
                        "The counts vary 0.00667 times as much as chance makes them (p = 0.999), which is less than by chance "
                                + "(p < 0.001): plain limits are too wide; Laney's are not.");
        assertThat(new Overdispersion(2, 1)).hasToString("ratio 2, statistic 2 on 1 degree of freedom, p 0.157299");
    }

    @Test
    void bothTailsAreThereAndTogetherAreOne() {
        Overdispersion test = new Overdispersion(22.169242313427873, 29);
        assertThat(test.pValue() + test.pValueOfLess()).isCloseTo(1, within(1e-12));
        assertThat(new Overdispersion(1, 1).beyondPlainLimits()).isCloseTo(0.0027, within(1e-6));
        assertThat(new Overdispersion(0, 3).beyondPlainLimits()).isZero();
        assertThat(new Overdispersion(0, 3).pValueOfLess()).isZero();
        assertThat(new Overdispersion(1500, 29).pValue()).isBetween(1e-310, 1e-290);
    }

    /** R's test would find 6.6 times the variance here, for the sizes differ. */
    @Test
    void sizesThatDifferAreNoOverdispersion() {
        Overdispersion test = Overdispersion.of(PublishedCharts.shares(new long[] {10, 20, 40, 80}, 100, 200, 400, 800))
                .orElseThrow();
        assertThat(test.statistic()).isZero();
    }

    @Test
    void whatCannotVaryIsNotTested() {
        assertThat(Overdispersion.of(CountSeries.of(0, 0, 0))).isEmpty();
        assertThat(Overdispersion.of(CountSeries.of(7))).isEmpty();
        assertThat(Overdispersion.of(CountSeries.of())).isEmpty();
        assertThat(Overdispersion.of(PublishedCharts.sharesOf(5, 5, 5))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Overdispersion(-1, 1))
                .withMessageContaining("statistic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Overdispersion(1, 0))
                .withMessage("degreesOfFreedom (0) must be at least 1");
    }

    @Test
    void gapsAndTheRunningPeriodAreLeftOut() {
        List<Point> points = new ArrayList<>(CountSeries.of(9, 14, 8).points());
        Optional<Overdispersion> whole = Overdispersion.of(CountSeries.of(Kind.COUNTS, points));
        points.add(1, new Point("gap", Optional.empty(), 0, 0, true));
        points.add(new Point("now", Optional.empty(), 1, 1, false));
        assertThat(Overdispersion.of(CountSeries.of(Kind.COUNTS, points))).isEqualTo(whole);
        List<Point> shares =
                new ArrayList<>(PublishedCharts.sharesOf(20, 9, 14, 8).points());
        Optional<ProportionComparison> shift =
                CountSeries.of(Kind.SHARES, shares).shiftAt("2");
        shares.add(2, new Point("gap", Optional.empty(), 0, 0, true));
        shares.add(new Point("now", Optional.empty(), 1, 5, false));
        assertThat(CountSeries.of(Kind.SHARES, shares).shiftAt("2"))
                .isEqualTo(shift)
                .contains(Proportion.of(22, 40).comparedWith(Proportion.of(9, 20)));
    }

    @Test
    void countsThatDoNotVaryLeaveLaneysLimitsNothingToGoBy() {
        assertThat(Overdispersion.of(CountSeries.of(7, 7, 7)).orElseThrow().words())
                .isEqualTo(
                        "The counts do not vary at all (p < 0.001): plain limits are too wide, and Laney's, which go by how they "
                                + "vary, are the same.");
    }
}
