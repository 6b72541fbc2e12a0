package dev.retention.history;

import static com.google.common.base.Preconditions.checkState;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Columns that grow while events are read. */
final class EventBuffer {
    private static final int FIRST_CAPACITY = 1 << 10;
    // The longest arrays that virtual machines make.
    private static final int MAX_EVENTS = Integer.MAX_VALUE - 8;

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
            grow(grown(size));
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

    /** The capacity after one that is used up: twice as many, up to the most that there can be. */
    static int grown(int capacity) {
        checkState(capacity < MAX_EVENTS, "a store holds at most %s events", MAX_EVENTS);
        return (int) Math.min(MAX_EVENTS, capacity + (long) capacity);
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

    void setCustomer(int event, long customer) {
        customers[event] = customer;
    }

    /** Replaces the customer of every event so far. */
    void replaceCustomers(LongUnaryOperator replacement) {
        for (int i = 0; i < size; i++) {
            customers[i] = replacement.applyAsLong(customers[i]);
        }
    }

    /** Replaces the codes of every event by their ranks. */
    void replaceCodes(int[] ranks) {
        for (int i = 0; codes != null && i < size; i++) {
            codes[i] = ranks[codes[i]];
        }
    }
}
