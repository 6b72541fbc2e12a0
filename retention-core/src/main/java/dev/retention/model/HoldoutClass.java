package dev.retention.model;

import java.util.Locale;

/**
 * The customers of some frequencies in the calibration and their purchases in the holdout.
 *
 * @param minFrequency the lowest number of repeat purchases in the calibration
 * @param maxFrequency the highest
 * @param customers how many there are, at least 1
 * @param purchases all their purchases in the holdout
 * @since 0.1.0
 */
public record HoldoutClass(int minFrequency, int maxFrequency, long customers, Forecast purchases) {
    /**
     * The purchases that a customer made on average.
     *
     * @return at least 0
     */
    public double actualMean() {
        return (double) purchases.actual() / customers;
    }

    /**
     * The purchases that the model expected of a customer on average.
     *
     * @return at least 0
     */
    public double expectedMean() {
        return purchases.expected() / customers;
    }

    /** Prints frequency, customers and means, such as {@code 2: 217 customers, 0.59 actual, 0.61 expected}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d customers, %.4g actual, %.4g expected",
                minFrequency == maxFrequency ? minFrequency : minFrequency + "–" + maxFrequency,
                customers,
                actualMean(),
                expectedMean());
    }
}
