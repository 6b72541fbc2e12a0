package dev.retention.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReferralChainsTest {
    private static Map<String, String> map(String... referredThenReferrer) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < referredThenReferrer.length; i += 2) {
            map.put(referredThenReferrer[i], referredThenReferrer[i + 1]);
        }
        return map;
    }

    @Test
    void tellsWhoBroughtWhom() {
        ReferralChains<String> chains =
                ReferralChains.of(map("Bob", "Ann", "Cleo", "Ann", "Dan", "Bob", "Eve", "Dan", "Gus", "Fay"));
        assertThat(chains.descendants("Ann")).containsExactly("Bob", "Dan", "Eve", "Cleo");
        assertThat(chains.referred("Ann")).containsExactly("Bob", "Cleo");
        assertThat(chains.referrers("Eve")).containsExactly("Dan", "Bob", "Ann");
        assertThat(chains.generationOf("Eve")).isEqualTo(3);
        assertThat(chains.customersOf(0)).containsExactly("Ann", "Fay");
        assertThat(chains.customersOf(1)).containsExactly("Bob", "Cleo", "Gus");
        assertThat(chains.customersOf(4)).isEmpty();
        assertThat(chains.depth()).isEqualTo(3);
        assertThat(chains.descendants("Zoe")).isEmpty();
        assertThat(chains.referred("Zoe")).isEmpty();
        assertThat(chains.referrers("Zoe")).isEmpty();
        assertThat(chains.generationOf("Zoe")).isZero();
        assertThat(chains).hasToString("7 customers, 2 of them roots, depth 3");
        assertThat(ReferralChains.of(map())).hasToString("0 customers, 0 of them roots, depth 0");
        assertThatThrownBy(() -> chains.customers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> chains.descendants("Ann").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesCirclesNamingThoseInThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferralChains.of(map("Zoe", "Ann", "Bob", "Ann", "Cleo", "Bob", "Ann", "Cleo")))
                .withMessage("referrerOf (Ann → Bob → Cleo → Ann) must not lead back to the same customer")
                .satisfies(e -> assertThat(e).hasNoCause());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferralChains.of(map("Ann", "Ann")))
                .withMessageStartingWith("referrerOf (Ann → Ann)");
    }

    @Test
    void takesChainsOfAnyLength() {
        Map<Integer, Integer> referrers = new LinkedHashMap<>();
        for (int i = 100_000; i > 0; i--) {
            referrers.put(i, i - 1);
        }
        ReferralChains<Integer> chains = ReferralChains.of(referrers);
        assertThat(chains.depth()).isEqualTo(100_000);
        assertThat(chains.descendants(0)).hasSize(100_000);
        assertThat(chains.descendants(99_999)).containsExactly(100_000);
        referrers.put(0, 100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferralChains.of(referrers))
                .withMessageStartingWith("referrerOf (100000 → … → 99982 → ")
                .withMessageEndingWith(" → 99999 → 100000) must not lead back to the same customer");
    }

    /** With whole numbers as keys a customer and a generation are different questions. */
    @Test
    void customersMayBeWholeNumbers() {
        ReferralChains<Integer> chains = ReferralChains.of(Map.of(2, 1, 3, 2));
        assertThat(chains.generationOf(3)).isEqualTo(2);
        assertThat(chains.customersOf(2)).containsExactly(3);
    }

    /** A naive oracle: walks from every customer up. */
    @Property(tries = 300)
    void agreesWithWalkingUp(@ForAll @Size(max = 12) List<@IntRange(max = 14) Integer> referrerOfEach) {
        Map<Integer, Integer> referrers = new LinkedHashMap<>();
        for (int i = 0; i < referrerOfEach.size(); i++) {
            referrers.put(i, referrerOfEach.get(i));
        }
        boolean isCircular = false;
        for (Integer start : referrers.keySet()) {
            Integer at = start;
            for (int step = 0; at != null && step <= 20; step++) {
                at = referrers.get(at);
            }
            isCircular |= at != null;
        }
        if (isCircular) {
            assertThatIllegalArgumentException().isThrownBy(() -> ReferralChains.of(referrers));
            return;
        }
        ReferralChains<Integer> chains = ReferralChains.of(referrers);
        int deepest = 0;
        List<Integer> byGeneration = new ArrayList<>();
        for (Integer customer : chains.customers()) {
            List<Integer> above = new ArrayList<>();
            for (Integer at = referrers.get(customer); at != null; at = referrers.get(at)) {
                above.add(at);
            }
            assertThat(chains.referrers(customer)).isEqualTo(above);
            assertThat(chains.generationOf(customer)).isEqualTo(above.size());
            deepest = Math.max(deepest, above.size());
            assertThat(chains.descendants(customer))
                    .containsExactlyInAnyOrderElementsOf(referrers.keySet().stream()
                            .filter(other -> chains.referrers(other).contains(customer))
                            .toList());
            assertThat(chains.referred(customer))
                    .containsExactlyElementsOf(referrers.keySet().stream()
                            .filter(other -> referrers.get(other).equals(customer))
                            .toList());
        }
        assertThat(chains.depth()).isEqualTo(deepest);
        for (int generation = 0; generation <= deepest; generation++) {
            byGeneration.addAll(chains.customersOf(generation));
        }
        assertThat(byGeneration).containsExactlyInAnyOrderElementsOf(chains.customers());
    }
}
