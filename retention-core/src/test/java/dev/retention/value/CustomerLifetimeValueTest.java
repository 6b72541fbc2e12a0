package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.model.BgBb;
import dev.retention.model.BgNbd;
import dev.retention.model.GammaGamma;
import dev.retention.model.ModelFit;
import dev.retention.model.ParetoNbd;
import dev.retention.model.ShiftedBetaGeometric;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.OpportunityHistory;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CustomerLifetimeValueTest {
    private static final ParetoNbd MODEL =
            ParetoNbd.of(PeriodsPerYear.WEEKLY, 0.5629966, 12.559037, 0.4081095, 10.5148048);
    private static final GammaGamma SPEND = GammaGamma.of(6.25, 3.74, 15.44);
    private static final DiscountRate RATE = DiscountRate.percentPerYear(15);
    private static final ValueTerms TERMS = ValueTerms.of(0.30, RATE);
    private static final PurchaseHistory HISTORY = PurchaseHistory.of(4, 70, 77.86);
    private static final SpendHistory SPENT = SpendHistory.of(4, 40);

    @Test
    void residualValueIsPurchasesTimesSpendTimesMargin() {
        ResidualValue value = CustomerLifetimeValue.of(MODEL, SPEND, TERMS).residual(HISTORY, SPENT);
        // DERT at δ = 0.0027 by quadrature to 30 digits; 15 % a year is δ = 0.0026877.
        assertThat(MODEL.discountedExpectedPurchases(
                        HISTORY, DiscountRate.per(PeriodsPerYear.WEEKLY, Math.expm1(0.0027))))
                .isCloseTo(10.651669695417588, within(1e-9));
        assertThat(value.purchases()).isEqualTo(MODEL.discountedExpectedPurchases(HISTORY, RATE));
        // p (γ + x m) / (p x + q − 1) = 6.25 · 175.44 / 27.74
        assertThat(value.spendPerPurchase()).isCloseTo(1096.5 / 27.74, within(1e-12));
        assertThat(value.asDouble()).isEqualTo(value.purchases() * value.spendPerPurchase() * 0.30);
        assertThat(new ResidualValue(2, 10, 0.5)).hasToString("10 = 2 purchases of 10 at 50.0 %");
    }

    @Test
    void newCustomerIsWorthTheFirstPurchaseToo() {
        NewCustomerValue value = CustomerLifetimeValue.of(MODEL, 20, TERMS).newCustomer();
        assertThat(value.firstPurchase()).isEqualTo(6);
        assertThat(value.repeatPurchases()).isCloseTo(6 * MODEL.discountedExpectedPurchases(RATE), within(1e-12));
        assertThat(value.asDouble()).isEqualTo(value.firstPurchase() + value.repeatPurchases());
        assertThat(value.net(10)).isEqualTo(value.asDouble() - 10);
        assertThat(value.lossOnFirstPurchase(10)).isEqualTo(4);
        assertThat(value.lossOnFirstPurchase(5)).isZero();
        // Winning a customer at a loss pays exactly while the loss is below what follows.
        double breakEven = value.asDouble();
        assertThat(value.lossOnFirstPurchase(breakEven)).isCloseTo(value.repeatPurchases(), within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> value.net(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> value.lossOnFirstPurchase(-1));
        assertThat(new NewCustomerValue(10.8, 13.3)).hasToString("24.1 = 10.8 first + 13.3 later");
    }

    @Test
    void horizonsCarryTheirUnit() {
        var years = CustomerLifetimeValue.of(MODEL, 1, TERMS.over(2, PeriodsPerYear.YEARLY));
        var weeks = CustomerLifetimeValue.of(MODEL, 1, TERMS.over(104, PeriodsPerYear.WEEKLY));
        double value = weeks.residual(HISTORY, SPENT).purchases();
        assertThat(years.residual(HISTORY, SPENT).purchases()).isCloseTo(value, within(1e-12));
        assertThat(value)
                .isCloseTo(MODEL.discountedExpectedPurchases(HISTORY, RATE, 104), within(1e-12))
                .isLessThan(MODEL.expectedPurchases(HISTORY, 104))
                .isLessThan(MODEL.discountedExpectedPurchases(HISTORY, RATE));
        assertThat(years.newCustomer().repeatPurchases())
                .isCloseTo(0.3 * MODEL.discountedExpectedPurchases(RATE, 104), within(1e-12));
    }

    @Test
    void countingAtPeriodEndsGivesALittleLess() {
        double sum = 0;
        for (int i = 1; i <= 24; i++) {
            sum += (MODEL.expectedPurchases(HISTORY, i * 52 / 12.0)
                            - MODEL.expectedPurchases(HISTORY, (i - 1) * 52 / 12.0))
                    / Math.pow(1.15, i / 12.0);
        }
        var months = CustomerLifetimeValue.of(MODEL, 1, TERMS.inPeriods(24, PeriodsPerYear.MONTHLY));
        assertThat(months.residual(HISTORY, SPENT).purchases())
                .isCloseTo(sum, within(1e-10))
                .isLessThan(MODEL.discountedExpectedPurchases(HISTORY, RATE, 104));
        // The finer the periods, the nearer.
        var finer = CustomerLifetimeValue.of(MODEL, 1, TERMS.inPeriods(10_400, PeriodsPerYear.of(5_200)));
        double limit = MODEL.discountedExpectedPurchases(HISTORY, RATE, 104);
        assertThat(finer.residual(HISTORY, SPENT).purchases()).isCloseTo(limit, within(2e-5 * limit));
        assertThat(finer.newCustomer().repeatPurchases())
                .isCloseTo(0.3 * MODEL.discountedExpectedPurchases(RATE, 104), within(1e-5));
    }

    @Test
    void opportunitiesAreDiscountedOneByOne() {
        BgBb model = BgBb.of(1.204, 0.750, 0.657, 2.783);
        OpportunityHistory history = OpportunityHistory.of(3, 5, 6);
        DiscountRate rate = DiscountRate.percentPerYear(10);
        ValueTerms terms = ValueTerms.of(1, rate);
        var forEver = CustomerLifetimeValue.of(model, PeriodsPerYear.YEARLY, 50, terms);
        assertThat(forEver.residual(history, SpendHistory.none()).asDouble())
                .isEqualTo(50 * model.discountedExpectedPurchases(history, rate, PeriodsPerYear.YEARLY));
        assertThat(forEver.newCustomer().repeatPurchases())
                .isEqualTo(50 * model.discountedExpectedPurchases(rate, PeriodsPerYear.YEARLY));
        double sum = 0;
        for (int i = 1; i <= 5; i++) {
            sum += (model.expectedPurchases(history, i) - model.expectedPurchases(history, i - 1)) / Math.pow(1.1, i);
        }
        for (ValueTerms five : List.of(
                terms.over(5, PeriodsPerYear.YEARLY),
                terms.over(60, PeriodsPerYear.MONTHLY),
                terms.over(5.9, PeriodsPerYear.YEARLY),
                terms.inPeriods(5, PeriodsPerYear.YEARLY))) {
            var value = CustomerLifetimeValue.of(model, PeriodsPerYear.YEARLY, 50, five);
            assertThat(value.residual(history, SpendHistory.none()).purchases()).isCloseTo(sum, within(1e-12));
        }
        var withSpend = CustomerLifetimeValue.of(model, PeriodsPerYear.YEARLY, SPEND, terms);
        assertThat(withSpend.residual(history, SPENT).spendPerPurchase()).isCloseTo(1096.5 / 27.74, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerLifetimeValue.of(
                        model, PeriodsPerYear.YEARLY, 50, terms.inPeriods(12, PeriodsPerYear.MONTHLY)))
                .withMessageContaining("whole opportunities");
    }

    @Test
    void refusesWhatHasNoValue() {
        ValueTerms free = ValueTerms.of(0.30, DiscountRate.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerLifetimeValue.of(MODEL, SPEND, free))
                .withMessageContaining("must have a discount rate above 0 or a horizon");
        assertThat(CustomerLifetimeValue.of(MODEL, 1, free.over(52, PeriodsPerYear.WEEKLY))
                        .residual(HISTORY, SPENT)
                        .purchases())
                .isEqualTo(MODEL.expectedPurchases(HISTORY, 52));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerLifetimeValue.of(MODEL, GammaGamma.of(6, 0.9, 15), TERMS))
                .withMessage("q (0.9) must be above 1 for a mean spend to exist");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CustomerLifetimeValue.of(MODEL, SPEND, TERMS).residual(HISTORY, SpendHistory.of(1, -1)));
        for (double bad : new double[] {0, -0.0, -0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ValueTerms.of(bad, RATE));
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> TERMS.over(bad, PeriodsPerYear.YEARLY));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TERMS.inPeriods(0, PeriodsPerYear.MONTHLY));
        assertThatIllegalArgumentException().isThrownBy(() -> CustomerLifetimeValue.of(MODEL, Double.NaN, TERMS));
        assertThatNullPointerException().isThrownBy(() -> ValueTerms.of(0.3, null));
    }

    @Test
    void termsReadWell() {
        assertThat(TERMS).hasToString("margin 30.0 %, 15 % a year, for ever").isEqualTo(ValueTerms.of(0.30, RATE));
        assertThat(TERMS.inPeriods(36, PeriodsPerYear.MONTHLY))
                .hasToString("margin 30.0 %, 15 % a year, 36 periods of 12 a year at their ends")
                .hasSameHashCodeAs(TERMS.inPeriods(36, PeriodsPerYear.MONTHLY))
                .isNotEqualTo(TERMS.over(36, PeriodsPerYear.MONTHLY));
    }

    private static HistoryStore<Long> store() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
        SplittableRandom random = new SplittableRandom(3);
        for (int customer = 1; customer <= 120; customer++) {
            long day = customer % 30;
            double dailyRate = 0.002 + 0.03 * random.nextDouble();
            double usual = 500 + 4000 * random.nextDouble();
            while (day < 200) {
                builder.add(customer, 19_000 + day, Math.round(usual * (0.5 + random.nextDouble())));
                day += 1 + (long) (-Math.log(1 - random.nextDouble()) / dailyRate);
                day = random.nextInt(5) == 0 ? 999 : day;
            }
        }
        return builder.build();
    }

    private static CustomerPurchases<Long> purchases() {
        return PurchaseCounting.weekly(LocalDate.ofEpochDay(19_200)).of(store());
    }

    @Test
    void theBaseIsTheSumOfItsCustomers() {
        CustomerPurchases<Long> purchases = purchases();
        var value = CustomerLifetimeValue.of(MODEL, SPEND, TERMS);
        CustomerBaseValue<Long> base = CustomerBaseValue.of(value, purchases);
        double sum = 0;
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < purchases.customers(); i++) {
            double one =
                    value.residual(purchases.history(i), purchases.spend(i)).asDouble();
            assertThat(base.at(i)).isCloseTo(one, within(1e-12 * one));
            sum += one;
            all.add(base.at(i));
        }
        GroupValue total = base.total().orElseThrow();
        assertThat(total.customers()).isEqualTo(120);
        assertThat(total.total()).isCloseTo(sum, within(1e-9));
        assertThat(total.mean()).isCloseTo(sum / 120, within(1e-9));
        ByGroup<CustomerBaseValue<Long>> groups =
                base.by(Grouping.of("parity", (Long customer) -> customer % 2 == 0 ? "even" : "odd"));
        GroupValue even = groups.inGroup("even").total().orElseThrow();
        GroupValue odd = groups.inGroup("odd").total().orElseThrow();
        assertThat(even.customers()).isEqualTo(60);
        assertThat(even.total() + odd.total()).isCloseTo(sum, within(1e-9));
        assertThat(groups.inGroup("none").total()).isEmpty();
        Long two = 2L;
        assertThat(groups.inGroup("even").of(two)).isEqualTo(base.of(two));
        assertThat(groups.inGroup("odd").of(two)).isEmpty();
        assertThat(base.byFrequency().values().stream()
                        .mapToLong(GroupValue::customers)
                        .sum())
                .isEqualTo(120);
        List<Long> best = base.mostValuable(2);
        assertThat(base.of(best.get(0)).orElseThrow())
                .isEqualTo(all.stream().max(Double::compare).orElseThrow());
        assertThat(base.mostValuable(500)).hasSize(120);
        assertThat(base.of(999L)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerBaseValue.of(
                        value,
                        PurchaseCounting.daily(LocalDate.ofEpochDay(19_200)).of(store())))
                .withMessageContaining("must be in the model's unit");
        CustomerBaseValue<Long> none = CustomerBaseValue.of(
                value, PurchaseCounting.weekly(LocalDate.ofEpochDay(10_000)).of(store()));
        assertThat(none.total()).isEmpty();
    }

    @Test
    void intervalsCarryBothFits() {
        CustomerPurchases<Long> purchases = purchases();
        SplittableRandom random = new SplittableRandom(11);
        BgNbd truth = BgNbd.of(PeriodsPerYear.WEEKLY, 0.243, 4.414, 0.793, 2.426);
        PurchaseSummary.Builder drawnOnes = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        for (int i = 0; i < 1500; i++) {
            drawnOnes.add(truth.simulate(30 + i % 10, random), 1);
        }
        ModelFit<BgNbd> often = BgNbd.fitter().fit(drawnOnes.build());
        ModelFit<GammaGamma> much = GammaGamma.fitter().fit(purchases.spendSummary(NonPositiveSpend.REFUSE));
        var estimate = EstimatedLifetimeValue.of(often, much, TERMS);
        double total = CustomerBaseValue.of(estimate.value(), purchases)
                .total()
                .orElseThrow()
                .total();
        Interval interval = estimate.interval(
                v -> CustomerBaseValue.of(v, purchases).total().orElseThrow().total(), 0.95);
        assertThat(interval.contains(total)).isTrue();
        // With only one of the fits uncertain the error is smaller, and the squares add.
        double all = estimate.standardError(v -> v.newCustomer().asDouble());
        double byPurchases = often.standardError(m ->
                CustomerLifetimeValue.of(m, much.model(), TERMS).newCustomer().asDouble());
        double bySpend = much.standardError(g ->
                CustomerLifetimeValue.of(often.model(), g, TERMS).newCustomer().asDouble());
        assertThat(all * all).isCloseTo(byPurchases * byPurchases + bySpend * bySpend, within(1e-9 * all * all));
        Interval breakEven = estimate.breakEvenCost(0.9);
        assertThat(breakEven.contains(estimate.value().newCustomer().asDouble()))
                .isTrue();
        Interval drawn = estimate.interval(v -> v.newCustomer().asDouble(), 0.9, 300, new SplittableRandom(5));
        assertThat(drawn.lower()).isPositive();
        assertThat(drawn.contains(estimate.value().newCustomer().asDouble())).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> estimate.interval(v -> 1, 0.9, 19, new SplittableRandom(5)));
        assertThatIllegalArgumentException().isThrownBy(() -> estimate.interval(v -> 1, 1));
    }

    /** Contracts need no class of their own: their survival goes into the discounted value of a margin per period. */
    @Test
    void subscriptionsAreValuedAlongTheirSurvival() {
        ShiftedBetaGeometric model = ShiftedBetaGeometric.of(0.668088, 3.806095);
        AmountPerCustomer margin = AmountPerCustomer.of(new BigDecimal("100"), Currency.getInstance("USD"));
        LifetimeValue value = DiscountedValue.of(PeriodsPerYear.YEARLY, RATE, PaymentTiming.FIRST_PAYMENT_NOW)
                .along(margin, model::survival, 400);
        assertThat(value.asDouble())
                .isCloseTo(100 * model.discountedLifetime(RATE, PeriodsPerYear.YEARLY), within(1e-8));
    }
}
