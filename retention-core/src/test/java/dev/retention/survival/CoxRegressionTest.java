package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoxRegressionTest {

    private record Customer(Tenure tenure, double x, double y, int group) {}

    private static final List<Customer> CUSTOMERS = List.of(
            new Customer(Tenure.ended(4), 0, 1.5, 1),
            new Customer(Tenure.ended(3), 2, 0.5, 1),
            new Customer(Tenure.ended(1), 1, 0.1, 2),
            new Customer(Tenure.censored(1), 1, 2.5, 2),
            new Customer(Tenure.ended(2), 1, 1.2, 1),
            new Customer(Tenure.ended(2), 0, 0.7, 2),
            new Customer(Tenure.censored(3), 0, 3.1, 1),
            new Customer(Tenure.ended(2), 2, 2.2, 2));

    private static CoxRegression<Customer> model() {
        return CoxRegression.<Customer>of(Customer::tenure).covariate("x", Customer::x);
    }

    @Test
    void solvesTheScoreEquationInClosedForm() {
        // Ends at 1 (x = 1; at risk x = 1, 1, 0) and at 2 (x = 0; at risk x = 1, 0): 1 = 2r/(2r+1) + r/(r+1), r = 1/√2.
        List<Customer> three = List.of(
                new Customer(Tenure.ended(1), 1, 0, 1),
                new Customer(Tenure.ended(2), 0, 0, 1),
                new Customer(Tenure.censored(3), 1, 0, 1));
        for (CoxRegression.Ties ties : CoxRegression.Ties.values()) {
            CoxFit<Customer> fit = model().with(ties).fit(three);
            assertThat(fit.coefficient("x").hazardRatio()).isCloseTo(Math.sqrt(0.5), within(1e-12));
            assertThat(fit.logLikelihood())
                    .isCloseTo(
                            Math.log(Math.sqrt(0.5) / (2 * Math.sqrt(0.5) + 1) / (Math.sqrt(0.5) + 1)), within(1e-12));
            assertThat(fit.nullLogLikelihood()).isCloseTo(-Math.log(6), within(1e-12));
        }
    }

    @Test
    void scoreTestOfExactTiesIsTheLogRankTest() {
        List<Tenure> one = Tenures.parse("1 3 3 5+ 7");
        List<Tenure> two = Tenures.parse("2 3 6 8+ 9 9");
        List<Customer> both = new ArrayList<>();
        one.forEach(tenure -> both.add(new Customer(tenure, 1, 0, 1)));
        two.forEach(tenure -> both.add(new Customer(tenure, 0, 0, 2)));
        assertThat(model().with(CoxRegression.Ties.EXACT).fit(both).scoreTest().chiSquared())
                .isCloseTo(
                        LogRank.withDefaults()
                                .test(Map.of(1, LifeTable.of(one), 2, LifeTable.of(two)))
                                .chiSquared(),
                        within(1e-12));
    }

    /** 900 of 1,500 left at once: the products of their risks pass 1e308, and the estimate nears the logarithm of the odds ratio. */
    @Test
    void exactTiesOfManyStayWithinRange() {
        List<Customer> many = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            boolean first = i < 800;
            boolean left = first ? i < 700 : i < 1_000;
            many.add(new Customer(Tenure.of(1, left), first ? 1 : 0, 0, 1));
        }
        CoxFit<Customer> fit = model().with(CoxRegression.Ties.EXACT).fit(many);
        assertThat(fit.coefficient("x").estimate()).isCloseTo(Math.log(700.0 / 100 * 500 / 200), within(0.005));
        assertThat(fit.logLikelihood()).isGreaterThan(fit.nullLogLikelihood());
    }

    /** A late entry of high risk after a long time of high hazard once cost the information half of its digits. */
    @Test
    void lateEntriesKeepTheirDigits() {
        double[][] table = {
            {0, 1, 0, 2, 2, .14, 1}, {2, 0, 0, 1, 0, .21, 2}, {4, 0, 2, 2, 1, .25, 1}, {10, 0, 4, 3, 0, -.11, 2},
            {0, 0, 0, 2, 0, 0, 2}, {1, 1, 0, 2, 0, 0, 2}, {6, 1, 5, 4, 3, -1.84, 2}, {10, 1, 3, 4, 0, -.38, 2},
            {2, 1, 0, 4, 1, -.12, 2}, {7, 1, 3, 2, 0, -1.64, 1}, {0, 0, 0, 4, 3, -.03, 2}, {11, 1, 2, 1, 0, .45, 2},
            {11, 0, 5, 3, 1, -.25, 2}
        };
        List<Customer> customers = new ArrayList<>();
        for (double[] row : table) {
            customers.add(new Customer(new Tenure(row[0], row[1] == 1, row[2], row[3]), row[4], row[5], (int) row[6]));
        }
        CoxFit<Customer> fit = model().covariate("y", Customer::y)
                .stratifiedBy(Customer::group)
                .fit(customers);
        // By the definition, risk set by risk set.
        assertThat(fit.covariance("x", "x")).isCloseTo(1.9868672582654412, within(1e-11));
        assertThat(fit.covariance("x", "y")).isCloseTo(4.117436198258285, within(1e-11));
        assertThat(fit.covariance("y", "y")).isCloseTo(10.33107357463083, within(1e-10));
    }

    @Test
    void withoutEffectTheBaselineIsTheCumulativeHazard() {
        // A balanced covariate has coefficient 0, and the baseline is Nelson–Aalen's (Breslow) or
        // Fleming–Harrington's (Efron).
        List<Customer> balanced = new ArrayList<>();
        for (Tenure tenure : Tenures.parse("1 1 2 3+ 4 4 4 6+")) {
            balanced.add(new Customer(tenure, 1, 0, 1));
            balanced.add(new Customer(tenure, -1, 0, 1));
        }
        LifeTable table = LifeTable.of(balanced.stream().map(Customer::tenure).toList());
        for (NelsonAalen.Ties ties : NelsonAalen.Ties.values()) {
            CoxRegression.Ties same =
                    ties == NelsonAalen.Ties.NELSON_AALEN ? CoxRegression.Ties.BRESLOW : CoxRegression.Ties.EFRON;
            CoxCurve baseline = model().with(same).fit(balanced).baseline();
            CumulativeHazard hazard = NelsonAalen.withDefaults().with(ties).estimate(table);
            for (double t = 0; t <= 6; t++) {
                assertThat(baseline.cumulativeHazard(t).orElseThrow())
                        .isCloseTo(hazard.at(t).orElseThrow(), within(1e-12));
                assertThat(baseline.standardError(t).orElseThrow())
                        .isCloseTo(
                                hazard.standardError(t).orElseThrow()
                                        * hazard.survival(t).orElseThrow(),
                                within(1e-12));
            }
            assertThat(baseline.at(6.1)).isEmpty();
            assertThat(baseline.lastTime()).isEqualTo(6);
        }
    }

    @Test
    void curvesFollowTheCovariatesAndTheStratum() {
        CoxFit<Customer> fit = model().fit(CUSTOMERS);
        double ratio = fit.coefficient("x").hazardRatio();
        CoxCurve two = fit.curve(new Customer(Tenure.ended(1), 2, 0, 1));
        assertThat(two.cumulativeHazard(3).orElseThrow())
                .isCloseTo(fit.baseline().cumulativeHazard(3).orElseThrow() * ratio * ratio, within(1e-12));
        assertThat(two.interval(3, SurvivalInterval.LOG, 0.95)
                        .orElseThrow()
                        .contains(two.at(3).orElseThrow()))
                .isTrue();
        assertThat(two.interval(0.5, SurvivalInterval.LOG_LOG, 0.95)
                        .orElseThrow()
                        .lower())
                .isEqualTo(1);
        assertThat(two.interval(9, SurvivalInterval.LOG, 0.95)).isEmpty();
        assertThat(two.at(Double.POSITIVE_INFINITY)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> two.at(Double.NaN));
        double mean = CUSTOMERS.stream().mapToDouble(Customer::x).average().orElseThrow();
        assertThat(fit.logRelativeHazard(CUSTOMERS.get(1)))
                .isCloseTo((2 - mean) * fit.coefficient("x").estimate(), within(1e-12));
        CoxFit<Customer> stratified = model().stratifiedBy(Customer::group).fit(CUSTOMERS);
        assertThat(stratified.baseline(2).lastTime()).isEqualTo(2);
        assertThat(stratified.curve(CUSTOMERS.get(0)).lastTime()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(stratified::baseline);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stratified.baseline(3))
                .withMessageContaining("stratum (3)");
    }

    @Test
    void namesCollinearConstantAndSeparatingCovariates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        model().covariate("twice x", c -> 2 * c.x() + 1).fit(CUSTOMERS))
                .withMessageContaining("'twice x'")
                .withMessageContaining("collinear");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().covariate("constant", c -> 0.1).fit(CUSTOMERS))
                .withMessageContaining("'constant'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().covariate("left", c -> c.tenure().ended() ? 1 : 0)
                        .fit(CUSTOMERS))
                .withMessageContaining("'left'")
                .withMessageContaining("separates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.<Customer>of(Customer::tenure)
                        .covariate("order", c -> -c.tenure().duration())
                        .with(CoxRegression.Ties.BRESLOW)
                        .fit(CUSTOMERS))
                .withMessageContaining("'order'");
    }

    @Test
    void refusesWhatItCannotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.<Customer>of(Customer::tenure).fit(CUSTOMERS))
                .withMessageContaining("covariates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().covariate("missing", c -> Double.NaN).fit(CUSTOMERS))
                .withMessage("covariate 'missing' (NaN) must be finite");
        assertThatIllegalArgumentException().isThrownBy(() -> model().covariate("x", Customer::y));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().fit(List.of(new Customer(Tenure.censored(1), 1, 1, 1))))
                .withMessageContaining("ended");
        assertThatIllegalArgumentException().isThrownBy(() -> model().fit(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().with(CoxRegression.Ties.EXACT)
                        .withRobustVariance()
                        .fit(CUSTOMERS))
                .withMessageContaining("EXACT");
        CoxFit<Customer> exact = model().with(CoxRegression.Ties.EXACT).fit(CUSTOMERS);
        assertThatIllegalArgumentException().isThrownBy(exact::baseline);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exact.proportionalHazards(ProportionalHazards.Transform.RANK));
        assertThatIllegalArgumentException().isThrownBy(() -> exact.coefficient("y"));
        CoxFit<Customer> fit = model().fit(CUSTOMERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.proportionalHazards(ProportionalHazards.Transform.RANK)
                        .of("y"));
    }

    /** The score test of β + θ g(t) by differences of a likelihood in which the covariate moves with g. */
    @Test
    void proportionalHazardsIsTheScoreTestOfAMovingCoefficient() {
        CoxFit<Customer> fit = model().with(CoxRegression.Ties.BRESLOW).fit(CUSTOMERS);
        double b = fit.coefficient("x").estimate();
        double h = 1e-4;
        double u = (moving(b, h) - moving(b, -h)) / (2 * h);
        double i22 = -(moving(b, h) - 2 * moving(b, 0) + moving(b, -h)) / (h * h);
        double i11 = -(moving(b + h, 0) - 2 * moving(b, 0) + moving(b - h, 0)) / (h * h);
        double i12 = -(moving(b + h, h) - moving(b + h, -h) - moving(b - h, h) + moving(b - h, -h)) / (4 * h * h);
        double expected = u * u / (i22 - i12 * i12 / i11);
        ProportionalHazards test = fit.proportionalHazards(ProportionalHazards.Transform.IDENTITY);
        assertThat(test.of("x").chiSquared()).isCloseTo(expected, within(1e-5 * expected));
        assertThat(test.global().chiSquared()).isCloseTo(test.of("x").chiSquared(), within(1e-12));
    }

    /** Breslow's log-likelihood with coefficient b + theta · t. */
    private static double moving(double b, double theta) {
        double sum = 0;
        for (Customer left : CUSTOMERS) {
            if (left.tenure().ended()) {
                double t = left.tenure().duration();
                double risk = CUSTOMERS.stream()
                        .filter(c -> c.tenure().duration() >= t)
                        .mapToDouble(c -> Math.exp((b + theta * t) * c.x()))
                        .sum();
                sum += (b + theta * t) * left.x() - Math.log(risk);
            }
        }
        return sum;
    }

    @Test
    void findsTheTruthInSimulatedData() {
        SplittableRandom random = new SplittableRandom(7);
        List<Customer> many = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextInt(2);
            double y = random.nextDouble() * 2;
            double end = -Math.log1p(-random.nextDouble()) / Math.exp(0.7 * x - 0.5 * y);
            double look = random.nextDouble() * 3;
            double entry = random.nextDouble() * 0.5;
            if (entry < Math.min(end, look)) {
                many.add(
                        new Customer(Tenure.of(Math.min(end, look), end <= look).withEntry(entry), x, y, i % 3));
            }
        }
        CoxFit<Customer> fit = model().covariate("y", Customer::y)
                .stratifiedBy(Customer::group)
                .withRobustVariance()
                .fit(many);
        assertThat(fit.coefficient("x").interval(0.999).contains(0.7)).isTrue();
        assertThat(fit.coefficient("y").interval(0.999).contains(-0.5)).isTrue();
        // With the model right, the robust variance is near the model's.
        assertThat(fit.covariance("x", "x") / fit.modelCovariance("x", "x")).isBetween(0.95, 1.05);
        assertThat(fit.proportionalHazards(ProportionalHazards.Transform.KAPLAN_MEIER)
                        .global()
                        .pValue())
                .isGreaterThan(1e-3);
        assertThat(fit.concordance().value()).isBetween(0.6, 0.7);
    }

    @Test
    void tellsItsStory() {
        CoxFit<Customer> fit = model().fit(CUSTOMERS);
        assertThat(fit.toString()).startsWith("8 tenures, 6 ended").contains("x: hazard ratio ");
        assertThat(model().stratifiedBy(Customer::group).clusteredBy(Customer::y))
                .hasToString("CoxRegression([x], EFRON, stratified, clustered)");
        assertThat(fit.coefficients()).containsExactly(fit.coefficient("x"));
        assertThat(fit.tenures()).isEqualTo(8);
        assertThat(fit.ended()).isEqualTo(6);
        assertThat(fit.baseline().toString()).endsWith("still there at 4");
        assertThat(fit.concordance().toString()).startsWith("concordance 0.");
        assertThat(fit.proportionalHazards(ProportionalHazards.Transform.RANK).toString())
                .contains("all: χ² = ");
    }

    @Test
    @SuppressWarnings("NullAway")
    void numbersOfAnyKindArePrintedOrRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CoxCoefficient("x", bad, 1))
                    .withMessageContaining("estimate");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CoxCoefficient("x", 1, bad))
                    .withMessageContaining("standardError");
            assertThatIllegalArgumentException().isThrownBy(() -> new CoxFit.Ends(bad, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new LifeTable.AtRisk(1, bad, 0, 0));
        }
        // A covariate in millionths has a coefficient in millions, and a hazard ratio past any double.
        for (double estimate : new double[] {1e7, -1e7, Double.MAX_VALUE, 0}) {
            for (double error : new double[] {0, 1, 1e308}) {
                assertThat(new CoxCoefficient("x", estimate, error).toString()).startsWith("x: hazard ratio ");
            }
        }
        assertThat(new CoxCoefficient("x", 0, 0).pValue()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model().clusteredBy(customer -> "one").fit(CUSTOMERS))
                .withMessageContaining("clusters ([one])");
        CoxFit<Customer> fit = model().fit(CUSTOMERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.ends(List.of(new Customer(Tenure.ended(9), 1, 1, 1)), Customer::group))
                .withMessageContaining("duration (9.0)");
        assertThatNullPointerException().isThrownBy(() -> fit.curve(null)).withMessage("item");
        assertThatNullPointerException().isThrownBy(() -> fit.coefficient(null)).withMessage("covariate");
        assertThat(fit.baseline().steps()).extracting(CoxCurve.Step::time).containsExactly(1.0, 2.0, 3.0, 4.0);
    }

    /** Found by a property: coefficients of −94 and −290, so that a customer's hazard passes any double squared. */
    @Test
    void aCurveThatHasFallenToNothingHasNoErrorLeft() {
        List<Customer> rows = List.of(
                new Customer(Tenure.censored(0), 2, 1.7, 2),
                new Customer(Tenure.ended(4), 2, -1.6, 1),
                new Customer(Tenure.censored(2), 2, 1, 2),
                new Customer(Tenure.ended(0).withWeight(3), 2, -1.66, 1),
                new Customer(Tenure.ended(0).withWeight(3), 3, -0.04, 1),
                new Customer(Tenure.ended(12).withEntry(3), 0, -0.16, 1));
        CoxFit<Customer> fit = model().covariate("y", Customer::y)
                .stratifiedBy(Customer::group)
                .fit(rows);
        for (Customer row : rows) {
            for (CoxCurve.Step step : fit.curve(row).steps()) {
                assertThat(step.standardError()).isBetween(0.0, 1e-3 + step.survival() * 1e3);
            }
        }
        fit.ends(rows, Customer::group)
                .values()
                .forEach(ends -> assertThat(ends.residual()).isCloseTo(0, within(1e-9)));
    }
}
