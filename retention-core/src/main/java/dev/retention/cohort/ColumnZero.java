package dev.retention.cohort;

/**
 * What column 0 of a cohort table counts.
 *
 * @since 0.1.0
 */
public enum ColumnZero {
    /** The cohort: 100 % by definition. Its amount is that of the start events at age 0. */
    COHORT_SIZE,

    /** Those with enough return events at age 0; a start event that is also a return event counts as one. */
    RETURN_EVENT,

    /**
     * Those who outlived age 0: who returned at age 1 or any later one, as far as has been seen. Like every figure of that
     * kind it can always grow and is never {@code OBSERVED}.
     */
    SURVIVORS
}
