package dev.retention.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.value.AcquisitionCost.Basis;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class RetentionCostTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final RetentionCost KEEPING = RetentionCost.of(Basis.LOADED, new BigDecimal("2000.00"), 250, USD);
    private static final AcquisitionCost WINNING =
            AcquisitionCost.of(Basis.LOADED, new BigDecimal("6000.00"), 100, USD);

    @Test
    void comparesWhatKeepingAndWinningCost() {
        assertThat(KEEPING).hasToString("8.00 USD (2000.00 of 250), loaded");
        assertThat(KEEPING.perCustomer()).isEqualTo(AmountPerCustomer.of(new BigDecimal("2000.00"), 250, USD));
        // 60 for a new customer, 8 for a kept one.
        assertThat(KEEPING.ratioTo(WINNING).orElseThrow()).isCloseTo(7.5, within(1e-12));
        assertThat(KEEPING.shareOfSpend(WINNING).orElseThrow()).isCloseTo(0.25, within(1e-15));
        assertThat(KEEPING.plus(KEEPING))
                .isEqualTo(RetentionCost.of(Basis.LOADED, new BigDecimal("4000.00"), 500, USD));
        RetentionCost.AgainstWinning both = KEEPING.against(WINNING, Proportion.of(250, 300), Proportion.of(100, 2000));
        assertThat(both.ratio()).isEqualTo(KEEPING.ratioTo(WINNING));
        assertThat(both.rates().difference()).isCloseTo(250 / 300.0 - 0.05, within(1e-15));
        assertThat(both)
                .hasToString("kept 83.3 % (250 of 300), won 5.0 % (100 of 2000), +78.3 points (95 %: +73.6 to +82.2);"
                        + " a new customer costs 60.00 USD (6000.00 of 100), a kept one 8.00 USD (2000.00 of 250),"
                        + " 7.5 times as much; 25.0 % of spend is on keeping");
    }

    @Test
    void isNotThereWhereNothingWasSpent() {
        RetentionCost free = RetentionCost.of(Basis.PAID, BigDecimal.ZERO, 10, USD);
        AcquisitionCost noCost = AcquisitionCost.of(Basis.PAID, BigDecimal.ZERO, 5, USD);
        AcquisitionCost paid = AcquisitionCost.of(Basis.PAID, BigDecimal.TEN, 5, USD);
        assertThat(free.ratioTo(paid)).isEmpty();
        assertThat(free.shareOfSpend(paid)).hasValue(0);
        assertThat(free.shareOfSpend(noCost)).isEmpty();
        RetentionCost some = RetentionCost.of(Basis.PAID, BigDecimal.ONE, 10, USD);
        assertThat(some.ratioTo(noCost)).hasValue(0);
        assertThat(some.shareOfSpend(noCost)).hasValue(1);
    }

    @Test
    void refusesWhatDoesNotBelongTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KEEPING.ratioTo(AcquisitionCost.of(Basis.PAID, BigDecimal.TEN, 5, USD)))
                .withMessage("basis (paid) must be loaded");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        KEEPING.plus(RetentionCost.of(Basis.LOADED, BigDecimal.TEN, 5, Currency.getInstance("EUR"))))
                .withMessage("currency (EUR) must be USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionCost.of(Basis.PAID, BigDecimal.ONE.negate(), 5, USD))
                .withMessage("spend (-1) must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionCost.of(Basis.PAID, BigDecimal.ONE, 0, USD))
                .withMessage("kept (0) must be at least 1");
    }
}
