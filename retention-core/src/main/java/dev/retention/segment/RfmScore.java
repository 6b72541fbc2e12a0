package dev.retention.segment;

import dev.retention.internal.Checks;

/**
 * How recently, how often and for how much one customer has bought, as scores and as the numbers behind them.
 *
 * <p>The highest score is the best: of recency that of the fewest days. This class is immutable and thread-safe.
 *
 * @param recency the score of recency, in [1, classes]
 * @param frequency the score of frequency, in [1, classes]
 * @param money the score of money, in [1, classes]
 * @param days days from the last purchase to the as-of day, at least 0
 * @param purchases how many purchases, or days of purchase, at least 1
 * @param minor what was spent, in all or on average, in minor units of the currency
 * @since 0.1.0
 */
public record RfmScore(int recency, int frequency, int money, long days, long purchases, long minor) {
    /**
     * Checks the components.
     *
     * @param recency the score of recency, in [1, classes]
     * @param frequency the score of frequency, in [1, classes]
     * @param money the score of money, in [1, classes]
     * @param days days from the last purchase to the as-of day, at least 0
     * @param purchases how many purchases, or days of purchase, at least 1
     * @param minor what was spent, in all or on average, in minor units of the currency
     * @throws IllegalArgumentException if a component is out of its range
     */
    public RfmScore {
        Checks.within(recency, 1, Rfm.MOST_CLASSES, "recency");
        Checks.within(frequency, 1, Rfm.MOST_CLASSES, "frequency");
        Checks.within(money, 1, Rfm.MOST_CLASSES, "money");
        Checks.notNegative(days, "days");
        Checks.positive(purchases, "purchases");
    }

    /** Prints scores and numbers, such as {@code 5-4-5 (12 days, 8 purchases, 47200 minor units)}. */
    @Override
    public String toString() {
        return recency + "-" + frequency + "-" + money + " (" + days + (days == 1 ? " day, " : " days, ") + purchases
                + (purchases == 1 ? " purchase, " : " purchases, ") + minor + " minor units)";
    }
}
