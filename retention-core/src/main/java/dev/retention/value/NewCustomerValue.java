package dev.retention.value;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * What a customer not yet won will be worth: the first purchase and, discounted, all that follow. This is the cost up to which
 * winning the customer pays.
 *
 * <p>What an existing customer is still worth is a {@link ResidualValue}; the two do not add. This class is immutable and
 * thread-safe.
 *
 * @param firstPurchase the profit on the first purchase, finite and at least 0
 * @param repeatPurchases the discounted expected profit on all later purchases, finite and at least 0
 * @since 0.1.0
 */
public record NewCustomerValue(double firstPurchase, double repeatPurchases) {

    /**
     * Checks the values.
     *
     * @param firstPurchase the profit on the first purchase
     * @param repeatPurchases the discounted expected profit on all later purchases
     * @throws IllegalArgumentException if a value is negative or not finite
     */
    public NewCustomerValue {
        Checks.notNegative(firstPurchase, "firstPurchase");
        Checks.notNegative(repeatPurchases, "repeatPurchases");
    }

    /**
     * The whole value, first purchase included: what winning the customer may cost at most.
     *
     * @return in the unit of money of the spend, at least 0
     */
    public double asDouble() {
        return firstPurchase + repeatPurchases;
    }

    /**
     * What is left of the value after the cost of winning the customer.
     *
     * @param costPerCustomer the cost of winning one customer, finite and at least 0
     * @return positive if winning the customer pays
     * @throws IllegalArgumentException if {@code costPerCustomer} is negative or not finite
     */
    public double net(double costPerCustomer) {
        return asDouble() - Checks.notNegative(costPerCustomer, "costPerCustomer");
    }

    /**
     * How much a customer is in the red after the first purchase.
     *
     * @param costPerCustomer the cost of winning one customer, finite and at least 0
     * @return the loss, 0 if the first purchase pays for itself; winning the customer pays as long as the loss is below
     *     {@link #repeatPurchases()}
     * @throws IllegalArgumentException if {@code costPerCustomer} is negative or not finite
     */
    public double lossOnFirstPurchase(double costPerCustomer) {
        return Math.max(0, Checks.notNegative(costPerCustomer, "costPerCustomer") - firstPurchase);
    }

    /** Prints the parts, such as {@code 24.1 = 10.8 first + 13.3 later}. */
    @Override
    public String toString() {
        return Text.number(asDouble(), 4) + " = " + Text.number(firstPurchase, 4) + " first + "
                + Text.number(repeatPurchases, 4) + " later";
    }
}
