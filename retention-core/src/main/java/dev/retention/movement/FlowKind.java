package dev.retention.movement;

import dev.retention.CustomerCount;
import dev.retention.rule.Rule;
import java.util.List;
import java.util.Locale;

/**
 * What became of a customer in a period, as told by {@link Spells}: the parts of which every {@link CustomerCount} is the sum, so that
 * {@code START} is {@code SURVIVOR + LOST} and {@code NEW} is {@code NEW_KEPT + NEW_GONE}.
 *
 * <p>A customer is in at most one of the first six kinds in a period. The others stand beside them.
 *
 * @since 0.1.0
 */
public enum FlowKind {
    /** Live at the start and at the end, whether or not away in between. */
    SURVIVOR,
    /** Live at the start, not at the end. */
    LOST,
    /** Arrived for the first time ever and live at the end. */
    NEW_KEPT,
    /** Arrived for the first time ever and not live at the end. */
    NEW_GONE,
    /** Not live at the start, known from before, arrived and live at the end. */
    BACK_KEPT,
    /** Not live at the start, known from before, arrived and not live at the end. */
    BACK_GONE,
    /** Live again after a loss, whenever that was; each time counts. */
    REACTIVATED,
    /** Lost within the period; each time counts. */
    LOSS_EVENT,
    /** Lost in the 30 days before the first period, in whose windows such a customer counts; of the first period only. */
    LOST_BEFORE,
    /** Live at the start and at the end with a cancellation announced in between. */
    CANCELLING,
    /** Live at the start, with a term that ended, and live at the end. */
    RENEWED,
    /** Live at the start, with a term that ended, and not live at the end. */
    NOT_RENEWED,
    /** With one order. */
    ORDERED_ONCE,
    /** With two orders or more. */
    ORDERED_AGAIN,
    /**
     * Live at the end. Counted as a kind of its own only where customers are parted anew for each period, since survivors are then of
     * the group that they were in at the start; elsewhere it is {@code SURVIVOR + NEW_KEPT + BACK_KEPT}.
     */
    LIVE_AT_END,
    /** Live when a day starts; of a table of days. */
    LIVE_ON_DAY,
    /** Lost on a day; of a table of days. */
    LOST_ON_DAY;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Whether a customer may be several in a period, so that amounts tell how many more events there are than customers. */
    boolean isOfEvents() {
        return this == REACTIVATED || this == LOSS_EVENT;
    }

    /** Whether customers are told apart by the code that ended their subscription. */
    boolean hasEndCode() {
        return this == LOST || this == LOSS_EVENT;
    }

    /** Whether the kind is of days, whatever the periods of a table are. */
    boolean isOfDays() {
        return this == LIVE_ON_DAY || this == LOST_ON_DAY;
    }

    /** When a group that is read at the period is read: at its start of those who were there, at its end of all else. */
    Rule.Moment readAt() {
        return switch (this) {
            case SURVIVOR, LOST, CANCELLING, RENEWED, NOT_RENEWED, LIVE_ON_DAY -> Rule.Moment.START;
            default -> Rule.Moment.END;
        };
    }

    /** The kinds whose customers, none of them in two, are those of a count of a period; none of counts that days tell. */
    static List<FlowKind> of(CustomerCount count) {
        return switch (count) {
            case START, ACTIVE_BEFORE -> List.of(SURVIVOR, LOST);
            case END -> List.of(SURVIVOR, NEW_KEPT, BACK_KEPT);
            case SURVIVORS -> List.of(SURVIVOR);
            case ACQUIRED -> List.of(NEW_KEPT, BACK_KEPT);
            case LOST, FALLEN_SILENT -> List.of(LOST);
            case NEW -> List.of(NEW_KEPT, NEW_GONE);
            case NEW_KEPT -> List.of(NEW_KEPT);
            case ARRIVED -> List.of(NEW_KEPT, NEW_GONE, BACK_KEPT, BACK_GONE);
            case REACTIVATED -> List.of(REACTIVATED);
            case LOSS_EVENTS -> List.of(LOSS_EVENT);
            case CANCELLING -> List.of(CANCELLING);
            case DUE -> List.of(RENEWED, NOT_RENEWED);
            case RENEWED -> List.of(RENEWED);
            case NOT_RENEWED -> List.of(NOT_RENEWED);
            case BUYERS -> List.of(ORDERED_ONCE, ORDERED_AGAIN);
            case REPEAT_BUYERS -> List.of(ORDERED_AGAIN);
            case LIVE_30_DAYS_AGO, LOSSES_IN_30_DAYS -> List.of();
        };
    }

    /** Prints the kind in lower case, such as {@code loss event}. */
    @Override
    public String toString() {
        return label;
    }
}
