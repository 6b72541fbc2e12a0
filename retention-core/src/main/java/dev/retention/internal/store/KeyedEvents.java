package dev.retention.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * Events of customers with keys of any type, while they are read. Keys that are longs are kept as they are, as long as all of
 * them are; they need no hash table.
 *
 * @param <K> the type of customer keys
 */
public final class KeyedEvents<K> {
    private static final int BLOCK = 1 << 10;

    private final Schema schema;
    private final EventBuffer events;
    private CustomerKeys.@Nullable Collector<K> keys;
    // The keys of the last events, numbered together: in a loop that does nothing else the waits for
    // far memory overlap.
    private final Object[] waiting = new Object[BLOCK];
    private int waitingSize;

    /** No events yet. */
    public KeyedEvents(Schema schema) {
        this.schema = schema;
        this.events = new EventBuffer(schema);
    }

    /** Adds an event, the values of whose further columns can be set until the next comes. */
    public void add(K customer, long time, long amount, int code) {
        if (keys == null && customer instanceof Long key) {
            events.add(key, time, amount, code);
            return;
        }
        if (keys == null) {
            keys = numberLongs();
        }
        events.add(0, time, amount, code);
        waiting[waitingSize++] = customer;
        if (waitingSize == BLOCK) {
            numberWaiting(keys);
        }
    }

    /** Sets the value of a further column in the event added last. */
    public void set(int column, long value) {
        events.set(column, value);
    }

    @SuppressWarnings("unchecked")
    private CustomerKeys.Collector<K> numberLongs() {
        CustomerKeys.Collector<K> numbered = new CustomerKeys.Collector<>();
        events.replaceCustomers(key -> numbered.number((K) Long.valueOf(key)));
        return numbered;
    }

    @SuppressWarnings("unchecked")
    private void numberWaiting(CustomerKeys.Collector<K> keys) {
        int from = events.size() - waitingSize;
        Object last = null;
        int number = -1;
        for (int i = 0; i < waitingSize; i++) {
            // The key of the event before is not looked up again.
            if (!waiting[i].equals(last)) {
                last = waiting[i];
                number = keys.number((K) last);
            }
            events.setCustomer(from + i, number);
        }
        waitingSize = 0;
    }

    /** Replaces the code of every event by its rank. */
    public void replaceCodes(int[] ranks) {
        events.replaceCodes(ranks);
    }

    /** Sets the text of a further column in the event added last. */
    public void set(int column, String text) {
        events.set(column, text);
    }

    /** Numbers the texts that were set alphabetically. */
    public Words rankTexts(Dictionary codes) {
        return events.rankTexts(codes);
    }

    /** The events in order, whose codes and texts are numbers of {@code words}; sorted on so many threads. */
    @SuppressWarnings("unchecked")
    public StoreData<K> toData(Words words, int threads) {
        if (keys == null) {
            return (StoreData<K>) ofLongs(events.source(), schema, words, threads);
        }
        numberWaiting(keys);
        int[] ranks = keys.rank();
        events.replaceCustomers(number -> ranks[(int) number]);
        return new StoreData<>(keys.toKeys(), sorted(events.source(), schema, words, threads), schema, words);
    }

    /** Events of customers with long keys in order. */
    public static StoreData<Long> ofLongs(EventSource events, Schema schema, Words words, int threads) {
        CustomerSort sorted = sorted(events, schema, words, threads);
        return new StoreData<>(CustomerKeys.ofLongs(sorted.customers()), sorted, schema, words);
    }

    private static CustomerSort sorted(EventSource events, Schema schema, Words words, int threads) {
        return CustomerSort.of(events, schema, Math.max(1, words.codes().size()), threads);
    }
}
