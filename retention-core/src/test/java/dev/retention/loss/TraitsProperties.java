package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.retention.PValueCorrection;
import dev.retention.Proportion;
import dev.retention.StratifiedComparison;
import dev.retention.history.HistoryStore;
import dev.retention.history.Members;
import dev.retention.loss.TraitRows.Row;
import dev.retention.rule.Grouping;
import dev.retention.rule.Sweep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What tables of traits say, against going through the rows one by one, and what chance makes of it. */
class TraitsProperties {
    private static final int SHUFFLES = 400;
    // 20 are expected at most; so many more once in a thousand times.
    private static final int MOST_FOUND = 34;

    private static final Grouping[] GROUPINGS = TraitRows.TEXTS.stream()
            .map(name -> Grouping.ofColumn(name, Grouping.Reading.LATEST))
            .toArray(Grouping[]::new);

    @Property(tries = 12)
    void everyTraitCountsWhatItsRowsAre(@ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        TraitTable<Long> table = TraitRows.snapshot(rows).traits(TraitRanking.P_VALUE);

        Set<TraitValue> values = new HashSet<>();
        for (List<Trait<Long>> traits : List.of(table.rows(), table.untried())) {
            for (Trait<Long> trait : traits) {
                for (TraitValue value : trait.namesOfAll()) {
                    assertThat(values.add(value)).isTrue();
                    assertThat(TraitRows.count(rows, row -> TraitRows.has(row, value)))
                            .isEqualTo(trait.counts());
                    assertThat(new TreeSet<>(trait.members())).isEqualTo(keys(rows, row -> TraitRows.has(row, value)));
                    assertThat(new TreeSet<>(trait.membersInTarget()))
                            .isEqualTo(keys(rows, row -> TraitRows.has(row, value) && row.lost()));
                    assertThat(new TreeSet<>(trait.others())).isEqualTo(keys(rows, row -> !TraitRows.has(row, value)));
                    assertThat(new TreeSet<>(trait.othersInTarget()))
                            .isEqualTo(keys(rows, row -> !TraitRows.has(row, value) && row.lost()));
                }
            }
        }
        long known = TraitRows.TEXTS.stream()
                .mapToLong(name ->
                        rows.stream().map(row -> "" + row.text(name)).distinct().count())
                .sum();
        assertThat(values).hasSize((int) known);
    }

    @Property(tries = 12)
    void testsAreTheWaysToPartTheRowsInTwo(@ForAll @IntRange(min = 2, max = 40) int n, @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        TraitTable<Long> table = TraitRows.snapshot(rows).traits(TraitRanking.P_VALUE);

        Map<Set<Set<Long>>, Double> tests = new HashMap<>();
        for (Trait<Long> trait : table.rows()) {
            tests.put(Set.of(Set.copyOf(trait.members()), Set.copyOf(trait.others())), trait.pValue());
        }
        assertThat(table.tests()).isEqualTo(tests.size());
        List<Set<Set<Long>>> order = List.copyOf(tests.keySet());
        double[] adjusted = PValueCorrection.BENJAMINI_HOCHBERG.adjusted(
                order.stream().mapToDouble(tests::get).map(p -> Math.min(1, p)).toArray());
        for (Trait<Long> trait : table.rows()) {
            int at = order.indexOf(Set.of(Set.copyOf(trait.members()), Set.copyOf(trait.others())));
            assertThat(trait.adjustedPValue().orElseThrow()).isCloseTo(adjusted[at], within(1e-9));
        }
        assertThat(table.rows().stream().map(Trait::members).distinct())
                .hasSize(table.rows().size());
    }

    @Property(tries = 12)
    void neitherTheOrderOfRowsNorThreadsMatter(@ForAll @IntRange(min = 1, max = 80) int n, @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(seed));
        String plain = TraitRows.snapshot(rows).traits(TraitRanking.LIFT).toString();

