package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.SpendHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Absurd arguments: a number that is one, or a refusal that names the argument. */
class HostileArgumentsTest {
    private static final PeriodsPerYear WEEKS = PeriodsPerYear.WEEKLY;
    private static final double[] TIMES = {0, Double.MIN_VALUE, 1e-300, 1e-5, 1, 1e5, 1e60, 1e120};
    private static final int[] COUNTS = {0, 1, 7, 100, 1_000_000, Integer.MAX_VALUE};

    static List<PurchaseModel> models() {
        return List.of(
                Nbd.of(WEEKS, 0.4, 10),
                Nbd.of(WEEKS, 1e4, 1e-3),
                BgNbd.of(WEEKS, 0.4, 10, 0.6, 2),
                BgNbd.of(WEEKS, 1e-4, 1e5, 1e-4, 1e4),
                MbgNbd.of(WEEKS, 2, 10, 2, 0.4),
                MbgCnbd.of(WEEKS, 3, 2, 10, 2, 0.4),
                ParetoNbd.of(WEEKS, 0.5, 10, 0.6, 12),
                ParetoNbd.of(WEEKS, 1e-4, 1e-3, 1e-4, 1e6),
                ParetoNbd.of(WEEKS, 1e4, 1e5, 1e4, 1e6));
    }

