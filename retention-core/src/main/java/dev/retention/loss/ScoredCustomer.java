package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Text;
import java.util.OptionalDouble;

/**
 * A customer who was live on some day with a score that was known then, and what came after: a row of a {@link ScoreCheck}.
 *
 * @param customer the key
 * @param score the score; empty if the customer had none
 * @param followed for how many days after the day it is known what came: until the loss, or until the last look at a customer still live;
 *     at least 0
 * @param lost whether the customer was lost on that last day
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record ScoredCustomer<K>(K customer, OptionalDouble score, long followed, boolean lost) {
    /**
     * Checks the numbers.
     *
     * @param customer the key
     * @param score the score; empty if the customer had none
     * @param followed for how many days it is known what came
     * @param lost whether the customer was lost on the last of them
     * @throws IllegalArgumentException if the score is not finite, or {@code followed} is negative; the message names the customer
     */
    public ScoredCustomer {
        requireNonNull(customer, "customer");
        requireNonNull(score, "score");
        checkArgument(
                Double.isFinite(score.orElse(0)),
                "score (%s) of customer (%s) must be finite",
                score.orElse(0),
                customer);
        checkArgument(followed >= 0, "followed (%s) of customer (%s) must be at least 0", followed, customer);
    }

    /**
     * A customer with a score.
     *
     * @param customer the key
     * @param score the score, finite
     * @param followed for how many days it is known what came, at least 0
     * @param lost whether the customer was lost on the last of them
     * @param <K> the type of customer keys
     * @return the row
     * @throws IllegalArgumentException if the score is not finite, or {@code followed} is negative
     */
    public static <K> ScoredCustomer<K> of(K customer, double score, long followed, boolean lost) {
        return new ScoredCustomer<>(customer, OptionalDouble.of(score), followed, lost);
    }

    /** Prints the row, such as {@code 17: 0.31, lost after 12 days} or {@code 18: no score, live after 90 days}. */
    @Override
    public String toString() {
        return customer + ": " + (score.isPresent() ? Double.toString(score.getAsDouble()) : "no score") + ", "
                + (lost ? "lost" : "live") + " after " + Text.days(followed);
    }
}
