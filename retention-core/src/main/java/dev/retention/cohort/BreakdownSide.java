package dev.retention.cohort;

/**
 * Which events must be of a group when cohorts are broken down by event code.
 *
 * @since 0.1.0
 */
public enum BreakdownSide {
    /** The start event alone: a return of any group is a return. */
    ANCHOR_ONLY,

    /** The start event and the return: a return of another group is no return. */
    BOTH
}
