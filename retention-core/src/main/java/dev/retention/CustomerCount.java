package dev.retention;

import java.util.Locale;

/**
 * What can be counted of a period [a, b), each count with one meaning.
 *
 * <p>The counts are of two kinds, and most quarrels over churn come of mixing them. <em>Snapshot</em> counts compare who is
 * there at {@code a} with who is there at {@code b}: someone who joins and leaves in between is invisible to them.
 * <em>Event</em> counts count everything that happens in between: someone who leaves, returns and leaves again counts as two
 * losses and one return. Each kind has its identity:
 *
 * <pre>
 *   START + ACQUIRED = END + LOST                     snapshots
 *   START + NEW + REACTIVATED = END + LOSS_EVENTS        events
 * </pre>
 *
 * <p>Below, {@code S} is the set of customers live at {@code a} and {@code E} of those live at {@code b}.
 *
 * @since 0.1.0
 */
public enum CustomerCount {
    /** Customers live at the start, {@code |S|}. */
    START,

    /** Customers live at the end, {@code |E|}. */
    END,

    /** Customers live at the start and at the end, {@code |S ∩ E|}, whether or not they were away in between. */
    SURVIVORS,

    /**
     * Customers live at the end who were not at the start, {@code |E ∖ S|}: new or reactivated, and still there. Only in this
     * reading is end − acquired the number of survivors. Sign-ups who left again are not among them.
     */
    ACQUIRED,

    /** Customers live at the start who are not at the end, {@code |S ∖ E|}. */
    LOST,

    /** First arrivals ever, in the period; still there at the end or not. */
    NEW,

    /** Of the first arrivals in the period, the customers still there at its end. */
    NEW_KEPT,

    /**
     * Customers not live at the start who arrived in the period, new or reactivated, each once; still there at the end or not.
     */
    ARRIVED,

    /** Reactivations in the period: customers lost before are live again, whenever they were lost; each counts. */
    REACTIVATED,

    /** Losses in the period; each counts, a customer's second as well as that of one who only came in the period. */
    LOSS_EVENTS,

    /**
     * Survivors who announced in the period that they will cancel. They count once, in the period of the announcement, and again
     * as {@link #LOST} in the period in which they leave.
     */
    CANCELLING,

    /**
     * Contracts whose term ends in the period and whose fate is known, renewed or not. From histories: customers live at the
     * start with a term that ends in the period, each once.
     */
    DUE,

    /** Of the contracts due, those renewed. From histories: of the customers due, those live at the end. */
    RENEWED,

    /** Of the contracts due, those not renewed. From histories: of the customers due, those not live at the end. */
    NOT_RENEWED,

    /** Customers live 30 days before the end. */
    LIVE_30_DAYS_AGO,

    /** Losses in the 30 days before the end; each counts. */
    LOSSES_IN_30_DAYS,

    /** Customers active in the stated gap before the start. */
    ACTIVE_BEFORE,

    /** Of those active in the gap before the start, those not active in the gap before the end. */
    FALLEN_SILENT,

    /** Customers with at least one order in the period. */
    BUYERS,

    /** Customers with at least two orders in the period. */
    REPEAT_BUYERS;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the count's name in lower case, such as {@code loss events}. */
    @Override
    public String toString() {
        return label;
    }
}
