package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Sweep;
import dev.retention.segment.ShrunkenRates;
import dev.retention.sheet.Sheet;
import dev.retention.sheet.Tabular;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Scores of many groups side by side, such as of projects, raters, journey stages or customers: which are surely the worst, and what is
 * left of the differences where groups are small.
 *
 * <pre>{@code
 * Sweep<Long> sweep = Sweep.over(scores);
 * ScoreGroups<String> projects = ScoreGroups.byColumn(Scores.PROJECT, Survey.CSAT, sweep, months);
 * projects.worstFirst(0.95);          // by what the share of low answers is at least
 * projects.lowestMeans(0.95);         // shrunken means, by what they are at most
 * ScoreGroups.byCustomer(Survey.CSAT, sweep, months).meanOfMeans();
 * }</pre>
 *
 * <p>An answer is of the group that its request names, so that one customer may be in several; it counts if it came in the periods of the
 * timeline. Answers are taken as independent. This class is immutable and thread-safe.
 *
 * @param <G> the type of groups
 * @since 0.1.0
 */
public final class ScoreGroups<G> implements Tabular {
    private final Map<G, ScoreCounts> counts;

    private ScoreGroups(Map<G, ScoreCounts> counts) {
        this.counts = Collections.unmodifiableMap(counts);
    }

    /**
     * Takes the counts of groups.
     *
     * @param counts of each group, on one scale with the same bounds
     * @param <G> the type of groups, with {@code equals} and {@code hashCode}
     * @return the groups in the order in which they come
     * @throws IllegalArgumentException if scales or bounds differ
     */
    public static <G> ScoreGroups<G> of(Map<G, ScoreCounts> counts) {
        Map<G, ScoreCounts> all = new LinkedHashMap<>();
        requireNonNull(counts, "counts")
                .forEach((group, each) -> all.put(requireNonNull(group, "counts"), requireNonNull(each, "counts")));
        Survey first =
                all.isEmpty() ? Survey.NPS : all.values().iterator().next().survey();
        for (ScoreCounts each : all.values()) {
            checkArgument(
                    each.survey().isLike(first), "counts (%s) must be on the scale and bounds of %s", each, first);
        }
        return new ScoreGroups<>(all);
    }

    /**
     * Counts answers by the text in a column of their requests. Takes one pass over the store.
     *
     * @param column the name of a column of texts of the track {@value Scores#TRACK}, such as {@value Scores#PROJECT}
     * @param survey the survey
     * @param sweep the sweep
     * @param timeline the periods in which answers count, all up to the end of the data without a first one
     * @return the groups in alphabetical order; requests without a text are left out
     * @throws IllegalArgumentException if the store lacks the track or a column, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     */
    public static ScoreGroups<String> byColumn(String column, Survey survey, Sweep<?> sweep, Timeline timeline) {
        requireNonNull(column, "column");
        requireNonNull(survey, "survey");
        requireNonNull(sweep, "sweep");
        requireNonNull(timeline, "timeline");
        Survey.checkColumn(sweep.store(), column);
        return new ScoreGroups<>(new TreeMap<>(ScoreCollector.count(
                survey, sweep, timeline, (history, event) -> history.text(history.column(column), event))));
    }

    /**
     * Counts the answers of each customer. Takes one pass over the store.
     *
     * @param survey the survey
     * @param sweep the sweep
     * @param timeline the periods in which answers count, all up to the end of the data without a first one
     * @param <K> the type of customer keys
     * @return the customers with an answer, in the order of the store
     * @throws IllegalArgumentException if the store lacks the track or a column, or the timeline does not fit it, see {@link
     *     HistoryStore#bind}
     */
    @SuppressWarnings("unchecked") // histories carry keys without their type
    public static <K> ScoreGroups<K> byCustomer(Survey survey, Sweep<K> sweep, Timeline timeline) {
        requireNonNull(survey, "survey");
        requireNonNull(sweep, "sweep");
        requireNonNull(timeline, "timeline");
        return new ScoreGroups<>(
                ScoreCollector.count(survey, sweep, timeline, (history, event) -> (K) history.customer()));
    }

    /** {@return the counts of each group; unmodifiable} */
    public Map<G, ScoreCounts> counts() {
        return counts;
    }

    /**
     * The mean over groups of their means, each weighing the same however many answers it has: of customers, what customers say.
     *
     * @return the mean with its standard error; empty if fewer than two groups have an answer
     */
    public Optional<ScoreMean> meanOfMeans() {
        return ScoreMean.of(counts.values().stream()
                .filter(each -> each.answers() > 0)
                .map(each -> each.average().orElseThrow())
                .toList());
    }

    /**
     * The groups by the lower bound of their shares of low answers, the highest first: those of which it is surest that they are bad, and
     * not those of which one of two answers was low.
     *
     * @param confidence the level of the intervals of Wilson, inside (0, 1), such as 0.95
     * @return the groups with an answer; of one bound those with more answers first, then as they came
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     */
    public List<Low<G>> worstFirst(double confidence) {
        Checks.openUnit(confidence, "confidence");
        List<Low<G>> all = new ArrayList<>();
        counts.forEach((group, each) -> each.low()
                .ifPresent(low -> all.add(new Low<>(group, low, low.interval(ProportionInterval.WILSON, confidence)))));
        all.sort(Comparator.comparingDouble((Low<G> each) -> -each.interval().lower())
                .thenComparing(each -> -each.share().total()));
        return List.copyOf(all);
    }

