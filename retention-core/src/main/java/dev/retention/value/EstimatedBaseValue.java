package dev.retention.value;

import static java.util.Objects.requireNonNull;

import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import java.util.Optional;

/**
 * What the customers of a base are still worth by fitted models: by group and in total, each with its uncertainty.
 *
 * <pre>{@code
 * var base = EstimatedBaseValue.of(estimate, purchases);
 * base.total().orElseThrow().totalInterval(0.95);
 * base.by(segment).inGroup("gold").total().orElseThrow().meanInterval(0.95);
 * }</pre>
 *
 * <p>Errors are those of the parameters of both fits, by the delta method, see {@link EstimatedLifetimeValue}. All customers
 * are valued twice per parameter for every total that is asked for. This class is immutable and thread-safe
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
    public Optional<GroupValue.Estimated> total() {
        return base.total()
                .map(total -> new GroupValue.Estimated(
                        total,
                        estimate.standardErrors(value -> new double[] {
                            CustomerBaseValue.of(value, purchases)
                                    .total()
                                    .orElseThrow()
                                    .total()
                        })[0]));
    }

    /**
     * The customers of each group. Takes one more pass over the store.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event
     * @return the values of each group's customers; the values add up, their errors do not, see {@link GroupValue.Estimated}
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws dev.retention.rule.RuleException if the grouping fails; the message names the customer
     */
    public ByGroup<EstimatedBaseValue<K>> by(Grouping grouping) {
        return purchases.by(grouping).map(part -> of(estimate, part));
    }

    /** Prints the total with its error. */
    @Override
    public String toString() {
        return total().map(GroupValue.Estimated::toString).orElse("0 customers");
    }
}
