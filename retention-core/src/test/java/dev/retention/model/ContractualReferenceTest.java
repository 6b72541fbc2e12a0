package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of the literature, and of computations with 30 digits (mpmath) or of a second optimiser (Nelder–Mead, then
 * Newton) where the literature prints few digits.
 */
class ContractualReferenceTest {
    private static final PeriodsPerYear YEARLY = PeriodsPerYear.YEARLY;
    private static final DiscountRate TEN = DiscountRate.percentPerYear(10);

    /** Fader and Hardie (2007), table 1: survivors of 1,000 customers in percent, times 10. */
    private static final long[] REGULAR = {1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173};

    private static final long[] HIGH_END = {1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394};

    @ParameterizedTest
    @CsvSource({
        // Fader and Hardie (2007), parameters as printed; 30 digits by mpmath
        "0.668, 3.806, 1, 0.8506928922664283, 0.8506928922664283",
        "0.668, 3.806, 2, 0.7468816295638389, 0.8779685787358421",
        "0.668, 3.806, 7, 0.4889446208937257, 0.9362230284514035",
        "0.668, 3.806, 10, 0.4142130561662685, ",
        "0.668, 3.806, 11, 0.3950964110426629, ",
        "0.668, 3.806, 12, 0.37804042018209044, 0.9568308129766059",
        "0.704, 1.182, 1, 0.6267232237539767, 0.6267232237539767",
        "0.704, 1.182, 2, 0.47384271456381744, ",
        "0.704, 1.182, 3, 0.38799987589862767, ",
        "0.704, 1.182, 6, 0.2624830632682993, ",
        "0.704, 1.182, 7, 0.2390506416932444, 0.9107278721785442",
        "0.704, 1.182, 8, 0.22011167570719398, ",
        // Fader and Hardie, Handbook of Research on Customer Equity, chapter 3
        "0.764, 1.296, 1, 0.629126213592233, 0.629126213592233",
        "0.764, 1.296, 5, 0.284340364606705, "
    })
    void survivalAndRetention(double alpha, double beta, int t, double survival, Double retention) {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(alpha, beta);
        assertRelative(model.survival(t), survival, 2e-15);
        if (retention != null) {
            assertRelative(model.retentionRate(t), retention, 1e-15);
        }
    }

    @Test
    void lossProbabilityOfUniformChurn() {
        // Fader and Hardie (2007), figure B1, prints 0.083 and 0.018: 1/(t (t + 1))
        ShiftedBetaGeometric uniform = ShiftedBetaGeometric.of(1, 1);
        assertRelative(uniform.lossProbability(3), 1 / 12.0, 1e-15);
        assertRelative(uniform.lossProbability(7), 1 / 56.0, 1e-15);
    }

    @ParameterizedTest
    @CsvSource({
        // Fader and Hardie (2010), cases 1 and 2, printed 3.59, 3.72, 7.68, 10.06, 10.19; 30 digits by mpmath
        "3.8, 15.2, 3, 3.586543656544286",
        "3.8, 15.2, 4, 3.7168115387309886",
        "0.067, 0.267, 1, 7.6708354609221745",
        "0.067, 0.267, 4, 10.056167014087508",
        "0.067, 0.267, 5, 10.18864000840665"
    })
    void residualLifetimeBeforeRenewal(double alpha, double beta, int renewal, double expected) {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(alpha, beta);
        assertRelative(model.discountedLifetimeBeforeRenewal(renewal, TEN, YEARLY), expected, 2e-15);
    }

    @Test
    void lifetimeAtOtherMoments() {
        // Hardie, notes 018 and 020; 30 digits by mpmath
        assertRelative(
                ShiftedBetaGeometric.of(3.8, 15.2).discountedLifetimeAfterRenewal(3, TEN, YEARLY),
                3.378919580664535,
                2e-15);
        assertRelative(ShiftedBetaGeometric.of(0.668, 3.806).discountedLifetime(TEN, YEARLY), 5.922596407612764, 2e-15);
    }

