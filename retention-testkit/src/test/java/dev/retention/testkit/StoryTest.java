package dev.retention.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.HistoryStore;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.Spells;
import dev.retention.rule.Cells;
import dev.retention.rule.Counted;
import dev.retention.rule.Rule;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2026, 4, 30)).from(LocalDate.of(2026, 1, 1));
    private static final Story ANN = Story.of("Ann")
            .order("2026-01-03", "40.00")
            .order("2026-02-11", "25")
            .refund("2026-02-20", "25.00");
    private static final Story BOB =
            Story.of("Bob").visit("2026-01-05").with("source", "shop").order("2026-03-05");

    @Test
    void aStoryIsAHistory() {
        HistoryStore<String> store =
                Stories.of(ANN, BOB).inCurrency(Currency.getInstance("EUR")).store();
        Rule<String> spent = Rule.of("spent", MONTHS, Cells.of(List.of("all", "told a source")), (history, sink) -> {
            for (int i = 0; i < history.size(); i++) {
                sink.add(0, history.amount(i));
                if (history.text(history.column("source"), i) != null) {
                    sink.add(1);
                }
            }
        });
        Counted<String, String> counted = Sweep.over(store).count(spent);
        assertThat(counted.major(counted.amount("all"))).isEqualByComparingTo("40.00");
        assertThat(counted.members("told a source")).containsExactly("Bob");
        assertThat(counted.explain("Ann").history())
                .isEqualTo("2026-01-03 order 4000, 2026-02-11 order 2500, 2026-02-20 refund -2500");
        assertThat(store.currency()).contains(Currency.getInstance("EUR"));
    }

    @Test
    void storiesOfSubscriptionsAreCounted() {
        HistoryStore<String> store = Stories.of(
                        Story.of("Ann").event("2026-01-01", "started").event("2026-03-10", "ended"),
                        Story.of("Bob").event("2026-01-01", "started"))
                .store();
        assertThat(CustomerChurn.over(MONTHS, Spells.between("started", "ended"))
                        .of(store)
                        .inPeriod("2026-03")
                        .flow()
                        .count(dev.retention.CustomerCount.LOST))
                .isEqualTo(1);
        assertThat(store.currency()).isEmpty();
    }

    @Test
    void aStoryGoesOnOnOtherTracks() {
        Story ann = Story.of("Ann")
                .on("orders")
                .order("2026-01-03", "40.00")
                .with("cost", new BigDecimal("12.00"))
                .with("lines", 2)
                .planned("due", "2026-02-01")
                .on("tickets")
                .event("2026-01-09", "complaint")
                .with("resolved", LocalDate.of(2026, 1, 12));
        HistoryStore<String> store = Stories.of(
                        ann, Story.of("Bob").on("orders").order("2026-01-04"))
                .store();
        assertThat(store.trackNames()).containsExactly("orders", "tickets");
        assertThat(store.track("orders").columns()).containsExactlyInAnyOrder("cost", "lines", "due");
        assertThat(store.track("orders").isPlanned("due")).isTrue();
        assertThat(store.track("tickets").holdsDays("resolved")).isTrue();
        assertThat(store.customers()).isEqualTo(2);
        assertThat(ann)
                .hasToString("Ann: orders 2026-01-03 order 40.00 {cost=12.00, due=2026-02-01, lines=2};"
                        + " tickets 2026-01-09 complaint {resolved=2026-01-12}");
    }

    @Test
    void storiesDoNotChange() {
        Story before = Story.of("Ann").order("2026-01-03");
        before.order("2026-01-04");
        before.with("plan", "gold");
        assertThat(before).hasToString("Ann: 2026-01-03 order");
        assertThat(Stories.of(before, Story.of("Bob"))).hasToString("Ann: 2026-01-03 order\nBob: nothing");
        assertThat(Stories.of(Story.of("Bob")).store().customers()).isZero();
    }

    @Test
    void whatIsWrongIsSaidWithTheCustomer() {
        Story ann = Story.of("Ann");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ann.order("2026-02-30"))
                .withMessage("Ann: day (2026-02-30) must be such as 2026-01-31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ann.order("2026-02-03", "4,00"))
                .withMessage("Ann: amount (4,00) must be such as 12.50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ann.refund("2026-02-03", "-4.00"))
                .withMessage("Ann: amount (-4.00) must be at least 0");
        assertThatIllegalStateException()
                .isThrownBy(() -> ann.with("plan", "gold"))
                .withMessage("Ann: \"plan\" must be said of an event, and none was told yet");
        assertThatIllegalStateException()
                .isThrownBy(() -> ann.order("2026-01-03").on("tickets"))
                .withMessageStartingWith("Ann: on(\"tickets\") must come before all events");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.of(ANN, ann))
                .withMessage("Ann must have one story, not another: Ann: nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.of(ANN, Story.of("Bob").on("orders").visit("2026-01-01"))
                        .store())
                .withMessage(
                        "Ann: 2026-01-03 order 40.00 must be on a track, as events of other stories are: [, orders]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.of(
                                Story.of("Ann").visit("2026-01-01").with("n", 3),
                                Story.of("Bob").visit("2026-01-01").with("n", "three"))
                        .store())
                .withMessage("Bob: \"n\" (three) must be a Long, as before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.of(ANN, Story.of("Bob").order("2026-01-03", "4.005"))
                        .store())
                .withMessageStartingWith("Bob: 2026-01-03 order 4.005 cannot be an event: ")
                .withMessageContaining("more decimals than the currency has");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Stories.of(Story.of("Bob").order("+999999-01-03")).store())
                .withMessageStartingWith("Bob: +999999-01-03 order cannot be an event: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stories.of(Story.of("Bob").order("2026-01-03").with("price", BigDecimal.ONE))
                        .store())
                .withMessage("Bob: \"price\" (1) must be beside amounts, and no event is told with one");
    }
}
