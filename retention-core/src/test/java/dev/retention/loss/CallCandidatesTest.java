package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who may be on a list of calls, and with which chance. */
class CallCandidatesTest extends CallCandidates {
    @Test
    void whoGaveARareReasonIsDrawnAsOftenAsOthers() {
        SplittableRandom random = new SplittableRandom(12);
        Map<Long, Integer> drawn = new HashMap<>();
        for (int size : List.of(1, 2, 3)) {
            CallChoice choice = CallChoice.of(size, CallRule.DRAWN_WITHIN_REASONS, DAY);
            for (int i = 0; i < 2_000; i++) {
                choice.from(candidates, List.of(), random)
                        .customers()
                        .forEach(each -> drawn.merge(each, 1, Integer::sum));
            }
        }
        // 2000 · 6 / 8 each, give or take 5 standard errors of at most 34
        assertThat(drawn).hasSize(8);
        assertThat(drawn.values()).allSatisfy(times -> assertThat(times).isBetween(1_330, 1_670));
    }

    @Test
    void whoIsLostAfterTheDayOfTheListIsRefused() {
        CustomerLoss<Long> later = CustomerLoss.of(9L, BigDecimal.ONE, "price", DAY.plusDays(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallChoice.of(1, CallRule.VALUE, DAY).from(List.of(later), List.of()))
                .withMessage("candidates (9, lost on 2026-07-02) must be lost by the day of the list: 2026-07-01");
        CustomerLoss<Long> onIt = CustomerLoss.of(9L, BigDecimal.ONE, "price", DAY);
        assertThat(CallChoice.of(1, CallRule.VALUE, DAY)
                        .from(List.of(onIt), List.of())
                        .customers())
                .containsExactly(9L);
    }

    @Test
    void equalNumbersOfOtherDecimalsMakeOneListInAnyOrder() {
        CustomerLoss<Long> one = CustomerLoss.of(9L, new BigDecimal("10.0"), "price", DAY);
        CustomerLoss<Long> other = CustomerLoss.of(9L, new BigDecimal("10.00"), "price", DAY);
        CallChoice first = CallChoice.of(1, CallRule.VALUE, DAY);
        assertThat(first.from(List.of(one, other), List.of()).candidates()).containsExactly(other);
        assertThat(first.from(List.of(other, one), List.of()).candidates()).containsExactly(other);
    }

    @Test
    void whoRestsDoesNotMakeAReasonFrequent() {
        List<CallRecord<Long>> called =
                List.of(CallRecord.of(1L, DAY.minusDays(3)), CallRecord.of(2L, DAY.minusDays(3)));
        assertThat(CallChoice.of(1, CallRule.REASONS, DAY)
                        .from(candidates, called)
                        .entries()
                        .get(0)
                        .candidate()
                        .reason())
                .contains("support");
    }

    @Test
    void blankTextsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallChoice.of(1, CallRule.VALUE, DAY).by(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallRecord.of(17, DAY).with(" ", "reached"))
                .withMessage("caller of the call to customer (17) must not be an empty text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallRecord.of(17, DAY).with("Ann", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> CustomerLoss.of(17, BigDecimal.ONE, " ", DAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CustomerLoss.of(17, new BigDecimal("9".repeat(310)), "x", DAY))
                .withMessageStartingWith("value of customer (17) (9");
    }
}
