package dev.retention;

import static dev.retention.CustomerCount.ACQUIRED;
import static dev.retention.CustomerCount.ARRIVED;
import static dev.retention.CustomerCount.BUYERS;
import static dev.retention.CustomerCount.DUE;
import static dev.retention.CustomerCount.END;
import static dev.retention.CustomerCount.LOST;
import static dev.retention.CustomerCount.NEW;
import static dev.retention.CustomerCount.NEW_KEPT;
import static dev.retention.CustomerCount.RENEWED;
import static dev.retention.CustomerCount.REPEAT_BUYERS;
import static dev.retention.CustomerCount.START;
import static dev.retention.RateRange.ANY;
import static dev.retention.RateRange.UNIT;

import com.google.common.collect.ImmutableSet;
import java.util.Set;

/**
 * What people mean by retention.
 *
 * <p>The counts that feed the formulas are defined at {@link CustomerCount}. Every formula is undefined where its
 * denominator is 0.
 *
 * @since 0.1.0
 */
public enum RetentionFormula {
    /**
     * Those still there over those there at the start: {@code SURVIVORS / START}, in [0, 1].
     *
     * <ul>
     *   <li>Needs to know who is who at both ends, and does not depend on how arrivals are counted.
     *   <li>The complement of {@link ChurnFormula#SNAPSHOT}.
     * </ul>
     */
    SURVIVORS(UNIT, SignedSum.of(CustomerCount.SURVIVORS), SignedSum.of(START)),

    /**
     * The formula of handbooks, for callers with head counts: {@code (END − ACQUIRED) / START}.
     *
     * <ul>
     *   <li>Equal to {@link #SURVIVORS} if and only if the acquired are those there at the end but not at the start, as
     *       {@link CustomerCount#ACQUIRED} has it. A {@link CustomerFlow} holds no other.
     *   <li>With another count of arrivals, such as all sign-ups, it may come out below 0 or above 1, or look sound and be
     *       wrong. A rate made of such counts by hand is accepted, but has no confidence interval outside [0, 1].
     *   <li>(24 − 5) / 20 = 95 %. (43 − 12) / 44 = 70.45 %.
     * </ul>
     */
    HEADCOUNT(ANY, SignedSum.of(END).minus(ACQUIRED), SignedSum.of(START)),

    /**
     * The formula of handbooks with all sign-ups for the acquired: {@code (END − NEW) / START}.
     *
     * <ul>
     *   <li>Who returned counts as retained, who joined and left again as lost: the two may cancel by luck.
     * </ul>
     */
    HEADCOUNT_NEW(ANY, SignedSum.of(END).minus(NEW), SignedSum.of(START)),

    /**
     * The formula of handbooks with everybody who arrived for the acquired: {@code (END − ARRIVED) / START}.
     *
     * <ul>
     *   <li>Who arrived and left again counts as lost, though not there at the start.
     * </ul>
     */
    HEADCOUNT_ARRIVED(ANY, SignedSum.of(END).minus(ARRIVED), SignedSum.of(START)),

    /**
     * The formula of handbooks with the sign-ups still there for the acquired: {@code (END − NEW_KEPT) / START}.
     *
     * <ul>
     *   <li>Who returned counts as retained: it passes 100 % where more return than are lost.
     * </ul>
     */
    HEADCOUNT_NEW_KEPT(ANY, SignedSum.of(END).minus(NEW_KEPT), SignedSum.of(START)),

    /**
     * What a churn rate leaves: {@code 1 − churn}, at most 1 unless churn is below 0.
     *
     * <ul>
     *   <li>As good as the churn formula, which the rate remembers: {@link RetentionRate#toChurn()}.
     *   <li>Below 0 where churn passes 1.
     *   <li>Made by {@link ChurnRate#toRetention()}, since counts alone do not say which churn is meant.
     * </ul>
     */
    ONE_MINUS_CHURN("1 − churn"),

    /**
     * Renewed over due: {@code RENEWED / DUE}, in [0, 1].
     *
     * <ul>
     *   <li>The renewal rate. Renewals still pending are in neither count.
     *   <li>The complement of {@link ChurnFormula#RENEWAL_BASE}.
     * </ul>
     */
    RENEWAL_BASE(UNIT, SignedSum.of(RENEWED), SignedSum.of(DUE)),

    /**
     * Those who bought again over those who bought: {@code REPEAT_BUYERS / BUYERS}, in [0, 1].
     *
     * <ul>
     *   <li>Those whose first order came late in the window had less time for a second: the rate falls where a business
     *       grows.
     *   <li>Its complement, one-time buyers, is no churn by any formula.
     * </ul>
     */
    REPEAT_PURCHASE(UNIT, SignedSum.of(REPEAT_BUYERS), SignedSum.of(BUYERS));

    @SuppressWarnings("ImmutableEnumChecker") // sums do not change
    private final RateFormula formula;

    RetentionFormula(RateRange range, SignedSum<CustomerCount> numerator, SignedSum<CustomerCount> denominator) {
        this.formula = RateFormula.of(range, numerator, denominator);
    }

    RetentionFormula(String expression) {
        this.formula = new RateFormula(
                ANY, SignedSum.of(START).minus(LOST), SignedSum.of(START), expression, ImmutableSet.of());
    }

    /**
     * Who is kept.
     *
     * @return the counts of the numerator; of {@link #ONE_MINUS_CHURN}, those of the plainest churn
     */
    public SignedSum<CustomerCount> numerator() {
        return formula.numerator();
    }

    /**
     * Of whom.
     *
     * @return the counts of the denominator
     */
    public SignedSum<CustomerCount> denominator() {
        return formula.denominator();
    }

    /**
     * The counts that feed the formula.
     *
     * @return the counts, unmodifiable; empty for {@link #ONE_MINUS_CHURN}
     */
    public Set<CustomerCount> counts() {
        return formula.counts();
    }

    /**
     * The formula as it is written, made of the sums.
     *
     * @return such as {@code (END − ACQUIRED) / START}
     */
    public String expression() {
        return formula.expression();
    }

    RateRange range() {
        return formula.range();
    }
}