        assertThat(TraitRows.snapshot(shuffled).traits(TraitRanking.LIFT)).hasToString(plain);
        HistoryStore<Long> store = TraitRows.snapshot(rows).store();
        Sweep<Long> sweep = Sweep.over(store).threads(3);
        assertThat(Traits.of(lost(store, rows), all(store)).by(GROUPINGS).of(sweep, TraitRanking.LIFT))
                .hasToString(plain);
    }

    @Property(tries = 12)
    void aTestMoreRaisesPValues(@ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        HistoryStore<Long> store = TraitRows.snapshot(rows).store();
        Traits<Long> method = Traits.of(lost(store, rows), all(store)).by(GROUPINGS);
        TraitTable<Long> distinct = method.of(store, TraitRanking.LIFT);
        TraitTable<Long> holm = method.corrected(PValueCorrection.HOLM).of(store, TraitRanking.LIFT);

        for (Trait<Long> trait : distinct.rows()) {
            double raised = trait.adjustedPValue().orElseThrow();
            assertThat(raised).isBetween(trait.pValue() * (1 - 1e-12), 1.0);
            assertThat(holm.trait(trait.name()).adjustedPValue().orElseThrow())
                    .isGreaterThanOrEqualTo(raised * (1 - 1e-12));
        }
        assertThat(distinct.higher().rows().size() + distinct.lower().rows().size())
                .isLessThanOrEqualTo(distinct.rows().size());
        assertThat(distinct.found(0.5)).containsAll(distinct.found(0.05));
        TraitTable<Long> large = method.minimum(5).of(store, TraitRanking.LIFT);
        assertThat(large.tests()).isLessThanOrEqualTo(distinct.tests());
        assertThat(large.rows()).allMatch(trait -> trait.counts().with() >= 5);
    }

    @Property(tries = 12)
    void strataAreThoseOfTheRows(@ForAll @IntRange(min = 1, max = 80) int n, @ForAll long seed) {
        List<Row> rows = TraitRows.random(n, seed, true);
        TraitTable<Long> table = TraitRows.snapshot(rows).traits(TraitRanking.LIFT);
        for (Trait<Long> trait : table.rows()) {
            TraitValue value = trait.conditions().get(0);
            List<dev.retention.ProportionComparison> strata = new ArrayList<>();
            for (String country : new TreeSet<>(
                    rows.stream().map(row -> "" + row.text("country")).toList())) {
                List<Row> own = rows.stream()
                        .filter(row -> country.equals(row.text("country")))
                        .toList();
                TraitRows.count(own, row -> TraitRows.has(row, value))
                        .comparison()
                        .ifPresent(strata::add);
            }
            assertThat(trait.within(GROUPINGS[1])
                            .map(StratifiedComparison::strata)
                            .orElse(List.of()))
                    .isEqualTo(strata);
        }
    }

    @Test
    void onShuffledFlagsSomethingIsFoundInAtMostOneOfTwenty() {
        List<Row> rows = TraitRows.random(300, 7, false);
        HistoryStore<Long> store = TraitRows.snapshot(rows).store();
        Sweep<Long> sweep = Sweep.over(store);
        int[] numbers = IntStream.range(0, 300).toArray();
        Random random = new Random(11);
        int found = 0;
        int foundByChance = 0;
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            for (int i = numbers.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = numbers[i];
                numbers[i] = numbers[j];
                numbers[j] = kept;
            }
            int[] target = IntStream.of(numbers).limit(80).sorted().toArray();
            TraitTable<Long> table =
                    Traits.of(store.members(target), all(store)).by(GROUPINGS).of(sweep, TraitRanking.P_VALUE);
            found += table.found(0.05).isEmpty() ? 0 : 1;
            foundByChance += table.rows().get(0).pValue() <= 0.05 ? 1 : 0;
        }
        assertThat(found).isLessThanOrEqualTo(MOST_FOUND);
        assertThat(foundByChance).isGreaterThan(SHUFFLES / 4);
    }

    @Test
    void aPlantedCauseIsFoundWithItsAlias() {
        TraitTable<Long> table =
                TraitRows.snapshot(TraitRows.random(600, 3, true)).traits(TraitRanking.WRACC);

        Trait<Long> first = table.higher().found(0.05).get(0);
        assertThat(first.name()).isEqualTo("plan = starter");
        assertThat(first.aliases()).containsExactly("level = 1");
        Proportion rate = first.counts().rate().orElseThrow();
        assertThat(rate.asDouble()).isBetween(0.45, 0.65);
    }

    private static Set<Long> keys(List<Row> rows, java.util.function.Predicate<Row> fit) {
        return new TreeSet<>(rows.stream().filter(fit).map(Row::customer).toList());
    }

    private static Members<Long> all(HistoryStore<Long> store) {
        return store.members(IntStream.range(0, store.customers()).toArray());
    }

    private static Members<Long> lost(HistoryStore<Long> store, List<Row> rows) {
        return store.members(rows.stream()
                .filter(Row::lost)
                .mapToInt(row -> store.find(row.customer()).orElseThrow())
                .sorted()
                .toArray());
    }
}
