package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.EUR;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.history.HistoryStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a loss cannot be. */
class LossTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);

    private static Loss<String> loss(
            @Nullable String reason, @Nullable String now, LossCause cause, LocalDate... heard) {
        return new Loss<>(
                "ann",
                DAY,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(reason),
                Optional.ofNullable(now),
                cause,
                false,
                List.of(heard).stream().map(day -> new Loss.Heard("call", day)).toList(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    @Test
    void theCauseIsThatOfTheReason() {
        assertThat(loss(null, null, LossCause.UNEXPLAINED, DAY.minusDays(1)).heard())
                .hasSize(1);
        assertThat(loss(null, "price", LossCause.INVOLUNTARY).reason()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss("price", "price", LossCause.UNEXPLAINED))
                .withMessage("cause (unexplained) must be that of the reason (Optional[price])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(null, null, LossCause.AVOIDABLE))
                .withMessage("cause (avoidable) must be unexplained without the reason (Optional.empty)");
        assertThatIllegalArgumentException().isThrownBy(() -> loss("price", null, LossCause.UNEXPLAINED));
        assertThatIllegalArgumentException().isThrownBy(() -> loss(null, " ", LossCause.AVOIDABLE));
    }

    @Test
    void whatWasHeardCameBefore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(null, null, LossCause.UNEXPLAINED, DAY))
                .withMessage("heard (call on 2024-03-01) must be before day (2024-03-01)");
    }

    @Test
    void anArrivalAfterTheLossIsNamedWithItsColumn() {
        HistoryStore<String> list = HistoryStore.ofDates((LocalDate day) -> "ann", day -> day)
                .amounts(day -> BigDecimal.ONE, EUR)
                .day("came", day -> LocalDate.of(2024, 3, 5))
                .from(List.of(DAY));
        assertThatThrownBy(() -> Losses.ofList(MONTHS).since("came").of(list))
                .hasMessageContaining("column (came) is 2024-03-05, which must not be after the loss on 2024-03-01");
    }
}
