package dev.retention.cohort;

/**
 * When a customer counts as returned at an age, given the ages at which the customer returned. Column 0 is not subject to it:
 * see {@link ColumnZero}.
 *
 * @since 0.1.0
 */
public enum ReturnRule {
    /** Returned at that age. Also known as bounded or classic retention. */
    IN_PERIOD,

    /**
     * Returned at that age or any later one, beyond the last column too. Also known as unbounded or rolling retention.
     *
     * <p>Falls with age by construction, and at the right edge it falls to the number of {@link #IN_PERIOD}, because what is
     * later has not been seen: such a cell can always grow, so it is at best {@code PARTIAL}, never {@code OBSERVED}.
     */
    OR_LATER,

    /** Returned at that age or an earlier one, after age 0. Rises with age by construction. */
    OR_EARLIER,

    /** Returned at every age from 1 to that one: an unbroken streak. Falls with age by construction. */
    EVERY_PERIOD_TO
}
