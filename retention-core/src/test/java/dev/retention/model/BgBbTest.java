package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.OpportunityCounts;
import dev.retention.purchase.OpportunityHistory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BgBbTest {
    private static final MathContext DIGITS = new MathContext(50);

    /** p and θ uniform. */
    private static final BgBb UNIFORM = BgBb.of(1, 1, 1, 1);

    @Test
    void uniformProbabilitiesOverOneOpportunity() {
        // He is there with probability ½ and then buys with probability ½.
        assertThat(UNIFORM.logLikelihood(OpportunityHistory.of(1, 1, 1))).isCloseTo(Math.log(0.25), within(1e-15));
        assertThat(UNIFORM.logLikelihood(OpportunityHistory.of(0, 0, 1))).isCloseTo(Math.log(0.75), within(1e-15));
        assertThat(UNIFORM.probabilityAlive(OpportunityHistory.of(0, 0, 1))).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(UNIFORM.expectedPurchases(1)).isCloseTo(0.25, within(1e-16));
        assertThat(UNIFORM.expectedPurchases(2)).isCloseTo(0.25 + 1.0 / 6, within(1e-15));
        assertThat(UNIFORM.probabilityOf(1, 1)).isCloseTo(0.25, within(1e-15));
        assertThat(UNIFORM.posteriorBuyingProbability(OpportunityHistory.of(1, 1, 1)))
                .isCloseTo(2.0 / 3, within(1e-15));
        assertThat(UNIFORM.posteriorLeavingProbability(OpportunityHistory.of(1, 1, 1)))
                .isCloseTo(1.0 / 3, within(1e-15));
    }

    @Test
    void newCustomerIsOneWithoutHistory() {
        OpportunityHistory none = OpportunityHistory.of(0, 0, 0);
        BgBb model = BgBb.of(1.2, 0.75, 0.66, 2.78);
        assertThat(model.logLikelihood(none)).isZero();
        assertThat(model.probabilityAlive(none)).isOne();
        assertThat(model.expectedPurchases(none, 7)).isEqualTo(model.expectedPurchases(7));
        assertThat(model.probabilityOf(none, 2, 7)).isEqualTo(model.probabilityOf(2, 7));
        DiscountRate ten = DiscountRate.percentPerYear(10);
        assertThat(model.discountedExpectedPurchases(none, ten, PeriodsPerYear.YEARLY))
                .isEqualTo(model.discountedExpectedPurchases(ten, PeriodsPerYear.YEARLY));
        assertThat(model.posteriorMoment(none, 1, 0)).isCloseTo(1.2 / 1.95, within(1e-15));
        assertThat(model.expectedPurchases(0)).isZero();
        assertThat(model.probabilityOf(0, 0)).isOne();
        assertThat(model.probabilityOf(3, 2)).isZero();
    }

    @Test
    void whoBoughtLastIsActive() {
        BgBb model = BgBb.of(1.2, 0.75, 0.66, 2.78);
        assertThat(model.probabilityAlive(OpportunityHistory.of(3, 6, 6))).isOne();
        assertThat(model.probabilityAlive(OpportunityHistory.of(3, 6, 6), 1))
                .isCloseTo((2.78 + 6) / (0.66 + 2.78 + 6), within(1e-15));
        assertThat(model.probabilityOf(OpportunityHistory.of(3, 6, 6), 0, 0)).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "1.2035, 0.7497, 0.6567, 2.7834, 2, 4, 6",
        "1, 1, 1, 1, 0, 0, 6",
        "1, 1, 1, 1, 3, 5, 40",
        "0.01, 30, 1, 0.02, 1, 7, 30",
        "5000, 3000, 2, 4000, 10, 12, 20",
        "0.3, 0.4, 1e-3, 50, 100, 150, 200",
        "1e5, 1e5, 1e5, 1e6, 3, 4, 9"
    })
    void likelihoodAgreesWithTheDefinitionInFiftyDigits(
            double alpha, double beta, double gamma, double delta, int x, int last, int n) {
        BigDecimal sum = times(path(alpha, x, beta, n - x), path(gamma, 0, delta, n));
        for (int i = last; i < n; i++) {
            sum = sum.add(times(path(alpha, x, beta, i - x), path(gamma, 1, delta, i)), DIGITS);
        }
        BgBb model = BgBb.of(alpha, beta, gamma, delta);
        OpportunityHistory history = OpportunityHistory.of(x, last, n);
        int exponent = sum.precision() - sum.scale();
        double expected = Math.log(sum.scaleByPowerOfTen(-exponent).doubleValue()) + exponent * Math.log(10);
        assertThat(model.logLikelihood(history)).isCloseTo(expected, within(1e-13 * (1 + Math.abs(expected))));
        BigDecimal active = times(path(alpha, x, beta, n - x), path(gamma, 0, delta, n));
        double share = active.divide(sum, DIGITS).doubleValue();
        assertThat(model.probabilityAlive(history)).isCloseTo(share, within(1e-13 * share));
        double next = times(path(alpha, x + 1, beta, n - x), path(gamma, 0, delta, n + 1))
                .divide(sum, DIGITS)
                .doubleValue();
        assertThat(model.expectedPurchases(history, 1)).isCloseTo(next, within(1e-13 * next));
        double theta = times(path(alpha, x, beta, n - x), path(gamma, 1, delta, n))
                .add(theta(alpha, beta, gamma, delta, x, last, n))
                .divide(sum, DIGITS)
                .doubleValue();
        assertThat(model.posteriorLeavingProbability(history)).isCloseTo(theta, within(1e-12 * theta));
    }

    /** Σ B(α+x, β+i−x)/B(α, β) · B(γ+2, δ+i)/B(γ, δ). */
    private static BigDecimal theta(double alpha, double beta, double gamma, double delta, int x, int last, int n) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = last; i < n; i++) {
            sum = sum.add(times(path(alpha, x, beta, i - x), path(gamma, 2, delta, i)), DIGITS);
        }
        return sum;
    }

    /** B(a + k, b + m) / B(a, b), the probability of k successes and m failures in a given order. */
    private static BigDecimal path(double a, int k, double b, int m) {
        BigDecimal result = BigDecimal.ONE;
        BigDecimal all = new BigDecimal(a).add(new BigDecimal(b));
        for (int i = 0; i < k + m; i++) {
            BigDecimal urn = i < k
                    ? new BigDecimal(a).add(BigDecimal.valueOf(i))
                    : new BigDecimal(b).add(BigDecimal.valueOf(i - k));
            result = result.multiply(urn, DIGITS).divide(all.add(BigDecimal.valueOf(i)), DIGITS);
        }
        return result;
    }

    private static BigDecimal times(BigDecimal a, BigDecimal b) {
        return a.multiply(b, DIGITS);
    }

    @Test
    void longHistoriesStayFinite() {
        BgBb model = BgBb.of(0.5, 20, 0.3, 60);
        OpportunityHistory active = OpportunityHistory.of(4000, 10_000, 10_000);
        assertThat(model.logLikelihood(active)).isFinite();
        assertThat(model.probabilityAlive(active)).isOne();
        OpportunityHistory gone = OpportunityHistory.of(4000, 5000, 100_000);
        assertThat(model.logLikelihood(gone)).isFinite();
        assertThat(model.probabilityAlive(gone)).isZero();
        assertThat(model.expectedPurchases(gone, 1000)).isZero();
        assertThat(model.discountedExpectedPurchases(gone, DiscountRate.NONE, PeriodsPerYear.DAILY))
                .isZero();
        assertThat(model.probabilityOf(500, 1000)).isBetween(0.0, 1.0);
        assertThat(model.posteriorMoment(gone, 3, 2)).isBetween(0.0, 1.0);
    }

    @Test
    void purchasesOverAllTimeAreInfiniteWithoutDiscountWhereTheyAre() {
        assertThat(UNIFORM.discountedExpectedPurchases(DiscountRate.NONE, PeriodsPerYear.YEARLY))
                .isInfinite();
        // α/(α+β) · δ/(γ − 1)
        assertThat(BgBb.of(1, 3, 3, 5).discountedExpectedPurchases(DiscountRate.NONE, PeriodsPerYear.YEARLY))
                .isCloseTo(0.625, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void parametersMustBePositiveAndFinite(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> BgBb.of(bad, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BgBb.of(1, bad, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BgBb.of(1, 1, bad, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BgBb.of(1, 1, 1, bad));
    }

    @Test
    void argumentsAreChecked() {
        OpportunityHistory history = OpportunityHistory.of(1, 2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.probabilityAlive(history, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.expectedPurchases(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.expectedPurchases(history, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.probabilityOf(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.probabilityOf(1, -3));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.posteriorMoment(history, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.posteriorMoment(history, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.simulate(0, 1, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.simulate(1, -1, new SplittableRandom(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> UNIFORM.simulate(1, 50_000, new SplittableRandom(1)));
    }

    @Test
    @SuppressWarnings("NullAway")
    void randomnessMustBeGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> UNIFORM.simulate(1, 1, null))
                .withMessage("random");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 3", "2, 1, 3", "1, 4, 3", "0, 2, 3", "1, 0, 3", "0, 0, -1"})
    void impossibleHistoriesAreRefused(int purchases, int last, int opportunities) {
        assertThatIllegalArgumentException().isThrownBy(() -> OpportunityHistory.of(purchases, last, opportunities));
    }

    @Test
    void countsPoolAndForgetEmptyRows() {
        OpportunityHistory a = OpportunityHistory.of(1, 2, 3);
        OpportunityHistory b = OpportunityHistory.of(0, 0, 3);
        OpportunityCounts counts = OpportunityCounts.of(List.of(a, b, a));
        assertThat(counts.counts()).containsExactly(Map.entry(b, 1L), Map.entry(a, 2L));
        assertThat(counts.customers()).isEqualTo(3);
        assertThat(counts).hasToString("3 customers with 2 distinct histories");
        assertThat(counts.plus(counts)).isEqualTo(OpportunityCounts.of(Map.of(a, 4L, b, 2L)));
        assertThat(counts)
                .isEqualTo(OpportunityCounts.of(Map.of(a, 2L, b, 1L, OpportunityHistory.of(3, 3, 3), 0L)))
                .hasSameHashCodeAs(OpportunityCounts.of(Map.of(a, 2L, b, 1L)))
                .isNotEqualTo(OpportunityCounts.of(List.of(a)))
                .isNotEqualTo("3 customers");
        assertThatIllegalArgumentException().isThrownBy(() -> OpportunityCounts.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> OpportunityCounts.of(Map.of(a, -1L)));
        assertThatIllegalArgumentException().isThrownBy(() -> OpportunityCounts.of(Map.of(a, 0L)));
    }

    @Test
    void modelsAreValues() {
        BgBb model = BgBb.of(1, 2, 3, 4);
        assertThat(model)
                .isEqualTo(BgBb.of(1, 2, 3, 4))
                .hasSameHashCodeAs(BgBb.of(1, 2, 3, 4))
                .isNotEqualTo(BgBb.of(2, 2, 3, 4))
                .isNotEqualTo(BgBb.of(1, 3, 3, 4))
                .isNotEqualTo(BgBb.of(1, 2, 4, 4))
                .isNotEqualTo(BgBb.of(1, 2, 3, 5))
                .isNotEqualTo("BG/BB")
                .hasToString("BG/BB(alpha = 1.00000, beta = 2.00000, gamma = 3.00000, delta = 4.00000)");
        assertThat(model.alpha() + 10 * model.beta() + 100 * model.gamma() + 1000 * model.delta())
                .isEqualTo(4321);
    }

    @Test
    void dataThatSayTooLittleAreToldInWords() {
        assertVerdict(Map.of(OpportunityHistory.of(0, 0, 6), 100L), "nobody bought");
        assertVerdict(Map.of(OpportunityHistory.of(6, 6, 6), 100L), "everybody bought");
        assertVerdict(
                Map.of(OpportunityHistory.of(1, 1, 1), 60L, OpportunityHistory.of(0, 0, 1), 40L), "one opportunity");
        assertVerdict(Map.of(OpportunityHistory.of(2, 4, 6), 1L), "");
        assertVerdict(Map.of(OpportunityHistory.of(3, 6, 6), 1000L), "");
        assertVerdict(Map.of(OpportunityHistory.of(1, 1, 6), 1000L, OpportunityHistory.of(6, 6, 6), 1000L), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BgBb.fitter().fit(OpportunityCounts.of(List.of(OpportunityHistory.of(0, 0, 0)))));
    }

    private static void assertVerdict(Map<OpportunityHistory, Long> counts, String words) {
        ModelFit<BgBb> fit = BgBb.fitter().fit(OpportunityCounts.of(counts));
        assertThat(fit.status()).isIn(FitStatus.BOUNDARY, FitStatus.FLAT);
        assertThat(fit.explanation()).startsWith(words).isNotBlank();
        assertThat(fit.logLikelihood()).isFinite();
    }

    @Test
    void thousandOpportunitiesFit() {
        OpportunityCounts counts = OpportunityCounts.of(List.of(
                OpportunityHistory.of(100, 300, 1000),
                OpportunityHistory.of(10, 950, 1000),
                OpportunityHistory.of(500, 1000, 1000),
                OpportunityHistory.of(0, 0, 1000),
                OpportunityHistory.of(3, 3, 1000)));
        assertThat(BgBb.fitter().fit(counts).logLikelihood()).isFinite();
    }
}
