package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.ChurnFormula;
import dev.retention.ChurnRate;
import dev.retention.RetentionFormula;
import dev.retention.RetentionRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifetimeValueTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final AmountPerCustomer ARPA = AmountPerCustomer.of(new BigDecimal("1090"), 11, USD);
    private static final ChurnRate TEN_PERCENT = ChurnRate.of(ChurnFormula.SNAPSHOT, 1, 10);
    private static final ChurnRate THIRTY_PERCENT = ChurnRate.of(ChurnFormula.EVENTS_OVER_START, 3, 10);
    private static final ChurnRate NONE = ChurnRate.of(ChurnFormula.SNAPSHOT, 0, 10);

    private static AmountPerCustomer usd(String amount) {
        return AmountPerCustomer.of(new BigDecimal(amount), USD);
    }

    /** The month of WorkedMonthTest: 1,090 a month of 11 customers at its end; 1,090/11/0.1 and 1,090/11/0.3. */
    @Test
    void theChurnFormulaDecidesThreefold() {
        LifetimeValue low = LifetimeValue.arpaOverChurn(ARPA, THIRTY_PERCENT).orElseThrow();
        LifetimeValue high = LifetimeValue.arpaOverChurn(ARPA, TEN_PERCENT).orElseThrow();
        assertThat(high.rounded(RoundingMode.HALF_EVEN)).isEqualTo("990.91");
        assertThat(low.rounded(RoundingMode.HALF_EVEN)).isEqualTo("330.30");
        assertThat(high).hasToString("990.91 USD (99.09… / 10.0 % (1 of 10, SNAPSHOT), ARPA_OVER_CHURN)");
        assertThat(high.formula()).isEqualTo(LifetimeValueFormula.ARPA_OVER_CHURN);
        assertThat(high.inputs()).containsEntry("churn", 0.1).containsEntry("ARPA", 1090 / 11.0);
        assertThat(high.currency()).isEqualTo(USD);
    }

    @Test
    void whereNobodyIsLostThereIsNoValue() {
        assertThat(LifetimeValue.arpaOverChurn(ARPA, NONE)).isEmpty();
        assertThat(LifetimeValue.marginOverChurn(ARPA, 0.5, NONE)).isEmpty();
        assertThat(LifetimeValue.costNet(ARPA, usd("1"), NONE)).isEmpty();
        ChurnRate moreReturned = ChurnRate.of(ChurnFormula.NET_OF_RETURNS, -1, 10);
        assertThat(LifetimeValue.arpaOverChurn(ARPA, moreReturned)).isEmpty();
        BigDecimal thousand = new BigDecimal("1000");
        assertThat(LifetimeValue.valueChurn(ARPA, 1, BigDecimal.ZERO, thousand)).isEmpty();
        assertThat(LifetimeValue.valueChurn(ARPA, 1, new BigDecimal("-10"), thousand))
                .isEmpty();
        assertThat(LifetimeValue.smoothed(List.of(ARPA), List.of(RetentionRate.of(RetentionFormula.SURVIVORS, 10, 10))))
                .isEmpty();
    }

    @Test
    void marginCostAndValueChurn() {
        assertThat(LifetimeValue.marginOverChurn(usd("100"), 0.6, TEN_PERCENT))
                .hasToString("Optional[600.00 USD (100.00 · 60.0 % / 10.0 % (1 of 10, SNAPSHOT), MARGIN_OVER_CHURN)]");
        assertThat(LifetimeValue.costNet(usd("100"), usd("30"), TEN_PERCENT))
                .hasToString("Optional[700.00 USD ((100.00 − 30.00) / 10.0 % (1 of 10, SNAPSHOT), COST_NET)]");
        // 100 + 40 lost of 1,000
        assertThat(LifetimeValue.valueChurn(usd("100"), 0.7, new BigDecimal("140"), new BigDecimal("1000")))
                .hasToString("Optional[500.00 USD (100.00 · 70.0 % / 14.0 % (140 of 1000), VALUE_CHURN)]");
    }

    @Test
    void smoothingPoolsTheMonths() {
        LifetimeValue value = LifetimeValue.smoothed(
                        List.of(AmountPerCustomer.of(new BigDecimal("1000"), 10, USD), ARPA),
                        List.of(
                                RetentionRate.of(RetentionFormula.SURVIVORS, 10, 10),
                                RetentionRate.of(RetentionFormula.SURVIVORS, 9, 10)))
                .orElseThrow();
        assertThat(value.asDouble()).isCloseTo(2090.0 / 21 / 0.05, within(1e-9));
        assertThat(value.toString()).contains("over 2 periods, SMOOTHED");
        assertThatThrownBy(() -> LifetimeValue.smoothed(List.of(), List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> LifetimeValue.smoothed(List.of(ARPA), List.of()))
                .hasMessageContaining("as many periods");
        assertThatThrownBy(() -> LifetimeValue.smoothed(
                        List.of(ARPA, ARPA),
                        List.of(
                                RetentionRate.of(RetentionFormula.SURVIVORS, 9, 10),
                                RetentionRate.of(RetentionFormula.HEADCOUNT, 9, 10))))
                .hasMessage("retention must be by one formula, not by SURVIVORS and HEADCOUNT");
    }

    @Test
    void lessAcquisitionCost() {
        AcquisitionCost cost = AcquisitionCost.of(AcquisitionCost.Basis.LOADED, new BigDecimal("2000"), 50, USD);
        LifetimeValue value = LifetimeValue.arpaOverChurn(ARPA, TEN_PERCENT).orElseThrow();
        assertThat(value.less(cost))
                .hasToString("950.91 USD (99.09… / 10.0 % (1 of 10, SNAPSHOT) − 40.00 loaded cost, ARPA_OVER_CHURN)");
        assertThat(value.less(cost).inputs()).containsEntry("acquisition cost", 40.0);
        assertThat(value.timesCost(cost).orElseThrow()).isCloseTo(24.77, within(0.01));
        assertThat(value.timesCost(AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.ZERO, 1, USD)))
                .isEmpty();
        assertThatThrownBy(() -> value.less(AcquisitionCost.of(AcquisitionCost.Basis.PAID, BigDecimal.ONE, 1, EUR)))
                .hasMessage("currency (USD) must be EUR");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0000001, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoMargin(double margin) {
        assertThatThrownBy(() -> LifetimeValue.marginOverChurn(ARPA, margin, TEN_PERCENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("grossMargin (" + margin + ")");
    }

    @Test
    void refusesMixedCurrenciesAndNoStart() {
        assertThatThrownBy(() -> LifetimeValue.costNet(ARPA, AmountPerCustomer.of(BigDecimal.ONE, EUR), TEN_PERCENT))
                .hasMessage("currency (EUR) must be USD");
        assertThatThrownBy(() -> LifetimeValue.valueChurn(ARPA, 1, BigDecimal.ONE, BigDecimal.ZERO))
                .hasMessage("startValue (0) must be above 0");
        assertThatThrownBy(() -> AmountPerCustomer.of(BigDecimal.ONE, 0, USD))
                .hasMessage("customers (0) must be at least 1");
        assertThatThrownBy(() -> AmountPerCustomer.of(new BigDecimal("1e400"), 1, USD))
                .hasMessageContaining("range of doubles");
    }

    @Test
    void amountsRoundOnlyWhereAsked() {
        assertThat(ARPA.rounded(RoundingMode.UP)).isEqualTo("99.10");
        assertThat(ARPA).hasToString("99.09… USD (1090 of 11)");
        assertThat(usd("-0.50")).hasToString("-0.50 USD");
        assertThat(ARPA.plus(usd("10"))).isEqualTo(AmountPerCustomer.of(new BigDecimal("1100"), 12, USD));
        Currency yen = Currency.getInstance("JPY");
        assertThat(AmountPerCustomer.of(new BigDecimal("100"), 3, yen)).hasToString("33… JPY (100 of 3)");
    }

    @Test
    void whatMorePointsAreWorth() {
        assertThat(RetentionGain.of(0.75, 0.05)).hasToString("+5.0 points of retention at 75.0 % are worth +25.0 %");
        assertThat(RetentionGain.of(0.897, 0.05)).hasToString("+5.0 points of retention at 89.7 % are worth +94.3 %");
        // gain/(1 − r − gain): a seventh at 60 %, all of it again at 90 %
        assertThat(RetentionGain.of(0.6, 0.05).relativeRise().orElseThrow())
                .isCloseTo(0.14285714285714285, within(1e-10));
        assertThat(RetentionGain.of(0.9, 0.05).relativeRise().orElseThrow()).isCloseTo(1, within(1e-9));
        assertThat(RetentionGain.of(0.8, -0.05).relativeRise().orElseThrow()).isCloseTo(-0.2, within(1e-12));
        assertThat(RetentionGain.of(0.95, 0.05).relativeRise().isPresent()).isEqualTo(1 - 0.95 - 0.05 > 0);
        assertThat(RetentionGain.of(0.5, 0.5).relativeRise()).isEmpty();
        assertThatThrownBy(() -> RetentionGain.of(1, 0)).hasMessage("retention (1.0) must be in [0, 1)");
        assertThatThrownBy(() -> RetentionGain.of(Double.NaN, 0)).hasMessageContaining("retention (NaN)");
        assertThatThrownBy(() -> RetentionGain.of(0.9, 0.2)).hasMessageContaining("retention + points");
        assertThatThrownBy(() -> RetentionGain.of(0.9, Double.NaN)).hasMessageContaining("retention + points (NaN)");
    }
}
