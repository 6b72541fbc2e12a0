package dev.retention.loss;

import java.util.List;

/**
 * What {@link Signals} counts of a signal and a period: customers, and as the amount losses, alarms, days or money.
 *
 * @since 0.1.0
 */
public enum SignalItem {
    /** Losses with the signal in the days before. */
    ANNOUNCED,
    /** Losses without it in the days before; of {@link Signals#ANY}, without any of the signals. */
    UNANNOUNCED,
    /** What ANNOUNCED losses were {@linkplain Signals#worth worth}. */
    VALUE_ANNOUNCED,
    /** What UNANNOUNCED losses were worth. */
    VALUE_UNANNOUNCED,
    /** Alarms whose days are over, with a loss in them. */
    FOLLOWED,
    /** Alarms whose days are over, without a loss in them. */
    NOT_FOLLOWED,
    /** Alarms whose days are not over, with a loss in them already. */
    FOLLOWED_SO_FAR,
    /** Alarms whose days are not over, without a loss so far. */
    OPEN,
    /** Days on which the signal came to somebody who was not live, or was lost on the very day. */
    NOT_LIVE,
    /** ANNOUNCED losses by how many days before they were announced. */
    LEAD;

    /** Those that count alarms. */
    static final List<SignalItem> OF_ALARMS = List.of(FOLLOWED, NOT_FOLLOWED, FOLLOWED_SO_FAR, OPEN);
}
