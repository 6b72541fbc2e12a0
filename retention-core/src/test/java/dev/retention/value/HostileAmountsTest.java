package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.internal.Checks;
import dev.retention.movement.RevenueFormula;
import dev.retention.movement.RevenueRate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts of one digit whose plain form has millions cost nothing: they are refused before anything is computed with them. */
class HostileAmountsTest {
    private static final Currency USD = Currency.getInstance("USD");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E+20000000",
                "1E-20000000",
                "1E+999999999",
                "1E-999999999",
                "-1E+2147483647",
                "1E+400",
                "1E-2001"
            })
    void exponentBombsAreRefusedAtEveryDoor(String text) {
        BigDecimal bomb = new BigDecimal(text);
        BigDecimal one = BigDecimal.ONE;
        AmountPerCustomer arpa = AmountPerCustomer.of(one, USD);
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, one, 1, USD);
        refused("spend", bomb, () -> AcquisitionCost.of(AcquisitionCost.Basis.PAID, bomb, 1, USD));
        refused("total", bomb, () -> AmountPerCustomer.of(bomb, 3, USD));
        refused("amount", bomb, () -> AmountPerCustomer.of(bomb, USD));
        refused("margin", bomb, () -> Payback.of(cost, 1, List.of(one, bomb)));
        refused("lostValue", bomb, () -> LifetimeValue.valueChurn(arpa, 1, bomb, one));
        refused("startValue", bomb, () -> LifetimeValue.valueChurn(arpa, 1, one, bomb));
        refused("numerator", bomb, () -> new RevenueRate(RevenueFormula.GRR_MIN, bomb, one));
        refused("denominator", bomb, () -> new RevenueRate(RevenueFormula.GRR_MIN, one, bomb));
    }

    private static void refused(
            String name, BigDecimal amount, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessage("%s (%s) must be in the range of doubles, with at most 2,000 decimals", name, amount);
    }

    @Test
    void numbersOfThousandsOfDigitsAreNotPrinted() {
        BigDecimal digits = new BigDecimal(BigInteger.ONE.shiftLeft(10_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmountPerCustomer.of(digits, USD))
                .withMessage("amount (a number of 10001 bits) must have at most 2,000 digits");
    }

    @Test
    void everyDoubleIsAnAmount() {
        for (double value : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0.1, 0}) {
            AmountPerCustomer amount = AmountPerCustomer.of(new BigDecimal(value), 7, USD);
            assertThat(amount.asDouble()).isEqualTo(value / 7);
            assertThat(amount.toString()).endsWith(" of 7)");
        }
        AmountPerCustomer wide = AmountPerCustomer.of(new BigDecimal(Double.MAX_VALUE), USD)
                .plus(AmountPerCustomer.of(new BigDecimal(Double.MIN_VALUE), USD));
        assertThat(wide.asDouble()).isEqualTo(Double.MAX_VALUE / 2);
    }

    @Test
    void quotientsPastTheRangeOfDoublesAreRefused() {
        AmountPerCustomer tiny = AmountPerCustomer.of(new BigDecimal("1E-300"), USD);
        AcquisitionCost dear = AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("1E+300"), 1, USD);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Payback.atConstantMargin(dear, tiny))
                .withMessage("the number of periods (Infinity) passes the range of doubles");
        LifetimeValue value = LifetimeValue.arpaOverChurn(
                        AmountPerCustomer.of(new BigDecimal("1E+300"), USD), ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10))
                .orElseThrow();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> value.timesCost(
                        AcquisitionCost.of(AcquisitionCost.Basis.PAID, new BigDecimal("1E-300"), 1, USD)))
                .withMessageStartingWith("value over cost");
    }

    @Test
    void loopsHaveLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueTerms.of(1, DiscountRate.NONE).inPeriods(100_001, PeriodsPerYear.DAILY))
                .withMessage("count (100001) must be from 1 to 100000 periods");
        DiscountedValue yearly =
                DiscountedValue.of(PeriodsPerYear.YEARLY, DiscountRate.NONE, PaymentTiming.FIRST_PAYMENT_NOW);
        assertThat(yearly).hasToString("0 % a year, periods of 1 a year, FIRST_PAYMENT_NOW");
        AmountPerCustomer one = AmountPerCustomer.of(BigDecimal.ONE, USD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> yearly.along(one, t -> 1, Integer.MAX_VALUE))
                .withMessage("payments (2147483647) must be from 1 to 1000000");
        // The order of a rate that makes good twice the margin: a closed form, whatever the order.
        BreakEven twice = new BreakEven(20, 10, USD);
        assertThat(twice.repeatRateBy(Integer.MAX_VALUE).orElseThrow()).isCloseTo(2.0 / 3, within(1e-14));
        double rate = twice.repeatRateBy(4).orElseThrow();
        assertThat(rate + rate * rate + rate * rate * rate).isCloseTo(2, within(1e-13));
        assertThat(new BreakEven(30, 10, USD).repeatRateBy(4)).hasValue(1);
        assertThat(new BreakEven(30.1, 10, USD).repeatRateBy(4)).isEmpty();
    }

    @Test
    void valuesAreEqualByWhatWentIntoThem() {
        AmountPerCustomer arpa = AmountPerCustomer.of(new BigDecimal("1090"), 11, USD);
        ChurnRate churn = ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10);
        LifetimeValue value = LifetimeValue.arpaOverChurn(arpa, churn).orElseThrow();
        assertThat(LifetimeValue.arpaOverChurn(arpa, churn)).contains(value);
        assertThat(LifetimeValue.arpaOverChurn(arpa, churn).orElseThrow()).hasSameHashCodeAs(value);
        // 2 of 20 is the same rate on other evidence.
        assertThat(LifetimeValue.arpaOverChurn(arpa, ChurnRate.of(ChurnFormula.SNAPSHOT, 2, 20))
                        .orElseThrow())
                .isNotEqualTo(value);
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.TEN, 1, USD);
        Payback payback = Payback.of(cost, 2, List.of(BigDecimal.TEN, BigDecimal.TEN));
        assertThat(payback)
                .isEqualTo(Payback.of(cost, 2, List.of(BigDecimal.TEN, BigDecimal.TEN)))
                .hasSameHashCodeAs(Payback.of(cost, 2, List.of(BigDecimal.TEN, BigDecimal.TEN)))
                .isNotEqualTo(Payback.of(cost, 2, List.of(BigDecimal.TEN)));
    }

    @Test
    void revenuePerCustomerBecomesAnAmount() {
        RevenueRate arpa = new RevenueRate(RevenueFormula.ARPA_END, new BigDecimal("1090.00"), BigDecimal.valueOf(11));
        assertThat(AmountPerCustomer.of(arpa, USD))
                .isEqualTo(AmountPerCustomer.of(new BigDecimal("1090.00"), 11, USD))
                .hasToString("99.09… USD (1090.00 of 11)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AmountPerCustomer.of(
                        new RevenueRate(RevenueFormula.GRR_MIN, BigDecimal.ONE, BigDecimal.TEN), USD))
                .withMessage("rate (10.0 % (1 of 10, GRR_MIN)) must be per customer");
        assertThat(new RevenueRate(RevenueFormula.QUICK_RATIO, new BigDecimal("150.00"), new BigDecimal("140.00")))
                .hasToString("1.071 (150.00 of 140.00, QUICK_RATIO)");
    }

    @Test
    @SuppressWarnings("NullAway") // what null does is under test
    void nullsAreRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> new BreakEven(1, 1, null))
                .withMessage("currency");
        assertThatNullPointerException()
                .isThrownBy(() -> new ValueCell(null, ValueCell.Maturity.COMPLETE))
                .withMessage("cohort");
        assertThatNullPointerException()
                .isThrownBy(() -> AcquisitionCost.of(AcquisitionCost.Basis.PAID, null, 1, USD))
                .withMessage("spend");
        assertThatNullPointerException()
                .isThrownBy(() -> Checks.amount(null, "amount"))
                .withMessage("amount");
    }
}
