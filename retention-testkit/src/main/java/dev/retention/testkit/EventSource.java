package dev.retention.testkit;

import dev.retention.history.Event;
import dev.retention.history.HistoryReader;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Live;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/**
 * The events on which a contract is tried, and how they become a store: what a test overrides whose rule needs events of its own kind.
 *
 * <p>Two methods must fit each other: {@link #store} builds all at once what {@link #event} gives to live tables one by one.
 *
 * <pre>{@code
 * class PaidPlansTest implements RuleContract<String> {
 *     public Rule<String> rule(Timeline timeline) { … }
 *
 *     public Arbitrary<EventLog> events() { return EventLog.arbitrary(5, "started", "ended"); }
 *
 *     public HistoryStore<Long> store(List<EventRow> rows) {
 *         return EventLog.reader().number("seats", row -> row.cents() % 9).from(rows);
 *     }
 *
 *     public Event event(EventRow row) { return row.event().with("seats", row.cents() % 9); }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public interface EventSource {
    /**
     * The events that are tried.
     *
     * @return {@link EventLog#arbitrary()} unless overridden
     */
    @Provide
    default Arbitrary<EventLog> events() {
        return EventLog.arbitrary();
    }

    /**
     * The days up to which events are known.
     *
     * @return days of both years and of the 40 days after, unless overridden
     */
    @Provide
    default Arbitrary<LocalDate> asOf() {
        return Arbitraries.integers().between(20, EventLog.DAYS + 40).map(EventLog.FIRST_DAY::plusDays);
    }

    /**
     * The periods that end with a day.
     *
     * @param asOf the last day known
     * @return months from {@link EventLog#FIRST_DAY} on, unless overridden; with a first period
     */
    default Timeline timeline(LocalDate asOf) {
        return Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
    }

    /**
     * The tracks that a store has.
     *
     * @return those that the rule or measure names, unless overridden; none of a store of one track without a name
     */
    List<String> tracks();

    /**
     * The track on which an event is.
     *
     * @param row the event
     * @return unless overridden, one of {@link #tracks()} by the event's code; not asked where there are none
     */
    default String track(EventRow row) {
        List<String> tracks = tracks();
        return tracks.get(Math.floorMod(row.code().hashCode(), tracks.size()));
    }

    /**
     * A store of events.
     *
     * @param rows the events
     * @return a store by {@link EventLog#reader()}, of the {@linkplain #tracks() tracks}, unless overridden
     */
    default HistoryStore<Long> store(List<EventRow> rows) {
        List<String> tracks = tracks();
        HistoryReader<EventRow, Long> reader = EventLog.reader();
        if (tracks.isEmpty()) {
            return reader.from(rows);
        }
        return tracks.stream()
                .map(track -> reader.from(rows.stream()
                                .filter(row -> track(row).equals(track))
                                .toList())
                        .named(track))
                .reduce(HistoryStore::and)
                .orElseThrow();
    }

    /**
     * A row as a live table takes it.
     *
     * @param row the row
     * @return unless overridden, {@link EventRow#event()}
     */
    default Event event(EventRow row) {
        return row.event();
    }

    /**
     * All that a store knows by a row, as a live table takes it.
     *
     * @param row the row
     * @return unless overridden, the {@link #event}
     */
    default List<Event> eventsOf(EventRow row) {
        return List.of(event(row));
    }

    /**
     * Adds all that is known by a row where it belongs.
     *
     * @param live the tables
     * @param row the row
     */
    default void add(Live<Long> live, EventRow row) {
        boolean hasTracks = !tracks().isEmpty();
        for (Event event : eventsOf(row)) {
            if (hasTracks) {
                live.add(row.customer(), track(row), event);
            } else {
                live.add(row.customer(), event);
            }
        }
    }

    /**
     * Removes all that is known by a row from where it is, the last first.
     *
     * @param live the tables
     * @param row the row
     */
    default void remove(Live<Long> live, EventRow row) {
        boolean hasTracks = !tracks().isEmpty();
        List<Event> events = new ArrayList<>(eventsOf(row));
        Collections.reverse(events);
        for (Event event : events) {
            if (hasTracks) {
                live.remove(row.customer(), track(row), event);
            } else {
                live.remove(row.customer(), event);
            }
        }
    }
}
