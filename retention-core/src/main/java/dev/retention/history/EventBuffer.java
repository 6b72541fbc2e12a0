package dev.retention.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Columns that grow while events are read. */
final class EventBuffer {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final boolean instants;
    private long[] customers = new long[FIRST_CAPACITY];
    private long[] micros;
    private int[] days;
    private long @Nullable [] amounts;
    private int @Nullable [] codes;
    private int size;

    EventBuffer(boolean instants, boolean hasAmounts, boolean hasCodes) {
        this.instants = instants;
        this.micros = new long[instants ? FIRST_CAPACITY : 0];
        this.days = new int[instants ? 0 : FIRST_CAPACITY];
        this.amounts = hasAmounts ? new long[FIRST_CAPACITY] : null;
        this.codes = hasCodes ? new int[FIRST_CAPACITY] : null;
    }

    int size() {
        return size;
    }

    void add(long customer, long time, long amount, int code) {
        if (size == customers.length) {
            grow(Math.multiplyExact(size, 2));
        }
        customers[size] = customer;
        if (instants) {
            micros[size] = time;
        } else {
            days[size] = (int) time;
        }
        if (amounts != null) {
            amounts[size] = amount;
        }
        if (codes != null) {
            codes[size] = code;
        }
        size++;
    }

    private void grow(int capacity) {
        customers = Arrays.copyOf(customers, capacity);
        micros = Arrays.copyOf(micros, instants ? capacity : 0);
        days = Arrays.copyOf(days, instants ? 0 : capacity);
        amounts = amounts == null ? null : Arrays.copyOf(amounts, capacity);
        codes = codes == null ? null : Arrays.copyOf(codes, capacity);
    }

    /** The customers read, exactly as many as events. */
    long[] customers() {
        return size == customers.length ? customers : Arrays.copyOf(customers, size);
    }

    /** The other columns. */
    EventColumns columns() {
        return new EventColumns(instants ? null : days, instants ? micros : null, amounts, codes).copyOf(size);
    }

    /** Groups the events after replacing customers and codes by their ranks. */
    Grouping group(int[] customerRanks, int[] codeRanks) {
        for (int i = 0; i < size; i++) {
            customers[i] = customerRanks[(int) customers[i]];
            if (codes != null) {
                codes[i] = codeRanks[codes[i]];
            }
        }
        return Grouping.of(
                customers(), Math.max(0, customerRanks.length - 1), columns(), Math.max(1, codeRanks.length));
    }
}
