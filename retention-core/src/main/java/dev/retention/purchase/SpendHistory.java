package dev.retention.purchase;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * One customer's spend as the {@link dev.retention.model.GammaGamma} model sees it: the number of transactions and their mean value.
 *
 * <p>In the literature the transactions are the repeat purchases, without the first, and purchases of one day or one week
 * count as one. This class is immutable and thread-safe.
 *
 * @param transactions the number of transactions, at least 0
 * @param meanSpend the mean value of a transaction in any one currency, finite; 0 without transactions
 * @since 0.1.0
 */
public record SpendHistory(long transactions, double meanSpend) {

    /**
     * Checks the numbers.
     *
     * @param transactions the number of transactions
     * @param meanSpend the mean value of a transaction
     * @throws IllegalArgumentException if {@code transactions} is negative, {@code meanSpend} is not finite, or it is not 0
     *     without transactions
     */
    public SpendHistory {
        checkArgument(transactions >= 0, "transactions (%s) must be at least 0", transactions);
        checkArgument(Double.isFinite(meanSpend), "meanSpend (%s) must be finite", meanSpend);
        checkArgument(transactions > 0 || meanSpend == 0, "meanSpend (%s) must be 0 without transactions", meanSpend);
        meanSpend += 0.0;
    }

    /**
     * A history.
     *
     * @param transactions the number of transactions, at least 0
     * @param meanSpend the mean value of a transaction, finite; 0 without transactions
     * @return the history
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static SpendHistory of(long transactions, double meanSpend) {
        return new SpendHistory(transactions, meanSpend);
    }

    /**
     * The history of a customer without transactions.
     *
     * @return no transactions, no spend
     */
    public static SpendHistory none() {
        return new SpendHistory(0, 0);
    }
}
