package dev.retention.movement;

import static dev.retention.movement.RevenueItem.CHURN;
import static dev.retention.movement.RevenueItem.CONTRACTION;
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
 * What people mean by net and gross revenue retention and by the quick ratio. One and the same month gives a net retention from
 * 71 % to 101 %.
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

    /** {@code KEPT / START}, in [0, 1]. */
    GRR_MIN(Set.of(KEPT), Set.of(), Set.of(START)),

    /** {@code (START − CONTRACTION − CHURN) / START} of the ledger; may fall below 0. */
    GRR_LEDGER(Set.of(START), Set.of(LEDGER_CONTRACTION, LEDGER_CHURN), Set.of(START)),

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
            Set.of(LEDGER_CONTRACTION, LEDGER_CHURN));

    private final ImmutableSet<RevenueItem> plus;
    private final ImmutableSet<RevenueItem> minus;
    private final ImmutableSet<RevenueItem> denominator;

    RevenueFormula(Set<RevenueItem> plus, Set<RevenueItem> minus, Set<RevenueItem> denominator) {
        this.plus = ImmutableSet.copyOf(plus);
        this.minus = ImmutableSet.copyOf(minus);
        this.denominator = ImmutableSet.copyOf(denominator);
    }

    /** The items added in the numerator. */
    Set<RevenueItem> plus() {
        return plus;
    }

    /** The items taken off in the numerator. */
    Set<RevenueItem> minus() {
        return minus;
    }

    /** The items added in the denominator. */
    Set<RevenueItem> denominator() {
        return denominator;
    }
}
