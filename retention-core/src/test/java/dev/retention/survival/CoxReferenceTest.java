package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The closed forms of Therneau and Grambsch, Modeling Survival Data (2000), appendix E, on its first test data (R's own tests book1,
 * book2 and zph use them), and R's numbers for its ovarian data.
 */
class CoxReferenceTest {

    private record Row(Tenure tenure, double x) {}

    private static final List<Row> BOOK = List.of(
            new Row(Tenure.ended(9), 0),
            new Row(Tenure.ended(1), 1),
            new Row(Tenure.censored(1), 1),
            new Row(Tenure.ended(6), 1),
            new Row(Tenure.ended(6), 0),
            new Row(Tenure.censored(8), 0));

    private static CoxFit<Row> book(CoxRegression.Ties ties) {
        return CoxRegression.of(Row::tenure).covariate("x", Row::x).with(ties).fit(BOOK);
    }

    @Test
    void breslowInClosedForm() {
        CoxFit<Row> fit = book(CoxRegression.Ties.BRESLOW);
        double r = (3 + Math.sqrt(33)) / 2;
        assertThat(fit.coefficient("x").hazardRatio()).isCloseTo(r, within(1e-13));
        assertThat(fit.logLikelihood())
                .isCloseTo(2 * Math.log(r) - Math.log(3 * r + 3) - 2 * Math.log(r + 3), within(1e-13));
        double information = r / Math.pow(r + 1, 2) + 6 * r / Math.pow(r + 3, 2);
        assertThat(fit.covariance("x", "x")).isCloseTo(1 / information, within(1e-13));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(1 / (1 / 4.0 + 6 / 16.0), within(1e-13));
        CoxCurve baseline = fit.baseline();
        double h = 1 / (3 * r + 3) + 2 / (r + 3);
        assertThat(baseline.cumulativeHazard(6).orElseThrow()).isCloseTo(h, within(1e-13));
        double slope = r / (r + 1) / (3 * r + 3) + r / (r + 3) * 2 / (r + 3);
        double variance = Math.pow(3 * r + 3, -2) + 2 * Math.pow(r + 3, -2) + slope * slope / information;
        assertThat(baseline.standardError(6).orElseThrow())
                .isCloseTo(Math.sqrt(variance) * Math.exp(-h), within(1e-13));
        // The score, the information and g = time at 1, 6 and 6; the end at 9 was alone and tells nothing.
        double moved = 1 / (r + 1) + 6 * (3 / (r + 3) - r / (r + 3));
        double own = r / Math.pow(r + 1, 2) + 36 * 6 * r / Math.pow(r + 3, 2);
        double cross = r / Math.pow(r + 1, 2) + 6 * 6 * r / Math.pow(r + 3, 2);
        assertThat(fit.proportionalHazards(ProportionalHazards.Transform.IDENTITY)
                        .of("x")
                        .chiSquared())
                .isCloseTo(moved * moved / (own - cross * cross / information), within(1e-11));
    }

    @Test
    void efronInClosedForm() {
        CoxFit<Row> fit = book(CoxRegression.Ties.EFRON);
        double r = 2 * Math.sqrt(23 / 3.0) * Math.cos(Math.acos(45 / 23.0 * Math.sqrt(3 / 23.0)) / 3);
        assertThat(fit.coefficient("x").hazardRatio()).isCloseTo(r, within(1e-13));
        assertThat(fit.coefficient("x").estimate()).isCloseTo(1.676857, within(5e-7));
        assertThat(fit.logLikelihood())
                .isCloseTo(
                        2 * Math.log(r) - Math.log(3 * r + 3) - Math.log((r + 5) / 2) - Math.log(r + 3), within(1e-13));
        double information = r / Math.pow(r + 1, 2) + 5 * r / Math.pow(r + 5, 2) + 3 * r / Math.pow(r + 3, 2);
        assertThat(fit.covariance("x", "x")).isCloseTo(1 / information, within(1e-13));
        assertThat(fit.baseline().cumulativeHazard(6).orElseThrow())
                .isCloseTo(1 / (3 * r + 3) + 1 / (r + 3) + 2 / (r + 5), within(1e-13));
        double moved = Math.log(6) * (3 / (r + 3) - r / (r + 5));
        double own = Math.pow(Math.log(6), 2) * (5 * r / Math.pow(r + 5, 2) + 3 * r / Math.pow(r + 3, 2));
        double cross = own / Math.log(6);
        assertThat(fit.proportionalHazards(ProportionalHazards.Transform.LOG)
                        .of("x")
                        .chiSquared())
                .isCloseTo(moved * moved / (own - cross * cross / information), within(1e-12));
    }

    private record Patient(double days, boolean died, double age, int treatment, int performance) {
        Tenure tenure() {
            return Tenure.of(days, died);
        }
    }

    /** Days (+ alive), age, treatment, performance: R's {@code ovarian}, also on public record with Edmunson and others (1979). */
    private static final String OVARIAN =
            "59/72.3315/1/1 115/74.4932/1/1 156/66.4658/1/2 421+/53.3644/2/1 431/50.3397/1/1 448+/56.4301/1/2"
                    + " 464/56.937/2/2 475/59.8548/2/2 477+/64.1753/1/1 563/55.1781/2/2 638/56.7562/1/2 744+/50.1096/2/1"
                    + " 769+/59.6301/2/2 770+/57.0521/2/1 803+/39.2712/1/1 855+/43.1233/1/2 1040+/38.8932/1/2"
                    + " 1106+/44.6/1/1 1129+/53.9068/2/1 1206+/44.2055/2/1 1227+/59.589/2/2 268/74.5041/1/2 329/43.137/1/1"
                    + " 353/63.2192/2/2 365/64.4247/2/1 377+/58.3096/2/1";

