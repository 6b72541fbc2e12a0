package dev.retention.trend;

import static dev.retention.trend.PublishedCharts.CIRCUIT;
import static dev.retention.trend.PublishedCharts.CLOTH;
import static dev.retention.trend.PublishedCharts.COMPLAINTS;
import static dev.retention.trend.PublishedCharts.COMPUTERS;
import static dev.retention.trend.PublishedCharts.EMERGENCIES;
import static dev.retention.trend.PublishedCharts.ORANGE_JUICE;
import static dev.retention.trend.PublishedCharts.ORANGE_JUICE_AFTER;
import static dev.retention.trend.PublishedCharts.labels;
import static dev.retention.trend.PublishedCharts.rates;
import static dev.retention.trend.PublishedCharts.sharesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.retention.Proportion;
import dev.retention.trend.ChartMethod.Kind;
import dev.retention.trend.ControlChart.Point;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Charts of published series, as Montgomery prints them and as R's qcc and qicharts2 compute them. */
class ControlChartReferenceTest {
    private static void hasLimits(ControlChart chart, double centre, double... limits) {
        assertThat(chart.centre()).isCloseTo(centre, withinPercentage(1e-7));
        for (int i = 0; i < chart.points().size(); i++) {
            Point point = chart.points().get(i);
            int at = limits.length == 2 ? 0 : 2 * i;
            assertThat(point.lower()).as("lower limit of %s", point).isCloseTo(limits[at], within(1e-9 * limits[at]));
            assertThat(point.upper()).as("upper limit of %s", point).isCloseTo(limits[at + 1], withinPercentage(1e-7));
        }
    }

    private static List<String> beyond(ControlChart chart) {
        return chart.points().stream().filter(Point::isBeyond).map(Point::label).toList();
    }

    @Test
    void leakingCansOfOrangeJuice() {
        ControlChart chart = ChartMethod.of(Kind.P).of(sharesOf(50, ORANGE_JUICE));
        hasLimits(chart, 0.23133333333333334, 0.05242754807192823, 0.41023911859473844);
        assertThat(beyond(chart)).containsExactly("15", "23");
        ControlChart revised = ChartMethod.of(Kind.P).excluding("15", "23").of(sharesOf(50, ORANGE_JUICE));
        hasLimits(revised, 0.215, 0.040702839954289555, 0.38929716004571047);
        assertThat(beyond(revised)).containsExactly("15", "21", "23");
        hasLimits(
                ChartMethod.of(Kind.P).of(sharesOf(50, ORANGE_JUICE_AFTER)),
                0.11083333333333334,
                0,
                0.24402070135297702);
    }

    @Test
    void fewerCansLeakAfterTheMachineWasSetAnew() {
        assertThat(Proportion.of(301, 1400)
                        .comparedWith(Proportion.of(133, 1200))
                        .z()
                        .orElseThrow())
                .isCloseTo(7.100615414503653, withinPercentage(1e-7));
        long[] kept = Arrays.stream(ORANGE_JUICE)
                .filter(cans -> cans != 22 && cans != 24)
                .toArray();
        long[] all = Arrays.copyOf(kept, 52);
        System.arraycopy(ORANGE_JUICE_AFTER, 0, all, 28, 24);
        assertThat(sharesOf(50, all).shiftAt("29")).hasValueSatisfying(shift -> {
            assertThat(shift).hasToString("11.1 % (133 of 1200) against 21.5 % (301 of 1400)");
            assertThat(shift.z().orElseThrow()).isCloseTo(-7.100615414503653, withinPercentage(1e-7));
        });
    }

    @Test
    void faultsOfCircuitBoards() {
        ControlChart chart = ChartMethod.of(Kind.C).of(CountSeries.of(CIRCUIT));
        hasLimits(chart, 19.846153846153847, 6.481447167165914, 33.21086052514178);
        assertThat(beyond(chart)).containsExactly("6", "20");
        hasLimits(
                ChartMethod.of(Kind.C).excluding("6", "20").of(CountSeries.of(CIRCUIT)),
                19.666666666666668,
                6.3625319710165975,
                32.970801362316735);
    }

    @Test
    void faultsOfComputersAndOfCloth() {
        double[] five = new double[20];
        Arrays.fill(five, 5);
        hasLimits(ChartMethod.of(Kind.U).of(rates(COMPUTERS, five)), 1.93, 0.06613305195891184, 3.793866948041088);
        hasLimits(
                ChartMethod.of(Kind.U).of(CLOTH),
                1.4232558139534883,
                0.2914739301268654,
                2.5550376977801115,
                0.15788519998393902,
                2.6886264279230376,
                0.4306174366369322,
                2.4158941912700445,
                0.2914739301268654,
                2.5550376977801115,
                0.26207210186521834,
                2.5844395260417583,
                0.2914739301268654,
                2.5550376977801115,
                0.39008503404093386,
                2.456426593866043,
                0.3187497909652588,
                2.5277618369417176,
                0.39008503404093386,
                2.456426593866043,
                0.41095932277784875,
                2.4355523051291277);
    }

