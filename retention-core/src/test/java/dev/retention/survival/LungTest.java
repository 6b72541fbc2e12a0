package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.common.base.Splitter;
import dev.retention.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * The lung cancer data of R's survival, which this project does not contain: the tests exist where the file does. Numbers of R's
 * survival 3.5-3 and survRM2. Those of {@code cox.zph} (3 decimals) are as current versions print them, as in the public manual of an
 * R package's {@code check_proportional_hazards(model)}, whose example is this model: 0.209, 2.608 and 2.771.
 */
class LungTest {

    private static final Path FILE = Path.of("..", "..", "shared", "data", "survival_lung.csv");

    private record Patient(Tenure tenure, double age, int sex, int ecog) {}

    @TestFactory
    Stream<DynamicTest> lung(TestReporter reporter) throws IOException {
        if (!Files.exists(FILE)) {
            reporter.publishEntry("lung", "no tests: the data file is not here");
            return Stream.of();
        }
        List<Patient> patients = read();
        return Stream.of(
                dynamicTest("Kaplan-Meier", () -> kaplanMeier(patients)),
                dynamicTest("log-rank", () -> logRank(patients)),
                dynamicTest("restricted mean", () -> restrictedMean(patients)),
                dynamicTest("Cox, Efron", () -> efron(patients)),
                dynamicTest("Cox, Breslow", () -> breslow(patients)),
                dynamicTest("Cox, exact", () -> exact(patients)),
                dynamicTest("proportional hazards", () -> proportionalHazards(patients)),
                dynamicTest("parametric", () -> parametric(patients)),
                dynamicTest("concordance", () -> concordance(patients)));
    }

