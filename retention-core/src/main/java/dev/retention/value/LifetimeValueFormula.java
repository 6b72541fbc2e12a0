package dev.retention.value;

/**
 * What people mean by the lifetime value of a customer: formulas that need no fitted model.
 *
 * <p>They answer different questions. {@link #HISTORIC}, {@link #REALISED_N} and {@link #SPEND_LESS_COST} are of the past and
 * exact; the others are forecasts which suppose that a rate stays what it is, and which only {@link #DISCOUNTED} values at
 * what later money is worth today.
 *
 * @since 0.1.0
 */
public enum LifetimeValueFormula {
    /** Amounts to date over customers: {@code Σ amount / customers}; falls short for customers who came late. */
    HISTORIC,

    /**
     * Amounts within N days of a customer's first event over customers, of those whose N days are complete:
     * {@code Σ amount in [first, first + N) / customers N days old}.
     */
    REALISED_N,

    /** {@code HISTORIC − acquisition cost} per customer. */
    SPEND_LESS_COST,

    /** Revenue per account over churn, both of one period: {@code ARPA / churn}. Undefined if nobody is lost. */
    ARPA_OVER_CHURN,

    /** Margin per account over churn: {@code ARPA · gross margin / churn}. Undefined if nobody is lost. */
    MARGIN_OVER_CHURN,

    /**
     * Margin per account over the churn of value: {@code ARPA · gross margin / (value lost / value at start)}. With net value
     * lost, that is less expansion, it is undefined as soon as expansion makes up for the losses.
     */
    VALUE_CHURN,

    /** Revenue less cost to serve over churn: {@code (ARPA − cost) / churn}. Undefined if nobody is lost. */
    COST_NET,

    /**
     * Revenue per account over what retention leaves, both pooled over several periods:
     * {@code (Σ revenue / Σ customers) / (1 − Σ retained / Σ exposed)}. Undefined if nobody is lost in any.
     */
    SMOOTHED,

    /** Expected margins, each at its worth today: {@code Σ m(t) · S(t) / (1 + d)^t}. */
    DISCOUNTED
}
