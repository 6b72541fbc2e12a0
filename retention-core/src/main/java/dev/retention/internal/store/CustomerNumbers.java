package dev.retention.internal.store;

import dev.retention.internal.RadixSort;
import java.util.Arrays;

/** Numbers of the customers of some events, in their order. */
final class CustomerNumbers {
    private static final int FIRST = 1 << 10;
    // A range that is too wide among so many is too wide among all.
    private static final int SAMPLE = 1 << 6;

    private long min;
    // The distinct customers, ascending; unused where customers less the smallest are the numbers.
    private long[] distinct = new long[0];
    private boolean ranked;
    private long[] found = new long[FIRST];
    private int[] ranks = new int[FIRST];
    private int[] slots = new int[16 * FIRST];

    /**
     * Overwrites customers by their numbers: what they are more than the smallest, if that takes no more bits than {@code most},
     * else their ranks.
     *
     * @return how many bits the numbers take
     */
    int number(long[] customers, int size, int most) {
        int bits = bits(customers, Math.min(size, SAMPLE));
        bits = bits > most ? bits : bits(customers, size);
        ranked = bits > most;
        if (!ranked) {
            for (int i = 0; i < size; i++) {
                customers[i] -= min;
            }
            return bits;
        }
        return Moments.bits(rank(customers, size) - 1L);
    }

    private int bits(long[] customers, int size) {
        Range range = Range.EMPTY.and(customers, 0, size);
        min = range.min();
        return Moments.bits(range.width());
    }

    /** The customer with a number. */
    long customer(long number) {
        return ranked ? distinct[(int) number] : number + min;
    }

    private int rank(long[] customers, int size) {
        Arrays.fill(slots, 0);
        int count = 0;
        for (int i = 0; i < size; i++) {
            long customer = customers[i];
            int slot = slot(customer);
            if (slots[slot] == 0) {
                if (count == found.length) {
                    grow(count);
                    slot = slot(customer);
                }
                found[count++] = customer;
                slots[slot] = count;
            }
            customers[i] = slots[slot] - 1L;
        }
        sortFound(count);
        for (int rank = 0; rank < count; rank++) {
            ranks[slots[slot(distinct[rank])] - 1] = rank;
        }
        for (int i = 0; i < size; i++) {
            customers[i] = ranks[(int) customers[i]];
        }
        return count;
    }

    private void sortFound(int count) {
        Range range = Range.EMPTY.and(found, 0, count);
        distinct = new long[count];
        for (int i = 0; i < count; i++) {
            distinct[i] = found[i] - range.min();
        }
        distinct = RadixSort.sort(distinct, new long[count], count, 0, Moments.bits(range.width()));
        for (int i = 0; i < count; i++) {
            distinct[i] += range.min();
        }
    }

    /** Makes room for twice as many customers, who take so few slots that hardly two want one. */
    private void grow(int count) {
        found = Arrays.copyOf(found, 2 * count);
        ranks = new int[2 * count];
        slots = new int[32 * count];
        for (int i = 0; i < count; i++) {
            slots[slot(found[i])] = i + 1;
        }
    }

    /** The slot of a customer, or the free one where it belongs. */
    private int slot(long customer) {
        int mask = slots.length - 1;
        int slot = (int) ((customer * 0x9E3779B97F4A7C15L) >>> Long.numberOfLeadingZeros(mask));
        while (slots[slot] != 0 && found[slots[slot] - 1] != customer) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
