package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SegmentChangesProperties {
    /** The definitions, in plain doubles, and that differences and shares add up. */
    @Property(tries = 300)
    void figuresAreWhatTheDefinitionsSay(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(max = 1000) Integer> before,
            @ForAll @Size(min = 2, max = 6) List<@IntRange(max = 1000) Integer> after) {
        Map<Integer, Long> from = numbered(before);
        Map<Integer, Long> to = numbered(after);
        double allFrom = from.values().stream().mapToDouble(Long::doubleValue).sum();
        double allTo = to.values().stream().mapToDouble(Long::doubleValue).sum();
        SegmentChanges<Integer> changes = SegmentChanges.ofCounts(from, to);
        BigDecimal differences = BigDecimal.ZERO;
        double shares = 0;
        for (SegmentChanges.Change<Integer> each : changes.changes()) {
            double m0 = from.getOrDefault(each.group(), 0L).doubleValue();
            double m1 = to.getOrDefault(each.group(), 0L).doubleValue();
            assertThat(each.contribution().unexpectedDifference().isPresent()).isEqualTo(allFrom > m0);
            each.contribution()
                    .unexpectedDifference()
                    .ifPresent(unexpected ->
                            assertThat(unexpected).isCloseTo(m1 - m0 * (allTo - m1) / (allFrom - m0), within(1e-6)));
            differences = differences.add(each.difference());
            shares += each.contribution().explanatoryPower().orElse(0);
        }
        assertThat(differences.doubleValue()).isEqualTo(allTo - allFrom);
        assertThat(shares).isCloseTo(allTo == allFrom ? 0 : 1, within(1e-9));
    }

    /** Where every segment changes by one factor nothing is unexpected. */
    @Property(tries = 300)
    void whatChangesByOneFactorIsExpected(
            @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 1000) Integer> before,
            @ForAll @IntRange(max = 9) int factor) {
        Map<Integer, Long> from = numbered(before);
        Map<Integer, Long> to = new LinkedHashMap<>();
        from.forEach((group, count) -> to.put(group, factor * count));
        assertThat(SegmentChanges.ofCounts(from, to).changes())
                .allSatisfy(change -> assertThat(
                                change.contribution().unexpectedDifference().orElseThrow())
                        .isCloseTo(0, within(1e-9)));
    }

    private static Map<Integer, Long> numbered(List<Integer> counts) {
        Map<Integer, Long> numbered = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            numbered.put(i, counts.get(i).longValue());
        }
        return numbered;
    }
}