    /**
     * The share of low answers of a group. This class is immutable and thread-safe.
     *
     * @param group the group
     * @param share the share of low answers
     * @param interval its interval, by whose lower bound groups are ranked
     * @param <G> the type of groups
     * @since 0.1.0
     */
    public record Low<G>(G group, Proportion share, Interval interval) {
        /**
         * Refuses null.
         *
         * @param group the group
         * @param share the share of low answers
         * @param interval its interval
         */
        public Low {
            requireNonNull(group, "group");
            requireNonNull(share, "share");
            requireNonNull(interval, "interval");
        }

        /** Prints the group, its share of low answers and the interval. */
        @Override
        public String toString() {
            return group + ": low " + share + ", " + interval.toPercentString();
        }
    }

    /**
     * The shares of low answers, each drawn towards that of all by as much as the group is small.
     *
     * @return the shrunken shares of the groups with an answer
     * @throws IllegalStateException if there are fewer than three
     */
    public ShrunkenRates<G> shrunkenLowShares() {
        Map<G, Proportion> shares = new LinkedHashMap<>();
        counts.forEach((group, each) -> each.low().ifPresent(low -> shares.put(group, low)));
        checkEnough(shares.size());
        return ShrunkenRates.of(shares);
    }

    private static void checkEnough(int groups) {
        checkState(
                groups >= ShrunkenRates.FEWEST_GROUPS,
                "%s groups have an answer: at least %s tell how groups differ",
                groups,
                ShrunkenRates.FEWEST_GROUPS);
    }

    /**
     * The mean scores, each drawn towards that of all by as much as the group is small (empirical Bayes, normal), by their upper bounds, the
     * lowest first.
     *
     * <pre>
     *   x̂ᵢ = μ + (1 − bᵢ)(xᵢ − μ),   bᵢ = vᵢ / (vᵢ + τ²),   vᵢ = σ² / nᵢ
     *   σ² = Σ Σ (x − xᵢ)² / (N − k)                                       within groups
     *   τ² = max(0, (Σ nᵢ (xᵢ − x̄)² − (k − 1) σ²) / (N − Σ nᵢ² / N))         between groups
     *   μ  = Σ xᵢ / (vᵢ + τ²) / Σ 1 / (vᵢ + τ²)
     *   variance = (1 − bᵢ) vᵢ + bᵢ² / Σ 1 / (vⱼ + τ²)
     * </pre>
     *
     * <p>of {@code k} groups with means {@code xᵢ} of {@code nᵢ} answers, {@code N} in all with the mean {@code x̄}. If groups differ by no
     * more than chance, {@code τ²} is 0 and all have the mean of all. The variances are taken for known, so that with few groups intervals
     * are somewhat narrow.
     *
     * @param confidence the level of the intervals, inside (0, 1), such as 0.95
     * @return the groups with an answer; of one bound as they came
     * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
     * @throws IllegalStateException if there are fewer than three such groups, or none has two answers
     * @see <a href="https://doi.org/10.1080/01621459.1983.10477920">Morris (1983), Parametric empirical Bayes inference</a>
     */
    public List<Shrunken<G>> lowestMeans(double confidence) {
        Checks.openUnit(confidence, "confidence");
        Map<G, ScoreCounts> answered = new LinkedHashMap<>(counts);
        answered.values().removeIf(each -> each.answers() == 0);
        checkEnough(answered.size());
        ShrunkenMeans means = ShrunkenMeans.of(List.copyOf(answered.values()));
        List<Shrunken<G>> all = new ArrayList<>();
        answered.forEach((group, each) -> all.add(new Shrunken<>(
                group, each, means.mean(each), Interval.normal(means.mean(each), means.error(each), confidence))));
        all.sort(Comparator.comparingDouble(each -> each.interval().upper()));
        return List.copyOf(all);
    }

    /**
     * The shrunken mean of a group. This class is immutable and thread-safe.
     *
     * @param group the group
     * @param counts its answers
     * @param mean the shrunken mean
     * @param interval its interval, by whose upper bound groups are ranked
     * @param <G> the type of groups
     * @since 0.1.0
     */
    public record Shrunken<G>(G group, ScoreCounts counts, double mean, Interval interval) {
        /**
         * Checks the numbers.
         *
         * @param group the group
         * @param counts its answers
         * @param mean the shrunken mean
         * @param interval its interval
         * @throws IllegalArgumentException if the mean is not finite
         */
        public Shrunken {
            requireNonNull(group, "group");
            requireNonNull(counts, "counts");
            checkArgument(Double.isFinite(mean), "mean (%s) must be finite", mean);
            requireNonNull(interval, "interval");
        }

        /** Prints the group, how many answers it has, and the shrunken mean with its interval. */
        @Override
        public String toString() {
            return group + ": " + counts.answers() + " answers, shrunken mean " + Text.number(mean, 4) + ", "
                    + interval;
        }
    }

    /** {@return a row per group} */
    @Override
    public Sheet sheet() {
        return ServiceSheets.of(this);
    }

    /** Prints how many groups there are. */
    @Override
    public String toString() {
        return "scores of " + counts.size() + " groups";
    }
}
