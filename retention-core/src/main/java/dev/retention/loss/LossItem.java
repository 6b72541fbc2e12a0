package dev.retention.loss;

import java.util.Locale;

/**
 * What is counted of a period: customers, and what they were worth. {@link Losses} tells how they add up.
 *
 * @since 0.1.0
 */
public enum LossItem {
    /** Live at the start of the period, with their worth on that day. */
    START,
    /** Those of LOST, with their worth at the start of the period. */
    START_LOST,
    /** Live at the start of the period and not at its end. */
    LOST,
    /** Arrived in the period and lost in it. */
    ARRIVED_AND_LOST,
    /** Lost in the period and live at its end all the same; no loss of it. */
    LOST_AND_BACK,
    /** All losses: LOST and ARRIVED_AND_LOST, or those of a list. */
    LOSSES,
    /** Losses of which a reason is known by the end of the data. */
    WITH_REASON,
    /** Losses by {@link LossCause#INVOLUNTARY}. */
    INVOLUNTARY,
    /** Losses by {@link LossCause#AVOIDABLE}. */
    AVOIDABLE,
    /** Losses by {@link LossCause#UNAVOIDABLE}. */
    UNAVOIDABLE,
    /** Losses by {@link LossCause#NOT_JUDGED}. */
    NOT_JUDGED,
    /** Losses by {@link LossCause#UNEXPLAINED}. */
    UNEXPLAINED,
    /** Losses that are UNEXPLAINED and that no signal announced. */
    SILENT,
    /** Losses soon after the arrival. */
    EARLY;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    static LossItem of(LossCause cause) {
        return valueOf(cause.name());
    }

    /** Whether all customers of this item are customers of another. */
    boolean isPartOf(LossItem whole) {
        return whole == this
                || switch (whole) {
                    case START -> this == START_LOST || this == LOST;
                    case START_LOST -> this == LOST;
                    case LOST -> this == START_LOST;
                    case LOSSES -> this != START && this != LOST_AND_BACK;
                    case WITH_REASON -> this == AVOIDABLE || this == UNAVOIDABLE || this == NOT_JUDGED;
                    case UNEXPLAINED -> this == SILENT;
                    default -> false;
                };
    }

    /** Whether the worth is that at the start of the period, not on the day of the loss. */
    boolean isWorthAtStart() {
        return this == START || this == START_LOST;
    }

    /** Prints the item in lower case, such as {@code arrived and lost}. */
    @Override
    public String toString() {
        return label;
    }
}
