package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.internal.Checks;
import java.io.Serializable;

/**
 * What one customer did at a series of opportunities to buy: how often, when last, and out of how many opportunities.
 *
 * <p>Opportunities are discrete and the same for all, such as yearly appeals for donations, weekly markets or days of a
 * campaign; at each a customer buys or does not. The one at which the customer was acquired is not counted. This class is
 * immutable and thread-safe.
 *
 * @param purchases opportunities at which the customer bought, {@code x}, at least 0
 * @param lastPurchase the number of the last of them, {@code t_x}, in [{@code purchases}, {@code opportunities}]; 0 if there
 *     was none
 * @param opportunities opportunities so far, {@code n}, in [0, 1,000,000]
 * @since 0.1.0
 */
public record OpportunityHistory(int purchases, int lastPurchase, int opportunities) implements Serializable {

    /**
     * Checks that the numbers go together.
     *
     * @param purchases opportunities at which the customer bought
     * @param lastPurchase the number of the last of them
     * @param opportunities opportunities so far
     * @throws IllegalArgumentException if {@code 0 <= purchases <= lastPurchase <= opportunities <= 1,000,000} does not hold, or one of
     *     {@code purchases} and {@code lastPurchase} is 0 and the other is not
     */
    public OpportunityHistory {
        checkArgument(purchases >= 0, "purchases (%s) must be at least 0", purchases);
        Checks.atMost(opportunities, 1_000_000, "opportunities");
        checkArgument(
                lastPurchase >= purchases && lastPurchase <= opportunities,
                "lastPurchase (%s) must be in [purchases, opportunities] = [%s, %s]",
                lastPurchase,
                purchases,
                opportunities);
        checkArgument(
                purchases > 0 || lastPurchase == 0, "lastPurchase (%s) must be 0 without purchases", lastPurchase);
    }

    /**
     * A history.
     *
     * @param purchases opportunities at which the customer bought, at least 0
     * @param lastPurchase the number of the last of them, 0 if there was none
     * @param opportunities opportunities so far, at least 0
     * @return the history
     * @throws IllegalArgumentException if the numbers do not go together
     */
    public static OpportunityHistory of(int purchases, int lastPurchase, int opportunities) {
        return new OpportunityHistory(purchases, lastPurchase, opportunities);
    }
}
