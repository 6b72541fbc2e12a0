package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseCounting;
import dev.retention.purchase.PurchaseHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PurchaseTrackingTest {
    private static final LocalDate ORIGIN = LocalDate.of(2024, 1, 1);
    private static final BgNbd MODEL = BgNbd.of(PeriodsPerYear.WEEKLY, 0.243, 4.414, 0.793, 2.426);

    /** Customers 1 to 200 arrive on days 0 to 39 and buy at random for 140 days. */
    private static HistoryStore<Long> store() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays();
        SplittableRandom random = new SplittableRandom(7);
        for (int customer = 1; customer <= 200; customer++) {
            long day = customer % 40;
            int purchases = 1 + random.nextInt(5);
            for (int i = 0; i < purchases && day < 140; i++) {
                builder.add(customer, ORIGIN.toEpochDay() + day);
                day += 1 + random.nextInt(60);
            }
        }
        return builder.build();
    }

    private static PurchaseCounting counting() {
        return PurchaseCounting.weekly(ORIGIN.plusDays(139)).holdoutFrom(ORIGIN.plusDays(100));
    }

    @Test
    void periodsEndWithTheCalibrationAndLoseNoPurchase() {
        CustomerPurchases<Long> purchases = counting().of(store());
        PurchaseTracking tracking = PurchaseTracking.of(MODEL, purchases);
        // Days 0 to 99 in weeks that end on day 99: the first has 2 days. Days 100 to 139: the last has 5 days.
        assertThat(tracking.calibration()).hasSize(15);
        assertThat(tracking.calibration().get(0).firstDay()).isEqualTo(ORIGIN);
        assertThat(tracking.calibration().get(0).lastDay()).isEqualTo(ORIGIN.plusDays(1));
        assertThat(tracking.calibration().get(14).lastDay()).isEqualTo(ORIGIN.plusDays(99));
        assertThat(tracking.holdout()).hasSize(6);
        assertThat(tracking.holdout().get(5).firstDay()).isEqualTo(ORIGIN.plusDays(135));
        assertThat(tracking.holdout().get(5).lastDay()).isEqualTo(ORIGIN.plusDays(139));
        long repeats = 0;
        long later = 0;
        double expectedToCalibrationEnd = 0;
        double expected = 0;
        for (int i = 0; i < purchases.customers(); i++) {
            repeats += purchases.history(i).frequency();
            later += purchases.holdoutPurchases(i);
            double age = purchases.history(i).age();
            expectedToCalibrationEnd += MODEL.expectedPurchases(age);
            expected += MODEL.expectedPurchases(age + purchases.holdoutLength());
        }
        Forecast calibration = tracking.calibration().get(14).cumulative();
        Forecast all = tracking.holdout().get(5).cumulative();
        assertThat(calibration.actual()).isEqualTo(repeats);
        assertThat(calibration.expected()).isCloseTo(expectedToCalibrationEnd, within(1e-9));
        assertThat(all.actual()).isEqualTo(repeats + later);
        assertThat(all.expected()).isCloseTo(expected, within(1e-9));
        assertThat(tracking.holdoutTotal().actual()).isEqualTo(later);
        assertThat(tracking.holdoutTotal().expected()).isCloseTo(expected - expectedToCalibrationEnd, within(1e-9));
        assertThat(tracking.holdoutError(ForecastError.BIAS).orElseThrow())
                .isCloseTo(tracking.holdoutTotal().error() / 6, within(1e-9));
    }

    @Test
    void unitsOfNoWholeNumberOfDaysWorkToo() {
        CustomerPurchases<Long> purchases = PurchaseCounting.inUnits(
                        PeriodsPerYear.MONTHLY, 365.25 / 12, ORIGIN.plusDays(139))
                .holdoutFrom(ORIGIN.plusDays(100))
                .of(store());
        PurchaseTracking tracking = PurchaseTracking.of(BgNbd.of(PeriodsPerYear.MONTHLY, 0.2, 1, 0.8, 2.4), purchases);
        assertThat(tracking.calibration()).hasSize(4);
        assertThat(tracking.calibration().get(3).lastDay()).isEqualTo(ORIGIN.plusDays(99));
        assertThat(tracking.holdout())
                .extracting(TrackedPeriod::lastDay)
                .containsExactly(ORIGIN.plusDays(129), ORIGIN.plusDays(139));
    }

    @Test
    void withoutCustomersThereIsNothingToTrack() {
        CustomerPurchases<Long> none = counting().of(LongHistoryBuilder.ofDays().build());
        PurchaseTracking tracking = PurchaseTracking.of(MODEL, none);
        assertThat(tracking.holdoutTotal()).isEqualTo(Forecast.of(0, 0));
        assertThat(tracking.holdoutError(ForecastError.MAPE)).isEmpty();
    }

    @Test
    void unitsMustAgree() {
        CustomerPurchases<Long> purchases = counting().of(store());
        BgNbd daily = BgNbd.of(PeriodsPerYear.DAILY, 0.243, 31, 0.793, 2.426);
        assertThatIllegalArgumentException().isThrownBy(() -> PurchaseTracking.of(daily, purchases));
        assertThatIllegalArgumentException().isThrownBy(() -> HoldoutPurchases.of(daily, purchases));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HoldoutPurchases.of(
                        MODEL, PurchaseCounting.weekly(ORIGIN.plusDays(9)).of(store())))
                .withMessageContaining("must have a holdout");
    }

    @Test
    void conditionalExpectationsAreThoseOfEachCustomer() {
        CustomerPurchases<Long> purchases = counting().of(store());
        HoldoutPurchases holdout = HoldoutPurchases.of(MODEL, purchases);
        for (int i = 0; i < purchases.customers(); i++) {
            assertThat(holdout.byCustomer().get(i))
                    .isEqualTo(Forecast.of(
                            purchases.holdoutPurchases(i), MODEL.expectedPurchases(purchases.history(i), 40 / 7.0)));
        }
        List<HoldoutClass> classes = holdout.byFrequency(2);
        assertThat(classes).extracting(HoldoutClass::lowest).containsExactly(0.0, 1.0, 2.0);
        assertThat(classes.get(2).highest()).isEqualTo(4);
        assertThat(classes.stream().mapToLong(HoldoutClass::customers).sum()).isEqualTo(purchases.customers());
        assertThat(classes.stream().mapToLong(c -> c.purchases().actual()).sum())
                .isEqualTo(holdout.total().actual());
        assertThat(classes.get(1).actualMean() * classes.get(1).customers())
                .isCloseTo(classes.get(1).purchases().actual(), within(1e-9));
        assertThat(holdout.byFrequency(0)).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> holdout.byFrequency(-1));
        assertThat(holdout.error(ForecastError.MAE).orElseThrow())
                .isLessThanOrEqualTo(holdout.error(ForecastError.RMSE).orElseThrow());
        assertThat(holdout.error(ForecastError.MAPE)).isEmpty();
        assertThat(new HoldoutClass(2, 4, 10, Forecast.of(5, 4)))
                .hasToString("2–4: 10 customers, 0.5000 actual, 0.4000 expected");
    }

    @Test
    void conditionalExpectationsByRecency() {
        CustomerPurchases<Long> purchases = counting().of(store());
        HoldoutPurchases holdout = HoldoutPurchases.of(MODEL, purchases);
        List<HoldoutClass> classes = holdout.byRecency(4);
        double end = 0;
        for (HoldoutClass each : classes) {
            assertThat(each.lowest()).isGreaterThanOrEqualTo(end);
            end = 4 * (Math.floor(each.lowest() / 4) + 1);
            assertThat(each.highest()).isLessThan(end);
        }
        assertThat(classes.get(0).lowest()).isZero();
        assertThat(classes.stream().mapToLong(HoldoutClass::customers).sum()).isEqualTo(purchases.customers());
        assertThat(classes.stream().mapToLong(c -> c.purchases().actual()).sum())
                .isEqualTo(holdout.total().actual());
        // One class per week of silence: its members, one by one.
        HoldoutClass second = classes.get(1);
        Forecast members = new Forecast(0, 0);
        for (int i = 0; i < purchases.customers(); i++) {
            double recency = purchases.history(i).recency();
            if (recency >= second.lowest() && recency <= second.highest()) {
                members = members.plus(holdout.byCustomer().get(i));
            }
        }
        assertThat(second.purchases().actual()).isEqualTo(members.actual());
        assertThat(second.purchases().expected()).isCloseTo(members.expected(), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdout.byRecency(Double.NaN))
                .withMessageContaining("width (NaN)");
    }

    @Test
    void errorsByName() {
        List<Forecast> forecasts = List.of(Forecast.of(10, 12), Forecast.of(4, 1));
        assertThat(ForecastError.BIAS.of(forecasts)).hasValue(-0.5);
        assertThat(ForecastError.MAE.of(forecasts)).hasValue(2.5);
        assertThat(ForecastError.RMSE.of(forecasts)).hasValue(Math.sqrt(6.5));
        assertThat(ForecastError.MAPE.of(forecasts)).hasValue((0.2 + 0.75) / 2);
        assertThat(ForecastError.MAPE.of(List.of(Forecast.of(0, 0)))).isEmpty();
        assertThat(ForecastError.MAPE.of(List.of(Forecast.of(0, 1)))).isEmpty();
        for (ForecastError error : ForecastError.values()) {
            assertThat(error.of(List.of())).isEmpty();
        }
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Forecast.of(1, bad));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Forecast.of(-1, 1));
        assertThat(Forecast.of(3, 2.5)).hasToString("3 actual, 2.5 expected");
    }

    /** The definition ∫ e^(−δt) dE[X(t)] as a Riemann–Stieltjes sum, and its limits. */
    @Test
    void discountingOverALimitedTime() {
        ParetoNbd pareto = ParetoNbd.of(PeriodsPerYear.WEEKLY, 0.5629966, 12.559037, 0.4081095, 10.5148048);
        PurchaseHistory history = PurchaseHistory.of(7, 35, 77.86);
        DiscountRate rate = DiscountRate.percentPerYear(15);
        double delta = rate.continuousPer(PeriodsPerYear.WEEKLY);
        for (PurchaseModel model : List.of(pareto, MODEL, Nbd.of(PeriodsPerYear.WEEKLY, 0.385, 12.1))) {
            for (double horizon : new double[] {0.5, 52, 520}) {
                double sum = 0;
                double newcomers = 0;
                int steps = 2_000;
                for (int i = 0; i < steps; i++) {
                    double from = horizon * i / steps;
                    double to = horizon * (i + 1) / steps;
                    double worth = Math.exp(-delta * (from + to) / 2);
                    sum += worth * (model.expectedPurchases(history, to) - model.expectedPurchases(history, from));
                    newcomers += worth * (model.expectedPurchases(to) - model.expectedPurchases(from));
                }
                assertThat(model.discountedExpectedPurchases(history, rate, horizon))
                        .isCloseTo(sum, within(2e-6 * sum));
                assertThat(model.discountedExpectedPurchases(rate, horizon))
                        .isCloseTo(newcomers, within(2e-6 * newcomers));
            }
            assertThat(model.discountedExpectedPurchases(history, rate, 0)).isZero();
            assertThat(model.discountedExpectedPurchases(history, DiscountRate.NONE, 52))
                    .isEqualTo(model.expectedPurchases(history, 52));
            double forEver = model.discountedExpectedPurchases(history, rate);
            assertThat(model.discountedExpectedPurchases(history, rate, 15_000))
                    .isCloseTo(forEver, within(1e-8 * forEver));
            assertThatIllegalArgumentException().isThrownBy(() -> model.discountedExpectedPurchases(rate, Double.NaN));
        }
    }
}
