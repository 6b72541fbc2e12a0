package dev.retention.purchase;

/**
 * What an order with an amount of zero or less is, when purchases are counted: a gift, a refund, or a mistake.
 *
 * <p>Stores without amounts have no such orders: every event is a purchase.
 *
 * @since 0.1.0
 */
public enum NonPositiveAmount {
    /** A purchase like any other, with its amount as it is: what the packages of the literature do. */
    COUNT,

    /**
     * A negative amount is a refund: no purchase, but it lowers the amount of the customer's latest purchase up to that
     * day; before any purchase it is passed over. A refund in the holdout lowers the spend of the holdout, since the
     * calibration cannot have known of it. An amount of zero is a purchase.
     */
    DEDUCT_REFUNDS,

    /** No purchase; the event is passed over. */
    LEAVE_OUT,

    /** An error that names the first such customer. */
    REFUSE
}
