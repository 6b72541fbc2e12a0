package dev.retention.loss;

import dev.retention.PValueCorrection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Values that are tried, those with the same customers as one, with the p-values of all of them together. */
final class TraitSets<K> {
    private final TraitData<K> data;
    private final TraitTests family;
    private final PValueCorrection correction;
    private final List<TraitSet> sets = new ArrayList<>();
    private final Map<Long, List<TraitSet>> byLast = new HashMap<>();
    private int tests;
    private int values;

    TraitSets(TraitData<K> data, TraitTests family, PValueCorrection correction) {
        this.data = data;
        this.family = family;
        this.correction = correction;
    }

    /** A set of customers, by what they have in common. */
    private static final class TraitSet {
        private final List<TraitValue> conditions;
        private final IntPredicate has;
        private final TraitCounts counts;
        private final OptionalLong value;
        private final List<List<TraitValue>> aliases = new ArrayList<>();
        private final int test;
        private final double log;

        TraitSet(List<TraitValue> conditions, IntPredicate has, TraitCounts counts, OptionalLong value, int test) {
            this.conditions = conditions;
            this.has = has;
            this.counts = counts;
            this.value = value;
            this.test = test;
            this.log = counts.logPValue();
        }
    }

    /** Tries the customers of a cell. */
    void add(List<TraitValue> conditions, IntPredicate has, TraitCells cells, int at) {
        values++;
        int last = cells.last(at);
        int with = cells.with(at);
        TraitSet same = find(last, with, conditions, has, false);
        if (same != null) {
            same.aliases.add(conditions);
            return;
        }
        TraitSet opposite = find(data.lastWithout(has), data.population().size() - with, conditions, has, true);
        int test = opposite == null ? tests++ : opposite.test;
        TraitSet set = new TraitSet(conditions, has, cells.counts(at), cells.value(at, Trait.name(conditions)), test);
        sets.add(set);
        byLast.computeIfAbsent(key(last, with), unused -> new ArrayList<>()).add(set);
    }

    private @Nullable TraitSet find(
            int last, int with, List<TraitValue> conditions, IntPredicate has, boolean opposite) {
        for (TraitSet set : byLast.getOrDefault(key(last, with), List.of())) {
            // The values of an attribute share nobody, so that how many there are tells who they are.
            if (isOfSame(conditions, set.conditions) ? opposite : data.isSame(has, set.has, opposite)) {
                return set;
            }
        }
        return null;
    }

    /** Whether values are of the same attributes. */
    private static boolean isOfSame(List<TraitValue> some, List<TraitValue> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = some.get(i).attribute().equals(others.get(i).attribute());
        }
        return same;
    }

    /** What sets must share to be the same: their last customer and how many they are. */
    private static long key(int last, int with) {
        return (long) last << Integer.SIZE | with;
    }

    /** How many tests were made. */
    int tests() {
        return family == TraitTests.DISTINCT ? tests : values;
    }

    /** The logarithms of the p-values, one for each test. */
    double[] logs() {
        double[] logs = new double[tests()];
        int next = 0;
        for (TraitSet set : sets) {
            for (int i = 0; i <= set.aliases.size(); i++) {
                logs[family == TraitTests.DISTINCT ? set.test : next++] = set.log;
            }
        }
        return logs;
    }

    /** The traits in the order in which they were added. */
    List<Trait<K>> traits() {
        double[] adjusted = correction.adjustedLogs(logs());
        List<Trait<K>> traits = new ArrayList<>();
        int next = 0;
        for (TraitSet set : sets) {
            int test = family == TraitTests.DISTINCT ? set.test : next;
            double log = adjusted[test];
            next += set.aliases.size() + 1;
            traits.add(new Trait<>(
                    data,
                    set.conditions,
                    set.aliases,
                    set.has,
                    set.counts,
                    set.value,
                    set.log,
                    OptionalDouble.of(log),
                    test));
        }
        return traits;
    }
}
