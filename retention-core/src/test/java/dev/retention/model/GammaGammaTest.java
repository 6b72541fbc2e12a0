package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Parameter;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GammaGammaTest {

    @ParameterizedTest
    @CsvSource({
        // Hardie, note 025, spreadsheet (via lifetimes' tests), printed 18.91 and 35.17; 30 digits by mpmath
        "1, 11.77, 18.911479843031838",
        "0, 0, 35.17100208799231"
    })
    void expectedSpendOfCdnowCustomers(long transactions, double mean, double expected) {
        GammaGamma model = GammaGamma.of(6.24880248860733, 3.744588453655695, 15.447748014150733);
        assertThat(model.expectedSpend(SpendHistory.of(transactions, mean)).orElseThrow())
                .isCloseTo(expected, within(1e-14 * expected));
    }

    @Test
    void densityOfATinyMean() {
        // 30 digits by mpmath
        GammaGamma model = GammaGamma.of(6.24880248860733, 3.744588453655695, 15.447748014150733);
        assertThat(model.logLikelihood(SpendHistory.of(1, 0.01))).isCloseTo(-35.194943665275886, within(1e-13));
        assertThat(model.logLikelihood(SpendHistory.none())).isZero();
        assertThat(model.p() + model.q() + model.gamma()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0.7, 3, 20, 1", "6.25, 3.74, 15.44, 4", "2, 0.6, 1, 2"})
    void densityIntegratesToOne(double p, double q, double gamma, long transactions) {
        GammaGamma model = GammaGamma.of(p, q, gamma);
        double sum = 0;
        double step = 1.0 / 64;
        for (double log = -60; log < 90; log += step) {
            double m = Math.exp(log);
            sum += step * Math.exp(log + model.logLikelihood(SpendHistory.of(transactions, m)));
        }
        assertThat(sum).isCloseTo(1, within(1e-10));
    }

    @Test
    void meanThatDoesNotExistIsEmpty() {
        // The formula would say −100.
        GammaGamma model = GammaGamma.of(2, 0.8, 10);
        assertThat(model.expectedSpend()).isEmpty();
        assertThat(GammaGamma.of(2, 1, 10).expectedSpend()).isEmpty();
        assertThat(GammaGamma.of(0.1, 0.8, 10).expectedSpend(SpendHistory.of(1, 5)))
                .isEmpty();
        // One transaction of shape 2 makes the posterior's mean exist.
        assertThat(model.expectedSpend(SpendHistory.of(1, 5)).orElseThrow()).isCloseTo(2 * 15 / 1.8, within(1e-13));
        assertThat(GammaGamma.of(2, 3, 10).expectedSpend().orElseThrow()).isCloseTo(10, within(1e-14));
    }

    @Test
    void expectationLiesBetweenTheCustomersAndThePopulationsMean() {
        GammaGamma model = GammaGamma.of(6.25, 3.74, 15.44);
        double population = model.expectedSpend().orElseThrow();
        double last = population;
        for (long x : new long[] {1, 5, 50, 1_000_000}) {
            double expected = model.expectedSpend(SpendHistory.of(x, 100)).orElseThrow();
            assertThat(expected).isBetween(last, 100.0);
            last = expected;
        }
        assertThat(last).isCloseTo(100, within(1e-3));
        assertThat(model.expectedSpend(SpendHistory.of(2, 0)).orElseThrow()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void parametersMustBePositiveAndFinite(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> GammaGamma.of(bad, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GammaGamma.of(1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> GammaGamma.of(1, 1, bad));
    }

    @Test
    void historiesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> SpendHistory.of(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> SpendHistory.of(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> SpendHistory.of(1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> SpendHistory.of(0, 2));
        assertThat(SpendHistory.of(0, -0.0)).isEqualTo(SpendHistory.none());
        GammaGamma model = GammaGamma.of(2, 3, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> model.logLikelihood(SpendHistory.of(1, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.logLikelihood(SpendHistory.of(1, -2)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.expectedSpend(SpendHistory.of(1, -2)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.simulate(-1, new SplittableRandom(1)));
    }

    @Test
    @SuppressWarnings("NullAway")
    void randomnessMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> GammaGamma.of(2, 3, 10).simulate(1, null))
                .withMessage("random");
    }

    @Test
    void parametersAreRecovered() {
        for (int seed = 1; seed <= 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GammaGamma truth = GammaGamma.of(1.5 * seed, 2 + 0.5 * seed, 15);
            List<SpendHistory> histories = new ArrayList<>();
            for (int i = 0; i < 6000; i++) {
                histories.add(truth.simulate(1 + i % 8, random));
            }
            ModelFit<GammaGamma> fit = GammaGamma.fitter().fit(SpendSummary.of(histories, NonPositiveSpend.REFUSE));
            assertNear(fit.parameter("p"), truth.p());
            assertNear(fit.parameter("q"), truth.q());
            assertNear(fit.parameter("gamma"), truth.gamma());
            assertThat(fit.warnings()).isEmpty();
        }
        assertThat(GammaGamma.of(2, 3, 10).simulate(0, new SplittableRandom(1))).isEqualTo(SpendHistory.none());
    }

    private static void assertNear(Parameter parameter, double truth) {
        assertThat(parameter.estimate())
                .isCloseTo(truth, within(3 * parameter.standardError().orElseThrow()));
    }

    @Test
    void unitOfMoneyAndDuplicationDoNotMatter() {
        SplittableRandom random = new SplittableRandom(9);
        GammaGamma truth = GammaGamma.of(4, 3, 15);
        Map<SpendHistory, Long> once = new LinkedHashMap<>();
        Map<SpendHistory, Long> twiceInCents = new LinkedHashMap<>();
        for (int i = 0; i < 1500; i++) {
            SpendHistory history = truth.simulate(1 + i % 5, random);
            once.merge(history, 1L, Long::sum);
            twiceInCents.merge(SpendHistory.of(history.transactions(), 100 * history.meanSpend()), 2L, Long::sum);
        }
        ModelFit<GammaGamma> first = GammaGamma.fitter().fit(SpendSummary.of(once, NonPositiveSpend.REFUSE));
        ModelFit<GammaGamma> second = GammaGamma.fitter().fit(SpendSummary.of(twiceInCents, NonPositiveSpend.REFUSE));
        assertThat(second.model().p()).isCloseTo(first.model().p(), within(1e-4));
        assertThat(second.model().q()).isCloseTo(first.model().q(), within(1e-4));
        assertThat(second.model().gamma()).isCloseTo(100 * first.model().gamma(), within(1e-1));
        assertThat(second.logLikelihood()).isCloseTo(2 * (first.logLikelihood() - 1500 * Math.log(100)), within(1e-6));
        assertThat(second.parameter("p").standardError().orElseThrow())
                .isCloseTo(first.parameter("p").standardError().orElseThrow() / Math.sqrt(2), within(1e-4));
        assertThat(first.model().logLikelihood(SpendSummary.of(once, NonPositiveSpend.REFUSE)))
                .isCloseTo(first.logLikelihood(), within(1e-8));
    }

    @Test
    void dataThatSayTooLittleAreToldInWords() {
        ModelFit<GammaGamma> same = GammaGamma.fitter()
                .fit(SpendSummary.of(Collections.nCopies(50, SpendHistory.of(3, 10)), NonPositiveSpend.REFUSE));
        assertThat(same.status()).isEqualTo(FitStatus.BOUNDARY);
        assertThat(same.explanation()).startsWith("all customers spend the same on average");
        ModelFit<GammaGamma> two = GammaGamma.fitter()
                .fit(SpendSummary.of(List.of(SpendHistory.of(3, 10), SpendHistory.of(1, 20)), NonPositiveSpend.REFUSE));
        assertThat(two.status()).isIn(FitStatus.BOUNDARY, FitStatus.FLAT);
        assertThat(two.explanation()).contains("; the data do not tell how spend varies");
        assertThat(two.logLikelihood()).isFinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GammaGamma.fitter()
                        .fit(SpendSummary.of(List.of(SpendHistory.none()), NonPositiveSpend.REFUSE)));
    }

    @Test
    void heavyTailsAndCorrelationAreWarnedOf() {
        SplittableRandom random = new SplittableRandom(5);
        GammaGamma heavy = GammaGamma.of(3, 0.7, 5);
        List<SpendHistory> spend = new ArrayList<>();
        List<SpendHistory> correlated = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            spend.add(heavy.simulate(1 + i % 5, random));
            correlated.add(SpendHistory.of(
                    1 + i % 9,
                    (1 + i % 9) * GammaGamma.of(3, 4, 5).simulate(2, random).meanSpend()));
        }
        ModelFit<GammaGamma> fit = GammaGamma.fitter().fit(SpendSummary.of(spend, NonPositiveSpend.REFUSE));
        assertThat(fit.model().expectedSpend()).isEmpty();
        assertThat(fit.warnings()).anyMatch(w -> w.endsWith("the mean spend of new customers does not exist"));
        assertThat(GammaGamma.fitter()
                        .fit(SpendSummary.of(correlated, NonPositiveSpend.REFUSE))
                        .warnings())
                .anyMatch(w -> w.contains("correlate by 0."));
    }

    @Test
    void modelsAreValues() {
        assertThat(GammaGamma.of(1, 2, 3))
                .isEqualTo(GammaGamma.of(1, 2, 3))
                .hasSameHashCodeAs(GammaGamma.of(1, 2, 3))
                .isNotEqualTo(GammaGamma.of(2, 2, 3))
                .isNotEqualTo(GammaGamma.of(1, 3, 3))
                .isNotEqualTo(GammaGamma.of(1, 2, 4))
                .isNotEqualTo("gamma-gamma")
                .hasToString("gamma-gamma(p = 1.00000, q = 2.00000, gamma = 3.00000)");
    }
}
