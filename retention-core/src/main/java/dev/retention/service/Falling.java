package dev.retention.service;

import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.DayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * That something happens less often than it did: events of the last days against those of as many days before.
 *
 * <pre>{@code
 * Falling.of("logins", 30);                            // at most half as many logins in 30 days as in the 30 before, which had at least 2
 * Falling.of("orders", 90).to(70).from(5);             // at most 70 %, where there were at least 5
 * }</pre>
 *
 * <p>On a day d, with n days:
 *
 * <pre>
 *   now      events on d − n + 1 … d
 *   before   events on d − 2n + 1 … d − n
 *   fallen   before ≥ least  and  100 · now ≤ percent · before
 * </pre>
 *
 * <p>It comes on the first day of each run of days on which the number has fallen, not after the as-of day. Only what was known on the day
 * counts. Takes {@code O(m log m)} time of {@code m} events. Immutable and serialisable.
 *
 * @since 0.1.0
 */
public final class Falling implements Signal {
    private static final long serialVersionUID = 1;
    private static final int HALF = 50;

    private final String track;
    // All events if there are none.
    private final TreeSet<String> codes;
    private final int days;
    private final int percent;
    private final int least;

    private Falling(String track, Set<String> codes, int days, int percent, int least) {
        this.track = track;
        this.codes = new TreeSet<>(codes);
        this.days = days;
        this.percent = percent;
        this.least = least;
    }

    /**
     * Events of a track that come at most half as often as before, where there were at least 2.
     *
     * @param track the track
     * @param days how many days are set against as many before, from 1 to 3,660
     * @param codes the codes of the events; every event if none is named
     * @return the signal
     * @throws IllegalArgumentException if {@code days} is out of range
     */
    public static Falling of(String track, int days, String... codes) {
        requireNonNull(track, "track");
        TreeSet<String> all = new TreeSet<>();
        for (String code : requireNonNull(codes, "codes")) {
            all.add(requireNonNull(code, "codes"));
        }
        Checks.within(days, 1, 3_660, "days");
        return new Falling(track, all, days, HALF, 2);
    }

    /**
     * Sets to how much the number must fall.
     *
     * @param percent of the number before, from 0 to 99; 50 by default
     * @return the signal
     * @throws IllegalArgumentException if {@code percent} is out of range
     */
    public Falling to(int percent) {
        return new Falling(track, codes, days, Checks.within(percent, 0, 99, "percent"), least);
    }

    /**
     * Sets how many events there must have been before.
     *
     * @param least at least 1; 2 by default
     * @return the signal
     * @throws IllegalArgumentException if {@code least < 1}
     */
    public Falling from(int least) {
        Checks.positive((long) least, "least");
        return new Falling(track, codes, days, percent, least);
    }

    @Override
    public String definition() {
        return (codes.isEmpty() ? "events" : TicketChoice.quoted(List.copyOf(codes))) + " on " + StoreWords.name(track)
                + " in " + days + " days at most " + percent + " % of those in the " + days + " days before, at least "
                + least;
    }

    @Override
    public List<String> tracks() {
        return List.of(track);
    }

    @Override
    public List<String> warnings(HistoryStore<?> store) {
        return StoreWords.warnings(requireNonNull(store, "store"), track, codes, Map.of());
    }

    @Override
    public void forEachDay(History history, LongConsumer days) {
        requireNonNull(days, "days");
        requireNonNull(history, "history");
        DayList events = new DayList();
        EventDays.of(history.track(track), codes, events);
        events.sort();
        // The numbers change on the day of an event, and when it leaves the days, and those before.
        DayList changes = new DayList();
        for (int i = 0; i < events.size(); i++) {
            changes.accept(events.day(i));
            changes.accept(events.day(i) + this.days);
            changes.accept(events.day(i) + 2L * this.days);
        }
        changes.sortDistinctBefore(ServiceDays.asOf(history.timeline()) + 1);
        boolean was = false;
        for (int i = 0; i < changes.size(); i++) {
            long day = changes.day(i);
            long upTo = events.firstFrom(day + 1);
            long upToBefore = events.firstFrom(day - this.days + 1);
            long before = upToBefore - events.firstFrom(day - 2L * this.days + 1);
            boolean is = before >= least && 100 * (upTo - upToBefore) <= percent * before;
            if (is && !was) {
                days.accept(day);
            }
            was = is;
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }
}
