package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ActionProfitProperties {
    private static final Currency EUR = Currency.getInstance("EUR");

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    private static ActionProfit profit(long kept, long treated, long keptHeld, long held, String worth, ActionCost cost) {
        return ActionProfit.of(
                Proportion.of(kept, treated).comparedWith(Proportion.of(keptHeld, held)), money(worth), cost);
    }

    @Property
    void theCostIsThatOfThreePartsAndWhatIsFixed(
            @ForAll @IntRange(max = 300) int kept,
            @ForAll @IntRange(min = 1, max = 300) int left,
            @ForAll @IntRange(min = 0, max = 100) int keptHeld,
            @ForAll @IntRange(min = 0, max = 10_000) int cents) {
        ActionCost cost = ActionCost.perCustomer(BigDecimal.valueOf(cents, 2), EUR)
                .withTakers(money("3.10"), kept / 2 + left / 3, kept / 2)
                .withFixed(money("17"));
        ActionProfit profit = profit(kept, kept + left, keptHeld, 100, "40.00", cost);
        double onKept = profit.totalCost().doubleValue() - 17 - profit.costOfLost().doubleValue();
        assertThat(profit.deadweight()).isBetween(0.0, onKept + 1e-6);
        assertThat(profit.stayedAnyway()).isBetween(0.0, kept + 1e-9);
        double p2 = keptHeld / 100.0;
        assertThat(profit.stayedAnyway()).isCloseTo(Math.min(kept, (kept + left) * p2), within(1e-9));
    }

    @Property
    void theProfitIsNoneAtBothBreakEvens(
            @ForAll @LongRange(min = 1, max = 1000) long kept, @ForAll @LongRange(min = 0, max = 1000) long keptHeld) {
        ProportionComparison shares = Proportion.of(kept, 1000).comparedWith(Proportion.of(keptHeld, 1000));
        ActionProfit profit = ActionProfit.of(shares, money("25"), ActionCost.perCustomer(money("1.5"), EUR));
        assertThat(1000 * (profit.breakEvenCost() - 1.5)).isCloseTo(profit.profit(), within(1e-8));
        assertThat(1000 * 25 * (shares.difference() - profit.breakEvenEffect().orElseThrow()))
                .isCloseTo(profit.profit(), within(1e-8));
        Interval interval = profit.profitInterval(0.9);
        assertThat(interval.lower()).isLessThanOrEqualTo(profit.profit() + 1e-9);
        assertThat(interval.upper()).isGreaterThanOrEqualTo(profit.profit() - 1e-9);
    }

    @Example
    void theIntervalHoldsThePlantedProfit() {
        SplittableRandom random = new SplittableRandom(31);
        int held = 0;
        for (int sample = 0; sample < 1000; sample++) {
            long kept = count(random, 800, 0.86);
            long keptHeld = count(random, 400, 0.80);
            ActionProfit profit = profit(kept, 800, keptHeld, 400, "50", ActionCost.perCustomer(money("1"), EUR));
            // 800 (0.06 · 50 − 1)
            held += profit.profitInterval(0.95).contains(1600) ? 1 : 0;
        }
        assertThat(held / 1000.0).isBetween(0.93, 0.97);
    }

    private static long count(SplittableRandom random, int of, double share) {
        return random.doubles(of).filter(each -> each < share).count();
    }
}
