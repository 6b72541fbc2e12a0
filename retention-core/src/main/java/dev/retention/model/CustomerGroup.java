package dev.retention.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.retention.purchase.PurchaseSummary;
import java.util.Map;

/**
 * Customers who share the values of the covariates, such as the channel that they came through.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param customers the customers
 * @param covariates the values by name, finite, unchanging in time; 0 and 1 for a trait that a customer has or has not
 * @since 0.1.0
 */
public record CustomerGroup(PurchaseSummary customers, Map<String, Double> covariates) {

    /**
     * Copies and checks the covariates.
     *
     * @param customers the customers
     * @param covariates the values by name
     * @throws IllegalArgumentException if a value is not finite
     */
    public CustomerGroup {
        requireNonNull(covariates, "covariates");
        requireNonNull(customers, "customers");
        covariates = ImmutableMap.copyOf(requireNonNull(covariates, "covariates"));
        covariates.forEach(
                (name, value) -> checkArgument(Double.isFinite(value), "%s (%s) must be finite", name, value));
    }

    /**
     * Makes a group.
     *
     * @param customers the customers
     * @param covariates the values by name
     * @return the group
     * @throws IllegalArgumentException if a value is not finite
     */
    public static CustomerGroup of(PurchaseSummary customers, Map<String, Double> covariates) {
        return new CustomerGroup(customers, covariates);
    }
}
