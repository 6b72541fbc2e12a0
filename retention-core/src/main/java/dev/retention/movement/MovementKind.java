package dev.retention.movement;

/**
 * How a customer moved into, through or out of a period; {@link CustomerMovements} says what live means.
 *
 * @since 0.1.0
 */
public enum MovementKind {
    /** Live for the first time ever, or again after a loss longer ago than the reactivation window. */
    NEW,
    /** Live in this period and in the one before. */
    RETAINED,
    /** Live in this period, not in the one before, but earlier. */
    REACTIVATED,
    /** Live in the period before, not in this one. */
    LOST
}
