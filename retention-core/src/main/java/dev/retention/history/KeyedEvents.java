package dev.retention.history;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Events of customers with keys of any type, while they are read. Keys that are longs are kept as they are, as long as all of
 * them are; they need no hash table.
 *
 * @param <K> the type of customer keys
 */
final class KeyedEvents<K> {
    private static final int BLOCK = 1 << 10;

    private final EventBuffer events;
    private CustomerKeys.@Nullable Collector<K> keys;
    // The keys of the last events, numbered together: in a loop that does nothing else the waits for
    // far memory overlap.
    private final Object[] waiting = new Object[BLOCK];
    private int waitingSize;

    KeyedEvents(boolean instants, boolean hasAmounts, boolean hasCodes) {
        this.events = new EventBuffer(instants, hasAmounts, hasCodes);
    }

    void add(K customer, long time, long amount, int code) {
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

    @SuppressWarnings("unchecked")
    private CustomerKeys.Collector<K> numberLongs() {
        CustomerKeys.Collector<K> numbered = new CustomerKeys.Collector<>();
        events.replaceCustomers(key -> numbered.number((K) Long.valueOf(key)));
        return numbered;
    }

    @SuppressWarnings("unchecked")
    private void numberWaiting(CustomerKeys.Collector<K> keys) {
        int from = events.size() - waitingSize;
        for (int i = 0; i < waitingSize; i++) {
            events.setCustomer(from + i, keys.number((K) waiting[i]));
        }
        waitingSize = 0;
    }

    /** Replaces the code of every event by its rank. */
    void replaceCodes(int[] ranks) {
        events.replaceCodes(ranks);
    }

    /** The store of the events, whose codes are indexes into {@code codes}. */
    @SuppressWarnings("unchecked")
    HistoryStore<K> toStore(
            EventCodes codes, @Nullable Currency currency, Exclusions exclusions, MergeEffect mergeEffect) {
        int codeCount = Math.max(1, codes.names().size());
        if (keys == null) {
            Grouping grouping = Grouping.ofKeys(events.customers(), events.columns(), codeCount, false);
            var longs = (CustomerKeys<K>) CustomerKeys.ofLongs(grouping.customers());
            return new HistoryStore<>(longs, grouping, codes, currency, exclusions, mergeEffect);
        }
        numberWaiting(keys);
        int[] ranks = keys.rank();
        events.replaceCustomers(number -> ranks[(int) number]);
        Grouping grouping = Grouping.of(events.customers(), ranks.length - 1, events.columns(), codeCount);
        return new HistoryStore<>(keys.toKeys(), grouping, codes, currency, exclusions, mergeEffect);
    }
}
