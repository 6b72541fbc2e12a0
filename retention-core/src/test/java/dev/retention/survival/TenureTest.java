package dev.retention.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenureTest {

    @Test
    void keepsWhatItIsGiven() {
        Tenure tenure = Tenure.ended(12).withEntry(3).withWeight(2);
        assertThat(tenure).isEqualTo(new Tenure(12, true, 3, 2));
        assertThat(tenure).hasToString("12 ended (from 3, weight 2)");
        assertThat(Tenure.censored(4.5)).hasToString("4.5+");
        assertThat(Tenure.of(-0.0, true)).isEqualTo(Tenure.of(0.0, true));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesImpossibleTimesAndWeights(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tenure.ended(value))
                .withMessageContaining("duration");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tenure.ended(5).withEntry(value))
                .withMessageContaining("entry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tenure.ended(5).withWeight(value))
                .withMessageContaining("weight");
    }

    @Test
    void refusesAnEntryNotBeforeTheEndAndAWeightOfZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tenure.ended(5).withEntry(5))
                .withMessage("entry (5.0) must be below duration (5.0)");
        // Within rounding they are one time, between which nobody is ever at risk.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tenure.ended(0.1 + 0.2).withEntry(0.3))
                .withMessage("entry (0.3) must be below duration (0.30000000000000004)");
        assertThatIllegalArgumentException().isThrownBy(() -> Tenure.ended(5).withWeight(0));
        assertThat(Tenure.ended(0).withEntry(0).duration()).isZero();
    }
}