    /** summary(coxph(… ~ age + ecog.ps + strata(rx))) and summary(survfit(it)), tests/ovarian.Rout.save of survival 3.8. */
    @Test
    void stratifiedOvarianAsCoxphAndSurvfit() {
        List<Patient> patients = ovarian();
        CoxFit<Patient> fit = CoxRegression.of(Patient::tenure)
                .covariate("age", Patient::age)
                .covariate("performance", p -> p.performance() == 0 ? averagePerformance(patients) : p.performance())
                .stratifiedBy(Patient::treatment)
                .fit(patients);
        assertThat(fit.coefficient("age").estimate()).isCloseTo(0.13853, within(5e-6));
        assertThat(fit.coefficient("age").standardError()).isCloseTo(0.04801, within(5e-6));
        assertThat(fit.coefficient("performance").estimate()).isCloseTo(-0.09670, within(5e-6));
        assertThat(fit.coefficient("performance").standardError()).isCloseTo(0.62994, within(5e-6));
        assertThat(fit.likelihoodRatioTest().chiSquared()).isCloseTo(12.71, within(5e-3));
        assertThat(fit.waldTest().chiSquared()).isCloseTo(8.43, within(5e-3));
        assertThat(fit.scoreTest().chiSquared()).isCloseTo(12.24, within(5e-3));
        assertThat(fit.concordance().value()).isCloseTo(0.819, within(5e-4));
        assertThat(fit.concordance().standardError()).isCloseTo(0.058, within(5e-4));
        double age = patients.stream().mapToDouble(Patient::age).average().orElseThrow();
        curve(
                fit.curve(new Patient(1, true, age, 1, 0)),
                new double[] {59, 115, 156, 268, 329, 431, 638},
                new double[] {0.978, 0.951, 0.910, 0.862, 0.737, 0.627, 0.333},
                new double[] {0.0266, 0.0478, 0.0760, 0.1055, 0.1525, 0.1704, 0.2296},
                new double[] {0.9275, 0.8620, 0.7722, 0.6776, 0.4909, 0.3680, 0.0865});
        curve(
                fit.curve(new Patient(1, true, age, 2, 0)),
                new double[] {353, 365, 464, 475, 563},
                new double[] {0.943, 0.880, 0.789, 0.697, 0.597},
                new double[] {0.0560, 0.0812, 0.1143, 0.1349, 0.1494},
                new double[] {0.839, 0.735, 0.594, 0.477, 0.366});
    }

    private static List<Patient> ovarian() {
        List<Patient> patients = new ArrayList<>();
        for (String word : OVARIAN.split(" ", -1)) {
            String[] parts = word.split("/", -1);
            Tenure tenure = Tenures.parse(parts[0]).get(0);
            patients.add(new Patient(
                    tenure.duration(),
                    tenure.ended(),
                    Double.parseDouble(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3])));
        }
        return patients;
    }

    /** summary(survreg(… ~ ecog.ps + rx, dist = "weibull")) as public vignettes print it. */
    @Test
    void ovarianAsSurvreg() {
        AcceleratedFailureTimeFit<Patient> fit = AcceleratedFailureTime.of(Patient::tenure, TenureDistribution.WEIBULL)
                .covariate("performance", Patient::performance)
                .covariate("treatment", Patient::treatment)
                .fit(ovarian());
        assertThat(fit.intercept()).isCloseTo(6.897, within(5e-4));
        assertThat(fit.interceptStandardError()).isCloseTo(1.178, within(5e-4));
        assertThat(fit.coefficient("performance")).isCloseTo(-0.385, within(5e-4));
        assertThat(fit.coefficientStandardError("performance")).isCloseTo(0.527, within(5e-4));
        assertThat(fit.coefficient("treatment")).isCloseTo(0.529, within(5e-4));
        assertThat(fit.coefficientStandardError("treatment")).isCloseTo(0.529, within(5e-4));
        assertThat(Math.log(fit.scale())).isCloseTo(-0.123, within(5e-4));
        assertThat(fit.logScaleStandardError()).isCloseTo(0.252, within(5e-4));
        assertThat(fit.logLikelihood()).isCloseTo(-97.1, within(0.05));
    }

    private static double averagePerformance(List<Patient> patients) {
        return patients.stream().mapToDouble(Patient::performance).average().orElseThrow();
    }

    private static void curve(CoxCurve curve, double[] times, double[] survival, double[] errors, double[] lower) {
        for (int i = 0; i < times.length; i++) {
            assertThat(curve.at(times[i]).orElseThrow()).isCloseTo(survival[i], within(5.1e-4));
            assertThat(curve.standardError(times[i]).orElseThrow()).isCloseTo(errors[i], within(5.1e-5));
            Interval interval =
                    curve.interval(times[i], SurvivalInterval.LOG, 0.95).orElseThrow();
            assertThat(interval.lower()).isCloseTo(lower[i], within(5.1e-4));
        }
    }
}