    @Test
    void plainLimitsCallNearlyEveryWeekOfAnEmergencyDepartmentSpecialAndLaneysNone() {
        ControlChart plain = ChartMethod.of(Kind.P).of(EMERGENCIES);
        assertThat(beyond(plain))
                .containsExactly(
                        "1", "2", "3", "4", "6", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "19");
        ControlChart laney = ControlChart.of(EMERGENCIES);
        assertThat(laney.method().kind()).isEqualTo(Kind.LANEY_P);
        assertThat(laney.sigmaZ().orElseThrow()).isCloseTo(10.64042186349651, withinPercentage(1e-7));
        hasLimits(
                laney,
                0.9528997113441912,
                0.9401296441775141,
                0.9656697785108682,
                0.9400464186251363,
                0.965753004063246,
                0.9403780655785402,
                0.9654213571098421,
                0.9404730074779236,
                0.9653264152104587,
                0.9401726841760898,
                0.9656267385122925,
                0.940024656780411,
                0.9657747659079713,
                0.9402068940215251,
                0.9655925286668572,
                0.9404539979664184,
                0.9653454247219639,
                0.9402203092679219,
                0.9655791134204604,
                0.9401768742181587,
                0.9656225484702237,
                0.940110819305953,
                0.9656886033824293,
                0.940208346975665,
                0.9655910757127173,
                0.939803013989125,
                0.9659964086992573,
                0.9398387733905802,
                0.9659606492978021,
                0.9400459542854956,
                0.9657534684028867,
                0.9399228940277566,
                0.9658765286606257,
                0.9397876617362493,
                0.966011760952133,
                0.9399690439814311,
                0.9658303787069512,
                0.9400868775214295,
                0.9657125451669528,
                0.9399749965229042,
                0.9658244261654781);
        assertThat(beyond(laney)).isEmpty();
    }

    @Test
    void laneysLimitsAreThoseOfComplaintsPerSale() {
        ControlChart plain = ChartMethod.of(Kind.U).of(COMPLAINTS);
        assertThat(beyond(plain))
                .containsExactly("4", "6", "7", "8", "11", "12", "14", "15", "16", "17", "18", "19", "20");
        ControlChart laney = ChartMethod.of(Kind.LANEY_U).per(1000).of(COMPLAINTS);
        assertThat(laney.centre() * 1000).isCloseTo(4.997252747252747, withinPercentage(1e-7));
        assertThat(laney.sigmaZ().orElseThrow()).isCloseTo(5.317392724620406, withinPercentage(1e-7));
        double[] limits = {
            1.2383213926379049,
            8.75618410186759,
            1.5971714065364409,
            8.397334087969053,
            1.2383213926379049,
            8.75618410186759,
            0,
            10.63564977917501,
            0.39352084877518084,
            9.600984645730312,
            0.7350252216781692,
            9.259480272827325,
            1.2383213926379049,
            8.75618410186759,
            1.7419227030744415,
            8.252582791431054,
            2.0855970400607133,
            7.908908454444782,
            2.536454538014832,
            7.458050956490663,
            2.4101787613886607,
            7.584326733116834,
            2.741893934483842,
            7.252611560021653,
            2.5930321746463987,
            7.401473319859096,
            2.536454538014832,
            7.458050956490663,
            2.645878640587907,
            7.3486268539175885,
            2.5930321746463987,
            7.401473319859096,
            2.9718807435222088,
            7.022624750983286,
            3.0342148699235643,
            6.960290624581931,
            3.00377835910558,
            6.990727135399915,
            3.0342148699235643,
            6.960290624581931
        };
        hasLimits(
                laney,
                laney.centre(),
                Arrays.stream(limits).map(limit -> limit / 1000).toArray());
        assertThat(beyond(laney)).isEmpty();
    }

    @Test
    void tenValuesByWheeler() {
        ControlChart chart =
                ChartMethod.of(Kind.XMR).of(labels(10), new double[] {10, 12, 11, 14, 9, 13, 12, 20, 11, 12});
        hasLimits(chart, 12.4, 2.351111111111111, 22.448888888888888);
        assertThat(chart.meanMovingRange().orElseThrow()).isCloseTo(3.7777777777777777, withinPercentage(1e-7));
        assertThat(chart.movingRanges()).hasSize(9).allSatisfy(range -> {
            assertThat(range.upper()).isCloseTo(12.345777777777776, withinPercentage(1e-7));
            assertThat(range.isBeyond()).isFalse();
        });
        assertThat(beyond(chart)).isEmpty();
        assertThat(chart.overdispersion()).isEmpty();
    }

    @Test
    void overdispersionIsThatOfWetherillAndBrown() {
        Overdispersion binomial = Overdispersion.of(sharesOf(
                        50, 12, 11, 18, 11, 10, 16, 9, 11, 14, 15, 11, 9, 10, 13, 12, 8, 12, 13, 10, 12, 13, 16, 12, 18,
                        16, 10, 16, 10, 12, 14))
                .orElseThrow();
        assertThat(binomial.ratio()).isCloseTo(0.7644566314975129, withinPercentage(1e-7));
        assertThat(binomial.statistic()).isCloseTo(22.169242313427873, withinPercentage(1e-7));
        assertThat(binomial.degreesOfFreedom()).isEqualTo(29);
        assertThat(binomial.pValue()).isCloseTo(0.8131148810757513, withinPercentage(1e-7));
        Overdispersion poisson = Overdispersion.of(CountSeries.of(
                        11, 8, 13, 11, 13, 17, 25, 23, 11, 16, 9, 15, 10, 16, 12, 8, 9, 15, 4, 12, 12, 12, 15, 17, 14,
                        17, 12, 12, 7, 16))
                .orElseThrow();
        assertThat(poisson.ratio()).isCloseTo(1.4722026741731178, withinPercentage(1e-7));
        assertThat(poisson.statistic()).isCloseTo(42.693877551020414, withinPercentage(1e-7));
        assertThat(poisson.pValue()).isCloseTo(0.04857906151261897, withinPercentage(1e-7));
    }
}
