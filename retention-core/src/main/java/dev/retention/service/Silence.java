package dev.retention.service;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.history.HistoryStore;
import dev.retention.internal.Checks;
import dev.retention.internal.DayList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * That nothing happened for some days: no contact, no login, no order.
 *
 * <pre>{@code
 * Silence.of("contacts", 60);                                       // no contact of any kind for 60 days
 * Silence.of("logins", 30).since("contracts", "started");           // nor since the arrival, if there never was one
 * Silence.of("contacts", 60, "visit", "call");                      // whatever else was written
 * }</pre>
 *
 * <p>With d the day of an event and n days, the silence is there on the day on which the days run out:
 *
 * <pre>
 *   d + n    if no event lies on d + 1 … d + n, and d + n is not after the as-of day
 * </pre>
 *
 * <p>An event on that very day breaks the silence, as it prolongs {@linkplain dev.retention.movement.Spells#ofOrders a spell of orders}: a
 * silence of 90 days on orders comes on the days of the losses of {@code Spells.ofOrders(90)} and tells nothing of them. It comes once,
 * however long nothing happens. Before the first event there is no silence, unless days are counted from the events of another track too.
 * What comes later does not undo it. Immutable and serialisable.
 *
 * @since 0.1.0
 */
public final class Silence implements Signal {
    private static final long serialVersionUID = 1;

    private final String track;
    // All events if there are none.
    private final TreeSet<String> codes;
    private final int days;
    // Events from which days are counted too: a track, with its codes.
    private final ArrayList<CodeSignal> since;

    private Silence(String track, Set<String> codes, int days, List<CodeSignal> since) {
        this.track = track;
        this.codes = new TreeSet<>(codes);
        this.days = days;
        this.since = new ArrayList<>(since);
    }

    /**
     * No event on a track for some days.
     *
     * @param track the track
     * @param days how many, at least 1
     * @param codes the codes of the events that are missed; every event if none is named
     * @return the signal
     * @throws IllegalArgumentException if {@code days < 1}, or a name is empty
     */
    public static Silence of(String track, int days, String... codes) {
        told(track, "track");
        TreeSet<String> all = new TreeSet<>();
        for (String code : requireNonNull(codes, "codes")) {
            all.add(told(code, "codes"));
        }
        Checks.positive((long) days, "days");
        return new Silence(track, all, days, List.of());
    }

    /**
     * Counts the days from other events too, such as the arrival, so that who never had an event falls silent.
     *
     * @param track the track of the other events
     * @param code the code of such events
     * @param moreCodes further codes
     * @return the signal that begins anew with each of these events, beside those that it begins anew with already
     * @throws IllegalArgumentException if a name is empty
     */
    public Silence since(String track, String code, String... moreCodes) {
        told(track, "track");
        TreeSet<String> all = new TreeSet<>();
        all.add(told(code, "code"));
        for (String more : requireNonNull(moreCodes, "moreCodes")) {
            all.add(told(more, "moreCodes"));
        }
        // One signal has one definition, in whatever order it was told.
        TreeMap<String, TreeSet<String>> byTrack = new TreeMap<>();
        since.forEach(each -> byTrack.put(each.track(), new TreeSet<>(each.codes())));
        byTrack.computeIfAbsent(track, unused -> new TreeSet<>()).addAll(all);
        List<CodeSignal> each = new ArrayList<>();
        byTrack.forEach((name, some) -> each.add(new CodeSignal(name, some)));
        return new Silence(this.track, codes, days, each);
    }

    private static String told(String text, String name) {
        checkArgument(!requireNonNull(text, name).isEmpty(), "%s (%s) must not be empty", name, text);
        return text;
    }

    @Override
    public String definition() {
        String what = codes.isEmpty() ? "event" : TicketChoice.quoted(List.copyOf(codes));
        String from =
                String.join("", since.stream().map(each -> " or since " + each).toList());
        return "no " + what + " on " + StoreWords.name(track) + " for " + days + " days" + from;
    }

    @Override
    public List<String> tracks() {
        return Stream.concat(Stream.of(track), since.stream().map(CodeSignal::track))
                .distinct()
                .toList();
    }

    @Override
    public List<String> warnings(HistoryStore<?> store) {
        List<String> odd = StoreWords.warnings(requireNonNull(store, "store"), track, codes, Map.of());
        for (CodeSignal each : since) {
            odd = StoreWords.join(odd, each.warnings(store));
        }
        return odd;
    }

    @Override
    public void forEachDay(History history, LongConsumer days) {
        requireNonNull(days, "days");
        requireNonNull(history, "history");
        DayList found = new DayList();
        EventDays.of(history.track(track), codes, found);
        since.forEach(each -> each.forEachDay(history, found));
        found.sort();
        long asOf = ServiceDays.asOf(history.timeline());
        for (int i = 0; i < found.size(); i++) {
            long end = found.day(i) + this.days;
            if (end <= asOf && (i + 1 == found.size() || found.day(i + 1) > end)) {
                days.accept(end);
            }
        }
    }

    /** Prints the definition. */
    @Override
    public String toString() {
        return definition();
    }
}
