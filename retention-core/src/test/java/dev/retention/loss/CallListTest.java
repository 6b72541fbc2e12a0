package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Who is called, by hand and against what must hold of every list. */
class CallListTest extends CallCandidates {
    private CallList<Long> list(int size, CallRule rule) {
        return CallChoice.of(size, rule, DAY).from(candidates, List.of());
    }

    @Test
    void byValueTheLargestComesFirstAndUnknownOnesLast() {
        CallList<Long> all = list(8, CallRule.VALUE);
        assertThat(all.customers()).containsExactly(5L, 2L, 3L, 8L, 4L, 1L, 7L, 6L);
        assertThat(all.entries().get(7).why()).isEqualTo("no known value");
        assertThat(all.missing()).isZero();
        CallList<Long> three = list(3, CallRule.VALUE);
        CallList.Coverage covered = three.coverage().orElseThrow();
        assertThat(covered.customers()).isEqualTo(Proportion.of(3, 8));
        assertThat(covered.value().orElseThrow()).isCloseTo(590.0 / 800, within(1e-12));
        assertThat(covered.reasons()).contains(Proportion.of(1, 3));
        assertThat(covered.customersOfReasons()).contains(Proportion.of(3, 6));
        assertThat(three)
                .hasToString("3 to call on 2026-07-01, largest value first, nobody again within 91 days:"
                        + " 37.5 % (3 of 8) of customers, 73.8 % of their value, 33.3 % (1 of 3) of known reasons");
    }

    @Test
    void byReasonsEachIsHeardInTurnTheMostFrequentFirst() {
        // 3 × price, 2 × support, 2 × unknown, 1 × moved away
        assertThat(list(4, CallRule.REASONS).customers()).containsExactly(2L, 4L, 5L, 7L);
        CallList<Long> six = list(6, CallRule.REASONS);
        assertThat(six.customers()).containsExactly(2L, 4L, 5L, 7L, 3L, 6L);
        assertThat(six.entries().stream().map(CallList.Entry::why))
                .startsWith("reason: price", "reason: support", "no known reason", "reason: moved away");
        assertThat(six.coverage().orElseThrow().reasons()).contains(Proportion.of(3, 3));
        assertThat(list(8, CallRule.REASONS).customers()).hasSize(8);
    }

    @Test
    void whoWasCalledNotLongAgoIsLeftOutAndTold() {
        List<CallRecord<Long>> earlier = List.of(
                CallRecord.of(5L, DAY.minusDays(90)),
                CallRecord.of(2L, DAY.minusDays(91)),
                CallRecord.of(3L, DAY).with("Ann", "reached"),
                CallRecord.of(8L, DAY.plusDays(1)),
                CallRecord.of(99L, DAY));
        CallList<Long> list = CallChoice.of(10, CallRule.VALUE, DAY).from(candidates, earlier);
        assertThat(list.resting()).containsExactly(3L, 5L);
        assertThat(list.customers()).containsExactly(2L, 8L, 4L, 1L, 7L, 6L);
        assertThat(list.missing()).isEqualTo(4);
        assertThat(list.coverage().orElseThrow().customers()).isEqualTo(Proportion.of(6, 8));
        assertThat(list.toString()).contains("; 4 fewer than wanted; 2 left out, called not long ago");
        CallChoice anybody = CallChoice.of(2, CallRule.VALUE, DAY).notAgainWithin(0);
        assertThat(anybody.from(candidates, earlier).customers()).containsExactly(5L, 2L);
        // A list is the calls of its day.
        List<CallRecord<Long>> listed = anybody.from(candidates, earlier).asCalls();
        CallList<Long> next = CallChoice.of(2, CallRule.VALUE, DAY.plusDays(30)).from(candidates, listed);
        assertThat(next.customers()).containsExactly(3L, 8L);
    }

