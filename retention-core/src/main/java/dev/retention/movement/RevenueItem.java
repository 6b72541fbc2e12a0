package dev.retention.movement;

import java.util.Locale;

/**
 * What can be added up of the recurring value of a period [a, b). {@code M(t)} is a customer's recurring value at a moment;
 * {@code S} are the customers with value at {@code a}, {@code E} those at {@code b}.
 *
 * <p>Movements come twice. <em>Snapshot</em> movements compare {@code M(a)} with {@code M(b)}; the <em>ledger</em> adds up every
 * day's change, so that whoever leaves and returns in the period is churn and reactivation. Both add up:
 *
 * <pre>
 *   END = START + NEW + EXPANSION + REACTIVATION − CONTRACTION − CHURN + FX + RESTATEMENT
 *   END = START + LEDGER_NEW + LEDGER_EXPANSION + LEDGER_REACTIVATION − LEDGER_CONTRACTION − LEDGER_CHURN
 *         + LEDGER_FX + LEDGER_RESTATEMENT
 * </pre>
 *
 * <p>Exchange rates and restatements are there only if the method was told how to know them; else what they change is in the others.
 *
 * @since 0.1.0
 */
public enum RevenueItem {
    /** Value at the start: {@code Σ M(a)}. */
    START,
    /** Value at the end: {@code Σ M(b)}. */
    END,
    /** Value at the start of those who have value at both ends: {@code Σ_{S ∩ E} M(a)}. */
    SURVIVORS_START,
    /** Value at the end of those who have value at both ends: {@code Σ_{S ∩ E} M(b)}. */
    SURVIVORS_END,
    /** What was kept of the value at the start, without growth: {@code Σ_S min(M(a), M(b))}. */
    KEPT,
    /** From none to some, for the first time ever. */
    NEW,
    /** From some to more. */
    EXPANSION,
    /** From none to some, after having had some before the period. */
    REACTIVATION,
    /** From some to less; counted as an amount above 0. */
    CONTRACTION,
    /** From some to none; counted as an amount above 0. */
    CHURN,
    /** {@link #NEW}, day by day. */
    LEDGER_NEW,
    /** {@link #EXPANSION}, day by day. */
    LEDGER_EXPANSION,
    /** {@link #REACTIVATION}, day by day. */
    LEDGER_REACTIVATION,
    /** {@link #CONTRACTION}, day by day. */
    LEDGER_CONTRACTION,
    /** {@link #CHURN}, day by day. */
    LEDGER_CHURN,
    /**
     * What exchange rates change of the value of those who have some before and after, below 0 where it shrinks: by
     * {@link RecurringRevenue#fxBy} only.
     */
    FX,
    /**
     * What should have been in the value at the start and came to be known in the period, below 0 where it was too much: by
     * {@link RecurringRevenue#restatedBy} only. It takes a value down to 0 at most; what more was told late is a movement.
     */
    RESTATEMENT,
    /** {@link #FX}, day by day. */
    LEDGER_FX,
    /** {@link #RESTATEMENT}, day by day. */
    LEDGER_RESTATEMENT,
    /** Value at the start of those with a term that ends in the period: {@code Σ_D M(a)}, D being the customers of S who are due. */
    DUE,
    /** Value at the end of those who were due: {@code Σ_D M(b)}. */
    DUE_END,
    /** What was kept of the value due, without growth: {@code Σ_D min(M(a), M(b))}. */
    DUE_KEPT,
    /** Value at the start of those due who have none at the end. */
    DUE_LOST,
    /**
     * Customers who are left out of everything else, since a change of theirs is missing: by {@link RecurringRevenue#lenient} only,
     * once each, in the period in which their value first falls below 0 or, if that is before the first period, in that. The amount is
     * how far it falls below 0 there.
     */
    LEFT_OUT;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', ' ');

    /**
     * The item of the ledger that is the same movement day by day.
     *
     * @return such as {@link #LEDGER_CHURN} of {@link #CHURN}
     * @throws IllegalArgumentException if this is not a snapshot movement
     */
    public RevenueItem onLedger() {
        return switch (this) {
            case NEW -> LEDGER_NEW;
            case EXPANSION -> LEDGER_EXPANSION;
            case REACTIVATION -> LEDGER_REACTIVATION;
            case CONTRACTION -> LEDGER_CONTRACTION;
            case CHURN -> LEDGER_CHURN;
            case FX -> LEDGER_FX;
            case RESTATEMENT -> LEDGER_RESTATEMENT;
            default -> throw new IllegalArgumentException("item (" + this + ") must be a snapshot movement");
        };
    }

    /** Prints the name in lower case, such as {@code ledger churn}. */
    @Override
    public String toString() {
        return label;
    }
}
