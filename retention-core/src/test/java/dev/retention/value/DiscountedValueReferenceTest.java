package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscountedValueReferenceTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final AmountPerCustomer HUNDRED = AmountPerCustomer.of(new BigDecimal("100"), USD);
    private static final DiscountRate TEN_PERCENT = DiscountRate.percentPerYear(10);

    private static DiscountedValue yearly(PaymentTiming timing) {
        return DiscountedValue.of(PeriodsPerYear.YEARLY, TEN_PERCENT, timing);
    }

    /**
     * Fader and Hardie, note 024, cases 1 and 2 (m (1+d)/(1+d−r) and m r/(1+d−r)), and the same two shifted by a period: m = 100,
     * r = 0.8, d = 10 %.
     */
    @ParameterizedTest
    @CsvSource({
        "FIRST_PAYMENT_NOW, 366.66666666666663",
        "JUST_PAID, 266.66666666666663",
        "RENEWAL_DUE, 293.3333333333333",
        "END_OF_PERIOD, 333.3333333333333",
    })
    void constantRetention(PaymentTiming timing, double expected) {
        assertThat(yearly(timing)
                        .atConstantRetention(HUNDRED, 0.8)
                        .orElseThrow()
                        .asDouble())
                .isCloseTo(expected, within(1e-12 * expected));
        assertThat(yearly(timing).atConstantRetention(HUNDRED, 0.8, 2000).asDouble())
                .isCloseTo(expected, within(1e-12 * expected));
        assertThat(yearly(timing).along(HUNDRED, t -> Math.pow(0.8, t), 2000).asDouble())
                .isCloseTo(expected, within(1e-12 * expected));
    }

    /**
     * CBA workshop, day 2, slides 147-151: 5,000 customers with r = 0.9 and 10,000 with r = 0.5, margin 100, d = 10 %. Who is still
     * there after two renewals is of the loyal segment with probability 0.618 and worth 341.1, not the 230 of the mean retention.
     */
    @Test
    void twoSegments() {
        DiscountedValue due = yearly(PaymentTiming.RENEWAL_DUE);
        double loyal = due.atConstantRetention(HUNDRED, 0.9).orElseThrow().asDouble();
        double fickle = due.atConstantRetention(HUNDRED, 0.5).orElseThrow().asDouble();
        assertThat(loyal).isCloseTo(495.0, within(1e-9));
        assertThat(fickle).isCloseTo(91.7, within(0.05));
        double weight = 5000 * 0.81 / (5000 * 0.81 + 10000 * 0.25);
        assertThat(weight).isCloseTo(0.618, within(0.0005));
        assertThat(weight * loyal + (1 - weight) * fickle).isCloseTo(341.1, within(0.1));

        IntToDoubleFunction mixture = t -> weight * Math.pow(0.9, t) + (1 - weight) * Math.pow(0.5, t);
        assertThat(due.along(HUNDRED, mixture, 1000).asDouble()).isCloseTo(341.1, within(0.1));
        // all who are left after 40 renewals are loyal
        assertThat(due.alongWithTail(HUNDRED, mixture, 40, 0.9).orElseThrow().asDouble())
                .isCloseTo(due.along(HUNDRED, mixture, 2000).asDouble(), within(1e-9));
    }

    /** A yearly rate is converted: (1 + r)^(1/k) − 1. Handbook values 0.7974 % a month and 0.2688 % a week (continuous). */
    @Test
    void discountRatesCarryTheirPeriod() {
        DiscountedValue monthly = DiscountedValue.of(PeriodsPerYear.MONTHLY, TEN_PERCENT, PaymentTiming.JUST_PAID);
        LifetimeValue value = monthly.atConstantRetention(HUNDRED, 0.9).orElseThrow();
        assertThat(value.inputs().get("discount per period")).isCloseTo(0.007974140428903764, within(1e-15));
        assertThat(value.asDouble()).isCloseTo(90 / (0.1 + 0.007974140428903764), within(1e-9));
        assertThat(DiscountRate.percentPerYear(15).continuousPer(PeriodsPerYear.WEEKLY))
                .isCloseTo(0.002687729661060743, within(1e-15));
        assertThat(value.toString())
                .isEqualTo(
                        "833.53 USD (100.00 · 8.33533 expected payments, retention 90.0 %, at 10 % a year, JUST_PAID,"
                                + " DISCOUNTED)");
    }

    @Test
    void edges() {
        DiscountedValue plain =
                DiscountedValue.of(PeriodsPerYear.YEARLY, DiscountRate.NONE, PaymentTiming.FIRST_PAYMENT_NOW);
        assertThat(plain.atConstantRetention(HUNDRED, 1)).isEmpty();
        assertThat(plain.alongWithTail(HUNDRED, t -> 1, 3, 1)).isEmpty();
        assertThat(plain.atConstantRetention(HUNDRED, 1, 7).asDouble()).isEqualTo(700);
        assertThat(plain.atConstantRetention(HUNDRED, 0).orElseThrow().asDouble())
                .isEqualTo(100);
        assertThat(plain.atConstantRetention(HUNDRED, 0, 5).asDouble()).isEqualTo(100);
        assertThat(plain.along(List.of(HUNDRED, AmountPerCustomer.of(new BigDecimal("50"), USD)), t -> t == 0 ? 1 : 0.5)
                        .asDouble())
                .isEqualTo(125);
        // a retention within 1e-12 of 1 keeps its digits
        assertThat(plain.atConstantRetention(HUNDRED, 1 - 0x1p-40).orElseThrow().asDouble())
                .isEqualTo(100 * 0x1p40);
        assertThat(plain.atConstantRetention(HUNDRED, 1 - 0x1p-40, 10).asDouble())
                .isCloseTo(1000, within(1e-7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(double r) {
        DiscountedValue method = yearly(PaymentTiming.JUST_PAID);
        assertThatThrownBy(() -> method.atConstantRetention(HUNDRED, r)).hasMessageContaining("retentionPerPeriod");
        assertThatThrownBy(() -> method.along(HUNDRED, t -> r, 3)).hasMessageContaining("stillCustomer at 1");
        assertThatThrownBy(() -> method.alongWithTail(HUNDRED, t -> 1, 3, r))
                .hasMessageContaining("tailRetentionPerPeriod");
    }

    @Test
    void refusesACurveThatRisesAndNoPayments() {
        DiscountedValue method = yearly(PaymentTiming.JUST_PAID);
        assertThatThrownBy(() -> method.along(HUNDRED, t -> t / 10.0, 3))
                .hasMessage("stillCustomer at 2 (0.2) must not rise: it was 0.1");
        assertThatThrownBy(() -> method.along(HUNDRED, t -> 1, 0)).hasMessage("payments (0) must be from 1 to 1000000");
        assertThatThrownBy(() -> method.atConstantRetention(HUNDRED, 0.5, 0)).hasMessageContaining("payments (0)");
        assertThatThrownBy(() -> method.along(List.of(), t -> 1)).hasMessageContaining("at least one payment");
    }
}
