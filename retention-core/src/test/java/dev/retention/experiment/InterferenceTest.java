package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterferenceTest {
    private static final Map<Integer, String> HOMES = Map.of(1, "A", 2, "A", 3, "B", 4, "B", 5, "C", 6, "A");

    private static Map<String, List<Integer>> arms() {
        Map<String, List<Integer>> arms = new LinkedHashMap<>();
        arms.put("offer", List.of(1, 3, 4, 7));
        arms.put("holdout", List.of(2, 6, 5, 8));
        return arms;
    }

    @Test
    void householdsThatSpanArmsAreFound() {
        Interference<Integer> found = Interference.of(arms(), HOMES::get);
        assertThat(found.customers()).isEqualTo(8);
        // A, B, C, and 7 and 8 alone
        assertThat(found.households()).isEqualTo(5);
        assertThat(found.shared()).isEqualTo(2);
        assertThat(found.spanning()).isEqualTo(1);
        assertThat(found.mixed()).isEqualTo(Map.of("offer", List.of(1), "holdout", List.of(2, 6)));
        assertThat(found.mixed().keySet()).containsExactly("offer", "holdout");
        assertThat(found.customersMixed()).isEqualTo(3);
        assertThat(found.share()).hasValue(Proportion.of(3, 8));
        assertThat(found)
                .hasToString(
                        "3 of 8 customers (37.5 %) live in 1 household that spans arms: what one is offered the others"
                                + " hear of, and the effect is blurred; assign whole households");
        assertThat(found.sheet().rows()).isEqualTo(List.of(List.of("offer", 1L), List.of("holdout", 2L)));
    }

    @Test
    void withoutHouseholdsNothingSpans() {
        Interference<Integer> alone = Interference.of(arms(), customer -> null);
        assertThat(alone.households()).isEqualTo(8);
        assertThat(alone.shared()).isZero();
        assertThat(alone.mixed()).isEqualTo(Map.of("offer", List.of(), "holdout", List.of()));
        assertThat(alone).hasToString("no household spans arms: 8 customers of 8 households");
        Interference<Integer> whole =
                Interference.of(Map.of("offer", List.of(1, 2, 6), "holdout", List.of(3, 4, 5)), HOMES::get);
        assertThat(whole)
                .hasToString("no household spans arms: 6 customers of 3 households, 2 of them of several customers");
        assertThat(Interference.of(Map.<String, List<Integer>>of(), HOMES::get).share())
                .isEmpty();
    }

    @Test
    void aCustomerIsInOneArm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Interference.of(Map.of("offer", List.of(1, 1)), HOMES::get))
                .withMessage("customer (1) comes twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interference<Integer>(1, 2, 0, 0, Map.of()))
                .withMessage("households (2) must be at most customers (1)");
    }

    @Test
    void aBlankAddressIsNoHousehold() {
        Interference<Integer> found = Interference.of(
                Map.of("offer", List.of(1, 2), "holdout", List.of(3)), customer -> " ".repeat(customer - 1));
        assertThat(found.households()).isEqualTo(3);
        assertThat(found.spanning()).isZero();
        Interference<Integer> one = Interference.of(Map.of("offer", List.of(1, 2)), customer -> new StringBuilder("A"));
        assertThat(one)
                .hasToString("no household spans arms: 2 customers of 1 household, 1 of them of several customers");
    }

    @Test
    void theCustomersOfHouseholdsThatSpanFitTheCounts() {
        Map<String, List<Integer>> two = Map.of("a", List.of(1), "b", List.of(2));
        assertThat(new Interference<>(2, 1, 1, 1, two).customersMixed()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interference<>(9, 5, 2, 2, two))
                .withMessage("mixed (2 customers) must be those of spanning (2) households");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interference<>(9, 5, 2, 0, two))
                .withMessage("mixed (2 customers) must be those of spanning (0) households");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interference<>(4, 2, 2, 1, Map.of("a", List.of(1), "b", List.of(2, 3))))
                .withMessage(
                        "mixed (3 customers) must leave the other households as many as they have, of customers (4)");
    }
}
