package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Customers who were drawn to be called against those who were not. */
class DrawnReturnsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final Spells SPELLS = Spells.between("started", "ended");

    private record Row(long customer, LocalDate day, String code) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<CustomerLoss<Long>> lost = new ArrayList<>();

    /** Forty customers who were lost in February; customers by sevens are back on the day, or 30 days later. */
    DrawnReturnsTest() {
        for (long customer = 0; customer < 40; customer++) {
            rows.add(new Row(customer, LocalDate.of(2024, 1, 1), "started"));
            rows.add(new Row(customer, LocalDate.of(2024, 2, 10), "ended"));
            if (customer % 7 == 0) {
                rows.add(new Row(customer, DAY.plusDays(customer % 2 == 0 ? 0 : 30), "started"));
            }
            lost.add(CustomerLoss.of(customer, BigDecimal.TEN, customer < 10 ? "price" : "support", DAY.minusDays(20)));
        }
        // Back before the day, and not away any more.
        rows.add(new Row(38, DAY.minusDays(1), "started"));
    }

    private Sweep<Long> store() {
        return Sweep.over(HistoryStore.ofDates(Row::customer, Row::day)
                .codes(Row::code)
                .from(rows)
                .named("contracts")
                .and(CallRecord.store(List.<CallRecord<Long>>of())));
    }

    private static WinBack asOf(LocalDate day) {
        return WinBack.over(Timeline.monthly(day), SPELLS).on("contracts");
    }

    private CallList<Long> list(CallRule rule, LocalDate resting) {
        return CallChoice.of(12, rule, DAY).from(lost, List.of(CallRecord.of(39L, resting)), new SplittableRandom(5));
    }

    @Test
    void theDrawnAreHeldAgainstThoseWhoCouldHaveBeen() {
        CallList<Long> list = list(CallRule.DRAWN, DAY.minusDays(9));
        DrawnReturns<Long> returns =
                DrawnReturns.of(list, asOf(DAY.plusDays(30)), 30, store()).orElseThrow();
        List<Long> back = List.of(0L, 7L, 14L, 21L, 28L, 35L);
        List<Long> drawn = list.customers();
        assertThat(returns.drawnBack())
                .containsExactlyElementsOf(drawn.stream().filter(back::contains).toList());
        assertThat(returns.othersBack())
                .containsExactlyElementsOf(
                        back.stream().filter(each -> !drawn.contains(each)).toList());
        assertThat(returns.notAway()).containsExactly(38L);
        // Customer 39 was called not long ago and could not be drawn, 38 is back.
        long notDrawn = 38 - drawn.stream().filter(each -> each != 38).count();
        assertThat(returns.comparison().crude().reference())
                .isEqualTo(Proportion.of(returns.othersBack().size(), notDrawn));
        DrawnReturns<Long> sooner =
                DrawnReturns.of(list, asOf(DAY.plusDays(30)), 29, store()).orElseThrow();
        assertThat(sooner.drawnBack()).allMatch(each -> each % 2 == 0);
        assertThat(returns.toString()).startsWith("drawn against not drawn: ");
    }

    @Test
    void drawnWithinReasonsTheyAreComparedWithinThem() {
        CallList<Long> list = list(CallRule.DRAWN_WITHIN_REASONS, DAY.minusDays(99));
        DrawnReturns<Long> returns =
                DrawnReturns.of(list, asOf(DAY.plusDays(60)), 30, store()).orElseThrow();
        assertThat(returns.comparison().strata()).hasSize(2);
        assertThat(returns.comparison().strata().get(0).first().total()
                        + returns.comparison().strata().get(0).reference().total())
                .isEqualTo(10);
    }

    @Test
    void whoRestsIsNotCountedAsBack() {
        rows.add(new Row(39, DAY.minusDays(1), "started"));
        assertThat(DrawnReturns.of(list(CallRule.DRAWN, DAY.minusDays(9)), asOf(DAY.plusDays(30)), 30, store())
                        .orElseThrow()
                        .notAway())
                .containsExactly(38L);
    }

    @Test
    void beforeItsDaysAreOverNothingIsKnown() {
        CallList<Long> list = list(CallRule.DRAWN, DAY.minusDays(9));
        assertThat(DrawnReturns.of(list, asOf(DAY.plusDays(29)), 30, store())).isEmpty();
        CallList<Long> all = CallChoice.of(40, CallRule.DRAWN, DAY).from(lost, List.of(), new SplittableRandom(5));
        assertThat(DrawnReturns.of(all, asOf(DAY.plusDays(40)), 30, store())).isEmpty();
        CallList<Long> chosen = CallChoice.of(12, CallRule.VALUE, DAY).from(lost, List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrawnReturns.of(chosen, asOf(DAY.plusDays(40)), 30, store()))
                .withMessageContaining("must be one that was drawn");
        assertThat(Optional.of(list.rule())).contains(CallRule.DRAWN);
    }
}
