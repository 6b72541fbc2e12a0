package dev.retention.internal;

/** Counts how often each non-negative long was added, by open addressing: a few nanoseconds per addition. */
public final class LongCounts {
    private static final int FIRST_CAPACITY = 1 << 10;

    /** One more than the key, so that 0 means empty. */
    private long[] slots = new long[FIRST_CAPACITY];

    private int[] counts = new int[FIRST_CAPACITY];
    private int size;

    /** Counts a key. */
    public void add(long key) {
        int slot = slot(key + 1);
        if (slots[slot] == 0) {
            slots[slot] = key + 1;
            size++;
            counts[slot] = 1;
            if (size > slots.length / 2) {
                grow();
            }
        } else {
            counts[slot]++;
        }
    }

    /** How often a key was added. */
    public int count(long key) {
        return counts[slot(key + 1)];
    }

    /** The distinct keys, in no particular order. */
    public long[] keys() {
        long[] keys = new long[size];
        int next = 0;
        for (long slot : slots) {
            if (slot != 0) {
                keys[next++] = slot - 1;
            }
        }
        return keys;
    }

    private int slot(long stored) {
        int mask = slots.length - 1;
        long mixed = stored * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (slots[slot] != stored && slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldSlots = slots;
        int[] oldCounts = counts;
        slots = new long[2 * oldSlots.length];
        counts = new int[2 * oldSlots.length];
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                int slot = slot(oldSlots[i]);
                slots[slot] = oldSlots[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
