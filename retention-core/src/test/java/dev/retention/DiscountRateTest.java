package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountRateTest {

    @Test
    void tenPercentAYear() {
        DiscountRate rate = DiscountRate.percentPerYear(10);
        assertThat(rate).isEqualTo(DiscountRate.perYear(0.10)).hasToString("10 % a year");
        // 1.1^(1/12) − 1 and ln 1.1, by mpmath 1.3.0
        assertThat(rate.effectivePer(PeriodsPerYear.MONTHLY)).isCloseTo(0.007974140428903742, within(1e-17));
        assertThat(rate.continuousPer(PeriodsPerYear.YEARLY)).isCloseTo(0.09531017980432487, within(1e-17));
        assertThat(DiscountRate.per(PeriodsPerYear.MONTHLY, 0.007974140428903742)
                        .perYear())
                .isCloseTo(0.1, within(1e-15));
        assertThat(DiscountRate.NONE.effectivePer(PeriodsPerYear.WEEKLY)).isZero();
        assertThat(DiscountRate.perYear(-0.0)).isEqualTo(DiscountRate.NONE).hasToString("0 % a year");
        assertThat(DiscountRate.perYear(0.123456789)).hasToString("12.3457 % a year");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void impossibleRatesAreRefused(double rate) {
        assertThatIllegalArgumentException().isThrownBy(() -> DiscountRate.perYear(rate));
        assertThatIllegalArgumentException().isThrownBy(() -> DiscountRate.percentPerYear(rate));
        assertThatIllegalArgumentException().isThrownBy(() -> DiscountRate.per(PeriodsPerYear.DAILY, rate));
    }

    @Test
    void ratesThatCompoundPastEveryNumberAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.per(PeriodsPerYear.DAILY, 10))
                .withMessage("fraction (10.0) of 365.0 periods a year passes the range of doubles");
    }

    @Test
    void onePercentAMonthCompoundedContinuously() {
        DiscountRate rate = DiscountRate.continuously(PeriodsPerYear.MONTHLY, 0.01);
        // e^0.12 − 1
        assertThat(rate.perYear()).isCloseTo(0.12749685157937568, within(1e-16));
        assertThat(rate.continuousPer(PeriodsPerYear.MONTHLY)).isCloseTo(0.01, within(1e-17));
    }

    @Test
    void periods() {
        assertThat(PeriodsPerYear.MONTHLY.per(PeriodsPerYear.YEARLY)).isEqualTo(12);
        assertThat(PeriodsPerYear.YEARLY.per(PeriodsPerYear.MONTHLY)).isEqualTo(1.0 / 12);
        assertThat(PeriodsPerYear.WEEKLY.per(PeriodsPerYear.QUARTERLY)).isEqualTo(13);
        assertThat(PeriodsPerYear.of(365)).isEqualTo(PeriodsPerYear.DAILY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void impossiblePeriodsAreRefused(double count) {
        assertThatIllegalArgumentException().isThrownBy(() -> PeriodsPerYear.of(count));
    }
}