    @Test
    void customerBaseOfThePerilsPaper() {
        // Fader and Hardie, customer-base analysis workshop, slides 171 and 172: from DERL rounded to two digits
        assertThat(ShiftedBetaGeometric.of(3.8, 15.2)
                        .customerBaseValue(Map.of(4, 4391L, 3, 7961L, 2, 11340L, 1, 15200L, 0, 20500L), TEN, YEARLY))
                .isCloseTo(207_438, within(400.0));
        assertThat(ShiftedBetaGeometric.of(0.067, 0.267)
                        .customerBaseValue(Map.of(4, 7235L, 3, 11074L, 2, 13300L, 1, 15200L, 0, 20500L), TEN, YEARLY))
                .isCloseTo(617_536, within(800.0));
    }

    @ParameterizedTest
    @CsvSource({
        "0.2593355, 1.7225501, 1.5843619, 1, 0.8691470890146232",
        "0.5230287, 0.8942833, 1.1963989, 1, 0.63097137398117",
        "0.5230287, 0.8942833, 1.1963989, 4, 0.3260457936495422"
    })
    void weibullSurvival(double gamma, double delta, double c, int t, double expected) {
        // 30 digits by mpmath
        assertRelative(BetaDiscreteWeibull.of(gamma, delta, c).survival(t), expected, 1e-14);
    }

    @Test
    void fitsOfTheHowToProjectPaper() {
        // Published: regular .704, 1.182; high-end .668, 3.806, LL −1611.2
        assertCovariance(
                assertFit(
                        cohort(REGULAR, 7),
                        0.7040772984728066,
                        1.182043026201375,
                        0.0655989642,
                        0.1524756317,
                        -1680.265188463287),
                0.008891192552766441);
        assertCovariance(
                assertFit(
                        cohort(HIGH_END, 7),
                        0.6680883511121464,
                        3.8060949641100095,
                        0.1037349313,
                        0.7855316932,
                        -1611.1581473911565),
                0.07765915535301757);
        assertCovariance(
                assertFit(
                        cohort(HIGH_END, 12),
                        0.5961112005424913,
                        3.3269687411427067,
                        0.0629436771,
                        0.5150290576,
                        -2010.8584195650865),
                0.029631045838247452);
    }

    @Test
    void fitOfFiveCohorts() {
        long[] survivors = {10_000, 6334, 4367, 3264, 2604};
        RenewalCounts counts = Stream.of(5, 4, 3, 2, 1)
                .map(n -> RenewalCounts.ofCohort(Arrays.copyOf(survivors, n)))
                .reduce(RenewalCounts::plus)
                .orElseThrow();
        ModelFit<ShiftedBetaGeometric> fit = assertFit(
                counts, 1.6670883207460785, 2.8566118580855298, 0.0698400349, 0.1349201963, -44644.11550614824);
        assertRelative(fit.covariance("alpha", "beta"), 0.009248439877497974, 1e-6);
        assertThat(fit.observations()).isEqualTo(50_000);
    }

    @Test
    void fitOfTheLastTwoPeriodsOnly() {
        // Hardie, note 017, case 4, by least squares: 3.7938, 15.1741. Maximum likelihood differs in the third digit.
        RenewalCounts counts = RenewalCounts.at(4, 5307, 4391)
                .plus(RenewalCounts.at(3, 6480, 5307))
                .plus(RenewalCounts.at(2, 8000, 6480))
                .plus(RenewalCounts.at(1, 10_000, 8000));
        ShiftedBetaGeometric model = ShiftedBetaGeometric.fitter().fit(counts).requireConverged();
        assertRelative(model.alpha(), 3.7938031, 5e-3);
        assertRelative(model.beta(), 15.174088, 5e-3);
        // scipy 1.x, Nelder–Mead on the likelihood: LL −14399.582039, 3.79068, 15.16082
        assertRelative(model.alpha(), 3.79068207, 1e-6);
        assertRelative(model.beta(), 15.16081928, 1e-6);
        assertThat(model.logLikelihood(counts)).isCloseTo(-14399.582038997056, within(1e-7));
        LeastSquaresFit<ShiftedBetaGeometric> least =
                ShiftedBetaGeometric.fitter().fitByLeastSquares(counts);
        // The workbook's solver stopped a little before the optimum.
        assertThat(least.sumOfSquares()).isLessThanOrEqualTo(0.5723914).isCloseTo(0.5723914, within(1e-4));
        assertRelative(least.requireConverged().alpha(), 3.7938031, 1e-4);
        assertRelative(least.model().beta(), 15.174088, 1e-4);
        assertThat(least.toString()).startsWith("CONVERGED, sum of squares 0.572");
    }

