package dev.retention.service;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import java.io.Serializable;
import java.util.List;

/** Which events begin and end the time of a customer, the n-th of those that end. */
record StartToEnd(String from, String to, TicketChoice starts, TicketChoice ends, int nth) implements Serializable {
    List<String> tracks() {
        return from.equals(to) ? List.of(from) : List.of(from, to);
    }

    String inWords() {
        return "days from " + starts.events(from) + " to event " + nth + " of " + ends.events(to);
    }

    List<String> warnings(HistoryStore<?> store) {
        return StoreWords.join(starts.warnings(store, from), ends.warnings(store, to));
    }

    /** The event that starts, −1 if there is none. */
    int start(History history) {
        boolean[] counts = starts.counts(history);
        for (int event = 0; event < history.size(); event++) {
            if (starts.has(counts, history, event)) {
                return event;
            }
        }
        return -1;
    }

    /** The day of the event that ends, in days since 1970-01-01, or TicketEnd.NONE. */
    long end(History history, int start) {
        History other = from.equals(to) ? history : history.track(to);
        boolean[] counts = ends.counts(other);
        int left = nth + (from.equals(to) && isEndToo(history, start) ? 1 : 0);
        for (int event = 0; event < other.size(); event++) {
            if (other.epochDay(event) >= history.epochDay(start) && ends.has(counts, other, event) && --left == 0) {
                return other.epochDay(event);
            }
        }
        return TicketEnd.NONE;
    }

    /** Whether all events that start on that day end too, so that one of them is the start and no end. */
    private boolean isEndToo(History history, int start) {
        boolean[] starting = starts.counts(history);
        boolean[] ending = ends.counts(history);
        for (int event = start; event < history.size() && history.epochDay(event) == history.epochDay(start); event++) {
            if (starts.has(starting, history, event) && !ends.has(ending, history, event)) {
                return false;
            }
        }
        return true;
    }
}
