package dev.retention.cohort;

/**
 * What a tally of a cohort table counts beside a cohort and a column.
 *
 * @since 0.1.0
 */
public enum CohortPart {
    /** Those who returned: the numerator. */
    RETURNED,

    /** Those who are in the denominator; counted only where it is not the whole cohort. */
    EXPOSED,

    /** The members of the cohort; counted apart only where column 0 is something else. */
    MEMBERS
}