    private static List<Patient> read() throws IOException {
        List<Patient> patients = new ArrayList<>();
        List<String> lines = Files.readAllLines(FILE);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Splitter.on(',').splitToList(line);
            patients.add(new Patient(
                    Tenure.of(Double.parseDouble(cells.get(1)), cells.get(2).equals("2")),
                    Double.parseDouble(cells.get(3)),
                    Integer.parseInt(cells.get(4)),
                    cells.get(5).equals("NA") ? -1 : Integer.parseInt(cells.get(5))));
        }
        return patients;
    }

    private static Map<Integer, LifeTable> bySex(List<Patient> patients) {
        return new TreeMap<>(patients.stream()
                .collect(Collectors.groupingBy(
                        Patient::sex, Collectors.mapping(Patient::tenure, LifeTable.toLifeTable()))));
    }

    private static void kaplanMeier(List<Patient> patients) {
        SurvivalCurve curve = KaplanMeier.withDefaults()
                .withConfidence(0.9)
                .estimate(patients.stream().map(Patient::tenure).toList());
        double[][] expected = {
            {5, 0.9774868855511, 0.999151828595868},
            {199, 0.626002387239326, 0.728419209240275},
            {353, 0.374615837887007, 0.491916799970415},
            {1022, 0.0215623380239945, 0.0974624438814182},
        };
        for (double[] row : expected) {
            Interval interval = curve.interval(row[0]).orElseThrow();
            assertThat(interval.lower()).isCloseTo(row[1], within(1e-13));
            assertThat(interval.upper()).isCloseTo(row[2], within(1e-13));
        }
    }

    private static void logRank(List<Patient> patients) {
        LogRankResult<Integer> result = LogRank.withDefaults().test(bySex(patients));
        assertThat(result.expected(1)).isCloseTo(91.5817390295728, within(1e-10));
        assertThat(result.covariance(1, 2)).isCloseTo(-40.3714339796426, within(1e-10));
        assertThat(result.chiSquared()).isCloseTo(10.3267419548856, within(1e-10));
        assertThat(result.pValue()).isCloseTo(0.00131116452035549, within(1e-12));
        Map<Integer, LifeTable> byEcog = new TreeMap<>(patients.stream()
                .filter(p -> p.ecog() >= 0)
                .collect(Collectors.groupingBy(
                        Patient::ecog, Collectors.mapping(Patient::tenure, LifeTable.toLifeTable()))));
        // rho, chi-squared, p, weighted ends observed and expected of ECOG 0 and of ECOG 3, their covariance
        double[][] expected = {
            {0, 21.962131682476, 6.64253535580017e-05, 37, 54.1526970189229, 1, 0.172385340664962, -0.0479262183355154},
            {
                0.5,
                23.3228968022399,
                3.45841669871678e-05,
                26.1118154977816,
                39.7261154612226,
                0.919536075395339,
                0.165455470486363,
                -0.0441373738891084
            },
            {
                1,
                23.395293370343,
                3.34024468384646e-05,
                19.8768912640697,
                31.1895063849117,
                0.845546593953463,
                0.158903651277871,
                -0.0407509779445173
            }
        };
        for (double[] row : expected) {
            LogRankResult<Integer> four = LogRank.withDefaults()
                    .with(LogRankWeight.flemingHarrington(row[0], 0))
                    .test(byEcog);
            assertThat(four.chiSquared()).isCloseTo(row[1], within(1e-9));
            assertThat(four.pValue()).isCloseTo(row[2], within(1e-14));
            assertThat(four.degreesOfFreedom()).isEqualTo(3);
            assertThat(four.observed(0)).isCloseTo(row[3], within(1e-11));
            assertThat(four.expected(0)).isCloseTo(row[4], within(1e-11));
            assertThat(four.observed(3)).isCloseTo(row[5], within(1e-13));
            assertThat(four.expected(3)).isCloseTo(row[6], within(1e-13));
            assertThat(four.covariance(0, 3)).isCloseTo(row[7], within(1e-13));
        }
    }

    private static void restrictedMean(List<Patient> patients) {
        SurvivalCurve all = KaplanMeier.withDefaults()
                .estimate(patients.stream().map(Patient::tenure).toList());
        assertThat(all.restrictedMean(883).mean()).isCloseTo(369.276712186007, within(1e-9));
        assertThat(all.restrictedMean(883).standardError()).isCloseTo(18.1760938056259, within(1e-10));
        Map<Integer, RestrictedMean> year = new TreeMap<>();
        bySex(patients)
                .forEach((sex, table) ->
                        year.put(sex, KaplanMeier.withDefaults().estimate(table).restrictedMean(365)));
        RestrictedMean women = year.getOrDefault(2, all.restrictedMean(1));
        RestrictedMean men = year.getOrDefault(1, all.restrictedMean(1));
        assertThat(women.mean()).isCloseTo(297.465409532037, within(1e-9));
        assertThat(women.interval(0.95).lower()).isCloseTo(276.314803188085, within(1e-9));
        assertThat(men.standardError()).isCloseTo(10.3582264910969, within(1e-10));
        contrast(women.minus(men), 55.9703243399798, 26.6529363773313, 85.2877123026282, 0.000182706461311161);
        contrast(women.ratioTo(men), 1.2317658940987, 1.10334339056206, 1.37513600103398, 0.000206761222503221);
        contrast(women.lostRatioTo(men), 0.546817028075225, 0.383912348349712, 0.778846691121925, 0.000822924211765425);
    }

    private static void contrast(Contrast contrast, double estimate, double lower, double upper, double p) {
        assertThat(contrast.estimate()).isCloseTo(estimate, within(1e-10 * estimate));
        assertThat(contrast.interval(0.95).lower()).isCloseTo(lower, within(1e-9 * lower));
        assertThat(contrast.interval(0.95).upper()).isCloseTo(upper, within(1e-9 * upper));
        assertThat(contrast.pValue()).isCloseTo(p, within(1e-9 * p));
    }

    private static CoxRegression<Patient> model() {
        return CoxRegression.<Patient>of(Patient::tenure)
                .covariate("age", Patient::age)
                .covariate("sex", Patient::sex);
    }

    /** R stops at a relative gain of 1e-9 in the log-likelihood, which leaves its coefficients 4e-10 off the maximum. */
    private static void efron(List<Patient> patients) {
        CoxFit<Patient> fit = model().fit(patients);
        assertThat(fit.coefficient("age").estimate()).isCloseTo(0.0170453318454113, within(1e-11));
        assertThat(fit.coefficient("sex").estimate()).isCloseTo(-0.513218517108384, within(5e-9));
        assertThat(fit.coefficient("age").standardError()).isCloseTo(0.00922327347696912, within(1e-11));
        assertThat(fit.coefficient("sex").standardError()).isCloseTo(0.167457962355768, within(1e-9));
        assertThat(fit.covariance("age", "sex")).isCloseTo(8.51063393200217e-05, within(1e-13));
        assertThat(fit.nullLogLikelihood()).isCloseTo(-749.909801390395, within(1e-9));
        assertThat(fit.logLikelihood()).isCloseTo(-742.84824578377, within(1e-9));
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(14.1231112132486, within(1e-9));
        assertThat(fit.likelihoodRatioTest().pValue()).isCloseTo(0.000857443211627628, within(1e-12));
        assertThat(fit.waldTest().chiSquared()).isCloseTo(13.47, within(0.005));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(13.7223214895153, within(1e-9));
        assertThat(fit.concordance().value()).isCloseTo(0.602853002897971, within(1e-12));
        assertThat(fit.concordance().standardError()).isCloseTo(0.0254986777697303, within(1e-12));
    }

    private static void breslow(List<Patient> patients) {
        CoxFit<Patient> fit = model().with(CoxRegression.Ties.BRESLOW).fit(patients);
        assertThat(fit.coefficient("age").estimate()).isCloseTo(0.0170128891984432, within(1e-11));
        assertThat(fit.coefficient("sex").estimate()).isCloseTo(-0.512564791518719, within(5e-9));
        assertThat(fit.coefficient("age").standardError()).isCloseTo(0.00922195368490265, within(1e-11));
        assertThat(fit.coefficient("sex").standardError()).isCloseTo(0.167462063142354, within(1e-9));
        assertThat(fit.covariance("age", "sex")).isCloseTo(8.5409485537307e-05, within(1e-12));
        assertThat(fit.nullLogLikelihood()).isCloseTo(-750.122018895319, within(1e-9));
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(14.0847293946395, within(1e-9));
        assertThat(fit.logLikelihood()).isCloseTo(-743.079654197999, within(1e-9));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(13.6852993783457, within(1e-9));
    }

    private static void exact(List<Patient> patients) {
        CoxFit<Patient> fit = model().covariate("ecog", Patient::ecog)
                .with(CoxRegression.Ties.EXACT)
                .fit(patients.stream().filter(p -> p.ecog() >= 0).toList());
        assertThat(fit.coefficient("age").estimate()).isCloseTo(0.0110670858380341, within(1e-9));
        assertThat(fit.coefficient("sex").estimate()).isCloseTo(-0.553435612969879, within(5e-9));
        assertThat(fit.coefficient("ecog").estimate()).isCloseTo(0.464387416733038, within(5e-9));
        assertThat(fit.coefficient("ecog").standardError()).isCloseTo(0.113776992183813, within(1e-8));
        assertThat(fit.coefficient("age").standardError()).isCloseTo(0.00928084940613547, within(1e-9));
        assertThat(fit.coefficient("sex").standardError()).isCloseTo(0.167967715123419, within(1e-8));
        assertThat(fit.covariance("age", "sex")).isCloseTo(5.20977826818755e-06, within(1e-11));
        assertThat(fit.covariance("age", "ecog")).isCloseTo(-0.000182918838453007, within(1e-11));
        assertThat(fit.covariance("sex", "ecog")).isCloseTo(-0.000943153971291757, within(1e-10));
        assertThat(fit.nullLogLikelihood()).isCloseTo(-725.647698850665, within(1e-9));
        assertThat(fit.logLikelihood()).isCloseTo(-710.401051579406, within(1e-9));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(30.4877668895791, within(1e-9));
    }

    private static void proportionalHazards(List<Patient> patients) {
        ProportionalHazards test =
                model().fit(patients).proportionalHazards(ProportionalHazards.Transform.KAPLAN_MEIER);
        assertThat(test.of("age").chiSquared()).isCloseTo(0.209, within(0.0005));
        assertThat(test.of("sex").chiSquared()).isCloseTo(2.608, within(0.0005));
        assertThat(test.global().chiSquared()).isCloseTo(2.771, within(0.0005));
    }

    private static void parametric(List<Patient> patients) {
        AcceleratedFailureTimeFit<Patient> weibull = AcceleratedFailureTime.of(
                        Patient::tenure, TenureDistribution.WEIBULL)
                .fit(patients);
        assertThat(weibull.intercept()).isCloseTo(6.03490391022577, within(1e-7));
        assertThat(weibull.scale()).isCloseTo(0.759393601123977, within(1e-7));
        assertThat(weibull.logLikelihood()).isCloseTo(-1153.85118808941, within(1e-8));
        assertThat(weibull.interceptStandardError()).isCloseTo(0.0591359105116261, within(1e-7));
        assertThat(weibull.logScaleStandardError()).isCloseTo(0.0624303063470773, within(1e-7));
        AcceleratedFailureTimeFit<Patient> logNormal = AcceleratedFailureTime.of(
                        Patient::tenure, TenureDistribution.LOG_NORMAL)
                .fit(patients);
        assertThat(logNormal.intercept()).isCloseTo(5.66330496220637, within(1e-7));
        assertThat(logNormal.scale()).isCloseTo(1.09763926976839, within(1e-7));
        assertThat(logNormal.logLikelihood()).isCloseTo(-1169.2690553056, within(1e-8));
        assertThat(logNormal.interceptStandardError()).isCloseTo(0.077995939333594, within(1e-7));
        assertThat(logNormal.logScaleStandardError()).isCloseTo(0.0563619851503519, within(1e-7));
    }

    private static void concordance(List<Patient> patients) {
        Concordance concordance = Concordance.of(patients, Patient::tenure, Patient::age);
        assertThat(concordance.value()).isCloseTo(0.449760167882482, within(1e-14));
        assertThat(concordance.concordant()).isEqualTo(8706);
        assertThat(concordance.discordant()).isEqualTo(10717);
        assertThat(concordance.tiedScore()).isEqualTo(591);
        assertThat(concordance.tiedTime()).isEqualTo(27);
        assertThat(concordance.tiedBoth()).isEqualTo(1);
        assertThat(concordance.variance()).isCloseTo(0.000632125775421889, within(1e-15));
    }
}
