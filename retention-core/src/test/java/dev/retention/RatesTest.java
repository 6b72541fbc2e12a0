package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {

    @Test
    void tenPercentAMonthIsNotAHundredAndTwentyAYear() {
        ChurnRate month = ChurnRate.of(ChurnFormula.SNAPSHOT, 10, 100);
        ChurnRate year = month.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY);
        // 1 − 0.9¹², exactly
        assertThat(year.asDouble()).isCloseTo(0.717570463519, within(1e-15));
        assertThat(year).hasToString("71.8 % (RESCALED SNAPSHOT)");
        assertThat(year.formula()).isEqualTo(ChurnFormula.RESCALED);
        assertThat(year.basis()).isEqualTo(ChurnFormula.SNAPSHOT);
        assertThat(year.rescaled(PeriodsPerYear.YEARLY, PeriodsPerYear.MONTHLY).asDouble())
                .isCloseTo(0.1, within(1e-15));
        assertThat(year.proportion()).isEmpty();
        assertThat(new ChurnRate(ChurnFormula.RESCALED, ChurnFormula.RESCALED, 0.5, 1))
                .hasToString("50.0 % (RESCALED)");
    }

    @Test
    void rescalingKeepsTheDigitsOfBothTails() {
        ChurnRate rare = ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 1_000_000_000_000L);
        // 1 − (1 − 1e-12)¹² = 12e-12 − 66e-24 + …
        assertThat(rare.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY).asDouble())
                .isCloseTo(1.2e-11 - 6.6e-23, within(1e-26));
        RetentionRate few = RetentionRate.of(RetentionFormula.SURVIVORS, 1, 1000);
        RetentionRate year = few.rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY);
        assertThat(year.asDouble()).isCloseTo(1e-36, within(1e-50));
        assertThat(year.formula()).isEqualTo(RetentionFormula.ONE_MINUS_CHURN);
        assertThat(year.toChurn().asDouble()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 1"})
    void certaintyRescalesToItself(long lost, double rate) {
        PeriodsPerYear tiny = PeriodsPerYear.of(1e-9);
        PeriodsPerYear huge = PeriodsPerYear.of(1e18);
        ChurnRate churn = ChurnRate.of(ChurnFormula.SNAPSHOT, lost, 7);
        assertThat(churn.rescaled(tiny, huge).asDouble()).isEqualTo(rate);
        assertThat(churn.rescaled(huge, tiny).asDouble()).isEqualTo(rate);
        assertThat(churn.toRetention().rescaled(tiny, huge).asDouble()).isEqualTo(1 - rate);
        assertThat(churn.toRetention().rescaled(huge, tiny).asDouble()).isEqualTo(1 - rate);
    }

    @Test
    void onlySharesOfOneAreRescaled() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChurnRate.of(ChurnFormula.EVENTS_OVER_START, 21, 20)
                        .rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY))
                .withMessage("105.0 % (21 of 20, EVENTS_OVER_START) must be in [0, 1] to be another period's rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChurnRate.of(ChurnFormula.NET_OF_RETURNS, -1, 20)
                        .rescaled(PeriodsPerYear.MONTHLY, PeriodsPerYear.YEARLY));
    }

    @Test
    void averagesPrintAsTheyAre() {
        ChurnRate churn = new ChurnRate(ChurnFormula.EVENTS_OVER_AVERAGE, ChurnFormula.EVENTS_OVER_AVERAGE, 3, 10.5);
        assertThat(churn).hasToString("28.6 % (3 of 10.5, EVENTS_OVER_AVERAGE)");
        assertThat(churn.toRetention())
                .hasToString("71.4 % (ONE_MINUS_CHURN, churn 28.6 % (3 of 10.5, EVENTS_OVER_AVERAGE))");
        assertThat(churn.toRetention().numerator()).isEqualTo(7.5);
        assertThat(churn.toRetention().denominator()).isEqualTo(10.5);
        assertThat(churn.asPercent()).isCloseTo(28.571428571428573, within(1e-13));
        assertThat(new ChurnRate(ChurnFormula.SUM_OF_DAILY, ChurnFormula.SUM_OF_DAILY, 0.25, 1))
                .hasToString("25.0 % (SUM_OF_DAILY)");
        assertThat(ChurnRate.of(ChurnFormula.NET_OF_RETURNS, -3, 20)).hasToString("-15.0 % (-3 of 20, NET_OF_RETURNS)");
    }

    @ParameterizedTest
    @EnumSource(ChurnFormula.class)
    void retentionRemembersItsChurn(ChurnFormula formula) {
        ChurnRate churn = ChurnRate.of(formula, 1, 4);
        RetentionRate retention = churn.toRetention();
        assertThat(retention.asDouble()).isEqualTo(0.75);
        assertThat(retention.asPercent()).isEqualTo(75);
        assertThat(retention.toChurn()).isEqualTo(churn);
        assertThat(retention.proportion().isPresent()).isEqualTo(formula.isShare());
        if (formula.isShare()) {
            assertThat(retention.proportion()).contains(Proportion.of(3, 4));
            assertThat(churn.interval(ProportionInterval.WILSON, 0.9))
                    .isEqualTo(Proportion.of(1, 4).interval(ProportionInterval.WILSON, 0.9));
        } else {
            assertThatIllegalStateException()
                    .isThrownBy(() -> churn.interval(ProportionInterval.WILSON, 0.9))
                    .withMessageContaining(formula + " did not give a share");
            assertThatIllegalStateException().isThrownBy(() -> retention.interval(ProportionInterval.WILSON, 0.9));
        }
    }

    @Test
    void complementaryPairs() {
        assertThat(RetentionRate.of(RetentionFormula.SURVIVORS, 19, 20).toChurn())
                .isEqualTo(ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 20));
        assertThat(RetentionRate.of(RetentionFormula.HEADCOUNT, 19, 20).toChurn())
                .isEqualTo(ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 20));
        assertThat(RetentionRate.of(RetentionFormula.RENEWAL_BASE, 19, 20).toChurn())
                .isEqualTo(ChurnRate.of(ChurnFormula.RENEWAL_BASE, 1, 20));
        assertThatIllegalStateException()
                .isThrownBy(() -> RetentionRate.of(RetentionFormula.REPEAT_PURCHASE, 19, 20)
                        .toChurn());
        RetentionRate tooMany = RetentionRate.of(RetentionFormula.HEADCOUNT, 24, 20);
        assertThat(tooMany.asDouble()).isEqualTo(1.2);
        assertThat(tooMany.proportion()).isEmpty();
        assertThatIllegalStateException().isThrownBy(tooMany::toChurn);
        assertThatIllegalStateException().isThrownBy(() -> tooMany.interval(ProportionInterval.WILSON, 0.95));
        assertThat(RetentionRate.of(RetentionFormula.HEADCOUNT, -1, 20).proportion())
                .isEmpty();
        for (long kept : new long[] {0, 20}) {
            assertThat(RetentionRate.of(RetentionFormula.HEADCOUNT, kept, 20).proportion())
                    .contains(Proportion.of(kept, 20));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SNAPSHOT, 1, 0",
        "SNAPSHOT, 0, 0",
        "SNAPSHOT, 0, -1",
        "SNAPSHOT, 5, 4",
        "SNAPSHOT, -1, 4",
        "SNAPSHOT, 0.5, 4",
        "SNAPSHOT, 1, 4.5",
        "SNAPSHOT, NaN, 4",
        "SNAPSHOT, 1, NaN",
        "SNAPSHOT_OVER_AVERAGE, 9, 4",
        "EVENTS_OVER_START, -1, 4",
        "EVENTS_OVER_START, Infinity, 4",
        "EVENTS_OVER_START, 4, Infinity",
        "NET_OF_RETURNS, -Infinity, 4",
        "RESCALED, 1.5, 1",
    })
    void impossibleRatesAreRefused(ChurnFormula formula, double numerator, double denominator) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChurnRate(formula, formula, numerator, denominator))
                .withMessageStartingWith(formula + ": numerator");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 21})
    void impossibleRetentionIsRefused(long retained) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionRate.of(RetentionFormula.SURVIVORS, retained, 20))
                .withMessage("SURVIVORS: numerator (" + retained
                        + ") of denominator (20) must give a rate that is in [0, 1]");
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is under test
    void boundaries() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionRate.of(RetentionFormula.SURVIVORS, 0, 0))
                .withMessage("SURVIVORS: numerator (0) must be finite and denominator (0) positive and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionRate.of(RetentionFormula.ONE_MINUS_CHURN, 1, 2))
                .withMessageContaining("toRetention()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChurnRate(ChurnFormula.SNAPSHOT, ChurnFormula.SCHEDULED, 1, 2));
        assertThatNullPointerException().isThrownBy(() -> ChurnRate.of(null, 1, 2));
        assertThatNullPointerException().isThrownBy(() -> RetentionRate.of(null, 1, 2));
        assertThat(new ChurnRate(ChurnFormula.SNAPSHOT, ChurnFormula.SNAPSHOT, -0.0, 4))
                .isEqualTo(ChurnRate.of(ChurnFormula.SNAPSHOT, 0, 4));
    }

    @Test
    void equalRatesOnOtherEvidenceAreNotEqual() {
        RetentionRate half = RetentionRate.of(RetentionFormula.SURVIVORS, 1, 2);
        RetentionRate more = RetentionRate.of(RetentionFormula.SURVIVORS, 2, 4);
        assertThat(half).isNotEqualTo(more).isNotEqualTo("1 of 2");
        assertThat(half).isNotEqualTo(RetentionRate.of(RetentionFormula.HEADCOUNT, 1, 2));
        assertThat(half)
                .isEqualTo(RetentionRate.of(RetentionFormula.SURVIVORS, 1, 2))
                .hasSameHashCodeAs(RetentionRate.of(RetentionFormula.SURVIVORS, 1, 2));
        assertThat(RetentionRate.BY_VALUE.compare(half, more)).isZero();
        assertThat(ChurnRate.BY_VALUE.compare(half.toChurn(), ChurnRate.of(ChurnFormula.EVENTS_OVER_START, 3, 4)))
                .isNegative();
        assertThat(Proportion.BY_VALUE.compare(Proportion.of(1, 2), Proportion.of(2, 4)))
                .isZero();
    }

    @Test
    void formulasListTheirCounts() {
        assertThat(ChurnFormula.SCHEDULED.counts())
                .containsExactlyInAnyOrder(CustomerCount.LOST, CustomerCount.CANCELLING, CustomerCount.START);
        assertThat(RetentionFormula.ONE_MINUS_CHURN.counts()).isEmpty();
        assertThat(ChurnFormula.values()).hasSize(15);
    }
}
