package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The customers of a store by number: ascending keys where keys have an order. */
public abstract class CustomerKeys<K> {
    /** How many customers there are. */
    public abstract int size();

    /** The key of a customer. */
    public abstract K key(int customer);

    /** The number of a key, or -1. */
    public abstract int indexOf(Object key);

    /** Whether a customer has the key of one of another store. */
    boolean sameAt(int customer, CustomerKeys<K> other, int otherCustomer) {
        return key(customer).equals(other.key(otherCustomer));
    }

    /** Keys that are longs, kept without boxes. */
    public static CustomerKeys<Long> ofLongs(long[] ascending) {
        return new OfLongs(ascending);
    }

    /** The keys of two stores, each once. */
    static <K> CustomerKeys<K> union(CustomerKeys<K> left, CustomerKeys<K> right) {
        if (left.holdsAll(right)) {
            return left;
        }
        if (right.holdsAll(left)) {
            return right;
        }
        if (left instanceof OfLongs a && right instanceof OfLongs b) {
            LongStream both = LongStream.concat(Arrays.stream(a.ascending), Arrays.stream(b.ascending));
            @SuppressWarnings("unchecked")
            CustomerKeys<K> union =
                    (CustomerKeys<K>) ofLongs(both.sorted().distinct().toArray());
            return union;
        }
        Collector<K> union = new Collector<>();
        for (CustomerKeys<K> keys : List.of(left, right)) {
            for (int c = 0; c < keys.size(); c++) {
                union.number(keys.key(c));
            }
        }
        union.rank();
        return union.toKeys();
    }

    private boolean holdsAll(CustomerKeys<K> other) {
        for (int c = 0; c < other.size(); c++) {
            if (indexOf(other.key(c)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static final class OfLongs extends CustomerKeys<Long> {
        private final long[] ascending;

        OfLongs(long[] ascending) {
            this.ascending = ascending;
        }

        @Override
        public int size() {
            return ascending.length;
        }

        @Override
        public Long key(int customer) {
            return ascending[customer];
        }

        @Override
        public int indexOf(Object key) {
            return key instanceof Long number ? Math.max(-1, Arrays.binarySearch(ascending, number)) : -1;
        }

        @Override
        boolean sameAt(int customer, CustomerKeys<Long> other, int otherCustomer) {
            return other instanceof OfLongs longs && ascending[customer] == longs.ascending[otherCustomer];
        }
    }

    /** Keys of any type, with the hash table that numbered them. */
    private static final class OfObjects<K> extends CustomerKeys<K> {
        private final Collector<K> keys;

        OfObjects(Collector<K> keys) {
            this.keys = keys;
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public K key(int customer) {
            return keys.key(customer);
        }

        @Override
        public int indexOf(Object key) {
            return keys.find(key);
        }
    }

    /**
     * Numbers keys in the order in which they come, and by rank at the end.
     *
     * <p>An open hash table of hash and number in one array: a key is found with half the reads of far memory that a map of
     * nodes and boxes takes.
     */
    public static final class Collector<K> {
        private static final int FIRST_SLOTS = 1 << 10;
        private static final int MAX_SLOTS = 1 << 30;
        // So many keys of one hash are in the slots, further ones in a map that keeps its pace whatever the hashes.
        private static final int MOST_ALIKE = 64;
        private static final int CROWDED = -1;

        // The hash in the upper half and the number plus one in the lower half; 0 where a slot is free.
        private long[] slots = new long[FIRST_SLOTS];
        private Object[] keys = new Object[FIRST_SLOTS / 2];
        private final Map<Object, Integer> crowded = new HashMap<>();
        private int size;

        /** How many keys there are. */
        public int size() {
            return size;
        }

        /** The key with a number. */
        @SuppressWarnings("unchecked")
        public K key(int number) {
            return (K) keys[number];
        }

        /** The keys in the order of their numbers. */
        @SuppressWarnings("unchecked")
        public List<K> keys() {
            return (List<K>) Arrays.asList(keys).subList(0, size);
        }

        /** The number of a key, a new one if it did not come before. */
        public int number(K key) {
            int hash = hash(key);
            int slot = slot(key, hash);
            if (slot == CROWDED) {
                return numberOfCrowded(key);
            }
            if (slots[slot] == 0) {
                if (size == keys.length) {
                    grow();
                    slot = slot(key, hash);
                }
                keys[size++] = key;
                slots[slot] = (long) hash << Integer.SIZE | size;
            }
            return (int) slots[slot] - 1;
        }

        private int numberOfCrowded(K key) {
            Integer known = crowded.putIfAbsent(key, size);
            if (known != null) {
                return known;
            }
            if (size == keys.length) {
                grow();
            }
            keys[size] = key;
            return size++;
        }

        /** The number of a key, or -1. */
        public int find(Object key) {
            int slot = slot(key, hash(key));
            return slot == CROWDED ? crowded.getOrDefault(key, -1) : (int) slots[slot] - 1;
        }

        /** Spreads a hash code over the upper bits, which choose the slot. */
        private static int hash(Object key) {
            return key.hashCode() * 0x9E3779B9;
        }

        /** The slot that holds a key, or the free one where it belongs, or CROWDED where too many others have its hash. */
        private int slot(Object key, int hash) {
            int mask = slots.length - 1;
            int slot = hash >>> Integer.numberOfLeadingZeros(mask);
            int alike = 0;
            while (slots[slot] != 0) {
                if ((int) (slots[slot] >>> Integer.SIZE) == hash) {
                    if (keys[(int) slots[slot] - 1].equals(key)) {
                        break;
                    }
                    if (++alike == MOST_ALIKE) {
                        return CROWDED;
                    }
                }
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        /** Makes twice as many slots, at most half of which are taken at any time. */
        private void grow() {
            checkState(slots.length < MAX_SLOTS, "a store holds at most %s customers with keys of this type", size);
            long[] taken = slots;
            slots = new long[2 * taken.length];
            keys = Arrays.copyOf(keys, taken.length);
            int mask = slots.length - 1;
            for (long entry : taken) {
                if (entry != 0) {
                    int slot = (int) (entry >>> Integer.SIZE) >>> Integer.numberOfLeadingZeros(mask);
                    while (slots[slot] != 0) {
                        slot = (slot + 1) & mask;
                    }
                    slots[slot] = entry;
                }
            }
        }

        /**
         * Numbers the keys by rank: in their own order where they are comparable with each other, so that the numbers depend
         * on the set of keys only, else in the order in which they came.
         *
         * @return the rank of each number so far
         */
        public int[] rank() {
            int[] ranks = new int[size];
            Object[] ordered = Arrays.copyOf(keys, size);
            if (isComparable()) {
                Arrays.sort(ordered);
            }
            for (int rank = 0; rank < size; rank++) {
                ranks[find(ordered[rank])] = rank;
            }
            for (int slot = 0; slot < slots.length; slot++) {
                if (slots[slot] != 0) {
                    slots[slot] = (slots[slot] & (-1L << Integer.SIZE)) | (ranks[(int) slots[slot] - 1] + 1);
                }
            }
            crowded.replaceAll((key, number) -> ranks[number]);
            keys = ordered;
            return ranks;
        }

        private boolean isComparable() {
            Class<?> type = size == 0 ? Object.class : keys[0].getClass();
            return Comparable.class.isAssignableFrom(type)
                    && Arrays.stream(keys, 0, size).allMatch(key -> key.getClass() == type);
        }

        /** The customers, once they are numbered by rank. */
        public CustomerKeys<K> toKeys() {
            return new OfObjects<>(this);
        }
    }
}