    @Test
    void callersTakeTurns() {
        CallList<Long> list =
                CallChoice.of(5, CallRule.VALUE, DAY).by("Ann", "Ben").from(candidates, List.of());
        assertThat(list.entriesOf("Ann").stream().map(CallList.Entry::customer)).containsExactly(5L, 3L, 4L);
        assertThat(list.entriesOf("Ben").stream().map(CallList.Entry::customer)).containsExactly(2L, 8L);
        assertThat(list.entriesOf("Cleo")).isEmpty();
        assertThat(list.rows(key -> "#" + key).subList(0, 3))
                .containsExactly(
                        List.of("rank", "customer", "caller", "why", "reason", "value"),
                        List.of("1", "#5", "Ann", "value", "", "300"),
                        List.of("2", "#2", "Ben", "value", "price", "200"));
        assertThat(list.asCalls().get(0)).hasToString("5 on 2026-07-01 by Ann");
    }

    @Test
    void aCustomerWhoWasLostTwiceIsOneCandidate() {
        List<CustomerLoss<Long>> twice = new ArrayList<>(candidates);
        twice.add(lost(1, 500, "support"));
        twice.add(lost(2, 200, null));
        CallList<Long> list = CallChoice.of(2, CallRule.VALUE, DAY).from(twice, List.of());
        assertThat(list.customers()).containsExactly(1L, 5L);
        assertThat(list.candidates()).hasSize(8).contains(lost(1, 500, "support"), lost(2, 200, "price"));
    }

    @Test
    void drawnWithinReasonsEachHasItsShare() {
        // 4 of 8: 1.5 of price, 1 of support, 1 of unknown, 0.5 of moved away; chance says which half is rounded up.
        CallList<Long> list = CallChoice.of(4, CallRule.DRAWN_WITHIN_REASONS, DAY)
                .from(candidates, List.of(), new SplittableRandom(3));
        Map<Optional<String>, Integer> drawn = new HashMap<>();
        list.entries().forEach(entry -> drawn.merge(entry.candidate().reason(), 1, Integer::sum));
        assertThat(drawn).containsEntry(Optional.of("support"), 1).containsEntry(Optional.empty(), 1);
        int price = drawn.get(Optional.of("price"));
        assertThat(price + drawn.getOrDefault(Optional.of("moved away"), 0)).isEqualTo(2);
        assertThat(price).isBetween(1, 2);
        assertThat(list.entries()).allSatisfy(each -> assertThat(each.chance()).contains(Proportion.of(4, 8)));
        assertThat(list.entries().get(0).why()).isEqualTo("drawn, " + price + " of 3");
    }

    @Test
    void everyCandidateIsDrawnAsOften() {
        SplittableRandom random = new SplittableRandom(11);
        Map<Long, Integer> drawn = new HashMap<>();
        CallChoice three = CallChoice.of(3, CallRule.DRAWN, DAY);
        for (int i = 0; i < 4_000; i++) {
            three.from(candidates, List.of(), random).customers().forEach(each -> drawn.merge(each, 1, Integer::sum));
        }
        // 1,500 each, give or take 5 standard errors of 30.6
        assertThat(drawn).hasSize(8);
        assertThat(drawn.values()).allSatisfy(times -> assertThat(times).isBetween(1_347, 1_653));
    }

