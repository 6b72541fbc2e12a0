package dev.retention.rule;

import static java.util.Objects.requireNonNull;

import dev.retention.history.Members;
import java.util.List;

/**
 * Why two figures differ, down to the customers: who counts only in the one, only in the other, and in both.
 *
 * <pre>{@code
 * Reconciliation<Long> difference = Reconciliation.of("here", ours, "there", theirs);
 * difference.onlyRight();   // whom only the other figure counts
 * }</pre>
 *
 * @param left what the left figure counts
 * @param right what the right figure counts
 * @param onlyLeft customers that only the left figure counts
 * @param onlyRight customers that only the right figure counts
 * @param both customers that both count
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public record Reconciliation<K>(String left, String right, List<K> onlyLeft, List<K> onlyRight, List<K> both) {

    /**
     * Keeps immutable lists.
     *
     * @param left what the left figure counts
     * @param right what the right figure counts
     * @param onlyLeft customers that only the left figure counts
     * @param onlyRight customers that only the right figure counts
     * @param both customers that both count
     */
    public Reconciliation {
        requireNonNull(both, "both");
        requireNonNull(onlyRight, "onlyRight");
        requireNonNull(onlyLeft, "onlyLeft");
        requireNonNull(right, "right");
        requireNonNull(left, "left");
        onlyLeft = List.copyOf(onlyLeft);
        onlyRight = List.copyOf(onlyRight);
        both = List.copyOf(both);
    }

    /**
     * Compares two lists of customers of one store.
     *
     * @param left what the left figure counts, in words
     * @param leftMembers its customers
     * @param right what the right figure counts, in words
     * @param rightMembers its customers
     * @param <K> the type of customer keys
     * @return the comparison
     * @throws IllegalArgumentException if the lists are of different stores
     */
    public static <K> Reconciliation<K> of(String left, Members<K> leftMembers, String right, Members<K> rightMembers) {
        return new Reconciliation<>(
                left,
                right,
                requireNonNull(leftMembers, "leftMembers").minus(requireNonNull(rightMembers, "rightMembers")),
                rightMembers.minus(leftMembers),
                leftMembers.and(rightMembers));
    }

    /**
     * By how much the right figure is larger.
     *
     * @return customers only right less customers only left
     */
    public long difference() {
        return (long) onlyRight.size() - onlyLeft.size();
    }

    /** Prints both figures and what makes the difference. */
    @Override
    public String toString() {
        return left + ": " + (both.size() + onlyLeft.size()) + ", " + right + ": " + (both.size() + onlyRight.size())
                + "; only " + left + ": " + onlyLeft + ", only " + right + ": " + onlyRight;
    }
}
