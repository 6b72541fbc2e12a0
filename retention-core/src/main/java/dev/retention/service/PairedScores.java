package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Two raters side by side: what customers and our own staff say of the same projects or customers, how far they are apart, and where most.
 *
 * <pre>{@code
 * PairedScores<String> raters = PairedScores.of(
 *         ScoreGroups.byColumn(Scores.PROJECT, Survey.CSAT.where(Scores.RATER, "staff"), sweep, months),
 *         ScoreGroups.byColumn(Scores.PROJECT, Survey.CSAT.where(Scores.RATER, "customer"), sweep, months));
 * raters.difference();        // staff rate higher by 0.8 ± …
 * raters.apartMost(5);        // the projects where they are furthest apart
 * raters.within(1);           // 70.0 % (14 of 20)
 * }</pre>
 *
 * <p>A pair is what one is said of by both; each weighs the same however many answers it has. What only one rater speaks of is in no pair and
 * listed. This class is immutable and thread-safe.
 *
 * @param <G> the type of what is rated
 * @since 0.1.0
 */
public final class PairedScores<G> {
    private final List<Pair<G>> pairs;
    private final List<G> unpaired;

    private PairedScores(List<Pair<G>> pairs, List<G> unpaired) {
        this.pairs = List.copyOf(pairs);
        this.unpaired = List.copyOf(unpaired);
    }

    /**
     * Pairs what both rate.
     *
     * @param first the scores by one rater
     * @param second the scores by the other, on the same scale
     * @param <G> the type of what is rated
     * @return the pairs
     * @throws IllegalArgumentException if the scales differ
     */
    public static <G> PairedScores<G> of(ScoreGroups<G> first, ScoreGroups<G> second) {
        requireNonNull(first, "first");
        requireNonNull(second, "second");
        List<Pair<G>> pairs = new ArrayList<>();
        List<G> unpaired = new ArrayList<>();
        first.counts().forEach((group, one) -> {
            ScoreCounts other = second.counts().get(group);
            if (other == null || one.answers() == 0 || other.answers() == 0) {
                unpaired.add(group);
            } else {
                pairs.add(new Pair<>(group, one, other));
            }
        });
        second.counts().keySet().stream()
                .filter(group -> !first.counts().containsKey(group))
                .forEach(unpaired::add);
        return new PairedScores<>(pairs, unpaired);
    }

    /** {@return the pairs, in the order of the first rater} */
    public List<Pair<G>> pairs() {
        return pairs;
    }

    /** {@return what only one rater speaks of} */
    public List<G> unpaired() {
        return unpaired;
    }

    /**
     * How much higher the first rater's means are than the second's, by the paired t: interval and test follow.
     *
     * @return the mean of the differences with its standard error; empty of fewer than two pairs
     */
    public Optional<ScoreMean> difference() {
        return ScoreMean.of(pairs.stream().map(Pair::difference).toList());
    }

    /**
     * How many pairs are near each other.
     *
     * @param points how far apart their means may be, at least 0
     * @return the share of pairs; empty if there are none
     * @throws IllegalArgumentException if {@code points} is not finite and at least 0
     */
    public Optional<Proportion> within(double points) {
        Checks.notNegative(points, "points");
        long near = pairs.stream()
                .filter(pair -> Math.abs(pair.difference()) <= points)
                .count();
        return pairs.isEmpty() ? Optional.empty() : Optional.of(Proportion.of(near, pairs.size()));
    }

    /**
     * Where the raters are furthest apart, either way.
     *
     * @param count how many, at least 1
     * @return so many pairs, or all if there are fewer; of one distance as they came
     * @throws IllegalArgumentException if {@code count < 1}
     */
    public List<Pair<G>> apartMost(int count) {
        Checks.positive((long) count, "count");
        return pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.difference())))
                .limit(count)
                .toList();
    }

    /** Prints how many pairs there are, and how many are in none. */
    @Override
    public String toString() {
        return pairs.size() + " pairs, " + unpaired.size() + " by one rater alone";
    }

    /**
     * What both raters say of one. This class is immutable and thread-safe.
     *
     * @param group what is rated
     * @param first the answers of the first rater, at least one
     * @param second the answers of the second, at least one
     * @param <G> the type of what is rated
     * @since 0.1.0
     */
    public record Pair<G>(G group, ScoreCounts first, ScoreCounts second) {
        /**
         * Checks the answers.
         *
         * @param group what is rated
         * @param first the answers of the first rater
         * @param second the answers of the second
         * @throws IllegalArgumentException if one has no answers or the scales differ
         */
        public Pair {
            requireNonNull(group, "group");
            requireNonNull(first, "first");
            requireNonNull(second, "second");
            checkArgument(first.answers() > 0, "first (%s) must have at least one answer", first);
            checkArgument(second.answers() > 0, "second (%s) must have at least one answer", second);
            checkArgument(
                    second.survey().hasScaleOf(first.survey()),
                    "second (%s) must have the scale of first (%s)",
                    second.survey(),
                    first.survey());
        }

        /** {@return the mean of the first rater less that of the second, from the counts, so that equal distances are equal} */
        public double difference() {
            BigInteger over = BigInteger.valueOf(first.answers()).multiply(BigInteger.valueOf(second.answers()));
            BigInteger apart = first.sum()
                    .multiply(BigInteger.valueOf(second.answers()))
                    .subtract(second.sum().multiply(BigInteger.valueOf(first.answers())));
            BigInteger common = apart.gcd(over);
            return apart.divide(common).doubleValue() / over.divide(common).doubleValue();
        }

        /** Prints what is rated and both means. */
        @Override
        public String toString() {
            return group + ": " + Text.number(first.average().orElseThrow(), 4) + " and "
                    + Text.number(second.average().orElseThrow(), 4);
        }
    }
}
