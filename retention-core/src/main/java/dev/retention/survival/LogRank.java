package dev.retention.survival;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
 * {@link LogRankWeight}. The test looks for one group leaving faster throughout: curves that cross may pass unseen.
 *
 * <ul>
 *   <li>A group never at risk when anyone left is left out of the degrees of freedom, as in R.
 *   <li>Groups are refused that nothing can be learned about: where nobody left, where fewer than two were at risk when someone
 *       left, where at every time at which anyone left all those at risk did (as where everybody left on one day), and where some
 *       were never at risk together with others. All of these make the variance 0 or singular.
 *   <li>A group in which fewer than five ends are to be expected is {@linkplain LogRankResult#tiny named}: its p-value is not to be
 *       trusted.
 * </ul>
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
     * @throws IllegalArgumentException if the groups cannot be compared (see above); the message says why
     */
    public <K> LogRankResult<K> test(Map<K, LifeTable> groups) {
        return stratified(List.of(requireNonNull(groups, "groups")));
    }

    /**
     * Compares groups within strata: observed less expected and variances are summed over strata, so that a difference between
     * strata does not count as one between groups.
     *
     * @param <K> what names a group
     * @param strata the life tables of each stratum's groups; a group may lack in some strata
     * @return the result
     * @throws IllegalArgumentException if the groups cannot be compared (see above); the message says why
     */
    public <K> LogRankResult<K> stratified(Collection<Map<K, LifeTable>> strata) {
        LinkedHashSet<K> names = new LinkedHashSet<>();
        requireNonNull(strata, "strata")
                .forEach(stratum ->
                        names.addAll(requireNonNull(stratum, "stratum").keySet()));
        List<K> keys = List.copyOf(names);
        checkArgument(keys.size() > 1, "groups (%s) must be at least two", keys);
        List<LogRankSums> sums = new ArrayList<>();
        for (Map<K, LifeTable> stratum : strata) {
            List<LifeTable> tables = new ArrayList<>();
            for (K key : keys) {
                tables.add(stratum.containsKey(key) ? table(stratum, key) : LifeTable.empty());
            }
            sums.add(LogRankSums.of(tables, weight));
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
     * @throws IllegalArgumentException if two of the groups cannot be compared; the message names them and says why
     */
    public <K> List<Pair<K>> pairwise(Map<K, LifeTable> groups) {
        List<K> keys = List.copyOf(requireNonNull(groups, "groups").keySet());
        checkArgument(keys.size() > 1, "groups (%s) must be at least two", keys);
        List<LogRankResult<K>> results = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                K first = keys.get(i);
                K second = keys.get(j);
                Map<K, LifeTable> two = new LinkedHashMap<>();
                two.put(first, table(groups, first));
                two.put(second, table(groups, second));
                results.add(test(two));
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
    public record Pair<K>(K first, K second, LogRankResult<K> result, double adjustedPValue) {
        /**
         * Checks the comparison.
         *
         * @param first a group
         * @param second another group
         * @param result the test of these two alone
         * @param adjustedPValue its p-value after Holm's adjustment
         * @throws IllegalArgumentException if {@code adjustedPValue} is not in [0, 1]
         */
        public Pair {
            requireNonNull(first, "first");
            requireNonNull(second, "second");
            requireNonNull(result, "result");
            Checks.closedUnit(adjustedPValue, "adjustedPValue");
        }
    }

    private static <K> LifeTable table(Map<K, LifeTable> groups, K key) {
        return requireNonNull(groups.get(key), "table");
    }

    /** Prints the weight, such as {@code LogRank(TARONE_WARE)}. */
    @Override
    public String toString() {
        return "LogRank(" + weight + ")";
    }
}