    static List<PurchaseHistory> histories() {
        return List.of(
                PurchaseHistory.of(0, 0, 0),
                PurchaseHistory.of(0, 0, 1e120),
                PurchaseHistory.of(3, 1e-120, 1e120),
                PurchaseHistory.of(1_000_000, 1e-120, 1e-120),
                PurchaseHistory.of(Integer.MAX_VALUE, 30, 52));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyTimeHasAnAnswer(PurchaseModel model) {
        for (double t : TIMES) {
            assertThat(model.expectedPurchases(t)).as("t = %s", t).isNotNegative();
            assertThat(model.probabilityAlive(t)).as("t = %s", t).isBetween(0.0, 1.0);
            for (PurchaseHistory history : histories()) {
                assertThat(model.expectedPurchases(history, t))
                        .as("%s, t = %s", history, t)
                        .isNotNegative();
                assertThat(model.probabilityAlive(history, t))
                        .as("%s, t = %s", history, t)
                        .isBetween(0.0, 1.0);
                assertThat(model.probabilityOfNoPurchase(history, t))
                        .as("%s, t = %s", history, t)
                        .isBetween(0.0, 1.0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNumberOfPurchasesHasAProbability(PurchaseModel model) {
        for (double t : TIMES) {
            for (int n : COUNTS) {
                assertThat(model.probabilityOf(n, t)).as("%s in %s", n, t).isBetween(0.0, 1.0 + 1e-9);
                assertThat(model.probabilityOf(n, t, 1e120))
                        .as("%s from %s", n, t)
                        .isBetween(0.0, 1.0 + 1e-9);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyHistoryHasALikelihoodAndAFuture(PurchaseModel model) {
        for (PurchaseHistory history : histories()) {
            assertThat(model.logLikelihood(history)).as("%s", history).isFinite();
            assertThat(model.expectedRate(history)).as("%s", history).isPositive();
            for (double rate : new double[] {1e-300, 1e-9, 0.1, 1e9}) {
                assertThat(model.discountedExpectedPurchases(history, DiscountRate.perYear(rate)))
                        .as("%s at %s", history, rate)
                        .isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 1e308})
    void whatIsNoTimeIsRefusedByName(double bad) {
        PurchaseHistory history = PurchaseHistory.of(2, 10, 20);
        for (PurchaseModel model : models()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.expectedPurchases(bad))
                    .withMessageStartingWith("t (" + bad + ") must be");
            assertThatIllegalArgumentException().isThrownBy(() -> model.probabilityAlive(history, bad));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probabilityOf(1, bad));
            assertThatIllegalArgumentException().isThrownBy(() -> model.probabilityOf(history, 1, 0, bad));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.simulate(bad, new SplittableRandom(1)))
                    .withMessageStartingWith("age (" + bad + ") must be");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionGrid.of(1, bad, 1, each -> 0))
                .withMessageStartingWith("age (");
    }

    @Test
    void levelsOfEverySizeHaveAnInterval() {
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(CustomerBases.simulatedOnce());
        for (double level : new double[] {1e-300, 1e-9, 0.5, 1 - 1e-15}) {
            assertThat(fit.parameter("r").interval(level).orElseThrow().lower()).isFinite();
            assertThat(fit.interval(BgNbd::alpha, level).upper()).isFinite();
            assertThat(fit.interval(BgNbd::alpha, level, 20, new SplittableRandom(1))
                            .upper())
                    .isFinite();
        }
    }

    /** Whatever number it gives, it gives it for ever. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, 0x123456789abcdefL})
    void aSourceThatIsNotRandomComesToAnEnd(long number) {
        RandomGenerator stuck = () -> number;
        for (PurchaseModel model : models().subList(2, 7)) {
            endsWithoutRandomness(() -> model.simulate(20, stuck));
        }
        endsWithoutRandomness(() -> GammaGamma.of(2, 3, 10).simulate(3, stuck));
        endsWithoutRandomness(() -> BgBb.of(1, 1, 1, 1).simulate(100, 20, stuck));
        endsWithoutRandomness(() -> ShiftedBetaGeometric.of(1, 1).simulate(100, 20, stuck));
    }

    private static void endsWithoutRandomness(Runnable simulation) {
        try {
            simulation.run();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("random (").hasMessageContaining("must be random");
        }
    }

    @Test
    void countsThatWouldTakeForEverAreRefusedByName() {
        refuses(() -> RenewalCounts.at(100_000_000, 2, 1), "renewal (100000000) must be at most 100000");
        refuses(
                () -> ShiftedBetaGeometric.of(1, 1).simulate(2, 100_000_000, new SplittableRandom(1)),
                "renewals (100000000) must be at most 100000");
        refuses(
                () -> ShiftedBetaGeometric.of(1, 1).simulate(1_000_000_000, 10, new SplittableRandom(1)),
                "customers × renewals (10000000000) must be at most 1000000000");
        refuses(
                () -> BgBb.of(1, 1, 1, 1).simulate(1_000_000_000, 10, new SplittableRandom(1)),
                "customers × opportunities (10000000000) must be at most 1000000000");
        refuses(
                () -> BgBb.of(1, 1, 1, 1).probabilityOf(1, 2_000_000),
                "opportunities (2000000) must be at most 1000000");
        refuses(() -> OpportunityHistory.of(1, 1, 2_000_000), "opportunities (2000000) must be at most 1000000");
        refuses(() -> PredictionGrid.of(1_000_000, 1, 1_000_000, each -> 0), "steps (1000000) must be from 1 to 8");
        refuses(
                () -> PurchaseFrequencies.of(BgNbd.of(WEEKS, 1, 1, 1, 1), CustomerBases.simulatedOnce(), 1_000_000),
                "together (1000000) must be at most 10000");
        refuses(() -> BgCnbd.fitter(1_000_000), "regularity (1000000) must be in [1, 1000]");
        refuses(() -> MbgCnbd.of(WEEKS, Integer.MAX_VALUE, 1, 1, 1, 1), "regularity (2147483647) must be in [1, 1000]");
    }

    private static void refuses(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessageStartingWith(message);
    }

    /** What had to be added up opportunity by opportunity has a closed form. */
    @Test
    void manyOpportunitiesCostNothing() {
        BgBb model = BgBb.of(1.2, 0.75, 1, 2.8);
        double expected = model.expectedPurchases(Integer.MAX_VALUE);
        double sum = 0;
        double stay = 1;
        for (int t = 0; t < 1_000_000; t++) {
            stay *= (2.8 + t) / (3.8 + t);
            sum += stay;
        }
        assertThat(model.expectedPurchases(1_000_000)).isCloseTo(1.2 / 1.95 * sum, within(1e-9));
        assertThat(expected).isGreaterThan(model.expectedPurchases(1_000_000)).isFinite();
        assertThat(ShiftedBetaGeometric.of(1, 2).survival(Integer.MAX_VALUE)).isPositive();
    }

    @Test
    @SuppressWarnings("NullAway")
    void recordsLetInNeitherNullNorNaN() {
        PurchaseHistory history = PurchaseHistory.of(0, 0, 1);
        Forecast forecast = Forecast.of(1, 1);
        LocalDate day = LocalDate.of(2025, 1, 1);
        assertThatNullPointerException()
                .isThrownBy(() -> new AlivePath.Day(null, history, 0.5))
                .withMessage("date");
        assertThatNullPointerException()
                .isThrownBy(() -> new AlivePath.Day(day, null, 0.5))
                .withMessage("history");
        assertThatIllegalArgumentException().isThrownBy(() -> new AlivePath.Day(day, history, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldoutClass(Double.NaN, 1, 1, forecast));
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldoutClass(2, 1, 1, forecast));
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldoutClass(1, 1, 0, forecast));
        assertThatNullPointerException()
                .isThrownBy(() -> new HoldoutClass(1, 1, 1, null))
                .withMessage("purchases");
        assertThatNullPointerException()
                .isThrownBy(() -> new TrackedPeriod(day, null, forecast, forecast))
                .withMessage("lastDay");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackedPeriod(day, day.minusDays(1), forecast, forecast));
        assertThatNullPointerException()
                .isThrownBy(() -> new PurchaseFrequencies.FrequencyClass(1, true, null))
                .withMessage("customers");
        assertThatNullPointerException()
                .isThrownBy(() -> CustomerGroup.of(CustomerBases.simulatedOnce(), null))
                .withMessage("covariates");
        assertThatNullPointerException()
                .isThrownBy(() -> CustomerGroup.of(null, Map.of()))
                .withMessage("customers");
        assertThatIllegalArgumentException().isThrownBy(() -> Forecast.of(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> SpendHistory.of(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelFit.LikelihoodRatio(Double.NaN, 1));
    }
}
