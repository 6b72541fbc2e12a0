package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.DiscountRate;
import dev.retention.PeriodsPerYear;
import dev.retention.survival.KaplanMeier;
import dev.retention.survival.LifeTable;
import dev.retention.survival.SurvivalCurve;
import dev.retention.survival.Tenure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurvivalValueTest {
    private static final DiscountRate TEN = DiscountRate.percentPerYear(10);
    private static final AmountPerCustomer TEN_USD =
            AmountPerCustomer.of(new BigDecimal("10"), Currency.getInstance("USD"));

    private static SurvivalCurve curve(Iterable<Tenure> tenures) {
        return KaplanMeier.withDefaults().estimate(LifeTable.of(tenures));
    }

    private static DiscountedValue monthly(PaymentTiming timing) {
        return DiscountedValue.of(PeriodsPerYear.MONTHLY, TEN, timing);
    }

    /** Nobody censored: the value is the mean of what each customer paid, and its variance theirs over n. */
    @ParameterizedTest
    @EnumSource(PaymentTiming.class)
    void withoutCensoringItIsTheMeanOfTheCustomers(PaymentTiming timing) {
        SplittableRandom random = new SplittableRandom(4);
        double[] days = random.ints(200, 40, 400).asDoubleStream().toArray();
        SurvivalValue value = monthly(timing)
                .along(
                        TEN_USD,
                        curve(Arrays.stream(days).mapToObj(Tenure::ended).toList()),
                        30);
        double[] paid = Arrays.stream(days)
                .map(stayed -> {
                    double sum = 0;
                    for (int t = timing.first(); t * 30 < stayed; t++) {
                        sum += 10 * Math.pow(1.1, -(t + timing.delay()) / 12.0);
                    }
                    return sum;
                })
                .toArray();
        double mean = Arrays.stream(paid).average().orElseThrow();
        double squares =
                Arrays.stream(paid).map(each -> (each - mean) * (each - mean)).sum();
        assertThat(value.value().asDouble()).isCloseTo(mean, within(1e-10));
        assertThat(value.standardError()).isCloseTo(Math.sqrt(squares) / 200, within(1e-10));
        assertThat(value.value().formula()).isEqualTo(LifetimeValueFormula.DISCOUNTED);
    }

    /** By hand, undiscounted payments of 10 at 0, 1 and 2 months: S = 1, 3/4 and, one of two leaving, 3/8. */
    @Test
    void censoredCustomersCountUntilTheyAreLost() {
        List<Tenure> tenures =
                List.of(Tenure.ended(0.5), Tenure.censored(1.2), Tenure.ended(1.7), Tenure.censored(2.5));
        SurvivalValue value = DiscountedValue.of(
                        PeriodsPerYear.MONTHLY, DiscountRate.NONE, PaymentTiming.FIRST_PAYMENT_NOW)
                .along(TEN_USD, curve(tenures), 1);
        assertThat(value.value().asDouble()).isCloseTo(10 + 7.5 + 3.75, within(1e-12));
        // 3.75² · 1/(2 · 1) + 11.25² · 1/(4 · 3)
        assertThat(value.standardError()).isCloseTo(Math.sqrt(14.0625 / 2 + 126.5625 / 12), within(1e-12));
        assertThat(value.interval(0.95).contains(21.25)).isTrue();
        assertThat(value.toString()).startsWith("21.25 USD (").endsWith(") ± 4.193");
    }

    @Test
    void thePaymentsEndWithTheCurve() {
        List<Tenure> tenures = new ArrayList<>(List.of(Tenure.ended(3), Tenure.censored(5)));
        SurvivalCurve curve = curve(tenures);
        assertThat(monthly(PaymentTiming.JUST_PAID)
                        .along(TEN_USD, curve, 5)
                        .value()
                        .inputs()
                        .get("expected payments"))
                .isCloseTo(0.5 * Math.pow(1.1, -1 / 12.0), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monthly(PaymentTiming.JUST_PAID).along(TEN_USD, curve, 5.1))
                .withMessage(
                        "periodLength (5.1) must be at most the last time of the curve (5.0), and at least a millionth"
                                + " of it");
        assertThat(monthly(PaymentTiming.FIRST_PAYMENT_NOW)
                        .along(TEN_USD, curve, 5.1)
                        .value()
                        .asDouble())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void periodsMustBePositiveAndFinite(double bad) {
        SurvivalCurve curve = curve(List.of(Tenure.censored(5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monthly(PaymentTiming.JUST_PAID).along(TEN_USD, curve, bad));
        LifetimeValue value =
                monthly(PaymentTiming.JUST_PAID).along(TEN_USD, curve, 5).value();
        if (!(bad >= 0 && bad < Double.POSITIVE_INFINITY)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new SurvivalValue(value, bad));
        }
    }
}
