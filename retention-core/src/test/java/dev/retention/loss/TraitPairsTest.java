package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.ProportionInterval;
import dev.retention.loss.TraitRows.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Pairs of traits, against going through the rows one by one. */
class TraitPairsTest {
    @Property(tries = 8)
    void everyPairCountsWhatItsRowsAre(
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll @IntRange(min = 1, max = 6) int minimum,
            @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        TraitTable<Long> table = TraitRows.snapshot(rows).traits(TraitRanking.LIFT);
        TraitPairs<Long> pairs = table.pairs(minimum);

        List<TraitValue> values = new ArrayList<>();
        List.of(table.rows(), table.untried())
                .forEach(list -> list.forEach(trait -> values.addAll(trait.namesOfAll())));
        long candidates = 0;
        Set<Set<Long>> sets = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                TraitValue one = values.get(i);
                TraitValue other = values.get(j);
                Set<Long> both = keys(rows, one, other);
                if (!one.attribute().equals(other.attribute()) && both.size() >= minimum) {
                    candidates++;
                    if (both.size() < keys(rows, one, one).size()
                            && both.size() < keys(rows, other, other).size()) {
                        sets.add(both);
                    }
                }
            }
        }
        assertThat(pairs.candidates()).isEqualTo(candidates);
        assertThat(pairs.rows()).hasSize(sets.size());
        assertThat(pairs.tests()).isLessThanOrEqualTo(sets.size());
        for (Trait<Long> pair : pairs.rows()) {
            TraitValue one = pair.conditions().get(0);
            TraitValue other = pair.conditions().get(1);
            assertThat(pair.counts())
                    .isEqualTo(TraitRows.count(rows, row -> TraitRows.has(row, one) && TraitRows.has(row, other)));
            assertThat(new TreeSet<>(pair.members())).isEqualTo(keys(rows, one, other));
        }
        List<Trait<Long>> beyond = pairs.beyondParents(0.9).rows();
        for (Trait<Long> pair : pairs.rows()) {
            double lower = pair.counts()
                    .rate()
                    .orElseThrow()
                    .interval(ProportionInterval.WILSON, 0.9)
                    .lower();
            boolean beats = pair.namesOfAll().stream()
                    .allMatch(value -> lower
                            > TraitRows.count(rows, row -> TraitRows.has(row, value))
                                    .rate()
                                    .orElseThrow()
                                    .asDouble());
            assertThat(beyond.contains(pair)).isEqualTo(beats);
        }
    }

    /** Either trait alone says little; customers with both leave. */
    @Test
    void aPairThatGoesBeyondItsValuesIsFound() {
        List<Row> rows = new ArrayList<>();
        for (Row row : TraitRows.random(900, 5, false)) {
            rows.add(row.lost(
                    "web".equals(row.text("channel")) == "yes".equals(row.text("support"))
                            ? row.customer() % 10 < 6
                            : row.customer() % 10 < 1));
        }
        TraitPairs<Long> pairs =
                TraitRows.snapshot(rows).traits(TraitRanking.WRACC).pairs(50);

        assertThat(pairs.beyondParents(0.95).found(0.05).subList(0, 2))
                .extracting(Trait::name)
                .contains("support = no & channel = phone", "support = yes & channel = web");
        assertThat(pairs.beyondParents(0.95).tests()).isEqualTo(pairs.tests());
        assertThat(pairs.toString()).startsWith(pairs.tests() + " tests: [");
    }

    @Test
    void refusesTooManyPairs() {
        List<Integer> numbers = IntStream.range(0, 5000).boxed().toList();
        TraitTable<Integer> table = Snapshot.of(numbers, number -> number, number -> number < 10)
                .text("one", number -> "a" + number)
                .text("other", number -> "b" + (number + 1) % 5000)
                .traits(TraitRanking.LIFT, traits -> traits.minimum(2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.pairs(1))
                .withMessage("minimum (1) must be larger: one and other make 25000000 pairs, more than 16777216");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.pairs(0))
                .withMessage("minimum (0) must be at least 1");
        assertThat(table.pairs(2).rows()).isEmpty();
        assertThat(table.untried()).hasSize(10_000);
    }

    private static Set<Long> keys(List<Row> rows, TraitValue one, TraitValue other) {
        return new TreeSet<>(rows.stream()
                .filter(row -> TraitRows.has(row, one) && TraitRows.has(row, other))
                .map(Row::customer)
                .toList());
    }
}
