package dev.retention.service;

import dev.retention.history.History;
import java.util.Set;
import java.util.function.LongConsumer;

/** The days of some events. */
final class EventDays {
    private static final int NONE = -1;

    private EventDays() {}

    /** Hands over the day of each event that has one of some codes; of every event if there are no codes. */
    static void of(History events, Set<String> codes, LongConsumer days) {
        if (codes.size() == 1) {
            of(events, codes.iterator().next(), days);
            return;
        }
        for (int i = 0; i < events.size(); i++) {
            if (codes.isEmpty() || codes.contains(events.code(i))) {
                days.accept(events.epochDay(i));
            }
        }
    }

    /** Of one code, which is compared by its number. */
    private static void of(History events, String code, LongConsumer days) {
        int size = events.size();
        int wanted = size == 0 ? NONE : events.codes().find(code).orElse(NONE);
        for (int i = 0; i < size && wanted != NONE; i++) {
            if (events.codeIndex(i) == wanted) {
                days.accept(events.epochDay(i));
            }
        }
    }
}
