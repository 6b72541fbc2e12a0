package dev.retention.value;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * What an existing customer is still worth: discounted expected purchases from now on, times spend per purchase, times margin.
 *
 * <p>What the customer has bought so far is not in it; for what a customer not yet won is worth see
 * {@link NewCustomerValue}. This class is immutable and thread-safe.
 *
 * @param purchases discounted expected purchases from now on, finite and at least 0
 * @param spendPerPurchase expected spend per purchase, finite and at least 0
 * @param margin the share of spend that is profit, in [0, 1]
 * @since 0.1.0
 */
public record ResidualValue(double purchases, double spendPerPurchase, double margin) {

    /**
     * Checks the factors.
     *
     * @param purchases discounted expected purchases from now on
     * @param spendPerPurchase expected spend per purchase
     * @param margin the share of spend that is profit
     * @throws IllegalArgumentException if a factor is outside its range
     */
    public ResidualValue {
        Checks.notNegative(purchases, "purchases");
        Checks.notNegative(spendPerPurchase, "spendPerPurchase");
        Checks.closedUnit(margin, "margin");
    }

    /**
     * The value.
     *
     * @return in the unit of money of the spend, at least 0
     */
    public double asDouble() {
        return purchases * spendPerPurchase * margin;
    }

    /** Prints the product, such as {@code 46.35 = 4.213 purchases of 36.67 at 30.0 %}. */
    @Override
    public String toString() {
        return Text.number(asDouble(), 4) + " = " + Text.number(purchases, 4) + " purchases of "
                + Text.number(spendPerPurchase, 4) + " at " + Text.percent(margin);
    }
}
