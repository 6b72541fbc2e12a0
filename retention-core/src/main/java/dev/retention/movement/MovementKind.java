package dev.retention.movement;

/**
 * How a customer moved into, through or out of a period.
 *
 * @since 0.1.0
 */
public enum MovementKind {
    /** Active for the first time ever. */
    NEW,
    /** Active in this period and in the one before. */
    RETAINED,
    /** Active in this period, not in the one before, but earlier. */
    REACTIVATED,
    /** Active in the period before, not in this one. */
    LOST
}