    @Test
    void leastSquaresSayWhyTheyFailToo() {
        LeastSquaresFit<ShiftedBetaGeometric> fit =
                ShiftedBetaGeometric.fitter().fitByLeastSquares(RenewalCounts.at(2, 100, 80));
        assertThat(fit.status()).isEqualTo(FitStatus.FLAT);
        assertThatIllegalStateException().isThrownBy(fit::requireConverged).withMessageContaining(fit.explanation());
    }

    @Test
    void weibullIsNeededForTheHighEndCustomersOnly() {
        // Fader, Hardie et al. (2018), four renewals: γ .259, δ 1.723, c 1.584 and .523, .894, 1.196
        ModelFit<BetaDiscreteWeibull> high = BetaDiscreteWeibull.fitter().fit(cohort(HIGH_END, 4));
        assertRelative(high.parameter("gamma").estimate(), 0.259336, 1e-5);
        assertRelative(high.parameter("delta").estimate(), 1.722551, 1e-5);
        assertRelative(high.parameter("c").estimate(), 1.584362, 1e-5);
        ModelFit.LikelihoodRatio test =
                high.likelihoodRatioTest(ShiftedBetaGeometric.fitter().fit(cohort(HIGH_END, 4)));
        assertThat(test.statistic()).isCloseTo(4.77, within(0.005));
        assertThat(test.pValue()).isCloseTo(0.029, within(0.0005));
        ModelFit<BetaDiscreteWeibull> regular = BetaDiscreteWeibull.fitter().fit(cohort(REGULAR, 4));
        assertRelative(regular.parameter("gamma").estimate(), 0.5230287, 1e-5);
        assertRelative(regular.parameter("delta").estimate(), 0.8942833, 1e-5);
        assertRelative(regular.parameter("c").estimate(), 1.1963989, 1e-5);
        assertThat(regular.likelihoodRatioTest(ShiftedBetaGeometric.fitter().fit(cohort(REGULAR, 4)))
                        .pValue())
                .isGreaterThan(0.5);
    }

    private static RenewalCounts cohort(long[] survivors, int renewals) {
        return RenewalCounts.ofCohort(Arrays.copyOf(survivors, renewals + 1));
    }

    private static ModelFit<ShiftedBetaGeometric> assertFit(
            RenewalCounts counts,
            double alpha,
            double beta,
            double alphaError,
            double betaError,
            double logLikelihood) {
        ModelFit<ShiftedBetaGeometric> fit = ShiftedBetaGeometric.fitter().fit(counts);
        assertThat(fit.status()).isEqualTo(FitStatus.CONVERGED);
        assertThat(fit.logLikelihood()).isCloseTo(logLikelihood, within(1e-8));
        assertThat(fit.model().logLikelihood(counts)).isCloseTo(logLikelihood, within(1e-8));
        assertRelative(fit.model().alpha(), alpha, 1e-6);
        assertRelative(fit.model().beta(), beta, 1e-6);
        assertRelative(fit.parameter("alpha").standardError().orElseThrow(), alphaError, 1e-6);
        assertRelative(fit.parameter("beta").standardError().orElseThrow(), betaError, 1e-6);
        return fit;
    }

    private static void assertCovariance(ModelFit<ShiftedBetaGeometric> fit, double expected) {
        assertRelative(fit.covariance("alpha", "beta"), expected, 1e-6);
    }

    private static void assertRelative(double actual, double expected, double tolerance) {
        assertThat(actual).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }
}
