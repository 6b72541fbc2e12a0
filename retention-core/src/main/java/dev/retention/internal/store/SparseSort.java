package dev.retention.internal.store;

import static java.util.Objects.requireNonNull;

import dev.retention.internal.RadixSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups the events of customers whose keys are any longs.
 *
 * <p>Events are parted by a hash of the key into parts that fit a cache. In each part a small table numbers the keys, and
 * the part is grouped by number; then the customers of all parts are put in the order of their keys. So an event moves
 * through memory twice, however the keys are spread, and only distinct keys are sorted.
 */
final class SparseSort {
    private static final int EVENTS_PER_PART = 1 << 14;
    private static final int MAX_PART_BITS = 11;

    private final long[] keys;
    private final EventColumns events;
    private final int codeCount;
    private final int partBits;

    private SparseSort(long[] keys, EventColumns events, int codeCount) {
        this.keys = keys;
        this.events = events;
        this.codeCount = codeCount;
        this.partBits = Math.min(MAX_PART_BITS, Moments.bits(keys.length / EVENTS_PER_PART));
    }

    /** Groups events by key, ascending; the arrays are left as they are. */
    static CustomerSort of(long[] keys, EventColumns events, int codeCount) {
        return new SparseSort(keys, events, codeCount).group();
    }

    private static long hash(long key) {
        return key * 0x9E3779B97F4A7C15L;
    }

    private int part(long key) {
        return partBits == 0 ? 0 : (int) (hash(key) >>> (Long.SIZE - partBits));
    }

    private CustomerSort group() {
        int[] ends = new int[1 << partBits];
        for (long key : keys) {
            ends[part(key)]++;
        }
        int start = 0;
        for (int part = 0; part < ends.length; part++) {
            int count = ends[part];
            ends[part] = start;
            start += count;
        }
        int[] to = new int[keys.length];
        long[] parted = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int at = ends[part(keys[i])]++;
            to[i] = at;
            parted[at] = keys[i];
        }
        EventColumns columns = events.scattered(to);
        Distinct distinct = new Distinct();
        List<CustomerSort> parts = new ArrayList<>();
        int from = 0;
        for (int end : ends) {
            long[] numbers = Arrays.copyOfRange(parted, from, end);
            int before = distinct.size;
            distinct.number(numbers);
            parts.add(CustomerSort.of(
                    numbers, Math.max(0, distinct.size - before - 1), columns.copyOfRange(from, end), codeCount));
            from = end;
        }
        return distinct.inOrder(parts, events);
    }

    /** The distinct keys of all parts, part by part. */
    private final class Distinct {
        private int[] slots = new int[0];
        private long[] found = new long[1 << 10];
        private int size;

        /** Overwrites the keys of a part by numbers from 0, in the order in which they come. */
        void number(long[] keys) {
            int before = size;
            int slotBits = 1 + Moments.bits(keys.length);
            if (slots.length < 1 << slotBits) {
                slots = new int[1 << slotBits];
            } else {
                Arrays.fill(slots, 0, 1 << slotBits, 0);
            }
            int mask = (1 << slotBits) - 1;
            for (int i = 0; i < keys.length; i++) {
                long key = keys[i];
                // The highest bits chose the part; the best spread are those next to them.
                int slot = (int) ((hash(key) << partBits) >>> (Long.SIZE - slotBits));
                while (slots[slot] != 0 && found[before + slots[slot] - 1] != key) {
                    slot = (slot + 1) & mask;
                }
                if (slots[slot] == 0) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = key;
                    slots[slot] = size - before;
                }
                keys[i] = slots[slot] - 1L;
            }
        }

        /** Puts the customers of all parts in the order of their keys. */
        CustomerSort inOrder(List<CustomerSort> parts, EventColumns like) {
            long[] flipped = new long[size];
            long[] places = new long[size];
            int next = 0;
            for (int part = 0; part < parts.size(); part++) {
                for (int number = 0; number < parts.get(part).customers().length; number++) {
                    // With its sign bit flipped a long has the order of its bits read without sign.
                    flipped[next] = found[next] ^ Long.MIN_VALUE;
                    places[next++] = (long) part << Integer.SIZE | number;
                }
            }
            RadixSort sorted = RadixSort.sort(flipped, places, null, Long.SIZE);
            long[] ascending = sorted.keys();
            long[] order = requireNonNull(sorted.first());
            EventColumns columns = like.emptyOf(keys.length);
            int[] offsets = new int[size + 1];
            for (int customer = 0; customer < size; customer++) {
                ascending[customer] ^= Long.MIN_VALUE;
                CustomerSort part = parts.get((int) (order[customer] >>> Integer.SIZE));
                int number = (int) order[customer];
                int from = part.offsets()[number];
                int length = part.offsets()[number + 1] - from;
                part.columns().copyTo(columns, from, offsets[customer], length);
                offsets[customer + 1] = offsets[customer] + length;
            }
            return new CustomerSort(columns, offsets, ascending);
        }
    }
}
