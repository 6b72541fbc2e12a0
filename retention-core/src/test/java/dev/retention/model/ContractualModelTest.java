package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractualModelTest {
    private static final PeriodsPerYear YEARLY = PeriodsPerYear.YEARLY;
    private static final DiscountRate TEN = DiscountRate.percentPerYear(10);

    @Test
    void uniformChurnProbabilitiesHaveClosedForms() {
        // α = β = 1: S(t) = 1/(t + 1), P(T = t) = 1/(t (t + 1)), DEL = −ln(1 − z)/z with z = 1/(1 + d)
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(1, 1);
        assertThat(model.survival(0)).isOne();
        assertThat(model.survival(1)).isCloseTo(0.5, within(1e-15));
        assertThat(model.lossProbability(3)).isCloseTo(1.0 / 12, within(1e-16));
        assertThat(model.retentionRate(7)).isCloseTo(7.0 / 8, within(1e-15));
        assertThat(model.churnRate(7)).isCloseTo(1.0 / 8, within(1e-16));
        assertThat(model.discountedLifetime(TEN, YEARLY)).isCloseTo(1.1 * Math.log(11), within(1e-14));
        assertThat(model.expectedLifetime()).isInfinite();
        assertThat(model.alpha()).isOne();
        assertThat(model.beta()).isOne();
    }

    @Test
    void likeCustomersAreTheTextbookCase() {
        // α, β → ∞ with β/(α + β) = 0.8: r(1 + d)/(1 + d − r) before a renewal, r/(1 + d − r) after one.
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(2e9, 8e9);
        assertThat(model.discountedLifetimeBeforeRenewal(1, TEN, YEARLY)).isCloseTo(0.88 / 0.3, within(1e-8));
        assertThat(model.discountedLifetimeAfterRenewal(1, TEN, YEARLY)).isCloseTo(0.8 / 0.3, within(1e-8));
        assertThat(model.retentionElasticity(1, TEN, YEARLY)).isCloseTo(1.1 / 0.3, within(1e-8));
        assertThat(model.expectedLifetime()).isCloseTo(5, within(1e-8));
        assertThat(model.expectedLifetimeBeforeRenewal(3)).isCloseTo(4, within(1e-8));
        assertThat(model.expectedLifetimeAfterRenewal(3)).isCloseTo(4, within(1e-8));
        assertThat(model.retentionElasticity(1, DiscountRate.NONE, YEARLY)).isCloseTo(5, within(1e-8));
    }

    @Test
    void sameRateInOtherPeriodsIsNotTheSameLifetime() {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(0.668, 3.806);
        double monthly = model.discountedLifetime(TEN, PeriodsPerYear.MONTHLY);
        assertThat(monthly).isGreaterThan(3 * model.discountedLifetime(TEN, YEARLY));
        assertThat(monthly)
                .isEqualTo(
                        model.discountedLifetime(
                                DiscountRate.per(YEARLY, TEN.effectivePer(PeriodsPerYear.MONTHLY)), YEARLY),
                        within(1e-9));
    }

    @Test
    void infiniteLifetimesAreSaidToBeSo() {
        ShiftedBetaGeometric sbg = ShiftedBetaGeometric.of(0.668, 3.806);
        assertThat(sbg.expectedLifetime()).isInfinite();
        assertThat(sbg.discountedLifetimeAfterRenewal(2, DiscountRate.NONE, YEARLY))
                .isInfinite();
        assertThat(sbg.retentionElasticity(1, DiscountRate.NONE, YEARLY)).isInfinite();
        BetaDiscreteWeibull bdw = BetaDiscreteWeibull.of(0.5, 2, 2);
        assertThat(bdw.expectedLifetime()).isInfinite();
        assertThat(BetaDiscreteWeibull.of(0.51, 2, 2).expectedLifetime()).isFinite();
        Map<Integer, Long> nobody = Map.of(3, 0L);
        assertThat(sbg.customerBaseValue(nobody, DiscountRate.NONE, YEARLY)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.2593355, 1.7225501, 1.5843619, 0.1",
        "0.5230287, 0.8942833, 1.1963989, 0.004",
        "3, 20, 0.6, 0.003",
        "5, 100, 0.3, 0.05",
        "2, 1e5, 4, 0.002"
    })
    void weibullLifetimeIsTheSumOfItsTerms(double gamma, double delta, double c, double rate) {
        BetaDiscreteWeibull model = BetaDiscreteWeibull.of(gamma, delta, c);
        for (int renewal : new int[] {1, 4, 50}) {
            double sum = 0;
            double compensation = 0;
            double before = model.survival(renewal - 1);
            for (int t = renewal; (t - renewal) * Math.log1p(rate) < 42; t++) {
                double term = model.survival(t) / before * Math.pow(1 + rate, renewal - t) - compensation;
                double next = sum + term;
                compensation = next - sum - term;
                sum = next;
            }
            assertThat(model.discountedLifetimeBeforeRenewal(renewal, DiscountRate.perYear(rate), YEARLY))
                    .isCloseTo(sum, within(2e-13 * sum));
        }
    }

    @Test
    void customerBaseIsTheSumOfItsCustomers() {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(3.8, 15.2);
        double value = model.customerBaseValue(Map.of(0, 2L, 4, 1L), TEN, YEARLY);
        assertThat(value)
                .isCloseTo(
                        2 * model.discountedLifetimeBeforeRenewal(1, TEN, YEARLY)
                                + model.discountedLifetimeBeforeRenewal(5, TEN, YEARLY),
                        within(1e-14));
        assertThat(model.customerBaseValue(Map.of(), TEN, YEARLY)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> model.customerBaseValue(Map.of(-1, 2L), TEN, YEARLY));
        assertThatIllegalArgumentException().isThrownBy(() -> model.customerBaseValue(Map.of(1, -2L), TEN, YEARLY));
    }

    @Test
    void everyoneStayingOrLeavingStaysFinite() {
        ContractualModel model = ShiftedBetaGeometric.of(1e-300, 1e10);
        assertThat(model.survival(1_000_000)).isOne();
        assertThat(model.churnRate(1)).isGreaterThan(0);
        assertThat(model.logLikelihood(RenewalCounts.ofCohort(10, 9, 9))).isFinite();
        assertThat(BetaDiscreteWeibull.of(1e-9, 1, 300).survival(100_000)).isCloseTo(1, within(1e-6));
        assertThat(BetaDiscreteWeibull.of(1e3, 1, 300).survival(100_000)).isZero();
        assertThat(BetaDiscreteWeibull.of(1e3, 1, 300).discountedLifetime(TEN, YEARLY))
                .isCloseTo(1, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void parametersMustBePositiveAndFinite(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShiftedBetaGeometric.of(bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ShiftedBetaGeometric.of(1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> BetaDiscreteWeibull.of(bad, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BetaDiscreteWeibull.of(1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BetaDiscreteWeibull.of(1, 1, bad));
    }

    @Test
    void renewalsAreCountedFromOne() {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(1, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> model.survival(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> model.retentionRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> model.churnRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> model.lossProbability(0));
        assertThatIllegalArgumentException().isThrownBy(() -> model.expectedLifetimeBeforeRenewal(0));
        assertThatIllegalArgumentException().isThrownBy(() -> model.expectedLifetimeAfterRenewal(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> model.discountedLifetimeBeforeRenewal(0, TEN, YEARLY));
        assertThatIllegalArgumentException().isThrownBy(() -> model.discountedLifetimeAfterRenewal(-1, TEN, YEARLY));
        assertThatIllegalArgumentException().isThrownBy(() -> model.retentionElasticity(0, TEN, YEARLY));
        assertThatIllegalArgumentException().isThrownBy(() -> model.simulate(0, 1, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> model.simulate(1, -1, new SplittableRandom(1)));
    }

    @Test
    void modelsAreValues() {
        assertThat(ShiftedBetaGeometric.of(1, 2))
                .isEqualTo(ShiftedBetaGeometric.of(1, 2))
                .hasSameHashCodeAs(ShiftedBetaGeometric.of(1, 2))
                .isNotEqualTo(ShiftedBetaGeometric.of(1, 3))
                .isNotEqualTo(ShiftedBetaGeometric.of(2, 2))
                .isNotEqualTo(BetaDiscreteWeibull.of(1, 2, 1))
                .hasToString("sBG(alpha = 1.00000, beta = 2.00000)");
        BetaDiscreteWeibull bdw = BetaDiscreteWeibull.of(1, 2, 3);
        assertThat(bdw)
                .isEqualTo(BetaDiscreteWeibull.of(1, 2, 3))
                .hasSameHashCodeAs(BetaDiscreteWeibull.of(1, 2, 3))
                .isNotEqualTo(BetaDiscreteWeibull.of(1, 2, 4))
                .isNotEqualTo(BetaDiscreteWeibull.of(1, 3, 3))
                .isNotEqualTo(BetaDiscreteWeibull.of(2, 2, 3))
                .isNotEqualTo("BdW")
                .hasToString("BdW(gamma = 1.00000, delta = 2.00000, c = 3.00000)");
        assertThat(bdw.gamma() + bdw.delta() + bdw.c()).isEqualTo(6);
    }

    @Test
    void dataThatSayTooLittleAreToldInWords() {
        assertThat(ShiftedBetaGeometric.fitter()
                        .fit(RenewalCounts.ofCohort(100, 100, 100))
                        .explanation())
                .startsWith("nobody left");
        assertThat(BetaDiscreteWeibull.fitter()
                        .fit(RenewalCounts.ofCohort(100, 100, 100))
                        .status())
                .isEqualTo(FitStatus.BOUNDARY);
        assertThat(ShiftedBetaGeometric.fitter()
                        .fit(RenewalCounts.ofCohort(100, 0, 0))
                        .explanation())
                .startsWith("nobody renewed");
        assertThat(BetaDiscreteWeibull.fitter()
                        .fit(RenewalCounts.ofCohort(100, 0))
                        .status())
                .isEqualTo(FitStatus.BOUNDARY);
        ModelFit<ShiftedBetaGeometric> single = ShiftedBetaGeometric.fitter().fit(RenewalCounts.ofCohort(1000, 600));
        assertThat(single.status()).isEqualTo(FitStatus.FLAT);
        assertThat(single.explanation())
                .isEqualTo("renewals of 1 tenure were observed, which cannot tell 2 parameters apart");
        assertThat(single.model().retentionRate(1)).isCloseTo(0.6, within(1e-6));
        assertThat(BetaDiscreteWeibull.fitter()
                        .fit(RenewalCounts.ofCohort(1000, 600, 500))
                        .explanation())
                .isEqualTo("renewals of 2 tenures were observed, which cannot tell 3 parameters apart");
        assertThatIllegalStateException().isThrownBy(single::requireConverged).withMessageContaining("1 tenure");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiftedBetaGeometric.fitter().fit(RenewalCounts.ofCohort(10)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaDiscreteWeibull.fitter().fit(RenewalCounts.ofCohort(10)));
    }

    @Test
    void constantAndFallingRetentionDoNotDetermineTheHeterogeneity() {
        for (RenewalCounts counts : new RenewalCounts[] {
            RenewalCounts.ofCohort(1000, 800, 640, 512, 410, 328),
            RenewalCounts.ofCohort(1000, 900, 700, 400, 100, 5),
            RenewalCounts.ofCohort(1, 1, 0),
            RenewalCounts.ofCohort(1000, 1000, 1000, 0),
            RenewalCounts.ofCohort(1000, 1, 1, 1)
        }) {
            ModelFit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fitter().fit(counts);
            assertThat(fit.status()).isIn(FitStatus.BOUNDARY, FitStatus.FLAT);
            assertThat(fit.explanation()).endsWith("; the retention rates by tenure do not tell how customers differ");
            assertThat(fit.logLikelihood()).isFinite();
        }
    }

    @Test
    void trillionsOfCustomersFitAsWellAsThousands() {
        ModelFit<BetaDiscreteWeibull> fit = BetaDiscreteWeibull.fitter()
                .fit(RenewalCounts.ofCohort(
                        1_000_000_000_000L, 900_000_000_000L, 850_000_000_000L, 820_000_000_000L, 800_000_000_000L));
        assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
    }
}
