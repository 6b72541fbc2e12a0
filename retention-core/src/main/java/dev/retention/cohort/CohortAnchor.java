package dev.retention.cohort;

/**
 * Which of a customer's events place the customer in a cohort.
 *
 * <p>A start event is an event whose code is one of {@link CohortRetention#startingWith}; by default every event is.
 *
 * @since 0.1.0
 */
public enum CohortAnchor {
    /** Every period with a start event: a customer belongs to as many cohorts as there are such periods. */
    EVERY_PERIOD,

    /** The first start event in all history; one before the timeline's first period leaves the customer out. */
    FIRST_MATCHING,

    /**
     * The first event ever, which must be a start event, else the customer belongs to no cohort. The events among which it is
     * the first can be narrowed by {@link CohortRetention#firstEverAmong}. Of several events at that first time, one that
     * matches is enough.
     */
    FIRST_EVER,

    /** The first start event from the timeline's first period on, whatever happened before. */
    FIRST_IN_RANGE
}
