package dev.retention.benchmarks.history;

import java.util.Arrays;

/** Numbers ids in the order in which they are first seen, by open addressing. */
public final class Numbering {
    private final int[] slots;
    private final long[] ids;
    private int mask;
    private int size;

    /** Room for as many ids at once. */
    public Numbering(int capacity) {
        slots = new int[slotsFor(capacity)];
        ids = new long[capacity];
    }

    private static int slotsFor(int capacity) {
        return Math.max(2, Integer.highestOneBit(Math.max(1, capacity)) * 2);
    }

    /** Forgets every id; at most {@code ids} will follow. */
    public void clear(int ids) {
        int length = slotsFor(ids);
        Arrays.fill(slots, 0, length, 0);
        mask = length - 1;
        size = 0;
    }

    /** The number of an id, a new one if it was not seen. */
    public int numberOf(long id) {
        // The high bits chose the part, so within one the middle bits are the ones that differ.
        int slot = (int) (Partitions.hash(id) >>> 24) & mask;
        while (true) {
            int number = slots[slot] - 1;
            if (number < 0) {
                slots[slot] = size + 1;
                ids[size] = id;
                return size++;
            }
            if (ids[number] == id) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    public long id(int number) {
        return ids[number];
    }

    public int size() {
        return size;
    }
}
