package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.model.BgNbd;
import dev.retention.model.GammaGamma;
import dev.retention.model.ModelFit;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import java.time.LocalDate;
import java.util.Currency;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimatedBaseValueTest {
    private static final ValueTerms TERMS = ValueTerms.of(0.30, DiscountRate.percentPerYear(15));
    private static final CustomerPurchases<Long> PURCHASES = purchases();
    private static final EstimatedLifetimeValue<PurchaseHistory> ESTIMATE = estimate();

    private static CustomerPurchases<Long> purchases() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().amounts(Currency.getInstance("USD"));
        SplittableRandom random = new SplittableRandom(3);
        for (int customer = 1; customer <= 150; customer++) {
            double dailyRate = 0.002 + 0.03 * random.nextDouble();
            double usual = 500 + 4000 * random.nextDouble();
            for (double day = customer % 30; day < 200; day += 1 + random.nextExponential() / dailyRate) {
                builder.add(customer, 19_000 + (long) day, Math.round(usual * (0.5 + random.nextDouble())));
            }
        }
        return PurchaseCounting.weekly(LocalDate.ofEpochDay(19_200)).of(builder.build());
    }

    private static EstimatedLifetimeValue<PurchaseHistory> estimate() {
        SplittableRandom random = new SplittableRandom(11);
        BgNbd truth = BgNbd.of(PeriodsPerYear.WEEKLY, 0.243, 4.414, 0.793, 2.426);
        PurchaseSummary.Builder drawn = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        for (int i = 0; i < 1500; i++) {
            drawn.add(truth.simulate(30 + i % 10, random), 1);
        }
        ModelFit<GammaGamma> spend = GammaGamma.fitter().fit(PURCHASES.spendSummary(NonPositiveSpend.REFUSE));
        return EstimatedLifetimeValue.of(BgNbd.fitter().fit(drawn.build()), spend, TERMS);
    }

    @Test
    void groupsCarryTheErrorOfBothFits() {
        var base = EstimatedBaseValue.of(ESTIMATE, PURCHASES);
        Grouping byThird = Grouping.of("third", (Long customer) -> "" + customer % 3);
        ByGroup<EstimatedBaseValue<Long>> thirds = base.by(byThird);
        assertThat(thirds.groups()).hasSize(3);
        double errors = 0;
        for (Group group : thirds.groups()) {
            GroupValue.Estimated third = thirds.inGroup(group).total().orElseThrow();
            GroupValue value = base.base().by(byThird).inGroup(group).total().orElseThrow();
            assertThat(third.value()).isEqualTo(value);
            CustomerPurchases<Long> part = PURCHASES.by(byThird).inGroup(group);
            double error = ESTIMATE.standardError(
                    v -> CustomerBaseValue.of(v, part).total().orElseThrow().total());
            assertThat(third.standardError()).isCloseTo(error, within(1e-9 * error));
            errors += error;
        }
        GroupValue.Estimated total = base.total().orElseThrow();
        assertThat(total.value()).isEqualTo(base.base().total().orElseThrow());
        // Groups err together: errors all but add, and at most add.
        assertThat(total.standardError())
                .isLessThanOrEqualTo(errors * (1 + 1e-9))
                .isGreaterThan(0.9 * errors);
        Interval interval = ESTIMATE.interval(
                v -> CustomerBaseValue.of(v, PURCHASES).total().orElseThrow().total(), 0.9);
        assertThat(total.totalInterval(0.9).lower()).isCloseTo(interval.lower(), within(1e-9 * interval.upper()));
        assertThat(total.meanInterval(0.9).upper() * 150).isCloseTo(interval.upper(), within(1e-9 * interval.upper()));
        assertThat(base).hasToString(total.toString());
        assertThat(new GroupValue.Estimated(new GroupValue(2, 10), 1.5)).hasToString("2 customers at 5: 10 ± 1.5");
    }

    @Test
    void noCustomersHaveNoValue() {
        CustomerPurchases<Long> none = PurchaseCounting.weekly(LocalDate.ofEpochDay(10_000))
                .of(LongHistoryBuilder.ofDays()
                        .amounts(Currency.getInstance("USD"))
                        .add(1, 19_000, 100)
                        .build());
        var base = EstimatedBaseValue.of(ESTIMATE, none);
        assertThat(base.total()).isEmpty();
        assertThat(base.by(Grouping.of("all", (Long customer) -> "all")).groups())
                .isEmpty();
        assertThat(base).hasToString("0 customers");
    }

    @Test
    void errorsAndLevelsAreChecked() {
        GroupValue group = new GroupValue(2, 10);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GroupValue.Estimated(group, bad));
        }
        for (double bad : new double[] {0, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new GroupValue.Estimated(group, 1).totalInterval(bad));
        }
    }
}
