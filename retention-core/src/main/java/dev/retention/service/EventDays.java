package dev.retention.service;

import dev.retention.history.History;
import java.util.Set;
import java.util.function.LongConsumer;

/** The days of some events. */
final class EventDays {
    private EventDays() {}

    /** Hands over the day of each event that has one of some codes; of every event if there are no codes. */
    static void of(History events, Set<String> codes, LongConsumer days) {
        for (int i = 0; i < events.size(); i++) {
            if (codes.isEmpty() || codes.contains(events.code(i))) {
                days.accept(events.epochDay(i));
            }
        }
    }
}
