package dev.retention.history;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static java.util.Objects.requireNonNull;

import dev.retention.internal.store.CustomerKeys;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The customers that a count counted: as many as the count says, in the order of the store.
 *
 * <p>A list of keys that also tells quickly whether a customer is in it and does set algebra with other members of the same
 * store. This class is immutable and thread-safe. {@link #contains} takes logarithmic time, set algebra linear time.
 *
 * <pre>{@code
 * Members<Long> lost = CustomerMovements.over(months).of(orders).inPeriod("2024-03").lost().members();
 * lost.contains(7L);
 * lost.and(Members.everybody(orders));
 * }</pre>
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class Members<K> extends AbstractList<K> implements List<K>, RandomAccess {
    private final CustomerKeys<K> keys;
    private final int[] customers;

    private Members(CustomerKeys<K> keys, int[] customers) {
        this.keys = keys;
        this.customers = customers;
    }

    /** The customers with some numbers, which must ascend. */
    static <K> Members<K> of(CustomerKeys<K> keys, int... ascendingNumbers) {
        for (int i = 0; i < ascendingNumbers.length; i++) {
            checkElementIndex(ascendingNumbers[i], keys.size(), "number");
            checkArgument(
                    i == 0 || ascendingNumbers[i - 1] < ascendingNumbers[i],
                    "ascendingNumbers must ascend: %s stands after a number that is not smaller",
                    ascendingNumbers[i]);
        }
        return new Members<>(keys, ascendingNumbers.clone());
    }

    /**
     * All customers of a store, with an event on any track.
     *
     * @param store the store
     * @param <K> the type of customer keys
     * @return as many as {@link HistoryStore#customers()} says; takes linear time
     */
    public static <K> Members<K> everybody(HistoryStore<K> store) {
        int customers = requireNonNull(store, "store").customers();
        return store.members(IntStream.range(0, customers).toArray());
    }

    /**
     * Customers by key, such as those of a list out of a CRM.
     *
     * @param store the store of the customers
     * @param keys their keys, in any order; who comes twice is in it once
     * @param <K> the type of customer keys
     * @return the customers, in the order of the store; none of no keys
     * @throws IllegalArgumentException if the store has no such customer; the message names the first, and how many there are
     */
    public static <K> Members<K> of(HistoryStore<K> store, Collection<? extends K> keys) {
        requireNonNull(store, "store");
        List<K> strangers = new ArrayList<>();
        IntStream.Builder numbers = IntStream.builder();
        for (K key : requireNonNull(keys, "keys")) {
            store.find(requireNonNull(key, "keys must not hold null"))
                    .ifPresentOrElse(numbers, () -> strangers.add(key));
        }
        checkArgument(
                strangers.isEmpty(),
                "keys must be of customers of the store: %s of %s are not, such as %s",
                strangers.size(),
                keys.size(),
                strangers.isEmpty() ? "" : strangers.get(0));
        return store.members(numbers.build().sorted().distinct().toArray());
    }

    @Override
    public K get(int index) {
        return keys.key(customers[index]);
    }

    @Override
    public int size() {
        return customers.length;
    }

    @Override
    public boolean contains(@Nullable Object key) {
        return key != null && Arrays.binarySearch(customers, keys.indexOf(key)) >= 0;
    }

    /**
     * The number in the store of a customer.
     *
     * @param index the customer's place in this list, from 0
     * @return the number, ascending from place to place
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public int number(int index) {
        return customers[checkElementIndex(index, customers.length)];
    }

    /**
     * The numbers in the store of all customers.
     *
     * @return a copy, ascending
     */
    public int[] numbers() {
        return customers.clone();
    }

    /**
     * The customers in this list or the other.
     *
     * @param other members of the same store
     * @return the union
     * @throws IllegalArgumentException if the other list is of another store
     */
    public Members<K> or(Members<K> other) {
        return merge(requireNonNull(other, "other"), true, true, true);
    }

    /**
     * The customers in both lists.
     *
     * @param other members of the same store
     * @return the intersection
     * @throws IllegalArgumentException if the other list is of another store
     */
    public Members<K> and(Members<K> other) {
        return merge(requireNonNull(other, "other"), false, true, false);
    }

    /**
     * The customers in this list and not in the other.
     *
     * @param other members of the same store
     * @return the difference
     * @throws IllegalArgumentException if the other list is of another store
     */
    public Members<K> minus(Members<K> other) {
        return merge(requireNonNull(other, "other"), true, false, false);
    }

    private Members<K> merge(Members<K> other, boolean onlyLeft, boolean both, boolean onlyRight) {
        checkArgument(keys == other.keys, "other must hold members of the same store");
        int[] left = customers;
        int[] right = other.customers;
        int[] merged = new int[left.length + right.length];
        int n = 0;
        int r = 0;
        for (int customer : left) {
            while (r < right.length && right[r] < customer) {
                merged[n] = right[r++];
                n += onlyRight ? 1 : 0;
            }
            boolean shared = r < right.length && right[r] == customer;
            r += shared ? 1 : 0;
            merged[n] = customer;
            n += (shared ? both : onlyLeft) ? 1 : 0;
        }
        while (onlyRight && r < right.length) {
            merged[n++] = right[r++];
        }
        return new Members<>(keys, Arrays.copyOf(merged, n));
    }
}
