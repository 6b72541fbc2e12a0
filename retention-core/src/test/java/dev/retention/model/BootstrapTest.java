package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.PeriodsPerYear;
import dev.retention.purchase.NonPositiveSpend;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.PurchaseSummary;
import dev.retention.purchase.SpendHistory;
import dev.retention.purchase.SpendSummary;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final BgNbd TRUTH = BgNbd.of(PeriodsPerYear.WEEKLY, 0.6, 6, 0.9, 2.5);

    private static PurchaseSummary ages(int customers) {
        PurchaseSummary.Builder builder = PurchaseSummary.inUnits(PeriodsPerYear.WEEKLY);
        for (int i = 0; i < customers; i++) {
            builder.add(0, 0, 40 + i % 13);
        }
        return builder.build();
    }

    @Test
    void agreesWithTheDeltaMethodWhereThereAreManyCustomers() {
        SplittableRandom random = new SplittableRandom(3);
        PurchaseSummary customers = TRUTH.simulate(ages(4000), random);
        ModelFit<BgNbd> fit = BgNbd.fitter().fit(customers);
        BgNbd model = fit.requireConverged();
        Bootstrap<BgNbd> bootstrap =
                Bootstrap.of(200, random, source -> BgNbd.fitter().fit(model.simulate(customers, source)));
        assertThat(bootstrap.models()).hasSize(200);
        assertThat(bootstrap.failures()).isZero();
        assertThat(bootstrap).hasToString("200 models of 200 fits to simulated data");
        PurchaseHistory loyal = PurchaseHistory.of(6, 30, 39);
        double error = fit.standardError(m -> m.expectedPurchases(loyal, 13));
        // The standard deviation of 200 values is known to 1/√400: 5 %.
        assertThat(bootstrap.standardError(m -> m.expectedPurchases(loyal, 13))).isCloseTo(error, within(0.2 * error));
        Interval delta = fit.interval(m -> m.expectedPurchases(loyal, 13), 0.9);
        Interval drawn = bootstrap.interval(m -> m.expectedPurchases(loyal, 13), 0.9);
        assertThat(drawn.lower()).isCloseTo(delta.lower(), within(0.6 * error));
        assertThat(drawn.upper()).isCloseTo(delta.upper(), within(0.6 * error));
        assertThat(bootstrap.interval(BgNbd::r, 0.9).contains(model.r())).isTrue();
    }

    @Test
    void simulatesCustomersOfTheSameAges() {
        PurchaseSummary like = ages(130);
        PurchaseSummary drawn = TRUTH.simulate(like, new SplittableRandom(1));
        assertThat(drawn.customers()).isEqualTo(130);
        for (int age = 40; age < 53; age++) {
            long count = 0;
            for (int row = 0; row < drawn.size(); row++) {
                count += drawn.history(row).age() == age ? drawn.count(row) : 0;
            }
            assertThat(count).isEqualTo(10);
        }
        assertThat(TRUTH.simulate(like, new SplittableRandom(1))).isEqualTo(drawn);
        PurchaseSummary daily =
                PurchaseSummary.inUnits(PeriodsPerYear.DAILY).add(0, 0, 30).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TRUTH.simulate(daily, new SplittableRandom(1)))
                .withMessageContaining("must be in the model's unit");
    }

    @Test
    void worksForSpendAndContractsToo() {
        SplittableRandom random = new SplittableRandom(5);
        GammaGamma spend = GammaGamma.of(6, 4, 15);
        SpendSummary spends = spend.simulate(
                SpendSummary.of(
                        Map.of(SpendHistory.of(2, 1), 300L, SpendHistory.of(5, 1), 200L), NonPositiveSpend.REFUSE),
                random);
        assertThat(spends.customers()).isEqualTo(500);
        Bootstrap<GammaGamma> ofSpend =
                Bootstrap.of(30, random, source -> GammaGamma.fitter().fit(spend.simulate(spends, source)));
        assertThat(ofSpend.interval(m -> m.expectedSpend().orElse(Double.POSITIVE_INFINITY), 0.9)
                        .contains(spend.expectedSpend().orElseThrow()))
                .isTrue();
        ShiftedBetaGeometric renewal = ShiftedBetaGeometric.of(0.67, 3.8);
        Bootstrap<ShiftedBetaGeometric> ofRenewals = Bootstrap.of(
                50, random, source -> ShiftedBetaGeometric.fitter().fit(renewal.simulate(1000, 5, source)));
        assertThat(ofRenewals.interval(m -> m.survival(10), 0.95).contains(renewal.survival(10)))
                .isTrue();
    }

    @Test
    void leavesOutAndCountsWhatDoesNotConverge() {
        PurchaseSummary nobodyReturns = ages(50);
        ModelFit<BgNbd> useless = BgNbd.fitter().fit(nobodyReturns);
        assertThat(useless.status()).isNotEqualTo(FitStatus.CONVERGED);
        SplittableRandom random = new SplittableRandom(9);
        ModelFit<BgNbd> good = BgNbd.fitter().fit(TRUTH.simulate(ages(1000), random));
        AtomicInteger calls = new AtomicInteger();
        Bootstrap<BgNbd> half = Bootstrap.of(40, random, source -> calls.getAndIncrement() % 2 == 0 ? good : useless);
        assertThat(half.models()).hasSize(20);
        assertThat(half.failures()).isEqualTo(20);
        assertThat(half.standardError(BgNbd::r)).isZero();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Bootstrap.of(40, random, source -> useless))
                .withMessageContaining("only 0 of 40 fits");
    }

    @Test
    void refusesTooFewReplicationsAndNoNumbers() {
        SplittableRandom random = new SplittableRandom(9);
        ModelFit<BgNbd> good = BgNbd.fitter().fit(TRUTH.simulate(ages(1000), random));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.of(19, random, source -> good))
                .withMessageContaining("replications (19)");
        Bootstrap<BgNbd> bootstrap = Bootstrap.of(20, random, source -> good);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.interval(m -> Double.NaN, 0.9))
                .withMessageContaining("function must have a value");
        assertThatIllegalArgumentException().isThrownBy(() -> bootstrap.interval(BgNbd::r, 1));
    }
}
