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

import com.google.common.collect.ImmutableSet;
import java.util.Set;

/**
 * What people mean by net and gross revenue retention, by the quick ratio and by revenue per account. One and the same month gives
 * a net retention from 71 % to 101 %.
 *
 * <p>Every formula is undefined where its denominator is 0.
 *
 * @since 0.1.0
 */
public enum RevenueFormula {
    /** End value of the customers of the start over start value: {@code SURVIVORS_END / START}. What public companies report. */
    NRR_COHORT(Set.of(SURVIVORS_END), Set.of(), Set.of(START)),

    /** {@code (START + EXPANSION − CONTRACTION − CHURN) / START}; the same as {@link #NRR_COHORT}. */
    NRR_MOVEMENTS(Set.of(START, EXPANSION), Set.of(CONTRACTION, CHURN), Set.of(START)),

    /** {@code NRR_MOVEMENTS} with reactivation: adds the value of customers who were not there at the start. */
    NRR_MOVEMENTS_REACT(Set.of(START, EXPANSION, REACTIVATION), Set.of(CONTRACTION, CHURN), Set.of(START)),

    /** {@code NRR_MOVEMENTS} of the ledger: who returned in the period is churn only; may fall below 0. */
    NRR_LEDGER(Set.of(START, LEDGER_EXPANSION), Set.of(LEDGER_CONTRACTION, LEDGER_CHURN), Set.of(START)),

    /** {@code NRR_LEDGER} with reactivation. */
    NRR_LEDGER_REACT(
            Set.of(START, LEDGER_EXPANSION, LEDGER_REACTIVATION),
            Set.of(LEDGER_CONTRACTION, LEDGER_CHURN),
            Set.of(START)),

    /** Over survivors only: {@code SURVIVORS_END / SURVIVORS_START}. Flatters: the lost are in neither. */
    NRR_SURVIVORS(Set.of(SURVIVORS_END), Set.of(), Set.of(SURVIVORS_START)),

    /**
     * Over those due for renewal: {@code DUE_END / DUE}, at least 0. With {@link RecurringRevenue#dueOn}.
     *
     * <ul>
     *   <li>The renewal rate by net value: what the renewed pay more is in it.
     *   <li>Used by Gainsight.
     * </ul>
     */
    NRR_RENEWAL_BASE(Set.of(DUE_END), Set.of(), Set.of(DUE)),

    /** {@code KEPT / START}, in [0, 1]. */
    GRR_MIN(Set.of(KEPT), Set.of(), Set.of(START)),

    /** {@code (START − CONTRACTION − CHURN) / START} of the ledger; may fall below 0. */
    GRR_LEDGER(Set.of(START), Set.of(LEDGER_CONTRACTION, LEDGER_CHURN), Set.of(START)),

    /** Over those due for renewal, without growth: {@code DUE_KEPT / DUE}, in [0, 1]. With {@link RecurringRevenue#dueOn}. */
    GRR_RENEWAL_BASE(Set.of(DUE_KEPT), Set.of(), Set.of(DUE)),

    /** Churn on renewal: {@code DUE_LOST / DUE}, in [0, 1]. With {@link RecurringRevenue#dueOn}. */
    CHURN_RENEWAL_BASE(Set.of(DUE_LOST), Set.of(), Set.of(DUE)),

    /** {@code (CHURN + CONTRACTION) / START}, in [0, 1]: what {@link #GRR_MIN} leaves. */
    GROSS_CHURN(Set.of(CHURN, CONTRACTION), Set.of(), Set.of(START)),

    /** {@code (NEW + EXPANSION) / (CONTRACTION + CHURN)}, at least 0. */
    QUICK_RATIO(Set.of(NEW, EXPANSION), Set.of(), Set.of(CONTRACTION, CHURN)),

    /** {@code QUICK_RATIO} with reactivation as gain. */
    QUICK_RATIO_REACT(Set.of(NEW, EXPANSION, REACTIVATION), Set.of(), Set.of(CONTRACTION, CHURN)),

    /** {@code QUICK_RATIO} of the ledger. */
    QUICK_RATIO_LEDGER(Set.of(LEDGER_NEW, LEDGER_EXPANSION), Set.of(), Set.of(LEDGER_CONTRACTION, LEDGER_CHURN)),

    /** {@code QUICK_RATIO_REACT} of the ledger. */
    QUICK_RATIO_LEDGER_REACT(
            Set.of(LEDGER_NEW, LEDGER_EXPANSION, LEDGER_REACTIVATION),
            Set.of(),
            Set.of(LEDGER_CONTRACTION, LEDGER_CHURN)),

    /** Value per paying customer (ARPA) at the start: {@code START} over its customers. */
    ARPA_START(START),

    /** Value per paying customer at the end: {@code END} over its customers. */
    ARPA_END(END),

    /** Value per paying customer, mean of start and end: {@code (START + END)} over the customers of both, {@code |S| + |E|}. */
    ARPA_MEAN(START, END);

    private final ImmutableSet<RevenueItem> plus;
    private final ImmutableSet<RevenueItem> minus;
    private final ImmutableSet<RevenueItem> denominator;
    private final boolean perCustomer;

    RevenueFormula(RevenueItem... items) {
        this.plus = ImmutableSet.copyOf(items);
        this.minus = ImmutableSet.of();
        this.denominator = plus;
        this.perCustomer = true;
    }

    RevenueFormula(Set<RevenueItem> plus, Set<RevenueItem> minus, Set<RevenueItem> denominator) {
        this.plus = ImmutableSet.copyOf(plus);
        this.minus = ImmutableSet.copyOf(minus);
        this.denominator = ImmutableSet.copyOf(denominator);
        this.perCustomer = false;
    }

    /** The items added in the numerator. */
    Set<RevenueItem> plus() {
        return plus;
    }

    /** The items taken off in the numerator. */
    Set<RevenueItem> minus() {
        return minus;
    }

    /** The items whose amounts or customers are added in the denominator. */
    Set<RevenueItem> denominator() {
        return denominator;
    }

    /**
     * Whether the denominator counts customers, so that the result is an amount and not a share.
     *
     * @return true for value per customer
     */
    public boolean isPerCustomer() {
        return perCustomer;
    }
}
