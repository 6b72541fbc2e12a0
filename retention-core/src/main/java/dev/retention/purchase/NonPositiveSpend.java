package dev.retention.purchase;

/**
 * What to do with customers who have transactions but whose mean spend is zero or negative, as refunds and gifts make it:
 * the gamma-gamma model has no place for them.
 *
 * @since 0.1.0
 */
public enum NonPositiveSpend {
    /** An error that names the first such customer. */
    REFUSE,

    /** Left out of the summary and counted in {@link SpendSummary#leftOut()}. */
    LEAVE_OUT
}
