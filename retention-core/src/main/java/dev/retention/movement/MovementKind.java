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
    LOST,
    /**
     * Live in this period: new, retained or reactivated. Counted as a cell of its own only where customers are parted anew for each
     * period, since the retained are then of the group that they had before; elsewhere it is the sum of the three.
     */
    LIVE
}
