package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import java.util.Locale;

/**
 * Customers who were alike in the calibration, and their purchases in the holdout.
 *
 * @param lowest the lowest number among them of what they were alike in: repeat purchases, or recency in units of time
 * @param highest the highest number among them
 * @param customers how many there are, at least 1
 * @param purchases all their purchases in the holdout
 * @since 0.1.0
 */
public record HoldoutClass(double lowest, double highest, long customers, Forecast purchases) {
    /**
     * Checks the class.
     *
     * @param lowest the lowest number of what the customers were alike in
     * @param highest the highest number
     * @param customers how many there are
     * @param purchases all their purchases in the holdout
     * @throws IllegalArgumentException if {@code 0 <= lowest <= highest} does not hold, one is infinite, or {@code customers} is
     *     below 1
     */
    public HoldoutClass {
        Checks.notNegative(lowest, "lowest");
        Checks.notNegative(highest, "highest");
        checkArgument(lowest <= highest, "lowest (%s) must be at most highest (%s)", lowest, highest);
        Checks.positive(customers, "customers");
        requireNonNull(purchases, "purchases");
    }

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

    HoldoutClass plus(HoldoutClass other) {
        return new HoldoutClass(
                Math.min(lowest, other.lowest),
                Math.max(highest, other.highest),
                Math.addExact(customers, other.customers),
                purchases.plus(other.purchases));
    }

    /** Prints range, customers and means, such as {@code 7–29: 55 customers, 3.6 actual, 3.64 expected}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d customers, %.4g actual, %.4g expected",
                lowest == highest ? Text.number(lowest, 4) : Text.number(lowest, 4) + "–" + Text.number(highest, 4),
                customers,
                actualMean(),
                expectedMean());
    }
}
