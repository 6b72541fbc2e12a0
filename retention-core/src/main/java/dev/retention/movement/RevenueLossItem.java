package dev.retention.movement;

import java.util.Locale;

/**
 * What can be counted of those who were lost in a period [a, b), in customers and in recurring value. A loss is a day at whose end a
 * customer has no value and at whose start there was some.
 *
 * <p>A customer who is lost more than once in a period counts there once, as lost last. So, in customers, {@code RECOVERED + OPEN} are at
 * most {@code LEDGER_LOST}, and what is left are those who did not come back in time.
 *
 * @since 0.1.0
 */
public enum RevenueLossItem {
    /** Those with value at the start, and that value: {@link RevenueItem#START}. */
    START,
    /** Those with value at the start and none at the end, and their value at the start: {@link RevenueItem#CHURN}. */
    LOST,
    /** Those who were lost on some day of the period, and the value of all their losses: {@link RevenueItem#LEDGER_CHURN}. */
    LEDGER_LOST,
    /**
     * Of {@link #LEDGER_LOST} those who had value again within the days that {@link RevenueLosses#recoveredWithin} tells, also in a later
     * period, and the value that they had lost last.
     */
    RECOVERED,
    /** The same customers as {@link #RECOVERED}, and the value with which they came back, at the end of that day. */
    WON_BACK,
    /** Of {@link #LEDGER_LOST} those whose days to come back are not over at the end of the data, and the value that they lost last. */
    UNFINISHED,
    /** Of {@link #UNFINISHED} those who are not back so far, and the value that they lost last. */
    OPEN,
    /**
     * Of {@link #LEDGER_LOST} those who were lost by a code that has no mode, and the value of all their losses: only where
     * {@link RevenueLosses#mode} tells modes.
     */
    WITHOUT_MODE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the name in lower case, such as {@code ledger lost}. */
    @Override
    public String toString() {
        return label;
    }
}
