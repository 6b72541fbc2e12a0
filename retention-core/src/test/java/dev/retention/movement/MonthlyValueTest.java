package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.movement.BillingInterval.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthlyValueTest {
    /** What systems make of the same price. */
    @ParameterizedTest
    @CsvSource({
        "YEAR_OF_52_WEEKS, 100, 1, WEEK, 1300/3, 433.33",
        "MONTH_OF_4_WEEKS, 100, 1, WEEK, 400, 400.00",
        "MONTH_OF_4_33_WEEKS, 100, 1, WEEK, 433, 433.00",
        "MONTHS_AND_YEARS, 100, 1, WEEK, 0, 0.00",
        "YEAR_OF_365_DAYS, 84, 1, WEEK, 365, 365.00",
        "YEAR_OF_52_WEEKS, 100, 2, WEEK, 650/3, 216.67",
        "MONTH_OF_4_WEEKS, 100, 2, WEEK, 200, 200.00",
        "YEAR_OF_52_WEEKS, 12, 1, DAY, 365, 365.00",
        "MONTH_OF_4_WEEKS, 12, 1, DAY, 360, 360.00",
        "MONTHS_AND_YEARS, 12, 1, DAY, 0, 0.00",
        "YEAR_OF_52_WEEKS, 2000, 1, YEAR, 500/3, 166.67",
        "YEAR_OF_52_WEEKS, 2000, 2, YEAR, 250/3, 83.33",
        "YEAR_OF_52_WEEKS, 90, 3, MONTH, 30, 30.00",
        "YEAR_OF_52_WEEKS, 90, 6, MONTH, 15, 15.00",
        "MONTHS_AND_YEARS, 9.99, 1, MONTH, 999/100, 9.99",
        "MONTHS_AND_YEARS, 1E+2, 1, MONTH, 100, 100.00",
        "MONTHS_AND_YEARS, 0, 7, YEAR, 0, 0.00",
    })
    void factorsByName(MonthlyFactor factor, BigDecimal price, int count, Unit unit, String exact, BigDecimal rounded) {
        MonthlyValue value = factor.monthly(price, BillingInterval.every(count, unit));
        assertThat(value).hasToString(exact);
        assertThat(value.rounded(2, RoundingMode.HALF_EVEN)).isEqualTo(rounded);
        assertThat(value.asDouble()).isCloseTo(rounded.doubleValue(), within(0.005));
    }

    /** Kill Bill rounds half up to four decimals. */
    @Test
    void roundsAsNamed() {
        MonthlyFactor factor = MonthlyFactor.MONTHS_AND_YEARS;
        assertThat(factor.monthly(new BigDecimal("19.95"), BillingInterval.YEARLY)
                        .rounded(4, RoundingMode.HALF_UP))
                .isEqualTo("1.6625");
        assertThat(factor.monthly(new BigDecimal("29.95"), BillingInterval.YEARLY)
                        .rounded(4, RoundingMode.HALF_UP))
                .isEqualTo("2.4958");
        MonthlyValue third = factor.monthly(BigDecimal.ONE, BillingInterval.QUARTERLY);
        assertThatThrownBy(() -> third.rounded(2, RoundingMode.UNNECESSARY)).isInstanceOf(ArithmeticException.class);
        // Rounded before or after the sum.
        assertThat(third.plus(third).plus(third)).isEqualTo(factor.monthly(BigDecimal.ONE, BillingInterval.MONTHLY));
        assertThat(third.rounded(2, RoundingMode.HALF_EVEN).multiply(BigDecimal.valueOf(3)))
                .isEqualByComparingTo("0.99");
    }

    @Property(tries = 300)
    void sumsAreExact(
            @ForAll @LongRange(min = 0, max = 1_000_000) long cents,
            @ForAll @IntRange(min = 1, max = 400) int count,
            @ForAll Unit unit,
            @ForAll MonthlyFactor factor,
            @ForAll @IntRange(max = 50) int quantity) {
        BigDecimal price = BigDecimal.valueOf(cents, 2);
        MonthlyValue value = factor.monthly(price, BillingInterval.every(count, unit));
        MonthlyValue sum = MonthlyValue.ZERO;
        for (int i = 0; i < quantity; i++) {
            sum = sum.plus(value);
        }
        assertThat(sum).isEqualTo(value.times(quantity)).hasSameHashCodeAs(value.times(quantity));
        assertThat(sum.minus(value.times(quantity))).isEqualTo(MonthlyValue.ZERO);
        // So many intervals at once are one unit.
        assertThat(value.times(count)).isEqualTo(factor.monthly(price, BillingInterval.every(1, unit)));
        assertThat(value.compareTo(value.plus(factor.monthly(BigDecimal.ONE, BillingInterval.MONTHLY))))
                .isNegative();
        assertThat(factor.monthly(price, BillingInterval.every(12 * count, Unit.MONTH)))
                .isEqualTo(factor.monthly(price, BillingInterval.every(count, Unit.YEAR)));
    }

    @Property(tries = 300)
    void asANumberItIsTheNearest(@ForAll @LongRange(min = 1, max = 1_000_000) long cents) {
        double nearest = MonthlyFactor.MONTHS_AND_YEARS
                .monthly(BigDecimal.valueOf(cents, 2), BillingInterval.YEARLY)
                .asDouble();
        BigDecimal exact = BigDecimal.valueOf(cents, 2).divide(BigDecimal.valueOf(12), new java.math.MathContext(60));
        for (double other : new double[] {Math.nextUp(nearest), Math.nextDown(nearest)}) {
            assertThat(new BigDecimal(other).subtract(exact).abs())
                    .isGreaterThanOrEqualTo(
                            new BigDecimal(nearest).subtract(exact).abs());
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BillingInterval.every(0, Unit.MONTH))
                .withMessageContaining("count (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonthlyFactor.MONTHS_AND_YEARS.monthly(new BigDecimal("-1"), BillingInterval.MONTHLY))
                .withMessage("price (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        MonthlyFactor.MONTHS_AND_YEARS.monthly(new BigDecimal("1E+99999"), BillingInterval.MONTHLY))
                .withMessageContaining("price");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonthlyValue.ZERO.rounded(-1, RoundingMode.UP))
                .withMessage("scale (-1) must be from 0 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MonthlyValue.ZERO.times(-1))
                .withMessageContaining("quantity (-1)");
    }

    @Test
    void intervalsReadLikeWords() {
        assertThat(BillingInterval.MONTHLY).hasToString("every month");
        assertThat(BillingInterval.QUARTERLY).hasToString("every 3 months");
        assertThat(BillingInterval.every(2, Unit.WEEK)).hasToString("every 2 weeks");
    }
}
