package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.TrustRegionNewton;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurchaseModelFitterTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    static Stream<PurchaseModelFitter<?>> fitters() {
        return Stream.of(
                BgNbd.fitter(), MbgNbd.fitter(), ParetoNbd.fitter(), Nbd.fitter(), BgCnbd.fitter(2), MbgCnbd.fitter(3));
    }

    private static PurchaseSummary base(PurchaseHistory history, long count) {
        return PurchaseSummary.inUnits(WEEKS).add(history, count).build();
    }

    @Test
    void namesWhatWentWrong() {
        ModelFit<BgNbd> nobody = BgNbd.fitter().fit(base(PurchaseHistory.of(0, 0, 30), 100));
        assertThat(nobody.status()).isEqualTo(FitStatus.TOO_FEW_REPEAT_BUYERS);
        assertThat(nobody.explanation()).startsWith("only 0 of 100 customers bought again");
        ModelFit<BgNbd> alike = BgNbd.fitter().fit(base(PurchaseHistory.of(3, 10, 20), 500));
        assertThat(alike.status()).isEqualTo(FitStatus.BOUNDARY);
        assertThat(alike.explanation()).contains("r ran to the upper end of its range");
        assertThat(alike.status().words()).contains("range");
        assertThatIllegalStateException().isThrownBy(() -> alike.interval(BgNbd::r, 0.95));
        assertThatIllegalStateException().isThrownBy(() -> alike.draw(new SplittableRandom(1)));
        assertThatIllegalStateException().isThrownBy(() -> alike.covariance("r", "a"));
    }

    @ParameterizedTest
    @MethodSource("fitters")
    void derivativesAgreeWithDifferences(PurchaseModelFitter<?> fitter) {
        ModelFit<?> fit = fitter.fit(CustomerBases.simulatedOnce());
        PurchaseModel model = (PurchaseModel) fit.model();
        assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
        // The likelihood of the fitter and that of the model are separate code.
        assertThat(fit.logLikelihood()).isCloseTo(model.logLikelihood(CustomerBases.simulatedOnce()), within(1e-8));
        assertThat(fit.gradientNorm()).isLessThan(1e-3);
    }

    @Test
    void gradientsAndHessiansAgreeWithDifferences() {
        PurchaseRows data = PurchaseRows.of(CustomerBases.simulatedOnce());
        for (double[] at : new double[][] {{0.4, 7, 0.9, 3}, {2, 1, 30, 0.2}, {0.05, 60, 1, 12}}) {
            assertDerivatives(new BetaGeometricLikelihood(data, 1, BetaGeometricModel.Dropout.REPEAT), at);
            assertDerivatives(new BetaGeometricLikelihood(data, 1, BetaGeometricModel.Dropout.EVERY), at);
            assertDerivatives(new BetaGeometricLikelihood(data, 4, BetaGeometricModel.Dropout.EVERY), at);
            assertDerivatives(new ParetoLikelihood(data), at);
        }
    }

    private static void assertDerivatives(TrustRegionNewton.Objective objective, double[] at) {
        int n = at.length;
        double[] gradient = new double[n];
        double[][] hessian = new double[n][n];
        double value = objective.evaluate(at, gradient, hessian);
        for (int i = 0; i < n; i++) {
            double h = 1e-5 * at[i];
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += h;
            down[i] -= h;
            double[] above = new double[n];
            double[] below = new double[n];
            double difference =
                    objective.evaluate(up, above, new double[n][n]) - objective.evaluate(down, below, new double[n][n]);
            assertThat(gradient[i])
                    .isCloseTo(
                            difference / (2 * h),
                            within(1e-5 * (Math.abs(gradient[i]) + 1 + Math.abs(value) * 1e-6 / h)));
            for (int j = 0; j < n; j++) {
                double scale = Math.sqrt(Math.abs(hessian[i][i] * hessian[j][j])) + Math.abs(gradient[j] / at[i]);
                assertThat(hessian[i][j])
                        .as("%s %s", i, j)
                        .isCloseTo((above[j] - below[j]) / (2 * h), within(1e-6 * scale + 1e-9));
            }
        }
    }

    @Test
    void recoversTheParametersOfASimulation() {
        BgNbd bg = BgNbd.of(WEEKS, 0.5, 6, 0.8, 2.5);
        assertRecovered(BgNbd.fitter().fit(CustomerBases.drawn(bg, 6000, 60, 3)), 0.5, 6, 0.8, 2.5);
        MbgNbd mbg = MbgNbd.of(WEEKS, 0.5, 6, 0.8, 2.5);
        assertRecovered(MbgNbd.fitter().fit(CustomerBases.drawn(mbg, 6000, 60, 4)), 0.5, 6, 0.8, 2.5);
        ParetoNbd pareto = ParetoNbd.of(WEEKS, 0.6, 8, 0.7, 12);
        assertRecovered(ParetoNbd.fitter().fit(CustomerBases.drawn(pareto, 2500, 60, 5)), 0.6, 8, 0.7, 12);
        MbgCnbd regular = MbgCnbd.of(WEEKS, 3, 0.7, 1.5, 0.8, 2.5);
        assertRecovered(MbgCnbd.fitter(3).fit(CustomerBases.drawn(regular, 6000, 60, 6)), 0.7, 1.5, 0.8, 2.5);
        BgCnbd second = BgCnbd.of(WEEKS, 2, 0.7, 1.5, 0.8, 2.5);
        assertRecovered(BgCnbd.fitter(2).fit(CustomerBases.drawn(second, 6000, 60, 7)), 0.7, 1.5, 0.8, 2.5);
    }

    private static void assertRecovered(ModelFit<?> fit, double... truth) {
        assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
        for (int i = 0; i < truth.length; i++) {
            Parameter parameter = fit.parameters().get(i);
            double error = parameter.standardError().orElseThrow();
            assertThat(parameter.estimate()).as(parameter.toString()).isCloseTo(truth[i], within(3 * error));
        }
    }

    @Test
    void findsTheRegularity() {
        // Needs the times between purchases, which the draw below keeps track of.
        SplittableRandom random = new SplittableRandom(11);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
        double logs = 0;
        for (int i = 0; i < 1500; i++) {
            double rate = 0.2 + 0.8 * random.nextDouble();
            boolean alive = random.nextDouble() > 0.2;
            double last = 0;
            int x = 0;
            while (alive) {
                double gap = 0;
                for (int k = 0; k < 3; k++) {
                    gap += random.nextExponential() / (3 * rate);
                }
                if (last + gap > 40) {
                    break;
                }
                last += gap;
                logs += Math.log(gap);
                x++;
                alive = random.nextDouble() > 0.2;
            }
            builder.add(x, last, 40);
        }
        PurchaseSummary customers = builder.sumOfLogIntervals(logs).build();
        assertThat(MbgCnbd.fitWithRegularity(customers).model().regularity()).isEqualTo(3);
        assertThat(BgCnbd.fitWithRegularity(customers).model().regularity()).isBetween(2, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> MbgCnbd.fitWithRegularity(CustomerBases.simulatedOnce()));
        assertThatIllegalArgumentException().isThrownBy(() -> BgCnbd.fitWithRegularity(CustomerBases.simulatedOnce()));
    }

    @Test
    void weightsAreCopiesAndUnitsOnlyScale() {
        ModelFit<BgNbd> one = BgNbd.fitter().fit(CustomerBases.simulatedOnce());
        ModelFit<BgNbd> three = BgNbd.fitter().fit(CustomerBases.scaled(WEEKS, 1, 3));
        assertThat(three.logLikelihood()).isCloseTo(3 * one.logLikelihood(), within(1e-6));
        assertThat(three.model().a()).isCloseTo(one.model().a(), within(1e-5));
        double narrower = one.parameter("a").standardError().orElseThrow() / Math.sqrt(3);
        assertThat(three.parameter("a").standardError().orElseThrow()).isCloseTo(narrower, within(1e-5));
        for (double factor : new double[] {7, 1e-9, 1e9}) {
            ModelFit<ParetoNbd> weeks = ParetoNbd.fitter().fit(CustomerBases.simulatedOnce());
            ModelFit<ParetoNbd> other = ParetoNbd.fitter().fit(CustomerBases.scaled(PeriodsPerYear.DAILY, factor, 1));
            assertThat(other.status()).isEqualTo(FitStatus.CONVERGED);
            assertThat(other.model().beta() / weeks.model().beta() / factor).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void startsWhereItIsTold() {
        ModelFit<BgNbd> cold = BgNbd.fitter().fit(CustomerBases.simulatedOnce());
        ModelFit<BgNbd> warm = BgNbd.fitter().startingAt(cold.model()).fit(CustomerBases.simulatedOnce());
        assertThat(warm.iterations()).isLessThan(cold.iterations());
        assertThat(warm.logLikelihood()).isCloseTo(cold.logLikelihood(), within(1e-9));
        assertThat(ParetoNbd.fitter()
                        .startingAt(ParetoNbd.of(WEEKS, 50, 1e-3, 50, 1e-3))
                        .fit(CustomerBases.simulatedOnce())
                        .logLikelihood())
                .isCloseTo(-7152.69117848, within(1e-6));
        assertThat(Nbd.fitter()
                        .startingAt(Nbd.of(WEEKS, 1, 1))
                        .fit(CustomerBases.simulatedOnce())
                        .status())
                .isEqualTo(FitStatus.CONVERGED);
    }

    @Test
    void manyCustomersAreFittedAsFew() {
        SplittableRandom random = new SplittableRandom(8);
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(WEEKS);
        BgNbd truth = BgNbd.of(WEEKS, 0.8, 6, 0.8, 2.5);
        for (int i = 0; i < 60_000; i++) {
            builder.add(truth.simulate(30 + 30 * random.nextDouble(), random), 1);
        }
        PurchaseSummary customers = builder.build();
        assertThat(PurchaseRows.of(customers).coarse()).isPresent();
        assertSameFit(BgNbd.fitter(), BgNbd.of(WEEKS, 2, 3, 1, 1), customers);
        assertSameFit(MbgNbd.fitter(), MbgNbd.of(WEEKS, 2, 3, 1, 1), customers);
        assertSameFit(ParetoNbd.fitter(), ParetoNbd.of(WEEKS, 2, 3, 1, 3), customers);
    }

    /** The first guess from a coarse summary does not show in the end; a start that is given goes without it. */
    private static <M extends PurchaseModel> void assertSameFit(
            PurchaseModelFitter<M> fitter, M start, PurchaseSummary customers) {
        ModelFit<M> guessed = fitter.fit(customers);
        ModelFit<M> told = fitter.startingAt(start).fit(customers);
        assertThat(guessed.status()).isEqualTo(FitStatus.CONVERGED);
        assertThat(guessed.observations()).isEqualTo(60_000);
        assertThat(guessed.iterations()).isLessThan(told.iterations());
        assertThat(guessed.logLikelihood()).isCloseTo(told.logLikelihood(), within(1e-6));
        for (int i = 0; i < 4; i++) {
            Parameter expected = told.parameters().get(i);
            Parameter parameter = guessed.parameters().get(i);
            assertThat(parameter.estimate()).isCloseTo(expected.estimate(), within(1e-6 * expected.estimate()));
            double error = expected.standardError().orElseThrow();
            assertThat(parameter.standardError().orElseThrow()).isCloseTo(error, within(1e-5 * error));
        }
    }

    @Test
    void aFitCarriesItsUncertainty() {
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(CustomerBases.simulatedOnce());
        PurchaseHistory customer = PurchaseHistory.of(2, 13, 26);
        // The delta method of a parameter itself is its standard error.
        assertThat(fit.standardError(BgNbd::alpha))
                .isCloseTo(fit.parameter("alpha").standardError().orElseThrow(), within(1e-6));
        assertThat(fit.covariance("alpha", "alpha"))
                .isCloseTo(Math.pow(fit.standardError(BgNbd::alpha), 2), within(1e-5));
        assertThat(fit.correlation("a", "b")).isBetween(0.8, 1.0);
        Interval delta = fit.interval(m -> m.probabilityAlive(customer), 0.95);
        Interval drawn = fit.interval(m -> m.probabilityAlive(customer), 0.95, 2000, new SplittableRandom(1));
        assertThat(delta.contains(fit.model().probabilityAlive(customer))).isTrue();
        assertThat(drawn.lower()).isCloseTo(delta.lower(), within(0.3 * delta.width()));
        assertThat(drawn.upper()).isCloseTo(delta.upper(), within(0.3 * delta.width()));
        assertThat(fit.draw(new SplittableRandom(2))).isNotEqualTo(fit.model());
        assertThat(fit.requireConverged()).isEqualTo(fit.model());
        assertThat(fit.observations()).isEqualTo(1200);
        assertThat(fit.aic()).isCloseTo(8 - 2 * fit.logLikelihood(), within(1e-9));
        assertThat(fit.bic()).isCloseTo(4 * Math.log(1200) - 2 * fit.logLikelihood(), within(1e-9));
        assertThat(fit.warnings()).isEqualTo(List.of());
        assertThat(fit.warning("mind the gap").warnings()).containsExactly("mind the gap");
        assertThat(fit.parameter("r")).hasToString(fit.parameters().get(0).toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.parameter("beta"))
                .withMessageContaining("alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> fit.interval(BgNbd::a, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> fit.interval(BgNbd::a, 0.9, 19, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> fit.interval(m -> Double.NaN, 0.9));
    }

    @Test
    void testsNestedModels() {
        PurchaseSummary customers = CustomerBases.simulatedOnce();
        ModelFit<Nbd> nbd = Nbd.fitter().fit(customers);
        ModelFit.LikelihoodRatio test = ParetoNbd.fitter().fit(customers).likelihoodRatioTest(nbd);
        assertThat(test.statistic()).isCloseTo(2 * (7348.94074166 - 7152.69117848), within(1e-5));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.pValue()).isLessThan(1e-80);
        assertThat(test.toString()).contains("on 2 df");
        assertThatIllegalArgumentException().isThrownBy(() -> nbd.likelihoodRatioTest(nbd));
        ModelFit<Nbd> others = Nbd.fitter().fit(CustomerBases.scaled(WEEKS, 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgNbd.fitter().fit(customers).likelihoodRatioTest(others));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelFit.LikelihoodRatio(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelFit.LikelihoodRatio(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelFit.LikelihoodRatio(1, 0));
    }
}
