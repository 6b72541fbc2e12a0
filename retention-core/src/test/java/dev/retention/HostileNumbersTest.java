package dev.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers at the ends of what a type can hold: an answer within its range, or a refusal that names the argument. */
class HostileNumbersTest {
    private static final List<Long> TOTALS =
            List.of(1L, 2L, 1_000L, 1_000_000_000L, 1L << 52, 1L << 53, 100_000_000_000_000_000L, Long.MAX_VALUE);
    private static final List<Double> LEVELS =
            List.of(Double.MIN_VALUE, 1e-300, 1e-17, 1e-10, 0.5, 0.95, 1 - 1e-10, 1 - 0x1p-53);

    @ParameterizedTest
    @EnumSource
    void everyIntervalOfAnyCountsAtAnyLevelIsWithinItsRange(ProportionInterval method) {
        boolean byBeta = method == ProportionInterval.JEFFREYS || method == ProportionInterval.CLOPPER_PEARSON;
        for (long total : TOTALS) {
            for (long count : List.of(0L, 1L, total / 1000, total / 2, total - 1, total)) {
                Proportion proportion = Proportion.of(count, total);
                for (double level : LEVELS) {
                    if (byBeta && total > 1L << 53) {
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> method.of(proportion, level))
                                .withMessage("total (%s) must be at most 2^53 for the interval by %s", total, method);
                    } else {
                        Interval interval = method.of(proportion, level);
                        assertThat(interval.lower()).isBetween(0.0, interval.upper());
                        assertThat(interval.upper()).isLessThanOrEqualTo(1);
                        assertThat(interval.toString()).doesNotContain("NaN");
                    }
                }
            }
        }
    }

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
        assertThat(long1.in(short1)).isPositive();
        assertThat(short1.in(long1)).isFinite();
        DiscountRate ten = DiscountRate.percentPerYear(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten.effectivePer(long1))
                .withMessage("period (0.000000001 a year) is too long for a rate of 10 % a year");
        assertThat(ten.effectivePer(short1)).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.per(PeriodsPerYear.DAILY, 1e300))
                .withMessage("fraction (1.0E300) must be at least 0 and come to at most 1e100 a year");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscountRate.perYear(Double.MAX_VALUE))
                .withMessage("perYear (1.7976931348623157E308) must be a fraction from 0 to 1e100");
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DiscountRate.continuous(PeriodsPerYear.YEARLY, bad))
                    .withMessageStartingWith("fraction (" + bad + ")");
        }
    }

    @Test
    void whateverPrintsPrints() {
        assertThat(Interval.of(-Double.MAX_VALUE, Double.MAX_VALUE, 0.95).toPercentString())
                .isEqualTo("[-Infinity %, Infinity %]");
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
        refused("other", () -> PeriodsPerYear.DAILY.in(null));
        refused("formula", () -> flow.churn(null));
        refused("formula", () -> flow.findRetention(null));
        refused("count", () -> flow.findCount(null));
        refused("count", () -> CustomerFlow.builder().count(null, 1));
    }

    private static void refused(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }

    @Test
    void aContinuousRateComesBack() {
        DiscountRate rate = DiscountRate.continuous(PeriodsPerYear.MONTHLY, 0.01);
        assertThat(rate.perYear()).isCloseTo(Math.exp(0.12) - 1, within(1e-16));
        assertThat(rate.continuousPer(PeriodsPerYear.MONTHLY)).isCloseTo(0.01, within(1e-17));
        assertThat(DiscountRate.continuous(PeriodsPerYear.YEARLY, 0)).isEqualTo(DiscountRate.NONE);
        // 10 % a year is ln 1.1 of it, continuously.
        assertThat(DiscountRate.continuous(PeriodsPerYear.YEARLY, Math.log(1.1)).perYear())
                .isCloseTo(0.1, within(1e-16));
    }
}
