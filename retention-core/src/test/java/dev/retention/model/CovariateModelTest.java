package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Parameter;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CovariateModelTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;

    /** With one yes-or-no covariate on everything but r, and equal r, the fit is that of two groups tied by r. */
    @Test
    void recoversTheEffectsOfAChannel() {
        PurchaseSummary shop = CustomerBases.drawn(ParetoNbd.of(WEEKS, 0.7, 8, 0.8, 12), 2000, 60, 31);
        PurchaseSummary web = CustomerBases.drawn(
                ParetoNbd.of(WEEKS, 0.7, 8 * Math.exp(-0.6), 0.8, 12 * Math.exp(0.5)), 2000, 60, 32);
        List<CustomerGroup> groups = List.of(group(shop, 0), group(web, 1));
        ModelFit<CovariateModel<ParetoNbd>> fit = ParetoNbd.fitter().fit(groups);
        assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
        assertNear(fit.parameter("alpha.web"), 0.6);
        assertNear(fit.parameter("beta.web"), -0.5);
        assertNear(fit.parameter("alpha"), 8);
        ParetoNbd there = fit.model().at(Map.of("web", 1.0));
        assertThat(there.alpha())
                .isCloseTo(
                        fit.parameter("alpha").estimate()
                                * Math.exp(-fit.parameter("alpha.web").estimate()),
                        within(1e-9));
        double sum =
                there.logLikelihood(web) + fit.model().at(Map.of("web", 0.0)).logLikelihood(shop);
        assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-7));

        // Against the model without covariates, of the same customers.
        ModelFit.LikelihoodRatio test =
                fit.likelihoodRatioTest(ParetoNbd.fitter().fitTogether(groups));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.pValue()).isLessThan(1e-6);
        assertThat(fit.model().covariates()).containsExactly("web");
        assertThat(fit.model().toString()).startsWith("[web] on ParetoNbd[");
    }

    @Test
    void recoversTheEffectsOnTheBgNbd() {
        PurchaseSummary shop = CustomerBases.drawn(BgNbd.of(WEEKS, 0.7, 6, 0.8, 2.5), 4000, 60, 33);
        PurchaseSummary web =
                CustomerBases.drawn(BgNbd.of(WEEKS, 0.7, 6 * Math.exp(-0.4), 0.8 * Math.exp(0.5), 2.5), 4000, 60, 34);
        ModelFit<CovariateModel<BgNbd>> fit = BgNbd.fitter().fit(List.of(group(shop, 0), group(web, 1)));
        assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
        assertNear(fit.parameter("alpha.web"), 0.4);
        assertNear(fit.parameter("a.web"), 0.5);
        assertNear(fit.parameter("b.web"), 0);
    }

    /** As CLVTools has it: a and b grow together, so that the spread of the chances to leave changes and not their mean. */
    @Test
    void oneCoefficientMayActOnAllParametersOfLeaving() {
        PurchaseSummary shop = CustomerBases.drawn(BgNbd.of(WEEKS, 0.7, 6, 0.8, 2.5), 4000, 60, 35);
        PurchaseSummary web = CustomerBases.drawn(
                BgNbd.of(WEEKS, 0.7, 6 * Math.exp(-0.4), 0.8 * Math.exp(0.9), 2.5 * Math.exp(0.9)), 4000, 60, 36);
        List<CustomerGroup> groups = List.of(group(shop, 0), group(web, 1));
        PurchaseModelFitter<BgNbd> fitter = BgNbd.fitter().withOneEffectOnLeaving();
        ModelFit<CovariateModel<BgNbd>> fit = fitter.fit(groups);
        assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
        assertThat(fit.parameters().stream().map(Parameter::name))
                .containsExactly("r", "alpha", "a", "b", "alpha.web", "leaving.web");
        assertNear(fit.parameter("leaving.web"), 0.9);
        BgNbd there = fit.model().at(Map.of("web", 1.0));
        BgNbd here = fit.model().at(Map.of("web", 0.0));
        assertThat(there.a() / here.a()).isCloseTo(there.b() / here.b(), within(1e-12));
        double sum = there.logLikelihood(web) + here.logLikelihood(shop);
        assertThat(fit.logLikelihood()).isCloseTo(sum, within(1e-7));
        // It lies between the model without covariates and that with an effect on each.
        ModelFit.LikelihoodRatio apart = BgNbd.fitter().fit(groups).likelihoodRatioTest(fit);
        assertThat(apart.degreesOfFreedom()).isOne();
        assertThat(apart.pValue()).isGreaterThan(0.01);
        assertThat(fit.likelihoodRatioTest(fitter.fitTogether(groups)).degreesOfFreedom())
                .isEqualTo(2);
    }

    /** The times between purchases belong to the likelihood of a regular model, in either fit. */
    @Test
    void aCovariateOfARegularModelIsTestedOnTheSameData() {
        PurchaseSummary base = CustomerBases.drawn(MbgCnbd.of(WEEKS, 2, 1, 5, 0.8, 2.5), 800, 60, 37);
        PurchaseSummary.Builder known = PurchaseSummary.inUnits(WEEKS).sumOfLogIntervals(321);
        for (int i = 0; i < base.size(); i++) {
            known.add(base.history(i), base.count(i));
        }
        List<CustomerGroup> groups = List.of(group(known.build(), 0), group(known.build(), 1));
        ModelFit.LikelihoodRatio test = MbgCnbd.fitter(2)
                .fit(groups)
                .likelihoodRatioTest(MbgCnbd.fitter(2).fitTogether(groups));
        assertThat(test.statistic()).isCloseTo(0, within(1e-6));
    }

    @Test
    void saysSoIfACovariateTellsNothing() {
        PurchaseSummary base = CustomerBases.simulatedOnce();
        ModelFit<CovariateModel<Nbd>> fit = Nbd.fitter().fit(List.of(group(base, 1), group(base, 1)));
        assertThat(fit.status()).isEqualTo(FitStatus.FLAT);
        assertThat(fit.explanation()).contains("alpha.web");
        ModelFit<CovariateModel<Nbd>> none = Nbd.fitter().fit(List.of(group(base, 0)));
        assertThat(none.status()).isEqualTo(FitStatus.FLAT);
    }

    @Test
    void refusesGroupsThatDoNotBelongTogether() {
        PurchaseSummary base = CustomerBases.simulatedOnce();
        PurchaseSummary days = CustomerBases.scaled(PeriodsPerYear.DAILY, 7, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Nbd.fitter().fit(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Nbd.fitter().fit(List.of(group(base, 1), group(days, 0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Nbd.fitter().fit(List.of(group(base, 1), CustomerGroup.of(base, Map.of("shop", 1.0)))));
        assertThatIllegalArgumentException().isThrownBy(() -> group(base, Double.NaN));
    }

    private static CustomerGroup group(PurchaseSummary customers, double web) {
        return CustomerGroup.of(customers, Map.of("web", web));
    }

    private static void assertNear(Parameter parameter, double truth) {
        assertThat(parameter.estimate())
                .as(parameter.toString())
                .isCloseTo(truth, within(3 * parameter.standardError().orElseThrow()));
    }
}
