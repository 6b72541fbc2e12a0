package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerFlowTest {

    /**
     * A month of 30 days and 13 customers, on which the formulas part. Seven stay; one is lost on the 10th; one on the 12th
     * but back on the 25th; one, paid for a year, announces to leave; one joins on the 8th; one joins on the 9th and leaves
     * on the 20th; one lost in an earlier month returns on the 15th. Customers count up to the end of the day they leave on
     * and from the end of the day they join on.
     */
    private static CustomerFlow.Builder month() {
        CustomerFlow.Builder month = CustomerFlow.builder()
                .start(10)
                .end(11)
                .acquired(2)
                .reactivated(2)
                .count(CustomerCount.NEW, 2)
                .count(CustomerCount.NEW_KEPT, 1)
                .count(CustomerCount.ARRIVED, 3)
                .count(CustomerCount.CANCELLING, 1)
                .count(CustomerCount.DUE, 9)
                .count(CustomerCount.NOT_RENEWED, 1)
                .customerDays(315)
                .daysPerPeriod(30);
        int live = 10;
        for (int day = 1; day <= 30; day++) {
            int lost = day == 10 || day == 12 || day == 20 ? 1 : 0;
            int joined = day == 8 || day == 9 || day == 15 || day == 25 ? 1 : 0;
            month.day(live, lost);
            live += joined - lost;
        }
        return month;
    }

    @ParameterizedTest
    @CsvSource({
        "SNAPSHOT, 10.00",
        "EVENTS_OVER_START, 30.00",
        "EVENTS_OVER_START_PLUS_NEW, 25.00",
        "EVENTS_OVER_START_PLUS_ARRIVED, 23.08",
        "EVENTS_OVER_AVERAGE, 28.57",
        "SNAPSHOT_OVER_AVERAGE, 9.52",
        "SCHEDULED, 20.00",
        "RENEWAL_BASE, 11.11",
        "SUM_OF_DAILY, 26.52",
        "MEAN_OF_DAILY, 26.52",
        "NET_OF_RETURNS, 10.00",
        "EXPOSURE, 28.57",
    })
    void oneMonthByEveryFormula(ChurnFormula formula, double percent) {
        assertThat(month().build().churn(formula).asPercent()).isCloseTo(percent, within(0.005));
        assertThat(month().build().findChurn(formula)).contains(month().build().churn(formula));
    }

    /** Four readings of "acquired", of which the first is an identity and the second right by luck. */
    @ParameterizedTest
    @CsvSource({"HEADCOUNT, 90", "HEADCOUNT_NEW, 90", "HEADCOUNT_ARRIVED, 80", "HEADCOUNT_NEW_KEPT, 100"})
    void headcountDependsOnWhoCountsAsAcquired(RetentionFormula formula, double percent) {
        assertThat(month().build().retention(formula).asPercent()).isEqualTo(percent);
    }

    @Test
    void whatFollowsIsFilledIn() {
        CustomerFlow flow = month().build();
        assertThat(flow.count(CustomerCount.LOST)).isEqualTo(1);
        assertThat(flow.count(CustomerCount.SURVIVORS)).isEqualTo(9);
        assertThat(flow.count(CustomerCount.LOSS_EVENTS)).isEqualTo(3);
        assertThat(flow.count(CustomerCount.RENEWED)).isEqualTo(8);
        assertThat(flow.findCount(CustomerCount.BUYERS)).isEmpty();
        assertThat(flow.findCount(CustomerCount.NEW)).hasValue(2);
        assertThat(flow.retention(RetentionFormula.SURVIVORS)).hasToString("90.0 % (9 of 10, SURVIVORS)");
        assertThat(flow.retention(RetentionFormula.RENEWAL_BASE)).hasToString("88.9 % (8 of 9, RENEWAL_BASE)");
    }

    @Test
    void otherFormulasHaveTheirOwnCounts() {
        CustomerFlow flow = CustomerFlow.builder()
                .count(CustomerCount.LIVE_30_DAYS_AGO, 40)
                .count(CustomerCount.LOSSES_IN_30_DAYS, 5)
                .count(CustomerCount.ACTIVE_BEFORE, 50)
                .count(CustomerCount.FALLEN_SILENT, 20)
                .count(CustomerCount.BUYERS, 30)
                .count(CustomerCount.REPEAT_BUYERS, 12)
                .build();
        assertThat(flow.churn(ChurnFormula.TRAILING_30D)).hasToString("12.5 % (5 of 40, TRAILING_30D)");
        assertThat(flow.churn(ChurnFormula.INACTIVITY)).hasToString("40.0 % (20 of 50, INACTIVITY)");
        assertThat(flow.retention(RetentionFormula.REPEAT_PURCHASE)).hasToString("40.0 % (12 of 30, REPEAT_PURCHASE)");
    }

    @Test
    void workedExamples() {
        CustomerFlow year = CustomerFlow.builder().start(20).acquired(5).end(24).build();
        RetentionRate rate = year.retention(RetentionFormula.HEADCOUNT);
        assertThat(rate).hasToString("95.0 % (19 of 20, HEADCOUNT)");
        assertThat(rate.numerator()).isEqualTo(19);
        assertThat(rate.denominator()).isEqualTo(20);
        assertThat(rate.interval(ProportionInterval.WILSON, 0.95).toPercentString())
                .isEqualTo("[76.4 %, 99.1 %]");
        assertThat(year).hasToString("start 20, end 24, survivors 19, acquired 5, lost 1");

        CustomerFlow second =
                CustomerFlow.builder().start(44).acquired(12).lost(13).end(43).build();
        assertThat(second.retention(RetentionFormula.HEADCOUNT).asDouble()).isEqualTo(31.0 / 44);
        assertThat(second.churn(ChurnFormula.SNAPSHOT)).isEqualTo(ChurnRate.of(ChurnFormula.SNAPSHOT, 13, 44));
    }

    @Test
    void brokenIdentitiesAreNamedWithTheirNumbers() {
        refused(CustomerFlow.builder().start(44).acquired(12).lost(12).end(43))
                .withMessage("start (44) + acquired (12) must be end (43) + lost (12): 56 against 55");
        refused(CustomerFlow.builder().start(20).acquired(0).end(24))
                .withMessage("start (20) + acquired (0) must be end (24) + lost, which would make lost -4");
        refused(CustomerFlow.builder().start(20).lost(21)).withMessageContaining("would make survivors -1");
        refused(month().count(CustomerCount.SURVIVORS, 8))
                .withMessage("survivors (8) + lost (1) must be start (10): 9 against 10");
        refused(month().count(CustomerCount.LOSS_EVENTS, 4))
                .withMessage(
                        "start (10) + new (2) + reactivated (2) must be end (11) + loss events (4): 14 against 15");
        refused(month().count(CustomerCount.RENEWED, 9)).withMessageContaining("must be due (9): 10 against 9");
        refused(CustomerFlow.builder().lost(3).count(CustomerCount.LOSS_EVENTS, 2))
                .withMessage("lost (3) must be at most loss events (2): 3 against 2");
        refused(CustomerFlow.builder().acquired(3).reactivated(1).count(CustomerCount.NEW, 1))
                .withMessage("acquired (3) must be at most new (1) + reactivated (1): 3 against 2");
        refused(CustomerFlow.builder().count(CustomerCount.SURVIVORS, 3).count(CustomerCount.CANCELLING, 4))
                .withMessageContaining("cancelling (4) must be at most survivors (3)");
        refused(CustomerFlow.builder().count(CustomerCount.BUYERS, 3).count(CustomerCount.REPEAT_BUYERS, 4))
                .withMessageContaining("repeat buyers (4) must be at most buyers (3)");
        refused(CustomerFlow.builder().count(CustomerCount.ACTIVE_BEFORE, 3).count(CustomerCount.FALLEN_SILENT, 4))
                .withMessageContaining("fallen silent (4) must be at most active before (3)");
        refused(month().count(CustomerCount.NEW_KEPT, 3)).withMessageContaining("new kept (3) must be at most new (2)");
        refused(month().count(CustomerCount.ARRIVED, 5))
                .withMessageContaining("arrived (5) must be at most new (2) + reactivated (2)");
        refused(CustomerFlow.builder().day(5, 2).day(3, 2).count(CustomerCount.LOSS_EVENTS, 3))
                .withMessage("lost of the days given (4) must be at most loss events (3)");
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<IllegalArgumentException> refused(
            CustomerFlow.Builder flow) {
        return assertThatIllegalArgumentException().isThrownBy(flow::build);
    }

    @Test
    void whatIsNotKnownIsNamed() {
        CustomerFlow flow = CustomerFlow.builder().start(20).lost(1).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.churn(ChurnFormula.NET_OF_RETURNS))
                .withMessage("NET_OF_RETURNS needs loss events and reactivated, which does not follow from "
                        + "start 20, survivors 19, lost 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.retention(RetentionFormula.HEADCOUNT))
                .withMessageContaining("HEADCOUNT needs end and acquired");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.count(CustomerCount.NEW))
                .withMessageContaining("new must be given");
        assertThat(flow.findChurn(ChurnFormula.NET_OF_RETURNS)).isEmpty();
        assertThat(flow.findRetention(RetentionFormula.HEADCOUNT)).isEmpty();
        assertThat(flow.findRetention(RetentionFormula.SURVIVORS)).isPresent();
    }

    @Test
    void formulasMadeOfOtherRatesSayOfWhich() {
        CustomerFlow flow = month().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.churn(ChurnFormula.RESCALED))
                .withMessageContaining("churn(formula).rescaled(from, to)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.retention(RetentionFormula.ONE_MINUS_CHURN))
                .withMessageContaining("churn(formula).toRetention()");
        assertThat(flow.findChurn(ChurnFormula.RESCALED)).isEmpty();
        assertThat(flow.findRetention(RetentionFormula.ONE_MINUS_CHURN)).isEmpty();
    }

    @Test
    void dailyFormulasNeedDaysAndExposureNeedsTime() {
        CustomerFlow bare =
                CustomerFlow.builder().count(CustomerCount.LOSS_EVENTS, 1).build();
        refused(bare, ChurnFormula.SUM_OF_DAILY, "needs a day that starts with customers");
        refused(bare, ChurnFormula.EXPOSURE, "needs customer-days");
        CustomerFlow noLength = CustomerFlow.builder()
                .count(CustomerCount.LOSS_EVENTS, 1)
                .customerDays(3)
                .day(3, 1)
                .build();
        refused(noLength, ChurnFormula.EXPOSURE, "needs days per period");
        refused(noLength, ChurnFormula.MEAN_OF_DAILY, "needs days per period");
        assertThat(noLength.churn(ChurnFormula.SUM_OF_DAILY).asDouble()).isEqualTo(1.0 / 3);
        refused(
                CustomerFlow.builder().day(0, 1).day(5, 1).build(),
                ChurnFormula.SUM_OF_DAILY,
                "a day lost some of no customers");
        refused(
                CustomerFlow.builder()
                        .count(CustomerCount.LOSS_EVENTS, 0)
                        .customerDays(0)
                        .daysPerPeriod(30)
                        .build(),
                ChurnFormula.EXPOSURE,
                "denominator is 0");
    }

    private static void refused(CustomerFlow flow, ChurnFormula formula, String why) {
        assertThat(flow.findChurn(formula)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.churn(formula))
                .withMessageContaining(why);
    }

    /** A mean over the ten days given, of which one without customers, for a month of thirty. */
    @Test
    void meanOfDailyExtrapolates() {
        CustomerFlow.Builder builder = CustomerFlow.builder().daysPerPeriod(30).day(0, 0);
        for (int day = 0; day < 9; day++) {
            builder.day(100, day % 3 == 0 ? 1 : 0);
        }
        assertThat(builder.build().churn(ChurnFormula.MEAN_OF_DAILY).asDouble()).isCloseTo(0.1, within(1e-15));
        assertThat(builder.build().churn(ChurnFormula.SUM_OF_DAILY).asDouble()).isCloseTo(0.03, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(ChurnFormula.class)
    void nothingOverNothingIsNoRate(ChurnFormula formula) {
        CustomerFlow.Builder nobody =
                CustomerFlow.builder().customerDays(0).daysPerPeriod(30).day(0, 0);
        EnumSet.allOf(CustomerCount.class).forEach(count -> nobody.count(count, 0));
        CustomerFlow flow = nobody.build();
        assertThat(flow.findChurn(formula)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> flow.churn(formula));
        for (RetentionFormula retention : RetentionFormula.values()) {
            assertThat(flow.findRetention(retention)).isEmpty();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> flow.retention(RetentionFormula.SURVIVORS))
                .withMessage("SURVIVORS is undefined: its denominator is 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void timesMustBeFinite(double days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().customerDays(days));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().daysPerPeriod(days));
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is under test
    void boundaries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().start(-1))
                .withMessage("start (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().day(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().day(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerFlow.builder().daysPerPeriod(0));
        assertThatNullPointerException().isThrownBy(() -> CustomerFlow.builder().count(null, 1));
        assertThat(CustomerFlow.builder().build()).hasToString("no counts");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> CustomerFlow.builder()
                        .start(Long.MAX_VALUE)
                        .acquired(1)
                        .end(5)
                        .build());
    }

    @Test
    void equalsByWhatIsKnown() {
        CustomerFlow derived =
                CustomerFlow.builder().start(20).acquired(5).end(24).build();
        CustomerFlow given = CustomerFlow.builder().start(20).lost(1).end(24).build();
        assertThat(derived).isEqualTo(given).hasSameHashCodeAs(given);
        assertThat(derived)
                .isNotEqualTo(CustomerFlow.builder().start(20).build())
                .isNotEqualTo("20")
                .isNotEqualTo(CustomerFlow.builder()
                        .start(20)
                        .acquired(5)
                        .end(24)
                        .day(20, 0)
                        .build());
        assertThat(month().build().toString()).endsWith("not renewed 1, customer-days 315, days per period 30");
    }

    @Test
    void builderIsNotTiedToWhatItBuilt() {
        CustomerFlow.Builder builder = CustomerFlow.builder().start(20);
        CustomerFlow before = builder.build();
        builder.start(21);
        assertThat(before.count(CustomerCount.START)).isEqualTo(20);
    }
}
