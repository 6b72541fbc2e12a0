package dev.retention;

import static dev.retention.ProportionComparison.Alternative.GREATER;
import static dev.retention.ProportionComparison.Alternative.LESS;
import static dev.retention.ProportionComparison.Alternative.TWO_SIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendInProportionsTest {
    private static final List<Proportion> SMOKERS =
            List.of(Proportion.of(83, 86), Proportion.of(90, 93), Proportion.of(129, 136), Proportion.of(70, 82));

    /**
     * R's help page of prop.trend.test, smokers among patients of four studies (Fleiss 1981): X-squared = 8.2249, df = 1, p-value =
     * 0.004132; with scores 0, 0, 0, 1: X-squared = 12.173, p-value = 0.0004848.
     */
    @Test
    void smokersAmongPatients() {
        TrendInProportions trend = TrendInProportions.of(SMOKERS);
        assertThat(trend.chiSquared().orElseThrow()).isCloseTo(8.2249, within(0.00005));
        assertThat(trend.test(TWO_SIDED).orElseThrow()).isCloseTo(0.004132, within(0.0000005));
        assertThat(trend.logPValue().orElseThrow())
                .isCloseTo(Math.log(trend.test(TWO_SIDED).orElseThrow()), within(1e-12));
        assertThat(trend.z().orElseThrow()).isCloseTo(-Math.sqrt(8.2249), within(0.0001));
        assertThat(trend.test(LESS).orElseThrow()).isCloseTo(0.004132 / 2, within(0.0000005));
        assertThat(trend.test(GREATER).orElseThrow()).isCloseTo(1 - 0.004132 / 2, within(0.0000005));
        TrendInProportions last = TrendInProportions.of(SMOKERS, 0, 0, 0, 1);
        assertThat(last.chiSquared().orElseThrow()).isCloseTo(12.173, within(0.0005));
        assertThat(last.test(TWO_SIDED).orElseThrow()).isCloseTo(0.0004848, within(0.00000005));
        assertThat(trend).hasToString("96.5 %, 96.8 %, 94.9 %, 85.4 %: z -2.87");
    }

    /** The difference of all four (12.6004 by R's prop.test, df 3) less the trend has two degrees of freedom. */
    @Test
    void whatIsLeftBesidesTheTrend() {
        TrendInProportions trend = TrendInProportions.of(SMOKERS);
        double left = 12.6004 - 8.2249;
        assertThat(trend.testOfDeparture().orElseThrow()).isCloseTo(Math.exp(-left / 2), within(1e-5));
        assertThat(TrendInProportions.of(SMOKERS.subList(0, 2)).testOfDeparture())
                .isEmpty();
    }

    @Test
    void whereNobodyOrEverybodyIsCountedThereIsNoTrendToTell() {
        List<Proportion> nobody = List.of(Proportion.of(0, 5), Proportion.of(0, 7), Proportion.of(0, 1));
        assertThat(TrendInProportions.of(nobody).z()).isEmpty();
        assertThat(TrendInProportions.of(nobody).chiSquared()).isEmpty();
        assertThat(TrendInProportions.of(nobody).test(TWO_SIDED)).isEmpty();
        assertThat(TrendInProportions.of(nobody).logPValue()).isEmpty();
        assertThat(TrendInProportions.of(nobody).testOfDeparture()).isEmpty();
        assertThat(TrendInProportions.of(nobody)).hasToString("0.0 %, 0.0 %, 0.0 %: no trend to tell");
        assertThat(TrendInProportions.of(List.of(Proportion.of(5, 5), Proportion.of(7, 7)))
                        .z())
                .isEmpty();
    }

    @Test
    void scoresThatTellNothingAreRefused() {
        assertThatThrownBy(() -> TrendInProportions.of(SMOKERS, 1, 1, 1, 1))
                .hasMessage("scores ([1.0, 1.0, 1.0, 1.0]) must not all be the same");
        assertThatThrownBy(() -> TrendInProportions.of(SMOKERS, 0.0, -0.0, 0.0, -0.0))
                .hasMessageContaining("must not all be the same");
        assertThatThrownBy(() -> TrendInProportions.of(SMOKERS, 1, 2))
                .hasMessage("scores (2) must be as many as groups (4)");
        assertThatThrownBy(() -> TrendInProportions.of(SMOKERS, 1, 2, 3, Double.NaN))
                .hasMessage("scores (NaN) must be from -1e300 to 1e300");
        assertThatThrownBy(() -> TrendInProportions.of(SMOKERS.subList(0, 1)))
                .hasMessage("groups (1) must be at least two");
    }

    @Test
    void scoresAtTheEndsOfDoublesTellTheSame() {
        double expected = TrendInProportions.of(SMOKERS, 0, 0, 0, 1).z().orElseThrow();
        assertThat(TrendInProportions.of(SMOKERS, 0, 0, 0, Double.MIN_VALUE).z().orElseThrow())
                .isCloseTo(expected, within(1e-12));
        assertThat(TrendInProportions.of(SMOKERS, -1e300, -1e300, -1e300, 1e300)
                        .z()
                        .orElseThrow())
                .isCloseTo(expected, within(1e-12));
        assertThat(TrendInProportions.of(SMOKERS, 1e15, 1e15, 1e15, 1e15 + 1)
                        .z()
                        .orElseThrow())
                .isCloseTo(expected, within(1e-12));
    }
}
