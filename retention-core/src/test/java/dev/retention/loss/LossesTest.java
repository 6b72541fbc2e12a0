package dev.retention.loss;

import static dev.retention.loss.SmallBusiness.CONTRACTS;
import static dev.retention.loss.SmallBusiness.MONTHS;
import static dev.retention.loss.SmallBusiness.STORE;
import static dev.retention.loss.SmallBusiness.method;
import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.CustomerCount;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.movement.CustomerChurn;
import dev.retention.movement.RevenueLossItem;
import dev.retention.movement.RevenueLosses;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.service.Signal;
import dev.retention.survival.ExitTable;
import dev.retention.survival.HazardRate;
import dev.retention.time.CellState;
import dev.retention.trend.CountSeries;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The losses of a small business, worked out by hand. */
class LossesTest {
    private final LossTable<String> table = method().of(STORE);
    private final LossTable<String>.InPeriod march = table.inPeriod("2024-03");

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
        assertThat(table.inPeriod("2024-04").state()).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-04").members(LossItem.LOSSES)).containsExactly("eve");
        assertThat(table.inPeriod("2024-01").lost()).isZero();
        assertThat(table.inPeriod("2024-01").known()).isEmpty();
    }

    @Test
    void countsAreThoseOfChurnAndOfRecurringValue() {
        var churn = CustomerChurn.over(MONTHS, CONTRACTS).of(STORE);
        var revenue = RevenueLosses.over(MONTHS).of(STORE);
        for (LossTable<String>.InPeriod in : table.periods()) {
            var flows = churn.inPeriod(in.period());
            assertThat(in.members(LossItem.START)).isEqualTo(flows.members(CustomerCount.START));
            assertThat(in.members(LossItem.LOST)).isEqualTo(flows.members(CustomerCount.LOST));
            assertThat(in.members(LossItem.LOSSES).or(in.members(LossItem.LOST_AND_BACK)))
                    .isEqualTo(flows.members(CustomerCount.LOSS_EVENTS));
            var amounts = revenue.inPeriod(in.period());
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
                .contains(
                        new BigDecimal("4380.00").add(new BigDecimal("396.16")).add(new BigDecimal("0.99")));
        // 2023-03-01 to 2024-03-12 are 377 days, each worth 12.
        assertThat(march.losses().get(1).value(LossWorth.LIFETIME)).contains(new BigDecimal("4524.00"));
        assertThat(march.meanValue(LossItem.LOST, LossWorth.LAST)).contains(new BigDecimal("257.50"));
        assertThat(march.valueShare(LossItem.INVOLUNTARY, LossItem.LOSSES, LossWorth.LAST)
                        .orElseThrow())
                .hasToString("28.6 % (150.00 of 525.00)");
        assertThat(march.valueRate(LossWorth.LAST).orElseThrow()).hasToString("82.4 % (515.00 of 625.00)");
        assertThat(table.inPeriod("2024-01").meanValue(LossItem.LOST, LossWorth.LAST))
                .isEmpty();
        assertThat(table.inPeriod("2024-01").valueShare(LossItem.LOST, LossItem.LOSSES, LossWorth.LAST))
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
        assertThat(table.inPeriod("2024-04").members(LossItem.UNAVOIDABLE)).containsExactly("eve");
        assertThat(table.inPeriod("2024-04").customers(LossItem.NOT_JUDGED)).isZero();
        assertThat(march.known().orElseThrow()).hasToString("33.3 % (1 of 3)");
        assertThat(march.silent().orElseThrow()).hasToString("33.3 % (1 of 3)");
        // Bob had been there for 91 days.
        assertThat(method().early(91).of(STORE).inPeriod("2024-03").members(LossItem.EARLY))
                .containsExactly("bob", "cat");
        assertThat(method().listening(33, Signal.of("tickets", "complaint"))
                        .of(STORE)
                        .inPeriod("2024-03")
                        .silent())
                .hasValueSatisfying(share -> assertThat(share.count()).isZero());
    }

    @Test
    void lossesAreListedByDay() {
        List<Loss<String>> losses = march.losses(Grouping.of("initial", (String key) -> key.substring(0, 1)));
        assertThat(losses).extracting(Loss::customer).containsExactly("cat", "ann", "bob");
        assertThat(losses.get(1))
                .hasToString("ann on 2024-03-12, 377 days, cancelled, support (avoidable), last 365.00, year before"
                        + " 4380.00, lifetime 4524.00, \"complaint\" on tickets on 2024-02-11, \"question\" on"
                        + " tickets on 2024-02-20, initial a");
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
        assertThat(march.pareto(Recorded.FIRST).rows())
                .extracting(Pareto.Row::group)
                .containsExactly(Group.of("price"));
        assertThat(march.pareto(Recorded.NOW, LossWorth.LAST).orElseThrow())
                .hasToString("[support 365.00], not known 160.00");
        var modes = table.byMode();
        assertThat(modes.groups()).containsExactly(Group.of("cancelled"), Group.of("failed payment"));
        assertThat(modes.inGroup("cancelled").inPeriod("2024-03").rate().orElseThrow())
                .hasToString("20.0 % (1 of 5)");
        assertThat(modes.inGroup("cancelled").inPeriod("2024-03").losses())
                .extracting(Loss::customer)
                .containsExactly("cat", "ann");
        assertThat(modes.inGroup("failed payment")
                        .inPeriod("2024-03")
                        .losses(Grouping.of("all", (String key) -> "all")))
                .extracting(Loss::groups)
                .containsExactly(new TreeMap<>(Map.of("all", Group.of("all"))));
        var named = Losses.over(MONTHS, CONTRACTS)
                .on("contracts")
                .by(LossCauses.notRecorded().mode("voluntary", "cancelled").mode("ended by us", "failed payment"))
                .of(STORE);
        assertThat(named.byMode().inGroup("voluntary").inPeriod("2024-03").lost())
                .isEqualTo(2);
        assertThat(named.inPeriod("2024-03").losses())
                .extracting(loss -> loss.mode().orElse(""))
                .contains("ended by us");
    }

    @Test
    void silentLossesAreASeries() {
        CountSeries series = table.series(LossItem.SILENT, LossItem.LOSSES);
        assertThat(series)
                .hasToString("shares: [2024-01: 0 of 0, 2024-02: 0 of 0, 2024-03: 1 of 3, 2024-04 (so far): 0 of 1]");
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
}
