package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.ExponentialIntegral;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseModelTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;
    private static final BgNbd BG = BgNbd.of(WEEKS, 0.2426, 4.4136, 0.7929, 2.4259);

    static Stream<PurchaseModel> models() {
        return Stream.of(
                BG,
                MbgNbd.of(WEEKS, 0.525, 6.183, 0.891, 1.614),
                BgCnbd.of(WEEKS, 2, 0.4, 2.5, 0.7, 2),
                MbgCnbd.of(WEEKS, 3, 0.4, 1.5, 0.7, 2),
                ParetoNbd.of(WEEKS, 0.5533, 10.578, 0.606, 11.669),
                Nbd.of(WEEKS, 0.385, 12.07));
    }

    /** Every prediction against 40,000 customers drawn from the model, within four standard errors. */
    @ParameterizedTest
    @MethodSource("models")
    void predictionsAgreeWithSimulation(PurchaseModel model) {
        SplittableRandom random = new SplittableRandom(20);
        int n = 40_000;
        double sum = 0;
        double squares = 0;
        int none = 0;
        int two = 0;
        for (int i = 0; i < n; i++) {
            int x = model.simulate(30, random).frequency();
            sum += x;
            squares += (double) x * x;
            none += x == 0 ? 1 : 0;
            two += x == 2 ? 1 : 0;
        }
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / n);
        assertThat(mean).isCloseTo(model.expectedPurchases(30), within(4 * error));
        assertShare(none, n, model.probabilityOf(0, 30));
        assertShare(two, n, model.probabilityOf(2, 30));
    }

    private static void assertShare(int count, int n, double p) {
        assertThat((double) count / n).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / n)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void predictionsSurviveHeavyBuyersAndOddHistories(PurchaseModel model) {
        for (PurchaseHistory history : new PurchaseHistory[] {
            PurchaseHistory.of(0, 0, 0),
            PurchaseHistory.of(5000, 30, 31),
            PurchaseHistory.of(5000, 1, 300),
            PurchaseHistory.of(100_000, 50, 50),
            PurchaseHistory.of(1, 0, 1e6),
            PurchaseHistory.of(1, 1e-9, 1e-9)
        }) {
            assertThat(model.logLikelihood(history)).isFinite();
            assertThat(model.probabilityAlive(history)).isBetween(0.0, 1.0);
            assertThat(model.probabilityAlive(history, 10)).isBetween(0.0, 1.0);
            assertThat(model.expectedPurchases(history, 10)).isFinite().isNotNegative();
            assertThat(model.probabilityOfNoPurchase(history, 10)).isBetween(0.0, 1.0);
            assertThat(model.probabilityOf(history, 3, 10)).isBetween(0.0, 1.0);
            assertThat(model.discountedExpectedPurchases(history, DiscountRate.percentPerYear(10)))
                    .isFinite()
                    .isNotNegative();
            assertThat(model.expectedRate(history)).isFinite().isPositive();
        }
        assertThat(model.logLikelihood(PurchaseHistory.of(0, 0, 0))).isZero();
        assertThat(model.probabilityOf(0, 5, 5)).isEqualTo(1);
        assertThat(model.probabilityOf(1, 0)).isZero();
        assertThat(model.expectedPurchases(0)).isZero();
        assertThat(model.unit()).isEqualTo(WEEKS);
    }

    /** Who is alive after a purchase today is a newcomer of the model that has learnt from him. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60, 255, 256, 1000, 1_000_000})
    void aCustomerIsANewcomerOfTheUpdatedModel(int x) {
        PurchaseHistory history = PurchaseHistory.of(x, 30, 30);
        DiscountRate rate = DiscountRate.percentPerYear(10);
        BgNbd bg = BgNbd.of(WEEKS, 0.25 + x, 4.5 + 30, 0.75, 2.5 + x);
        BgNbd past = BgNbd.of(WEEKS, 0.25, 4.5, 0.75, 2.5);
        ParetoNbd pareto = ParetoNbd.of(WEEKS, 0.5 + x, 10.5 + 30, 0.625, 11.5 + 30);
        ParetoNbd before = ParetoNbd.of(WEEKS, 0.5, 10.5, 0.625, 11.5);
        for (double t : new double[] {1e-9, 0.1, 39, 5000, 1e6}) {
            double expected = past.probabilityAlive(history) * bg.expectedPurchases(t);
            assertThat(past.expectedPurchases(history, t)).isCloseTo(expected, within(1e-13 * expected));
            double ofPareto = pareto.expectedPurchases(t);
            assertThat(before.expectedPurchases(history, t)).isCloseTo(ofPareto, within(1e-13 * ofPareto));
        }
        double worth = past.probabilityAlive(history) * bg.discountedExpectedPurchases(rate);
        assertThat(past.discountedExpectedPurchases(history, rate)).isCloseTo(worth, within(1e-13 * worth));
        double worthOfPareto = pareto.discountedExpectedPurchases(rate);
        assertThat(before.discountedExpectedPurchases(history, rate))
                .isCloseTo(worthOfPareto, within(1e-13 * worthOfPareto));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.05, 0.606, 1, 1.0001, 2, 39.5, 1000, 1e6})
    void discountsOfTheParetoNbdAreAnExponentialIntegral(double s) {
        ParetoNbd model = ParetoNbd.of(PeriodsPerYear.YEARLY, 1, 1, s, 3);
        for (double delta = 1e-9; delta < 1e6; delta *= 1.9) {
            double expected = 3 * ExponentialIntegral.scaled(s, 3 * delta);
            assertThat(model.newcomer().discounted(delta)).isCloseTo(expected, within(3e-14 * expected));
        }
    }

    /** Sum and integral are two routes to the same number; the integral takes over where the sum gets long. */
    @Test
    void theSumAndTheIntegralMeet() {
        for (double a : new double[] {0.3, 1, 2.5}) {
            BgNbd model = BgNbd.of(WEEKS, 0.8, 1, a, 1.4);
            double below = model.expectedPurchases(230);
            double above = model.expectedPurchases(260);
            double between = model.expectedPurchases(245);
            assertThat(between).isBetween(below, above);
            // Second differences of a smooth curve are small; a jump between the routes would show.
            double step = 1e-3;
            double t = (20_000 - 80) / (2 * 0.8 + 80);
            double jump = model.expectedPurchases(t + step) - model.expectedPurchases(t - step);
            double slope = model.expectedPurchases(t - step) - model.expectedPurchases(t - 3 * step);
            assertThat(jump).isCloseTo(slope, within(1e-9));
            double aliveJump = model.probabilityAlive(t + step) - model.probabilityAlive(t - step);
            assertThat(aliveJump).isBetween(-1e-3, 0.0);
        }
    }

    @Test
    void aNewcomerOfTheBgNbdCannotHaveLeftAndOneOfTheMbgNbdCan() {
        PurchaseHistory never = PurchaseHistory.of(0, 0, 200);
        assertThat(BG.probabilityAlive(never)).isEqualTo(1);
        assertThat(BG.probabilityGone(never)).isZero();
        assertThat(BG.expectedDropout(never)).isCloseTo(0.7929 / (0.7929 + 2.4259), within(1e-15));
        MbgNbd modified = MbgNbd.of(WEEKS, 0.525, 6.183, 0.891, 1.614);
        assertThat(modified.probabilityAlive(never)).isLessThan(0.25);
        assertThat(modified.probabilityAlive(0)).isCloseTo(1.614 / (0.891 + 1.614), within(1e-15));
    }

    @Test
    void posteriorMeansFollowFromTheLikelihood() {
        // Fisher's identity: E[rate | data] = r/alpha − dLL/dalpha, E[dropout rate | data] = s/beta − dLL/dbeta.
        PurchaseHistory history = PurchaseHistory.of(3, 12, 39);
        double h = 1e-5;
        ParetoNbd model = ParetoNbd.of(WEEKS, 0.55, 10.6, 0.6, 11.7);
        double byAlpha = (ParetoNbd.of(WEEKS, 0.55, 10.6 + h, 0.6, 11.7).logLikelihood(history)
                        - ParetoNbd.of(WEEKS, 0.55, 10.6 - h, 0.6, 11.7).logLikelihood(history))
                / (2 * h);
        assertThat(model.expectedRate(history)).isCloseTo(0.55 / 10.6 - byAlpha, within(1e-9));
        double byBeta = (ParetoNbd.of(WEEKS, 0.55, 10.6, 0.6, 11.7 + h).logLikelihood(history)
                        - ParetoNbd.of(WEEKS, 0.55, 10.6, 0.6, 11.7 - h).logLikelihood(history))
                / (2 * h);
        assertThat(model.expectedDropoutRate(history)).isCloseTo(0.6 / 11.7 - byBeta, within(1e-9));
        double ofEvents = (BgCnbd.of(WEEKS, 2, 0.4, 2.5 + h, 0.7, 2).logLikelihood(history)
                        - BgCnbd.of(WEEKS, 2, 0.4, 2.5 - h, 0.7, 2).logLikelihood(history))
                / (2 * h);
        assertThat(2 * BgCnbd.of(WEEKS, 2, 0.4, 2.5, 0.7, 2).expectedRate(history))
                .isCloseTo(0.4 / 2.5 - ofEvents, within(1e-8));
    }

    @Test
    void withoutDiscountingTheFutureIsFiniteOnlyIfNobodyStaysForEver() {
        PurchaseHistory history = PurchaseHistory.of(2, 30, 39);
        assertThat(BG.discountedExpectedPurchases(history, DiscountRate.NONE)).isInfinite();
        BgNbd leaving = BgNbd.of(WEEKS, 0.5, 4, 2, 3);
        assertThat(leaving.discountedExpectedPurchases(history, DiscountRate.NONE))
                .isCloseTo(leaving.probabilityAlive(history) * 6, within(1e-12));
        assertThat(leaving.discountedExpectedPurchases(DiscountRate.NONE)).isCloseTo(4, within(1e-12));
        ParetoNbd pareto = ParetoNbd.of(WEEKS, 0.5, 4, 2, 3);
        assertThat(pareto.discountedExpectedPurchases(DiscountRate.NONE)).isCloseTo(0.5 / 4 * 3, within(1e-12));
        assertThat(Nbd.of(WEEKS, 1, 2).discountedExpectedPurchases(DiscountRate.NONE))
                .isInfinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesParametersThatAreNotPositive(double bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgNbd.of(WEEKS, bad, 1, 1, 1))
                .withMessageContaining("r (");
        assertThatIllegalArgumentException().isThrownBy(() -> MbgNbd.of(WEEKS, 1, bad, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BgCnbd.of(WEEKS, 2, 1, 1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> MbgCnbd.of(WEEKS, 2, 1, 1, 1, bad));
        assertThatIllegalArgumentException().isThrownBy(() -> ParetoNbd.of(WEEKS, 1, 1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Nbd.of(WEEKS, 1, bad));
    }

    @Test
    void refusesArgumentsOutOfRange() {
        PurchaseHistory history = PurchaseHistory.of(1, 1, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> BG.expectedPurchases(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.expectedPurchases(history, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.probabilityAlive(history, -1e-9));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.probabilityOf(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.probabilityOf(1, 4, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.probabilityOf(1, 4, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> BG.simulate(-1, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> BgCnbd.of(WEEKS, 0, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BgCnbd.fitter(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MbgCnbd.fitter(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BG.logLikelihood(PurchaseSummary.inUnits(PeriodsPerYear.DAILY)
                        .add(history, 1)
                        .build()));
        assertThatNullPointerException().isThrownBy(() -> BG.probabilityAlive(nothing()));
    }

    @SuppressWarnings("NullAway")
    private static PurchaseHistory nothing() {
        return null;
    }

    @Test
    void areValues() {
        assertThat(BG)
                .isEqualTo(BgNbd.of(WEEKS, 0.2426, 4.4136, 0.7929, 2.4259))
                .hasSameHashCodeAs(BgNbd.of(WEEKS, 0.2426, 4.4136, 0.7929, 2.4259));
        assertThat(BG).isNotEqualTo(BgNbd.of(PeriodsPerYear.DAILY, 0.2426, 4.4136, 0.7929, 2.4259));
        assertThat(BG).isNotEqualTo(MbgNbd.of(WEEKS, 0.2426, 4.4136, 0.7929, 2.4259));
        assertThat(ParetoNbd.of(WEEKS, 1, 2, 3, 4))
                .isEqualTo(ParetoNbd.of(WEEKS, 1, 2, 3, 4))
                .hasSameHashCodeAs(ParetoNbd.of(WEEKS, 1, 2, 3, 4))
                .isNotEqualTo(ParetoNbd.of(WEEKS, 1, 2, 4, 3));
        assertThat(Nbd.of(WEEKS, 1, 2)).isEqualTo(Nbd.of(WEEKS, 1, 2)).hasSameHashCodeAs(Nbd.of(WEEKS, 1, 2));
        assertThat(BgCnbd.of(WEEKS, 2, 1, 2, 3, 4))
                .hasToString("BgCnbd[k = 2, r = 1.00000, alpha = 2.00000, a = 3.00000, b = 4.00000, 52.0000 periods a"
                        + " year]");
        assertThat(ParetoNbd.of(WEEKS, 1, 2, 3, 4))
                .hasToString(
                        "ParetoNbd[r = 1.00000, alpha = 2.00000, s = 3.00000, beta = 4.00000, 52.0000 periods a year]");
        assertThat(Nbd.of(WEEKS, 1, 2)).hasToString("Nbd[r = 1.00000, alpha = 2.00000, 52.0000 periods a year]");
        assertThat(BgCnbd.of(WEEKS, 2, 1, 2, 3, 4).regularity()).isEqualTo(2);
        assertThat(MbgCnbd.of(WEEKS, 3, 1, 2, 3, 4).regularity()).isEqualTo(3);
    }
}
