package dev.retention.movement;

import static dev.retention.movement.RenewalItem.DUE;
import static dev.retention.movement.RenewalItem.EARLY;
import static dev.retention.movement.RenewalItem.KEPT;
import static dev.retention.movement.RenewalItem.LOST;
import static dev.retention.movement.RenewalItem.PENDING;
import static dev.retention.movement.RenewalItem.RENEWED;
import static dev.retention.movement.RenewalItem.RENEWED_VALUE;
import static dev.retention.movement.RenewalItem.UNDECIDED;

import dev.retention.SignedSum;

/**
 * What people mean by the renewal rate: of customers, of value without growth, or of value with it, and each with the pending renewals
 * left out, taken for lost, or taken for won.
 *
 * <pre>
 *   CUSTOMERS_PENDING_LOST   ≤ CUSTOMERS   ≤ CUSTOMERS_PENDING_WON     in [0, 1]
 *   GROSS_VALUE_PENDING_LOST ≤ GROSS_VALUE ≤ GROSS_VALUE_PENDING_WON   in [0, 1]
 *   NET_VALUE_PENDING_LOST   ≤ NET_VALUE, NET_VALUE_PENDING_WON        at least 0
 * </pre>
 *
 * <p>Once nothing is pending, the three are one. A pending term that is taken for won counts with its value due, so that {@code
 * NET_VALUE} passes {@code NET_VALUE_PENDING_WON} where what was decided came to more than 100 %. Every formula is undefined where its
 * denominator is 0.
 *
 * <p>These rates set what was renewed against what was due. {@link RevenueFormula#NRR_RENEWAL_BASE} and its like set what customers with a
 * term pay at the end of the period against what they paid at its start.
 *
 * @since 0.1.0
 */
public enum RenewalFormula {
    /** Of the customers whose renewal is decided: {@code RENEWED / (RENEWED + LOST)}. */
    CUSTOMERS(true, SignedSum.of(RENEWED), SignedSum.of(RENEWED).plus(LOST)),

    /** Pending customers taken for lost: {@code RENEWED / DUE}; what has been renewed so far. */
    CUSTOMERS_PENDING_LOST(true, SignedSum.of(RENEWED), SignedSum.of(DUE)),

    /** Pending customers taken for won: {@code (RENEWED + PENDING) / DUE}. */
    CUSTOMERS_PENDING_WON(true, SignedSum.of(RENEWED).plus(PENDING), SignedSum.of(DUE)),

    /** Value kept, without growth, of what is decided: {@code KEPT / (DUE − UNDECIDED)}. */
    GROSS_VALUE(false, SignedSum.of(KEPT), SignedSum.of(DUE).minus(UNDECIDED)),

    /** Pending value taken for lost: {@code KEPT / DUE}. */
    GROSS_VALUE_PENDING_LOST(false, SignedSum.of(KEPT), SignedSum.of(DUE)),

    /** Pending value taken for won: {@code (KEPT + UNDECIDED) / DUE}. */
    GROSS_VALUE_PENDING_WON(false, SignedSum.of(KEPT).plus(UNDECIDED), SignedSum.of(DUE)),

    /** Value renewed, with growth, of what is decided: {@code RENEWED_VALUE / (DUE − UNDECIDED)}. */
    NET_VALUE(false, SignedSum.of(RENEWED_VALUE), SignedSum.of(DUE).minus(UNDECIDED)),

    /** Pending value taken for lost: {@code RENEWED_VALUE / DUE}. */
    NET_VALUE_PENDING_LOST(false, SignedSum.of(RENEWED_VALUE), SignedSum.of(DUE)),

    /** Pending value taken for won, at what is due: {@code (RENEWED_VALUE + UNDECIDED) / DUE}. */
    NET_VALUE_PENDING_WON(false, SignedSum.of(RENEWED_VALUE).plus(UNDECIDED), SignedSum.of(DUE)),

    /**
     * Customers renewed by the end of the term: {@code (EARLY + ON_TIME) / DUE}, in [0, 1]. May still rise while {@linkplain
     * Renewals#grace days of grace} run.
     */
    ON_TIME(true, SignedSum.of(EARLY).plus(RenewalItem.ON_TIME), SignedSum.of(DUE)),

    /** Churn on renewal, the value due of who was lost: {@code LOST / DUE}, in [0, 1]. Used by Gainsight. */
    CHURN(false, SignedSum.of(LOST), SignedSum.of(DUE)),

    /**
     * Churn on renewal with what the renewed pay less: {@code (DUE − UNDECIDED − KEPT) / DUE}, in [0, 1], at least {@link #CHURN}. What
     * {@link #GROSS_VALUE_PENDING_WON} leaves.
     */
    CHURN_GROSS(false, SignedSum.of(DUE).minus(UNDECIDED).minus(KEPT), SignedSum.of(DUE));

    private final boolean ofCustomers;

    @SuppressWarnings("ImmutableEnumChecker") // a sum does not change
    private final SignedSum<RenewalItem> numerator;

    @SuppressWarnings("ImmutableEnumChecker") // a sum does not change
    private final SignedSum<RenewalItem> denominator;

    RenewalFormula(boolean ofCustomers, SignedSum<RenewalItem> numerator, SignedSum<RenewalItem> denominator) {
        this.ofCustomers = ofCustomers;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * What is in a renewal rate, whatever becomes of the pending.
     *
     * @since 0.1.0
     */
    public enum Basis {
        /** Customers, each alike. */
        CUSTOMERS,
        /** Value due, and what was kept of it. */
        GROSS_VALUE,
        /** Value due, and what was renewed. */
        NET_VALUE;

        /**
         * The rate of what is decided.
         *
         * @return the formula with the pending left out
         */
        public RenewalFormula leftOut() {
            return of("");
        }

        /**
         * The rate if nobody renews any more.
         *
         * @return the formula with the pending taken for lost
         */
        public RenewalFormula asLost() {
            return of("_PENDING_LOST");
        }

        /**
         * The rate if all others renew for what is due.
         *
         * @return the formula with the pending taken for won
         */
        public RenewalFormula asWon() {
            return of("_PENDING_WON");
        }

        private RenewalFormula of(String pending) {
            return RenewalFormula.valueOf(name() + pending);
        }
    }

    /**
     * The upper number.
     *
     * @return the items added and taken off
     */
    public SignedSum<RenewalItem> numerator() {
        return numerator;
    }

    /**
     * The lower number.
     *
     * @return the items added and taken off
     */
    public SignedSum<RenewalItem> denominator() {
        return denominator;
    }

    /**
     * The formula as it is written, made of the sums.
     *
     * @return such as {@code (RENEWED + PENDING) / DUE}
     */
    public String expression() {
        return numerator.over(denominator);
    }

    /**
     * Whether customers are counted, so that the rate is a share with an interval by formula, and not amounts added.
     *
     * @return false for rates of value, whose interval comes of {@link dev.retention.rule.Resampled}
     */
    public boolean isOfCustomers() {
        return ofCustomers;
    }
}
