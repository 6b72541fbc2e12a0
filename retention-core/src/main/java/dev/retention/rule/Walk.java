package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.StoreData;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** The one loop over the customers of a store, in as many parts as there are threads. */
final class Walk<K> {
    private final HistoryStore<K> store;
    private final int threads;

    Walk(HistoryStore<K> store, int threads) {
        this.store = store;
        this.threads = threads;
    }

    /** What is done with one part of the store. */
    interface PartWork<R> {
        R over(int fromCustomer, int toCustomer);
    }

    /** Looks at one history after the other. */
    final class Steps {
        private final HistoryCursor cursor;
        private long afterAsOf;

        private Steps(Timeline timeline) {
            this.cursor = HistoryCursor.open(store, timeline);
        }

        /** A customer's history, which is empty if the customer has no event up to the as-of day. */
        History moveTo(int customer) {
            History history = cursor.moveTo(customer);
            afterAsOf += cursor.afterAsOf();
            return history;
        }

        /** How many events after the as-of day were passed over so far. */
        long eventsAfterAsOf() {
            return afterAsOf;
        }
    }

    Steps open(Timeline timeline) {
        return new Steps(timeline);
    }

    /** The results of all parts, in the order of the store. */
    <R> List<R> onParts(PartWork<R> work) {
        if (threads == 1) {
            return List.of(work.over(0, store.customers()));
        }
        // The calling thread takes the first part: it need not be woken up.
        ForkJoinPool pool = new ForkJoinPool(threads - 1);
        try {
            List<ForkJoinTask<R>> others = new ArrayList<>();
            for (int part = 1; part < threads; part++) {
                int from = boundary(part);
                int to = boundary(part + 1);
                others.add(pool.submit(() -> work.over(from, to)));
            }
            List<R> results = new ArrayList<>();
            results.add(work.over(0, boundary(1)));
            others.forEach(task -> results.add(task.join()));
            return results;
        } finally {
            pool.shutdown();
        }
    }

    /** The first customer of a part; parts hold about the same number of events. */
    private int boundary(int part) {
        if (part == threads) {
            return store.customers();
        }
        StoreData<K> data = StoreData.of(store);
        long events = (long) store.events() * part / threads;
        int low = 0;
        int high = store.customers();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (data.eventsBefore(middle) < events) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
