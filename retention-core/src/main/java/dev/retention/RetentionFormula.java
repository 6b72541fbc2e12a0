package dev.retention;

import static dev.retention.CustomerCount.ACQUIRED;
import static dev.retention.CustomerCount.BUYERS;
import static dev.retention.CustomerCount.DUE;
import static dev.retention.CustomerCount.END;
import static dev.retention.CustomerCount.RENEWED;
import static dev.retention.CustomerCount.REPEAT_BUYERS;
import static dev.retention.CustomerCount.START;

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
    SURVIVORS(0, 1, CustomerCount.SURVIVORS, START),

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
    HEADCOUNT(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, END, ACQUIRED, START),

    /**
     * What a churn rate leaves: {@code 1 − churn}, at most 1 unless churn is below 0.
     *
     * <ul>
     *   <li>As good as the churn formula, which the rate remembers: {@link RetentionRate#toChurn()}.
     *   <li>Below 0 where churn passes 1.
     *   <li>Made by {@link ChurnRate#toRetention()}, since counts alone do not say which churn is meant.
     * </ul>
     */
    ONE_MINUS_CHURN(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),

    /**
     * Renewed over due: {@code RENEWED / DUE}, in [0, 1].
     *
     * <ul>
     *   <li>The renewal rate. Renewals still pending are in neither count.
     *   <li>The complement of {@link ChurnFormula#RENEWAL_BASE}.
     * </ul>
     */
    RENEWAL_BASE(0, 1, RENEWED, DUE),

    /**
     * Those who bought again over those who bought: {@code REPEAT_BUYERS / BUYERS}, in [0, 1].
     *
     * <ul>
     *   <li>Those whose first order came late in the window had less time for a second: the rate falls where a business
     *       grows.
     *   <li>Its complement, one-time buyers, is no churn by any formula.
     * </ul>
     */
    REPEAT_PURCHASE(0, 1, REPEAT_BUYERS, BUYERS);

    private final double min;
    private final double max;
    private final ImmutableSet<CustomerCount> counts;

    RetentionFormula(double min, double max, CustomerCount... counts) {
        this.min = min;
        this.max = max;
        this.counts = ImmutableSet.copyOf(counts);
    }

    /**
     * The counts that feed the formula.
     *
     * @return the counts, unmodifiable; empty for {@link #ONE_MINUS_CHURN}
     */
    public Set<CustomerCount> counts() {
        return counts;
    }

    /** The count that is the denominator: the last listed. */
    CustomerCount base() {
        return counts.asList().get(counts.size() - 1);
    }

    boolean admits(double numerator, double denominator) {
        return numerator >= min * denominator && numerator <= max * denominator;
    }
}
