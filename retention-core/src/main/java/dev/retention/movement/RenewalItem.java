package dev.retention.movement;

import java.util.Locale;

/**
 * What can be counted and added up of the renewals whose term ends in a period. All that ends of one key in one period is one
 * <em>renewal</em>: with the contract as key a renewal is a contract, with the customer as key all contracts of that customer.
 *
 * <pre>
 *   DUE     = RENEWED + LOST + PENDING                customers and amounts
 *   RENEWED = EARLY + ON_TIME + LATE = EXPANDED + UNCHANGED + CONTRACTED
 *   KEPT    ≤ RENEWED_VALUE,  KEPT + UNDECIDED ≤ DUE  amounts
 * </pre>
 *
 * <p>The amount of an item is the value that was due of its renewals, all terms added; of {@link #KEPT} and {@link #RENEWED_VALUE} it
 * is what was renewed, and of {@link #UNDECIDED} the value due of the terms without a decision alone.
 *
 * @since 0.1.0
 */
public enum RenewalItem {
    /** Renewals with a term that ends in the period. */
    DUE,
    /** Of which a term was renewed, be others of them lost or pending. */
    RENEWED,
    /** Of which every term was declined. */
    LOST,
    /** Of which no term is renewed and one is not decided by the end of the data. */
    PENDING,
    /** Renewed before the day on which the term ends. Of several renewed terms the latest decision against its term's end counts. */
    EARLY,
    /** Renewed on the day on which the term ends, or within the {@linkplain Renewals#grace days of grace} after it. */
    ON_TIME,
    /** Renewed later. */
    LATE,
    /** Renewed for more than was due of the terms decided. */
    EXPANDED,
    /** Renewed for what was due of the terms decided. */
    UNCHANGED,
    /** Renewed for less than was due of the terms decided, such as of two contracts one. */
    CONTRACTED,
    /** What was kept of the value due, without growth: {@code Σ min(due, renewed)} over terms, each by itself. */
    KEPT,
    /** What was renewed, with growth: {@code Σ renewed}. */
    RENEWED_VALUE,
    /** Terms without a decision, of renewals that are pending or are renewed in another term. */
    UNDECIDED,
    /**
     * With a decision more than 366 days from the end of its term, which may be a date of another year. They are in the other items as
     * well.
     */
    FAR_OFF;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /** Prints the name in lower case, such as {@code on time}. */
    @Override
    public String toString() {
        return label;
    }
}
