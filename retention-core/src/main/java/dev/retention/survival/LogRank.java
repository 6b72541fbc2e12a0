package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Tests whether groups stay equally long: the log-rank test and its weighted relatives, for any number of groups.
 *
 * <pre>
 *   Oₖ = Σ w(t) dₖ        Eₖ = Σ w(t) d nₖ/n        over the end times of all groups together
 *   Vₖₗ = Σ w(t)² d (n−d)/(n−1) · nₖ/n (δₖₗ − nₗ/n)
 *   χ² = (O−E)ᵀ V⁻¹ (O−E)   with one group left out, (groups − 1) degrees of freedom
 * </pre>
 *
 * where of {@code n} at risk in all groups {@code d} end, {@code nₖ} and {@code dₖ} of them in group {@code k}, and {@code w} is a
 * {@link LogRankWeight}. A group never at risk when anyone left is left out of the degrees of freedom, as in R. The test looks
 * for one group leaving faster throughout: curves that cross may pass unseen.
 *
 * <p>Takes O(rows · groups²) time from life tables. This class is immutable and thread-safe.
 *
 * @see <a href="https://doi.org/10.2307/2344317">Peto and Peto (1972)</a>
 * @see <a href="https://doi.org/10.1093/biomet/69.3.553">Harrington and Fleming (1982)</a>
 * @since 0.1.0
 */
public final class LogRank {

    private final LogRankWeight weight;

    private LogRank(LogRankWeight weight) {
        this.weight = requireNonNull(weight, "weight");
    }

    /**
     * The log-rank test proper.
     *
     * @return the method
     */
    public static LogRank withDefaults() {
        return new LogRank(LogRankWeight.LOG_RANK);
    }

    /**
     * The test with another weight.
     *
     * @param weight when a difference counts most
     * @return the method
     */
    public LogRank with(LogRankWeight weight) {
        return new LogRank(weight);
    }

    /**
     * Compares groups.
     *
     * @param <K> what names a group
     * @param groups the life table of each group, at least two
     * @return the result
     * @throws IllegalArgumentException if there are fewer than two groups with anyone at risk when someone left
     */
    public <K> LogRankResult<K> test(Map<K, LifeTable> groups) {
        return stratified(List.of(groups));
    }

    /**
     * Compares groups within strata: observed less expected and variances are summed over strata, so that a difference between
     * strata does not count as one between groups.
     *
     * @param <K> what names a group
     * @param strata the life tables of each stratum's groups; a group may lack in some strata
     * @return the result
     * @throws IllegalArgumentException if there are fewer than two groups with anyone at risk when someone left
     */
    public <K> LogRankResult<K> stratified(Collection<Map<K, LifeTable>> strata) {
        LinkedHashSet<K> names = new LinkedHashSet<>();
        strata.forEach(stratum -> names.addAll(stratum.keySet()));
        List<K> keys = List.copyOf(names);
        checkArgument(keys.size() > 1, "groups (%s) must be at least two", keys);
        LogRankResult.Sums sums = new LogRankResult.Sums(keys.size());
        for (Map<K, LifeTable> stratum : strata) {
            List<LifeTable> tables = new ArrayList<>();
            for (K key : keys) {
                tables.add(stratum.getOrDefault(key, LifeTable.empty()));
            }
            add(tables, sums);
        }
        return new LogRankResult<>(weight, keys, sums);
    }

    /**
     * Compares every two groups, with p-values adjusted for the number of comparisons by Holm's method.
     *
     * <pre>
     *   adjusted p of the i-th smallest of m = max over j ≤ i of min(1, (m − j + 1) pⱼ)
     * </pre>
     *
     * <p>The chance that any of the comparisons of groups which leave alike falls below a level is at most that level, however
     * they depend on each other.
     *
     * @param <K> what names a group
     * @param groups the life table of each group, at least two
     * @return one comparison for each two groups, in the order of the map
     * @throws IllegalArgumentException if two of the groups cannot be compared
     */
    public <K> List<Pair<K>> pairwise(Map<K, LifeTable> groups) {
        List<K> keys = List.copyOf(groups.keySet());
        List<LogRankResult<K>> results = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                K first = keys.get(i);
                K second = keys.get(j);
                results.add(test(Map.of(first, table(groups, first), second, table(groups, second))));
            }
        }
        List<Integer> ascending = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            ascending.add(i);
        }
        ascending.sort(Comparator.comparingDouble(i -> results.get(i).pValue()));
        double[] adjusted = new double[results.size()];
        double floor = 0;
        for (int rank = 0; rank < adjusted.length; rank++) {
            int i = ascending.get(rank);
            floor = Math.max(
                    floor, Math.min(1, (adjusted.length - rank) * results.get(i).pValue()));
            adjusted[i] = floor;
        }
        List<Pair<K>> pairs = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                pairs.add(new Pair<>(keys.get(i), keys.get(j), results.get(next), adjusted[next]));
                next++;
            }
        }
        return List.copyOf(pairs);
    }

    /**
     * One of several comparisons of two groups.
     *
     * @param <K> what names a group
     * @param first a group
     * @param second another group
     * @param result the test of these two alone
     * @param adjustedPValue its p-value after Holm's adjustment, in [0, 1] and at least the test's own
     * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979)</a>
     * @since 0.1.0
     */
    public record Pair<K>(K first, K second, LogRankResult<K> result, double adjustedPValue) {}

    private static <K> LifeTable table(Map<K, LifeTable> groups, K key) {
        return requireNonNull(groups.get(key), "table");
    }

    private void add(List<LifeTable> tables, LogRankResult.Sums sums) {
        LifeTable pooled = LifeTable.empty();
        for (LifeTable table : tables) {
            pooled = pooled.plus(table);
        }
        int k = tables.size();
        double[] atRisk = new double[k];
        int[] next = new int[k];
        double survival = 1;
        double peto = 1;
        for (int i = 0; i < pooled.rows(); i++) {
            double d = pooled.ended(i);
            double n = pooled.atRisk(i);
            double w = 0;
            if (d > 0) {
                peto *= 1 - d / (n + 1);
                w = weight.at(n, peto, survival);
                survival *= (n - d) / n;
            }
            // A time names the run of times that are one within rounding, up to the next.
            double nextTime = i + 1 < pooled.rows() ? pooled.time(i + 1) : Double.POSITIVE_INFINITY;
            for (int g = 0; g < k; g++) {
                LifeTable table = tables.get(g);
                atRisk[g] = next[g] < table.rows() ? table.atRisk(next[g]) : 0;
                while (next[g] < table.rows() && table.time(next[g]) < nextTime) {
                    sums.observed[g] += w * table.ended(next[g]++);
                }
            }
            if (d > 0) {
                sums.add(w, d, n, atRisk);
            }
        }
    }

    /** Prints the weight, such as {@code LogRank(TARONE_WARE)}. */
    @Override
    public String toString() {
        return "LogRank(" + weight + ")";
    }
}
