package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import dev.retention.history.HistoryStore;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The customers whose events differ between two states of the data: what came late, was corrected, merged or removed.
 *
 * <p>A customer who has the same events in both is not here, and no rule tells the two histories apart. Customers are matched
 * by key, in the order of the earlier store, new ones last. Finding the customers takes one pass over both stores, step by step for
 * those who look at them meanwhile, while their events are in the cache. Not to be shared by threads before the last step.
 *
 * @param <K> the type of customer keys
 */
public final class ChangedCustomers<K> {
    /** Stands for the number of a customer who has no events in a store. */
    public static final int ABSENT = -1;

    private static final int STEP = 256;

    private final TrackSet<K> earlier;
    private final TrackSet<K> later;
    private final boolean sameKinds;
    // The numbers of each customer in the two stores, one after the other.
    private int[] numbers = new int[32];
    private int size;
    // How many customers of the earlier store were compared, and which of the later one were met.
    private int compared;
    private int next;
    private final BitSet found;

    private ChangedCustomers(TrackSet<K> earlier, TrackSet<K> later) {
        this.earlier = earlier;
        this.later = later;
        this.sameKinds = earlier.isOfKindsOf(later);
        this.found = new BitSet(later.customers());
    }

    /**
     * Compares two stores, track by track.
     *
     * @param earlier the data as they were
     * @param later the data as they are; where it has amounts, in the currency of {@code earlier}
     * @param <K> the type of customer keys
     * @return the customers whose events differ; all if the stores differ in their codes, the texts of their columns, or the
     *     kinds of columns
     * @throws IllegalArgumentException if the stores are in different currencies, or their tracks have different names
     */
    public static <K> ChangedCustomers<K> between(HistoryStore<K> earlier, HistoryStore<K> later) {
        ChangedCustomers<K> changed = begin(earlier, later);
        while (changed.findMore()) {}
        return changed;
    }

    /** Begins to compare two stores likewise: each {@link #findMore} adds some customers. */
    public static <K> ChangedCustomers<K> begin(HistoryStore<K> earlier, HistoryStore<K> later) {
        return begin(TrackSet.of(earlier), TrackSet.of(later));
    }

    private static <K> ChangedCustomers<K> begin(TrackSet<K> earlier, TrackSet<K> later) {
        checkArgument(
                earlier.names().equals(later.names()),
                "the stores must have tracks of the same names in the same order: earlier has %s, later has %s",
                earlier.names(),
                later.names());
        checkArgument(
                earlier.currency().isEmpty()
                        || later.currency().isEmpty()
                        || earlier.currency().equals(later.currency()),
                "the stores must be in one currency: earlier is %s, later is %s",
                earlier,
                later);
        return new ChangedCustomers<>(earlier, later);
    }

    /** Compares some more customers; tells whether there may be others. */
    public boolean findMore() {
        int end = (int) Math.min(earlier.customers(), (long) compared + STEP);
        // Both stores are in the order of keys as a rule, so the next customer of the one is most often
        // the next of the other.
        for (int before = compared; before < end; before++) {
            int after = later.numberOf(earlier, before, next);
            if (after != ABSENT) {
                found.set(after);
                next = after + 1;
            }
            if (after == ABSENT || !sameKinds || !earlier.hasSameEvents(before, later, after)) {
                add(before, after);
            }
        }
        compared = end;
        if (end < earlier.customers()) {
            return true;
        }
        for (int after = found.nextClearBit(0); after < later.customers(); after = found.nextClearBit(after + 1)) {
            found.set(after);
            add(ABSENT, after);
        }
        return false;
    }

    private void add(int before, int after) {
        if (2 * size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 4 * size);
        }
        numbers[2 * size] = before;
        numbers[2 * size + 1] = after;
        size++;
    }

    /**
     * How many customers there are.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * The key of a customer.
     *
     * @param index from 0, less than {@link #size()}
     * @return the key
     */
    public K customer(int index) {
        return earlier(index) == ABSENT
                ? later.keys().key(later(index))
                : earlier.keys().key(earlier(index));
    }

    /**
     * The number of a customer in the earlier store.
     *
     * @param index from 0, less than {@link #size()}
     * @return the number, or {@link #ABSENT} for a customer who is new
     */
    public int earlier(int index) {
        return numbers[2 * checkElementIndex(index, size)];
    }

    /**
     * The number of a customer in the later store.
     *
     * @param index from 0, less than {@link #size()}
     * @return the number, or {@link #ABSENT} for a customer who is gone
     */
    public int later(int index) {
        return numbers[2 * checkElementIndex(index, size) + 1];
    }

    /** Prints how many customers changed. */
    @Override
    public String toString() {
        return size + " customers changed";
    }
}
