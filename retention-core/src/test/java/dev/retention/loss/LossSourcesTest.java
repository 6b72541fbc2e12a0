package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.CHANGES;
import static dev.retention.loss.SmallBusiness.EUR;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static dev.retention.loss.SmallBusiness.change;
import static dev.retention.loss.SmallBusiness.contracts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.EventFilter;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Losses of orders, with reasons from calls, and of a list. */
class LossSourcesTest {
    @Test
    void ordersAreLostWhenTheGapRunsOut() {
        HistoryStore<String> orders = contracts(List.of(
                change("ann", "2022-12-31", "order", 7),
                change("ann", "2023-02-09", "order", 5),
                change("ann", "2024-01-10", "order", 20),
                change("ann", "2024-01-10", "order", 30),
                change("bob", "2024-01-05", "order", 10),
                change("bob", "2024-02-04", "order", -4)));
        LossTable<String> lost = Losses.over(MONTHS, Spells.ofOrders(30))
                .worth(LossValue.ofOrders())
                .of(orders);
        // The day of the loss is 2024-02-09; the order of 2023-02-09 is 365 days before it.
        LossTable<String>.InPeriod february = lost.inPeriod("2024-02");
        assertThat(february.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.day()).isEqualTo("2024-02-09");
            assertThat(loss.value(LossWorth.LAST)).contains(new BigDecimal("50.00"));
            assertThat(loss.value(LossWorth.YEAR_BEFORE)).contains(new BigDecimal("55.00"));
            assertThat(loss.value(LossWorth.LIFETIME)).contains(new BigDecimal("62.00"));
            assertThat(loss.mode()).isEmpty();
        });
        // On 2024-02-01 ann had brought 62.00 and bob 10.00; in March bob is lost with a refund last.
        assertThat(february.value(LossItem.START, LossWorth.LIFETIME)).contains(new BigDecimal("72.00"));
        assertThat(lost.inPeriod("2024-03").value(LossItem.LOSSES, LossWorth.LAST))
                .contains(new BigDecimal("-4.00"));
        assertThat(lost.inPeriod("2024-03").valueRate(LossWorth.LAST)).isEmpty();
        assertThat(lost.byMode().groups()).containsExactly(Group.MISSING);
        assertThat(lost.items()).doesNotContain(LossItem.SILENT, LossItem.WITH_REASON, LossItem.INVOLUNTARY);
        assertThat(lost.inPeriod("2024-03"))
                .hasToString("2024-03: 1 lost, 1 of 1 who were there at the start, last -4.00, year before 6.00,"
                        + " lifetime 6.00");
    }

    private record Call(
            String customer, LocalDate day, @Nullable String why) {}

    @Test
    void reasonsMayComeFromCallsToThoseWhoOrderNoMore() {
        HistoryStore<String> orders = contracts(List.of(
                        change("ann", "2024-01-02", "order", 1),
                        change("ann", "2024-01-10", "order", 1),
                        change("ann", "2024-02-20", "visit", 0),
                        change("ann", "2024-03-20", "order", 1),
                        change("bob", "2024-01-10", "order", 1)))
                .named("orders")
                .and(HistoryStore.ofDates(Call::customer, Call::day)
                        .text("why", Call::why)
                        .from(List.of(
                                new Call("ann", LocalDate.of(2024, 1, 9), "too early"),
                                new Call("ann", LocalDate.of(2024, 1, 10), "price"),
                                new Call("ann", LocalDate.of(2024, 1, 15), null),
                                new Call("ann", LocalDate.of(2024, 3, 1), "support"),
                                new Call("ann", LocalDate.of(2024, 3, 20), "too late")))
                        .named("calls"));
        LossTable<String> table = Losses.over(MONTHS, Spells.ofOrders(30))
                .on("orders")
                .counting(EventFilter.of("order"))
                .by(LossCauses.recordedOn("calls", "why").avoidable("support").unavoidable("price"))
                .of(orders);
        LossTable<String>.InPeriod february = table.inPeriod("2024-02");
        assertThat(february.losses().get(0))
                .hasToString("ann on 2024-02-09, 38 days, support (avoidable)")
                .extracting(loss -> loss.reason().orElse(""))
                .isEqualTo("price");
        assertThat(february.pareto(Recorded.FIRST)).hasToString("[price 1], not known 1");
        assertThat(february.pareto(Recorded.NOW)).hasToString("[support 1], not known 1");
        assertThat(february.members(LossItem.AVOIDABLE)).containsExactly("ann");
        assertThat(table.warnings()).isEmpty();
        assertThat(Losses.over(MONTHS, Spells.between("started", "cancelled", "failed payment"))
                        .on("contracts")
                        .by(LossCauses.recordedOn("calls", "why"))
                        .of(contracts(CHANGES)
                                .and(HistoryStore.ofDates(Call::customer, Call::day)
                                        .text("why", Call::why)
                                        .from(List.of(
                                                new Call("bob", LocalDate.of(2024, 2, 1), "budget"),
                                                new Call("dan", LocalDate.of(2024, 3, 20), "too late")))
                                        .named("calls")))
                        .inPeriod("2024-03")
                        .losses())
                .extracting(loss -> loss.customer() + " " + loss.reasonNow().orElse("-"))
                .containsExactly("cat -", "ann -", "bob budget");
    }

    private record Gone(
            String customer, LocalDate day, @Nullable LocalDate since, String how, int last, int ever) {}

    @Test
    void aListNamesTheLost() {
        HistoryStore<String> list = HistoryStore.ofDates(Gone::customer, Gone::day)
                .amounts(gone -> BigDecimal.valueOf(gone.last()), EUR)
                .money(LossValue.LIFETIME, gone -> BigDecimal.valueOf(gone.ever()))
                .day("since", Gone::since)
                .codes(Gone::how)
                .from(List.of(
                        new Gone("ann", LocalDate.of(2024, 2, 1), LocalDate.of(2024, 1, 1), "left", 10, 90),
                        new Gone("bob", LocalDate.of(2024, 2, 3), null, "left", 20, 80),
                        new Gone("bob", LocalDate.of(2024, 2, 28), null, "expired", 5, 85)));
        Losses method = Losses.ofList(MONTHS)
                .since("since")
                .worth(LossValue.listed(LossWorth.LAST, LossWorth.LIFETIME))
                .by(LossCauses.notRecorded().involuntary("expired"));
        LossTable<String>.InPeriod february = method.of(list).inPeriod("2024-02");
        assertThat(february.lost()).isEqualTo(2);
        assertThat(february.value(LossItem.LOSSES, LossWorth.LAST)).contains(new BigDecimal("15.00"));
        assertThat(february.value(LossItem.LOSSES, LossWorth.LIFETIME)).contains(new BigDecimal("175.00"));
        assertThat(february.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE)).isEmpty();
        assertThat(february.members(LossItem.INVOLUNTARY)).containsExactly("bob");
        assertThat(february.members(LossItem.EARLY)).containsExactly("ann");
        assertThat(february.losses()).extracting(loss -> loss.mode().orElse("")).containsExactly("left", "expired");
        assertThatIllegalArgumentException().isThrownBy(february::rate);
        assertThatIllegalStateException()
                .isThrownBy(() -> method.of(list).exits(loss -> ""))
                .withMessage("a list does not tell who is still there");
        assertThat(february).hasToString("2024-02: 2 lost, last 15.00, lifetime 175.00");
    }

    @Test
    void whoHasOnlyWrittenToUsIsNoCustomer() {
        HistoryStore<String> store = contracts(List.of(change("bob", "2024-01-10", "order", 1)))
                .and(HistoryStore.ofDates(Call::customer, Call::day)
                        .text("why", Call::why)
                        .from(List.of(new Call("ann", LocalDate.of(2024, 1, 9), "price")))
                        .named("calls"));
        LossTable<String> table = Losses.over(MONTHS, Spells.ofOrders(30))
                .on("contracts")
                .by(LossCauses.recordedOn("calls", "why"))
                .of(store);
        var halves = table.by(Grouping.ofCode("code", Grouping.Reading.AT_ANCHOR, code -> code));
        assertThat(table.inPeriod("2024-02").members(LossItem.LOSSES)).containsExactly("bob");
        assertThat(table.inPeriod("2024-02").live()).isEqualTo(1);
        assertThat(halves.inGroup("order").inPeriod("2024-02").lost()).isEqualTo(1);
    }
}
