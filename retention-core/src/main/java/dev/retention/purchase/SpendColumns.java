package dev.retention.purchase;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.Arrays;

/** Makes a {@link SpendSummary} of columns, one row per customer, in linear time. */
final class SpendColumns {
    private SpendColumns() {}

    /**
     * Counts customers.
     *
     * @param transactions of each customer, at least 0
     * @param spend of each customer on all transactions
     * @param unit what the spend is divided by, beside the transactions
     */
    static SpendSummary summary(int[] transactions, long[] spend, double unit, NonPositiveSpend policy) {
        requireNonNull(policy, "policy");
        long[] keys = new long[transactions.length];
        long[] values = new long[transactions.length];
        int used = 0;
        long bad = 0;
        long idle = 0;
        // At least one bit each, for the sort.
        int keyBits = 1;
        long valueBits = 1;
        for (int i = 0; i < transactions.length; i++) {
            if (transactions[i] == 0) {
                idle++;
            } else if (spend[i] > 0) {
                keys[used] = transactions[i];
                values[used] = spend[i];
                keyBits |= transactions[i];
                valueBits |= spend[i];
                used++;
            } else {
                SpendSummary.checkLeftOut(policy, spend[i] / (transactions[i] * unit));
                bad++;
            }
        }
        RadixSort sorted = RadixSort.sortByBoth(
                Arrays.copyOf(keys, used),
                Integer.SIZE - Integer.numberOfLeadingZeros(keyBits),
                Arrays.copyOf(values, used),
                Long.SIZE - Long.numberOfLeadingZeros(valueBits),
                null);
        long[] sortedTransactions = sorted.keys();
        long[] sortedSpend = requireNonNull(sorted.first());
        double[] means = new double[used];
        long[] ones = new long[used];
        for (int i = 0; i < used; i++) {
            means[i] = sortedSpend[i] / (sortedTransactions[i] * unit);
            ones[i] = 1;
        }
        return new SpendSummary(sortedTransactions, means, ones, bad, idle);
    }
}
