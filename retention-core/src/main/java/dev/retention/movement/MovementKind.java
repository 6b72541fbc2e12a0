package dev.retention.movement;

import dev.retention.CustomerCount;
import java.util.List;

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
    LIVE;

    /** The kinds that this one is the sum of in a table of all customers, none of whom is in two. */
    List<MovementKind> parts() {
        return this == LIVE ? List.of(NEW, RETAINED, REACTIVATED) : List.of(this);
    }

    /** The kinds whose customers are those of a count. */
    static List<MovementKind> of(CustomerCount count) {
        return switch (count) {
            case START -> List.of(RETAINED, LOST);
            case END -> LIVE.parts();
            case SURVIVORS -> List.of(RETAINED);
            case LOST, LOSS_EVENTS -> List.of(LOST);
            case NEW, NEW_KEPT -> List.of(NEW);
            case REACTIVATED -> List.of(REACTIVATED);
            case ACQUIRED, ARRIVED -> List.of(NEW, REACTIVATED);
            default -> throw new AssertionError(count);
        };
    }
}
