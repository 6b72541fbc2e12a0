package dev.retention.loss;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * What a review adds to the issues.
 *
 * @param book the issues with what was added
 * @param proposed the new ones, that of the most customers first
 * @param grown those that were there and have further customers behind them or more value, in the order of the book
 * @param recurring those that were there, are fixed, and for which a customer of these losses left after the day of the fix
 * @param tooFew the reasons of too few customers to make a new issue, with how many gave each, the most frequent first
 * @param unexplained the customers without a known reason, in order of their keys
 * @param <K> the type of customer keys
 * @see IssueBook#merged
 * @since 0.1.0
 */
public record IssueUpdate<K>(
        IssueBook<K> book,
        List<Issue<K>> proposed,
        List<Issue<K>> grown,
        List<Issue<K>> recurring,
        Map<String, Long> tooFew,
        List<K> unexplained) {
    /**
     * Takes copies.
     *
     * @param book the issues
     * @param proposed the new ones
     * @param grown those that have further customers behind them or more value
     * @param recurring those that are fixed, and recur
     * @param tooFew the reasons of too few customers
     * @param unexplained the customers without a known reason
     */
    public IssueUpdate {
        requireNonNull(book, "book");
        proposed = List.copyOf(requireNonNull(proposed, "proposed"));
        grown = List.copyOf(requireNonNull(grown, "grown"));
        recurring = List.copyOf(requireNonNull(recurring, "recurring"));
        tooFew = ImmutableMap.copyOf(requireNonNull(tooFew, "tooFew"));
        unexplained = List.copyOf(requireNonNull(unexplained, "unexplained"));
    }
}
