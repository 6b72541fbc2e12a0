package dev.retention.movement;

import static dev.retention.movement.RevenueItem.CHURN;
import static dev.retention.movement.RevenueItem.CONTRACTION;
import static dev.retention.movement.RevenueItem.DUE;
import static dev.retention.movement.RevenueItem.DUE_END;
import static dev.retention.movement.RevenueItem.DUE_KEPT;
import static dev.retention.movement.RevenueItem.DUE_LOST;
import static dev.retention.movement.RevenueItem.END;
import static dev.retention.movement.RevenueItem.EXPANSION;
import static dev.retention.movement.RevenueItem.KEPT;
import static dev.retention.movement.RevenueItem.LEDGER_CHURN;
import static dev.retention.movement.RevenueItem.LEDGER_CONTRACTION;
import static dev.retention.movement.RevenueItem.LEDGER_EXPANSION;
import static dev.retention.movement.RevenueItem.LEDGER_NEW;
import static dev.retention.movement.RevenueItem.LEDGER_REACTIVATION;
import static dev.retention.movement.RevenueItem.NEW;
import static dev.retention.movement.RevenueItem.REACTIVATION;
import static dev.retention.movement.RevenueItem.START;
import static dev.retention.movement.RevenueItem.SURVIVORS_END;
import static dev.retention.movement.RevenueItem.SURVIVORS_START;

import dev.retention.SignedSum;

/**
 * What people mean by net and gross revenue retention, by the quick ratio and by revenue per account. One and the same month gives
 * a net retention from 71 % to 101 %.
 *
 * <p>Every formula is undefined where its denominator is 0. Ranges are those without {@link RevenueItem#FX} and {@link
 * RevenueItem#RESTATEMENT}: where these are told apart, movements may take off more than there was at the start.
 *
 * @since 0.1.0
 */
public enum RevenueFormula {
    /** End value of the customers of the start over start value: {@code SURVIVORS_END / START}. What public companies report. */
    NRR_COHORT(SignedSum.of(SURVIVORS_END), SignedSum.of(START)),

    /** {@code (START + EXPANSION − CONTRACTION − CHURN) / START}; the same as {@link #NRR_COHORT} unless FX and RESTATEMENT are told apart. */
    NRR_MOVEMENTS(SignedSum.of(START).plus(EXPANSION).minus(CONTRACTION).minus(CHURN), SignedSum.of(START)),

    /** {@code (START + EXPANSION + REACTIVATION − CONTRACTION − CHURN) / START}: adds the value of customers who were not there at the start. */
    NRR_MOVEMENTS_REACT(
            SignedSum.of(START)
                    .plus(EXPANSION)
                    .plus(REACTIVATION)
                    .minus(CONTRACTION)
                    .minus(CHURN),
            SignedSum.of(START)),

    /**
     * {@code NRR_MOVEMENTS} of the ledger: {@code (START + LEDGER_EXPANSION − LEDGER_CONTRACTION − LEDGER_CHURN) / START}. Who
     * returned in the period is churn only; may fall below 0.
     */
    NRR_LEDGER(
            SignedSum.of(START).plus(LEDGER_EXPANSION).minus(LEDGER_CONTRACTION).minus(LEDGER_CHURN),
            SignedSum.of(START)),

    /**
     * {@code NRR_LEDGER} with reactivation: {@code (START + LEDGER_EXPANSION + LEDGER_REACTIVATION − LEDGER_CONTRACTION −
     * LEDGER_CHURN) / START}.
     */
    NRR_LEDGER_REACT(
            SignedSum.of(START)
                    .plus(LEDGER_EXPANSION)
                    .plus(LEDGER_REACTIVATION)
                    .minus(LEDGER_CONTRACTION)
                    .minus(LEDGER_CHURN),
            SignedSum.of(START)),

    /** Over survivors only: {@code SURVIVORS_END / SURVIVORS_START}. Flatters: the lost are in neither. */
    NRR_SURVIVORS(SignedSum.of(SURVIVORS_END), SignedSum.of(SURVIVORS_START)),

    /**
     * Over those due for renewal: {@code DUE_END / DUE}, at least 0. With {@link RecurringRevenue#dueOn}.
     *
     * <ul>
     *   <li>The renewal rate by net value: what the renewed pay more is in it.
     *   <li>Used by Gainsight.
     * </ul>
     */
    NRR_RENEWAL_BASE(SignedSum.of(DUE_END), SignedSum.of(DUE)),

    /** {@code KEPT / START}, in [0, 1]. */
    GRR_MIN(SignedSum.of(KEPT), SignedSum.of(START)),

    /** {@code (START − CONTRACTION − CHURN) / START}; the same as {@link #GRR_MIN} unless FX and RESTATEMENT are told apart. */
    GRR_MOVEMENTS(SignedSum.of(START).minus(CONTRACTION).minus(CHURN), SignedSum.of(START)),

    /** {@code (START − LEDGER_CONTRACTION − LEDGER_CHURN) / START}; may fall below 0. */
    GRR_LEDGER(SignedSum.of(START).minus(LEDGER_CONTRACTION).minus(LEDGER_CHURN), SignedSum.of(START)),

