package dev.retention.value;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.Checks;
import dev.retention.purchase.CustomerPurchases;
import dev.retention.purchase.PurchaseHistory;
import dev.retention.purchase.SpendHistory;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Grouping;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the customers of a base are still worth: one by one, by group and in total.
 *
 * <p>The total is the value of the customer base today: customers to come are not in it.
 *
 * <pre>{@code
 * CustomerBaseValue<Long> base = CustomerBaseValue.of(value, purchases);
 * base.total();
 * }</pre>
 *
 * <ul>
 *   <li>Histories end with the calibration, so that is the day at which customers are valued: value without a holdout.
 *   <li>The values of groups add up to the total.
 * </ul>
 *
 * <p>Takes one prediction per distinct history. This class is immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class CustomerBaseValue<K> {
    private final CustomerLifetimeValue<PurchaseHistory> value;
    private final CustomerPurchases<K> purchases;
    private final double[] values;

    private CustomerBaseValue(
            CustomerLifetimeValue<PurchaseHistory> value, CustomerPurchases<K> purchases, double[] values) {
        this.value = value;
        this.purchases = purchases;
        this.values = values;
    }

    /**
     * Values all customers.
     *
     * @param value how to value one, by a model in the unit of {@code purchases}
     * @param purchases the customers
     * @param <K> the type of customer keys
     * @return their values
     * @throws IllegalArgumentException if the units differ, or a customer's mean spend is negative
     * @throws IllegalStateException if spend differs from customer to customer and the purchases have no amounts
     */
    public static <K> CustomerBaseValue<K> of(
            CustomerLifetimeValue<PurchaseHistory> value, CustomerPurchases<K> purchases) {
        requireNonNull(purchases, "purchases");
        requireNonNull(value, "value");
        checkArgument(
                value.unit().equals(purchases.unit()),
                "purchases must be in the model's unit (%s), were in %s",
                value.unit(),
                purchases.unit());
        Map<PurchaseHistory, Double> discounted = new HashMap<>();
        double[] values = new double[purchases.customers()];
        for (int i = 0; i < values.length; i++) {
            SpendHistory spend = value.knowsSpend() ? purchases.spend(i) : SpendHistory.none();
            checkArgument(
                    spend.meanSpend() >= 0,
                    "meanSpend (%s) of customer %s must not be negative",
                    spend.meanSpend(),
                    purchases.customer(i));
            values[i] = discounted.computeIfAbsent(purchases.history(i), value::discounted)
                    * value.spendOf(spend)
                    * value.terms().margin();
        }
        return new CustomerBaseValue<>(value, purchases, values);
    }

    /**
     * How many customers were valued.
     *
     * @return at least 0
     */
    public int customers() {
        return values.length;
    }

    /**
     * What a customer is still worth.
     *
     * @param index the customer's place in the {@link CustomerPurchases}
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such customer
     */
    public double at(int index) {
        return values[checkElementIndex(index, values.length)];
    }

    /**
     * What a customer is still worth.
     *
     * @param customer the key
     * @return at least 0; empty for one who had bought nothing
     */
    public OptionalDouble of(K customer) {
        OptionalInt index = purchases.find(requireNonNull(customer, "customer"));
        return index.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values[index.getAsInt()]);
    }

    /**
     * All customers together.
     *
     * @return their number and value; empty if there are none
     */
    public Optional<GroupValue> total() {
        double sum = 0;
        for (double each : values) {
            sum += each;
        }
        return values.length == 0 ? Optional.empty() : Optional.of(new GroupValue(values.length, sum));
    }

    /**
     * The customers of each group. Takes one more pass over the store, and one prediction per distinct history of every group.
     *
     * @param grouping how customers are parted, as known at the end of the data or at the first event
     * @return the values of each group's customers, which add up to these
     * @throws IllegalArgumentException if the grouping is read at each period
     * @throws dev.retention.rule.RuleException if the grouping fails; the message names the customer
     */
    public ByGroup<CustomerBaseValue<K>> by(Grouping grouping) {
        return purchases.by(grouping).map(part -> of(value, part));
    }

    /**
     * The customers by frequency in the calibration.
     *
     * @return the frequencies that have customers; unmodifiable
     */
    public Map<Integer, GroupValue> byFrequency() {
        Map<Integer, GroupValue> groups = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            groups.merge(
                    purchases.history(i).frequency(),
                    new GroupValue(1, values[i]),
                    (sum, one) -> new GroupValue(sum.customers() + 1, sum.total() + one.total()));
        }
        return Collections.unmodifiableMap(groups);
    }

    /**
     * The most valuable customers.
     *
     * @param count how many at most, at least 0
     * @return their keys, the most valuable first; of equal ones that which comes first in the store
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public List<K> mostValuable(int count) {
        Checks.notNegative((long) count, "count");
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .limit(count)
                .map(purchases::customer)
                .toList();
    }

    /** Prints the total. */
    @Override
    public String toString() {
        return total().map(GroupValue::toString).orElse("0 customers");
    }
}
