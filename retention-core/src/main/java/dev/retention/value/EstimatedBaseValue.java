package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the customers of a base are still worth by fitted models: by group and in total, each with its uncertainty.
 *
 * <pre>{@code
 * var base = EstimatedBaseValue.of(estimate, purchases);
 * base.total().orElseThrow().totalInterval(0.95);
 * base.byGroup(segments::get).forEach((segment, value) -> report(segment, value.value(), value.meanInterval(0.95)));
 * }</pre>
 *
 * <p>Errors are those of the parameters of both fits, by the delta method, see {@link EstimatedLifetimeValue}. All customers
 * are valued twice per parameter for every question, however many groups it asks for. This class is immutable and thread-safe
 * as long as the functions given to it are.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class EstimatedBaseValue<K> {
    private final EstimatedLifetimeValue<PurchaseHistory> estimate;
    private final CustomerPurchases<K> purchases;
    private final CustomerBaseValue<K> base;

    private EstimatedBaseValue(EstimatedLifetimeValue<PurchaseHistory> estimate, CustomerPurchases<K> purchases) {
        this.estimate = requireNonNull(estimate, "estimate");
        this.purchases = purchases;
        this.base = CustomerBaseValue.of(estimate.value(), purchases);
    }

    /**
     * Values all customers.
     *
     * @param estimate how to value one, by fits in the unit of {@code purchases}
     * @param purchases the customers
     * @param <K> the type of customer keys
     * @return their values
     * @throws IllegalArgumentException if the units differ, or a customer's mean spend is negative
     * @throws IllegalStateException if the purchases have no amounts
     */
    public static <K> EstimatedBaseValue<K> of(
            EstimatedLifetimeValue<PurchaseHistory> estimate, CustomerPurchases<K> purchases) {
        return new EstimatedBaseValue<>(estimate, purchases);
    }

    /**
     * The values at the estimates, customer by customer.
     *
     * @return the values
     */
    public CustomerBaseValue<K> base() {
        return base;
    }

    /**
     * All customers together.
     *
     * @return their number and value with its error; empty if there are none
     */
    public Optional<EstimatedGroupValue> total() {
        return Optional.ofNullable(byGroup(customer -> "all").get("all"));
    }

    /**
     * The customers by group.
     *
     * @param group tells the group of a customer by the key, the same whenever asked
     * @param <G> the type of groups, with {@code equals} and {@code hashCode}
     * @return the groups that have customers, in the order of their first customers; unmodifiable
     */
    public <G> Map<G, EstimatedGroupValue> byGroup(Function<? super K, ? extends G> group) {
        Map<G, GroupValue> groups = base.byGroup(requireNonNull(group, "group"));
        Map<G, EstimatedGroupValue> estimated = new LinkedHashMap<>();
        if (groups.isEmpty()) {
            return Collections.unmodifiableMap(estimated);
        }
        double[] errors =
                estimate.standardErrors(value -> CustomerBaseValue.of(value, purchases).byGroup(group).values().stream()
                        .mapToDouble(GroupValue::total)
                        .toArray());
        int next = 0;
        for (Map.Entry<G, GroupValue> each : groups.entrySet()) {
            estimated.put(each.getKey(), new EstimatedGroupValue(each.getValue(), errors[next++]));
        }
        return Collections.unmodifiableMap(estimated);
    }

    /** Prints the total with its error. */
    @Override
    public String toString() {
        return total().map(EstimatedGroupValue::toString).orElse("0 customers");
    }
}
