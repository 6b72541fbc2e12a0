package dev.retention.cohort;

/**
 * How a customer's activity in a period relates to the period before.
 *
 * @since 0.1.0
 */
public enum LifecycleStatus {
    /** Active for the first time ever; where customers have a start day, also started in this period. */
    NEW,

    /** Active in this period and in the one before, and not new. Elsewhere also called returning or current. */
    RETAINED,

    /** Active in this period, not in the one before, and not new. Elsewhere also called resurrecting. */
    REACTIVATED,

    /**
     * Not active in this period, but in the one before. Counted in this period, as a positive number. Elsewhere also called
     * dormant.
     */
    LOST
}
