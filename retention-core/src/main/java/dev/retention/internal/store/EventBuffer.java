package dev.retention.internal.store;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Columns that grow while events are read. */
public final class EventBuffer {
    private static final int FIRST_CAPACITY = 1 << 10;
    // The longest arrays that virtual machines make.
    private static final int MAX_EVENTS = Integer.MAX_VALUE - 8;

    private long[] customers = new long[FIRST_CAPACITY];
    private EventColumns columns;
    private int size;
    // The texts of every further column, in the order in which they came.
    private final List<CustomerKeys.Collector<String>> texts = new ArrayList<>();

    /** An empty buffer. */
    public EventBuffer(Schema schema) {
        schema.columns().forEach(column -> texts.add(new CustomerKeys.Collector<>()));
        this.columns = EventColumns.of(schema, FIRST_CAPACITY);
    }

    int size() {
        return size;
    }

    /** Adds an event, the values of whose further columns can be set until the next comes. */
    public void add(long customer, long time, long amount, int code) {
        if (size == customers.length) {
            int capacity = grown(size);
            customers = Arrays.copyOf(customers, capacity);
            columns = columns.copyOf(capacity);
        }
        customers[size] = customer;
        columns.set(size, time, amount, code);
        size++;
    }

    /** Sets the value of a further column in the event added last. */
    public void set(int column, long value) {
        columns.column(column).set(size - 1, value);
    }

    /** Sets the text of a further column in the event added last. */
    public void set(int column, String text) {
        set(column, texts.get(column).number(text));
    }

    /** Numbers the texts that were set alphabetically; with these the buffer has all that a store needs. */
    public Words rankTexts(Dictionary codes) {
        List<Dictionary> ranked = new ArrayList<>();
        for (int column = 0; column < texts.size(); column++) {
            CustomerKeys.Collector<String> found = texts.get(column);
            if (found.size() > 0) {
                replaceTexts(column, found.rank());
            }
            ranked.add(Dictionary.of(found.keys(), 0));
        }
        return new Words(codes, ImmutableList.copyOf(ranked));
    }

    /** The capacity after one that is used up: twice as many, up to the most that there can be. */
    static int grown(int capacity) {
        checkState(capacity < MAX_EVENTS, "a store holds at most %s events", MAX_EVENTS);
        return (int) Math.min(MAX_EVENTS, capacity + (long) capacity);
    }

    /** The customers read, exactly as many as events. */
    public long[] customers() {
        return size == customers.length ? customers : Arrays.copyOf(customers, size);
    }

    /** The other columns, exactly as long as there are events. */
    public EventColumns columns() {
        return size == customers.length ? columns : columns.copyOf(size);
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
        int[] codes = columns.codes;
        for (int i = 0; codes != null && i < size; i++) {
            codes[i] = ranks[codes[i]];
        }
    }

    private void replaceTexts(int column, int[] ranks) {
        Column texts = columns.column(column);
        for (int i = 0; i < size; i++) {
            if (texts.has(i)) {
                texts.set(i, ranks[(int) texts.get(i)]);
            }
        }
    }
}
