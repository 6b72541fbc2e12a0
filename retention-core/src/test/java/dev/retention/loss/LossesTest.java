package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retention.CustomerCount;
import dev.retention.history.HistoryStore;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.Contracts;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.RevenueLossItem;
import dev.retention.movement.RevenueLosses;
import dev.retention.movement.Spells;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.RuleException;
import dev.retention.service.Signal;
import dev.retention.survival.ExitTable;
import dev.retention.survival.HazardRate;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import dev.retention.trend.CountSeries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The losses of a small business, worked out by hand. */
class LossesTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 4, 20)).from(LocalDate.of(2024, 1, 1));
    private static final Spells CONTRACTS = Spells.between("started", "cancelled", "failed payment");
    private static final LossCauses CAUSES = LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
            .involuntary("failed payment")
            .avoidable("support")
            .unavoidable("moved away");

    private record Change(
            String customer, LocalDate day, String code, int euros, @Nullable String reason, @Nullable String now) {
        BigDecimal amount() {
            return BigDecimal.valueOf(euros);
        }
    }

    private static Change change(String customer, String day, String code, int euros) {
        return new Change(customer, LocalDate.parse(day), code, euros, null, null);
    }

    private static Change lost(String customer, String day, String code, int euros, String reason, String now) {
        return new Change(customer, LocalDate.parse(day), code, euros, reason, now);
    }

    private static final List<Change> CHANGES = List.of(
            change("ann", "2023-03-01", "started", 365),
            lost("ann", "2024-03-12", "cancelled", -365, "price", "support"),
            change("bob", "2023-12-31", "started", 100),
            change("bob", "2024-02-01", "changed", 50),
            lost("bob", "2024-03-31", "failed payment", -150, null, null),
            // Comes and goes within March.
            change("cat", "2024-03-02", "started", 10),
            lost("cat", "2024-03-05", "cancelled", -10, null, null),
            // Lost and back.
            change("dan", "2024-01-10", "started", 20),
            lost("dan", "2024-03-03", "cancelled", -20, "price", null),
            change("dan", "2024-03-20", "started", 30),
            change("eve", "2024-01-01", "started", 40),
            lost("eve", "2024-04-02", "cancelled", -40, "moved away", null),
            change("fay", "2024-01-01", "started", 50));

    private record Ticket(String customer, LocalDate day, String code) {}

    private static final List<Ticket> TICKETS = List.of(
            new Ticket("ann", LocalDate.of(2024, 3, 12), "complaint"), // on the day, which is too late
            new Ticket("ann", LocalDate.of(2024, 2, 11), "complaint"),
            new Ticket("ann", LocalDate.of(2024, 2, 20), "question"),
            new Ticket("cat", LocalDate.of(2024, 2, 1), "complaint"), // a day before the window
            new Ticket("fay", LocalDate.of(2024, 3, 1), "complaint"));

    private static HistoryStore<String> contracts(List<Change> changes) {
        return HistoryStore.ofDates(Change::customer, Change::day)
                .amounts(Change::amount, EUR)
                .codes(Change::code)
                .text(Contracts.REASON, Change::reason)
                .text(Contracts.REASON_NOW, Change::now)
                .from(changes)
                .named("contracts");
    }

    private static final HistoryStore<String> STORE = contracts(CHANGES)
            .and(HistoryStore.ofDates(Ticket::customer, Ticket::day)
                    .codes(Ticket::code)
                    .from(TICKETS)
                    .named("tickets"));

    private static Losses method() {
        return Losses.over(MONTHS, CONTRACTS)
                .on("contracts")
                .worth(LossValue.recurring())
                .by(CAUSES)
                .listening(32, Signal.of("tickets", "complaint"), Signal.of("tickets", "question"));
    }

    private final LossTable<String> table = method().of(STORE);
    private final LossTable<String>.InPeriod march = table.in("2024-03");

    @Test
    void whoIsLostIsWhoWasOursAndIsNotAtTheEnd() {
        assertThat(march.members(LossItem.START)).containsExactly("ann", "bob", "dan", "eve", "fay");
        assertThat(march.members(LossItem.LOST)).containsExactly("ann", "bob");
        assertThat(march.members(LossItem.ARRIVED_AND_LOST)).containsExactly("cat");
        assertThat(march.members(LossItem.LOST_AND_BACK)).containsExactly("dan");
        assertThat(march.members(LossItem.LOSSES)).containsExactly("ann", "bob", "cat");
        assertThat(march.lost()).isEqualTo(3);
        assertThat(march.live()).isEqualTo(5);
        assertThat(march.rate().orElseThrow()).hasToString("40.0 % (2 of 5)");
        assertThat(march.state()).isEqualTo(CellState.OBSERVED);
        assertThat(table.in("2024-04").state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.in("2024-04").members(LossItem.LOSSES)).containsExactly("eve");
        assertThat(table.in("2024-01").lost()).isZero();
        assertThat(table.in("2024-01").known()).isEmpty();
    }

    @Test
    void countsAreThoseOfChurnAndOfRecurringValue() {
        var churn = CustomerChurn.over(MONTHS, CONTRACTS).of(STORE);
        var revenue = RevenueLosses.over(MONTHS).of(STORE);
        for (LossTable<String>.InPeriod in : table.periods()) {
            var flows = churn.in(in.period());
            assertThat(in.members(LossItem.START)).isEqualTo(flows.members(CustomerCount.START));
            assertThat(in.members(LossItem.LOST)).isEqualTo(flows.members(CustomerCount.LOST));
            assertThat(in.members(LossItem.LOSSES).or(in.members(LossItem.LOST_AND_BACK)))
                    .isEqualTo(flows.members(CustomerCount.LOSS_EVENTS));
            var amounts = revenue.in(in.period());
            assertThat(in.value(LossItem.START, LossWorth.LAST)).contains(amounts.amount(RevenueLossItem.START));
            assertThat(in.value(LossItem.START_LOST, LossWorth.LAST)).contains(amounts.amount(RevenueLossItem.LOST));
        }
    }

    @Test
    void recurringValueIsWorthTwelveMonthsInAYear() {
        assertThat(march.value(LossItem.LOSSES, LossWorth.LAST)).contains(new BigDecimal("525.00"));
        // Ann held 365.00 for all 365 days before: 12 · 365.
        // Bob: 100.00 from 2023-12-31 for 32 days, 150.00 for 59 days; (3,200 + 8,850) · 12 / 365 = 396.1643…
        // Cat: 10.00 for 3 days; 30 · 12 / 365 = 0.986…
        assertThat(march.value(LossItem.LOSSES, LossWorth.YEAR_BEFORE))
                .contains(new BigDecimal("4380.00").add(new BigDecimal("396.16")).add(new BigDecimal("0.99")));
        // 2023-03-01 to 2024-03-12 are 377 days, each worth 12.
        assertThat(march.losses().get(1).value(LossWorth.LIFETIME)).contains(new BigDecimal("4524.00"));
        assertThat(march.meanValue(LossItem.LOST, LossWorth.LAST)).contains(new BigDecimal("257.50"));
        assertThat(march.valueShare(LossItem.INVOLUNTARY, LossItem.LOSSES, LossWorth.LAST)
                        .orElseThrow())
                .hasToString("28.6 % (150.00 of 525.00)");
        assertThat(march.valueRate(LossWorth.LAST).orElseThrow()).hasToString("82.4 % (515.00 of 625.00)");
        assertThat(table.in("2024-01").meanValue(LossItem.LOST, LossWorth.LAST)).isEmpty();
        assertThat(table.in("2024-01").valueShare(LossItem.LOST, LossItem.LOSSES, LossWorth.LAST))
                .isEmpty();
    }

    @Test
    void everyLossHasOneCause() {
        assertThat(march.members(LossItem.AVOIDABLE)).containsExactly("ann");
        assertThat(march.members(LossItem.INVOLUNTARY)).containsExactly("bob");
        assertThat(march.members(LossItem.UNEXPLAINED)).containsExactly("cat");
        assertThat(march.members(LossItem.SILENT)).containsExactly("cat");
        assertThat(march.members(LossItem.WITH_REASON)).containsExactly("ann");
        assertThat(march.members(LossItem.EARLY)).containsExactly("cat");
        assertThat(table.in("2024-04").members(LossItem.UNAVOIDABLE)).containsExactly("eve");
        assertThat(table.in("2024-04").customers(LossItem.NOT_JUDGED)).isZero();
        assertThat(march.known().orElseThrow()).hasToString("33.3 % (1 of 3)");
        assertThat(march.silent().orElseThrow()).hasToString("33.3 % (1 of 3)");
        // Bob had been there for 91 days.
        assertThat(method().early(91).of(STORE).in("2024-03").members(LossItem.EARLY))
                .containsExactly("bob", "cat");
        assertThat(method().listening(33, Signal.of("tickets", "complaint")).of(STORE).in("2024-03").silent())
                .hasValueSatisfying(share -> assertThat(share.count()).isZero());
    }

    @Test
    void lossesAreListedByDay() {
        List<Loss<String>> losses = march.losses(Grouping.of("initial", (String key) -> key.substring(0, 1)));
        assertThat(losses).extracting(Loss::customer).containsExactly("cat", "ann", "bob");
        assertThat(losses.get(1))
                .hasToString("ann on 2024-03-12, 377 days, cancelled, support (avoidable), last 365.00, year before 4380.00,"
                        + " lifetime 4524.00, \"complaint\" on tickets on 2024-02-11, \"question\" on tickets on"
                        + " 2024-02-20, initial a");
        assertThat(losses.get(1).reason()).contains("price");
        assertThat(losses.get(2).mode()).contains("failed payment");
        assertThat(losses.get(0))
                .hasToString("cat on 2024-03-05, 3 days, cancelled (unexplained, silent), last 10.00, year before 0.99,"
                        + " lifetime 0.99, initial c");
        assertThat(losses.get(0).tenureDays()).hasValue(3);
    }

    @Test
    void reasonsAndModesAddUpToTheWhole() {
        assertThat(march.pareto(Recorded.NOW)).hasToString("[support 1], not known 2");
        assertThat(march.pareto(Recorded.FIRST).rows()).extracting(Pareto.Row::group).containsExactly(Group.of("price"));
        assertThat(march.pareto(Recorded.NOW, LossWorth.LAST).orElseThrow())
                .hasToString("[support 365.00], not known 160.00");
        var modes = table.byMode();
        assertThat(modes.groups()).containsExactly(Group.of("cancelled"), Group.of("failed payment"));
        assertThat(modes.in("cancelled").in("2024-03").rate().orElseThrow()).hasToString("20.0 % (1 of 5)");
        assertThat(modes.in("cancelled").in("2024-03").losses())
                .extracting(Loss::customer)
                .containsExactly("cat", "ann");
        assertThat(modes.in("failed payment").in("2024-03").losses(Grouping.of("all", (String key) -> "all")))
                .extracting(Loss::groups)
                .containsExactly(new java.util.TreeMap<>(java.util.Map.of("all", Group.of("all"))));
        var named = Losses.over(MONTHS, CONTRACTS)
                .on("contracts")
                .by(LossCauses.notRecorded().mode("voluntary", "cancelled").mode("ended by us", "failed payment"))
                .of(STORE);
        assertThat(named.byMode().in("voluntary").in("2024-03").lost()).isEqualTo(2);
        assertThat(named.in("2024-03").losses()).extracting(loss -> loss.mode().orElse("")).contains("ended by us");
    }

    @Test
    void silentLossesAreASeries() {
        CountSeries series = table.series(LossItem.SILENT, LossItem.LOSSES);
        assertThat(series).hasToString("shares: [2024-01: 0 of 0, 2024-02: 0 of 0, 2024-03: 1 of 3, 2024-04 (so far): 0 of 1]");
    }

    @Test
    void hazardsByTenureAndModeAreTwoLines() {
        ExitTable<String> exits = table.exits(loss -> loss.mode().orElse("silence"));
        HazardRate cancelled = exits.hazard("cancelled", 0, 100);
        // Cat after 3 days, dan after 53 and eve after 92; the others were at risk for 100, 91 and 100 days.
        assertThat(cancelled.ended()).isEqualTo(3);
        assertThat(cancelled.exposure()).isEqualTo(3 + 53 + 92 + 100 + 91 + 100);
        assertThat(exits.hazard("failed payment", 0, 100).ended()).isEqualTo(1);
    }

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
        LossTable<String>.InPeriod february = lost.in("2024-02");
        assertThat(february.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.day()).isEqualTo("2024-02-09");
            assertThat(loss.value(LossWorth.LAST)).contains(new BigDecimal("50.00"));
            assertThat(loss.value(LossWorth.YEAR_BEFORE)).contains(new BigDecimal("55.00"));
            assertThat(loss.value(LossWorth.LIFETIME)).contains(new BigDecimal("62.00"));
            assertThat(loss.mode()).isEmpty();
        });
        // On 2024-02-01 ann had brought 62.00 and bob 10.00; in March bob is lost with a refund last.
        assertThat(february.value(LossItem.START, LossWorth.LIFETIME)).contains(new BigDecimal("72.00"));
        assertThat(lost.in("2024-03").value(LossItem.LOSSES, LossWorth.LAST)).contains(new BigDecimal("-4.00"));
        assertThat(lost.in("2024-03").valueRate(LossWorth.LAST)).isEmpty();
        assertThat(lost.byMode().groups()).containsExactly(Group.MISSING);
        assertThat(lost.items()).doesNotContain(LossItem.SILENT, LossItem.WITH_REASON, LossItem.INVOLUNTARY);
        assertThat(lost.in("2024-03"))
                .hasToString("2024-03: 1 lost, 1 of 1 who were there at the start, last -4.00, year before 6.00,"
                        + " lifetime 6.00");
    }

    private record Gone(String customer, LocalDate day, @Nullable LocalDate since, String how, int last, int ever) {}

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
        LossTable<String>.InPeriod february = method.of(list).in("2024-02");
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
    void whatCannotHaveAnEffectIsRefused() {
        Losses orders = Losses.over(MONTHS, Spells.ofOrders(120));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.early(119))
                .withMessage("days (119) must be at least the gap, 120: nobody is lost sooner");
        assertThatIllegalStateException().isThrownBy(() -> Losses.ofList(MONTHS).early(30));
        assertThatIllegalStateException().isThrownBy(() -> orders.worth(LossValue.listed(LossWorth.LAST)));
        assertThatIllegalStateException().isThrownBy(() -> Losses.ofList(MONTHS).worth(LossValue.ofOrders()));
        assertThatIllegalStateException().isThrownBy(() -> orders.since("since"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(LossCauses.notRecorded().involuntary("failed")))
                .withMessage("causes (no reasons, involuntary \"failed\") must be of codes that end a spell:"
                        + " [cancelled, failed payment]");
        assertThatIllegalStateException().isThrownBy(() -> LossCauses.notRecorded().avoidable("price"));
        assertThatIllegalArgumentException().isThrownBy(() -> CAUSES.unavoidable("support"));
        assertThatIllegalArgumentException().isThrownBy(() -> CAUSES.mode("a", "x").mode("b", "x"));
        Signal complaint = Signal.of("tickets", "complaint");
        assertThatIllegalArgumentException().isThrownBy(() -> method().listening(30, complaint, complaint));
        assertThatIllegalStateException()
                .isThrownBy(() -> Losses.over(MONTHS, CONTRACTS).listening(30, complaint).of(STORE))
                .withMessageContaining("name their own by on(track)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().by(LossCauses.recordedIn("why")).of(STORE))
                .withMessageContaining("column (why) must be one of the store's columns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method().worth(LossValue.ofOrders("tickets")).of(STORE))
                .withMessageContaining("must have amounts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.over(MONTHS, CONTRACTS).of(STORE).in("2024-03").silent())
                .withMessageContaining("silent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> march.losses(Grouping.of("x", (String k) -> k), Grouping.of("x", (String k) -> "y")))
                .withMessage("groupings must not be two named x");
        assertThatThrownBy(() -> method().of(contracts(List.of(
                                change("ann", "2024-01-01", "started", 10),
                                change("ann", "2024-01-05", "changed", -11),
                                change("ann", "2024-02-01", "cancelled", 1)))
                        .and(STORE.track("tickets"))))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("ann")
                .rootCause()
                .hasMessage("recurring value must not fall below 0, as it does on 2024-01-05: a change is missing");
    }

    @Test
    void warnsOfCodesAndReasonsThatNoEventHas() {
        assertThat(table.warnings()).isEmpty();
        assertThat(method().by(CAUSES.avoidable("suport")).of(STORE).warnings())
                .containsExactly("no event has the reason suport: there are [moved away, price, support]");
        assertThat(method().listening(30, Signal.of("tickets", "complaynt")).of(STORE).warnings())
                .singleElement()
                .asString()
                .startsWith("no event has the code complaynt");
    }

    @Test
    void theDefinitionTellsEverySetting() {
        assertThat(method())
                .hasToString("losses, live from started to cancelled or failed payment, recurring value, reasons in \"reason\" or"
                        + " \"reason now\", involuntary \"failed payment\", avoidable \"support\", unavoidable \"moved away\","
                        + " early within 90 days, 32 days before: \"\\\"complaint\\\" on tickets\" or"
                        + " \"\\\"question\\\" on tickets\", on contracts and tickets, " + MONTHS);
        LossTable<String> again = method().of(table.counted().tally());
        assertThat(again.in("2024-03").value(LossItem.LOSSES, LossWorth.LIFETIME))
                .isEqualTo(march.value(LossItem.LOSSES, LossWorth.LIFETIME));
        assertThatIllegalStateException().isThrownBy(() -> again.in("2024-03").losses());
    }
}