    /** Over those due for renewal, without growth: {@code DUE_KEPT / DUE}, in [0, 1]. With {@link RecurringRevenue#dueOn}. */
    GRR_RENEWAL_BASE(SignedSum.of(DUE_KEPT), SignedSum.of(DUE)),

    /** Churn on renewal: {@code DUE_LOST / DUE}, in [0, 1]. With {@link RecurringRevenue#dueOn}. */
    CHURN_RENEWAL_BASE(SignedSum.of(DUE_LOST), SignedSum.of(DUE)),

    /** {@code (CHURN + CONTRACTION) / START}, in [0, 1]: what {@link #GRR_MIN} leaves. */
    GROSS_CHURN(SignedSum.of(CHURN).plus(CONTRACTION), SignedSum.of(START)),

    /** {@code (CHURN + CONTRACTION − EXPANSION) / START}: what {@link #NRR_MOVEMENTS} leaves; below 0 where the kept grow. */
    NET_CHURN(SignedSum.of(CHURN).plus(CONTRACTION).minus(EXPANSION), SignedSum.of(START)),

    /** {@code (CHURN + CONTRACTION − EXPANSION − REACTIVATION) / START}: what {@link #NRR_MOVEMENTS_REACT} leaves. */
    NET_CHURN_REACT(SignedSum.of(CHURN).plus(CONTRACTION).minus(EXPANSION).minus(REACTIVATION), SignedSum.of(START)),

    /** {@code (NEW + EXPANSION) / (CONTRACTION + CHURN)}, at least 0. */
    QUICK_RATIO(SignedSum.of(NEW).plus(EXPANSION), SignedSum.of(CONTRACTION).plus(CHURN)),

    /** With reactivation as gain: {@code (NEW + EXPANSION + REACTIVATION) / (CONTRACTION + CHURN)}. */
    QUICK_RATIO_REACT(
            SignedSum.of(NEW).plus(EXPANSION).plus(REACTIVATION),
            SignedSum.of(CONTRACTION).plus(CHURN)),

    /** Of the ledger: {@code (LEDGER_NEW + LEDGER_EXPANSION) / (LEDGER_CONTRACTION + LEDGER_CHURN)}. */
    QUICK_RATIO_LEDGER(
            SignedSum.of(LEDGER_NEW).plus(LEDGER_EXPANSION),
            SignedSum.of(LEDGER_CONTRACTION).plus(LEDGER_CHURN)),

    /**
     * Of the ledger, with reactivation as gain: {@code (LEDGER_NEW + LEDGER_EXPANSION + LEDGER_REACTIVATION) /
     * (LEDGER_CONTRACTION + LEDGER_CHURN)}.
     */
    QUICK_RATIO_LEDGER_REACT(
            SignedSum.of(LEDGER_NEW).plus(LEDGER_EXPANSION).plus(LEDGER_REACTIVATION),
            SignedSum.of(LEDGER_CONTRACTION).plus(LEDGER_CHURN)),

    /** Value per paying customer (ARPA) at the start: {@code START / customers} of the start. */
    ARPA_START(SignedSum.of(START)),

    /** Value per paying customer at the end: {@code END / customers} of the end. */
    ARPA_END(SignedSum.of(END)),

    /** Value per paying customer, mean of start and end: {@code (START + END) / customers} of both, {@code |S| + |E|}. */
    ARPA_MEAN(SignedSum.of(START).plus(END));

    @SuppressWarnings("ImmutableEnumChecker") // a sum does not change
    private final SignedSum<RevenueItem> numerator;

    @SuppressWarnings("ImmutableEnumChecker") // a sum does not change
    private final SignedSum<RevenueItem> denominator;

    private final boolean perCustomer;

    RevenueFormula(SignedSum<RevenueItem> items) {
        this(items, items, true);
    }

    RevenueFormula(SignedSum<RevenueItem> numerator, SignedSum<RevenueItem> denominator) {
        this(numerator, denominator, false);
    }

    RevenueFormula(SignedSum<RevenueItem> numerator, SignedSum<RevenueItem> denominator, boolean perCustomer) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.perCustomer = perCustomer;
    }

    /**
     * The upper amount.
     *
     * @return the items added and taken off
     */
    public SignedSum<RevenueItem> numerator() {
        return numerator;
    }

    /**
     * The lower amount, or whose customers are counted.
     *
     * @return the items of which the amounts, or {@linkplain #isPerCustomer per customer} the customers, are added
     */
    public SignedSum<RevenueItem> denominator() {
        return denominator;
    }

    /**
     * The formula as it is written, made of the sums.
     *
     * @return such as {@code (CHURN + CONTRACTION) / START}, or {@code START / customers}
     */
    public String expression() {
        return perCustomer ? numerator.over("customers") : numerator.over(denominator);
    }

    /**
     * Whether the denominator counts customers, so that the result is an amount and not a share.
     *
     * @return true for value per customer
     */
    public boolean isPerCustomer() {
        return perCustomer;
    }

    /**
     * Whether the result is read in per cent, as a retention or churn of value.
     *
     * @return false for quick ratios, which set gains against losses, and per customer
     */
    public boolean isInPercent() {
        return !perCustomer
                && !denominator.terms().contains(CONTRACTION)
                && !denominator.terms().contains(LEDGER_CONTRACTION);
    }
}
