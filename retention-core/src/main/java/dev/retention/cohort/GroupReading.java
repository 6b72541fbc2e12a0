package dev.retention.cohort;

/**
 * At which day a customer's group is read, where it changes over time.
 *
 * @since 0.1.0
 */
public enum GroupReading {
    /** On the day on which the customer entered the cohort: the past does not change under the reader. */
    AT_ANCHOR,

    /** On the as-of day: all cohorts of a customer are in the group of today. */
    LATEST
}
