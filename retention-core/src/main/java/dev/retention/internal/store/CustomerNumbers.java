package dev.retention.internal.store;

import java.util.Arrays;

/** Numbers of the customers of some events, in their order. */
final class CustomerNumbers {
    private long min;
    // The distinct customers, ascending; unused where customers less the smallest are the numbers.
    private long[] distinct = new long[1 << 10];
    private boolean ranked;
    private int[] slots = new int[0];
    private long[] found = new long[1 << 10];
    private int[] ranks = new int[1 << 10];

    /**
     * Overwrites customers by their numbers: what they are more than the smallest, if that takes no more bits than {@code most},
     * else their ranks.
     *
     * @return how many bits the numbers take
     */
    int number(long[] customers, int size, int most) {
        min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            min = Math.min(min, customers[i]);
            max = Math.max(max, customers[i]);
        }
        int bits = Moments.bits(max - min);
        ranked = bits > most;
        if (!ranked) {
            for (int i = 0; i < size; i++) {
                customers[i] -= min;
            }
            return bits;
        }
        return Moments.bits(rank(customers, size) - 1L);
    }

    /** The customer with a number. */
    long customer(long number) {
        return ranked ? distinct[(int) number] : number + min;
    }

    private int rank(long[] customers, int size) {
        int slotBits = 1 + Moments.bits(size);
        if (slots.length < 1 << slotBits) {
            slots = new int[1 << slotBits];
        } else {
            Arrays.fill(slots, 0, 1 << slotBits, 0);
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            long customer = customers[i];
            int slot = slot(customer, slotBits);
            if (slots[slot] == 0) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = customer;
                slots[slot] = count;
            }
            customers[i] = slots[slot] - 1L;
        }
        distinct = Arrays.copyOf(found, count);
        Arrays.sort(distinct);
        ranks = ranks.length < count ? new int[found.length] : ranks;
        for (int rank = 0; rank < count; rank++) {
            ranks[slots[slot(distinct[rank], slotBits)] - 1] = rank;
        }
        for (int i = 0; i < size; i++) {
            customers[i] = ranks[(int) customers[i]];
        }
        return count;
    }

    /** The slot of a customer, or the free one where it belongs. */
    private int slot(long customer, int slotBits) {
        int mask = (1 << slotBits) - 1;
        int slot = (int) ((customer * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - slotBits));
        while (slots[slot] != 0 && found[slots[slot] - 1] != customer) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
