package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpliftCurveTest {
    private record Row(double score, boolean treated, long outcome) {}

    private static List<Row> rows(double score, boolean treated, int yes, int of) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < of; i++) {
            rows.add(new Row(score, treated, i < yes ? 1 : 0));
        }
        return rows;
    }

    private static UpliftCurve curve(List<Row> rows) {
        return UpliftCurve.of(rows, Row::score, Row::treated, Row::outcome);
    }

    /** Of the highest score 3 of 4 treated and 1 of 4 held out say yes; of the next 2 and 2, of the lowest 1 and 2. */
    private static UpliftCurve byHand() {
        List<Row> rows = new ArrayList<>();
        int[][] yes = {{3, 1}, {2, 2}, {1, 2}};
        double[] scores = {0.9, 0.5, 0.1};
        for (int i = 0; i < 3; i++) {
            rows.addAll(rows(scores[i], true, yes[i][0], 4));
            rows.addAll(rows(scores[i], false, yes[i][1], 4));
        }
        return curve(rows);
    }

    /** Drawn with NumPy 2.4.6, {@code RandomState(5)}; the first score has nobody treated. */
    private static final double[] SCORES = {
        0.3, 1.0, 0.2, 1.1, 0.6, 0.7, 0.9, 0.6, 0.4, 0.2, 0.1, 0.9, 0.5, 0.2, 1.1, 0.3, 0.5, 0.4, 0.8, 0.7, 0.7, 0.3,
        0.3, 0.3
    };

    private static final int[] TREATED = {1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1};
    private static final long[] YES = {1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0};
    private static final long[] MONEY = {
        788, -36, 1198, -256, 338, 1842, -120, 1583, 753, -84, 332, -75, 176, 1562, 579, 1925, 934, 737, 451, 1061,
        1550, 1703, 72, 560
    };

    private static UpliftCurve drawn(long... outcomes) {
        boolean[] isTreated = new boolean[TREATED.length];
        for (int i = 0; i < isTreated.length; i++) {
            isTreated[i] = TREATED[i] == 1;
        }
        return UpliftCurve.of(SCORES, isTreated, outcomes);
    }

    @Test
    void pointsAreSumsDownToEachScore() {
        UpliftCurve curve = byHand();
        assertThat(curve.points())
                .containsExactly(
                        new UpliftPoint(0.9, 4, 4, 3, 1, false),
                        new UpliftPoint(0.5, 8, 8, 5, 3, false),
                        new UpliftPoint(0.1, 12, 12, 6, 5, false));
        assertThat(curve.points())
                .extracting(point -> point.qini().orElseThrow())
                .containsExactly(2.0, 2.0, 1.0);
        assertThat(curve.points())
                .extracting(point -> point.gain().orElseThrow())
                .containsExactly(4.0, 4.0, 2.0);
        assertThat(curve.customers()).isEqualTo(24);
        assertThat(curve.treated()).isEqualTo(12);
        assertThat(curve.control()).isEqualTo(12);
        assertThat(curve.effect()).hasValue(1.0 / 12);
    }

    @Test
    void areasAreThoseOfTrapezoidsByHand() {
        UpliftCurve curve = byHand();
        // (0 + 1/6)/2/3 + 1/6/3 + (1/6 + 1/12)/2/3 = 1/8, less half of 1/12
        assertThat(curve.qini().orElseThrow()).isCloseTo(1.0 / 12, within(1e-15));
        assertThat(curve.auuc().orElseThrow()).isCloseTo(1.0 / 8, within(1e-15));
        // 6 good treated, then 13 others, then 5 good held out
        double best = (0.5 * (24 - 3 - 5) + (0.5 + 1.0 / 12) / 2 * 5) / 24 - 1.0 / 24;
        assertThat(curve.shareOfBest().orElseThrow()).isCloseTo(1.0 / 12 / best, within(1e-14));
        assertThat(curve).hasToString("Qini 0.08333 of 24 customers, 12 of them treated, over an effect of 0.08333");
    }

    @Test
    void areasAndErrorsAreThoseOfNumPy() {
        // trapezoids; the error from derivatives by differences, n/(n − 1) within each arm
        UpliftCurve yes = drawn(YES);
        assertThat(yes.qini().orElseThrow()).isCloseTo(0.010400132275132274, within(1e-14));
        assertThat(yes.auuc().orElseThrow()).isCloseTo(-0.028825555713576537, within(1e-14));
        assertThat(yes.effect().orElseThrow()).isCloseTo(-0.07142857142857142, within(1e-15));
        assertThat(yes.standardError().orElseThrow()).isCloseTo(0.056969512456369484, within(1e-8));
        UpliftCurve money = drawn(MONEY);
        assertThat(money.qini().orElseThrow()).isCloseTo(-53.43835152116405, within(1e-10));
        assertThat(money.auuc().orElseThrow()).isCloseTo(98.58921635848718, within(1e-10));
        assertThat(money.standardError().orElseThrow()).isCloseTo(72.09349283736422, within(1e-5));
        assertThat(money.shareOfBest()).isEmpty();
    }

    /** Five good customers held out, then two bad ones treated: 1.25 of the best, which has nobody held out of the first two. */
    @Test
    void ofAnOrderThatBeatsTheBestThereIsNoShare() {
        double[] scores = {7, 6, 5, 4, 3, 2, 1};
        boolean[] isTreated = {false, false, false, false, false, true, true};
        UpliftCurve curve = UpliftCurve.of(scores, isTreated, new long[] {1, 1, 1, 1, 1, 0, 0});
        assertThat(curve.qini().orElseThrow()).isPositive();
        assertThat(curve.shareOfBest()).isEmpty();
        UpliftCurve best = UpliftCurve.of(scores, isTreated, new long[] {0, 0, 0, 0, 0, 0, 1});
        assertThat(best.shareOfBest().orElseThrow()).isLessThanOrEqualTo(1);
    }

    /** Each customer more gains as much as it costs, which doubles take for more or less. */
    @Test
    void theBestOfEqualsIsTheFirst() {
        double[] scores = new double[60];
        boolean[] isTreated = new boolean[60];
        long[] outcomes = new long[60];
        for (int i = 0; i < 60; i++) {
            scores[i] = -(i / 20);
            isTreated[i] = i % 2 == 0;
        }
        // Of ten treated in each twenty: 9 good, then 1, then 1; n · effect is 18, 20, 22.
        for (int i : new int[] {0, 2, 4, 6, 8, 10, 12, 14, 16, 20, 40}) {
            outcomes[i] = 1;
        }
        UpliftCurve curve = UpliftCurve.of(scores, isTreated, outcomes);
        assertThat(curve.best(0.1).orElseThrow()).isEqualTo(curve.points().get(0));
        assertThat(curve.best(0.09).orElseThrow()).isEqualTo(curve.points().get(2));
        assertThat(curve.best(0.9)).isEmpty();
        assertThat(curve.best(1e308)).isEmpty();
        assertThat(curve.best(-1e308).orElseThrow()).isEqualTo(curve.points().get(2));
        assertThat(curve.best(Double.MIN_VALUE).orElseThrow())
                .isEqualTo(curve.points().get(2));
    }

    @Test
    void lowerIsBetterTwiceIsOnce() {
        UpliftCurve once = UpliftCurve.of(new double[] {1, 2}, new boolean[] {true, false}, new long[] {0, 1})
                .lowerIsBetter();
        assertThat(once.lowerIsBetter().points()).isEqualTo(once.points());
    }

    @Test
    void theLastPointsAreThoseOfTheTestsOfScikitUplift() {
        // sklift/tests/test_metrics.py, test_qini_curve and test_uplift_curve: (3, 1) and (3, 1.5); (3, 3) and (3, 4.5)
        boolean[] isTreated = {false, true, true};
        UpliftPoint shares = UpliftCurve.of(new double[3], isTreated, new long[] {0, 1, 0})
                .points()
                .get(0);
        assertThat(shares.customers()).isEqualTo(3);
        assertThat(shares.qini()).hasValue(1);
        assertThat(shares.gain()).hasValue(1.5);
        UpliftPoint numbers = UpliftCurve.of(new double[3], isTreated, new long[] {0, 1, 2})
                .points()
                .get(0);
        assertThat(numbers.qini()).hasValue(3);
        assertThat(numbers.gain()).hasValue(4.5);
    }

    @Test
    void anArmThatHasNobodyYetHasNoEffect() {
        UpliftCurve curve = drawn(YES);
        assertThat(curve.points().get(0).effect()).isEmpty();
        assertThat(curve.points().get(0).qini()).isEmpty();
        assertThat(curve.points().get(0).gain()).isEmpty();
        assertThat(curve.points().get(1).effect()).hasValue(-0.5);
        assertThat(curve.points().get(0)).hasToString("down to 1.1: no effect known of 0 treated and 2 held out");
        assertThat(curve.sheet().rows().get(0)).containsNull();
    }

    @Test
    void anArmWithoutCustomersHasNoCurve() {
        UpliftCurve curve = curve(rows(0.5, true, 1, 3));
        assertThat(curve.qini()).isEmpty();
        assertThat(curve.auuc()).isEmpty();
        assertThat(curve.effect()).isEmpty();
        assertThat(curve.standardError()).isEmpty();
        assertThat(curve.interval(0.95)).isEmpty();
        assertThat(curve.shareOfBest()).isEmpty();
        assertThat(curve.best(0)).isEmpty();
        assertThat(curve.verdict(0.95).kind()).isEqualTo(UpliftVerdict.Kind.TOO_FEW);
        assertThat(curve(List.of()).points()).isEmpty();
        assertThat(curve(List.of()).byShare(10, 0.95).parts()).isEmpty();
        assertThat(curve(List.of())).hasToString("no Qini of 0 customers, 0 of them treated");
        assertThat(curve(List.of()).verdict(0.95).kind()).isEqualTo(UpliftVerdict.Kind.TOO_FEW);
    }

    @Test
    void oneScoreOfAllRanksNobody() {
        List<Row> rows = new ArrayList<>(rows(1, true, 20, 30));
        rows.addAll(rows(1, false, 10, 30));
        UpliftCurve curve = curve(rows);
        assertThat(curve.qini()).hasValue(0);
        assertThat(curve.standardError()).isEmpty();
        assertThat(curve.auuc().orElseThrow()).isCloseTo(1.0 / 6, within(1e-15));
        assertThat(curve.verdict(0.95).kind()).isEqualTo(UpliftVerdict.Kind.TOO_FEW);
    }

    @Test
    void lossesHelpWhenTheyAreFewer() {
        List<Row> kept = new ArrayList<>(rows(2, true, 9, 10));
        kept.addAll(rows(2, false, 5, 10));
        kept.addAll(rows(1, true, 8, 10));
        kept.addAll(rows(1, false, 8, 10));
        List<Row> lost = kept.stream()
                .map(row -> new Row(row.score(), row.treated(), 1 - row.outcome()))
                .toList();
        UpliftCurve one = curve(kept);
        UpliftCurve other = curve(lost).lowerIsBetter();
        assertThat(other.qini().orElseThrow()).isCloseTo(one.qini().orElseThrow(), within(1e-15));
        assertThat(other.auuc().orElseThrow()).isCloseTo(one.auuc().orElseThrow(), within(1e-15));
        assertThat(other.shareOfBest().orElseThrow())
                .isCloseTo(one.shareOfBest().orElseThrow(), within(1e-14));
        assertThat(other.standardError().orElseThrow())
                .isCloseTo(one.standardError().orElseThrow(), within(1e-15));
        assertThat(other.points().get(0).treatedSum()).isEqualTo(1);
        assertThat(other.points().get(0).effect().orElseThrow()).isCloseTo(0.4, within(1e-15));
        UpliftParts.Part first = other.byShare(2, 0.95).parts().get(0);
        assertThat(first.effect().orElseThrow()).isCloseTo(0.4, within(1e-15));
        assertThat(first.interval().orElseThrow().lower())
                .isCloseTo(
                        one.byShare(2, 0.95)
                                .parts()
                                .get(0)
                                .interval()
                                .orElseThrow()
                                .lower(),
                        within(1e-12));
    }

    @Test
    void bestIsWhereTheGainOverTheCostIsGreatest() {
        UpliftCurve curve = byHand();
        assertThat(curve.best(0).orElseThrow().score()).isEqualTo(0.9);
        // 8 (0.5 − 0.3) against 16 (0.25 − 0.3)
        assertThat(curve.best(0.3).orElseThrow().score()).isEqualTo(0.9);
        // being paid 0.1 for each, 8 · 0.6, 16 · 0.35, and 24 (1/12 + 0.1)
        assertThat(curve.best(-0.1).orElseThrow().score()).isEqualTo(0.5);
        assertThat(curve.best(0.5)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.best(Double.NaN))
                .withMessage("cost (NaN) must be finite");
    }

    @Test
    void topTakesNoMoreThanTheShare() {
        UpliftCurve curve = byHand();
        assertThat(curve.top(0.33)).isEmpty();
        assertThat(curve.top(0.34).orElseThrow().customers()).isEqualTo(8);
        assertThat(curve.top(0.67).orElseThrow().customers()).isEqualTo(16);
        assertThat(curve.top(1).orElseThrow().customers()).isEqualTo(24);
        assertThatIllegalArgumentException().isThrownBy(() -> curve.top(1.1)).withMessageContaining("share (1.1)");
    }

    @Test
    void partsHaveNewcombesIntervalOfShares() {
        UpliftParts parts = byHand().byShare(3, 0.9);
        assertThat(parts.parts()).extracting(UpliftParts.Part::from).containsExactly(0.9, 0.5, 0.1);
        assertThat(parts.parts()).extracting(UpliftParts.Part::customers).containsExactly(8L, 8L, 8L);
        Interval expected =
                Proportion.of(3, 4).comparedWith(Proportion.of(1, 4)).differenceInterval(0.9);
        assertThat(parts.parts().get(0).interval()).hasValue(expected);
        assertThat(parts.parts().get(0).effect()).hasValue(0.5);
        assertThat(parts.sheet().rows()).hasSize(3);
        assertThat(parts.parts().get(0).toString())
                .isEqualTo("0.9 to 0.9: 0.5 " + expected + " of 4 treated and 4 held out");
    }

    @Test
    void partsOfAmountsHaveWelchsInterval() {
        UpliftParts parts = drawn(MONEY).byShare(2, 0.95);
        assertThat(parts.parts()).hasSize(2);
        UpliftParts.Part high = parts.parts().get(0);
        List<Double> treated = new ArrayList<>();
        List<Double> control = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            if (SCORES[i] >= high.to()) {
                (TREATED[i] == 1 ? treated : control).add((double) MONEY[i]);
            }
        }
        Interval welch = MeanComparison.of(sample(treated), sample(control))
                .effect(EffectScale.ABSOLUTE, 0.95)
                .interval()
                .orElseThrow();
        assertThat(high.interval().orElseThrow().lower()).isCloseTo(welch.lower(), within(1e-9));
        assertThat(high.interval().orElseThrow().upper()).isCloseTo(welch.upper(), within(1e-9));
        assertThat(parts.parts().stream().mapToLong(UpliftParts.Part::customers).sum())
                .isEqualTo(24);
    }

    private static SampleMean sample(List<Double> values) {
        return SampleMean.ofValues(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Test
    void equalScoresAreInThePartOfTheirMiddle() {
        List<Row> rows = new ArrayList<>(rows(3, true, 0, 1));
        rows.addAll(rows(2, false, 0, 8));
        rows.addAll(rows(1, true, 0, 1));
        UpliftParts parts = curve(rows).byShare(10, 0.95);
        assertThat(parts.parts()).extracting(UpliftParts.Part::customers).containsExactly(1L, 8L, 1L);
        assertThat(parts.parts().get(1).effect()).isEmpty();
        assertThat(parts.parts().get(1).interval()).isEmpty();
        assertThat(parts.parts().get(1)).hasToString("2.0 to 2.0: no effect known of 0 treated and 8 held out");
        assertThat(curve(rows).byShare(1, 0.95).parts()).hasSize(1);
    }

    @Test
    void aVerdictSaysWhetherTheScoreTells() {
        List<Row> rows = new ArrayList<>(rows(0.9, true, 90, 100));
        rows.addAll(rows(0.9, false, 40, 100));
        rows.addAll(rows(0.1, true, 40, 100));
        rows.addAll(rows(0.1, false, 60, 100));
        UpliftVerdict tells = curve(rows).verdict(0.95);
        assertThat(tells.kind()).isEqualTo(UpliftVerdict.Kind.TELLS);
        assertThat(tells.words())
                .startsWith("it tells whom to treat: Qini 0.0875 [")
                .endsWith("is above 0; treating down to a score of 0.9, the first 50.0 %, gains most");
        UpliftVerdict down = UpliftCurve.of(rows, row -> -row.score(), Row::treated, Row::outcome)
                .verdict(0.95);
        assertThat(down.kind()).isEqualTo(UpliftVerdict.Kind.UPSIDE_DOWN);
        assertThat(down).hasToString(down.words());
        List<Row> alike = new ArrayList<>(rows(0.9, true, 50, 100));
        alike.addAll(rows(0.9, false, 40, 100));
        alike.addAll(rows(0.1, true, 50, 100));
        alike.addAll(rows(0.1, false, 41, 100));
        assertThat(curve(alike).verdict(0.95).kind()).isEqualTo(UpliftVerdict.Kind.NOT_TOLD);
        assertThat(curve(alike).verdict(0.95).words()).contains("includes 0");
        assertThat(byHand().verdict(0.95).kind()).isNotEqualTo(UpliftVerdict.Kind.TOO_FEW);
        assertThat(byHand().lowerIsBetter().qini().orElseThrow()).isCloseTo(-1.0 / 12, within(1e-15));
    }

    @Test
    void scoresMustBeFiniteAndColumnsAlike() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpliftCurve.of(new double[] {Double.NaN}, new boolean[1], new long[1]))
                .withMessage("scores (NaN) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpliftCurve.of(List.of(1), row -> 1.0 / 0, row -> true, row -> 1))
                .withMessage("score (Infinity) must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpliftCurve.of(new double[2], new boolean[1], new long[1]))
                .withMessage("scores (2), isTreated (1) and outcomes (1) must be as many");
        assertThatThrownBy(() -> UpliftCurve.of(new double[2], new boolean[2], new long[] {Long.MAX_VALUE, 1}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("outcomes");
        assertThat(UpliftCurve.of(new double[] {-0.0, 0.0}, new boolean[] {true, false}, new long[2])
                        .points())
                .hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> byHand().byShare(0, 0.95));
    }

    @Test
    void theSheetHasARowPerPoint() {
        assertThat(byHand().sheet().rows()).hasSize(3);
        assertThat(byHand().sheet().rows().get(1))
                .isEqualTo(Arrays.asList(0.5, 16L, 16.0 / 24, 8L, 8L, 5L, 3L, 0.25, 2.0, 4.0));
    }
}
