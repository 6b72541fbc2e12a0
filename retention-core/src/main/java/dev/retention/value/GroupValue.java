package dev.retention.value;

import dev.retention.internal.Checks;
import dev.retention.internal.Text;

/**
 * What some customers are still worth together.
 *
 * @param customers how many, at least 1
 * @param total the sum of their residual values, finite and at least 0
 * @since 0.1.0
 */
public record GroupValue(long customers, double total) {

    /**
     * Checks the numbers.
     *
     * @param customers how many
     * @param total the sum of their residual values
     * @throws IllegalArgumentException if a number is outside its range
     */
    public GroupValue {
        Checks.positive(customers, "customers");
        Checks.notNegative(total, "total");
    }

    /**
     * The mean value of a customer.
     *
     * @return at least 0
     */
    public double mean() {
        return total / customers;
    }

    /** Prints the numbers, such as {@code 12054 customers at 4.408: 53130}. */
    @Override
    public String toString() {
        return customers + " customers at " + Text.number(mean(), 4) + ": " + Text.number(total, 4);
    }
}
