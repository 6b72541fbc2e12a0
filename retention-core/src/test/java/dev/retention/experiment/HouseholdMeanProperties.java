package dev.retention.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HouseholdMeanProperties {
    private record Row(int home, long outcome) {}

    @Property
    void everybodyAloneHasTheVarianceOfCustomers(@ForAll long seed, @ForAll @IntRange(min = 2, max = 50) int size) {
        long[] outcomes = new SplittableRandom(seed).longs(size, -20, 21).toArray();
        List<Row> rows = Arrays.stream(outcomes).mapToObj(y -> new Row(0, y)).toList();
        HouseholdMean found = HouseholdMean.of(rows, row -> null, Row::outcome).orElseThrow();
        assertThat(found.mean().mean()).isCloseTo(found.customers().mean(), within(1e-12));
        assertThat(found.mean().variance().orElseThrow())
                .isCloseTo(found.customers().variance().orElseThrow(), within(1e-9));
        HouseholdMean pairs = HouseholdMean.of(
                        IntStream.range(0, 2 * size).mapToObj(i -> new Row(i / 2, outcomes[i / 2])).toList(),
                        Row::home,
                        Row::outcome)
                .orElseThrow();
        // Twins tell as much as one of them: (2n − 1)/(n − 1) times the variance that it seems.
        pairs.designEffect()
                .ifPresent(effect -> assertThat(effect).isCloseTo((2.0 * size - 1) / (size - 1), within(1e-9)));
    }

    @Example
    void householdsAssignedWholeKeepTheLevel() {
        SplittableRandom random = new SplittableRandom(41);
        int falseByHousehold = 0;
        int falseByCustomer = 0;
        int samples = 600;
        for (int sample = 0; sample < samples; sample++) {
            HouseholdMean treated = arm(random);
            HouseholdMean control = arm(random);
            falseByHousehold += isTold(treated.mean(), control.mean()) ? 1 : 0;
            falseByCustomer += isTold(treated.customers(), control.customers()) ? 1 : 0;
        }
        assertThat(falseByHousehold / (double) samples).isBetween(0.03, 0.07);
        assertThat(falseByCustomer / (double) samples).isGreaterThan(0.1);
    }

    private static boolean isTold(SampleMean treated, SampleMean control) {
        return !MeanComparison.of(treated, control)
                .effect(EffectScale.ABSOLUTE, 0.95)
                .interval()
                .orElseThrow()
                .contains(0);
    }

    /** 150 households of one to four customers, who mostly do the same. */
    private static HouseholdMean arm(SplittableRandom random) {
        List<Row> rows = new ArrayList<>();
        for (int home = 0; home < 150; home++) {
            boolean stays = random.nextInt(2) == 0;
            int size = 1 + random.nextInt(4);
            for (int i = 0; i < size; i++) {
                rows.add(new Row(home, stays == (random.nextInt(5) > 0) ? 1 : 0));
            }
        }
        return HouseholdMean.of(rows, Row::home, Row::outcome).orElseThrow();
    }
}
