package dev.retention.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpendSummaryTest {

    @Test
    void nonPositiveSpendFollowsThePolicy() {
        List<SpendHistory> histories = List.of(
                SpendHistory.of(2, 10),
                SpendHistory.of(1, 0),
                SpendHistory.of(3, -4),
                SpendHistory.none(),
                SpendHistory.of(2, 10));
        SpendSummary summary = SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT);
        assertThat(summary.customers()).isEqualTo(2);
        assertThat(summary.leftOut()).isEqualTo(2);
        assertThat(summary.withoutTransactions()).isOne();
        assertThat(summary.counts()).containsExactly(Map.entry(SpendHistory.of(2, 10), 2L));
        assertThat(summary).hasToString("2 customers with spend, 2 left out, 1 without transactions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpendSummary.of(histories, NonPositiveSpend.REFUSE))
                .withMessage("meanSpend (0.0) must be positive, or the policy LEAVE_OUT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpendSummary.of(Map.of(SpendHistory.none(), -1L), NonPositiveSpend.REFUSE));
        assertThat(summary)
                .isEqualTo(SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT))
                .hasSameHashCodeAs(SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT))
                .isNotEqualTo(SpendSummary.of(
                        Map.of(SpendHistory.of(2, 10), 2L, SpendHistory.of(2, 8), 0L), NonPositiveSpend.REFUSE))
                .isNotEqualTo(SpendSummary.of(List.of(), NonPositiveSpend.REFUSE))
                .isNotEqualTo("2 customers");
    }

    @Test
    void spendIsCountedByColumnsAsByCustomer() {
        SplittableRandom random = new SplittableRandom(12);
        int n = 2000;
        int[] transactions = new int[n];
        long[] spend = new long[n];
        List<SpendHistory> histories = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            transactions[i] = random.nextInt(5);
            // Some of the largest lie so close that their means are one double.
            spend[i] = transactions[i] == 0
                    ? 0
                    : random.nextBoolean() ? random.nextInt(-5, 60) : Long.MAX_VALUE - random.nextInt(3);
            histories.add(
                    transactions[i] == 0
                            ? SpendHistory.none()
                            : SpendHistory.of(transactions[i], spend[i] / (transactions[i] * 100.0)));
        }
        SpendSummary columns = SpendColumns.summary(transactions, spend, 100, NonPositiveSpend.LEAVE_OUT);
        SpendSummary summary = SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT);
        assertThat(columns).isEqualTo(summary).hasSameHashCodeAs(summary);
        assertThat(columns.counts()).isEqualTo(summary.counts());
        assertThat(List.copyOf(columns.counts().keySet()))
                .isSortedAccordingTo(Comparator.comparingLong(SpendHistory::transactions)
                        .thenComparingDouble(SpendHistory::meanSpend));
        assertThat(columns.correlation()).isEqualTo(summary.correlation());
        Collections.shuffle(histories, new Random(3));
        assertThat(SpendSummary.of(histories, NonPositiveSpend.LEAVE_OUT)).isEqualTo(summary);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SpendColumns.summary(new int[] {0, 2}, new long[] {0, -300}, 100, NonPositiveSpend.REFUSE))
                .withMessage("meanSpend (-1.5) must be positive, or the policy LEAVE_OUT");
        assertThat(SpendColumns.summary(new int[0], new long[0], 100, NonPositiveSpend.REFUSE))
                .isEqualTo(SpendSummary.of(List.of(), NonPositiveSpend.REFUSE));
        Map<SpendHistory, Long> tooMany = Map.of(SpendHistory.of(1, 1), Long.MAX_VALUE, SpendHistory.of(1, 2), 1L);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> SpendSummary.of(tooMany, NonPositiveSpend.REFUSE));
    }

    @Test
    void correlationIsPearsons() {
        SpendSummary summary = SpendSummary.of(
                List.of(SpendHistory.of(1, 1), SpendHistory.of(2, 3), SpendHistory.of(3, 2), SpendHistory.of(4, 4)),
                NonPositiveSpend.REFUSE);
        assertThat(summary.correlation().orElseThrow()).isCloseTo(0.8, within(1e-15));
        Interval interval = summary.correlationInterval(0.95).orElseThrow();
        // tanh(artanh 0.8 ± 1.959964)
        assertThat(interval.lower()).isCloseTo(Math.tanh(1.0986122886681098 - 1.959963984540054), within(1e-12));
        assertThat(interval.upper()).isCloseTo(Math.tanh(1.0986122886681098 + 1.959963984540054), within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> summary.correlationInterval(1));
        SpendSummary perfect = SpendSummary.of(
                List.of(SpendHistory.of(1, 1), SpendHistory.of(2, 2), SpendHistory.of(3, 3), SpendHistory.of(4, 4)),
                NonPositiveSpend.REFUSE);
        assertThat(perfect.correlation().orElseThrow()).isOne();
        assertThat(perfect.correlationInterval(0.95).orElseThrow().lower()).isOne();
    }

    @Test
    void nothingCorrelatesWithAConstant() {
        for (List<SpendHistory> histories : List.of(
                List.<SpendHistory>of(),
                List.of(SpendHistory.of(1, 0.1), SpendHistory.of(1, 0.2)),
                List.of(SpendHistory.of(1, 0.1), SpendHistory.of(2, 0.1), SpendHistory.of(7, 0.1)))) {
            SpendSummary summary = SpendSummary.of(histories, NonPositiveSpend.REFUSE);
            assertThat(summary.correlation()).isEmpty();
            assertThat(summary.correlationInterval(0.9)).isEmpty();
        }
        assertThat(SpendSummary.of(
                                List.of(SpendHistory.of(1, 1), SpendHistory.of(2, 3), SpendHistory.of(3, 1)),
                                NonPositiveSpend.REFUSE)
                        .correlationInterval(0.9))
                .isEmpty();
    }
}
