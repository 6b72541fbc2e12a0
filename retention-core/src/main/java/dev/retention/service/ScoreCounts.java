package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.sheet.Json;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each score of a scale was answered, from which every figure of a survey follows exactly.
 *
 * <pre>{@code
 * ScoreCounts csat = ScoreCounts.of(Survey.CSAT, 4, 6, 15, 40, 35);   // how many answered 1, 2, 3, 4, 5
 * csat.topBox();                  // 75.0 % (75 of 100): 4 or 5
 * csat.average();                 // 3.96
 * csat.mean();                    // the same with its standard error and interval
 * }</pre>
 *
 * <p>Answers are taken as independent. This class is immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ScoreCounts implements Json.Figured {
    private final Survey survey;
    private final long[] counts;
    private final long answers;

    ScoreCounts(Survey survey, long[] counts) {
        this.survey = survey;
        this.counts = counts;
        long sum = 0;
        for (long count : counts) {
            sum = Checks.sum(sum, count, "counts");
        }
        this.answers = sum;
    }

    /**
     * Takes the counts.
     *
     * @param survey the survey, whose scale this is
     * @param counts how many answered each score from the lowest to the highest, each at least 0
     * @return the counts
     * @throws IllegalArgumentException if there is not one count for every score of the scale, or one is below 0
     * @throws ArithmeticException if their sum does not fit a long
     */
    public static ScoreCounts of(Survey survey, long... counts) {
        int scores = requireNonNull(survey, "survey").most() - survey.least() + 1;
        checkArgument(
                requireNonNull(counts, "counts").length == scores,
                "counts (%s) must be one for each of the %s scores of %s",
                counts.length,
                scores,
                survey);
        Arrays.stream(counts).forEach(count -> Checks.notNegative(count, "counts"));
        return new ScoreCounts(survey, counts.clone());
    }

    /** {@return the survey} */
    public Survey survey() {
        return survey;
    }

    /** {@return how many answers there are, at least 0} */
    public long answers() {
        return answers;
    }

    /**
     * How many answered a score.
     *
     * @param score a score of the scale
     * @return at least 0
     * @throws IllegalArgumentException if the score is outside the scale
     */
    public long count(int score) {
        return counts[indexOf(survey, score, "score")];
    }

    static int indexOf(Survey survey, long score, String name) {
        checkArgument(
                score >= survey.least() && score <= survey.most(),
                "%s (%s) must be from %s to %s, the scale of %s",
                name,
                score,
                survey.least(),
                survey.most(),
                survey);
        return (int) (score - survey.least());
    }

    /**
     * The share of answers from a score on, such as the top box alone.
     *
     * @param score a score of the scale
     * @return the share; empty if nobody answered
     * @throws IllegalArgumentException if the score is outside the scale
     */
    public Optional<Proportion> atLeast(int score) {
        int from = indexOf(survey, score, "score");
        return share(Arrays.stream(counts, from, counts.length).sum());
    }

    private Optional<Proportion> share(long count) {
        return answers == 0 ? Optional.empty() : Optional.of(Proportion.of(count, answers));
    }

    /** {@return the share of high answers; empty if nobody answered} */
    public Optional<Proportion> topBox() {
        return atLeast(survey.highFrom());
    }

    /** {@return the share of low answers; empty if nobody answered} */
    public Optional<Proportion> low() {
        return atLeast(survey.lowBelow()).map(Proportion::complement);
    }

    /**
     * The net promoter score.
     *
     * @return the score; empty if nobody answered
     * @throws IllegalStateException if the survey is not from 0 to 10 with low answers below 7 and high ones from 9
     */
    public Optional<Nps> nps() {
        checkState(survey.isNps(), "survey (%s) must be from 0 to 10, low below 7, high from 9", survey);
        long high = Arrays.stream(counts, survey.highFrom(), counts.length).sum();
        long low = Arrays.stream(counts, 0, survey.lowBelow()).sum();
        return answers == 0 ? Optional.empty() : Optional.of(Nps.of(high, answers - high - low, low));
    }

    /** {@return the mean score; empty if nobody answered} */
    public OptionalDouble average() {
        return answers == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(moment(1).doubleValue() / answers);
    }

    /** The sum of the scores. */
    BigInteger sum() {
        return moment(1);
    }

    /** The sum of a power of the scores. */
    private BigInteger moment(int power) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < counts.length; i++) {
            BigInteger score = BigInteger.valueOf((long) survey.least() + i);
            sum = sum.add(score.pow(power).multiply(BigInteger.valueOf(counts[i])));
        }
        return sum;
    }

    /**
     * The mean score with its standard error, by Student's t.
     *
     * @return the mean; empty of fewer than two answers
     */
    public Optional<ScoreMean> mean() {
        return answers < 2
                ? Optional.empty()
                : Optional.of(new ScoreMean(
                        moment(1).doubleValue() / answers,
                        Math.sqrt(deviations() / answers / (answers - 1)),
                        answers - 1));
    }

    /** {@code Σ (x − x̄)²}, at least 0, of at least one answer. */
    double deviations() {
        BigInteger n = BigInteger.valueOf(answers);
        return n.multiply(moment(2)).subtract(moment(1).pow(2)).doubleValue() / answers;
    }

    /**
     * Adds the answers of others.
     *
     * @param other other answers on the same scale
     * @return the counts of all, of this survey
     * @throws IllegalArgumentException if the scales differ
     * @throws ArithmeticException if a sum does not fit a long
     */
    public ScoreCounts plus(ScoreCounts other) {
        checkArgument(
                survey.hasScaleOf(requireNonNull(other, "other").survey),
                "other (%s) must have the scale of %s",
                other.survey,
                survey);
        return new ScoreCounts(
                survey,
                IntStream.range(0, counts.length)
                        .mapToLong(i -> Checks.sum(counts[i], other.counts[i], "counts"))
                        .toArray());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScoreCounts that && survey.equals(that.survey) && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * survey.hashCode() + Arrays.hashCode(counts);
    }

    /** {@return the survey, and how many answered each score of its scale} */
    @Override
    public Object figures() {
        Map<Integer, Long> byScore = new LinkedHashMap<>();
        for (int score = survey.least(); score <= survey.most(); score++) {
            byScore.put(score, count(score));
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("survey", survey.toString());
        figures.put("counts", byScore);
        return figures;
    }

    /** Prints the survey and the counts of the scores that were answered: {@code "csat" …: 2 × 4, 1 × 5}. */
    @Override
    public String toString() {
        return survey + ": "
                + (answers == 0
                        ? "no answers"
                        : IntStream.range(0, counts.length)
                                .filter(i -> counts[i] > 0)
                                .mapToObj(i -> counts[i] + " × " + ((long) survey.least() + i))
                                .collect(Collectors.joining(", ")));
    }
}
