package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * Numbers of R's survival 3.5-3 unless another source is named. Data: acute myelogenous leukemia (Miller 1981, R's {@code aml}),
 * ovarian cancer (Edmunson and others 1979, R's {@code ovarian}), lifelines' Waltons data (groups miR-137 and control).
 */
class SurvivalReferenceTest {

    private static final String MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+";
    private static final String NONMAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45";
    private static final String OVARIAN =
            "59 115 156 421+ 431 448+ 464 475 477+ 563 638 744+ 769+ 770+ 803+ 855+ 1040+ 1106+ 1129+ 1206+ 1227+"
                    + " 268 329 353 365 377+";

    private static final String MIR137 =
            "6 9 9 9 13 13 13 15 15 19 19 19 22 22 22 22 26 26 26 26 26 29 29 29 29 29 33 33 36 36" + " 43 47 62 62";

    /** Time, deaths, flies taken out. */
    private static final int[][] CONTROL = {
        {7, 1, 1},
        {17, 1, 0},
        {32, 1, 0},
        {33, 1, 0},
        {38, 2, 0},
        {41, 7, 0},
        {45, 9, 1},
        {48, 8, 0},
        {51, 3, 0},
        {53, 7, 0},
        {54, 2, 0},
        {56, 18, 0},
        {58, 4, 0},
        {60, 15, 1},
        {61, 9, 2},
        {63, 9, 0},
        {66, 3, 0},
        {68, 9, 1},
        {69, 12, 1},
        {75, 1, 0}
    };

    private static final LifeTable LEUKEMIA = LifeTable.of(Tenures.parse(MAINTAINED + " " + NONMAINTAINED));
    private static final LifeTable WALTONS = LifeTable.of(Tenures.parse(MIR137));

    private static List<Tenure> control() {
        List<Tenure> tenures = new ArrayList<>();
        for (int[] row : CONTROL) {
            tenures.addAll(Collections.nCopies(row[1], Tenure.ended(row[0])));
            tenures.addAll(Collections.nCopies(row[2], Tenure.censored(row[0])));
        }
        return tenures;
    }

    private static SurvivalCurve curve(String data, SurvivalInterval kind) {
        return KaplanMeier.withDefaults().with(kind).estimate(Tenures.parse(data));
    }

    private static void agree(OptionalDouble actual, double expected) {
        assertThat(actual.orElseThrow()).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    private static void ends(SurvivalCurve curve, double time, double lower, double upper) {
        Interval interval = curve.interval(time).orElseThrow();
        assertThat(interval.lower()).isCloseTo(lower, within(1e-9));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-9));
    }

    @Test
    void survivalAndStandardErrorAsSurvfit() {
        SurvivalCurve curve = KaplanMeier.withDefaults().estimate(WALTONS);
        agree(curve.at(6), 0.970588235294118);
        agree(curve.at(15), 0.735294117647059);
        agree(curve.at(47), 0.0588235294117647);
        agree(curve.standardError(6), 0.0289760107689346);
        agree(curve.standardError(22), 0.0856008088363528);
        agree(curve.standardError(47), 0.0403526082688256);
        assertThat(curve.at(62)).hasValue(0);
        assertThat(curve.standardError(62)).isEmpty();
    }

    @Test
    void intervalsAsSurvfit() {
        SurvivalCurve plain = curve(NONMAINTAINED, SurvivalInterval.PLAIN);
        ends(plain, 5, 0.622474781353057, 1);
        ends(plain, 12, 0.304393688157834, 0.862272978508832);
        ends(plain, 43, 0, 0.277276988949175);
        assertThat(plain.interval(45)).isEmpty();
        SurvivalCurve log = curve(NONMAINTAINED, SurvivalInterval.LOG);
        ends(log, 5, 0.647036987013362, 1);
        ends(log, 8, 0.446846081150264, 0.994625360259092);
        ends(log, 43, 0.0152565271708652, 0.619548629119056);
        SurvivalCurve logLog = KaplanMeier.withDefaults().estimate(LEUKEMIA);
        ends(logLog, 5, 0.694947537532059, 0.977515669900713);
        ends(logLog, 23, 0.319250413971187, 0.726449173820634);
        ends(logLog, 48, 0.00695596679853646, 0.286760367980918);
        SurvivalCurve logit = curve(MAINTAINED, SurvivalInterval.LOGIT);
        ends(logit, 9, 0.561427502714421, 0.98736055331429);
        ends(logit, 48, 0.0295468765067873, 0.625752737431765);
        SurvivalCurve arcsin = curve(NONMAINTAINED, SurvivalInterval.ARCSIN);
        ends(arcsin, 5, 0.581600747253183, 0.981175133710388);
        ends(arcsin, 43, 0.000174557478349901, 0.338520932519191);
        SurvivalCurve ninety = KaplanMeier.withDefaults().withConfidence(0.9).estimate(Tenures.parse(NONMAINTAINED));
        ends(ninety, 5, 0.557477688568739, 0.944700474610229);
        ends(ninety, 43, 0.010668302903133, 0.302267471543785);
        SurvivalCurve all =
                KaplanMeier.withDefaults().with(SurvivalInterval.LOG).estimate(LEUKEMIA);
        ends(all, 5, 0.804854797782958, 1);
        ends(all, 23, 0.372078087249211, 0.80293335280237);
        ends(all, 48, 0.0148346082548472, 0.462327406565294);
        SurvivalCurve ovarian = curve(OVARIAN, SurvivalInterval.LOGIT);
        ends(ovarian, 59, 0.77208060232457, 0.994609192741354);
        ends(ovarian, 464, 0.440464500179994, 0.803258205852429);
        ends(ovarian, 638, 0.302146541142047, 0.692312511128399);
    }

    @Test
    void intervalsOfFruitFliesAsSurvfit() {
        SurvivalCurve log = curve(MIR137, SurvivalInterval.LOG);
        ends(log, 6, 0.915425889971117, 1);
        ends(log, 22, 0.385622579918829, 0.72681640340665);
        SurvivalCurve logit = curve(MIR137, SurvivalInterval.LOGIT);
        ends(logit, 6, 0.818626393913134, 0.995872495897906);
        ends(logit, 33, 0.081497705117494, 0.341027082912388);
        SurvivalCurve ninety = KaplanMeier.withDefaults().withConfidence(0.9).estimate(WALTONS);
        ends(ninety, 6, 0.856710429390877, 0.994254082884001);
        ends(ninety, 47, 0.0147086915381203, 0.149200545399094);
        SurvivalCurve control = KaplanMeier.withDefaults().estimate(control());
        ends(control, 7, 0.946252110589136, 0.998904386550617);
        ends(control, 56, 0.438180710069242, 0.610791235712404);
        ends(control, 69, 0.00357977407069262, 0.057953619697779);
        assertThat(control.interval(75)).isEmpty();
        RestrictedMean mean = control.restrictedMean(37.5);
        assertThat(mean.mean()).isCloseTo(37.0252700970518, within(1e-12));
        assertThat(mean.standardError()).isCloseTo(0.287899912314127, within(1e-13));
        LifeTable all = WALTONS.plus(LifeTable.of(control()));
        SurvivalCurve plain =
                KaplanMeier.withDefaults().with(SurvivalInterval.PLAIN).estimate(all);
        ends(plain, 6, 0.98187765291055, 1);
        ends(plain, 56, 0.35344444544532, 0.506360854486513);
        ends(plain, 69, 0, 0.0339601472652297);
        SurvivalCurve arcsin =
                KaplanMeier.withDefaults().with(SurvivalInterval.ARCSIN).estimate(all);
        ends(arcsin, 6, 0.976116586641858, 0.999997283303185);
        ends(arcsin, 69, 0.0014077120426279, 0.0404691322220644);
        SurvivalCurve allNinety = KaplanMeier.withDefaults().withConfidence(0.9).estimate(all);
        ends(allNinety, 9, 0.936820539264591, 0.985125520174329);
        ends(allNinety, 69, 0.00383676652953063, 0.0392155216030619);
    }

    /** survdiff with rho 0.5 and survreg with dist "lognormal". */
    @Test
    void testAndLogNormalOfFruitFlies() {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put("control", LifeTable.of(control()));
        groups.put("miR-137", WALTONS);
        LogRankResult<String> result = LogRank.withDefaults()
                .with(LogRankWeight.flemingHarrington(0.5, 0))
                .test(groups);
        assertThat(result.observed("control")).isCloseTo(78.870710069043, within(1e-11));
        assertThat(result.observed("miR-137")).isCloseTo(31.2407084081247, within(1e-11));
        assertThat(result.expected("control")).isCloseTo(103.901510153474, within(1e-11));
        assertThat(result.expected("miR-137")).isCloseTo(6.20990832369367, within(1e-11));
        assertThat(result.covariance("control", "miR-137")).isCloseTo(-4.675996386437, within(1e-11));
        assertThat(result.chiSquared()).isCloseTo(133.99089757299, within(1e-10));
        assertThat(result.pValue()).isCloseTo(5.48865367489604e-31, within(1e-42));
        List<Tenure> both = new ArrayList<>(control());
        both.addAll(Tenures.parse(MIR137));
        AcceleratedFailureTimeFit<Tenure> logNormal = AcceleratedFailureTime.of(
                        (Tenure tenure) -> tenure, TenureDistribution.LOG_NORMAL)
                .fit(both);
        assertThat(logNormal.intercept()).isCloseTo(3.82883604049808, within(1e-7));
        assertThat(logNormal.scale()).isCloseTo(0.512375037472299, within(1e-7));
        assertThat(logNormal.logLikelihood()).isCloseTo(-716.14640573711, within(1e-9));
    }

    @Test
    void quantilesAsQuantileSurvfit() {
        double none = Double.POSITIVE_INFINITY;
        quantiles(MAINTAINED, SurvivalInterval.PLAIN, new double[][] {{18, 9, 34}, {31, 18, 48}, {48, 31, none}});
        quantiles(MAINTAINED, SurvivalInterval.LOG, new double[][] {{18, 13, none}, {31, 18, none}, {48, 34, none}});
        quantiles(MAINTAINED, SurvivalInterval.LOG_LOG, new double[][] {{18, 9, 34}, {31, 13, none}, {48, 31, none}});
    }

    /**
     * The upper limit of the LOG interval falls to 0.458 at 45 and is 0.462 at 48. It crosses one half at 45: so printed by R's
     * survfit for its {@code aml} data, "median 27, 0.95LCL 18, 0.95UCL 45". R's quantile() sorts the limits first and says 48.
     */
    @Test
    void medianOfAnUpperLimitThatRises() {
        SurvivalCurve curve =
                KaplanMeier.withDefaults().with(SurvivalInterval.LOG).estimate(LEUKEMIA);
        assertThat(curve.median()).hasValue(27);
        assertThat(curve.quantileInterval(0.5)).hasValue(Interval.of(18, 45, 0.95));
        ends(curve, 45, 0.0598407178100809, 0.458446770885507);
    }

    /** The quarters and their limits; infinite where R has NA. */
    private static void quantiles(String data, SurvivalInterval kind, double[][] expected) {
        SurvivalCurve curve = curve(data, kind);
        for (int i = 0; i < 3; i++) {
            double share = 0.25 * (i + 1);
            assertThat(curve.quantile(share).orElse(Double.POSITIVE_INFINITY)).isEqualTo(expected[i][0]);
            assertThat(curve.quantileInterval(share)).hasValue(Interval.of(expected[i][1], expected[i][2], 0.95));
        }
    }

    @Test
    void restrictedMeanAsSummarySurvfit() {
        RestrictedMean all = KaplanMeier.withDefaults().estimate(LEUKEMIA).restrictedMean(24);
        assertThat(all.mean()).isCloseTo(18.9068322981366, within(1e-12));
        assertThat(all.standardError()).isCloseTo(1.49115735165517, within(1e-12));
        RestrictedMean maintained = curve(MAINTAINED, SurvivalInterval.LOG).restrictedMean(24);
        assertThat(maintained.mean()).isCloseTo(20.9204545454545, within(1e-12));
        assertThat(maintained.standardError()).isCloseTo(1.54183317585514, within(1e-12));
        RestrictedMean ovarian = curve(OVARIAN, SurvivalInterval.LOG).restrictedMean(319);
        assertThat(ovarian.mean()).isCloseTo(292.923076923077, within(1e-11));
        assertThat(ovarian.standardError()).isCloseTo(13.3625949581122, within(1e-11));
    }

    @Test
    void cumulativeHazardAsSurvfitOfBothTypes() {
        CumulativeHazard plain = NelsonAalen.withDefaults().estimate(WALTONS);
        CumulativeHazard ties = NelsonAalen.withDefaults()
                .with(NelsonAalen.Ties.FLEMING_HARRINGTON)
                .estimate(WALTONS);
        agree(plain.at(9), 0.120320855614973);
        agree(plain.at(62), 3.42527294056706);
        agree(plain.standardError(9), 0.0601653790792787);
        agree(plain.standardError(62), 0.910052590489493);
        agree(plain.survival(62), 0.0325403981821872);
        agree(ties.at(9), 0.123222859525042);
        agree(ties.at(62), 4.11820999044543);
        CumulativeHazard ovarian = NelsonAalen.withDefaults().estimate(LifeTable.of(Tenures.parse(OVARIAN)));
        agree(ovarian.at(638), 0.67784125082079);
        agree(ovarian.standardError(1227), 0.204340523994619);
    }

    /**
     * R's survfit with weights 2, 1, 3, 1.5, 2 on 1, 2+, 3, 4, 5+. With fractional weights R takes the robust standard error of S
     * itself (0.188691…); the table this was read from printed it times S (0.148966…), as is right for the other kind only.
     */
    @Test
    void fractionalWeightsAsSurvfit() {
        List<Tenure> tenures = List.of(
                Tenure.ended(1).withWeight(2),
                Tenure.censored(2),
                Tenure.ended(3).withWeight(3),
                Tenure.ended(4).withWeight(1.5),
                Tenure.censored(5).withWeight(2));
        SurvivalCurve curve =
                KaplanMeier.withDefaults().with(KaplanMeier.Variance.ROBUST).estimate(tenures);
        double[] survival = {
            0.789473684210526, 0.789473684210526, 0.425101214574899, 0.242914979757085, 0.242914979757085
        };
        double[] errors = {
            0.148966785530775, 0.148966785530775, 0.106506476140378, 0.0522227768285949, 0.0522227768285949
        };
        double[] atRisk = {9.5, 7.5, 6.5, 3.5, 2};
        for (int i = 0; i < 5; i++) {
            agree(curve.at(i + 1), survival[i]);
            agree(curve.standardError(i + 1), errors[i] / survival[i]);
            assertThat(curve.table().atRisk(i)).isEqualTo(atRisk[i]);
        }
    }

    /**
     * Ten tenures of which only the limits were published. Their products, taken apart, leave one possibility: the steps are 9/10,
     * 8/9, 6/7, 4/6 and 2/3, the rectangles up to 3 sum to 2.7, and the last two are not reached by any limit.
     */
    @Test
    void tenTenuresAsSurvfit() {
        String ten = "1 2 2+ 3 4 4 5+ 6 7+ 7+";
        SurvivalCurve log = curve(ten, SurvivalInterval.LOG);
        ends(log, 1, 0.732011642743993, 1);
        ends(log, 3, 0.444721660685212, 1);
        ends(log, 4, 0.224195947585669, 0.932129211465251);
        ends(log, 7, 0.104391312221182, 0.889727474613145);
        SurvivalCurve logLog = curve(ten, SurvivalInterval.LOG_LOG);
        ends(logLog, 1, 0.473009271362051, 0.985281393367343);
        ends(logLog, 2, 0.408690781633404, 0.945872645838912);
        ends(logLog, 3, 0.304585074201847, 0.887148495027707);
        ends(logLog, 5, 0.142982162755612, 0.729779106015238);
        ends(logLog, 6, 0.0535338846000109, 0.617367561755693);
        double none = Double.POSITIVE_INFINITY;
        quantiles(ten, SurvivalInterval.PLAIN, new double[][] {{3, 1, 6}, {4, 3, none}, {none, 4, none}});
        quantiles(ten, SurvivalInterval.LOG, new double[][] {{3, 1, none}, {4, 3, none}, {none, 4, none}});
        quantiles(ten, SurvivalInterval.LOG_LOG, new double[][] {{3, 1, 4}, {4, 1, none}, {none, 4, none}});
        RestrictedMean mean = log.restrictedMean(3);
        assertThat(mean.mean()).isCloseTo(2.7, within(1e-14));
        assertThat(mean.standardError()).isCloseTo(0.202484567313166, within(1e-14));
    }

    @Test
    void fiveEndsAsSurvfit() {
        double none = Double.POSITIVE_INFINITY;
        quantiles("1 2 3 4 5", SurvivalInterval.PLAIN, new double[][] {{2, 1, 4}, {3, 1, none}, {4, 2, none}});
        quantiles("1 2 3 4 5", SurvivalInterval.LOG, new double[][] {{2, 1, none}, {3, 2, none}, {4, 3, none}});
        quantiles("1 2 3 4 5", SurvivalInterval.LOG_LOG, new double[][] {{2, 1, 4}, {3, 1, none}, {4, 1, none}});
        SurvivalCurve logLog = curve("1 2 3 4 5", SurvivalInterval.LOG_LOG);
        agree(logLog.standardError(1), 0.178885438199983);
        agree(logLog.standardError(2), 0.219089023002066);
        ends(logLog, 1, 0.203809263267639, 0.969179788866743);
        ends(logLog, 4, 0.00836903990665312, 0.581853026048367);
        SurvivalCurve ninety = KaplanMeier.withDefaults().withConfidence(0.9).estimate(Tenures.parse("1 2 3 4 5"));
        ends(ninety, 1, 0.313519507524669, 0.957979430601115);
        ends(ninety, 4, 0.0180460895038146, 0.524567486294887);
        SurvivalCurve logit = curve("1 2 3 4 5", SurvivalInterval.LOGIT);
        ends(logit, 1, 0.308954427625703, 0.972816907553475);
        ends(logit, 4, 0.0271830924465245, 0.691045572374297);
        SurvivalCurve arcsin = curve("1 2 3 4 5", SurvivalInterval.ARCSIN);
        ends(arcsin, 1, 0.384540827478501, 0.999355672240436);
        ends(arcsin, 4, 0.000644327759564406, 0.615459172521499);
    }

    /**
     * Log-rank of R's aml data: survdiff(Surv(time, status) ~ x) prints chisq 3.4, p 0.0653; expected 10.69 and 7.31. So printed in
     * many public handouts, "2017 Update: Exact Tests for AML Data" among them.
     */
    @Test
    void logRankOfLeukemia() {
        Map<String, LifeTable> groups = new LinkedHashMap<>();
        groups.put("maintained", LifeTable.of(Tenures.parse(MAINTAINED)));
        groups.put("nonmaintained", LifeTable.of(Tenures.parse(NONMAINTAINED)));
        LogRankResult<String> result = LogRank.withDefaults().test(groups);
        assertThat(result.observed("maintained")).isEqualTo(7);
        assertThat(result.expected("maintained")).isCloseTo(10.69, within(0.005));
        assertThat(result.expected("nonmaintained")).isCloseTo(7.31, within(0.005));
        assertThat(result.chiSquared()).isCloseTo(3.4, within(0.05));
        assertThat(result.pValue()).isCloseTo(0.0653, within(0.00005));
    }
}
