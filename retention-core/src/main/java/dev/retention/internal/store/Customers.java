package dev.retention.internal.store;

import java.util.Arrays;
import java.util.List;

/** Customers as they are found, ascending, and where the events of each begin. */
final class Customers {
    private long[] keys = new long[16];
    private int[] starts = new int[16];
    private int size;

    /** Adds a customer, unless it was added last. */
    void add(long key, int start) {
        if (size > 0 && keys[size - 1] == key) {
            return;
        }
        if (size == starts.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
        }
        keys[size] = key;
        starts[size++] = start;
    }

    /** The customers of all parts, of which the last of one may be the first of the next, with their events. */
    static CustomerSort join(List<Customers> parts, EventColumns columns) {
        int most = parts.stream().mapToInt(part -> part.size).sum();
        long[] keys = new long[most];
        int[] offsets = new int[most + 1];
        int size = 0;
        for (Customers part : parts) {
            int skipped = size > 0 && part.size > 0 && keys[size - 1] == part.keys[0] ? 1 : 0;
            System.arraycopy(part.keys, skipped, keys, size, part.size - skipped);
            System.arraycopy(part.starts, skipped, offsets, size, part.size - skipped);
            size += part.size - skipped;
        }
        offsets[size] = columns.capacity();
        return new CustomerSort(
                columns,
                size == most ? offsets : Arrays.copyOf(offsets, size + 1),
                size == most ? keys : Arrays.copyOf(keys, size));
    }
}