    @Property(tries = 300)
    void listsDependOnWhoThereIsAndNotOnTheOrder(
            @ForAll @IntRange(max = 40) int customers,
            @ForAll @IntRange(min = 1, max = 15) int size,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<CustomerLoss<Long>> those = new ArrayList<>();
        List<CallRecord<Long>> earlier = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            long customer = random.nextInt(30);
            Integer value = random.nextInt(5) == 0 ? null : random.nextInt(6) * 10;
            those.add(lost(customer, value, random.nextInt(4) == 0 ? null : "r" + random.nextInt(4)));
            if (random.nextInt(6) == 0) {
                earlier.add(CallRecord.of(customer, DAY.minusDays(random.nextInt(120))));
            }
        }
        List<CustomerLoss<Long>> shuffled = new ArrayList<>(those);
        Collections.shuffle(shuffled, random);
        for (CallRule rule : CallRule.values()) {
            CallChoice choice = CallChoice.of(size, rule, DAY).by("Ann", "Ben", "Cleo");
            CallList<Long> list = made(choice, rule, those, earlier, seed);
            CallList<Long> again = made(choice, rule, shuffled, earlier, seed);
            assertThat(again.rows(String::valueOf)).isEqualTo(list.rows(String::valueOf));
            assertThat(again.candidates()).isEqualTo(list.candidates());
            assertThat(list.customers()).doesNotHaveDuplicates();
            assertThat(Collections.disjoint(list.customers(), list.resting())).isTrue();
            int free = list.candidates().size() - list.resting().size();
            assertThat(list.entries()).hasSize(Math.min(size, free));
            assertThat(list.missing()).isEqualTo(Math.max(0, size - free));
            int ann = list.entriesOf("Ann").size();
            assertThat(ann - list.entriesOf("Cleo").size()).isBetween(0, 1);
            if (rule == CallRule.REASONS) {
                checkReasons(list);
            }
        }
    }

    /** No reason has two calls more than another that still has somebody to be called. */
    private static void checkReasons(CallList<Long> list) {
        Map<Optional<String>, Integer> heard = new HashMap<>();
        Map<Optional<String>, Integer> left = new HashMap<>();
        HashSet<Long> listed = new HashSet<>(list.customers());
        for (CustomerLoss<Long> each : list.candidates()) {
            if (!list.resting().contains(each.customer())) {
                (listed.contains(each.customer()) ? heard : left).merge(each.reason(), 1, Integer::sum);
            }
        }
        int most = heard.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        left.keySet()
                .forEach(reason -> assertThat(heard.getOrDefault(reason, 0)).isGreaterThanOrEqualTo(most - 1));
    }

    private static CallList<Long> made(
            CallChoice choice,
            CallRule rule,
            List<CustomerLoss<Long>> those,
            List<CallRecord<Long>> earlier,
            long seed) {
        return rule.isDrawn() ? choice.from(those, earlier, new SplittableRandom(seed)) : choice.from(those, earlier);
    }

    @Test
    void keysWithoutAnOrderAreTakenByTheirText() {
        List<CustomerLoss<Object>> mixed = List.of(
                CustomerLoss.of(17L, BigDecimal.ONE, "price", DAY),
                CustomerLoss.of("ann", BigDecimal.ONE, "price", DAY));
        assertThat(CallChoice.of(2, CallRule.VALUE, DAY).from(mixed, List.of()).customers())
                .containsExactly(17L, "ann");
        List<CustomerLoss<Object>> alike = List.of(
                CustomerLoss.of(17L, BigDecimal.ONE, "price", DAY),
                CustomerLoss.of("17", BigDecimal.ONE, "price", DAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallChoice.of(2, CallRule.VALUE, DAY).from(alike, List.of()))
                .withMessageContaining("two that print as 17");
    }

    @Test
    void withoutCandidatesNothingIsCovered() {
        CallList<Long> none = CallChoice.of(2, CallRule.VALUE, DAY).from(List.of(), List.of());
        assertThat(none.entries()).isEmpty();
        assertThat(none.coverage()).isEmpty();
        assertThat(none.missing()).isEqualTo(2);
        List<CustomerLoss<Long>> owing = List.of(lost(1, -5, null), lost(2, 10, null));
        CallList.Coverage covered = CallChoice.of(1, CallRule.VALUE, DAY)
                .from(owing, List.of())
                .coverage()
                .orElseThrow();
        assertThat(covered.value()).isEmpty();
        assertThat(covered.reasons()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CallChoice.of(0, CallRule.VALUE, DAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallChoice.of(1, CallRule.VALUE, DAY).by("Ann", "Ann"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CallChoice.of(1, CallRule.DRAWN, DAY).from(candidates, List.of()))
                .withMessageContaining("source of randomness");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CallChoice.of(1, CallRule.VALUE, DAY).from(candidates, List.of(), new SplittableRandom(1)))
                .withMessageContaining("one that draws");
        assertThatIllegalArgumentException().isThrownBy(() -> lost(1, 1, "")).withMessageContaining("customer (1)");
    }
}
