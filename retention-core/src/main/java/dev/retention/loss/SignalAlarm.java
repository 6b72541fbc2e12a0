package dev.retention.loss;

/**
 * Which of the days on which a signal was shown are an alarm that one could have acted on.
 *
 * @since 0.1.0
 */
public enum SignalAlarm {
    /**
     * The first day, and each day that comes more than {@link Signals#within} days after the alarm before: what comes within the days of an
     * alarm is part of it, so that no two alarms of a spell wait for the same loss.
     */
    ONE_PER_WINDOW,
    /** Every day on which it was shown, so that who shows it often weighs more. */
    EVERY_DAY
}
