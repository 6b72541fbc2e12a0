package dev.retention.examples.report.csv;

/** A set of numbers, in little memory. */
final class Fingerprints {

    private long[] slots;
    private int size;
    private boolean zero;

    Fingerprints() {
        this(1 << 10);
    }

    /** With room for some at first, a power of two. */
    Fingerprints(int room) {
        slots = new long[room];
    }

    /** Adds a number; returns whether it was not there yet. */
    boolean add(long number) {
        if (number == 0) {
            boolean fresh = !zero;
            zero = true;
            return fresh;
        }
        if (3L * size >= 2L * slots.length) {
            long[] old = slots;
            slots = new long[Math.multiplyExact(old.length, 2)];
            for (long each : old) {
                if (each != 0) {
                    slots[slot(each)] = each;
                }
            }
        }
        int slot = slot(number);
        if (slots[slot] == number) {
            return false;
        }
        slots[slot] = number;
        size++;
        return true;
    }

    /** How many different numbers there are. */
    int size() {
        return size + (zero ? 1 : 0);
    }

    private int slot(long number) {
        int mask = slots.length - 1;
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** A number that equal texts share, and hardly any others. */
    static long of(String text) {
        long hash = 1;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
