package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.survival.LifeTable;
import dev.retention.survival.Tenure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalCountsTest {

    @Test
    void cohortIsCountedByRenewal() {
        RenewalCounts counts = RenewalCounts.ofCohort(1000, 631, 468, 468);
        assertThat(counts.customers()).isEqualTo(1000);
        assertThat(counts.renewals()).isEqualTo(3);
        assertThat(counts.renewed(1)).isEqualTo(631);
        assertThat(counts.lost(1)).isEqualTo(369);
        assertThat(counts.lost(3)).isZero();
        assertThat(counts).hasToString("631/1000, 468/631, 468/468");
    }

    @Test
    void cohortsOfDifferentAgeAddUp() {
        RenewalCounts sum = RenewalCounts.ofCohort(10, 5).plus(RenewalCounts.ofCohort(20, 12, 7));
        assertThat(sum.customers()).isEqualTo(30);
        assertThat(sum).hasToString("17/30, 7/12");
        assertThat(sum).isEqualTo(RenewalCounts.ofCohort(20, 12, 7).plus(RenewalCounts.ofCohort(10, 5)));
        assertThat(sum).hasSameHashCodeAs(RenewalCounts.ofCohort(20, 12, 7).plus(RenewalCounts.ofCohort(10, 5)));
    }

    @Test
    void oneRenewalStandsAlone() {
        RenewalCounts last = RenewalCounts.at(3, 468, 382);
        assertThat(last.customers()).isEqualTo(468);
        assertThat(last.renewals()).isEqualTo(3);
        assertThat(last.renewed(2) + last.lost(2)).isZero();
        assertThat(last.renewed(3)).isEqualTo(382);
        assertThat(last.lost(3)).isEqualTo(86);
    }

    @Test
    void youngCohortHasNoRenewalYet() {
        assertThat(RenewalCounts.ofCohort(7).renewals()).isZero();
        assertThat(RenewalCounts.ofCohort(7)).hasToString("7 customers, no renewal observed");
    }

    @Test
    void countsAreUnequalToOthers() {
        RenewalCounts counts = RenewalCounts.ofCohort(10, 5);
        assertThat(counts)
                .isNotEqualTo(RenewalCounts.ofCohort(10, 4))
                .isNotEqualTo(RenewalCounts.at(1, 10, 4))
                .isNotEqualTo(RenewalCounts.ofCohort(10, 5, 5))
                .isNotEqualTo("5/10");
        assertThat(counts).isEqualTo(RenewalCounts.at(1, 10, 5));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort());
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.ofCohort(5, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4, 6))
                .withMessage("survivors[2] (6) must be at most survivors[1] (4)");
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(0, 5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 5, 6));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.at(1, 5, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).renewed(2))
                .withMessage("renewal (2) must be in [1, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).lost(0));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothingIsNotNobody() {
        assertThatNullPointerException()
                .isThrownBy(() -> RenewalCounts.ofCohort(5, 4).plus(null))
                .withMessage("other");
    }

    @Test
    void tenuresAreRenewals() {
        LifeTable tenures = LifeTable.of(List.of(
                Tenure.ended(1),
                Tenure.ended(1),
                Tenure.ended(3),
                Tenure.censored(0),
                Tenure.censored(1),
                Tenure.censored(3)));
        RenewalCounts counts = RenewalCounts.of(tenures);
        assertThat(counts.customers()).isEqualTo(6);
        assertThat(counts).hasToString("3/5, 2/2, 1/2");
        assertThat(RenewalCounts.of(
                        LifeTable.ofPeriods(new int[] {1, 2, 2, 2}, new boolean[] {true, true, false, false})))
                .isEqualTo(RenewalCounts.ofCohort(4, 3, 2));
    }

    @Test
    void whoEnteredLaterIsCountedSince() {
        LifeTable tenures = LifeTable.of(List.of(
                Tenure.ended(2),
                Tenure.ended(4).withEntry(3),
                Tenure.censored(4).withEntry(2)));
        assertThat(RenewalCounts.of(tenures)).hasToString("1/1, 0/1, 1/1, 1/2");
    }

    @Test
    void tenuresOfNoWholePeriodsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.of(LifeTable.of(List.of(Tenure.ended(1.5), Tenure.ended(2)))))
                .withMessage("tenure (1.5) must be a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.of(LifeTable.of(List.of(Tenure.ended(0)))))
                .withMessage("tenures of no period (1) must not have ended");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.of(LifeTable.of(List.of(Tenure.ended(1e9)))))
                .withMessage("tenure (1000000000) must be at most 100000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenewalCounts.of(LifeTable.empty()))
                .withMessage("customers (0) must be at least 1");
    }

    @Test
    void onlyTheFirstAndTheLastSizeMayBeKnown() {
        ShiftedBetaGeometric sBG = ShiftedBetaGeometric.of(0.7, 2.4);
        RenewalCounts one = RenewalCounts.between(0, 4, 1000, 326);
        assertThat(sBG.logLikelihood(one))
                .isCloseTo(326 * Math.log(sBG.survival(4)) + 674 * Math.log1p(-sBG.survival(4)), within(1e-9));
        assertThat(RenewalCounts.between(2, 3, 468, 382)).isEqualTo(RenewalCounts.at(3, 468, 382));
        RenewalCounts cohorts = one.plus(RenewalCounts.between(0, 2, 800, 400))
                .plus(RenewalCounts.between(1, 4, 500, 300))
                .plus(RenewalCounts.between(0, 2, 200, 90))
                .plus(RenewalCounts.at(1, 100, 70));
        assertThat(cohorts).hasToString("70/100, 490/1000 from 0 to 2, 326/1000 from 0 to 4, 300/500 from 1 to 4");
        assertThat(cohorts.customers()).isEqualTo(2600);
        ModelFit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fitter().fit(cohorts);
        assertThat(fit.status()).as(fit.explanation()).isEqualTo(FitStatus.CONVERGED);
        assertThat(fit.logLikelihood()).isCloseTo(fit.model().logLikelihood(cohorts), within(1e-9));
        for (double factor : new double[] {0.999, 1.001}) {
            ShiftedBetaGeometric near = ShiftedBetaGeometric.of(
                    fit.model().alpha() * factor, fit.model().beta() / factor);
            assertThat(near.logLikelihood(cohorts)).isLessThan(fit.logLikelihood());
        }
        ModelFit<BetaDiscreteWeibull> duration = BetaDiscreteWeibull.fitter().fit(cohorts);
        assertThat(duration.logLikelihood())
                .isCloseTo(duration.model().logLikelihood(cohorts), within(1e-8))
                .isGreaterThanOrEqualTo(fit.logLikelihood() - 1e-9);
        assertThat(ShiftedBetaGeometric.fitter().fit(one).status()).isEqualTo(FitStatus.FLAT);
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.between(2, 2, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RenewalCounts.between(0, 2, 1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiftedBetaGeometric.fitter().fitByLeastSquares(one))
                .withMessageContaining("must be of single renewals");
    }

    /** Three parameters' derivatives by differences. */
    @Test
    void aStepHasItsDerivatives() {
        double[] at = {0.8, 2.1, 1.3};
        double[] gradient = new double[3];
        double[][] hessian = new double[3][3];
        RenewalSpan span = new RenewalSpan(2, 5, 70, 30);
        span.step(at[0], at[1], at[2]).add(70, 30, gradient, hessian);
        for (int i = 0; i < 3; i++) {
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double[] above = new double[3];
            double[] below = new double[3];
            double high = span.step(up[0], up[1], up[2]).add(70, 30, above, new double[3][3]);
            double low = span.step(down[0], down[1], down[2]).add(70, 30, below, new double[3][3]);
            assertThat(gradient[i]).isCloseTo((high - low) / 2e-5, within(1e-5));
            for (int j = i; j < 3; j++) {
                assertThat(hessian[i][j]).isCloseTo((above[j] - below[j]) / 2e-5, within(1e-5));
            }
        }
    }

    @Test
    void totalsOfAllCohortsGiveBackTheModel() {
        ShiftedBetaGeometric truth = ShiftedBetaGeometric.of(0.7, 2.4);
        long[] acquired = {100_000, 120_000, 90_000, 0, 150_000, 130_000};
        long[] active = new long[6];
        for (int i = 0; i < 6; i++) {
            double sum = 0;
            for (int c = 0; c <= i; c++) {
                sum += acquired[c] * truth.survival(i - c);
            }
            active[i] = Math.round(sum);
        }
        LeastSquaresFit<ShiftedBetaGeometric> fit =
                ShiftedBetaGeometric.fitter().fitTotalsByLeastSquares(acquired, active);
        ShiftedBetaGeometric model = fit.requireConverged();
        assertThat(model.alpha()).isCloseTo(0.7, within(1e-3));
        assertThat(model.beta()).isCloseTo(2.4, within(5e-3));
        assertThat(fit.sumOfSquares()).isLessThan(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiftedBetaGeometric.fitter().fitTotalsByLeastSquares(new long[2], new long[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShiftedBetaGeometric.fitter().fitTotalsByLeastSquares(new long[2], new long[2]))
                .withMessage("acquired[0] (0) must be at least 1");
    }
}
