package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.Interval;
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

    /**
     * What some customers are still worth together, with the uncertainty of the fitted models.
     *
     * <p>The standard errors of groups do not add: the groups are valued by the same models and err together. This class is
     * immutable and thread-safe.
     *
     * @param value the customers and the sum of their residual values
     * @param standardError the standard error of that sum, finite and at least 0
     * @since 0.1.0
     */
    public record Estimated(GroupValue value, double standardError) {

        /**
         * Checks the error.
         *
         * @param value the customers and the sum of their residual values
         * @param standardError the standard error of that sum
         * @throws IllegalArgumentException if {@code standardError} is negative or not finite
         */
        public Estimated {
            requireNonNull(value, "value");
            Checks.notNegative(standardError, "standardError");
        }

        /**
         * A confidence interval for the sum of the values.
         *
         * @param confidence the level, inside (0, 1)
         * @return the interval, symmetric about the estimate, so that it may reach below 0
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval totalInterval(double confidence) {
            return Interval.normal(value.total(), standardError, confidence);
        }

        /**
         * A confidence interval for the mean value of a customer.
         *
         * @param confidence the level, inside (0, 1)
         * @return the interval, symmetric about the estimate, so that it may reach below 0
         * @throws IllegalArgumentException if {@code confidence} is not inside (0, 1)
         */
        public Interval meanInterval(double confidence) {
            return Interval.normal(value.mean(), standardError / value.customers(), confidence);
        }

        /** Prints the value and its error, such as {@code 12054 customers at 4.408: 53130 ± 1210}. */
        @Override
        public String toString() {
            return value + " ± " + Text.number(standardError, 4);
        }
    }
}
