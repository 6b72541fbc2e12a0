package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at the ends of what a type can hold: an answer within its range, or a refusal that names the argument. */
class HostileNumbersTest {
    @Test
    void anIntervalAtNoConfidenceIsThePoint() {
        assertThat(ProportionInterval.WILSON.of(Proportion.of(0, 7), 1e-300)).isEqualTo(Interval.of(0, 0, 1e-300));
        assertThat(Proportion.of(3, 7)
                        .comparedWith(Proportion.of(0, 5))
                        .differenceInterval(1e-300)
                        .lower())
                .isCloseTo(3.0 / 7, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-300, 1e-10, 1e19, 1e300, Double.POSITIVE_INFINITY, Double.NaN})
    void unitsOfTimeAreOfThisWorld(double count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeriodsPerYear.of(count))
                .withMessage("count (" + count + ") must be from 1e-9 to 1e18 periods a year");
    }

    @Test
    void ratesPerUnitsFarApartAreFiniteOrRefused() {
        PeriodsPerYear long1 = PeriodsPerYear.of(1e-9);
        PeriodsPerYear short1 = PeriodsPerYear.of(1e18);
        assertThat(long1.per(short1)).isPositive();
        assertThat(short1.per(long1)).isFinite();
        DiscountRate ten = DiscountRate.percentPerYear(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten.effectivePer(long1))
                .withMessage("period (0.000000001 a year) is too long for a rate of 10 % a year");
        assertThat(ten.effectivePer(short1)).isPositive();
    }

    @Test
    void whateverPrintsPrints() {
        assertThat(Interval.of(-Double.MAX_VALUE, Double.MAX_VALUE, 0.95).toPercentString())
                .isEqualTo("[-1.79769E+310 %, 1.79769E+310 %]");
        assertThat(Interval.of(-1e-300, 1e300, Double.MIN_VALUE).toPercentString())
                .isEqualTo("[0.0 %, 1E+302 %]");
        assertThat(PeriodsPerYear.MONTHLY).hasToString("12 a year");
        assertThat(Proportion.of(19, 20).comparedWith(Proportion.of(7, 10)))
                .hasToString("95.0 % (19 of 20) against 70.0 % (7 of 10)");
        assertThat(Interval.of(Double.NEGATIVE_INFINITY, 0, 0.5)).hasToString("[-Infinity, 0] at 50 %");
        assertThat(ChurnRate.of(ChurnFormula.EVENTS_OVER_START, Long.MAX_VALUE, 1))
                .hasToString("9.22337E+20 % (9.22337E+18 of 1, EVENTS_OVER_START)");
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is under test
    void nullsAreRefusedByName() {
        Proportion half = Proportion.of(1, 2);
        ChurnRate rate = ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 2);
        CustomerFlow flow = CustomerFlow.builder().start(1).build();
        refused("other", () -> half.plus(null));
        refused("method", () -> half.interval(null, 0.95));
        refused("reference", () -> half.comparedWith(null));
        refused("groups", () -> Proportion.pooled(null));
        refused("alternative", () -> half.comparedWith(half).fisherExact(null));
        refused("proportion", () -> ProportionInterval.WALD.of(null, 0.95));
        refused("formula", () -> ChurnRate.of(null, 1, 2));
        refused("formula", () -> RetentionRate.of(null, 1, 2));
        refused("from", () -> rate.rescaled(null, PeriodsPerYear.DAILY));
        refused("to", () -> rate.rescaled(PeriodsPerYear.DAILY, null));
        refused("method", () -> rate.interval(null, 0.95));
        refused("period", () -> DiscountRate.NONE.continuousPer(null));
        refused("period", () -> DiscountRate.per(null, 0.1));
        refused("other", () -> PeriodsPerYear.DAILY.per(null));
        refused("formula", () -> flow.churn(null));
        refused("formula", () -> flow.findRetention(null));
        refused("count", () -> flow.findCount(null));
        refused("count", () -> CustomerFlow.builder().count(null, 1));
    }

    private static void refused(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
