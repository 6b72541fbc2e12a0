package dev.retention.movement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retention.Proportion;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class MovementProperties {
    private static final LocalDate AS_OF = LocalDate.of(2024, 5, 20);
    private static final int NO_WINDOW = -1;

    @Property(tries = 150)
    void movementsAreWhatTheDefinitionSays(
            @ForAll("orders") Orders orders,
            @ForAll @IntRange(max = 4) int gap,
            @ForAll @IntRange(min = NO_WINDOW, max = 4) int window,
            @ForAll @IntRange(max = 400) int firstDay) {
        Timeline months = Timeline.monthly(AS_OF).from(Orders.FIRST_DAY.plusDays(firstDay));
        CustomerMovements method = CustomerMovements.over(months).toleratedGap(gap);
        Movements<Long> moves = (window == NO_WINDOW ? method : method.reactivationWindow(window)).of(orders.store());
        for (int p = 0; p < months.size(); p++) {
            Movements<Long>.InPeriod actual = moves.periods().get(p);
            for (MovementKind kind : MovementKind.values()) {
                int at = p;
                List<Long> expected = orders.customers().stream()
                        .filter(c -> is(kind, kind(orders, c, months, at, gap, window)))
                        .toList();
                assertThat(actual.of(kind).members()).as("%s %s", actual, kind).containsExactlyElementsOf(expected);
                assertThat(actual.of(kind).count()).isEqualTo(expected.size());
            }
            BigDecimal spent = orders.rows().stream()
                    .filter(row -> !row.day().isAfter(AS_OF)
                            && Grain.MONTH.periodOf(row.day()).equals(actual.period()))
                    .map(Orders.Row::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(actual.amount()).isEqualByComparingTo(spent);
        }
    }

    private static boolean is(MovementKind wanted, @Nullable MovementKind kind) {
        return wanted == MovementKind.LIVE ? kind != null && kind != MovementKind.LOST : kind == wanted;
    }

    /** The movement of a customer by the definition; null if none. */
    private static @Nullable MovementKind kind(
            Orders orders, long customer, Timeline months, int p, int gap, int window) {
        TreeSet<Integer> active = new TreeSet<>();
        for (LocalDate day : orders.days(customer, AS_OF)) {
            active.add(months.first().until(Grain.MONTH.periodOf(day)));
        }
        boolean live = !active.subSet(p - gap, true, p, true).isEmpty();
        boolean before = !active.subSet(p - 1 - gap, true, p - 1, true).isEmpty();
        if (live && before) {
            return MovementKind.RETAINED;
        }
        if (before) {
            return MovementKind.LOST;
        }
        if (!live) {
            return null;
        }
        Integer last = active.lower(p);
        boolean late = last != null && window != NO_WINDOW && p - (last + gap + 1) > window;
        return last == null || late ? MovementKind.NEW : MovementKind.REACTIVATED;
    }

    @Property(tries = 100)
    void theIdentityHoldsWithAnyGapAndWindow(
            @ForAll("orders") Orders orders,
            @ForAll @IntRange(max = 20) int gap,
            @ForAll @IntRange(max = 20) int window,
            @ForAll @IntRange(min = 2, max = 5) int threads) {
        CustomerMovements method = CustomerMovements.over(Timeline.monthly(AS_OF))
                .toleratedGap(gap)
                .reactivationWindow(window);
        Movements<Long> moves = method.of(orders.store());
        long before = 0;
        for (Movements<Long>.InPeriod p : moves.periods()) {
            long arrived = p.newCustomers().count() + p.reactivated().count();
            assertThat(p.live()).isEqualTo(before + arrived - p.lost().count());
            before = p.live();
        }
        assertThat(method.of(Sweep.over(orders.store()).threads(threads))
                        .counted()
                        .tally())
                .isEqualTo(moves.counted().tally());
    }

    @Property(tries = 300)
    void ratesAndMixAddUpToTheChange(
            @ForAll("rates") Map<String, Proportion> before, @ForAll("rates") Map<String, Proportion> after) {
        RateChange<String> change = RateChange.between(before, after);
        double expected = Proportion.pooled(after.values()).asDouble()
                - Proportion.pooled(before.values()).asDouble();
        assertThat(change.change()).isEqualTo(expected);
        assertThat(Math.abs(change.rateEffect() + change.mixEffect() - expected))
                .isLessThan(1e-14);
        RateChange<String> back = RateChange.between(after, before);
        assertThat(Math.abs(back.mixEffect() + change.mixEffect())).isLessThan(1e-14);
        assertThat(Math.abs(RateChange.between(before, before).rateEffect())).isZero();
    }

    @Provide
    Arbitrary<Orders> orders() {
        return Orders.arbitrary();
    }

    @Provide
    Arbitrary<Map<String, Proportion>> rates() {
        Arbitrary<Proportion> rate = Combinators.combine(
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.longs().between(1, 1_000_000))
                .as((a, b) -> Proportion.of(Math.min(a, b), Math.max(a, b)));
        return Arbitraries.maps(Arbitraries.of("north", "south", "east", "west"), rate)
                .ofMinSize(1);
    }
}
