package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import dev.retention.history.HistoryStore;
import dev.retention.movement.Spells;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders of three customers who are lost in the first quarter of 2024 by a gap of 30 days; anna orders again in it, ben in the next. */
class LossBackTest {
    private record Order(String customer, String day) {}

    private static final HistoryStore<String> ORDERS = HistoryStore.ofDates(
                    Order::customer, (Order row) -> LocalDate.parse(row.day()))
            .amounts(row -> BigDecimal.TEN, Currency.getInstance("EUR"))
            .from(List.of(
                    new Order("anna", "2023-12-20"),
                    new Order("anna", "2024-03-15"),
                    new Order("ben", "2023-12-20"),
                    new Order("ben", "2024-05-02"),
                    new Order("ben", "2024-09-01"),
                    new Order("cleo", "2023-12-20")));

    private static Losses losses(String asOf) {
        return Losses.over(Timeline.of(Grain.QUARTER, LocalDate.parse(asOf)), Spells.ofOrders(30))
                .worth(LossValue.ofOrders());
    }

    @Test
    void whoIsBackIsToldWithTheDay() {
        LossTable<String>.InPeriod first = losses("2024-12-31").of(ORDERS).inPeriod("2024-Q1");
        assertThat(first.members(LossItem.LOSSES)).containsExactly("ben", "cleo"); // anna is there at its end
        assertThat(first.back()).containsExactly(entry("ben", LocalDate.of(2024, 5, 2)));
    }

    @Test
    void whatIsNotKnownYetIsNoReturn() {
        assertThat(losses("2024-05-01").of(ORDERS).inPeriod("2024-Q1").back()).isEmpty();
    }

    @Test
    void aGroupHasItsOwn() {
        Grouping letter = Grouping.of("letter", (String customer) -> customer.substring(0, 1));
        LossTable<String> groups = losses("2024-12-31").of(ORDERS).by(letter).inGroup("c");
        assertThat(groups.inPeriod("2024-Q1").back()).isEmpty();
    }

    @Test
    void aListDoesNotTell() {
        LossTable<String> list = Losses.ofList(Timeline.of(Grain.QUARTER, LocalDate.of(2024, 12, 31)))
                .of(ORDERS);
        assertThatIllegalStateException()
                .isThrownBy(() -> list.inPeriod("2024-Q1").back())
                .withMessageContaining("a list does not tell who comes");
    }

    @Test
    void whoIsBackIsNotCalled() {
        LossReview<String> review = LossReview.of(Sweep.over(ORDERS), losses("2024-12-31"))
                .calls(CallChoice.of(5, CallRule.VALUE, LocalDate.of(2025, 1, 2)), List.of())
                .inPeriod("2024-Q1");
        assertThat(review.calls().orElseThrow().customers()).containsExactly("cleo");
    }
}
