package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The customers whom a score puts first, as a {@link ScoreCheck} finds them: those most likely to leave, down to some score.
 *
 * @param score the last score that is taken: the least of a risk, the most of a health score
 * @param taken how many customers are taken, at least 1
 * @param customers of how many
 * @param lost the share of those taken that is lost, the precision; empty if too few of them were followed to tell
 * @param capture the share of the lost who are among those taken, the recall; empty if nobody was lost
 * @param lift how many times as large {@code lost} is as the share of all that is lost; empty without either
 * @since 0.1.0
 */
public record ScoreCut(
        double score,
        long taken,
        long customers,
        Optional<FollowedShare> lost,
        Optional<FollowedShare> capture,
        OptionalDouble lift) {
    /**
     * Checks the numbers.
     *
     * @param score the last score that is taken
     * @param taken how many customers are taken
     * @param customers of how many
     * @param lost the share of those taken that is lost
     * @param capture the share of the lost who are among those taken
     * @param lift how many times as large {@code lost} is as the share of all that is lost
     * @throws IllegalArgumentException if a number is out of its range
     */
    public ScoreCut {
        Checks.number(score, "score");
        Checks.positive(taken, "taken");
        checkArgument(taken <= customers, "taken (%s) must be at most customers (%s)", taken, customers);
        requireNonNull(lost, "lost");
        requireNonNull(capture, "capture");
        requireNonNull(lift, "lift").ifPresent(times -> Checks.notNegative(times, "lift"));
    }
}
