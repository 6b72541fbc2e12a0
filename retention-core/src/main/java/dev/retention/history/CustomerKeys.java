package dev.retention.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The customers of a store by number: ascending keys where keys have an order. */
abstract class CustomerKeys<K> {
    abstract int size();

    abstract K key(int customer);

    /** The number of a key, or -1. */
    abstract int indexOf(Object key);

    /** Keys that are longs, kept without boxes. */
    static CustomerKeys<Long> ofLongs(long[] ascending) {
        return new CustomerKeys<>() {
            @Override
            int size() {
                return ascending.length;
            }

            @Override
            Long key(int customer) {
                return ascending[customer];
            }

            @Override
            int indexOf(Object key) {
                return key instanceof Long number ? Math.max(-1, Arrays.binarySearch(ascending, number)) : -1;
            }
        };
    }

    private static <K> CustomerKeys<K> ofObjects(List<K> keys, Map<K, Integer> indexes) {
        return new CustomerKeys<>() {
            @Override
            int size() {
                return keys.size();
            }

            @Override
            K key(int customer) {
                return keys.get(customer);
            }

            @Override
            int indexOf(Object key) {
                @Nullable Integer index = indexes.get(key);
                return index == null ? -1 : index;
            }
        };
    }

    /** Numbers keys in the order in which they come, and ranks them at the end. */
    static final class Collector<K> {
        private final Map<K, Integer> numbers = new HashMap<>();
        private final List<K> keys = new ArrayList<>();

        /** The keys in the order in which they came. */
        List<K> keys() {
            return keys;
        }

        int number(K key) {
            Integer number = numbers.putIfAbsent(key, keys.size());
            if (number == null) {
                keys.add(key);
                return keys.size() - 1;
            }
            return number;
        }

        /**
         * The rank of each number: by key where the keys are comparable with each other, so that the numbers depend on the
         * set of keys only, else in the order in which they came.
         */
        int[] ranks() {
            Integer[] order = new Integer[keys.size()];
            Arrays.setAll(order, i -> i);
            if (isComparable()) {
                Arrays.sort(order, (a, b) -> compare(keys.get(a), keys.get(b)));
            }
            int[] ranks = new int[order.length];
            for (int rank = 0; rank < order.length; rank++) {
                ranks[order[rank]] = rank;
            }
            return ranks;
        }

        /** The keys by rank. */
        @SuppressWarnings("unchecked")
        CustomerKeys<K> toKeys(int[] ranks) {
            List<K> byRank = new ArrayList<>(keys);
            for (int i = 0; i < ranks.length; i++) {
                byRank.set(ranks[i], keys.get(i));
            }
            if (!byRank.isEmpty() && byRank.stream().allMatch(Long.class::isInstance)) {
                return (CustomerKeys<K>)
                        ofLongs(byRank.stream().mapToLong(key -> (Long) key).toArray());
            }
            numbers.replaceAll((key, number) -> ranks[number]);
            return ofObjects(byRank, numbers);
        }

        private boolean isComparable() {
            Class<?> type = keys.isEmpty() ? Object.class : keys.get(0).getClass();
            return Comparable.class.isAssignableFrom(type) && keys.stream().allMatch(key -> key.getClass() == type);
        }

        @SuppressWarnings("unchecked")
        private static <K> int compare(K a, K b) {
            return ((Comparable<K>) a).compareTo(b);
        }
    }
}
