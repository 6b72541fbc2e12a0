package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PeriodsPerYear;
import dev.retention.history.EventFilter;
import dev.retention.history.EventFilter.Refunds;
import dev.retention.history.HistoryStore;
import dev.retention.rule.RuleException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurchaseCountingTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate END = LocalDate.of(2015, 2, 7);

    private record Row(int customer, LocalDate day, String amount, String code) {
        static Row of(int customer, String day, String amount) {
            return new Row(customer, LocalDate.parse(day), amount, "order");
        }
    }

    private static HistoryStore<Integer> store(Row... rows) {
        return HistoryStore.ofDates(Row::customer, Row::day)
                .amounts(row -> new BigDecimal(row.amount()), USD)
                .codes(Row::code)
                .from(List.of(rows));
    }

    private static HistoryStore<Integer> example() {
        return store(
                Row.of(1, "2015-01-01", "1"),
                Row.of(1, "2015-02-06", "2"),
                Row.of(2, "2015-01-01", "2"),
                Row.of(3, "2015-01-01", "3"),
                Row.of(3, "2015-01-02", "1"),
                Row.of(3, "2015-01-05", "5"),
                Row.of(4, "2015-01-16", "6"),
                Row.of(4, "2015-02-02", "3"),
                Row.of(4, "2015-02-05", "3"),
                Row.of(5, "2015-01-16", "3"),
                Row.of(5, "2015-01-17", "1"),
                Row.of(5, "2015-01-18", "8"),
                Row.of(6, "2015-02-02", "5"));
    }

    /** The example and its summary are those of the tests of the Python package lifetimes (test_utils.py). */
    @Test
    void summaryByDay() {
        CustomerPurchases<Integer> purchases = PurchaseCounting.daily(END).of(example());
        double[][] expected = {
            {1, 1, 36, 37, 2},
            {2, 0, 0, 37, 0},
            {3, 2, 4, 37, 3},
            {4, 2, 20, 22, 3},
            {5, 2, 2, 22, 4.5},
            {6, 0, 0, 5, 0}
        };
        assertThat(purchases.customers()).isEqualTo(6);
        for (double[] row : expected) {
            int customer = (int) row[0];
            assertThat(purchases.historyOf(customer)).hasValue(PurchaseHistory.of((int) row[1], row[2], row[3]));
            assertThat(purchases.spendOf(customer)).hasValue(SpendHistory.of((long) row[1], row[4]));
        }
        assertThat(purchases.historyOf(7)).isEmpty();
        assertThat(purchases.spendOf(7)).isEmpty();
        assertThat(purchases.measured().column("first spend").of(4)).hasValue(600);
        assertThat(purchases.unit()).isEqualTo(PeriodsPerYear.DAILY);
        assertThat(purchases.holdoutLength()).isZero();
        assertThat(purchases).hasToString("6 customers to 2015-02-07, in units of 1 days");
    }

    @Test
    void weeksAreExactSevenths() {
        CustomerPurchases<Integer> purchases = PurchaseCounting.weekly(END).of(example());
        assertThat(purchases.history(0)).isEqualTo(PurchaseHistory.of(1, 36 / 7.0, 37 / 7.0));
        PurchaseSummary summary = purchases.summary();
        assertThat(summary.unit()).isEqualTo(PeriodsPerYear.WEEKLY);
        assertThat(summary.customers()).isEqualTo(6);
        // ln of 36, 1, 3, 17, 3, 1, 1 days in weeks.
        assertThat(summary.sumOfLogIntervals().orElseThrow())
                .isCloseTo(Math.log(36 * 3 * 17 * 3) - 7 * Math.log(7), within(1e-12));
        SpendSummary spend = purchases.spendSummary(NonPositiveSpend.REFUSE);
        assertThat(spend.customers()).isEqualTo(4);
        assertThat(spend.withoutTransactions()).isEqualTo(2);
    }

    @Test
    void holdoutIsCountedApart() {
        CustomerPurchases<Integer> purchases = PurchaseCounting.daily(END)
                .holdoutFrom(LocalDate.of(2015, 2, 2))
                .of(example());
        assertThat(purchases.customers()).isEqualTo(5);
        assertThat(purchases.startedInHoldout()).isEqualTo(1);
        assertThat(purchases.find(6)).isEmpty();
        assertThat(purchases.calibrationEnd()).isEqualTo("2015-02-01");
        assertThat(purchases.asOf()).isEqualTo(END);
        assertThat(purchases.holdoutLength()).isEqualTo(6);
        assertThat(purchases.historyOf(1)).hasValue(PurchaseHistory.of(0, 0, 31));
        assertThat(purchases.historyOf(4)).hasValue(PurchaseHistory.of(0, 0, 16));
        assertThat(purchases.holdoutPurchases(0)).isEqualTo(1);
        assertThat(purchases.measured().column("holdout spend").of(1)).hasValue(200);
        assertThat(purchases.holdoutPurchases(3)).isEqualTo(2);
        assertThat(purchases.measured().column("holdout spend").of(4)).hasValue(600);
        assertThat(purchases.holdoutPurchases(4)).isZero();
        assertThat(purchases).hasToString("5 customers to 2015-02-01, holdout to 2015-02-07, in units of 1 days");
    }

    @Test
    void whoFirstBuysOnTheLastDayHasAgeZeroAndLaterEventsDoNotExist() {
        CustomerPurchases<Integer> purchases =
                PurchaseCounting.daily(LocalDate.of(2015, 1, 16)).of(example());
        assertThat(purchases.historyOf(5)).hasValue(PurchaseHistory.of(0, 0, 0));
        assertThat(purchases.customers()).isEqualTo(5);
        assertThat(purchases.withoutPurchase()).isEqualTo(1);
        assertThat(purchases.startedInHoldout()).isZero();
    }

    @Test
    void purchasesOfOneDayAreOne() {
        CustomerPurchases<Integer> purchases = PurchaseCounting.daily(END)
                .of(store(
                        Row.of(1, "2015-01-01", "1"),
                        Row.of(1, "2015-01-01", "2"),
                        Row.of(1, "2015-01-03", "4"),
                        Row.of(1, "2015-01-03", "5")));
        assertThat(purchases.history(0)).isEqualTo(PurchaseHistory.of(1, 2, 37));
        assertThat(purchases.spend(0)).isEqualTo(SpendHistory.of(1, 9));
        assertThat(purchases.measured().column("first spend").of(1)).hasValue(300);
    }

    @Test
    void nonPositiveAmountsAreWhatThePolicySays() {
        HistoryStore<Integer> store = store(
                Row.of(1, "2014-12-31", "-9"),
                Row.of(1, "2015-01-01", "10"),
                Row.of(1, "2015-01-03", "20"),
                // Sorts before the purchase of its day, and yet lowers it.
                Row.of(1, "2015-01-05", "-5"),
                Row.of(1, "2015-01-05", "50"),
                Row.of(1, "2015-01-06", "0"),
                Row.of(1, "2015-01-07", "-1"),
                Row.of(2, "2015-01-07", "-1"));
        PurchaseCounting counting = PurchaseCounting.daily(LocalDate.of(2015, 1, 10));
        CustomerPurchases<Integer> counted = counting.of(store);
        assertThat(counted.history(0)).isEqualTo(PurchaseHistory.of(5, 7, 10));
        assertThat(counted.spend(0).meanSpend()).isEqualTo(74 / 5.0);
        assertThat(counted.history(1)).isEqualTo(PurchaseHistory.of(0, 0, 3));

        CustomerPurchases<Integer> deducted =
                counting.counting(EventFilter.ALL.with(Refunds.DEDUCT)).of(store);
        assertThat(deducted.customers()).isEqualTo(1);
        assertThat(deducted.withoutPurchase()).isEqualTo(1);
        assertThat(deducted.history(0)).isEqualTo(PurchaseHistory.of(3, 5, 9));
        assertThat(deducted.spend(0).meanSpend()).isEqualTo((20 + 45 - 1) / 3.0);
        assertThat(deducted.measured().column("first spend").of(1)).hasValue(1000);

        CustomerPurchases<Integer> leftOut =
                counting.counting(EventFilter.ALL.with(Refunds.LEAVE_OUT)).of(store);
        assertThat(leftOut.history(0)).isEqualTo(PurchaseHistory.of(2, 4, 9));
        assertThat(leftOut.spend(0).meanSpend()).isEqualTo(35);

        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() ->
                        counting.counting(EventFilter.ALL.with(Refunds.REFUSE)).of(store))
                .withMessageEndingWith(
                        "failed for customer 1: the amount of the event on 2014-12-31 (-900 minor units) must be above"
                                + " 0: name another policy for refunds");
    }

    @Test
    void refundsInTheHoldoutDoNotReachTheCalibration() {
        CustomerPurchases<Integer> purchases = PurchaseCounting.daily(END)
                .holdoutFrom(LocalDate.of(2015, 2, 1))
                .counting(EventFilter.ALL.with(Refunds.DEDUCT))
                .of(store(
                        Row.of(1, "2015-01-01", "10"), Row.of(1, "2015-01-03", "20"), Row.of(1, "2015-02-05", "-20")));
        assertThat(purchases.spend(0)).isEqualTo(SpendHistory.of(1, 20));
        assertThat(purchases.holdoutPurchases(0)).isZero();
        assertThat(purchases.measured().column("holdout spend").of(1)).hasValue(-2000);
    }

    @Test
    void onlyEventsOfTheCodesAreCounted() {
        HistoryStore<Integer> store = store(
                new Row(1, LocalDate.of(2015, 1, 1), "0", "visit"),
                new Row(1, LocalDate.of(2015, 1, 2), "5", "order"),
                new Row(1, LocalDate.of(2015, 1, 3), "0", "visit"));
        PurchaseCounting counting = PurchaseCounting.daily(END);
        assertThat(counting.counting(EventFilter.of("order", "subscription"))
                        .of(store)
                        .history(0))
                .isEqualTo(PurchaseHistory.of(0, 0, 36));
        assertThat(counting.counting(EventFilter.of("call")).of(store).customers())
                .isZero();
        assertThat(counting.of(store).history(0)).isEqualTo(PurchaseHistory.of(2, 2, 37));
    }

    @Test
    void instantsAreDaysInAZone() {
        // 1 January 23:00 and 2 January 01:00 in UTC are one day in New York.
        HistoryStore<String> store = HistoryStore.<Instant, String>ofInstants(row -> "a", row -> row)
                .from(List.of(Instant.parse("2015-01-01T23:00:00Z"), Instant.parse("2015-01-02T01:00:00Z")));
        PurchaseCounting counting = PurchaseCounting.daily(END);
        assertThat(counting.inZone(ZoneId.of("UTC")).of(store).history(0)).isEqualTo(PurchaseHistory.of(1, 1, 37));
        CustomerPurchases<String> inNewYork =
                counting.inZone(ZoneId.of("America/New_York")).of(store);
        assertThat(inNewYork.history(0)).isEqualTo(PurchaseHistory.of(0, 0, 37));
        assertThatIllegalArgumentException().isThrownBy(() -> counting.of(store));
        assertThatIllegalStateException()
                .isThrownBy(() -> inNewYork.spend(0))
                .withMessageContaining("must have amounts to speak of spend");
        assertThat(inNewYork.measured().column("first spend").size()).isZero();
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (double days : new double[] {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PurchaseCounting.inUnits(PeriodsPerYear.MONTHLY, days, END))
                    .withMessageStartingWith("daysPerUnit");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PurchaseCounting.weekly(END).holdoutFrom(END.plusDays(1)));
        assertThat(PurchaseCounting.weekly(END).holdoutFrom(END))
                .hasToString("purchases to 2015-02-06, holdout to 2015-02-07, in units of 7 days");
        assertThatNullPointerException().isThrownBy(() -> PurchaseCounting.weekly(null));
        assertThatNullPointerException()
                .isThrownBy(() -> PurchaseCounting.weekly(END).counting(null));
        CustomerPurchases<Integer> none = PurchaseCounting.weekly(END).of(store());
        assertThat(none.customers()).isZero();
        assertThatIllegalArgumentException().isThrownBy(none::summary);
    }

    @Test
    void amountsThatOverflowAreRefused() {
        String most = "92233720368547758.07";
        PurchaseCounting counting = PurchaseCounting.daily(END);
        assertThat(counting.of(store(Row.of(1, "2015-01-01", most), Row.of(1, "2015-01-02", "0")))
                        .measured()
                        .column("first spend")
                        .of(1))
                .hasValue(Long.MAX_VALUE);
        HistoryStore<Integer> tooMuch =
                store(Row.of(1, "2015-01-01", "0"), Row.of(1, "2015-01-02", most), Row.of(1, "2015-01-03", "0.01"));
        HistoryStore<Integer> swing = store(
                Row.of(1, "2015-01-01", "-" + most), Row.of(1, "2015-01-02", most), Row.of(1, "2015-01-03", most));
        for (HistoryStore<Integer> store : List.of(tooMuch, swing)) {
            assertThatExceptionOfType(RuleException.class)
                    .isThrownBy(() -> counting.of(store))
                    .withCauseInstanceOf(ArithmeticException.class);
            assertThatExceptionOfType(RuleException.class)
                    .isThrownBy(() -> counting.counting(EventFilter.of("order")).of(store));
            assertThatExceptionOfType(RuleException.class)
                    .isThrownBy(
                            () -> counting.holdoutFrom(LocalDate.of(2015, 1, 2)).of(store));
        }
    }
}
