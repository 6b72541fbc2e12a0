package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class InterferenceProperties {
    @Property
    void countsAreThoseOfTheDefinition(@ForAll long seed, @ForAll @IntRange(max = 60) int size) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<Integer>> arms = new LinkedHashMap<>();
        List.of("a", "b", "c").forEach(arm -> arms.put(arm, new ArrayList<>()));
        Map<Integer, Integer> homes = new HashMap<>();
        Map<Integer, Set<String>> armsOf = new HashMap<>();
        for (int customer = 0; customer < size; customer++) {
            String arm = List.of("a", "b", "c").get(random.nextInt(3));
            arms.get(arm).add(customer);
            if (random.nextInt(4) > 0) {
                homes.put(customer, random.nextInt(20));
                armsOf.computeIfAbsent(homes.get(customer), unused -> new HashSet<>()).add(arm);
            }
        }
        Interference<Integer> found = Interference.of(arms, homes::get);
        assertThat(found.customers()).isEqualTo(size);
        assertThat(found.households()).isEqualTo(size - homes.size() + armsOf.size());
        assertThat(found.spanning())
                .isEqualTo(armsOf.values().stream().filter(each -> each.size() > 1).count());
        assertThat(found.customersMixed())
                .isEqualTo(homes.values().stream().filter(home -> armsOf.get(home).size() > 1).count());
    }
}
