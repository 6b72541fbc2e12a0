package dev.retention.rule;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Parallel;
import dev.retention.internal.store.HistoryCursor;
import dev.retention.internal.store.TrackSet;
import dev.retention.time.Timeline;
import java.util.ArrayList;
import java.util.List;

/** The one loop over the customers of a store, in as many parts as there are threads. */
final class Walk<K> {
    private final HistoryStore<K> store;
    private final int threads;

    Walk(HistoryStore<K> store, int threads) {
        this.store = store;
        this.threads = threads;
    }

    /** What is done with one part of the store. */
    interface PartWork<K, R> {
        R over(Walk<K>.Part part);
    }

    /** The customers with numbers from one to before another, and the views on them that work opens, which end with it. */
    final class Part {
        private final int from;
        private final int to;
        private final List<HistoryCursor> opened = new ArrayList<>();

        private Part(int from, int to) {
            this.from = from;
            this.to = to;
        }

        int from() {
            return from;
        }

        int to() {
            return to;
        }

        HistoryStore<K> store() {
            return store;
        }

        /** A view that goes from customer to customer over some tracks, or over the first if none are named. */
        Steps open(Timeline timeline, List<String> tracks) {
            HistoryCursor cursor = HistoryCursor.open(store, timeline, tracks);
            opened.add(cursor);
            return new Steps(cursor);
        }

        private <R> R work(PartWork<K, R> work) {
            try {
                return work.over(this);
            } finally {
                opened.forEach(HistoryCursor::close);
            }
        }
    }

    /** Looks at one history after the other. */
    static final class Steps {
        private final HistoryCursor cursor;
        private long afterAsOf;

        private Steps(HistoryCursor cursor) {
            this.cursor = cursor;
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

    /** The result of the customers with numbers from one to before another, on the calling thread. */
    <R> R on(int from, int to, PartWork<K, R> work) {
        return new Part(from, to).work(work);
    }

    /** The results of all parts, in the order of the store. */
    <R> List<R> onParts(PartWork<K, R> work) {
        return Parallel.parts(threads, part -> on(boundary(part), boundary(part + 1), work));
    }

    /** The first customer of a part; parts hold about the same number of events. */
    private int boundary(int part) {
        if (part == threads) {
            return store.customers();
        }
        TrackSet<K> data = TrackSet.of(store);
        long events = data.events() * part / threads;
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
