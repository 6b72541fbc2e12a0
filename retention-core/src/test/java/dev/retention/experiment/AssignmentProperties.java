package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** What holds of arms by any weights. */
class AssignmentProperties {
    private static Assignment<Long> assignment(List<Long> weights) {
        Map<String, Long> arms = new TreeMap<>();
        weights.forEach(weight -> arms.put("arm " + arms.size(), weight));
        return Assignment.of("salt", arms);
    }

    @Property
    void aHigherWeightMovesCustomersToItsArmOnly(
            @ForAll @Size(min = 2, max = 5) List<@LongRange(min = 1, max = 1000) Long> weights,
            @ForAll @IntRange(max = 4) int which,
            @ForAll @LongRange(min = 1, max = 1000) long more,
            @ForAll long from) {
        Assignment<Long> before = assignment(weights);
        String arm = "arm " + which % weights.size();
        Assignment<Long> after = before.with(arm, before.weights().get(arm) + more);
        for (long key = from; key < from + 50; key++) {
            assertThat(after.arm(key)).isIn(arm, before.arm(key));
            assertThat(after.arm(key, "north")).isIn(arm, before.arm(key, "north"));
        }
    }

    @Property
    void oneArmMoreMovesCustomersToItOnly(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 1, max = 1000) Long> weights,
            @ForAll @AlphaChars @StringLength(min = 1, max = 10) String arm,
            @ForAll @LongRange(min = 1, max = 1000) long weight,
            @ForAll long from) {
        Assignment<Long> before = assignment(weights);
        Assignment<Long> after = before.with(arm, weight);
        for (long key = from; key < from + 50; key++) {
            assertThat(after.arm(key)).isIn(arm, before.arm(key));
        }
    }

    @Property
    void scaleAndOrderOfWeightsAndArmsDecideNothing(
            @ForAll @LongRange(min = 1, max = 1000) long a,
            @ForAll @LongRange(min = 1, max = 1000) long b,
            @ForAll @IntRange(min = 1, max = 1000) int times,
            @ForAll long key) {
        Assignment<Long> one = Assignment.<Long>of("salt", "a", "b").with("a", a).with("b", b);
        Assignment<Long> other = Assignment.<Long>of("salt", "b", "a").with("b", times * b).with("a", times * a);
        assertThat(other.arm(key)).isEqualTo(one.arm(key));
    }

    @Property(tries = 200)
    void dealsToWithinOneInEachStratum(
            @ForAll @Size(min = 1, max = 4) List<@LongRange(min = 1, max = 20) Long> weights,
            @ForAll @IntRange(max = 60) int customers,
            @ForAll @IntRange(min = 1, max = 4) int strata,
            @ForAll Random order) {
        Assignment<Long> assignment = assignment(weights).within("stratum 1", Map.of("arm 0", 1L, "other", 2L));
        List<Long> keys = new ArrayList<>(LongStream.range(0, customers).boxed().toList());
        Map<Long, String> dealt = assignment.dealt(keys, key -> "stratum " + key % strata);
        Map<String, List<Long>> byStratum =
                keys.stream().collect(Collectors.groupingBy(key -> "stratum " + key % strata));
        byStratum.forEach((stratum, members) -> {
            Map<String, Long> own = assignment.weights(stratum);
            double sum = own.values().stream().mapToLong(Long::longValue).sum();
            own.forEach((arm, weight) -> {
                long got = members.stream().filter(key -> dealt.get(key).equals(arm)).count();
                assertThat(Math.abs(got - members.size() * (weight / sum))).isLessThan(1);
            });
        });
        Collections.shuffle(keys, order);
        assertThat(assignment.dealt(keys, key -> "stratum " + key % strata)).isEqualTo(dealt);
    }
}
