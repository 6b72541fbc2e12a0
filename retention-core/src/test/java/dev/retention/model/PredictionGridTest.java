package dev.retention.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.PeriodsPerYear;
import dev.retention.purchase.PurchaseHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionGridTest {
    private static final BgNbd MODEL = BgNbd.of(PeriodsPerYear.WEEKLY, 0.243, 4.414, 0.793, 2.426);

    @Test
    void saysOfEachPossibleHistoryWhatTheModelSays() {
        PredictionGrid grid = PredictionGrid.of(3, 39, 13, MODEL::probabilityAlive);
        assertThat(grid.maxFrequency()).isEqualTo(3);
        assertThat(grid.recencies()).hasSize(14).startsWith(0.0, 3.0).endsWith(39.0);
        assertThat(grid.at(0, 0)).hasValue(1);
        assertThat(grid.at(2, 5)).hasValue(MODEL.probabilityAlive(PurchaseHistory.of(2, 15, 39)));
        assertThat(grid.at(3, 13)).hasValue(MODEL.probabilityAlive(PurchaseHistory.of(3, 39, 39)));
        assertThat(grid).hasToString("predictions for frequencies 0 to 3 and 14 recencies up to 39.0");
    }

    @Test
    void hasNoNumberForWhatCannotBe() {
        PredictionGrid grid = PredictionGrid.of(2, 39, 13, history -> MODEL.expectedPurchases(history, 13));
        assertThat(grid.at(0, 1)).isEmpty();
        assertThat(grid.at(1, 0)).isEmpty();
        assertThat(grid.at(1, 1)).isPresent();
    }

    @Test
    void silenceTellsMoreOfFrequentBuyers() {
        PredictionGrid grid = PredictionGrid.of(8, 39, 13, MODEL::probabilityAlive);
        for (int x = 1; x <= 8; x++) {
            for (int step = 2; step <= 13; step++) {
                assertThat(grid.at(x, step).orElseThrow())
                        .isGreaterThan(grid.at(x, step - 1).orElseThrow());
            }
        }
        assertThat(grid.at(8, 3).orElseThrow()).isLessThan(grid.at(1, 3).orElseThrow());
    }

    @Test
    void refusesWhatIsOutsideTheGrid() {
        PredictionGrid grid = PredictionGrid.of(2, 39, 13, MODEL::probabilityAlive);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> grid.at(3, 0))
                .withMessageContaining("frequency (3)");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> grid.at(0, 14))
                .withMessageContaining("step (14)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionGrid.of(-1, 39, 13, MODEL::probabilityAlive))
                .withMessageContaining("maxFrequency (-1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionGrid.of(2, 39, 0, MODEL::probabilityAlive))
                .withMessageContaining("steps (0)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAges(double age) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionGrid.of(2, age, 13, MODEL::probabilityAlive))
                .withMessageContaining("age (" + age + ")");
    }
}
