package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.Serializable;

/**
 * The ages that a column of a cohort table covers.
 *
 * @param first the first age, at least 0
 * @param last the last age, at least {@code first}
 * @since 0.1.0
 */
public record AgeRange(int first, int last) implements Serializable {
    /**
     * Checks the ages.
     *
     * @param first the first age
     * @param last the last age
     * @throws IllegalArgumentException if {@code first} is negative or {@code last} is before it
     */
    public AgeRange {
        checkArgument(first >= 0, "first (%s) must be at least 0", first);
        checkArgument(last >= first, "last (%s) must be at least first (%s)", last, first);
    }

    /** Prints the ages, such as {@code 3} or {@code 1-3}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
